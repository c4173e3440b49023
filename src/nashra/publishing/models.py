"""What publishing knows of the published root. It can be rebuilt from the newsroom's data."""

from django.db import models


class Epoch(models.Model):
    """One state of the global inputs: templates, settings, section names."""

    number = models.BigAutoField(primary_key=True)
    digest = models.CharField(max_length=32)
    hashes = models.JSONField(default=list)
    """CSP hashes of the inline style and script that pages of this epoch carry."""
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.number)


class PublishedFile(models.Model):
    """The manifest: one row a file of the published root."""

    path = models.CharField(max_length=255, primary_key=True)
    """Address from the root: ``/a/k3v9x2m/`` (an ``index.html``), ``/feed.xml``."""
    number = models.BigIntegerField(db_index=True)
    """By which dependencies name it (:func:`nashra.publishing.numbers.file_number`)."""
    kind = models.CharField(max_length=20)
    sha256 = models.CharField(max_length=64, blank=True)
    """Of the plain file as last completed; empty before the first time."""
    intended = models.CharField(max_length=64, blank=True)
    """Of a file that is being written; differs from ``sha256`` only between two transactions."""
    size = models.PositiveIntegerField(default=0)
    epoch = models.BigIntegerField()
    change = models.BigIntegerField(null=True)
    """The change that it was last built for, None for a build or sweep."""
    cause = models.CharField(max_length=200, blank=True)
    built_at = models.DateTimeField()
    sort_at = models.DateTimeField()
    """Sweeps go by this, newest first: a story's publication."""

    class Meta:
        indexes = [
            models.Index(fields=["epoch", "-sort_at", "path"], name="manifest_sweep"),
            models.Index(fields=["built_at"], name="manifest_built"),
        ]

    def __str__(self) -> str:
        return self.path


class Dependency(models.Model):
    """A key that a file read when it was last rendered; see :mod:`nashra.publishing.numbers`."""

    pk = models.CompositePrimaryKey("file", "key")
    file = models.BigIntegerField()
    key = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["key", "file"], name="dependency_readers")]

    def __str__(self) -> str:
        return f"{self.file} < {self.key}"


class PageTask(models.Model):
    """A file to be rendered again. Written by the worker that holds the lease alone.

    Among equals the order is that in which they were listed: a build lists stories as they lie in
    the database, and reads it from one end to the other.
    """

    id = models.BigAutoField(primary_key=True)
    path = models.CharField(max_length=255, unique=True)
    priority = models.PositiveSmallIntegerField()
    rank = models.PositiveSmallIntegerField()
    """Order within a change: what is linked to comes before what links."""
    position = models.BigIntegerField(default=0)
    """The oldest change that it waits for: a later one must not put it behind what depends on it,
    such as the removal of a page that it still links to."""
    change = models.BigIntegerField(null=True)
    """The newest change that it waits for."""
    cause = models.CharField(max_length=200)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["priority", "position", "rank", "id"], name="task_order")]

    def __str__(self) -> str:
        return self.path


class PageFailure(models.Model):
    """A file that could not be rendered and keeps its last good version."""

    path = models.CharField(max_length=255, primary_key=True)
    error = models.TextField()
    at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=1)

    def __str__(self) -> str:
        return self.path


class WorkerLease(models.Model):
    """Who may write the published root: one row. A generation that is past may write no more."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    generation = models.BigIntegerField(default=0)
    holder = models.CharField(max_length=120, blank=True)
    """``host:pid`` of the holder, empty when it was given back."""
    heartbeat_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=200, blank=True)
    first_build = models.BooleanField(default=False)
    """A build from nothing has begun and not come to its end."""

    def __str__(self) -> str:
        return f"{self.generation} {self.holder}"
