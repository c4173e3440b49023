"""Laws of reading dates: what is written is read, nothing breaks it, and its work is linear."""

import itertools
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic import plurals
from nashra.arabic.dates import (
    DateMention,
    DateStyle,
    find_dates,
    find_expressions,
    format_clock,
    format_date,
    format_hijri,
)
from nashra.arabic.months import all_hijri_month_names, all_month_names
from nashra.arabic.timex.reader import expressions
from nashra.arabic.timex.tokens import Token, Tokens

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
styles = st.builds(
    DateStyle,
    months=st.sampled_from(
        [
            "egyptian_levantine", "levantine_egyptian", "maghrebi", "moroccan", "egyptian",
            "levantine",
        ]
    ),
    digits=st.sampled_from(["latn", "arab", "arabext"]),
)  # fmt: skip
anchors = st.none() | st.dates() | st.datetimes() | st.datetimes(timezones=st.just(UTC))

WORDS = """
27 ٥ ۱۲ 2020 1442 31 0 00 99999999999999999999 1/12/2020 2020-12-01 2020-12-01T19:31Z
19:31 7.30 25:70 سبتمبر أيلول كانون الأول الثاني رمضان ربيع صفر مارس السبت اليوم أمس غدا
بعد قبل منذ غد من إلى حتى و بين يوم شهر عام العام عامي سنة هـ م القرن العشرين ثلاثة أيام
وعشرون مئة ألف أسبوعين كل الماضي المقبل الجاري التالي نفسه نهاية أوائل النصف الربع الصيف
صباحا مساء الساعة الثالثة والنصف إلا ربعا دقائق بتوقيت غرينتش القدس GMT + - / ( ) ، . :
الموافق غرة نحو أكثر أو الآن قرن العقد الأيام الخمس السنوات \u200f ـ ً وبال للعام فبراير
May
""".split()  # noqa: SIM905
sentences = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
joined = st.lists(st.sampled_from(WORDS), max_size=10).map("".join)


def check(text: str, found: list[DateMention]) -> None:
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    assert all(text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(m.value is not None for m in found if m.certainty == "certain")


@given(text=sentences | joined | st.text(max_size=60), anchor=anchors)
def test_any_text_is_survived(text: str, anchor: date | datetime | None) -> None:
    found = find_expressions(text, anchor)
    check(text, found)
    dates = find_dates(text, anchor)
    assert set(dates) <= set(found)
    for mention in dates:
        if mention.value is not None and mention.granularity in ("day", "minute"):
            assert datetime.fromisoformat(mention.value)


@given(text=sentences, anchor=st.dates())
def test_an_anchor_never_changes_what_is_certain_without_it(text: str, anchor: date) -> None:
    seen = {mention.start: mention for mention in find_dates(text, anchor)}
    for mention in find_dates(text):
        assert mention.anchor is None
        if mention.certainty == "certain":
            other = seen[mention.start]
            assert other.certainty == "contradicted" or other.value == mention.value


@given(day=days, style=styles, weekday=st.booleans())
def test_a_written_date_is_read_in_every_style(day: date, style: DateStyle, weekday: bool) -> None:
    [mention] = find_dates(f"في {format_date(day, style, weekday=weekday)} قال")
    assert (mention.value, mention.certainty) == (day.isoformat(), "certain")


@given(
    moment=st.datetimes(min_value=datetime(1900, 1, 2), max_value=datetime(2100, 1, 1)),
    style=styles,
    distance=st.integers(min_value=-12 * 4, max_value=14 * 4),
)
def test_a_written_moment_is_read_in_every_style(
    moment: datetime, style: DateStyle, distance: int
) -> None:
    utc = moment.replace(tzinfo=UTC, second=0, microsecond=0)
    written = format_clock(utc + timedelta(minutes=15 * distance), style)
    if distance:
        sign = "-" if distance < 0 else "+"
        hours, quarters = divmod(abs(distance), 4)
        zone = f"GMT{sign}{hours}" + (f":{quarters * 15}" if quarters else "")
        written = written.replace("GMT", zone, 1)
    [mention] = find_dates(written)
    assert (mention.value, mention.certainty) == (f"{utc:%Y-%m-%dT%H:%MZ}", "certain")


@given(
    day=st.dates(min_value=date(1924, 8, 1), max_value=date(2077, 11, 16)),
    style=styles,
    beside=st.booleans(),
)
def test_a_hijri_date_is_read_alone_and_beside_the_gregorian(
    day: date, style: DateStyle, beside: bool
) -> None:
    written = format_hijri(day, style)
    if beside:
        written += f" الموافق {format_date(day, style)}"
    [mention] = find_dates(written)
    assert (mention.value, mention.certainty) == (day.isoformat(), "certain")
    assert mention.calendar == ("gregorian" if beside else "hijri")


@given(
    day=st.dates(min_value=date(1924, 8, 10), max_value=date(2077, 11, 1)),
    away=st.integers(min_value=-300, max_value=300),
)
def test_calendars_that_disagree_are_never_certain(day: date, away: int) -> None:
    other = day + timedelta(days=away)
    if not date(1924, 8, 1) <= other <= date(2077, 11, 16):
        return
    style = DateStyle()
    [mention] = find_dates(f"{format_hijri(other, style)} الموافق {format_date(day, style)}")
    expected = {0: "certain", 1: "ambiguous"}.get(abs(away), "contradicted")
    assert (mention.value, mention.certainty) == (day.isoformat(), expected)


@given(elapsed=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=36_500)))
def test_what_is_said_to_be_past_or_to_come_is_read_as_one_expression(elapsed: timedelta) -> None:
    now = datetime(2020, 12, 1, 19, 31, tzinfo=UTC)
    for words in (plurals.since(elapsed), plurals.until(elapsed)):
        [mention] = find_expressions(words, now)
        assert mention.text == words
    if timedelta(days=3) <= elapsed < timedelta(days=30):
        [mention] = find_expressions(plurals.since(elapsed), now)
        assert mention.value == (now - timedelta(days=elapsed.days)).date().isoformat()


