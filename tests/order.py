"""Which files begin first, so that several processes end a run at about the same time.

A process takes whole files. Those that take longest begin first and short ones fill what is left at
the end. The very first makes the tables and the demo newsroom that others copy; the two after it
need neither, so that nobody waits.
"""

from pathlib import Path

FIRST = (
    "e2e/test_reader_walk.py",
    "e2e/test_accessibility.py",
    "cli/test_demo_content.py",
    "cli/test_backup.py",
    "properties/test_laws.py",
    "newsroom/test_desk_scale.py",
    "e2e/test_editor_walk.py",
    "e2e/test_discussion.py",
    "e2e/test_audience.py",
    "chaos/test_workers_and_clocks.py",
    "delivery/test_commands.py",
    "e2e/test_second_run.py",
    "community/test_rights.py",
    "chaos/test_drill.py",
    "publishing/test_worker.py",
    "chaos/test_power.py",
    "chaos/test_disk_and_database.py",
    "e2e/test_moderation.py",
    "e2e/test_coverage.py",
    "newsroom/test_roles.py",
    "newsroom/test_wagtail_paths.py",
    "newsroom/test_paths_reach_readers.py",
    "community/test_thread_files.py",
    "newsroom/test_stories_on_the_desk.py",
    "delivery/test_hub.py",
    "e2e/test_bare_server.py",
    "cli/test_commands.py",
    "publishing/test_pool.py",
    "delivery/test_simulation.py",
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
