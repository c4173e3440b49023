import pytest

from nashra.wire.furniture import ROLES, labels, recognise, split_glued_heading


@pytest.mark.parametrize(
    ("line", "role", "value"),
    [
        ("معايير المجتمعنقاش", "standards", ""),
        ("معايير المجتمع نقاش", "standards", ""),
        ("التعليق بواسطة Sputnikالتعليق بواسطة Facebook", "discussion", ""),
        ("التعليق بواسطة SputnikالتعليقFacebook", "discussion", ""),
        ("التعليق بواسطة نشرة الساحلالتعليق بواسطة Facebook", "discussion", ""),
        ("فيسبوكتويترواتساب", "share", ""),
        ("الكلمات الدلالية:", "tags", ""),
        ("الكلمات الدلالية: فرنسا, روسيا", "tags", "فرنسا, روسيا"),
        ("انظر أيضاً", "related", ""),
        ("اقرأ أيضا: قصة أخرى", "related", "قصة أخرى"),
        ("// انتهى //", "end", ""),
        ("... المزيد", "truncated", ""),
        ("-----------", "navigation", ""),
        ("المصدر: رويترز", "source", "رويترز"),
    ],
)
def test_furniture_is_recognised(line: str, role: str, value: str) -> None:
    known = recognise(line, "tail")
    assert known is not None
    assert (known.role, known.value) == (role, value)


@pytest.mark.parametrize(
    "line",
    [
        "نقاش حاد في البرلمان حول معايير المجتمع",
        "معايير المجتمع تغيرت كثيرا.",
        "المصدر الذي تحدث إلى الصحيفة طلب ألا يذكر اسمه.",
        "التعليق بواسطة Sputnik لم يعد متاحا بعد اليوم للقراء.",
        "انظر أيضا كيف تغير الميناء في عشر سنوات.",
        "مشاركة واسعة في المهرجان",
    ],
)
def test_sentences_are_not(line: str) -> None:
    assert recognise(line, "tail") is None


def test_place_counts() -> None:
    assert recognise("مباشر", "head") is not None
    assert recognise("مباشر", "tail") is None
    assert recognise("نقاش", "head") is None


def test_the_data_is_sound() -> None:
    rows = labels()
    assert all(label.role in ROLES and label.key for label in rows)
    assert {label.match for label in rows} == {"whole", "named", "value", "start"}
    assert len({(label.key, label.place) for label in rows}) >= len(rows) - 2


def test_a_glued_heading_is_put_apart_only_from_a_sentence() -> None:
    text = "وطالب السكان بفتح الطريق الساحلي أمام السيارات قبل نهاية الشهر الجاري."
    assert split_glued_heading(text + "انظر أيضا:") == [text, "انظر أيضا:"]
    assert split_glued_heading(text) == [text]
    assert split_glued_heading(text + " وقال المحافظ:") == [text + " وقال المحافظ:"]
