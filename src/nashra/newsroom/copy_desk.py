"""The rules of the copy desk on a draft, by the newsroom's house style."""

from collections.abc import Iterator

from django.utils.translation import get_language

from nashra.arabic.checks import RULES, Copy, Part, PreferredName, check
from nashra.newsroom import advising, queries
from nashra.newsroom.advising import Advice, Draft
from nashra.newsroom.models import Agency, Person, Place, Tag

_SOURCES = {rule.id: rule.source for rule in RULES}
_KINDS = frozenset({"kicker", "headline", "short_headline", "standfirst"})


def advise(draft: Draft) -> Iterator[Advice]:
    """What the rules find in an Arabic draft; other languages have none yet."""
    if draft.language != "ar":
        return
    english = (get_language() or "ar").startswith("en")
    for one in check(copy_of(draft), off=frozenset(queries.newsroom().rules_off)):
        yield Advice(
            rule=one.rule, severity=one.severity, field=one.field, start=one.start, end=one.end,
            evidence=one.evidence, fix=one.fix, message=one.en if english else one.ar,
            source=_SOURCES[one.rule],
        )  # fmt: skip


def copy_of(draft: Draft) -> Copy:
    """A draft as the copy desk sees it, with the newsroom's names."""
    statements = {f"body:{block}" for block, _ in draft.statements}
    return Copy(
        parts=tuple(
            Part(field=name, text=text, kind=name if name in _KINDS else "body")  # type: ignore[arg-type]
            for name, text in draft.fields
            if name not in statements
        )
        + tuple(
            Part(field=f"body:{block}", text=str(value.get("text") or ""), kind="statement")
            for block, value in draft.statements
        ),
        day=draft.day, genre=draft.genre, dateline="there" if draft.dateline else "",
        agencies=tuple(str(pk) for pk in draft.agencies),
        unattributed=tuple(
            f"body:{block}"
            for block, value in draft.statements
            if not value.get("person") and not str(value.get("speaker") or "").strip()
        ),
        names=names(),
    )  # fmt: skip


def names() -> tuple[PreferredName, ...]:
    """The names that have another spelling, as the newsroom prefers them."""
    rows = [
        row
        for model in (Person, Place, Tag, Agency)
        for row in model.objects.exclude(aliases="").only("name", "aliases")
    ]
    return tuple(
        PreferredName(
            preferred=row.name,
            variants=tuple(line.strip() for line in row.aliases.splitlines() if line.strip()),
        )
        for row in rows
    )


def connect() -> None:
    """Registers the copy desk."""
    advising.register("copy desk", advise)
