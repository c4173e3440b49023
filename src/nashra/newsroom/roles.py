"""Roles as groups, everywhere or in one section."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from nashra.accounts.models import Role
from nashra.newsroom.models import HomePage, SectionPage

SECTION_RIGHTS: Mapping[Role, tuple[str, ...]] = {
    Role.REPORTER: ("add_page",),
    Role.DESK_EDITOR: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
"""Wagtail's page permissions of a role in a section. Adding brings editing of one's own."""

EDITION_RIGHTS = (
    "add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page",
)  # fmt: skip
"""A chief editor's, on the front page and everything beneath it."""

_NAMES_KEPT = ("person", "place", "agency", "author", "storyline", "tag")
_MODEL_RIGHTS: Mapping[Role, tuple[str, ...]] = {
    Role.REPORTER: tuple(f"{verb}_{name}" for name in _NAMES_KEPT for verb in ("add", "view")),
    Role.DESK_EDITOR: tuple(
        f"{verb}_{name}" for name in _NAMES_KEPT for verb in ("add", "change", "view")
    ),
    Role.CHIEF_EDITOR: (
        *(f"{v}_{name}" for name in _NAMES_KEPT for v in ("add", "change", "delete", "view")),
        "retract_story",
        "change_newsroom",
    ),
    Role.MODERATOR: (),
}
# Wagtail asks for the rights on its own image model whatever the model in use.
_PICTURE_RIGHTS: Mapping[Role, tuple[str, ...]] = {
    Role.REPORTER: ("add_image", "choose_image"),
    Role.DESK_EDITOR: ("add_image", "change_image", "choose_image"),
    Role.CHIEF_EDITOR: (
        "add_image", "change_image", "delete_image", "choose_image"
    ),
}  # fmt: skip


_further: dict[Role, tuple[str, ...]] = {}


def also(role: Role, rights: Sequence[str]) -> None:
    """Adds what a role may do in another room, as ``app.codename``."""
    _further[role] = (*_further.get(role, ()), *rights)


def role_group(role: Role, section: SectionPage | None = None) -> Group:
    """The group that holds a role, made with its general rights on first use."""
    narrow = section is not None and role in SECTION_RIGHTS
    name = f"{role.value}/{section.pk}" if section and narrow else role.value
    group, created = Group.objects.get_or_create(name=name)
    if created:
        _general_rights(group, role)
    return group


def role_groups() -> list[Group]:
    """Every group that holds a role, everywhere or in one section."""
    names = {role.value for role in Role}
    return [group for group in Group.objects.all() if group.name.partition("/")[0] in names]


def roles_of(user: Any) -> list[tuple[Role, SectionPage | None]]:
    """The roles somebody has, the section None for everywhere."""
    if user.is_superuser:
        return [(Role.ADMINISTRATOR, None)]
    names = {role.value for role in Role}
    held = [group.name.partition("/") for group in user.groups.all()]
    sections = SectionPage.objects.in_bulk([int(pk) for role, _, pk in held if pk.isdigit()])
    return [
        (Role(role), sections.get(int(pk)) if pk.isdigit() else None)
        for role, _, pk in held
        if role in names and (not pk or (pk.isdigit() and int(pk) in sections))
    ]


def _permissions(codenames: tuple[str, ...], app: str = "newsroom") -> list[Permission]:
    found = Permission.objects.filter(content_type__app_label=app, codename__in=codenames)
    return list(found)


def _general_rights(group: Group, role: Role) -> None:
    from wagtail.models import Collection

    group.permissions.add(*_permissions(("access_admin",), "wagtailadmin"))
    group.permissions.add(*_permissions(_MODEL_RIGHTS.get(role, ())))
    for app, _, codename in (right.partition(".") for right in _further.get(role, ())):
        group.permissions.add(*_permissions((codename,), app))
    if role == Role.CHIEF_EDITOR:
        # Wagtail asks for no right in the other edition, so those alone who have it in both.
        group.permissions.add(*_permissions(("submit_translation",), "simple_translation"))
    root = Collection.get_first_root_node()
    for permission in _permissions(_PICTURE_RIGHTS.get(role, ()), "wagtailimages"):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def give_editions_to_chief_editors() -> None:
    """Lets chief editors work on every edition's front page and all beneath it."""
    group = role_group(Role.CHIEF_EDITOR)
    permissions = _permissions(EDITION_RIGHTS, "wagtailcore")
    for home in HomePage.objects.all():
        for permission in permissions:
            if permission.content_type.model == "page":
                GroupPagePermission.objects.get_or_create(
                    group=group, page=home, permission=permission
                )
