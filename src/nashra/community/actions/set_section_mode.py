"""Choose how the stories of a section are discussed."""

from typing import Any

from django.core.exceptions import PermissionDenied

from nashra.changes.unit import unit_of_work
from nashra.community import rights
from nashra.community.models import Mode, SectionMode


def set_section_mode(*, section: Any, actor: Any, mode: str) -> None:
    """The mode of all stories of a section that have none of their own; empty: the newsroom's.

    Raises ValueError for an unknown mode, PermissionDenied.
    """
    if actor is not None and not rights.may_configure(actor):
        raise PermissionDenied
    with unit_of_work(cause="moderation", actor=actor):
        if mode:
            SectionMode.objects.update_or_create(
                section=section, defaults={"mode": Mode(mode).value}
            )
        else:
            for row in SectionMode.objects.filter(section=section):
                row.delete()
