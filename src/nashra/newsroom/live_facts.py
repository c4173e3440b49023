"""The facts of live coverages. There are none while readers cannot see the story."""

from nashra.changes import unit
from nashra.changes.facts import digest, known
from nashra.changes.models import Fact
from nashra.newsroom import coverages
from nashra.newsroom.models import PAGE_SIZE, SEGMENT_SIZE, Coverage, JournalEntry

Facts = dict[str, str | None]


def _rows(entries: list[JournalEntry]) -> list[tuple[str, int]]:
    """Whatever readers see of an entry changes with the number of its newest event."""
    return [(entry.pk, entry.event) for entry in entries]


def coverage_facts(public_id: str) -> Facts:
    """The coverage itself; its pages and segments only where it comes to readers or goes."""
    coverage = coverages.visible(public_id)
    own = f"coverage:{public_id}"
    if (coverage is None) == (known(f"{own}/state") is not None):
        _touch_parts(public_id, coverage)
    if coverage is None:
        return dict.fromkeys(f"{own}/{facet}" for facet in ("state", "head", "last", "tail"))
    sealed = coverages.sealed(coverage) * SEGMENT_SIZE
    marked = coverages.marked(public_id)
    state = digest(
        [
            coverage.state, coverage.next_expected_at, coverage.started_at,
            coverage.ended_at, coverage.summary,
        ]
    )  # fmt: skip
    if state != known(f"{own}/state"):
        unit.touch(f"story:{public_id}")
    return {
        f"{own}/state": state,
        f"{own}/head": digest([_rows(coverages.newest(public_id)), _rows(marked)]),
        f"{own}/last": digest(coverages.last_page(coverage)),
        f"{own}/tail": digest([coverage.events, coverages.retracted(public_id, sealed + 1)]),
    }  # fmt: skip


def _touch_parts(public_id: str, coverage: Coverage | None) -> None:
    own = f"coverage:{public_id}"
    names = set(
        Fact.objects.filter(key__startswith=f"{own}/").values_list("key", flat=True)
    )  # fmt: skip
    if coverage:
        names |= {f"{own}/page/{n}" for n in range(coverages.last_page(coverage) + 1)}
        names |= {f"{own}/segment/{n}" for n in range(coverages.sealed(coverage))}
    for name in sorted(names):
        facet, _, number = name.removeprefix(f"{own}/").partition("/")
        if number:
            unit.touch(f"coverage-{facet}:{public_id}/{number}")


def page_facts(identity: str) -> Facts:
    """One stable page."""
    public_id, _, number = identity.partition("/")
    coverage = coverages.visible(public_id)
    there = coverage is not None and int(number) * PAGE_SIZE < coverage.slots
    value = _rows(coverages.page(public_id, int(number))) if there else None
    return {f"coverage:{public_id}/page/{number}": digest(value) if there else None}


def segment_facts(identity: str) -> Facts:
    """One segment, once it is full; only a retraction changes it then."""
    public_id, _, number = identity.partition("/")
    coverage = coverages.visible(public_id)
    first = int(number) * SEGMENT_SIZE + 1
    last = first + SEGMENT_SIZE - 1
    full = coverage is not None and coverage.events >= last
    value = coverages.retracted(public_id, first, last) if full else None
    return {f"coverage:{public_id}/segment/{number}": digest(value) if full else None}
