"""Who said what, as news prose puts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.arabic.statements import find_statements


@pytest.mark.parametrize(
    ("text", "speaker", "capacity", "words", "quoted"),
    [
        ("قال رئيس البلدية سامر الحلو: «نفتح الجسر في آذار».",
         "سامر الحلو", "رئيس البلدية", "نفتح الجسر في آذار", True),
        ("وأكدت الوزيرة ليلى نصار أن المدارس تفتح أبوابها يوم الاثنين.",
         "ليلى نصار", "الوزيرة", "المدارس تفتح أبوابها يوم الاثنين", False),
        ("أضاف الحلو: «الميزانية جاهزة منذ أسبوع».",
         "الحلو", "", "الميزانية جاهزة منذ أسبوع", True),
        ("أعلن وزير الطاقة والمياه أن التيار يعود مساء اليوم إلى كل الأحياء.",
         "", "وزير الطاقة والمياه", "التيار يعود مساء اليوم إلى كل الأحياء", False),
        ("وتقول أم كريم «لم ننم منذ ليلة العاصفة».",
         "أم كريم", "", "لم ننم منذ ليلة العاصفة", True),
        ("صرح الناطق باسم المرفأ جاد فرح بأن السفينة رست فجرا من دون تأخير.",
         "جاد فرح", "الناطق باسم المرفأ", "السفينة رست فجرا من دون تأخير", False),
        ("نفى المدير وسام عيد «كل ما نشر عن الإقفال».",
         "وسام عيد", "المدير", "كل ما نشر عن الإقفال", True),
    ],
)  # fmt: skip
def test_statements(text: str, speaker: str, capacity: str, words: str, quoted: bool) -> None:
    (found,) = find_statements(text)
    assert (found.speaker, found.capacity, found.text, found.quoted) == (
        speaker, capacity, words, quoted,
    )  # fmt: skip
    assert text[found.start : found.end] == found.text
    assert text[slice(*found.verb_at)] == found.verb


@pytest.mark.parametrize(
    "text",
    ["فيلم «البحر والمدينة» يعرض غدا.", "أغلق الطريق أمس.", "قال.", "«نعم»", "", "إن الطريق مغلق."],
)
def test_what_is_none(text: str) -> None:
    assert list(find_statements(text)) == []


@given(st.lists(st.sampled_from([*"إن «».،ابت", "قال ", "أن ", "أكد "]), max_size=40))
def test_places_are_in_the_text_and_do_not_overlap(parts: list[str]) -> None:
    text, end = "".join(parts), 0
    for one in find_statements(text):
        assert end <= one.start <= one.end <= len(text)
        assert text[one.start : one.end] == one.text
        end = one.end
