from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.analyzer import (
    VERSION,
    WEIGHTS,
    Analyzer,
    Fields,
    Vocabulary,
    grams,
    tokens,
)
from tests.arabic import ranking

ARCHIVE = (
    "قال وزير الزراعة إن المدرسة الجديدة فتحت أبوابها، وسافر الوفد إلى بيروت",
    "كتاب المعلم في بيت من بيوت المدينة، معلمات المدارس في بيروت",
)
ANALYZER = Analyzer(Vocabulary.of(ARCHIVE))

_LETTERS = "اأإآبتثجحخدذرزسشصضطظعغفقكلمنهويىةءؤئ\u0640\u064e\u0651\u200c ٠١٢\ufdfa\ufefb"
any_text = st.text(max_size=80) | st.text(
    st.characters(categories=("Cs", "Cf", "Mn", "Lo", "Lm", "Nd", "Zs", "Po")), max_size=60
)
arabic = st.text(_LETTERS, max_size=60)


def words(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def stems(text: str) -> list[str]:
    return list(ANALYZER.fields(text).stems)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"), ("مدرسة", "مدرسه"), ("مستشفى", "مستشفي"), ("مُعَلِّم", "معلم"),
        ("مســـؤول", "مسؤول"), ("٢٠٢٠", "2020"), ("۲۰۲۰", "2020"), ("GMT", "gmt"), ("ﻻ", "لا"),
        ("کتاب", "كتاب"), ("هیئة", "هيئة"), ("مى\u200cخواهم", "مىخواهم"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_are_one_word(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_letters_and_digits_part() -> None:
    assert words("عام 2020م، COVID-19") == ["عام", "2020", "م", "covid", "19"]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("والمدرسة", "مدرس"), ("بالمدارس", "مدارس"), ("للمدينة", "مدين"), ("المعلم", "معلم"),
        # One letter is cut where the archive knows the rest, and only there.
        ("ومعلمات", "معلم"), ("وقال", "قال"), ("وزير", "وزير"), ("بيروت", "بيروت"),
        ("ببيروت", "بيروت"), ("وببيروت", "بيروت"), ("وفد", "وفد"), ("بنك", "بنك"),
        ("كتاب", "كتاب"), ("سافر", "سافر"), ("سيارة", "سيار"), ("press", "press"),
    ],
)  # fmt: skip
def test_stems(word: str, stem: str) -> None:
    assert stems(word) == [stem]


def test_a_letter_is_cut_by_what_the_archive_attests() -> None:
    knows = Analyzer(Vocabulary(["ابل"]))
    assert knows.stem("وابل") == "ابل"
    assert ANALYZER.stem("وابل") == "وابل"


def test_grams_mark_the_ends_of_words() -> None:
    assert grams("بيروت") == ["_بير", "بيرو", "يروت", "روت_"]
    assert grams("في") == ["_في_"]
    assert grams("م") == ["_م_"]
    assert ANALYZER.fields("في بيت").grams == ("_في_", "_بيت", "بيت_")


def test_every_field_has_its_weight() -> None:
    assert set(WEIGHTS) == set(Fields._fields)


def test_the_signature_tells_versions_and_vocabularies_apart() -> None:
    assert Analyzer(Vocabulary(["ب", "ا"])).signature == Analyzer(Vocabulary(["ا", "ب"])).signature
    assert Analyzer(Vocabulary(["ا"])).signature != Analyzer(Vocabulary(["ب"])).signature
    assert ANALYZER.signature.startswith(f"{VERSION}:")


def test_a_vocabulary_is_stored_and_read_back() -> None:
    vocabulary = Vocabulary.of(ARCHIVE)
    assert Vocabulary(list(vocabulary)).digest == vocabulary.digest
    assert "المدرسه" in vocabulary
    assert len(Vocabulary.of(["عام 2020"])) == 1


def test_the_words_of_a_query_are_marked_in_the_original() -> None:
    text = "زار «المُدرِّسة» ومدرســة أخرى في 2020"
    found = [text[start:end] for start, end in ANALYZER.highlights(text, "مدرسه ٢٠٢٠")]
    assert found == ["المُدرِّسة", "2020"]
    assert ANALYZER.highlights(text, "") == []


@given(any_text | arabic)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


@given(any_text | arabic)
def test_tokens_stand_in_the_text_in_order(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= last or token.start == last
        assert token.word
        assert token.word in words(text[token.start : token.end])
        last = token.start


@given(any_text | arabic)
def test_no_text_breaks_the_fields(text: str) -> None:
    fields = ANALYZER.fields(text)
    assert len(fields.stems) == len(fields.words)
    assert all(term and not any(map(str.isspace, term)) for field in fields for term in field)
    assert all(stem in word for stem, word in zip(fields.stems, fields.words, strict=True))
    assert all(len(gram) <= 4 or gram.strip("_") in fields.words for gram in fields.grams)


@given(any_text | arabic, any_text | arabic)
def test_a_text_is_the_sum_of_its_parts(one: str, other: str) -> None:
    assert words(f"{one}\n{other}") == words(one) + words(other)


def test_the_order_of_ranking_is_kept_on_real_questions() -> None:
    folder = Path(__file__).parents[3] / "shared" / "samples" / "retrieval"
    if not folder.is_dir():
        pytest.skip("the samples folder is not beside the repository")
    documents = ranking.read(folder / "qa_docs.jsonl")
    queries = ranking.read(folder / "qa_queries_dev.jsonl")[::4]
    analyzer = Analyzer(Vocabulary.of(document["text"] for document in documents))
    fused = ranking.measure(ranking.fused(analyzer), documents, queries)
    light10 = ranking.measure([(ranking.light10, 1)], documents, queries)
    assert fused.mrr >= 0.84
    assert fused.mrr >= light10.mrr + 0.02
    assert fused.recall_10 >= 0.96
