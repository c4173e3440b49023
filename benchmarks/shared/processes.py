"""Processes of a measured server: started, waited for, measured with their children, ended."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TICK = 1 / os.sysconf("SC_CLK_TCK")
AT_REST = 0.1
"""Seconds of processor in a second below which a server counts as asleep."""
QUIET = 5
"""Seconds in a row that it must sleep: one that waits for the disk once is not at rest."""


class FailedError(Exception):
    """Something that is measured did not do what it should; says what, and what it wrote."""


def run(
    command: Sequence[str], *, env: Mapping[str, str], seconds: float, cwd: Path | None = None
) -> str:
    """What a command writes to standard output. Raises FailedError in ``seconds`` at the latest."""
    process = subprocess.Popen(
        command, env=env, cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    try:
        out, wrong = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise FailedError(f"{_short(command)} did not end within {seconds:.0f} s") from error
    finally:
        _kill_group(process.pid)
        process.wait()
    if process.returncode:
        raise FailedError(f"{_short(command)} ended with {process.returncode}:\n{wrong[-2000:]}")
    return out


@contextmanager
def serving(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    ready: Callable[[], bool],
    log: Path,
    seconds: float = 300,
    cwd: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A server that is ready, and is ended with all of its children. Raises FailedError."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=env, cwd=cwd, stdout=output, stderr=output, start_new_session=True
        )
    try:
        deadline = time.monotonic() + seconds
        while not ready():
            if process.poll() is not None or time.monotonic() > deadline:
                told = log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise FailedError(f"{_short(command)} did not come up:\n{told}")
            time.sleep(0.05)
        yield process
    finally:
        members = tree(process.pid)
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for pid in members:
            _kill(pid)


def _short(command: Sequence[str]) -> str:
    return " ".join(Path(word).name if word.startswith("/") else word for word in command)[:200]


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _kill_group(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def listens(where: int | Path) -> bool:
    """Whether something accepts connections at a port or a Unix socket."""
    family = socket.AF_INET if isinstance(where, int) else socket.AF_UNIX
    with socket.socket(family) as trial:
        try:
            trial.connect(("127.0.0.1", where) if isinstance(where, int) else str(where))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def tree(root: int) -> list[int]:
    """A process and all that it started, itself or through others."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(fields[1]), []).append(int(folder.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, []))
    return found


def all_trees(roots: Iterable[int]) -> list[int]:
    """The processes of several trees."""
    return [pid for root in roots for pid in tree(root)]


def processor_seconds(pids: Iterable[int]) -> float:
    """Processor time that processes have had, in the system and outside, in seconds."""
    return sum(_ticks(pid) for pid in pids) * TICK


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(fields[11]) + int(fields[12])


def memory(pids: Iterable[int]) -> dict[str, float]:
    """Proportional set size of processes together, in MB: all of it, and what is theirs alone.

    ``files`` is the part that maps files (programs, libraries, a database), which the system can
    drop when it needs the room.
    """
    names = {"Pss": "pss", "Pss_Anon": "own", "Pss_File": "files", "Pss_Shmem": "shared"}
    found = dict.fromkeys(names.values(), 0.0)
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
        except (FileNotFoundError, ProcessLookupError):
            continue
        for name, _, value in (line.partition(":") for line in lines):
            if name in names:
                found[names[name]] += int(value.split()[0]) / 1024
    return {name: round(value, 1) for name, value in found.items()}


def command_line(pid: int) -> str:
    """What a process was started with; empty for one that has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def two_cores() -> tuple[int, int] | None:
    """A core for servers and one for who asks them; None where this process has but one."""
    cores = sorted(os.sched_getaffinity(0))
    return (cores[-1], cores[0]) if len(cores) > 1 else None


@contextmanager
def on_core(core: int | None) -> Iterator[None]:
    """What is started meanwhile stays on this core, and all that it starts; None: on any.

    What ``taskset`` does, which need not be installed.
    """
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, before if core is None else {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def stays_on(core: int, pids: Iterable[int]) -> bool:
    """Whether processes may run on this core alone, each thread of theirs."""
    threads = (int(task.name) for pid in pids for task in Path(f"/proc/{pid}/task").glob("[0-9]*"))
    return all(_cores(thread) <= {core} for thread in threads)


def _cores(thread: int) -> set[int]:
    try:
        return os.sched_getaffinity(thread)
    except ProcessLookupError:
        return set()


def rest(roots: Sequence[int], seconds: float = 300) -> None:
    """Waits until servers sleep. Raises FailedError if they do not within ``seconds``."""
    deadline = time.monotonic() + seconds
    spent = processor_seconds(all_trees(roots))
    quiet = 0
    while quiet < QUIET:
        time.sleep(1)
        last, spent = spent, processor_seconds(all_trees(roots))
        quiet = quiet + 1 if spent - last < AT_REST else 0
        if time.monotonic() > deadline:
            raise FailedError(f"a server does not come to rest within {seconds:.0f} s")
