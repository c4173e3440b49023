"""Trouble while a worker runs holds it up and costs nothing: what it meant to do is done later."""

from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import OperationalError, ProgrammingError, connection

from nashra.cli import publishing_commands
from nashra.publishing import epochs, store, verify
from nashra.publishing.batch import Batch
from nashra.publishing.commit import distrust
from nashra.publishing.lease import Lease
from nashra.publishing.models import PageTask, PublishedFile
from nashra.publishing.pool import Chunk, Done, Pool
from nashra.publishing.renderer import _Renderer
from nashra.publishing.store import Root
from nashra.publishing.verify import Fault
from nashra.publishing.worker import Worker
from tests.chaos import faults
from tests.chaos.faults import Countdown
from tests.publishing.conftest import Published, address, published  # noqa: F401

Fails = Callable[..., Any]


def _once(function: Fails, error: Exception) -> Fails:
    """The function, failing the first time that it is called."""
    left = iter([error])

    def call(*values: Any, **named: Any) -> Any:
        if (fault := next(left, None)) is not None:
            raise fault
        return function(*values, **named)

    return call


def _rounds(number: int) -> Callable[[], bool]:
    """Tells a worker to stop after so many rounds."""
    left = iter(range(number))
    return lambda: next(left, None) is None


@pytest.fixture
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nashra.publishing.worker.select.select", lambda *_: ([], [], []))


def test_an_interrupted_inspection_begins_again(
    published: Published,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    without_waiting: None,
) -> None:
    whole = published.read("/robots.txt")
    published.worker.root.file("/robots.txt").write_text("")
    worker = published.restart()
    locked = OperationalError("database is locked")
    monkeypatch.setattr(verify, "rewrite", _once(verify.rewrite, locked))
    worker.run(stopping=_rounds(20))
    assert published.read("/robots.txt") == whole


def test_an_inspection_does_not_outlive_its_connection(
    published: Published,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    without_waiting: None,
) -> None:
    closed: list[bool] = []
    seen: list[int] = []

    def inspect(root: Root) -> Generator[list[Fault]]:
        before = len(closed)
        for number in range(3):
            if len(closed) > before:
                raise ProgrammingError("Cannot operate on a closed database.")
            seen.append(number)
            yield []

    monkeypatch.setattr(verify, "inspect", inspect)
    monkeypatch.setattr(connection, "close", lambda: closed.append(True))
    published.worker.drain()
    worker = published.restart()
    while not seen:
        assert worker.step()
    locked = OperationalError("database is locked")
    monkeypatch.setattr(Lease, "beat", _once(Lease.beat, locked))
    worker._next_beat = 0.0
    worker.run(stopping=_rounds(20))
    assert closed
    assert seen[-3:] == [0, 1, 2]
    assert len(seen) < 8


@pytest.mark.parametrize("error", [faults.disk_full(), faults.locked()])
def test_a_policy_that_cannot_be_written_ends_no_worker(
    published: Published,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    without_waiting: None,
    error: Exception,
) -> None:
    story = published.story()
    monkeypatch.setattr(epochs, "write_headers", _once(epochs.write_headers, error))
    published.worker.run(stopping=_rounds(20))
    assert published.stands(address(story))


def _staged(worker: Worker) -> list[str]:
    return [file.name for file in (worker.root.folder / store.TEMPORARY).iterdir()]


def test_a_renderer_leaves_nothing_on_a_full_disk(published: Published) -> None:  # noqa: F811
    paths = [address(published.story(f"خبر {number}")) for number in range(3)]
    renderer = _Renderer(published.site)
    request = {"paths": paths, "tag": "one", "epoch": 1, "first": False, "generation": 0}
    with (
        faults.on_disk(Countdown(4, faults.disk_full())),
        pytest.raises(OSError, match="No space"),
    ):
        renderer.render(request)
    assert not _staged(published.worker)


def _rendered_elsewhere(worker: Worker, path: str) -> Done:
    """What a renderer answers: its bytes lie staged."""
    batch = Batch(worker.epoch, worker.memory)
    batch.render_all([path])
    results = []
    for result in batch.results.values():
        worker.root.stage(result.path, result.body or b"", tag="one")
        results.append(replace(result, body=None))
    tasks = {task.path: task for task in PageTask.objects.filter(path=path)}
    return Done(Chunk(tasks, worker.epoch.number, "one"), results)


@pytest.mark.parametrize("at", ["_rename", "_intend", "_complete"])
def test_what_renderers_staged_goes_when_it_cannot_be_put_in_place(
    published: Published,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    at: str,
) -> None:
    from nashra.publishing.commit import Commit

    worker, story = published.worker, published.story()
    worker.plan_waiting()
    done = _rendered_elsewhere(worker, address(story))
    monkeypatch.setattr(Pool, "take", lambda *_, **__: done)
    owner: Any = store if at == "_rename" else Commit
    with monkeypatch.context() as patch:
        patch.setattr(owner, at, _once(getattr(owner, at), faults.disk_full()))
        with pytest.raises(OSError, match="No space"):
            worker._collect(wait=0)
    assert not _staged(worker)
    worker.drain()
    assert published.stands(address(story))
    assert not PublishedFile.objects.filter(sha256="").exists()


@pytest.mark.parametrize("error", [faults.read_only(), faults.locked()])
def test_a_worker_waits_until_it_can_begin(
    published: Published,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    story = published.story()
    monkeypatch.setattr(publishing_commands, "_stop_on_signals", lambda: _rounds(2))
    monkeypatch.setattr(publishing_commands.time, "sleep", lambda _: None)
    monkeypatch.setattr(publishing_commands, "hurry_disk", lambda: None)
    monkeypatch.setattr(Worker, "run", lambda self, stopping: self.drain())
    here = partial(Worker, root=published.site, home=published.site.parent)
    monkeypatch.setattr(publishing_commands, "Worker", _once(here, error))
    done = CliRunner().invoke(publishing_commands.worker)
    assert done.exit_code == 0, done.output
    assert str(error) in done.stderr
    assert published.stands(address(story))


@pytest.mark.parametrize(
    "doubt",
    [
        lambda root, path: distrust([path]),
        lambda root, path: verify.rewrite([Fault(path, "")]),
    ],
    ids=["distrusted", "found wrong"],
)
def test_what_was_never_written_is_not_linked_to(
    published: Published,  # noqa: F811
    doubt: Callable[[Root, str], None],
) -> None:
    worker, path = published.worker, address(published.story())
    full = faults.on_disk(Countdown(0, faults.disk_full()))
    with full, pytest.raises(OSError, match="No space"):
        worker.drain()
    assert PublishedFile.objects.get(path=path).sha256 == ""
    doubt(worker.root, path)
    worker.memory.forget()
    assert not worker.memory.stands(path)
    worker.drain()
    assert worker.memory.stands(path)
