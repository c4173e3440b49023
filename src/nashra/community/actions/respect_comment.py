"""Respect a comment, or no longer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community.models import Comment, Respect


def respect_comment(*, comment: Comment, person: Any) -> Comment:
    """Counts a person's respect once. Raises ValidationError for one's own or a hidden comment."""
    if comment.author_id == person.pk:
        raise ValidationError(_("One's own comment is respected by others."))
    with unit_of_work(cause="respect", actor=person):
        comment = _public(comment)
        _respect, made = Respect.objects.get_or_create(comment=comment, person=person)
        return _count(comment, +1) if made else comment


def withdraw_respect(*, comment: Comment, person: Any) -> Comment:
    """Takes it back; nothing where there was none. Raises ValidationError for a hidden comment."""
    with unit_of_work(cause="respect", actor=person):
        comment = _public(comment)
        rows = Respect.objects.filter(comment=comment, person=person)
        return _count(comment, -1) if rows.delete()[0] else comment


def _public(comment: Comment) -> Comment:
    rows = Comment.objects.select_related("parent")
    found = rows.filter(pk=comment.pk, state=Comment.State.PUBLISHED).first()
    if found is None:
        raise ValidationError(_("This comment is no longer there."))
    return found


def _count(comment: Comment, step: int) -> Comment:
    comment.respects = F("respects") + step
    comment.save(update_fields=["respects"])
    comment.refresh_from_db(fields=["respects"])
    return comment
