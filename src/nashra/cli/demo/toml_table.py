"""A typed way to read one TOML table, which names file and key of everything that is wrong."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_MISSING: Final = object()


class Problems:
    """What was found wrong so far; reading goes on, so that one run names all of it."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def add(self, where: str, what: str) -> None:
        self.lines.append(f"{where}: {what}")


class TomlTable:
    """One table. Every ``take`` uses up a key; ``done`` complains of keys that nobody took.

    A missing or malformed value is reported to ``problems`` and an empty one of the right type
    returned in its place.
    """

    def __init__(self, values: Mapping[str, object], where: str, problems: Problems) -> None:
        self.where = where
        self._values = dict(values)
        self._problems = problems

    def wrong(self, key: str, what: str) -> None:
        """Reports something about ``key``."""
        self._problems.add(f"{self.where}.{key}" if key else self.where, what)

    def _take(self, key: str, kind: str, default: object) -> object:
        value = self._values.pop(key, _MISSING)
        if value is _MISSING:
            if default is None:
                self.wrong(key, f"is missing; expected {kind}")
            return default
        return value

    def text(self, key: str, *, longest: int = 20_000, default: str | None = None) -> str:
        """A string of at most ``longest`` characters; empty only where there is a default."""
        value = self._take(key, "a string", default)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.wrong(key, f"expected a string, found {value!r}")
            return ""
        if default is None and not value.strip():
            self.wrong(key, "must not be empty")
        if len(value) > longest:
            self.wrong(key, f"has {len(value)} characters, at most {longest} are allowed")
        return value.strip()

    def choice(self, key: str, allowed: tuple[str, ...], *, default: str | None = None) -> str:
        """One of ``allowed``."""
        value = self.text(key, default=default)
        if value and value not in allowed:
            self.wrong(key, f"{value!r} is none of {', '.join(allowed)}")
        return value

    def number(self, key: str, *, default: float | None = None) -> float:
        """A number of zero or more."""
        value = self._take(key, "a number", default)
        if value is None:
            return 0.0
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            self.wrong(key, f"expected a number of zero or more, found {value!r}")
            return 0.0
        return float(value)

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(key, "true or false", default)
        if not isinstance(value, bool):
            self.wrong(key, f"expected true or false, found {value!r}")
            return default
        return value

    def words(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of non-empty strings."""
        value = self._take(key, "a list of strings", None if required else [])
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            self.wrong(key, "expected a list of non-empty strings")
            return ()
        if len(set(value)) < len(value):
            self.wrong(key, "names something twice")
        return tuple(value)

    def row(self, key: str) -> tuple[str, ...]:
        """A list of strings in which empty ones and repetitions are allowed."""
        value = self._take(key, "a list of strings", None)
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.wrong(key, "expected a list of strings")
            return ()
        return tuple(value)

    def rows(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of strings."""
        value = self._take(key, "a list of rows", None)
        if not isinstance(value, list):
            self.wrong(key, "expected a list of rows")
            return ()
        return tuple(
            TomlTable({"": row}, f"{self.where}.{key}[{number}]", self._problems).row("")
            for number, row in enumerate(value, start=1)
        )

    def table(self, key: str) -> "TomlTable | None":
        """The table under ``key``, None where there is none."""
        value = self._take(key, "a table", False)
        if value is False:
            return None
        if not isinstance(value, dict):
            self.wrong(key, "expected a table")
            return None
        return TomlTable(value, f"{self.where}.{key}", self._problems)

    def tables(self, key: str) -> "tuple[TomlTable, ...]":
        """The list of tables under ``key``, counted from 1 in messages."""
        value = self._take(key, "a list of tables", None)
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.wrong(key, "expected a list of tables")
            return ()
        return tuple(
            TomlTable(item, f"{self.where}.{key}[{number}]", self._problems)
            for number, item in enumerate(value, start=1)
        )

    def done(self) -> None:
        """Reports the keys that nobody asked for: mostly misspelt ones."""
        for key in self._values:
            self.wrong(key, "is not a key that is known here")


def read_toml(path: Path, problems: Problems) -> TomlTable:
    """The whole file as a table; a file that cannot be read is a problem and an empty table."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.add(path.name, str(error))
        values = {}
    return TomlTable(values, path.name, problems)
