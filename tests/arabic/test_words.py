"""Listed words are found behind disguises, and other words are left alone."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.words import Finder, Verdict, WordList

CASES = Path(__file__).parents[1] / "fixtures" / "words"


def _lines(name: str) -> list[str]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _shown(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


EVASIONS = [
    (word, _shown(text))
    for word, *texts in (line.split(" | ") for line in _lines("evasions.txt"))
    for text in texts
]
INNOCENT = [word for line in _lines("innocent.txt") for word in line.split()]
LISTED = WordList.read(_lines("list.txt"))
FINDER = Finder(LISTED)


def test_nine_in_ten_disguises_are_seen_through() -> None:
    missed = [
        (word, text)
        for word, text in EVASIONS
        if (hit := FINDER.worst(text)) is None or hit.entry.word != word
    ]
    assert len(EVASIONS) >= 200
    assert len({word for word, _ in EVASIONS}) >= 20
    assert len(missed) * 10 <= len(EVASIONS), missed


def test_hardly_an_innocent_word_is_taken_for_a_listed_one() -> None:
    found = [(word, hit.entry.word) for word in INNOCENT if (hit := FINDER.worst(word))]
    assert len(set(INNOCENT)) >= 300
    assert len(found) * 50 <= len(INNOCENT), found


def test_innocent_words_together_are_as_innocent() -> None:
    text = " ".join(INNOCENT)
    assert [text[hit.start : hit.end] for hit in FINDER.find(text)] == []


@pytest.mark.parametrize(
    ("text", "word", "span", "rule"),
    [
        ("هذا كلب", "كلب", "كلب", "exact"),
        ("والكلب نفسه", "كلب", "كلب", "affix"),
        ("يا كـلـب!", "كلب", "كـلـب", "tatweel"),
        ("قال ك\u200bلب", "كلب", "ك\u200bلب", "invisible"),
        ("ڪَلب", "كلب", "ڪَلب", "diacritics+look-alike"),
        ("ﻛﻠﺐ", "كلب", "ﻛﻠﺐ", "presentation form"),
        ("حمااااار", "حمار", "حمااااار", "repeat"),
        ("انت ح م ا ر فعلا", "حمار", "ح م ا ر", "separator"),
        ("7مار", "حمار", "7مار", "digit"),
        ("ya 7mar", "حمار", "7mar", "arabizi"),
        ("ك*ب", "كلب", "ك*ب", "mask"),
        ("عاهره", "عاهرة", "عاهره", "spelling"),
        ("عاهرتكم", "عاهرة", "عاهرت", "affix"),
        ("اللص", "لص", "لص", "affix"),
        ("يا حم.ار!", "حمار", "حم.ار", "separator"),
        ("يا ح مار", "حمار", "ح مار", "separator"),
        ("كل ب", "كلب", "كل ب", "separator"),
        ("كك..لل..بب", "كلب", "كك..لل..بب", "repeat+separator"),
        ("ح\u3164م\u3164ار", "حمار", "ح\u3164م\u3164ار", "invisible"),
        ("حمـ\u2800ـار", "حمار", "حمـ\u2800ـار", "tatweel+invisible"),
        ("غ❤️ب❤️ي", "غبي", "غ❤️ب❤️ي", "separator"),
        ("يا غـ ـبي", "غبي", "غـ ـبي", "tatweel+separator"),
    ],
)
def test_a_hit_says_what_where_and_how(text: str, word: str, span: str, rule: str) -> None:
    hit = FINDER.worst(text)
    assert hit is not None
    assert (hit.entry.word, text[hit.start : hit.end], hit.rule) == (word, span, rule)


@pytest.mark.parametrize(
    "text",
    [
        "لبنان", "للصين", "سبب", "", " ", "\ud800", "٢٠٢٤", "*" * 500,
        # A space forgotten or too many makes no word of two.
        "انتهى الكل.بدأ العمل", "أ. حمد ب. مار", "و سخاء كبير", "قال كل.ومضى", "الحم.ارتفع",
        "Email yours to Lina, one line.", "The grader gathers.",
    ],
)  # fmt: skip
def test_nothing_is_found_where_nothing_is(text: str) -> None:
    assert FINDER.worst(text) is None


def test_a_banned_word_outweighs_a_suspect_one() -> None:
    hit = FINDER.worst("عميل وكلب")
    assert hit is not None
    assert hit.verdict == Verdict.BANNED
    assert [str(one.verdict) for one in FINDER.find("عميل وكلب")] == ["suspect", "banned"]


def test_a_list_names_what_is_wrong_in_it_and_the_rest_holds() -> None:
    listed = WordList.read(["[nothing]", "كلب # comment", "", "ب", "س" * 100, "[innocent]", "كلبا"])
    assert [bad.number for bad in listed.bad] == [1, 4, 5]
    assert [entry.word for entry in listed.entries] == ["كلب"]
    finder = Finder(listed)
    assert finder.worst("كلبا") is None
    assert finder.worst("كلبهم") is not None


@given(st.text(max_size=300))
def test_any_text_is_looked_at_and_places_lie_within_it(text: str) -> None:
    for hit in FINDER.find(text):
        assert 0 <= hit.start < hit.end <= len(text)


@given(st.sampled_from(["خنزير", "منافق", "مرتزق"]), st.data())
def test_marks_and_tatweel_between_letters_hide_nothing(word: str, data: st.DataObject) -> None:
    worn = st.text("\u064b\u064e\u0651\u0652\u0640\u200b\u200d\u202e\u2066", max_size=4)
    text = "".join(letter + data.draw(worn) for letter in word)
    hit = FINDER.worst(text)
    assert hit is not None
    assert hit.entry.word == word


def test_a_text_made_to_be_slow_is_not() -> None:
    """What is quadratic or worse would take minutes here."""
    for text in ("ك ل" * 9_000, "ك*" * 9_000, "7" * 30_000, "kkh" * 9_000, "كلب." * 5_000):
        FINDER.find(text)
