import pytest

from nashra.wire.agencies import read_byline
from nashra.wire.statements import find_statements
from nashra.wire.structure import is_background, read_dateline, suggest_headline

REST = "أعلنت البلدية فتح الطريق الساحلي أمام السيارات."


@pytest.mark.parametrize(
    ("head", "place", "agency"),
    [
        ("موسكو- سبوتنيك. ", "موسكو", "سبوتنيك"),
        ("موسكو – سبوتنيك. ", "موسكو", "سبوتنيك"),
        ("موسكو — سبوتنيك: ", "موسكو", "سبوتنيك"),
        ("موسكو ـ سبوتنيك - ", "موسكو", "سبوتنيك"),
        ("رأس الشيح-وكالة الساحل. ", "رأس الشيح", "وكالة الساحل"),
        ("دمشق، سوريا (CNN) -- ", "دمشق، سوريا", "CNN بالعربية"),
        ("دبي، الإمارات العربية المتحدة (CNN)—", "دبي، الإمارات العربية المتحدة", "CNN بالعربية"),
        ("(CNN)-- ", None, "CNN بالعربية"),
        ("بيروت 3 مايو (رويترز) - ", "بيروت", "رويترز"),
        ("القاهرة (د ب أ)- ", "القاهرة", "وكالة الأنباء الألمانية"),
    ],
)
def test_datelines(head: str, place: str | None, agency: str) -> None:
    found = read_dateline(head + REST)
    assert found is not None
    assert (found.place, found.agency, found.rest) == (place, agency, REST)


@pytest.mark.parametrize(
    "text",
    [
        REST,
        "الطريق - كما قال المحافظ - مفتوح أمام الجميع منذ الفجر.",
        "حلف شمال الأطلسي (الناتو) - وهو تحالف قديم - يجتمع اليوم.",
        "موسكو- سبوتنيك.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "place", "credits", "authors", "unsplit"),
    [
        ("القاهرة - أحمد الريس", "القاهرة", (), ("أحمد الريس",), False),
        ("لندن - د ب أ", "لندن", ("وكالة الأنباء الألمانية",), (), False),
        ("العربية.نت - سليم عبود", None, ("العربية",), ("سليم عبود",), False),
        ("القافلة - سليم عبود", None, (), ("القافلة - سليم عبود",), True),
        ("سليم عبود", None, (), ("سليم عبود",), False),
        ("30174026-20d9-40a2-9e04-5b63346a78a6", None, (), (), False),
        ("", None, (), (), False),
    ],
)
def test_bylines(
    text: str, place: str | None, credits: tuple[str, ...], authors: tuple[str, ...], unsplit: bool
) -> None:
    byline = read_byline(text)
    assert (byline.place, byline.credits, byline.authors) == (place, credits, authors)
    assert byline.unsplit is unsplit


@pytest.mark.parametrize(
    "text",
    [
        "يذكر أن الطريق أغلق شهرا.", "ويُذكر أنه أغلق شهرا.", "تجدر الإشارة إلى أن الطريق قديم.",
        "والجدير بالذكر أن الطريق قديم.", "وكانت البلدية في المدينة قد أغلقت الطريق.",
        "يشار إلى أن الطريق قديم.",
    ],
)  # fmt: skip
def test_background_is_told_by_its_formula(text: str) -> None:
    assert is_background(text)


@pytest.mark.parametrize(
    "text", [REST, "وكانت الشمس حارقة.", "يذكر السكان أيام الفيضان جيدا.", "وكان المحافظ هناك."]
)
def test_other_paragraphs_are_not_background(text: str) -> None:
    assert not is_background(text)


def test_statements_in_their_forms() -> None:
    found = find_statements(
        (
            'وجاء في بيان صادر عن نقابة الصيادين اليوم: "لن نغادر الحوض القديم".',
            "وقالت ليلى منصور، وزيرة الثقافة، إن المتحف «لن يغلق. بل سيكبر» قريبا. ثم غادرت.",
            'وأكد رئيس البلدية، عادل نصر، أمس: "الطريق للجميع. والبحر أيضا."',
            "وأوضحت الهيئة الأحد أن الأجور لن ترتفع. وأشار إلى أن العمل مستمر.",
        )
    )
    told = [(s.speaker, s.capacity, s.source, s.quoted, s.text) for s in found]
    assert told == [
        (None, None, "نقابة الصيادين", True, "لن نغادر الحوض القديم"),
        ("ليلى منصور", "وزيرة الثقافة", None, False, "المتحف «لن يغلق. بل سيكبر» قريبا."),
        ("عادل نصر", "رئيس البلدية", None, True, "الطريق للجميع. والبحر أيضا."),
        (None, None, "الهيئة", False, "الأجور لن ترتفع."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        REST,
        "وأعلنت أرمينيا التعبئة العامة.",
        "قال كلاما كثيرا ومضى.",
        "قالت: نعم.",
        "وذكر أنه في مثل هذه السن، كما تعلم، أن الأمر صعب.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert find_statements((text,)) == ()


def test_a_suggested_headline_adds_no_word() -> None:
    lead = "أعلنت البلدية، مساء أمس السبت، فتح الطريق، مؤكدة أن العمل انتهى. وقالت أكثر."
    assert suggest_headline(lead) == "أعلنت البلدية فتح الطريق"
    long = "كلمة " * 60
    suggested = suggest_headline(long)
    assert suggested is not None
    assert len(suggested) <= 110
    assert suggested.endswith("…")
    assert suggest_headline(" . ") is None
