"""Who somebody is to others: the name shown, and whether they are of the newsroom."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext

from nashra.accounts.models import Role, User

_ROLES = frozenset(role.value for role in Role)


def display_name(user: User | AnonymousUser | None) -> str:
    """The name that others read; the words for a deleted account where there is none."""
    if user is None or not user.is_authenticated:
        return gettext("Deleted account")
    return str(user)


def is_staff_member(user: Any) -> bool:
    """Whether somebody has a role in the newsroom. One query; none for an administrator."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    names = user.groups.values_list("name", flat=True)
    return any(name.partition("/")[0] in _ROLES for name in names)
