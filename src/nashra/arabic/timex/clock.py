"""Times of day: «الساعة 19:31», «الثالثة عصرا بتوقيت غرينتش», «منتصف الليل»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final, NamedTuple

from nashra.arabic.timex import words
from nashra.arabic.timex.calendars import moment_value
from nashra.arabic.timex.model import Anchor, Certainty, Reading
from nashra.arabic.timex.numbers import cardinal, ordinal
from nashra.arabic.timex.phrases import word_set
from nashra.arabic.timex.tokens import Tokens
from nashra.arabic.timex.zones import zone_at

_DIGITS: Final = re.compile(r"\d+")
_HOUR_WORDS: Final = word_set("الساعه بالساعه والساعه للساعه")
#: Parts of the hour behind it, in minutes: «والنصف», «إلا ربعا».
_MORE: Final = {"والنصف": 30, "ونصف": 30, "والربع": 15, "وربع": 15, "والثلث": 20, "وثلث": 20}
_LESS: Final = {"ربعا": 15, "الربع": 15, "ربع": 15, "ثلثا": 20, "الثلث": 20, "ثلث": 20}
_MINUTES: Final = word_set("دقيقة دقائق دقيقتين دقيقتان")
_LATIN_HALVES: Final = {"am": 1, "pm": 4, "ص": 1, "م": 4}
#: Parts of the day, see ``words.DAY_PARTS``.
_DAWN, _MORNING, _NOON, _AFTERNOON, _EVENING, _NIGHT = range(6)


@dataclass(frozen=True)
class Clock:
    """One time of day."""

    time: time
    zone: tzinfo | None = None
    #: An hour word, a part of the day or a zone stands beside: not a score or a ratio.
    stated: bool = False
    #: False where the hour could be before or after noon.
    sure: bool = False
    #: The hour and the part of the day exclude each other: «15:00 صباحا».
    clashing: bool = False
    #: No part of the day was said, and the hour leaves it open.
    open_half: bool = False
    #: Hour and minute stand in digits, which count to 24.
    figures: bool = False
    #: «العاشرة صباحا»: an hour of some day, which is no moment without one.
    loose: bool = False

    def with_part(self, part: int | None) -> Clock:
        """The same with the part of the day that stands elsewhere: «مساء الثلاثاء الساعة 7»."""
        if part is None or not self.open_half:
            return self
        return replace(
            _in_part(self.time.hour, self.time.minute, part), zone=self.zone, stated=True
        )

    def read_alone(self, anchor: Anchor | None) -> Reading:
        """A time without its day: the anchor's is only likely."""
        certainty: Certainty = "contradicted" if self.clashing else "ambiguous"
        value = None if anchor is None or self.clashing else self.moment(anchor.day)
        return Reading(value, "minute", certainty, type="time", vague=self.loose)

    def moment(self, day: date) -> str | None:
        """The moment on a day in ISO 8601: in UTC if the zone is known, else without one."""
        return moment_value(datetime.combine(day, self.time, self.zone))

    def on(self, day: Reading) -> Reading:
        """The moment on the day of a reading."""
        certainty = day.certainty
        if self.clashing:
            certainty = "contradicted"
        elif certainty == "certain" and not (self.sure and self.zone is not None):
            certainty = "ambiguous"
        value = None if day.value is None else self.moment(date.fromisoformat(day.value))
        if value is None and certainty == "certain":
            certainty = "ambiguous"
        return replace(day, value=value, granularity="minute", certainty=certainty, type="time")


class ClockHit(NamedTuple):
    """A time with its first offset and the index behind it."""

    clock: Clock
    start: int
    next: int


class _Hour(NamedTuple):
    hour: int
    minute: int
    #: The figure itself shows that it is a time: «الثالثة», «7:30».
    next: int


def clock_at(tokens: Tokens, index: int) -> ClockHit | None:
    """The time of day that starts at an index, with the same in another zone behind it."""
    hit = _one_clock(tokens, index)
    return None if hit is None else _in_two_zones(tokens, hit) or hit


def _in_two_zones(tokens: Tokens, hit: ClockHit) -> ClockHit | None:
    """«17:00 (14:00 بتوقيت غرينتش)»: the second tells how far the first is from Greenwich."""
    mark = tokens.mark(hit.next)
    opened = mark == "("
    if not mark or mark not in "(،,/":
        return None
    other = _one_clock(tokens, hit.next + 1)
    if other is None or other.clock.zone is not UTC or not other.clock.sure:
        return None
    if opened and tokens.mark(other.next) != ")":
        return None
    clock = _from_greenwich(hit.clock, other.clock.time)
    return ClockHit(clock, hit.start, other.next + opened)


