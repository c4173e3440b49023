"""What is signed and what is not yet. All of it can be made again from the published root."""

from django.db import models


class SignedList(models.Model):
    """A hash list as it was last written into the published root."""

    prefix = models.CharField(max_length=255, primary_key=True)
    """It names all published addresses that begin with this."""
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    """Bytes."""

    def __str__(self) -> str:
        return self.prefix


class UnsignedAddress(models.Model):
    """An address whose files were written or removed after its list."""

    path = models.CharField(max_length=255, primary_key=True)

    def __str__(self) -> str:
        return self.path


class UnsignedList(models.Model):
    """A list that is to be made again, because of what it names or of its own file."""

    prefix = models.CharField(max_length=255, primary_key=True)
    depth = models.PositiveSmallIntegerField(db_index=True)
    """Length of the prefix: the longest come first, the list of all last."""

    def __str__(self) -> str:
        return self.prefix


class Signing(models.Model):
    """How far signing has come: one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    begun_to = models.CharField(max_length=255, blank=True)
    """Addresses from here on have been in no list yet; empty before the first time."""
    key = models.CharField(max_length=80, blank=True)
    """The public key of the last signature; empty before the first."""

    def __str__(self) -> str:
        return self.key
