"""``nashra manage reset_second_factor NAME``: for whoever has lost phone and recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nashra.accounts import second_factor
from nashra.accounts.models import User


class Command(BaseCommand):
    """Removes the second factor and ends all sessions; the next sign-in asks to set one up."""

    help = "Remove somebody's second factor and end their sessions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("No such account. · لا حساب بهذا الاسم.")
        if not second_factor.reset(user):
            raise CommandError("It has no second factor. · ليس للحساب عامل ثان.")
        self.stdout.write("Removed; all sessions ended. · أزيل العامل الثاني وأنهيت الجلسات كلها.")
