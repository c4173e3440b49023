"""Who may moderate, who may run a discussion, and who may take part in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.accounts.models import Role
from nashra.community.models import Sanction
from nashra.newsroom import rights

MODERATE: Final = "community.moderate_comment"
PUBLISH_STANDARDS: Final = "community.publish_standards"
SETTINGS: Final = "community.change_discussionsettings"

ROLES: Final = {
    Role.MODERATOR: (MODERATE,),
    Role.CHIEF_EDITOR: (MODERATE, PUBLISH_STANDARDS, SETTINGS),
}
"""What roles may do in discussions; administrators may everything."""


def may_moderate(user: Any, story: Any = None) -> bool:
    """Whether ``user`` may decide about comments and people, on ``story`` or at all."""
    return bool(user.is_active) and bool(user.has_perm(MODERATE))


def may_run(user: Any, story: Any) -> bool:
    """Whether ``user`` may open and close the discussion of a story and set its mode.

    Moderators may, and whoever may publish the story.
    """
    return may_moderate(user, story) or rights.may(user, "publish", story)


def may_publish_standards(user: Any) -> bool:
    """Whether ``user`` may write and publish the community standards."""
    return bool(user.is_active) and bool(user.has_perm(PUBLISH_STANDARDS))


def may_configure(user: Any) -> bool:
    """Whether ``user`` may set modes for sections."""
    return bool(user.is_active) and bool(user.has_perm(SETTINGS))


def require_moderator(user: Any) -> None:
    """Raises PermissionDenied unless ``user`` may moderate; None is the system."""
    if user is not None and not may_moderate(user):
        raise PermissionDenied(_("%(user)s may not moderate.") % {"user": user})


def require_runner(user: Any, story: Any) -> None:
    """Raises PermissionDenied unless ``user`` may run the story's discussion; None may."""
    if user is not None and not may_run(user, story):
        raise PermissionDenied(
            _("%(user)s may not change the discussion of “%(story)s”.")
            % {"user": user, "story": story}
        )


@dataclass(frozen=True)
class Refusal:
    """Why somebody may not take part. Nobody is shut out without being told."""

    sanction: Sanction

    @property
    def told(self) -> str:
        """In plain words, with the end where there is one."""
        if self.sanction.kind == Sanction.Kind.BAN:
            return _("You may no longer take part in discussions here.")
        return _("You may take part in discussions again after the suspension.")


def sanction_in_force(user: Any) -> Sanction | None:
    """The ban or suspension under which somebody stands, the longest of several."""
    now = timezone.now()
    found = Sanction.objects.filter(person=user, lifted_at=None)
    bans = Q(kind=Sanction.Kind.BAN)
    running = found.filter(bans | Q(kind=Sanction.Kind.SUSPENSION, until__gt=now))
    rows = sorted(running, key=lambda row: (row.kind != Sanction.Kind.BAN, -_end(row)))
    return rows[0] if rows else None


def _end(sanction: Sanction) -> float:
    return sanction.until.timestamp() if sanction.until else 0.0


def may_take_part(user: Any) -> Refusal | None:
    """None where ``user`` may comment, respect and report; else why not. One query."""
    sanction = sanction_in_force(user)
    return Refusal(sanction) if sanction else None


def is_of_the_newsroom(user: Any) -> bool:
    """Whether somebody may enter the desk: their roles are the newsroom's affair."""
    return bool(user.is_superuser or user.has_perm("wagtailadmin.access_admin"))
