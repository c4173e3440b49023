"""House style: which of the copy desk's rules are the newsroom's."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import get_language

from nashra.arabic.checks import RULES


def _rules() -> list[tuple[str, str]]:
    english = (get_language() or "ar").startswith("en")
    return [(rule.id, rule.en if english else rule.ar) for rule in RULES]


class RulesField(models.JSONField):
    """Ids of rules, chosen from all that there are."""

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=_rules, required=False, widget=forms.CheckboxSelectMultiple,
            label=self.verbose_name, help_text=self.help_text,
        )  # fmt: skip
