"""Warn, suspend or ban a person."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import deciding, rights
from nashra.community.models import Comment, Decision, Sanction

Kind = Sanction.Kind
LONGEST = timedelta(days=365)
"""Of a suspension; what is longer is a ban and is called one."""
_VERBS = {
    Kind.WARNING: Decision.Verb.WARN,
    Kind.SUSPENSION: Decision.Verb.SUSPEND,
    Kind.BAN: Decision.Verb.BAN,
}


def warn_person(
    *, person: Any, actor: Any, rule: str, note: str = "", comment: Comment | None = None
) -> Sanction:
    """Tells somebody that a rule was broken. It keeps from nothing. Raises as ``ban_person``."""
    return _sanction(Kind.WARNING, person, actor, rule, note, comment, None)


def suspend_person(
    *, person: Any, actor: Any, rule: str, until: datetime, note: str = "",
    comment: Comment | None = None,
) -> Sanction:  # fmt: skip
    """Lets somebody read alone until a moment (zone-aware), at most a year away.

    Raises as ``ban_person``, and ValidationError where the moment has passed or is too far.
    """
    now = timezone.now()
    if not now < until <= now + LONGEST:
        raise ValidationError({"until": _("Choose an end within a year.")})
    return _sanction(Kind.SUSPENSION, person, actor, rule, note, comment, until)


def ban_person(
    *, person: Any, actor: Any, rule: str, note: str = "", comment: Comment | None = None
) -> Sanction:
    """Lets somebody read alone from now on. The person sees why, and may appeal.

    Raises ValidationError where the standards in force have no such rule or the person is of the
    newsroom, PermissionDenied.
    """
    return _sanction(Kind.BAN, person, actor, rule, note, comment, None)


def _sanction(
    kind: Kind, person: Any, actor: Any, rule: str, note: str, comment: Comment | None,
    until: datetime | None,
) -> Sanction:  # fmt: skip
    rights.require_moderator(actor)
    with unit_of_work(cause="moderation", actor=actor):
        cited = deciding.cited(rule)
        if rights.is_of_the_newsroom(person):
            raise ValidationError(_("People of the newsroom cannot be sanctioned here."))
        now = timezone.now()
        made = Sanction.objects.create(
            person=person, kind=kind, rule=cited.key, note=note.strip()[:1000], at=now,
            until=until, by=actor,
        )  # fmt: skip
        deciding.record(
            _VERBS[kind], actor, comment=comment, person=person.pk, rule=cited, note=note, at=now,
            before={"sanction": made.pk, "until": until.isoformat() if until else None},
        )  # fmt: skip
        return made