def test_every_month_name_is_read() -> None:
    for known in all_month_names():
        [mention] = find_dates(f"7 {known.name} 2021")
        assert mention.value == f"2021-{known.month:02d}-07", known.name
    for known in all_hijri_month_names():
        [mention] = find_dates(f"7 {known.name} 1442")
        assert mention.calendar == "hijri"
        assert mention.certainty == "certain", known.name


# --- work in proportion to the text --------------------------------------------------

HOSTILE = [
    "1/1/" * 400, "1" * 1600, "١٢:" * 500, "1.1," * 400, "و" * 1600, "و " * 800, "3 و " * 400,
    "من 3 إلى " * 200, "سبتمبر/أيلول/" * 120, "(سبتمبر) " * 150, "اليوم السبت 27 " * 100,
    "ثلاثة وعشرون ومئة " * 90, "قبل ثلاثة أيام و" * 100, "\u200f" * 1600, "ا\u200f" * 800,
    "ـ" * 1600, "2020-12-01T" * 140, "الثلاثاء، " * 160, "منتصف الليل " * 130, "كل يوم " * 230,
    "الساعة 7 إلا " * 130, "بتوقيت " * 230, "\n" * 1600, "\n \n" * 500, "( " * 800, "عام " * 400,
    "القرن " * 260, "بين 2010 و" * 160, "يوم " * 400, "مساء " * 320, "لل" * 800, "وال" * 500,
]  # fmt: skip


class Counting(Tokens):
    """Tokens that count how often they are looked at."""

    looks = 0

    def __getitem__(self, index: int) -> Token:
        self.looks += 1
        return super().__getitem__(index)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_a_token_is_looked_at_a_bounded_number_of_times(text: str) -> None:
    tokens = Counting(text)
    list(expressions(tokens))
    assert tokens.looks <= 300 * (len(tokens) + 1)


def _cost(work: Callable[[str], object], text: str) -> float:
    """The least processor time of three tries, in seconds: load has no part in it."""
    tries = []
    for _ in range(3):
        begin = time.process_time()
        work(text)
        tries.append(time.process_time() - begin)
    return min(tries)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_cutting_hostile_text_is_linear(text: str) -> None:
    # Eight times the text: linear work is eight times as much, quadratic sixty-four.
    small, large = _cost(Tokens, text * 4), _cost(Tokens, text * 32)
    assert large < 24 * small + 0.05
