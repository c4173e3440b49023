"""Minutes belong to the newsroom's days, whatever its zone does to them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from nashra.audience import clock

ZONES = st.sampled_from(
    ["UTC", "Asia/Beirut", "Africa/Cairo", "Asia/Kolkata", "Asia/Tehran", "Africa/Casablanca"]
)
SPRING = clock.minute_of(datetime(2024, 3, 30, 21, 30, tzinfo=UTC))
"""Half an hour before Beirut's clocks go forward, at midnight."""


@given(zone=ZONES, first=st.integers(28_000_000, 30_000_000), length=st.integers(0, 4000))
@example(zone="Asia/Beirut", first=SPRING, length=120)
def test_days_cover_every_minute_once_and_each_its_own(zone: str, first: int, length: int) -> None:
    where = ZoneInfo(zone)
    parts = list(clock.days(first, first + length, where))
    covered = [minute for _, start, end in parts for minute in range(start, end)]
    assert covered == list(range(first, first + length))
    for day, start, end in parts:
        assert {clock.day_of(minute, where) for minute in (start, end - 1)} == {day}


def test_a_day_may_begin_within_an_hour_and_where_there_is_no_midnight() -> None:
    kolkata = clock.start_of(date(2024, 3, 5), ZoneInfo("Asia/Kolkata"))
    assert clock.moment_of(kolkata) == datetime(2024, 3, 4, 18, 30, tzinfo=UTC)
    beirut = clock.start_of(date(2024, 3, 31), ZoneInfo("Asia/Beirut"))
    assert clock.moment_of(beirut) == datetime(2024, 3, 30, 22, 0, tzinfo=UTC)
