"""A change and its outbox row commit together, or neither does."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from nashra.changes import facts, guard, unit
from nashra.changes.models import Change, Fact, Priority
from nashra.changes.unit import unit_of_work


@pytest.fixture
def values(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, str | None]:
    """Facts of a kind of their own: what ``thing:x`` is now."""
    found: dict[str, str | None] = {}
    monkeypatch.setattr(facts, "_providers", dict(facts._providers))

    def provide(identity: str) -> dict[str, str | None]:
        value = found.get(identity)
        return {f"thing:{identity}": facts.digest(value) if value else None}

    facts.register("thing", provide)
    return found


def keys() -> list[list[str]]:
    return list(Change.objects.order_by("pk").values_list("keys", flat=True))


def test_only_what_differs_is_named(values: dict[str, str | None]) -> None:
    values["a"], values["b"] = "1", "1"
    with unit_of_work(cause="first"):
        unit.touch("thing:a")
        unit.touch("thing:b")
    values["b"] = "2"
    with unit_of_work(cause="second"):
        unit.touch("thing:a")
        unit.touch("thing:b")
    with unit_of_work(cause="nothing"):
        unit.touch("thing:a")
    assert keys() == [["thing:a", "thing:b"], ["thing:b"]]


def test_what_is_gone_is_named_once(values: dict[str, str | None]) -> None:
    values["a"] = "1"
    with unit_of_work(cause="make"):
        unit.touch("thing:a")
    values["a"] = None
    for _ in range(2):
        with unit_of_work(cause="lose"):
            unit.touch("thing:a")
    assert keys() == [["thing:a"], ["thing:a"]]
    assert not Fact.objects.exists()


def test_a_failure_leaves_nothing(values: dict[str, str | None]) -> None:
    values["a"] = "1"

    def broken() -> None:
        with unit_of_work(cause="broken"):
            unit.touch("thing:a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert keys() == []
    assert not Fact.objects.exists()
    assert unit.current() is None


def test_inner_units_join_the_outer(values: dict[str, str | None], make_user: Any) -> None:
    values["a"], values["b"] = "1", "1"
    actor = make_user()
    with unit_of_work(cause="outer", actor=actor):
        unit.touch("thing:a")
        with unit_of_work(cause="inner", priority=Priority.BREAKING):
            unit.touch("thing:b")
    (change,) = Change.objects.filter(cause="outer")
    assert change.keys == ["thing:a", "thing:b"]
    assert (change.priority, change.actor) == (Priority.BREAKING, actor)


def test_nobody_in_particular_is_no_actor(values: dict[str, str | None]) -> None:
    values["a"] = "1"
    with unit_of_work(cause="reader", actor=AnonymousUser()):
        unit.touch("thing:a")
    assert Change.objects.get().actor is None


def test_touching_outside_is_an_error(values: dict[str, str | None]) -> None:
    with pytest.raises(LookupError):
        unit.touch("thing:a")


def test_a_kind_has_one_provider(values: dict[str, str | None]) -> None:
    with pytest.raises(ValueError, match="provider"):
        facts.register("thing", lambda identity: {})


def test_a_provider_may_touch_more(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_providers", {})

    def first(identity: str) -> dict[str, str | None]:
        unit.touch("second:x")
        return {"first:x": facts.digest(identity)}

    facts.register("first", first)
    facts.register("second", lambda identity: {"second:x": facts.digest(identity)})
    with unit_of_work(cause="chain"):
        unit.touch("first:x")
    assert keys() == [["first:x", "second:x"]]


def test_many_facts_are_stored_in_pieces(values: dict[str, str | None]) -> None:
    with unit_of_work(cause="many"):
        for number in range(1500):
            values[str(number)] = "1"
            unit.touch(f"thing:{number}")
    assert Fact.objects.filter(key__startswith="thing:").count() == 1500


@pytest.fixture
def watched(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_watched", {"changes_fact"})


@pytest.mark.usefixtures("watched")
class TestGuard:
    def test_a_write_outside_fails_loudly(self) -> None:
        with pytest.raises(guard.OutsideUnitOfWork, match="changes_fact"):
            Fact.objects.create(key="x", digest="y")

    @pytest.mark.parametrize(
        "sql",
        [
            'INSERT INTO "changes_fact" VALUES (1)',
            "insert or replace into changes_fact values (1)",
            '  UPDATE "changes_fact" SET digest = 1',
            "DELETE FROM `changes_fact`",
            "REPLACE INTO changes_fact VALUES (1)",
        ],
    )
    def test_raw_sql_is_seen(self, sql: str) -> None:
        from django.db import connection

        with connection.cursor() as cursor, pytest.raises(guard.OutsideUnitOfWork):
            cursor.execute(sql)

    def test_reading_is_free(self) -> None:
        assert not Fact.objects.filter(key="x").exists()

    def test_inside_it_passes(self) -> None:
        with unit_of_work(cause="test"):
            Fact.objects.create(key="x", digest="y")
        assert Fact.objects.exists()

    def test_it_may_be_suspended_and_returns_even_after_a_failure(self) -> None:
        def broken() -> None:
            with guard.suspended():
                Fact.objects.create(key="x", digest="y")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            broken()
        with pytest.raises(guard.OutsideUnitOfWork):
            Fact.objects.create(key="z", digest="y")
