"""What an entry of a live coverage is made of: the input of the coverage's actions."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from nashra.newsroom.clean import clean_entry
from nashra.newsroom.models import NewsImage, Person, StoryPage
from nashra.newsroom.names import find

TITLE, HTML, SPOKEN, SHORT, CAPTION = 240, 20_000, 4000, 200, 400
"""Characters that a title, a text, a statement, a name and a caption may have."""


@dataclass(frozen=True, kw_only=True)
class EntryContent:
    """An entry as somebody hands it in. ``title`` and ``html`` may stand beside every kind.

    A statement's speaker is a person of the desk (``person``, a primary key) or a name
    (``speaker``), which is linked where the desk knows somebody by it. ``story`` is a public id.
    """

    kind: str = "text"
    """``text``, ``statement``, ``picture`` or ``link``."""
    title: str = ""
    html: str = ""
    person: int | None = None
    speaker: str = ""
    capacity: str = ""
    source: str = ""
    said_on: date | None = None
    quoted: bool = True
    text: str = ""
    image: int | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""
    story: str = ""

    def plain(self) -> dict[str, Any]:
        """The content as JSON holds it; empty parts are left out."""
        values = {name: value for name, value in asdict(self).items() if value or name == "quoted"}
        if self.said_on:
            values["said_on"] = self.said_on.isoformat()
        if self.kind != "statement":
            values.pop("quoted", None)
        return values

    @classmethod
    def stored(cls, values: Mapping[str, Any]) -> "EntryContent":
        """The content from what :meth:`plain` gave."""
        said_on = values.get("said_on")
        return cls(**{**values, "said_on": date.fromisoformat(said_on) if said_on else None})


class EntryChangedError(ValidationError):
    """Somebody else saved the entry since; ``entry`` is what stands now, ``by`` who saved it."""

    def __init__(self, entry: Any) -> None:
        self.entry = entry
        self.by = str(entry.changed_by or _("the system"))
        super().__init__(
            _("%(name)s has changed this entry in the meantime. Yours is not saved: compare both.")
            % {"name": self.by}
        )


def settled(content: EntryContent) -> EntryContent:
    """The content cleaned and linked, ready to be stored. Raises ValidationError by field."""
    check = _KINDS.get(content.kind)
    if check is None:
        raise ValidationError({"kind": _("There is no such kind of entry.")})
    content = replace(
        content,
        **{name: getattr(content, name).strip() for name in _TEXTS},
        html=clean_entry(content.html).strip(),
    )
    if not strip_tags(content.html).strip():
        content = replace(content, html="")
    if found := {**_too_long(content), **check(content)}:
        raise ValidationError(found)
    return _linked(_only_its_own(content))


_TEXTS = ("title", "speaker", "capacity", "source", "text", "alt", "caption", "credit", "story")
_MOST: Mapping[str, int] = {
    "title": TITLE, "html": HTML, "text": SPOKEN, "speaker": SHORT, "capacity": SHORT,
    "source": SHORT, "alt": CAPTION, "caption": CAPTION, "credit": SHORT,
}  # fmt: skip
_OWN: Mapping[str, frozenset[str]] = {
    "text": frozenset(),
    "statement": frozenset(
        {"person", "speaker", "capacity", "source", "said_on", "quoted", "text"}
    ),
    "picture": frozenset({"image", "alt", "caption", "credit"}),
    "link": frozenset({"story"}),
}
_ALWAYS = {"kind", "title", "html"}


def _too_long(content: EntryContent) -> dict[str, str]:
    return {
        name: _("At most %(most)d characters.") % {"most": most}
        for name, most in _MOST.items()
        if len(getattr(content, name)) > most
    }


def _only_its_own(content: EntryContent) -> EntryContent:
    """Without what was typed for another kind before this one was chosen."""
    kept = _ALWAYS | _OWN[content.kind]
    return EntryContent(**{name: getattr(content, name) for name in kept})


def _linked(content: EntryContent) -> EntryContent:
    if content.kind == "statement" and content.person is None:
        person = find(Person, content.speaker)
        if person:
            return replace(content, person=person.pk, speaker="")
    return content


def _text(content: EntryContent) -> dict[str, str]:
    return {} if content.html or content.title else {"html": _("Write something.")}


def _statement(content: EntryContent) -> dict[str, str]:
    found = {}
    if not content.text:
        found["text"] = _("Write what was said.")
    known = content.person is None or Person.objects.filter(pk=content.person).exists()
    if not known or not (content.person or content.speaker):
        found["speaker"] = _("Say who said it.")
    return found


def _picture(content: EntryContent) -> dict[str, str]:
    found = {}
    if content.image is None or not NewsImage.objects.filter(pk=content.image).exists():
        found["image"] = _("Choose a picture.")
    if not content.alt:
        found["alt"] = _("Describe the picture for those who cannot see it.")
    return found


def _link(content: EntryContent) -> dict[str, str]:
    if StoryPage.objects.filter(public_id=content.story).exists():
        return {}
    return {"story": _("There is no story with this address.")}


_KINDS: Mapping[str, Callable[[EntryContent], dict[str, str]]] = {
    "text": _text, "statement": _statement, "picture": _picture, "link": _link,
}  # fmt: skip
