"""Named reads of the community standards."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from nashra.community.models import Commenter, Rule, Standards


def in_force() -> Standards | None:
    """The newest published version; None before the first."""
    rows = Standards.objects.exclude(number=None).order_by("-number")
    return rows.first()


def number_in_force() -> int:
    """Its number, 0 before the first."""
    rows = Standards.objects.exclude(number=None).order_by("-number")
    return int(rows.values_list("number", flat=True).first() or 0)


def draft() -> Standards | None:
    """What is being written for the next version."""
    return Standards.objects.filter(number=None).order_by("-pk").first()


def rules() -> list[Rule]:
    """The rules in force, in order: what a decision or a report may cite."""
    standards = in_force()
    return list(standards.rules.all()) if standards else []


def rule(key: str) -> Rule | None:
    """A rule as the newest version says it that has it; None where no version ever had."""
    rows = Rule.objects.filter(key=key).exclude(standards__number=None)
    return rows.select_related("standards").order_by("-standards__number").first()


def title(rule: Rule, language: str | None = None) -> str:
    """Its title as a reader of that language, or of the one in use, reads it."""
    english = (language or get_language() or "").startswith("en")
    return rule.title_en if english and rule.title_en else rule.title


def text(rule: Rule, language: str | None = None) -> str:
    """Its text likewise."""
    english = (language or get_language() or "").startswith("en")
    return rule.text_en if english and rule.text_en else rule.text


def accepted(person: Any) -> bool:
    """Whether somebody accepted the standards in force; before the first there is nothing to."""
    number = number_in_force()
    return not number or Commenter.objects.filter(pk=person.pk, accepted__gte=number).exists()
