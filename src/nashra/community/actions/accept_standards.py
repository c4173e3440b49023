"""Accept the community standards."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import standards
from nashra.community.models import Commenter


def accept_standards(*, person: Any, number: int) -> None:
    """Notes that somebody accepted the standards in force, and on which day.

    Raises ValidationError where ``number`` is another version: a new one was published meanwhile.
    """
    with unit_of_work(cause="standards", actor=person):
        if number != standards.number_in_force():
            raise ValidationError(_("The standards have changed meanwhile; read them again."))
        Commenter.objects.update_or_create(
            user=person, defaults={"accepted": number, "accepted_on": timezone.localdate()}
        )
