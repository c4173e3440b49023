"""Display names: one person's look like nobody else's, least of all like the newsroom's."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nashra.accounts.models import User
from nashra.arabic.display_names import LONGEST, Problem, problems, skeleton, tidy

EVERY: Final = timedelta(days=7)
"""How often a name may be changed."""

ROLE_WORDS: Final = (
    "محرر", "المحرر", "محررة", "المحررة", "تحرير", "التحرير", "محررون", "المحررون", "رئيس التحرير",
    "إدارة", "الإدارة", "مدير", "المدير", "مديرة", "المديرة", "المشرف", "مشرفة", "المشرفة",
    "الإشراف", "مراسل", "المراسل", "مراسلة", "المراسلة", "فريق الموقع", "غرفة الأخبار",
    "هيئة التحرير", "أدمن", "الأدمن", "مسؤول", "المسؤول", "الدعم الفني", "الرسمي", "نشرة",
    "حساب محذوف", "admin", "administrator", "administration", "editor", "editors", "editorial",
    "moderator", "moderators", "staff", "reporter", "newsroom", "support", "official", "nashra",
    "webmaster", "deleted account",
)  # fmt: skip
"""Words by which somebody would pass for the newsroom, wherever in a name they stand."""

ROLE_NAMES: Final = ("مشرف", "إشراف", "رسمي", "ضيف", "الدعم", "mod", "system", "root", "guest")
"""Such that people are called so as well: nobody may have them as the whole name."""

WORDS: Final[dict[Problem | str, str | Promise]] = {
    Problem.SHORT: _("The name needs at least two letters."),
    Problem.LONG: _("The name may have forty letters at most."),
    Problem.INVISIBLE: _("The name holds characters that cannot be seen."),
    Problem.SIGNS: _("Letters, digits, spaces, dots, hyphens and apostrophes make a name."),
    Problem.MARKS: _("The name holds too many marks on one letter."),
    Problem.MIXED: _("The name mixes alphabets whose letters look the same."),
    Problem.LETTERLESS: _("The name needs letters."),
    Problem.TAKEN: _("Somebody has this name, or one that looks like it."),
    "newsroom": _("The name could be taken for the newsroom's or for somebody's who works there."),
}  # fmt: skip

Reserve = Callable[[], Iterable[str]]
_reserves: dict[Reserve, bool] = {}


def reserve(names: Reserve, *, within: bool) -> None:
    """Adds names that nobody may take: as the whole name, or ``within`` a longer one as well."""
    _reserves[names] = within


def _reserved() -> Iterator[tuple[str, bool]]:
    """Each reserved name, and whether it may not stand within another either."""
    yield from ((word, True) for word in ROLE_WORDS)
    yield from ((word, False) for word in ROLE_NAMES)
    for names, within in _reserves.items():
        yield from ((name, within) for name in names())


def _staff_names(but: User | None) -> Iterator[str]:
    staff = User.objects.filter(is_superuser=True) | User.objects.filter(groups__isnull=False)
    others = staff.exclude(pk=but.pk or 0) if but else staff
    for user in others.distinct().only("display_name", "first_name", "last_name", "username"):
        yield from {str(user), user.username} - {""}


def _keys(name: str) -> list[str]:
    return [key for part in name.replace(".", " ").replace("-", " ").replace("_", " ").split()
            if (key := skeleton(part))]  # fmt: skip


def _holds(parts: list[str], sought: list[str]) -> bool:
    """Whether the words of one name stand in another in a row."""
    size = len(sought)
    return bool(size) and any(
        parts[at : at + size] == sought for at in range(len(parts) - size + 1)
    )


def passes_for_newsroom(name: str, *, but: User | None = None) -> bool:
    """Whether a name could be taken for the newsroom's or for that of somebody who works there."""
    key, parts = skeleton(name), _keys(name)
    for reserved, within in _reserved():
        if skeleton(reserved) == key or (within and _holds(parts, _keys(reserved))):
            return True
    return any(skeleton(staff) == key for staff in _staff_names(but))


def problem_of(name: str, user: User | None = None) -> str | Promise | None:
    """Why somebody cannot take a tidy name, in words; None where they can."""
    if found := problems(name):
        return WORDS[found[0]]
    if passes_for_newsroom(name, but=user):
        return WORDS["newsroom"]
    others = User.objects.exclude(pk=user.pk) if user and user.pk else User.objects.all()
    if others.filter(name_key=skeleton(name)).exists():
        return WORDS[Problem.TAKEN]
    return None


def next_change(user: User) -> datetime | None:
    """When the name may be changed again; None for now.

    One that could be taken for the newsroom's, since somebody joined it, may be changed at once.
    """
    changed = user.name_changed_at
    if changed is None or changed + EVERY <= timezone.now() or problem_of(str(user), user):
        return None
    return changed + EVERY


def take_name(user: User, name: str) -> None:
    """Gives somebody a name. Raises ValidationError in words for one they cannot have."""
    name = tidy(name)
    if problem := problem_of(name, user):
        raise ValidationError(str(problem))
    user.display_name, user.name_key = name, skeleton(name)
    user.name_changed_at = timezone.now()
    user.save(update_fields=["display_name", "name_key", "name_changed_at"])


class DisplayNameForm(forms.Form):
    """Asks for a display name; also the first part of both sign-up forms."""

    display_name = forms.CharField(
        label=_("Name shown with what you write"), max_length=LONGEST * 3,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
        help_text=_("Two to forty letters. It can be changed once a week."),
    )  # fmt: skip
    user: User | None = None

    def clean_display_name(self) -> str:
        """The tidy name."""
        name = tidy(self.cleaned_data["display_name"])
        if problem := problem_of(name, self.user):
            raise ValidationError(str(problem))
        return name

    def signup(self, request: Any, user: User) -> None:
        """Called by the sign-up forms when the account has been made."""
        take_name(user, self.cleaned_data["display_name"])
