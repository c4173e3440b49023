import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.text import fold, fold_words, normalise, repair

PLAIN = 'وقال المحافظ، «إنّ الميناءَ مفتوح»: "نعم"… لـ«النشرة» عام 1442هـ، بنسبة ½ و٣٫٥٪؟'
LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"

words = st.text(alphabet=LETTERS, min_size=1, max_size=9)
marks = st.sampled_from(["،", "؛", ".", "؟", "!", ":", "»", '"', ""])
sentences = st.lists(st.tuples(words, marks), max_size=20).map(
    lambda parts: " ".join(word + mark for word, mark in parts)
)


@given(st.text(max_size=300))
def test_repair_is_idempotent(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from([bytes([byte]).decode("cp1256") for byte in range(256)]),
            st.sampled_from("\ufefb\ufdf2\u06cc\u06a9ÃØ§Ù„\u0653\u0651\u064e"),
        ),
        max_size=60,
    )
)
def test_repair_is_idempotent_on_damage(text: str) -> None:
    once = repair(text)
    assert repair(once) == once


@given(sentences)
def test_plain_arabic_is_left_alone(text: str) -> None:
    assert repair(text) == text


@given(sentences.filter(lambda text: len(text) > 30))
def test_double_decoding_is_undone(text: str) -> None:
    once = text.encode().decode("cp1256")
    twice = once.encode().decode("cp1256")
    assert repair(once) == text
    assert repair(twice) == text


def test_correct_text_with_everything_in_it_is_left_alone() -> None:
    assert repair(PLAIN) == PLAIN


def test_vowels_keep_their_order() -> None:
    text = "الأمَّة الأمَّة"
    assert repair(text) == text


@pytest.mark.parametrize(
    ("damaged", "mended"),
    [
        ("ﺍﻟﺴﻼﻡ", "السلام"),
        ("ﷲ", "الله"),
        ("محـــمد", "محمد"),
        ("لـ«الصباح»", "لـ«الصباح»"),
        ("علی کتاب ايرانی", "على كتاب ايراني"),
        ("\u202bميناء\u202c\u200f", "ميناء"),
        ("مي\u200cناء\ufeff", "ميناء"),
        ("الا\u0653ن", "الآن"),
        ("أ\x02ب", "أب"),
        ("سطر\r\nسطر", "سطر\nسطر"),
        ("ميناء\u00a0جديد", "ميناء جديد"),
        ("ＧＭＴ", "GMT"),
        ("Ø§Ù„Ø³Ù„Ø§Ù… Ø¹Ù„ÙŠÙƒÙ…", "السلام عليكم"),
        ("الأخبار العاجلة".encode("cp1256").decode("cp1252"), "الأخبار العاجلة"),
        ("été à Genève, ½ …", "été à Genève, ½ …"),
        ("Ñandú", "Ñandú"),
    ],
)
def test_repairs(damaged: str, mended: str) -> None:
    assert repair(damaged) == mended


def test_normalise_joins_spaces() -> None:
    assert normalise("  خبر \n\t عاجل\u00a0") == "خبر عاجل"


def test_fold_makes_spellings_equal() -> None:
    assert fold("الأُمَّةُ ٣٥") == fold("الامه 35")
    assert fold("إلى مؤتمر القرى") == fold("الي موتمر القري")
    assert fold_words("«انظر أيضاً»:") == fold_words("انظر ايضا")


@given(st.text(max_size=200))
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold_words(fold_words(text)) == fold_words(text)