def _from_greenwich(local: Clock, there: time) -> Clock:
    """A local time in the zone in which Greenwich has another: the date is the local one's."""
    east = (local.time.hour - there.hour) * 60 + local.time.minute - there.minute
    east = (east + 12 * 60) % (24 * 60) - 12 * 60
    known = local.zone is not None
    if east % 15 or (known and not _agree(local, there)):
        return replace(local, clashing=True)
    # From 10 to 14 hours the other side of the date line is as far.
    sure = (local.figures or local.sure) and (known or abs(east) < 10 * 60)
    zone = local.zone or timezone(timedelta(minutes=east))
    return replace(local, zone=zone, sure=sure, open_half=False, stated=True, loose=False)


def _agree(local: Clock, there: time) -> bool:
    """Whether a known zone gives that time at Greenwich, in winter or in summer."""
    moments = (local.moment(date(2020, month, 15)) for month in (1, 7))
    return any((moment or "")[11:16] == f"{there:%H:%M}" for moment in moments)


def _one_clock(tokens: Tokens, index: int) -> ClockHit | None:
    midnight = _midnight(tokens, index)
    if midnight is not None:
        return midnight
    named = tokens.word(index) in _HOUR_WORDS
    start = tokens[index].start + (0 if tokens.word(index)[:1] in ("ا", "س", "") else 1)
    read = _figure(tokens, index + named, named=named)
    if read is None:
        return None
    hour, minute, after = read
    part, after = _part_of_day(tokens, after, named=named)
    zone = zone_at(tokens, after)
    worded = tokens.word(index + named) != ""
    stated = named or part is not None or zone is not None
    if not stated and (worded or tokens[index].kind != "clock"):
        return None
    if worded and not named and (part is None or tokens.word(index - 1) == "الساعات"):
        return None
    clock = _open(hour, minute) if part is None else _in_part(hour, minute, part)
    figures = tokens[index + named].kind == "clock"
    if zone is not None:
        # Figures beside a zone count to 24, words to 12.
        sure = clock.sure or (figures and zone.zone is not None)
        clock, after = replace(clock, zone=zone.zone, sure=sure), zone.next
    start = start if named else _start_of(tokens, index)
    loose = worded and not named and zone is None
    return ClockHit(replace(clock, stated=stated, loose=loose, figures=figures), start, after)


def _start_of(tokens: Tokens, index: int) -> int:
    counted = ordinal(tokens, index, feminine=True)
    return counted.start if counted else tokens[index].start


def _midnight(tokens: Tokens, index: int) -> ClockHit | None:
    pair = (tokens.word(index), tokens.word(index + 1))
    if pair not in (("منتصف", "الليل"), ("منتصف", "النهار")):
        return None
    night = pair[1] == "الليل"
    after = index + 2
    zone = zone_at(tokens, after)
    # Midnight is the end of a day as well as its beginning.
    clock = Clock(time(0 if night else 12), stated=True, sure=not night)
    if zone is not None:
        clock, after = replace(clock, zone=zone.zone), zone.next
    return ClockHit(clock, tokens[index].start, after)


def _figure(tokens: Tokens, index: int, *, named: bool) -> _Hour | None:
    """Hour and minute: «19:31», «7.30», «7», «الثالثة والنصف», «العاشرة إلا خمس دقائق»."""
    token = tokens[index]
    if token.kind in ("clock", "decimal"):
        parts = [int(part) for part in _DIGITS.findall(token.key) if len(part) <= 2]
        two_digits = token.kind == "clock" or (len(token.key) in (4, 5) and token.key[-3] in ".,")
        if len(parts) < 2 or parts[0] > 23 or parts[1] > 59 or not two_digits:
            return None
        return _Hour(parts[0], parts[1], index + 1)
    number = tokens.number(index)
    if number is not None:
        # «2-1 مساء السبت» is a score.
        if number > 24 or len(token.key) > 2 or tokens.mark(index - 1) in _SCORES:
            return None
        hour, after = number % 24, index + 1
    else:
        counted = ordinal(tokens, index, feminine=True)
        if counted is None or counted.value > 12:
            return None
        hour, after = counted.value, counted.next
    if number is not None and not named and _adverb(tokens, after) is None:
        return None
    return _with_minutes(tokens, hour, after)


