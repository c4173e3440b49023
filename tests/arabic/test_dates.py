import itertools
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.dates import DateMention, DateStyle, find_dates, format_date
from nashra.arabic.digits import convert_digits
from nashra.arabic.months import all_month_names, month_names

TUESDAY = date(2020, 12, 1)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def only(text: str, anchor: date | datetime | None = TUESDAY) -> DateMention:
    [mention] = find_dates(text, anchor)
    assert text[mention.start : mention.end] == mention.text
    assert mention.calendar == "gregorian"
    return mention


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27 سبتمبر/أيلول 2020", "2020-09-27"),
        ("27 أيلول/سبتمبر 2020", "2020-09-27"),
        ("27 أيلول (سبتمبر) 2020", "2020-09-27"),
        ("27 (سبتمبر) أيلول 2020", "2020-09-27"),
        ("1 ديسمبر/ كانون الأول 2020", "2020-12-01"),
        ("٢٧ أيلول ٢٠٢٠", "2020-09-27"),
        ("۲۷ سبتمبر ۲۰۲۰", "2020-09-27"),
        ("20 جويلية 2017", "2017-07-20"),
        ("3 أوت 2017", "2017-08-03"),
        ("5 غشت 2018", "2018-08-05"),
        ("9 دجنبر 2018", "2018-12-09"),
        ("18 إبريل/نيسان 2018", "2018-04-18"),
        ("4 آب/اغسطس 2013م", "2013-08-04"),
        ("الأحد، 04 آب/اغسطس 2013", "2013-08-04"),
        ("18/05/2015", "2015-05-18"),
        ("2020-12-01", "2020-12-01"),
        ("12 مارس من عام 2011", "2011-03-12"),
    ],
)
def test_a_full_date_is_certain_without_an_anchor(text: str, value: str) -> None:
    mention = only(f"في {text}، قال", None)
    assert (mention.value, mention.certainty, mention.granularity) == (value, "certain", "day")


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [
        ("يوم 27 سبتمبر/أيلول", "2020-09-27", "ambiguous"),
        ("25 ديسمبر", "2019-12-25", "ambiguous"),
        ("29 شباط", "2020-02-29", "ambiguous"),
        ("15 يناير المقبل", "2021-01-15", "certain"),
        ("15 يناير الماضي", "2020-01-15", "certain"),
        ("12 مارس من العام الماضي", "2019-03-12", "certain"),
        ("السبت 28 نوفمبر", "2020-11-28", "certain"),
        ("السبت 5 ديسمبر", "2020-12-05", "certain"),
        ("الجمعة 28 نوفمبر", None, "contradicted"),
        ("الجمعة 28 نوفمبر 2020", "2020-11-28", "contradicted"),
        ("27 سبتمبر/تشرين الأول", None, "contradicted"),
        ("31 فبراير 2020", None, "contradicted"),
        ("اليوم السبت", None, "contradicted"),
        ("اليوم الثلاثاء", "2020-12-01", "certain"),
        ("أمس الاثنين", "2020-11-30", "certain"),
        ("غدا الأربعاء", "2020-12-02", "certain"),
        ("يوم الأحد", "2020-11-29", "ambiguous"),
        ("الثلاثاء الماضي", "2020-11-24", "ambiguous"),
        ("الثلاثاء المقبل", "2020-12-08", "ambiguous"),
        ("5/6/2020", "2020-06-05", "ambiguous"),
    ],
)
def test_what_the_anchor_decides(text: str, value: str | None, certainty: str) -> None:
    mention = only(f"وأعلن {text} أن", datetime(2020, 12, 1, 19, 31, tzinfo=UTC))
    assert (mention.value, mention.certainty) == (value, certainty)


@pytest.mark.parametrize("text", ["27 سبتمبر/أيلول", "اليوم السبت", "يونيو الماضي", "الأحد"])
def test_without_an_anchor_nothing_is_guessed(text: str) -> None:
    mention = only(text, None)
    assert (mention.value, mention.certainty) == (None, "ambiguous")


