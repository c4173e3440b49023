from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.plurals import DAY, MINUTE, count, plural_category, since


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


def test_since_refuses_the_future() -> None:
    with pytest.raises(ValueError, match="negative"):
        since(timedelta(seconds=-1))


@given(st.timedeltas(min_value=timedelta(seconds=1)))
def test_since_always_says_when(elapsed: timedelta) -> None:
    assert since(elapsed).startswith("منذ ")
