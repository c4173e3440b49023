"""What a newsroom has of discussions from its first day."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from nashra.community.actions.publish_standards import draft_standards, publish_standards

_FIRST: Final = Path(__file__).parent / "first_standards.toml"


def first_standards() -> None:
    """Publishes the first version of the standards."""
    read = tomllib.loads(_FIRST.read_text(encoding="utf-8"))
    intro: Mapping[str, str] = read["intro"]
    given: Sequence[Mapping[str, Any]] = read["rule"]
    rules = [
        {
            "key": rule["key"], "title": rule["ar"][0], "text": rule["ar"][1],
            "title_en": rule["en"][0], "text_en": rule["en"][1],
        }
        for rule in given
    ]  # fmt: skip
    draft_standards(actor=None, intro=intro["ar"], intro_en=intro["en"], rules=rules)
    publish_standards(actor=None)
