"""Open a section: its desk's rights and its way of approval."""

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext as _
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import SectionPage
from nashra.newsroom.roles import SECTION_RIGHTS, role_group


def open_section(*, section: SectionPage) -> None:
    """Gives every role its rights in the section and lets desk editors approve its stories.

    Doing it again changes nothing.
    """
    with unit_of_work(cause="open section"):
        for role, codenames in SECTION_RIGHTS.items():
            for group in (role_group(role), role_group(role, section)):
                _grant(group, section, codenames)
        approvers = [
            role_group(Role.DESK_EDITOR),
            role_group(Role.DESK_EDITOR, section),
            role_group(Role.CHIEF_EDITOR),
        ]
        _approve_by(section, approvers)


def _grant(group: Group, section: SectionPage, codenames: tuple[str, ...]) -> None:
    for codename in codenames:
        permission = Permission.objects.get(
            codename=codename, content_type__app_label="wagtailcore", content_type__model="page"
        )
        GroupPagePermission.objects.get_or_create(group=group, page=section, permission=permission)


def _approve_by(section: SectionPage, groups: list[Group]) -> None:
    if WorkflowPage.objects.filter(page=section).exists():
        return
    name = _("Desk: %(section)s") % {"section": section.title}
    task = GroupApprovalTask.objects.create(name=name)
    task.groups.set(groups)
    workflow = Workflow.objects.create(name=name)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=section)
