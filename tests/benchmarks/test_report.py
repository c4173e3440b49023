"""The document of the benchmarks says what the figures say, and no more."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def _memory(pss: float) -> dict[str, float]:
    return {"pss": pss, "own": pss - 10, "files": 10.0, "shared": 0.0}


def _seen(milliseconds: float) -> dict[str, float]:
    return {"median": milliseconds, "longest": 2 * milliseconds}


def _of(stories: int = 2000, **other: Any) -> dict[str, Any]:
    return {
        "stories": stories, "cores": 2, "date": "2026-11-30", "command": "benchmarks/peers.py",
        "versions": {"hugo": "0.111.3"}, **other,
    }  # fmt: skip


def _read(name: str, ratio: float, processor_ms: float) -> dict[str, Any]:
    return {
        "name": name, "encoding": "br", "body_bytes": 9000, "per_second": 20_000 * ratio,
        "ratio": ratio, "processor_ms": processor_ms, "p50_ms": 1.0, "p99_ms": 4.0,
        "generator": 0.97,
    }  # fmt: skip


def _built(name: str, seconds: float) -> dict[str, Any]:
    return {
        "name": name, "builds": 3, "files": 2400, "seconds": seconds,
        "processor_seconds": 2 * seconds, "files_a_second": 2400 / seconds,
    }  # fmt: skip


def _stack(name: str, pss: float) -> dict[str, Any]:
    processes = [{"name": "desk", **_memory(pss)}]
    return {"name": name, "idle": _memory(pss), "after_reads": _memory(pss), "processes": processes}


RESULTS: dict[str, Any] = {
    "part": "peers", "skipped": {},
    "reads": {
        "of": _of(), "rounds": 3, "seconds": 5, "pinned": True,
        "stacks": [_read("nashra-nginx", 1, 0.0162), _read("nashra", 0.4, 0.0405)],
    },
    "publish": {
        "of": _of(), "cap_seconds": 30, "kept_seconds": 600,
        "stacks": [
            {
                "name": "nashra-files", "publications": 9, "article": _seen(90),
                "home": _seen(110), "section": _seen(120), "everywhere": _seen(120),
            },
            {
                "name": "wagtail-nginx-cache", "publications": 2,
                "article": _seen(190), "home": None, "section": None, "everywhere": None,
            },
        ],
    },
    "build": {
        "of": _of(), "rounds": 3,
        "builders": [
            _built("hugo", 2.5), _built("nashra-uncompressed", 4), _built("nashra", 5),
            _built("hugo-compressed", 4), _built("wagtail-bakery", 200),
        ],
    },
    "rebuild": {
        "of": _of(20_000), "stories": 20_000, "publications": 15, "rebuilds": 3, "nashra_ms": 125.0,
        "hugo_seconds": 25.0, "ratio": 200.0,
    },
    "weight": {
        "of": _of(), "articles": 9,
        "stacks": [
            {
                "name": "nashra", "to_read": {"requests": 2, "bytes": 12_794},
                "in_all": {"requests": 8, "bytes": 30_000},
            }
        ],
    },
    "memory": {"of": _of(), "stacks": [_stack("nashra", 190), _stack("wagtail", 170)]},
}  # fmt: skip


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    from shared import report

    return report


def _line(document: str, begin: str) -> str:
    return next(line for line in document.splitlines() if line.startswith(f"| {begin}"))


def test_figures_of_each_part_stand_in_its_table(report: Any) -> None:
    document = report.render({"peers": RESULTS})
    read = _line(document, "Nashra, embedded server | br")
    assert "| 0.40 | 0.0405 | 2.50 | 4.00 | 97 % |" in read
    assert "| 9 | 90.0 (180) | 110 (220) |" in _line(document, "Nashra, the files themselves")
    assert "| stale after 30 s | stale after 30 s |" in _line(document, "Wagtail, nginx's cache")
    assert "| 2 | 190" in _line(document, "Wagtail, nginx's cache")
    assert "| 2,400 | 200 | 400 | 12.0 | 40.0 |" in _line(document, "wagtail-bakery")
    assert "| 25.0 | 200 |" in _line(document, "Hugo, built again")
    assert "| 2 | 12,794 | 8 | 30,000 |" in _line(document, "Nashra, embedded server | 2")
    assert "desk 190" in document
    assert document.count("hugo 0.111.3") == 1


def test_a_goal_that_is_reached_needs_no_excuse(report: Any) -> None:
    document = report.render({"peers": RESULTS})
    assert "missed" not in document.lower()
    assert document.count("| met |") == 7


def test_a_goal_that_is_missed_is_told_with_its_reason(report: Any) -> None:
    results = copy.deepcopy(RESULTS)
    results["memory"]["stacks"][0]["after_reads"] = _memory(320)
    document = report.render({"peers": results})
    assert "| 320 MB | **missed** |" in _line(document, "Whole embedded stack")
    assert document.count("**missed**") == document.count("*Missed: ") == 1
    assert "*Missed: Whole embedded stack" in document


def test_what_was_not_measured_is_not_told(report: Any) -> None:
    partly = {name: value for name, value in RESULTS.items() if name not in {"weight", "build"}}
    document = report.render({"peers": partly})
    assert "weighs" not in document
    assert "wagtail-bakery" not in document
    assert "Memory of the whole stack" in document


def test_each_part_tells_its_own_day_and_what_was_left_out(report: Any) -> None:
    results = copy.deepcopy(RESULTS) | {"skipped": {"weight": ["Chromium"]}}
    del results["weight"]
    results["memory"]["of"] = _of(500, date="2026-12-01", versions={"hugo": "0.112"}, cores=1)
    document = report.render({"peers": results})
    assert "500 stories, 1 core, 2026-12-01: `benchmarks/peers.py`" in document
    assert document.count("2,000 stories, 2 cores, 2026-11-30") == 3
    assert "20,000 stories, 2 cores, 2026-11-30" in document
    assert "weight (Chromium)" in document
    assert "Versions (reads, publish, build, rebuild): hugo 0.111.3." in document
    assert "Versions (memory): hugo 0.112." in document


def test_servers_that_share_the_only_core_are_told_so(report: Any) -> None:
    results = copy.deepcopy(RESULTS)
    results["reads"]["pinned"] = False
    assert "a single core: servers and the generator shared it" in report.render({"peers": results})
    assert "held to one core" in report.render({"peers": RESULTS})


def test_small_figures_keep_three_digits(report: Any) -> None:
    from shared.tables import figure

    found = [figure(value) for value in (1234, 12.34, 0.1234, 0.01234, 0.0002351, 0.0)]
    assert found == ["1,234", "12.3", "0.12", "0.0123", "0.000235", "0"]


def _room(stories: int, p50: float, p99: float) -> dict[str, Any]:
    seen = {"p50": p50, "p99": p99, "max": 2 * p99}
    return {
        "stories": stories, "all": seen, "clicked": seen, "done": seen,
        "signed": seen, "seconds": {"typo": seen},
        "verbs": {"typo": {"files": 2, "rows": 31}},
        "size": {"rows": {"changes_fact": 7}, "all_rows": 9, "database_bytes": 5_000_000},
        "made": {
            "seed": {"seconds": 12.0, "bytes": 4_000_000},
            "build": {"seconds": 50.0, "files": 1500, "made": 1500, "memory": {"own": 300.0}},
        },
    }  # fmt: skip


def test_what_one_edit_costs_is_told_by_the_size_of_the_archive(report: Any) -> None:
    rooms = [_room(1000, 40, 90), _room(1_000_000, 60, 190)]
    document = report.render({"scale": {
        "date": "2026-11-30", "command": "scale.py", "times": 9, "newsrooms": rooms,
        "notes": ["Built beside other work."],
    }})  # fmt: skip
    assert "| 40.0 / 90.0 / 180 | 60.0 / 190 / 380 |" in _line(document, "all from the commit")
    assert "| 40.0 / 180 | 60.0 / 380 |" in _line(document, "typo: median")
    assert "| ≤ 200 ms | 190 | met |" in _line(document, "99th percentile")
    assert "| ≤ 1.2 | 1.50 | **missed** |" in _line(document, "median, times")
    assert "| 2 files, 31 rows | 2 files, 31 rows |" in _line(document, "typo | 2")
    assert "| 1,500 | 50.0 | 30.0 | 300 |" in _line(document, "1,000,000")
    assert "Built beside other work." in document


def test_pages_of_the_desk_that_take_too_long_are_all_told(report: Any) -> None:
    pages = [
        {"page": f"list {n}", "as": "reporter", "ms": 20.0 * n, "cpu_ms": 9.0, "queries": n}
        for n in range(20)
    ]
    document = report.render(
        {"desk": {
            "date": "2026-11-30", "command": "desk.py", "stories": 10, "pages": pages,
            "notes": ["The machine was busy."],
        }}
    )  # fmt: skip
    assert "The machine was busy." in document
    assert "Within 300 ms: 16." in document
    assert [_line(document, f"list {n} ") for n in (16, 17, 18, 19)]


def test_results_that_nothing_shows_are_refused(report: Any, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="tides"):
        report.render({"tides": {}})
    (tmp_path / "broken.json").write_text(json.dumps({"no": "part"}))
    with pytest.raises(ValueError, match=r"broken\.json"):
        report.read_results(tmp_path)


def test_the_document_is_of_the_figures_that_are_kept(report: Any) -> None:
    written = report.DOCUMENT.read_text(encoding="utf-8")
    assert written == report.render(report.read_results())
