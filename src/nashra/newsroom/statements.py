"""Statements inside a story's body."""

from collections.abc import Iterator
from typing import Any


def statements(body: Any) -> Iterator[dict[str, Any]]:
    """The statement values of a StreamField value, in order, without loading their people."""
    for block in body.raw_data:
        if block["type"] == "statement":
            yield block["value"]


def people_quoted(body: Any) -> list[int]:
    """Primary keys of the people with a statement in the body, each once, in order."""
    found = (value.get("person") for value in statements(body))
    return list(dict.fromkeys(int(pk) for pk in found if pk))
