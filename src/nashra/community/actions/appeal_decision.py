"""Appeal against a rejection or a sanction."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community.models import Appeal, Comment, Sanction

LONGEST = 1000


def appeal_decision(
    *, person: Any, text: str, comment: Comment | None = None, sanction: Sanction | None = None
) -> Appeal:
    """Asks the newsroom to look once more. There is one appeal against each decision.

    Exactly one of ``comment`` (rejected) and ``sanction`` (not lifted) is given. Raises
    ValidationError where there was an appeal, nothing to appeal against, or no text;
    PermissionDenied where it is somebody else's.
    """
    target = comment or sanction
    if target is None or (comment is not None and sanction is not None):
        raise ValueError("one of comment and sanction")
    owner = comment.author_id if comment else sanction.person_id if sanction else None
    if owner != person.pk:
        raise PermissionDenied
    text = text.strip()
    if not 0 < len(text) <= LONGEST:
        raise ValidationError({"text": _("Say in a few lines why it should be looked at again.")})
    with unit_of_work(cause="appeal", actor=person):
        target.refresh_from_db()
        if Appeal.objects.filter(comment=comment, sanction=sanction).exists():
            raise ValidationError(_("You have appealed already; there is one appeal."))
        stands = (
            comment.state == Comment.State.REJECTED
            if comment
            else sanction is not None and sanction.lifted_at is None
        )
        if not stands:
            raise ValidationError(_("There is nothing to appeal against any more."))
        return Appeal.objects.create(
            person=person, comment=comment, sanction=sanction, text=text, at=timezone.now()
        )
