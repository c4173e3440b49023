"""Minutes that are past become hours, days and totals; what is older than that goes."""

import math
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from nashra.audience import clock, tables
from nashra.audience.models import DayViews, HourViews, MinuteViews
from nashra.changes import gate
from nashra.newsroom.bulk import chunks

KEPT_MINUTES = 60
"""Views of so many minutes are kept by the minute at least, and of twice as many at most."""
KEPT_HOURS = 48
KEPT_DAYS = 400
STORIES = 300
"""Moved in one transaction."""
LET_GO = 5_000
"""Rows that are too old and go at one time."""
PATIENCE = 0.05


def roll(now: datetime, *, longest: float = math.inf) -> None:
    """Moves whole hours that ended an hour ago or more, and lets go of what is too old.

    A view is moved in one transaction: whoever adds minutes to days never counts it twice. What
    would take more than ``longest`` seconds is left for the next time.
    """
    deadline = time.monotonic() + longest
    end = (clock.minute_of(now) - KEPT_MINUTES) // 60 * 60
    where = clock.zone()
    for ids in _past(end):
        with gate.patient(PATIENCE), transaction.atomic():
            _move(ids, end, where)
        if time.monotonic() > deadline:
            break
    oldest_hour = clock.minute_of(now) // 60 - KEPT_HOURS
    oldest_day = now.astimezone(where).date() - timedelta(days=KEPT_DAYS)
    _let_go(HourViews.objects.filter(hour__lte=oldest_hour))
    _let_go(DayViews.objects.filter(day__lte=oldest_day))


def _let_go(rows: QuerySet[Any]) -> None:
    for part in chunks(rows.values_list("pk", flat=True)[:LET_GO]):
        with gate.patient(PATIENCE), transaction.atomic():
            rows.model._default_manager.filter(pk__in=part).delete()


def _past(end: int) -> Iterator[list[str]]:
    past = MinuteViews.objects.filter(minute__lt=end)
    while ids := list(past.values_list("public_id", flat=True).distinct()[:STORIES]):
        yield ids


def _move(ids: list[str], end: int, where: ZoneInfo) -> None:
    past = MinuteViews.objects.filter(public_id__in=ids, minute__lt=end)
    hours = past.values_list("minute", flat=True).distinct()
    for hour in sorted({minute // 60 for minute in hours}):
        tables.roll_hour(ids, hour)
        for day, start, until in clock.days(hour * 60, hour * 60 + 60, where):
            tables.roll_day(ids, day, start, until)
    tables.roll_totals(ids, end)
    past.delete()
