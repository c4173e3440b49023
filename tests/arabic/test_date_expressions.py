"""Expressions written by hand with what they mean: the values, and no silent error."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from nashra.arabic.dates import DateMention, find_dates, find_expressions

FIXTURE = Path(__file__).parent.parent / "fixtures" / "dates" / "expressions.toml"
GROUPS: dict[str, Any] = tomllib.loads(FIXTURE.read_text(encoding="utf-8"))


def anchor_of(group: dict[str, Any]) -> datetime | None:
    return datetime.fromisoformat(group["anchor"]) if "anchor" in group else None


@pytest.mark.parametrize("name", GROUPS)
def test_every_expression_is_found_with_its_value(name: str) -> None:
    group = GROUPS[name]
    wrong: list[Any] = []
    for sentence, expression, value, certainty in group["cases"]:
        found = find_expressions(sentence, anchor_of(group))
        there = [(m.value or "", m.certainty) for m in found if m.text == expression]
        expected = [(value, certainty)] if expression else []
        if there != expected or (not expression and found):
            wrong.append((sentence, expression, found))
    assert wrong == []


def test_there_are_enough_expressions() -> None:
    assert sum(len(group["cases"]) for group in GROUPS.values()) >= 200


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_the_digits_make_no_difference(digits: str) -> None:
    table = str.maketrans("0123456789", digits)
    for group in GROUPS.values():
        for sentence, *_ in group["cases"]:
            western = find_expressions(sentence, anchor_of(group))
            other = find_expressions(sentence.translate(table), anchor_of(group))
            assert [m.value for m in other] == [m.value for m in western], sentence


def test_what_points_at_no_date_is_left_to_the_expressions() -> None:
    text = "استمر ثلاثة أيام حتى أمس، ويعود كل سبت، وقد بدأ مؤخرا"
    assert [m.text for m in find_dates(text, date(2020, 12, 1))] == ["أمس"]
    kinds = [m.type for m in find_expressions(text, date(2020, 12, 1))]
    assert kinds == ["duration", "date", "set", "date"]


def only(text: str, anchor: date | datetime | None) -> DateMention:
    [mention] = find_expressions(text, anchor)
    return mention


def test_the_anchor_is_named_where_the_answer_rests_on_it() -> None:
    day = date(2020, 12, 1)
    assert only("أمس", day).anchor == "2020-12-01"
    assert only("اليوم السبت", day).anchor == "2020-12-01"
    assert only("27 سبتمبر 2020", day).anchor is None
    assert only("أمس", None).anchor is None


def test_hours_need_the_moment_and_not_the_day() -> None:
    assert only("قبل ساعتين", date(2020, 12, 1)).value is None
    there = datetime.fromisoformat("2020-12-01T01:00+03:00")
    assert only("قبل ساعتين", there).value == "2020-11-30T23:00+03:00"
    assert only("أمس", there).value == "2020-11-30"


def test_qualifiers_are_kept() -> None:
    day = date(2020, 12, 1)
    assert only("أوائل العام المقبل", day).mod == "start"
    assert only("قبل نحو ثلاثة أيام", day).mod == "approx"
    assert only("أكثر من ساعتين", day).mod == "more_than"


def test_a_word_on_either_side_of_a_paragraph_is_not_joined() -> None:
    assert [m.text for m in find_dates("انتهى عام 2019\n\n27 سبتمبر 2020")] == [
        "عام 2019",
        "27 سبتمبر 2020",
    ]
    assert only("27\nسبتمبر 2020", None).value == "2020-09-27"


@pytest.mark.parametrize(
    "text",
    ["من 3 إلى 7 أيار 2020", "مايو إلى يوليو 2020", "2019-2020", "من 7 إلى 3 أيار 2020"],
)
def test_a_span_is_never_taken_for_a_day(text: str) -> None:
    assert only(text, None).granularity == "interval"
