"""``publish_stories ORIGIN``: publishes as the desk does, and looks until readers see it."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

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
        for number in range(options["times"]):
            seen = _publish(watcher, section, number)
            self.stdout.write(json.dumps(seen))
            self.stdout.flush()


def _publish(watcher: Watcher, section: SectionPage, number: int) -> dict[str, float | None]:
    slug = f"measured-{number}-{time.time_ns()}"
    section.refresh_from_db()
    article = ArticlePage(
        title=f"خبر القياس رقم {number}", slug=slug, section=section, live=False,
        body=[("paragraph", "<p>نص قصير.</p>")] * 6,
    )  # fmt: skip
    section.add_child(instance=article)
    article.authors.set(Author.objects.all()[:1])
    revision = article.save_revision()
    places = {"article": f"/{section.slug}/{slug}/", "home": "/", "section": f"/{section.slug}/"}
    # Readers come all the time: what is kept of home and section is kept before the publication.
    watcher.visit(places["home"], places["section"])
    pressed = time.perf_counter()
    revision.publish()
    return watcher.seen(places, slug, pressed)
