"""``publish_stories ORIGIN``: publishes as the desk does, and looks until readers see it."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from taggit.models import Tag

from peer_wagtail.models import ArticlePage, Author, SectionPage

sys.path.insert(0, str(Path(__file__).parents[5]))

from peers.watching import Watcher


class Command(BaseCommand):
    """Prints the seconds until each place showed a story; null for one that did not in time."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("origin", help="where readers ask, as http://127.0.0.1:8000")
        parser.add_argument("--times", type=int, default=10)
        parser.add_argument("--cap", type=float, default=30.0, help="seconds to wait at most")

    def handle(self, *args: Any, **options: Any) -> None:
        watcher = Watcher(options["origin"], options["cap"])
        section = SectionPage.objects.live().first()
        # The first one fills what this process keeps in memory.
        _publish(None, section, 0)
        for number in range(1, options["times"] + 1):
            self.stdout.write(json.dumps(_publish(watcher, section, number)))
            self.stdout.flush()


def _publish(watcher: Watcher | None, section: SectionPage, number: int) -> Any:
    """What a watcher saw of a new article; None publishes it unwatched."""
    slug = f"measured-{number}-{time.time_ns()}"
    section.refresh_from_db()
    article = ArticlePage(
        title=f"خبر القياس رقم {number}", slug=slug, section=section, live=False,
        body=[("paragraph", "<p>نص قصير.</p>")] * 6,
    )  # fmt: skip
    section.add_child(instance=article)
    article.authors.set(Author.objects.all()[:1])
    article.tags.add(Tag.objects.last())
    revision = article.save_revision()
    lists = {"home": "/", "section": f"/{section.slug}/"}
    # Readers come all the time; some did when the draft stood already, and caches keep their pages.
    if watcher:
        watcher.visit(lists)
    pressed = time.perf_counter()
    revision.publish()
    places = {"article": f"/{section.slug}/{slug}/", **lists}
    return watcher.seen(places, slug, pressed) if watcher else None
