"""Runs the rules over a story."""

from collections.abc import Collection

from nashra.arabic.checks.catalogue import RULES
from nashra.arabic.checks.model import Copy, Finding


def check(copy: Copy, *, off: Collection[str] = ()) -> list[Finding]:
    """What the rules find, in the order of the story; rules in ``off`` are left out."""
    order = {part.field: place for place, part in enumerate(copy.parts)}
    found = [
        Finding(
            rule=rule.id, severity=rule.severity, field=part.field, start=start, end=end,
            evidence=part.text[start:end], fix=fix, ar=rule.ar, en=rule.en,
        )
        for rule in RULES
        if rule.id not in off
        for part, start, end, fix in rule.find(copy)
    ]  # fmt: skip
    return sorted(found, key=lambda one: (order.get(one.field, -1), one.start, one.end, one.rule))
