"""``python -m peers.editor HOME TIMES CAP PLACE...``: publishes in a newsroom that is served.

A place is ``files`` (the published root itself) or an origin that readers ask. Prints one line of
JSON a publication, the places taking turns: the place, and seconds from the order to publish until
article, home and section show it, null for a place that did not in time.
"""

import json
import sys
from pathlib import Path
from typing import Any

from shared import newsroom

from peers.watching import Watcher
from tests.homes import Home


class Editor(newsroom.Editor):
    """Publishes, and looks where it is told to look."""

    def __init__(self, home: Home, cap: float) -> None:
        super().__init__(home)
        self.cap = cap
        self.watcher: Watcher | None = None

    def look_at(self, place: str) -> None:
        """Takes what readers of a place see as seen from now on."""
        self.watcher = None if place == "files" else Watcher(place, self.cap)
        if self.watcher:
            self.watcher.visit("/", self._section())

    def _section(self) -> str:
        return f"/section/{self.section.slug}/"

    def _seen(self, public_id: str, committed: float) -> Any:
        if self.watcher is None:
            return super()._seen(public_id, self.pressed)
        places = {"article": f"/a/{public_id}/", "home": "/", "section": self._section()}
        return self.watcher.seen(places, public_id, self.pressed)


def main() -> None:
    home, times, cap, *places = sys.argv[1:]
    room = Home(Path(home))
    newsroom.enter(room)
    newsroom.settle()
    editor = Editor(room, float(cap))
    for number in range(int(times) + 1):
        for place in places:
            editor.look_at(place)
            seen = editor.publish()
            newsroom.settle()
            # The first one fills what desk and worker keep in memory.
            if number:
                print(json.dumps({"place": place, "seen": seen}), flush=True)


if __name__ == "__main__":
    main()
