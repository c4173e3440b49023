"""Minutes that are past become hours, days and totals; what is older than that goes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Min

from nashra.audience import clock, tables
from nashra.audience.models import DayViews, HourViews, MinuteViews
from nashra.changes import gate

KEPT_MINUTES = 60
"""Views of so many minutes are kept by the minute at least, and of twice as many at most."""
KEPT_HOURS = 48
KEPT_DAYS = 400
STORIES = 300
"""Moved in one transaction."""
PATIENCE = 0.05


def roll(now: datetime) -> None:
    """Moves whole hours that ended an hour ago or more, and lets go of what is too old.

    A view is moved in one transaction: whoever adds minutes to days never counts it twice.
    """
    end = (clock.minute_of(now) - KEPT_MINUTES) // 60 * 60
    where = clock.zone()
    for ids in _past(end):
        with gate.patient(PATIENCE), transaction.atomic():
            _move(ids, end, where)
    oldest_hour = clock.minute_of(now) // 60 - KEPT_HOURS
    oldest_day = now.astimezone(where).date() - timedelta(days=KEPT_DAYS)
    if HourViews.objects.filter(hour__lte=oldest_hour).exists():
        HourViews.objects.filter(hour__lte=oldest_hour).delete()
    if DayViews.objects.filter(day__lte=oldest_day).exists():
        DayViews.objects.filter(day__lte=oldest_day).delete()


def _past(end: int) -> Iterator[list[str]]:
    past = MinuteViews.objects.filter(minute__lt=end)
    while ids := list(past.values_list("public_id", flat=True).distinct()[:STORIES]):
        yield ids


def _move(ids: list[str], end: int, where: ZoneInfo) -> None:
    past = MinuteViews.objects.filter(public_id__in=ids, minute__lt=end)
    found = past.aggregate(first=Min("minute"), last=Max("minute"))
    if found["first"] is None:
        return
    hours = past.values_list("minute", flat=True).distinct()
    for hour in sorted({minute // 60 for minute in hours}):
        tables.roll_hour(ids, hour)
        for day, start, until in clock.days(hour * 60, hour * 60 + 60, where):
            tables.roll_day(ids, day, start, until)
    tables.roll_totals(ids, end)
    past.delete()
