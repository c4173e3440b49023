"""Facts of the standards and of the word list, and what touches them."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models.signals import post_save, pre_delete

from nashra.changes import facts, guard, unit
from nashra.changes.facts import digest
from nashra.community.models import ListedWord, Rule, Standards
from nashra.community.pipeline import listed

KEYS: Final[Mapping[str, str]] = {
    "standards": "The published versions of the community standards.",
    "words": "The list of words; no page reads it, it tells when the list must be read again.",
}
"""Change keys of this part with their meaning; documented by test."""

_MODELS: Final[Mapping[Any, str]] = {
    Standards: "standards:", Rule: "standards:", ListedWord: "words:",
}  # fmt: skip


def standards_facts(identity: str) -> dict[str, str | None]:
    """All published versions: each page names the others."""
    published = Standards.objects.exclude(number=None).order_by("number").prefetch_related("rules")
    rows = [
        [
            one.number, one.intro, one.intro_en, one.published_at,
            [[rule.key, rule.title, rule.title_en, rule.text, rule.text_en]
             for rule in one.rules.all()],
        ]
        for one in published
    ]  # fmt: skip
    return {"standards": digest(rows) if rows else None}


def words_facts(identity: str) -> dict[str, str | None]:
    """The whole list."""
    lines = listed.lines()
    return {listed.FACT: digest(lines)}


def _on_change(sender: Any, raw: bool = False, **_: object) -> None:
    if not raw:
        unit.touch(_MODELS[sender])


def connect() -> None:
    """Registers the facts and connects what changes them."""
    facts.register("standards", standards_facts)
    facts.register("words", words_facts)
    for model in _MODELS:
        name = model.__name__
        post_save.connect(_on_change, sender=model, dispatch_uid=f"nashra.touch.{name}")
        pre_delete.connect(_on_change, sender=model, dispatch_uid=f"nashra.gone.{name}")
    guard.watch(model._meta.db_table for model in _MODELS)
