"""Comments for a newsroom of the bench, the same each time, written straight into the tables."""

import random
from collections.abc import Callable
from datetime import timedelta

from nashra.accounts.models import User
from nashra.changes import gate
from nashra.changes.unit import unit_of_work
from nashra.cli.bench import words
from nashra.community.models import Comment, Commenter, Discussion
from nashra.newsroom.ids import ALPHABET, LENGTH
from nashra.newsroom.models import StoryPage

READERS = 200
STORIES = 50
"""The newest stories, of which the first has half of the comments."""
WAITING = 3
"""One comment in so many waits for a moderator."""
REPLIES = 3
"""One published comment in so many answers another."""
_BATCH = 1000


def seed_comments(*, comments: int, progress: Callable[[int], None] = lambda done: None) -> None:
    """Writes so many comments on the newest stories that nobody discusses yet.

    Raises ValueError where there is no such story.
    """
    _Comments(random.Random(2027), comments).write(progress)  # noqa: S311 - the same each time


class _Comments:
    def __init__(self, dice: random.Random, total: int) -> None:
        self._dice, self._total = dice, total
        self._readers = self._make_readers()
        stories = StoryPage.objects.filter(live=True, discussion=None)
        with unit_of_work(cause="bench"):
            self._discussions = [
                Discussion.objects.create(public_id=story.public_id, story=story, kept_open=True)
                for story in stories.order_by("-first_published_at")[:STORIES]
            ]
        if not self._discussions:
            raise ValueError("every story has a discussion already, or there is none")
        self._firsts: dict[str, list[Comment]] = {one.pk: [] for one in self._discussions}

    def _make_readers(self) -> list[User]:
        names = (f"{first} {last}" for first in words.FIRST_NAMES for last in words.LAST_NAMES)
        made = []
        with unit_of_work(cause="bench"):
            for number, name in enumerate(names, 1):
                if number > READERS:
                    break
                user = User.objects.filter(username=f"reader{number}").first()
                if user is None:
                    user = User(username=f"reader{number}", display_name=f"{name} {number}")
                    user.set_unusable_password()
                    user.save()
                    Commenter.objects.create(user=user, accepted=1, approved=number % 20)
                made.append(user)
        return made

    def write(self, progress: Callable[[int], None]) -> None:
        done = 0
        while done < self._total:
            size = min(_BATCH, self._total - done)
            with gate.patient(), unit_of_work(cause="bench"):
                Comment.objects.bulk_create([self._comment(done + n) for n in range(size)])
                self._count()
            done += size
            progress(done)

    def _comment(self, number: int) -> Comment:
        dice, others = self._dice, self._discussions[1:]
        discussion = self._discussions[0] if number % 2 or not others else dice.choice(others)
        at = discussion.story.first_published_at + timedelta(seconds=number)
        comment = Comment(
            public_id="".join(dice.choices(ALPHABET, k=LENGTH)), discussion=discussion,
            author=dice.choice(self._readers), created_at=at, state=Comment.State.WAITING,
            text=dice.choice(words.SENTENCES).format(
                subject=dice.choice(words.SUBJECTS), place=dice.choice(words.PLACES),
                object=dice.choice(words.OBJECTS), number=dice.randint(3, 90),
            ),
        )  # fmt: skip
        if number % WAITING:
            self._publish(comment, discussion)
        return comment

    def _publish(self, comment: Comment, discussion: Discussion) -> None:
        comment.state, comment.published_at = Comment.State.PUBLISHED, comment.created_at
        firsts = self._firsts[discussion.pk]
        if firsts and self._dice.randrange(REPLIES) == 0:
            parent = self._dice.choice(firsts)
            comment.parent, comment.slot = parent, parent.replies_given
            parent.replies_given += 1
        else:
            comment.slot = discussion.slots
            discussion.slots += 1
            firsts.append(comment)
        discussion.comments += 1

    def _count(self) -> None:
        Discussion.objects.bulk_update(self._discussions, ["slots", "comments"])
        firsts = [one for rows in self._firsts.values() for one in rows if one.replies_given]
        Comment.objects.bulk_update(firsts, ["replies_given"], batch_size=300)
        # Answers go to what was said lately.
        for rows in self._firsts.values():
            del rows[:-40]
