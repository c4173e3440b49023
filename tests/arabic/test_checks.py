"""The rules of the copy desk on labelled sentences: what each marks, and what it leaves alone."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.checks import RULES, Copy, Finding, Part, PreferredName, check

FOLDER = Path(__file__).parent.parent / "fixtures" / "checks"
LEAST = 15
PRECISE = 0.9
RECALLED = 0.8


class Case(NamedTuple):
    line: int
    hit: bool
    copy: Copy
    fix: str | None


def names(text: str) -> tuple[PreferredName, ...]:
    pairs = (one.split(":") for one in text.split(";") if one)
    return tuple(PreferredName(preferred=a, variants=tuple(b.split("|"))) for a, b in pairs)


def cases(rule: str) -> Iterator[Case]:
    lines = (FOLDER / f"{rule}.tsv").read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        label, text, *rest = line.split("\t")
        given = dict(one.split("=", 1) for one in rest)
        parts = [Part(field="body", text=text)]
        for kind in ("headline", "short"):
            if kind in given:
                name = "short_headline" if kind == "short" else "headline"
                parts.insert(0, Part(field=name, text=given[kind], kind=name))
        agencies = given.get("agencies")
        copy = Copy(
            parts=tuple(parts), genre=given.get("genre", "news"), dateline=given.get("dateline"),
            agencies=None if agencies is None else tuple(agencies.split("|")) if agencies else (),
            day=date.fromisoformat(given["day"]) if "day" in given else None,
            names=names(given.get("names", "")),
        )  # fmt: skip
        yield Case(number, label == "+", copy, given.get("fix"))


def found(rule: str, copy: Copy) -> list[Finding]:
    return [one for one in check(copy) if one.rule == rule]


@pytest.mark.parametrize("rule", [rule.id for rule in RULES])
def test_a_rule_is_as_precise_as_its_severity_says(rule: str) -> None:
    held = list(cases(rule))
    hits = [case for case in held if case.hit]
    misses = [case for case in held if not case.hit]
    assert len(hits) >= LEAST
    assert len(misses) >= LEAST
    right = [case for case in hits if found(rule, case.copy)]
    wrong = [case for case in misses if found(rule, case.copy)]
    missed = [case.line for case in hits if case not in right]
    told = f"wrongly marked: {[case.line for case in wrong]}, not marked: {missed}"
    precision = len(right) / max(1, len(right) + len(wrong))
    severity = next(one.severity for one in RULES if one.id == rule)
    assert (severity == "error") == (precision >= PRECISE), told
    assert len(right) / len(hits) >= RECALLED, told


@pytest.mark.parametrize(
    ("rule", "case"),
    [(rule.id, case) for rule in RULES for case in cases(rule.id) if case.fix],
    ids=lambda value: value if isinstance(value, str) else str(value.line),
)
def test_a_fix_puts_it_right_and_a_second_finds_nothing(rule: str, case: Case) -> None:
    text = case.copy.parts[-1].text
    for one in reversed(found(rule, case.copy)):
        assert one.fix is not None
        assert text[one.start : one.end] == one.evidence
        text = text[: one.start] + one.fix + text[one.end :]
    assert text == case.fix
    assert not found(rule, Copy(parts=(Part(field="body", text=text),), names=case.copy.names))


@given(
    st.text(
        alphabet=st.characters(codec="utf-8") | st.sampled_from("اوبيةه «»،.0123 "), max_size=80
    )
)
def test_any_text_can_be_checked_and_places_lie_within_it(text: str) -> None:
    copy = Copy(
        parts=(Part(field="headline", text=text, kind="headline"), Part(field="b", text=text))
    )
    for one in check(copy):
        assert 0 <= one.start <= one.end <= len(text)
        assert one.evidence == text[one.start : one.end]


def test_rules_can_be_switched_off() -> None:
    copy = Copy(parts=(Part(field="b", text="سافر الى المدينه ."),))
    assert {one.rule for one in check(copy)} == {"hamza", "ta-marbuta", "spacing"}
    assert {one.rule for one in check(copy, off={"hamza", "spacing"})} == {"ta-marbuta"}


def test_every_rule_has_its_words_and_a_name_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.ar
        assert rule.en
        assert rule.source
