"""When moderators were last told by e-mail of what waits."""

from django.db import models


class Telling(models.Model):
    """One row; what came before its moment is not told again."""

    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.at.isoformat()
