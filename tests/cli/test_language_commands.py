"""``nashra dates`` and ``nashra words`` as a person and a program use them."""

import json
from pathlib import Path

from click.testing import CliRunner

from nashra.cli.language_commands import dates, words


def test_a_program_gets_one_line_of_json_a_text() -> None:
    done = CliRunner().invoke(dates, ["أمس الاثنين", "--anchor", "2020-12-01", "--json"])
    assert done.exit_code == 0
    answer = json.loads(done.output)
    assert (answer["text"], answer["anchor"]) == ("أمس الاثنين", "2020-12-01")
    [found] = answer["dates"]
    assert found == {
        "text": "أمس الاثنين", "start": 0, "end": 11, "value": "2020-11-30", "granularity": "day",
        "calendar": "gregorian", "certainty": "certain", "type": "date", "mod": None,
        "anchor": "2020-12-01",
    }  # fmt: skip


def test_standard_input_is_answered_line_by_line() -> None:
    lines = "اليوم\n\nقبل ساعتين\n"
    arguments = ["-", "--anchor", "2020-12-01T19:31+00:00", "--json"]
    done = CliRunner().invoke(dates, arguments, input=lines)
    answers = [json.loads(line) for line in done.output.splitlines()]
    assert [answer["text"] for answer in answers] == ["اليوم", "", "قبل ساعتين"]
    values = [[found["value"] for found in answer["dates"]] for answer in answers]
    assert values == [["2020-12-01"], [], ["2020-12-01T17:31Z"]]


def test_broken_bytes_do_not_end_the_stream() -> None:
    done = CliRunner().invoke(dates, ["-", "--json"], input=b"\xff\xfe 2020-12-01\n")
    [found] = json.loads(done.output)["dates"]
    assert found["value"] == "2020-12-01"


def test_a_person_sees_value_and_certainty() -> None:
    done = CliRunner().invoke(dates, ["اليوم السبت، 27 سبتمبر 2020", "--anchor", "2020-12-01"])
    assert "متناقض contradicted" in done.output
    assert "لا تواريخ no dates" in CliRunner().invoke(dates, ["نص بلا تاريخ"]).output


def test_an_anchor_that_is_no_date_is_refused_in_both_languages() -> None:
    done = CliRunner().invoke(dates, ["أمس", "--anchor", "yesterday"])
    assert done.exit_code == 2
    assert "ليس تاريخا" in done.output
    assert "is no ISO 8601 date" in done.output


def _check(tmp_path: Path, *arguments: str, **rest: str) -> str:
    file = tmp_path / "list.txt"
    file.write_text("[none]\nحمار\n[suspect]\nعميل\n", encoding="utf-8")
    done = CliRunner().invoke(words, ["check", "--list", str(file), *arguments], **rest)
    assert done.exit_code == 0
    return done.stdout if rest else done.output


def test_each_line_is_judged_by_a_list(tmp_path: Path) -> None:
    lines = "يا 7مار\nصباح الخير\nالعـميل\n"
    answers = [
        json.loads(line) for line in _check(tmp_path, "-", "--json", input=lines).splitlines()
    ]
    assert answers == [
        {"verdict": "banned", "word": "حمار", "start": 3, "end": 7, "rule": "digit"},
        {"verdict": "clean", "word": None, "start": None, "end": None, "rule": None},
        {"verdict": "suspect", "word": "عميل", "start": 2, "end": 7, "rule": "tatweel+affix"},
    ]


def test_a_person_sees_the_word_and_what_is_wrong_in_the_list(tmp_path: Path) -> None:
    told = _check(tmp_path, "حـمار")
    assert "محظور banned\tحمار\tحـمار\ttatweel" in told
    assert "list.txt:1: عنوان غير معروف | no such heading: [none]" in told
    assert "سليم clean" in _check(tmp_path, "قمار")
