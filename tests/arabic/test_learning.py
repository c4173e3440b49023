"""What a classifier learns, says for it, and keeps."""

import json
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.learning import Example, Model, cross_validate, train

TOPICS = {
    "sport": "مباراة فريق هدف ملعب لاعب مدرب بطولة كأس",
    "economy": "سعر سوق مصرف دينار فائدة تضخم قمح تجارة",
    "culture": "رواية شاعر معرض فيلم مسرح كتاب موسيقى لوحة",
}
COMMON = "اليوم المدينة قال بعد أمس الناس"


def examples(each: int = 20) -> list[Example]:
    found = []
    for n in range(each):
        for label, words in TOPICS.items():
            own = words.split()
            text = [own[(n + k) % len(own)] for k in range(4)] + COMMON.split()[n % 3 :]
            found.append(Example(Counter(text), (label,)))
    return found


def test_it_learns_what_tells_the_classes_apart_and_says_which_words() -> None:
    model = train(examples())
    (guess,) = model.guess(Counter(["فاز", "فريق", "في", "ملعب", "المدينة", "اليوم"]))
    assert guess.label == "sport"
    assert guess.sure > 0.5
    assert set(guess.words[:2]) == {"فريق", "ملعب"}


def test_what_it_does_not_know_it_does_not_guess() -> None:
    assert train(examples()).guess(Counter(["غريب"])) == []
    assert train([]).guess(Counter(["فريق"])) == []


def test_cross_validation_is_measured_on_what_was_not_learned() -> None:
    measured = cross_validate(examples())
    assert measured is not None
    assert measured.texts == 60
    assert measured.first > 0.95
    assert 0.3 < measured.baseline < 0.4
    noise = [Example(Counter(["كلمة"]), (f"c{n % 3}",)) for n in range(60)]
    blind = cross_validate(noise)
    assert blind is not None
    assert blind.first <= 0.5
    assert cross_validate(examples(1)) is None


def test_it_is_the_same_each_time_and_after_it_was_kept() -> None:
    one, two = train(examples()), train(examples())
    assert one == two
    again = Model.of(json.loads(json.dumps(one.plain())))
    words = Counter(["رواية", "شاعر", "سعر"])
    assert [g.label for g in again.guess(words, most=3)] == [
        g.label for g in one.guess(words, most=3)
    ]


@given(st.lists(st.tuples(st.lists(st.sampled_from("ابتثجح"), max_size=6),
                          st.sets(st.sampled_from("xyz"), max_size=2)), max_size=30))  # fmt: skip
def test_any_archive_can_be_learned_from(archive: list[tuple[list[str], set[str]]]) -> None:
    model = train(Example(Counter(words), tuple(sorted(labels))) for words, labels in archive)
    for guess in model.guess(Counter("ابت"), most=5):
        assert 0 <= guess.sure <= 1
        assert set(guess.words) <= set("ابت")
