"""How far the room has followed the outbox, and what waits for it."""

from django.db import models


class Cursor(models.Model):
    """The last change that one follower of the outbox has taken note of."""

    name = models.CharField(max_length=20, primary_key=True)
    change = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.name} {self.change}"


class Waiting(models.Model):
    """A story for which has to be found anew what is offered after it; the newest comes first."""

    public_id = models.CharField(max_length=7, unique=True)
    onward = models.BooleanField(default=True)
    """Whether older stories that it is offered with are to be looked at after it."""

    def __str__(self) -> str:
        return self.public_id
