from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from nashra.arabic.dates import (
    DateStyle,
    format_clock,
    format_date,
    format_hijri,
    weekday_name,
)

MOMENT = datetime(2020, 12, 1, 19, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("style", "written"),
    [
        (DateStyle(), "1 ديسمبر/ كانون الأول 2020"),
        (DateStyle(months="levantine_egyptian"), "1 كانون الأول/ ديسمبر 2020"),
        (DateStyle(months="maghrebi", digits="arab"), "١ ديسمبر ٢٠٢٠"),
        (DateStyle(months="moroccan"), "1 دجنبر 2020"),
        (DateStyle(months="egyptian"), "1 ديسمبر 2020"),
        (DateStyle(months="levantine"), "1 كانون الأول 2020"),
    ],
)
def test_styles(style: DateStyle, written: str) -> None:
    assert format_date(MOMENT, style) == written


def test_weekday() -> None:
    assert weekday_name(date(2020, 12, 5)) == "السبت"
    assert format_date(MOMENT, DateStyle(months="egyptian"), weekday=True) == (
        "الثلاثاء 1 ديسمبر 2020"
    )


def test_clock() -> None:
    assert format_clock(MOMENT, DateStyle()) == "19:31 GMT 01 ديسمبر/ كانون الأول 2020"
    there = MOMENT.astimezone(timezone(timedelta(hours=3)))
    assert format_clock(there, DateStyle(months="egyptian")) == "22:31 GMT+3 01 ديسمبر 2020"
    half = MOMENT.astimezone(timezone(timedelta(hours=-3, minutes=-30)))
    assert "GMT-3:30" in format_clock(half, DateStyle())


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        format_clock(MOMENT.replace(tzinfo=None), DateStyle())


def test_hijri() -> None:
    assert format_hijri(date(2015, 8, 10), DateStyle()) == "25 شوال 1436 هـ"
    assert format_hijri(date(2021, 4, 13), DateStyle(digits="arab")) == "١ رمضان ١٤٤٢ هـ"
    with pytest.raises(ValueError, match="1900-01-01"):
        format_hijri(date(1900, 1, 1), DateStyle())
