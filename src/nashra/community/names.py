"""Who said it, as readers read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from nashra.accounts.models import Role, User


@dataclass(frozen=True)
class Named:
    """A name, and whether its bearer is of the newsroom."""

    name: str
    staff: bool


def named(people: Iterable[Any]) -> dict[int, Named]:
    """The names of accounts, by primary key, in two queries."""
    found = list(people)
    roles = {role.value for role in Role}
    groups = User.groups.through.objects.filter(user__in=[one.pk for one in found])
    staff = {
        pk
        for pk, name in groups.values_list("user_id", "group__name")
        if name.partition("/")[0] in roles
    }
    return {
        one.pk: Named(str(one), one.is_active and (one.is_superuser or one.pk in staff))
        for one in found
    }
