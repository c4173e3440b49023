"""Which files begin first, and which run in one process, so that several end at about one time.

A process takes whole files. Those that take longest begin first and short ones fill what is left at
the end. The very first makes the tables and the demo newsroom that others copy; the two after it
need neither, so that nobody waits.
"""

from pathlib import Path

from xdist.scheduler import LoadFileScheduling

ONE_DEMO = tuple(
    f"e2e/test_{name}.py"
    for name in (
        "reader_walk", "discussion", "editor_walk", "audience", "moderation", "coverage",
        "live_news", "second_run", "accounts", "advice",
    )
)  # fmt: skip
"""They use the demo that a process starts once: in one process there is one, and not three."""
FIRST = (
    *ONE_DEMO,
    "e2e/test_accessibility.py",
    "cli/test_demo_content.py",
    "cli/test_backup.py",
    "properties/test_laws.py",
    "newsroom/test_desk_scale.py",
    "chaos/test_workers_and_clocks.py",
    "delivery/test_commands.py",
    "community/test_rights.py",
    "e2e/test_hostile_comments.py",
    "chaos/test_drill.py",
    "publishing/test_worker.py",
    "e2e/test_search.py",
    "chaos/test_power.py",
    "chaos/test_disk_and_database.py",
    "newsroom/test_roles.py",
    "newsroom/test_wagtail_paths.py",
    "newsroom/test_paths_reach_readers.py",
    "e2e/test_sign_in_by_mail.py",
    "community/test_thread_files.py",
    "newsroom/test_stories_on_the_desk.py",
    "e2e/test_bare_server.py",
    "cli/test_commands.py",
    "publishing/test_pool.py",
    "delivery/test_simulation.py",
    "delivery/test_hub.py",
    "newsroom/test_desk_outage.py",
)
"""Below ``tests/``, the longest first. An order is all it is: a file that is missing here runs."""
_FOLDER = Path(__file__).parent


def place(file: Path) -> int:
    """Where a file stands in the order; all that are not named stand behind those that are."""
    name = file.relative_to(_FOLDER).as_posix()
    return FIRST.index(name) if name in FIRST else len(FIRST)


def gone() -> list[str]:
    """Names in the order that are no files any more."""
    return [name for name in FIRST if not (_FOLDER / name).is_file()]


class Scheduling(LoadFileScheduling):
    """Gives processes whole files, and those that share the demo to one of them."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return "one demo" if file.removeprefix("tests/") in ONE_DEMO else file
