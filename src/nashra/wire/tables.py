"""The data files of this room, read once."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=8)
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a tab-separated data file, by column; lines that begin with ``# `` are notes."""
    text = files("nashra.wire").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("# ")]
    columns = lines[0].split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:])
