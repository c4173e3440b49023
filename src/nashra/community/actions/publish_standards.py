"""Write and publish the community standards."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import rights, standards
from nashra.community.models import Rule, Standards


def _require(actor: Any) -> None:
    if actor is not None and not rights.may_publish_standards(actor):
        raise PermissionDenied(_("%(user)s may not publish standards.") % {"user": actor})


def draft_standards(
    *, actor: Any, intro: str, intro_en: str, rules: Sequence[Mapping[str, str]]
) -> Standards:
    """Keeps the draft of the next version, in place of what the draft was.

    Each rule has ``key``, ``title``, ``text`` and may have ``title_en``, ``text_en``. Raises
    ValidationError for incomplete rules or two of one key, PermissionDenied.
    """
    _require(actor)
    made = [Rule(place=place, **given) for place, given in enumerate(rules)]
    for rule in made:
        rule.full_clean(exclude=["standards"])
    keys = [rule.key for rule in made]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise ValidationError(_("Two rules have the key “%(key)s”.") % {"key": min(twice)})
    with unit_of_work(cause="standards", actor=actor):
        draft = standards.draft() or Standards()
        draft.intro, draft.intro_en, draft.by = intro.strip(), intro_en.strip(), actor
        draft.full_clean(exclude=["number", "published_at", "by"])
        draft.save()
        draft.rules.all().delete()
        for rule in made:
            rule.standards = draft
            rule.save()
        return draft


def publish_standards(*, actor: Any) -> Standards:
    """Puts the draft in force under the next number. Everybody is asked to accept it anew.

    Raises ValidationError where there is no draft or it has no rule, PermissionDenied.
    """
    _require(actor)
    with unit_of_work(cause="standards", actor=actor):
        draft = standards.draft()
        if draft is None or not draft.rules.exists():
            raise ValidationError(_("Write at least one rule first."))
        draft.number = standards.number_in_force() + 1
        draft.published_at, draft.by = timezone.now(), actor
        draft.save()
        return draft
