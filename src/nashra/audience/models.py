"""How often stories were viewed, and nothing else: no row here knows a reader.

A view is written once, into the minute in which it happened. An hour or two later minutes are moved
into hours, days and totals, in one transaction; so at every moment a view is either among the
minutes or in a day and a total, and never in both.
"""

from django.db import models


class Bucket(models.Model):
    """Views of one story within one stretch of time."""

    public_id = models.CharField(max_length=7)
    views = models.PositiveBigIntegerField(default=0)
    over = models.PositiveBigIntegerField(default=0)
    """Views above the cap of a story and minute: a flood. They are in no other figure."""

    class Meta:
        abstract = True


class MinuteViews(Bucket):
    """The last hour or two, as they were counted."""

    minute = models.PositiveBigIntegerField()
    """Minutes since 1970 in UTC."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["public_id", "minute"], name="audience_minute")
        ]
        indexes = [models.Index(fields=["minute"], name="audience_minutes")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.minute}"


class HourViews(Bucket):
    """The last two days."""

    hour = models.PositiveBigIntegerField()
    """Hours since 1970 in UTC."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "public_id"], name="audience_hour")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.hour}"


class DayViews(Bucket):
    """The last thirteen months, by the newsroom's days."""

    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "public_id"], name="audience_day")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.day}"


class StoryTotal(models.Model):
    """All views of a story, but for those that are still among the minutes."""

    public_id = models.CharField(max_length=7, primary_key=True)
    views = models.PositiveBigIntegerField(default=0)
    over = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.public_id


class TakenFile(models.Model):
    """A file of the spool whose views are in the tables: noted with them, so counted once."""

    name = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class ShownCount(models.Model):
    """What readers are told of a story's views, as of the last minute's snapshot."""

    public_id = models.CharField(max_length=7, primary_key=True)
    views = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return self.public_id


class Ranked(models.Model):
    """One place in a list of the last minute's snapshot.

    Lists are ``all:<lang>/<span>`` and ``section:<id>/<span>`` with the spans ``today`` and
    ``week``, the most read first; ``recent`` are the stories whose counts readers get in one file;
    ``site/<span>`` has one row without a story: all views.
    """

    list_name = models.CharField(max_length=70)
    place = models.PositiveSmallIntegerField()
    public_id = models.CharField(max_length=7)
    views = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list_name", "place"], name="audience_ranked")
        ]

    def __str__(self) -> str:
        return f"{self.list_name} {self.place}"
