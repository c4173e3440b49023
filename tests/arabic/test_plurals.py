from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.plurals import (
    DAY,
    HOUR,
    MINUTE,
    MONTH,
    SECOND,
    WEEK,
    YEAR,
    count,
    plural_category,
    since,
    until,
)


@pytest.mark.parametrize(
    ("number", "category"),
    [
        (0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"),
        (99, "many"), (100, "other"), (102, "other"), (103, "few"), (111, "many"), (-2, "two"),
    ],
)  # fmt: skip
def test_six_categories(number: int, category: str) -> None:
    assert plural_category(number) == category


def test_counted_nouns() -> None:
    assert count(1, MINUTE) == "دقيقة"
    assert count(2, MINUTE) == "دقيقتين"
    assert count(5, MINUTE) == "5 دقائق"
    assert count(11, DAY) == "11 يوما"
    assert count(100, DAY, digits="arab") == "١٠٠ يوم"


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [
        (timedelta(), "الآن"),
        (timedelta(seconds=59), "منذ 59 ثانية"),
        (timedelta(minutes=5), "منذ 5 دقائق"),
        (timedelta(minutes=119), "منذ ساعة"),
        (timedelta(hours=2), "منذ ساعتين"),
        (timedelta(days=3), "منذ 3 أيام"),
        (timedelta(days=61), "منذ شهرين"),
        (timedelta(days=400), "منذ سنة"),
    ],
)
def test_since(elapsed: timedelta, words: str) -> None:
    assert since(elapsed) == words


@pytest.mark.parametrize("written", [since, until])
def test_a_negative_length_is_refused(written: Callable[[timedelta], str]) -> None:
    with pytest.raises(ValueError, match="negative"):
        written(timedelta(seconds=-1))


def test_what_is_to_come() -> None:
    assert until(timedelta(minutes=5)) == "بعد 5 دقائق"
    assert until(timedelta(hours=2), digits="arab") == "بعد ساعتين"
    assert until(timedelta(days=12), digits="arab") == "بعد ١٢ يوما"
    assert until(timedelta()) == "الآن"


def test_a_dual_by_its_case() -> None:
    assert count(2, MINUTE, case="nominative") == "دقيقتان"
    assert count(2, YEAR, case="nominative") == "سنتان"
    assert count(5, MINUTE, case="nominative") == "5 دقائق"


@given(st.integers(min_value=0, max_value=10_000))
def test_one_and_two_are_said_by_the_noun_alone(number: int) -> None:
    for noun in (SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR):
        written = count(number, noun)
        assert written.startswith(str(number)) == (number not in (1, 2))
        few = noun.few.removeprefix("{n} ")
        assert written.endswith(f" {few}") == (number % 100 in range(3, 11))


@given(st.timedeltas(min_value=timedelta(seconds=1)))
def test_since_always_says_when(elapsed: timedelta) -> None:
    assert since(elapsed).startswith("منذ ")
