"""The audit log, to be read and taken away; nobody writes it here."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nashra.accounts.models import User
from nashra.community import standards
from nashra.community.desk import frame
from nashra.community.desk.rows import names_of
from nashra.community.models import Decision

PAGE = 100
COLUMNS = (
    "id", "at", "verb", "story", "comment", "person", "by", "rule", "standards", "note", "waited",
    "undoes",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _filtered(request: HttpRequest) -> QuerySet[Decision]:
    given = request.GET
    found = Decision.objects.order_by("-pk")
    if given.get("verb") in Decision.Verb.values:
        found = found.filter(verb=given["verb"])
    for name in ("by", "person"):
        if given.get(name, "").isdigit() and len(given[name]) < 16:
            found = found.filter(**{f"{name}_id": int(given[name])})
    for name in ("story", "comment"):
        if given.get(name):
            found = found.filter(**{f"{name}_id": given[name][:7]})
    if since := _day(given.get("since", "")):
        found = found.filter(at__gte=_midnight(since))
    if until := _day(given.get("until", "")):
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found


def _day(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and 1970 < found.year < 9000 else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@require_safe
@frame.moderators_only
def log(request: HttpRequest) -> HttpResponse:
    """The newest decisions that the filter lets through; ``?before=`` goes on."""
    found = _filtered(request)
    before = request.GET.get("before", "")
    if before.isdigit() and len(before) < 16:
        found = found.filter(pk__lt=int(before))
    shown = list(found[: PAGE + 1])
    query = request.GET.copy()
    query.pop("before", None)
    kept = query.urlencode()
    further = f"?{kept}&before={shown[PAGE - 1].pk}" if len(shown) > PAGE else ""
    moderators = User.objects.filter(pk__in=Decision.objects.order_by().values("by_id").distinct())
    return frame.page(
        request, "log", _("Audit log"), "log", decisions=_described(shown[:PAGE]),
        further=further, kept=kept, verbs=Decision.Verb.choices, moderators=moderators,
        given=request.GET,
    )  # fmt: skip


def _described(decisions: list[Decision]) -> list[dict[str, Any]]:
    people = [one.by_id for one in decisions] + [one.person_id for one in decisions]
    names = names_of(people)
    titles = {rule.key: standards.title(rule) for rule in standards.rules()}
    return [
        {
            "decision": one, "by": names.get(one.by_id, ""), "person": names.get(one.person_id, ""),
            "rule": titles.get(one.rule, one.rule),
        }
        for one in decisions
    ]  # fmt: skip


class _Echo:
    """What the csv module writes to."""

    def write(self, value: str) -> str:
        """The line itself."""
        return value


@require_safe
@frame.moderators_only
def export(request: HttpRequest) -> HttpResponseBase:
    """The same as CSV (RFC 4180), in UTF-8 with a mark for spreadsheets."""
    response = StreamingHttpResponse(_lines(request), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return response


def _lines(request: HttpRequest) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(COLUMNS))
    for one in _filtered(request).iterator(chunk_size=2000):
        yield str(writer.writerow(_harmless(_values(one))))


def _values(one: Decision) -> tuple[Any, ...]:
    return (
        one.pk, one.at.isoformat(), one.verb, one.story_id, one.comment_id, one.person_id,
        one.by_id, one.rule, one.standards, one.note, one.waited, one.undoes_id,
    )  # fmt: skip


def _harmless(values: tuple[Any, ...]) -> list[Any]:
    """A note must not become a formula of the spreadsheet that opens it."""
    return [
        f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
        for value in values
    ]
