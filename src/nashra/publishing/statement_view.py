"""From a stored statement to what a page shows of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from nashra.publishing import views
from nashra.publishing.reader import Reader


def statement(reader: Reader, value: Mapping[str, Any], language: str) -> views.Statement:
    """A statement with its speaker's name and page."""
    pk, speaker, path = value.get("person"), value.get("speaker") or "", ""
    capacity = value.get("capacity") or ""
    if pk:
        person, path = reader.person(int(pk), language)
        if person:
            speaker = person.called(language)
            own = person.capacity_en or person.capacity if language == "en" else person.capacity
            capacity = capacity or own
    said_on = value.get("said_on")
    return views.Statement(
        speaker=speaker, speaker_path=path, capacity=capacity, source=value.get("source") or "",
        said_on=date.fromisoformat(said_on) if said_on else None,
        quoted=bool(value.get("quoted")), text=value.get("text") or "",
    )  # fmt: skip
