"""Makes the demo's discussions as readers and moderators would, then gives each its time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from nashra.accounts.models import User
from nashra.changes.unit import unit_of_work
from nashra.cli.demo import schema
from nashra.community import actions, modes, standards
from nashra.community.models import Comment, Commenter, DiscussionSettings
from nashra.community.pipeline import Draft, judge
from nashra.community.text import settled
from nashra.newsroom.models import StoryPage


class DemoDiscussionError(ValueError):
    """The pipeline made something else of a comment than its file says."""


def make_readers(
    readership: schema.Readership, password: str, *, staff: list[str], moderator: str
) -> None:
    """Accounts that accepted the standards, and the list of words.

    People of the staff are known here, so that their comments do not wait.
    """
    known = {reader.username: reader.approved for reader in readership.readers}
    # Slow on purpose, and the same for all.
    hashed = make_password(password)
    for reader in readership.readers:
        User.objects.create(username=reader.username, password=hashed, display_name=reader.name)
    known |= dict.fromkeys(staff, DiscussionSettings.load().first_comments)
    for name, approved in known.items():
        user = User.objects.get(username=name)
        actions.accept_standards(person=user, number=standards.number_in_force())
        with unit_of_work(cause="demo"):
            Commenter.objects.filter(user=user).update(approved=approved)
    by = User.objects.get(username=moderator)
    for verdict, words in (("suspect", readership.suspect), ("banned", readership.banned)):
        actions.list_words(actor=by, text="\n".join(words), verdict=verdict)


@dataclass(kw_only=True)
class DiscussionBuilder:
    """One discussion; ``people`` are the accounts by user name."""

    source: schema.StoryDiscussion
    story: StoryPage
    people: Mapping[str, User]
    moderator: User
    made: dict[int, Comment] = field(default_factory=dict)

    def build(self) -> None:
        """Says everything in its order. Raises DemoDiscussionError."""
        for number, said in enumerate(self.source.comments, start=1):
            self.made[number] = self._say(said)
        for number, said in enumerate(self.source.comments, start=1):
            self._react(said, Comment.objects.get(pk=self.made[number].pk))

    def _say(self, said: schema.Said) -> Comment:
        author = self.people[said.by]
        self.story.refresh_from_db()
        at = self.story.first_published_at + timedelta(hours=said.hour)
        discussion = modes.discussion_of(self.story)
        parent = Comment.objects.get(pk=self.made[said.answers].pk) if said.answers else None
        text = settled(said.text)
        judgement = judge(Draft(
            story=self.story, discussion=discussion, author=author, text=text, parent=parent,
            mode=modes.mode_of(self.story, discussion), settings=DiscussionSettings.load(),
            standards_accepted=True, now=at,
        ))  # fmt: skip
        if (judgement.verdict == "hold") != said.waits:
            reasons = [finding.code for finding in judgement.findings]
            raise DemoDiscussionError(f"{self.source.file}: {text[:40]!r}: {reasons}")
        comment = actions.post_comment(
            story=self.story, author=author, text=text, judgement=judgement, parent=parent
        )
        self._date(comment, at)
        return comment

    def _date(self, comment: Comment, at: datetime) -> None:
        published = at if comment.published_at else None
        with unit_of_work(cause="demo"):
            Comment.objects.filter(pk=comment.pk).update(created_at=at, published_at=published)

    def _react(self, said: schema.Said, comment: Comment) -> None:
        for name in said.respected_by:
            actions.respect_comment(comment=comment, person=self.people[name])
        for name in said.reported_by:
            actions.report_comment(comment=comment, person=self.people[name], rule=said.report)
        if said.picked:
            actions.pick_comment(comment=comment, actor=self.moderator)
        if said.rejected:
            actions.reject_comment(
                comment=comment, actor=self.moderator, rule=said.rejected, note=said.note
            )
