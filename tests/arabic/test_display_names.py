"""Nobody can pass for another by a name that looks the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.display_names import Problem, problems, skeleton, tidy


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("ليلى حداد", "ليلي حداد"),
        ("ليلى حداد", "ليـــلى  حدّاد"),
        ("ليلى حداد", "ليلى_حداد"),
        ("كريم", "کریم"),
        ("أمينة", "امينه"),
        ("سمير ٢", "سمير 2"),
        ("Laila", "laiIa"),
        ("Laila", "Láila"),
        ("paco", "расо"),
        ("moon", "m00n"),
        ("corn", "com"),
        ("Nashra", "Nash\u200bra"),
    ],
)
def test_names_that_look_the_same_are_one(name: str, other: str) -> None:
    assert skeleton(tidy(name)) == skeleton(tidy(other))


@pytest.mark.parametrize(
    ("name", "other"), [("سمير", "سمر"), ("هدى", "هدير"), ("Sara", "Sami"), ("سعد", "سعيد")]
)
def test_other_names_are_others(name: str, other: str) -> None:
    assert skeleton(name) != skeleton(other)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("س", Problem.SHORT),
        ("", Problem.SHORT),
        ("ن" * 41, Problem.LONG),
        ("سلمى\u202eرمع", Problem.INVISIBLE),
        ("سل\u200bمى", Problem.INVISIBLE),
        ("\ud800\ud800", Problem.INVISIBLE),
        ("سلمى <b>", Problem.SIGNS),
        ("سلمى 😀", Problem.SIGNS),
        ("س\u064e\u0651\u064bلمى", Problem.MARKS),
        ("\u064eسلمى", Problem.MARKS),
        ("pаul", Problem.MIXED),
        ("12345", Problem.LETTERLESS),
        ("...", Problem.LETTERLESS),
    ],
)
def test_a_name_that_cannot_be_taken_says_why(name: str, problem: Problem) -> None:
    assert problem in problems(name)


@pytest.mark.parametrize(
    "name", ["سلمى", "سَلْمى حدّاد", "Ada Lovelace", "أبو ali", "م. خالد", "Иван"]
)
def test_ordinary_names_may_be_taken(name: str) -> None:
    assert problems(tidy(name)) == []


def test_a_name_that_another_has_is_taken() -> None:
    assert problems("ليـلي حداد", {skeleton("ليلى حداد")}) == [Problem.TAKEN]


@given(st.text(max_size=60))
def test_any_text_is_judged(name: str) -> None:
    kept = tidy(name)
    assert tidy(kept) == kept
    if not problems(kept):
        assert problems(kept, {skeleton(name)}) == [Problem.TAKEN]


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=2, max_size=12), st.data())
def test_what_is_not_seen_makes_no_other_name(name: str, data: st.DataObject) -> None:
    hidden = st.text("\u0640\u200b\u200c\u200d\u202e\u064e\u0651 ", max_size=3)
    worn = "".join(letter + data.draw(hidden) for letter in name)
    assert skeleton(worn) == skeleton(name)
