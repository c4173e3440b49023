"""Rights of this room for the roles of the newsroom."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_migrate

from nashra.community.rights import ROLES
from nashra.newsroom import roles


def connect() -> None:
    """New groups of a role have these rights; groups that are there have them after a migration."""
    for role, rights in ROLES.items():
        roles.also(role, rights)
    # Of an app that comes after this one: the permissions are made by then.
    post_migrate.connect(
        _grant, sender=apps.get_app_config("auth"), dispatch_uid="nashra.community.rights"
    )


def _grant(**_: Any) -> None:
    for role, rights in ROLES.items():
        names = [right.partition(".")[2] for right in rights]
        found = Permission.objects.filter(content_type__app_label="community", codename__in=names)
        for group in Group.objects.filter(name=role.value):
            group.permissions.add(*found)
