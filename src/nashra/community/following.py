"""What is new is told by e-mail to whoever follows: for each thing at most one mail an hour.

A mail has a link that ends it without signing in (RFC 8058: with one click, by POST).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from allauth.account.models import EmailAddress
from django.core import signing
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nashra.accounts import mail
from nashra.accounts.models import User
from nashra.changes.unit import unit_of_work
from nashra.community import modes, names
from nashra.community.models import Comment, Follower, Mode
from nashra.community.threads import discussion_path, page_path
from nashra.newsroom.addresses import public_root
from nashra.newsroom.models import StoryPage

QUIET: Final = timedelta(hours=1)
"""The least time between two mails about one thing."""
RECENT: Final = timedelta(days=2)
"""A discussion in which nothing was written for so long is not looked at."""
AT_ONCE: Final = 200
"""Followers of one discussion in one round."""
TOGETHER: Final = 20
"""Followers in one unit of work."""
SHOWN: Final = 10
"""Comments in one mail; the others are counted."""
LONGEST: Final = 280
"""Characters of a comment that a mail quotes."""

_signer = signing.Signer(salt="nashra.community.following")


def ticket(follower: Follower) -> str:
    """What ends it for whoever has it. It stays good for as long as somebody follows."""
    return _signer.sign(str(follower.pk))


def read_ticket(value: str) -> Follower | None:
    """The follower that a ticket is of; None where it is forged, or nobody follows any more."""
    try:
        pk = int(_signer.unsign(value))
    except (signing.BadSignature, ValueError):
        return None
    rows = Follower.objects.select_related("discussion__story", "comment", "person")
    return rows.filter(pk=pk).first()


def unfollow_path(follower: Follower) -> str:
    """Where following is ended without signing in."""
    return f"/talk/unfollow/{ticket(follower)}/"


def tell_followers(_home: Path) -> Collection[str]:
    """The worker's periodic job: queues what is due."""
    if mail.has_mail() and (root := public_root()):
        now = timezone.now()
        for public_id, latest in _alive(now):
            if due := _due(public_id, latest, now):
                _tell(due, root[1].rstrip("/"), now)
    return ()


def _alive(now: datetime) -> list[tuple[str, datetime]]:
    """Followed discussions in which something was written of late, each with its last moment."""
    rows = Comment.objects.filter(
        Exists(Follower.objects.filter(discussion=OuterRef("discussion"))),
        state=Comment.State.PUBLISHED, created_at__gt=now - RECENT, discussion__story__live=True,
    )  # fmt: skip
    return list(rows.values_list("discussion").annotate(latest=Max("published_at")))


def _due(public_id: str, latest: datetime, now: datetime) -> list[Follower]:
    """Who was told nothing for an hour, and not what was said last."""
    rows = Follower.objects.select_related("discussion__story__locale", "comment", "person")
    rows = rows.filter(
        discussion=public_id, told_until__lt=latest, told_until__lte=now - QUIET,
        person__is_active=True,
    )  # fmt: skip
    return list(rows.order_by("told_until")[:AT_ONCE])


def _tell(followers: list[Follower], origin: str, now: datetime) -> None:
    """One story's followers; its comments are read once for all of them."""
    story = followers[0].discussion.story
    if modes.mode_of(story, followers[0].discussion) == Mode.OFF:
        return
    rows = Comment.objects.filter(
        discussion=story.public_id, state=Comment.State.PUBLISHED,
        published_at__gt=followers[0].told_until, published_at__lte=now,
    ).select_related("author", "parent")  # fmt: skip
    comments = list(rows.order_by("published_at", "pk"))
    addresses = _addresses(one.person for one in followers)
    named = names.named({one.author for one in comments if one.author})
    letters = [
        Letter(
            story, follower, [one for one in comments if _concerns(follower, one)], named, origin
        )
        for follower in followers
    ]
    # What takes long is done before; whoever posts meanwhile waits for few of them at once.
    written = [(one.follower, one.written() if one.news else None) for one in letters]
    for start in range(0, len(written), TOGETHER):
        with unit_of_work(cause="follow"):
            for follower, content in written[start : start + TOGETHER]:
                address = addresses.get(follower.person_id, "")
                same = Follower.objects.filter(pk=follower.pk, told_until=follower.told_until)
                # What is told once is not told again, whatever becomes of the mail.
                if same.update(told_until=now) and content and address:
                    mail.queue(address, *content)


def _concerns(follower: Follower, comment: Comment) -> bool:
    if comment.author_id == follower.person_id:
        return False
    if (comment.published_at or comment.created_at) <= follower.told_until:
        return False
    followed = follower.comment_id
    return followed is None or followed in {comment.parent_id, comment.answers_id}


def _addresses(people: Iterable[User]) -> dict[int, str]:
    """Where each of them may be written to: to a proven address, or to the one the desk set."""
    found = {one.pk: one.email for one in people}
    rows = EmailAddress.objects.filter(user__in=list(found))
    for address in rows.order_by("primary", "verified"):
        found[address.user_id] = ""
    for address in rows.filter(verified=True).order_by("primary"):
        found[address.user_id] = address.email
    return found


@dataclass(frozen=True)
class Letter:
    """One mail to one follower, in the language of the story."""

    story: StoryPage
    follower: Follower
    news: list[Comment]
    names: dict[int, names.Named]
    origin: str

    def written(self) -> tuple[str, str, dict[str, str]]:
        """Its subject, its text and its headers."""
        with translation.override(self.story.locale.language_code):
            url = self.origin + unfollow_path(self.follower)
            headers = {
                "List-Unsubscribe": f"<{url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
            return self._subject(), self._body(url), headers

    def _subject(self) -> str:
        title = self.story.short_headline or self.story.headline
        if self.follower.comment_id:
            return _("Answers to your comment: %(title)s") % {"title": title}
        return _("Discussion: %(title)s") % {"title": title}

    def _body(self, unfollow: str) -> str:
        count = len(self.news)
        parts = [
            ngettext("%(n)d new comment on:", "%(n)d new comments on:", count) % {"n": count}
            + f"\n{self.story.headline}",
            *(self._quoted(one) for one in self.news[:SHOWN]),
        ]
        where = self.origin + discussion_path(self.story.public_id)
        parts += [_("The whole discussion:") + f"\n{where}"]
        parts += [_("To get no more of these mails:") + f"\n{unfollow}"]
        return "\n\n".join(parts) + "\n"

    def _quoted(self, comment: Comment) -> str:
        named = self.names.get(comment.author_id or 0)
        name = named.name if named else comment.guest or _("Deleted account")
        text = " ".join(comment.text.split())
        if len(text) > LONGEST:
            text = f"{text[:LONGEST].rsplit(' ', 1)[0]}…"
        # A name of the other direction must not pull the colon to its side.
        return f"\u2068{name}\u2069:\n{text}\n{self.origin}{page_path(comment)}"
