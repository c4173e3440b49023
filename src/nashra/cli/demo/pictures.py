"""The demo's pictures, drawn when they are asked for: the same bytes every time."""

import io
from collections.abc import Callable
from functools import partial
from typing import Final

from PIL import Image

from nashra.cli.demo import scenes_city, scenes_halls, scenes_land, scenes_sea, scenes_sport
from nashra.cli.demo.portraits import SITTERS, portrait

_QUALITY: Final = 85

PICTURES: Final[dict[str, Callable[[], Image.Image]]] = {
    "harbour-dawn": scenes_sea.harbour_dawn,
    "wheat-ship": scenes_sea.wheat_ship,
    "storm-sea": scenes_sea.storm_sea,
    "breakwater-lamp": scenes_sea.breakwater_lamp,
    "night-boats": scenes_sea.night_boats,
    "island-ferry": scenes_sea.island_ferry,
    "volcano-island": scenes_sea.volcano_island,
    "cable-ship": scenes_sea.cable_ship,
    "market-street": scenes_city.market_street,
    "school-yard": scenes_city.school_yard,
    "water-tower": scenes_city.water_tower,
    "council-building": scenes_city.council_building,
    "bakery": scenes_city.bakery,
    "power-lines": scenes_city.power_lines,
    "hospital-corridor": scenes_city.hospital_corridor,
    "city-bus": scenes_city.city_bus,
    "theatre-stage": scenes_halls.theatre_stage,
    "library-shelves": scenes_halls.library_shelves,
    "economy-chart": scenes_halls.economy_chart,
    "ballot-box": scenes_halls.ballot_box,
    "barograph": scenes_halls.barograph,
    "football-pitch": scenes_sport.football_pitch,
    "athletics-track": scenes_sport.athletics_track,
    "roof-pitch": scenes_sport.roof_pitch,
    "olive-grove": scenes_land.olive_grove,
    "mountain-road": scenes_land.mountain_road,
    "bee-hives": scenes_land.bee_hives,
    "river-dam": scenes_land.river_dam,
    "ancient-arch": scenes_land.ancient_arch,
    "ancient-arch-plan": scenes_land.ancient_arch_plan,
} | {
    name: partial(portrait, sitter, seed)
    for seed, (name, sitter) in enumerate(SITTERS.items(), start=60)
}
"""Every picture by name: scenes of 1600 by 900, portraits of 600 by 600."""


def draw(name: str) -> bytes:
    """The picture as a JPEG. Raises ``KeyError`` for a name that is not in ``PICTURES``."""
    out = io.BytesIO()
    PICTURES[name]().save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