@pytest.mark.parametrize(
    ("text", "value", "granularity"),
    [
        ("مايو/أيار 1968", "1968-05", "month"),
        ("في يونيو الماضي", "2020-06", "month"),
        ("شهر يناير/كانون الثاني الماضي", "2020-01", "month"),
        ("سبتمبر المقبل", "2021-09", "month"),
        ("عام 2030", "2030", "year"),
    ],
)
def test_coarser_dates(text: str, value: str, granularity: str) -> None:
    mention = only(text)
    assert (mention.value, mention.granularity) == (value, granularity)


@pytest.mark.parametrize(
    ("text", "value", "certainty"),
    [
        ("19:31 GMT01 ديسمبر/ كانون الأول 2020", "2020-12-01T19:31Z", "certain"),
        ("1 ديسمبر 2020 الساعة 17:51 بتوقيت غرينتش", "2020-12-01T17:51Z", "certain"),
        ("1 ديسمبر 2020، 10:30 (GMT+0400)", "2020-12-01T06:30Z", "certain"),
        ("1 ديسمبر 2020 الساعة 5:30 مساء", "2020-12-01T17:30", "ambiguous"),
        ("00:30 (مكة المكرمة) 1 ديسمبر 2020", "2020-11-30T21:30Z", "certain"),
        ("الساعة 08:00 بتوقيت غرينتش", "2020-12-01T08:00Z", "ambiguous"),
    ],
)
def test_times(text: str, value: str, certainty: str) -> None:
    mention = only(text)
    assert (mention.value, mention.certainty) == (value, certainty)
    assert mention.granularity == "minute"


@pytest.mark.parametrize(
    "text",
    [
        "مارس الرياضة كل يوم", "فاز 2:1 على ضيفه", "27 من اللاعبين",
        "99/99/2020", "", "25:70 GMT", "مصنع أيارات",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, TUESDAY) == []


def test_mentions_come_in_order_and_apart() -> None:
    text = "من الأحد 29 نوفمبر 2020 إلى 3 ديسمبر 2020 ثم في عام 2021"
    found = find_dates(text, TUESDAY)
    assert [mention.value for mention in found] == ["2020-11-29", "2020-12-03", "2021"]
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_every_spelling_of_every_month_is_read() -> None:
    for known in all_month_names():
        assert only(f"7 {known.name} 2021").value == f"2021-{known.month:02d}-07"


def test_four_traditions() -> None:
    assert month_names("egyptian")[7] == "أغسطس"
    assert month_names("levantine")[7] == "آب"
    assert month_names("maghrebi")[7] == "أوت"
    assert month_names("moroccan")[7] == "غشت"


styles = st.builds(
    DateStyle,
    months=st.sampled_from(
        [
            "egyptian_levantine", "levantine_egyptian", "maghrebi",
            "moroccan", "egyptian", "levantine",
        ]
    ),
    digits=st.sampled_from(["latn", "arab"]),
)  # fmt: skip


@given(day=days, style=styles)
def test_what_is_written_can_be_read(day: date, style: DateStyle) -> None:
    for weekday in (False, True):
        mention = only(format_date(day, style, weekday=weekday), None)
        assert (mention.value, mention.certainty) == (day.isoformat(), "certain")


@given(day=days, anchor=days)
def test_a_yearless_day_never_lies_after_the_anchor(day: date, anchor: date) -> None:
    mention = only(f"{day.day} {month_names('levantine')[day.month - 1]}", anchor)
    assert mention.certainty == "ambiguous"
    if mention.value is not None:
        value = date.fromisoformat(mention.value)
        assert value <= anchor
        assert (value.month, value.day) == (day.month, day.day)


@given(
    text=st.lists(
        st.sampled_from(
            ["27", "٥", "2020", "سبتمبر", "/", "أيلول", "السبت", "اليوم", "الساعة", "19:31",
             "GMT", "الماضي", "من العام", "(", ")", "مارس", "99", "1:2", "،", "غدا", "هـ"]
        ),
        max_size=12,
    ).map(" ".join),
    anchor=st.none() | days,
)  # fmt: skip
def test_any_order_of_words_is_survived(text: str, anchor: date | None) -> None:
    found = find_dates(text, anchor)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    western = find_dates(convert_digits(text, "latn"), anchor)
    assert [mention.value for mention in western] == [mention.value for mention in found]
