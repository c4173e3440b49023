"""Grant somebody a role."""

from typing import Any

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import SectionPage
from nashra.newsroom.roles import role_group


def grant_role(*, user: Any, role: Role, section: SectionPage | None = None) -> None:
    """Makes ``user`` a reporter, editor, ... everywhere, or in one section where one is given.

    An administrator is one everywhere; chief editors and moderators have no section either.
    """
    with unit_of_work(cause="grant role"):
        if role == Role.ADMINISTRATOR:
            user.is_superuser = user.is_staff = True
            user.save(update_fields=["is_superuser", "is_staff"])
        user.groups.add(role_group(role, section))
