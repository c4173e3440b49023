"""How fast is decided, and how much, by day, hour and moderator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nashra.community.desk import frame
from nashra.community.desk.rows import names_of
from nashra.community.models import Comment, Decision
from nashra.newsroom.admin import chart
from nashra.newsroom.queries import newsroom

DAYS = 30
_DECIDED = (Decision.Verb.APPROVE, Decision.Verb.REJECT)


@dataclass(frozen=True)
class Moderator:
    """One moderator's month."""

    name: str
    approved: int
    rejected: int
    waited: int | None
    """Median of the seconds that comments had waited."""

    @property
    def minutes(self) -> int | None:
        """The same in minutes."""
        return None if self.waited is None else round(self.waited / 60)


@require_safe
@frame.moderators_only
def statistics(request: HttpRequest) -> HttpResponse:
    """The last thirty days as charts, with the same as tables."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    first = today - timedelta(days=DAYS - 1)
    rows = list(
        Decision.objects.filter(at__gte=first, verb__in=_DECIDED).values_list(
            "at", "waited", "by_id", "verb"
        )
    )
    written = Comment.objects.filter(created_at__gte=first).values_list("created_at", flat=True)
    by_day = _by_day([row[0] for row in rows], first)
    by_hour = _by_hour(list(written))
    waits = _waits(rows, first)
    day, hour = timedelta(days=1), timedelta(hours=1)
    return frame.page(
        request, "statistics", _("Statistics"), "statistics",
        days=_drawn(by_day, first, day), hours=_drawn(by_hour, today, hour),
        waits=_drawn(waits, first, day), people=_people(rows), total=len(rows),
        minutes=_minutes([row[1] for row in rows if row[1] is not None]),
        digits=newsroom().digits if translation.get_language() == "ar" else "latn",
    )  # fmt: skip


def _drawn(values: Sequence[int], first: datetime, step: timedelta) -> chart.Chart:
    return chart.chart(values, first, mirrored=translation.get_language_bidi(), step=step)


def _place(moment: datetime, first: datetime) -> int:
    days = (timezone.localtime(moment).date() - first.date()).days
    return min(max(days, 0), DAYS - 1)


def _by_day(moments: Sequence[datetime], first: datetime) -> list[int]:
    found = [0] * DAYS
    for moment in moments:
        found[_place(moment, first)] += 1
    return found


def _by_hour(moments: Sequence[datetime]) -> list[int]:
    found = [0] * 24
    for moment in moments:
        found[timezone.localtime(moment).hour] += 1
    return found


def _waits(rows: Sequence[Any], first: datetime) -> list[int]:
    """Median minutes that comments waited, by the day of the decision."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, waited, _by, _verb in rows:
        if waited is not None:
            found[_place(at, first)].append(waited)
    return [round(median(found[day]) / 60) if found[day] else 0 for day in range(DAYS)]


def _minutes(seconds: Sequence[int]) -> int | None:
    return round(median(seconds) / 60) if seconds else None


def _people(rows: Sequence[Any]) -> list[Moderator]:
    by_person: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        by_person[row[2]].append(row)
    names = names_of(by_person)
    found = []
    for person, own in by_person.items():
        waits = [row[1] for row in own if row[1] is not None]
        approved = sum(row[3] == Decision.Verb.APPROVE for row in own)
        found.append(
            Moderator(
                names.get(person, _("a former account")), approved, len(own) - approved,
                round(median(waits)) if waits else None,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: -(one.approved + one.rejected))
