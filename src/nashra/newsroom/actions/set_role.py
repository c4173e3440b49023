"""Set somebody's role."""

from collections.abc import Collection
from typing import Any

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.newsroom.actions.grant_role import grant_role
from nashra.newsroom.models import SectionPage
from nashra.newsroom.roles import role_groups


def set_role(*, user: Any, role: Role | None, sections: Collection[SectionPage] = ()) -> None:
    """Gives ``user`` this role and takes every other; in ``sections``, or everywhere if empty.

    None takes all roles: the account stays and may do nothing. Groups that are no roles are kept.
    """
    with unit_of_work(cause="set role"):
        user.groups.remove(*role_groups())
        administrator = role == Role.ADMINISTRATOR
        user.is_superuser = user.is_staff = administrator
        user.save(update_fields=["is_superuser", "is_staff"])
        if role is None:
            return
        for section in sections or (None,):
            grant_role(user=user, role=role, section=section)
