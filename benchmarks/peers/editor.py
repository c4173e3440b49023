"""``python -m peers.editor HOME TIMES CAP PLACE...``: publishes in a newsroom that is served.

A place is ``files`` (the published root itself) or an origin that readers ask. Prints one line of
JSON a publication, the places taking turns: the place, and seconds from the order to publish until
article, home and section show it, null for a place that did not in time.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from shared import newsroom

from peers.watching import Watcher
from tests.homes import Home


class Editor(newsroom.Editor):
    """Publishes while readers look on."""

    def publish_for(self, watcher: Watcher | None) -> Any:
        """Seconds from the order to publish until a watcher sees it; None watches the files."""
        from nashra.newsroom import actions

        story = self._draft()
        lists = {"home": "/", "section": f"/section/{self.section.slug}/"}
        # Readers come all the time; some did when the draft stood already.
        if watcher:
            watcher.visit(lists)
        self.pressed = time.perf_counter()
        actions.publish_story(story=story, actor=None)
        if not watcher:
            return self._seen(story.public_id, self.pressed)
        places = {"article": f"/a/{story.public_id}/", **lists}
        return watcher.seen(places, story.public_id, self.pressed)

    def _draft(self) -> Any:
        from nashra.newsroom import actions
        from nashra.newsroom.content import StoryContent

        assert self.author
        assert self.tag
        self.number += 1
        content = StoryContent(
            headline=f"خبر القياس رقم {self.number}", authors=(self.author.name,),
            tags=(self.tag.name,), body=(("paragraph", "<p>نص قصير.</p>"),) * 6,
        )  # fmt: skip
        return actions.create_draft(section=self.section, actor=None, content=content)


def main() -> None:
    home, times, cap, *places = sys.argv[1:]
    room = Home(Path(home))
    newsroom.enter(room)
    newsroom.settle()
    newsroom.LONGEST = float(cap)
    editor = Editor(room)
    watchers = {place: None if place == "files" else Watcher(place, float(cap)) for place in places}
    # The first one fills what desk and worker keep in memory.
    editor.publish_for(None)
    newsroom.settle()
    for _ in range(int(times)):
        for place, watcher in watchers.items():
            print(json.dumps({"place": place, "seen": editor.publish_for(watcher)}), flush=True)
            newsroom.settle()


if __name__ == "__main__":
    main()
