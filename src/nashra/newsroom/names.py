"""Finding people, places, agencies, authors and tags by any spelling, or starting a new one."""

from typing import Any, TypeVar

from nashra.arabic.text import fold
from nashra.newsroom.models.named import Named
from nashra.newsroom.romanise import free_slug

T = TypeVar("T", bound=Named)


def find(model: type[T], name: str) -> T | None:
    """The one that is written so, hamza and diacritics aside; None where none or several are."""
    wanted = fold(name)
    found: list[T] = [
        row
        for row in model._default_manager.all()
        if any(fold(spelling) == wanted for spelling in row.spellings())
    ]
    return found[0] if len(found) == 1 else None


def find_or_start(model: type[T], name: str) -> T:
    """The one that is written so, or a new one under this name."""
    row = find(model, name)
    if row is None:
        values: dict[str, Any] = {"name": name.strip(), "slug": free_slug(model, name)}
        row = model(**values)
        row.save()
    return row
