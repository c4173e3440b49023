"""Whether two texts are the same, or one was made of the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.nearness import Nearness, compare, sample, shared_places, shingles

FIRST = (
    "أعلنت مصلحة المياه صباح اليوم أنها فتحت بوابتين من بوابات سد الوادي بعد أن بلغ المنسوب حده "
    "الأعلى، ودعت المزارعين أسفل المجرى إلى نقل مضخاتهم قبل المساء."
)
FURTHER = "وقال مدير المصلحة إن التصريف يجري على ثلاث مراحل تنتهي فجر الأحد المقبل."
OTHER = "فاز فريق الميناء على ضيفه بثلاثة أهداف في مباراة توقفت ربع ساعة بسبب المطر الغزير والرعد."


@pytest.mark.parametrize(
    ("one", "two", "verdict"),
    [
        (FIRST, FIRST, Nearness.SAME),
        (FIRST, FIRST.replace("أ", "ا").replace("ة", "ه").replace("،", ","), Nearness.SAME),
        (FIRST, f"{FIRST} {FURTHER}", Nearness.REWRITE),
        (f"{FIRST} {FURTHER}", f"{OTHER} {OTHER[:40]} {FURTHER} " + OTHER * 3, Nearness.QUOTES),
        (FIRST, OTHER, Nearness.APART),
        ("كلمتان فقط", "كلمتان فقط", Nearness.APART),
        ("", FIRST, Nearness.APART),
    ],
)
def test_verdicts(one: str, two: str, verdict: Nearness) -> None:
    compared = compare(shingles(one), shingles(two))
    assert compared.verdict == verdict
    turned = compare(shingles(two), shingles(one))
    assert (turned.of_first, turned.of_second) == (compared.of_second, compared.of_first)


def test_common_phrases_do_not_count() -> None:
    common = shingles(FIRST)
    both = compare(shingles(f"{FIRST} {OTHER}"), common | shingles(FURTHER),
                   is_rare=lambda one: one not in common)  # fmt: skip
    assert both.verdict == Nearness.APART


def test_the_shared_stretches_are_those_of_the_text() -> None:
    text = f"{OTHER} {FIRST}"
    places = shared_places(text, shingles(FIRST))
    assert [text[start:end] for start, end in places] == [FIRST.rstrip(".")]


@given(st.text(alphabet=st.sampled_from("ابتث جح خ،."), max_size=200), st.text(max_size=30))
def test_a_sample_depends_on_the_shingle_alone(text: str, more: str) -> None:
    own = shingles(text)
    assert set(sample(own)) <= set(sample(own | shingles(more)))
    assert len(sample(own)) == len(set(sample(own))) or len(own) > 1000
    for start, end in shared_places(text, own):
        assert 0 <= start < end <= len(text)
