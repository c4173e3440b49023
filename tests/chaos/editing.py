"""What an editor does in a drill: everything of the laws, and pictures."""

from collections.abc import Callable, Mapping

from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.models import StoryPage
from tests.properties import edits
from tests.publishing.pictures import image


def illustrate(number: int) -> None:
    """Gives a story a picture of its own."""
    stories = StoryPage.objects.filter(live=True).order_by("pk")
    story = stories[number % stories.count()]
    story.lead_image, story.lead_alt = image(f"صورة {number}", (640, 400 + number % 50)), "وصف"
    with unit_of_work(cause="test"):
        story.save_revision()
        actions.publish_story(story=story, actor=None)


EDITS: Mapping[str, Callable[[int], None]] = {**edits.EDITS, "illustrate": illustrate}