_SCORES: Final = ("-", "–", "/", ":")


def _with_minutes(tokens: Tokens, hour: int, index: int) -> _Hour:
    word = tokens.word(index)
    if word in _MORE:
        more, after = _MORE[word], index + 1
        fine = _minutes(tokens, after)
        return _Hour(hour, more + fine[0], fine[1]) if fine else _Hour(hour, more, after)
    if word == "الا" and tokens.word(index + 1) in _LESS:
        return _Hour((hour - 1) % 24, 60 - _LESS[tokens.word(index + 1)], index + 2)
    if word == "الا":
        fine = _minutes(tokens, index + 1)
        if fine and 0 < fine[0] < 60:
            return _Hour((hour - 1) % 24, 60 - fine[0], fine[1])
    fine = _minutes(tokens, index) if word.startswith("و") else None
    return _Hour(hour, fine[0], fine[1]) if fine else _Hour(hour, 0, index)


def _minutes(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """«وعشر دقائق», «و 25 دقيقة», «والدقيقة 20»."""
    at = index + (tokens.word(index) == "و")
    if tokens.word(at) in ("والدقيقه", "الدقيقه"):
        counted = cardinal(tokens, at + 1)
        return (counted.value, counted.next) if counted and counted.value < 60 else None
    if tokens.word(at).lstrip("و") in ("دقيقتين", "دقيقتان"):
        return 2, at + 1
    counted = cardinal(tokens, at)
    if counted is None or counted.value > 59 or tokens.word(counted.next) not in _MINUTES:
        return None
    return counted.value, counted.next + 1


def _part_of_day(tokens: Tokens, index: int, *, named: bool) -> tuple[int | None, int]:
    """«عصرا», «من مساء», «بعد الظهر», «PM»."""
    word = tokens.word(index)
    if word in _LATIN_HALVES and (named or tokens[index - 1].kind == "clock"):
        return _LATIN_HALVES[word], index + 1
    # «المرة الأولى من مساء أمس» is no hour: the rest of a day needs «الساعة».
    hit = words.DAY_PARTS.at(tokens, index + (named and word == "من"), bare=False)
    if hit is None:
        return None, index
    return hit.value, hit.next


def _adverb(tokens: Tokens, index: int) -> int | None:
    """A part of the day that makes a bare number an hour: «7 صباحا»."""
    word = tokens.word(index)
    if word in ("صباحا", "مساء", "ظهرا", "عصرا", "فجرا", "ليلا", "am", "pm"):
        return index
    pair = (word, tokens.word(index + 1))
    return index if pair in (("بعد", "الظهر"), ("قبل", "الظهر")) else None


def _open(hour: int, minute: int) -> Clock:
    """A time without a part of the day: from 13 on and at nought there is no doubt."""
    if minute > 59:
        return Clock(time(hour), clashing=True)
    plain = hour > 12 or hour == 0
    return Clock(time(hour, minute), sure=plain, open_half=not plain)


#: The hours that a part of the day can be said of, as it is said of them.
_FITTING: Final = {
    _DAWN: (2, 3, 4, 5, 6),
    _MORNING: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    _NOON: (11, 12, 13, 14),
    _AFTERNOON: (12, 13, 14, 15, 16, 17, 18),
    _EVENING: (14, 15, 16, 17, 18, 19, 20, 21, 22, 23),
    _NIGHT: (18, 19, 20, 21, 22, 23, 0, 1, 2, 3, 4),
}


def _in_part(hour: int, minute: int, part: int) -> Clock:
    """A time in a part of the day; twelve in the evening or morning is anyone's guess."""
    fitting = _FITTING[part]
    options = [hour] if hour > 12 or hour == 0 else [hour % 12, hour % 12 + 12]
    found = [option for option in options if option in fitting]
    if minute > 59:
        return Clock(time(hour % 24), clashing=True)
    if not found:
        guess = hour % 24
        # «12 مساء» and «12 صباحا» are said of noon and of midnight.
        return Clock(time(guess, minute), clashing=hour != 12)
    midnight = part == _NIGHT and found[0] == 0
    return Clock(time(found[0], minute), sure=len(found) == 1 and not midnight)
