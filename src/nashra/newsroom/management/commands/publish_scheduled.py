"""Stands in for Wagtail's command of the same name, which parts a change from its outbox row."""

from typing import Any

from django.core.management.base import BaseCommand

from nashra.newsroom.actions import publish_due


class Command(BaseCommand):
    help = "Publishes what is scheduled and withdraws what expires. The worker does so by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(publish_due()))
