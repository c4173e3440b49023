"""Move the site to another origin."""

from typing import Any

from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import Newsroom


def move_origin(*, origin: str, actor: Any = None) -> bool:
    """Has absolute links start with ``origin``; every page is rendered again.

    Returns False where it is so already. Raises ValidationError for anything but scheme and host.
    """
    room = Newsroom.objects.get()
    if room.origin == origin:
        return False
    room.origin = origin
    room.full_clean()
    with unit_of_work(cause="move origin", actor=actor):
        room.save()
    return True
