"""``python -m tests.covering_editor STORY ENTRIES PACE SEED``: covers; prints the last event.

One post in ten is followed by an edit of an earlier entry, one in twenty by a retraction.
"""

import random
import sys
import time

import django

django.setup()

from nashra.newsroom import actions  # noqa: E402
from nashra.newsroom.actions import EntryContent  # noqa: E402
from nashra.newsroom.models import Coverage, JournalEntry, StoryPage  # noqa: E402


def _posted(coverage: Coverage, chance: random.Random) -> JournalEntry:
    rows = JournalEntry.objects.filter(
        coverage=coverage, state=JournalEntry.State.PUBLISHED
    ).order_by("slot")
    return chance.choice(list(rows))


def cover(story: str, entries: int, pace: float, chance: random.Random) -> int:
    """Covers a story; the number of the last event."""
    page = StoryPage.objects.get(public_id=story)
    coverage = actions.start_coverage(story=page, actor=None)
    for number in range(entries):
        words = "وصلت دفعة جديدة من المساعدات إلى المرفأ. " * chance.randrange(1, 8)
        content = EntryContent(title=f"مدخل {number}", html=f"<p>{words}</p>")
        actions.post_entry(
            coverage=coverage, actor=None, content=content, key=chance.random() < 0.1
        )
        if number and chance.random() < 0.1:
            entry = _posted(coverage, chance)
            actions.edit_entry(
                entry=entry, actor=None, version=entry.version,
                content=EntryContent(title="معدل", html=f"<p>صياغة {number}.</p>"),
                key=False, pinned=False, urgent=False,
            )  # fmt: skip
        if number and chance.random() < 0.05:
            actions.retract_entry(
                entry=_posted(coverage, chance), actor=None, reason="تبين أنه غير دقيق."
            )
        time.sleep(pace)
    coverage.refresh_from_db()
    return coverage.events


if __name__ == "__main__":
    story, entries, pace, seed = sys.argv[1:]
    print(cover(story, int(entries), float(pace), random.Random(int(seed))), flush=True)
