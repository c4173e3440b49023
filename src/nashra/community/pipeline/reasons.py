"""Each reason of the pipeline in words: for moderators, and for whoever wrote the comment."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

_WAITS: Final = _("A moderator reads your comment before it is shown.")

REASONS: Final[Mapping[str, tuple[Any, Any]]] = {
    "empty": (_("Empty."), _("Write something first.")),
    "too_long": (
        ngettext_lazy(
            "Longer than %(number)d letter.", "Longer than %(number)d letters.", "number"
        ),
        ngettext_lazy(
            "A comment has at most %(number)d letter; shorten it.",
            "A comment has at most %(number)d letters; shorten it.", "number",
        ),
    ),
    "closed": (_("The discussion is closed."), _("The discussion of this story is closed.")),
    "standards": (
        _("The standards were not accepted."),
        _("Accept the community standards before you comment."),
    ),
    "suspended": (_("The person is suspended."), _("You cannot comment at present.")),
    "said_already": (
        _("The same text by the same person."), _("You have already said that here."),
    ),
    "said_elsewhere": (_("Nearly the same text by the same person elsewhere."), _WAITS),
    "said_by_several": (
        ngettext_lazy(
            "The same text by %(number)d person.", "The same text by %(number)d people.", "number"
        ),
        _WAITS,
    ),
    "banned_word": (_("A banned word: %(word)s"), _WAITS),
    "suspect_word": (_("A suspect word: %(word)s"), ""),
    "links": (
        ngettext_lazy("%(number)d link.", "%(number)d links.", "number"), _WAITS,
    ),
    "flood": (
        ngettext_lazy(
            "More than %(number)d comment in five minutes.",
            "More than %(number)d comments in five minutes.", "number",
        ),
        _("You write very fast. Wait a few minutes and send it again; your text is kept."),
    ),
    "rejections": (
        ngettext_lazy(
            "%(number)d comment rejected this week.", "%(number)d comments rejected this week.",
            "number",
        ),
        _WAITS,
    ),
    "newcomer": (_("One of the first comments of this person."), _WAITS),
    "before": (_("Everything is approved first here."), _WAITS),
    "brigade": (
        ngettext_lazy(
            "%(number)d newcomer on this story within ten minutes.",
            "%(number)d newcomers on this story within ten minutes.", "number",
        ),
        _WAITS,
    ),
    "slow_newcomer": (_("A newcomer in slow mode."), _WAITS),
    "slow_wait": (
        _("Slow mode: once in two minutes."),
        _("Many people write at once. Here everybody may write once in two minutes; "
          "your text is kept."),
    ),
    "hook": (_("The external check: %(word)s"), _WAITS),
    "hook_failed": (_("The external check did not answer."), _WAITS),
    "reported": (_("Hidden after reports."), _WAITS),
}  # fmt: skip
"""By code. A text for the writer may be empty: then it is nothing to them."""


def _filled(text: Any, word: str, number: int) -> str:
    return str(text % {"word": word, "number": number}) if text else ""


def for_moderators(code: str, word: str = "", number: int = 0) -> str:
    """The reason as moderators read it; an unknown code of an older version as it stands."""
    return _filled(REASONS[code][0], word, number) if code in REASONS else code


def for_writer(code: str, number: int = 0) -> str:
    """The reason as the writer reads it. A word is never named: that would teach evasion."""
    return _filled(REASONS[code][1], "", number) if code in REASONS else ""
