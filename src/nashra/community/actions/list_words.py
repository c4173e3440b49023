"""Change the list of words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nashra.arabic.words import WordList
from nashra.changes.unit import unit_of_work
from nashra.community import rights
from nashra.community.models import ListedWord


def list_words(*, actor: Any, text: str, verdict: str) -> int:
    """Adds words, one a line, with what they do; those that are listed change. How many.

    Raises ValidationError where a line is no word, and nothing is changed; PermissionDenied.
    """
    rights.require_moderator(actor)
    verdict = ListedWord.Verdict(verdict).value
    read = WordList.read([f"[{verdict}]", *text.splitlines()])
    if read.bad:
        raise ValidationError(
            [_("Line %(n)d: %(reason)s") % {"n": bad.number - 1, "reason": bad.reason}
             for bad in read.bad]
        )  # fmt: skip
    words = [ListedWord(text=entry.word, verdict=entry.verdict.value) for entry in read.entries]
    with unit_of_work(cause="words", actor=actor) as unit:
        ListedWord.objects.bulk_create(
            words, update_conflicts=True, unique_fields=["text"], update_fields=["verdict"]
        )
        unit.touched["words:"] = None
    return len(words)


def unlist_words(*, actor: Any, ids: list[int]) -> None:
    """Takes words from the list. Raises PermissionDenied."""
    rights.require_moderator(actor)
    with unit_of_work(cause="words", actor=actor) as unit:
        ListedWord.objects.filter(pk__in=ids).delete()
        unit.touched["words:"] = None
