from datetime import UTC, datetime
from pathlib import Path

import pytest

from nashra.wire.item import WireItem
from nashra.wire.parse import parse
from tests.wire.reading import one

LEAD = "أعلنت بلدية رأس الشيح أن الطريق الساحلي يفتح أمام السيارات صباح الغد بعد أعمال استمرت شهرا."
SECOND = "وقال مدير الأشغال، نادر الحايك، إن الأرصفة عُرّضت مترا من كل جهة لتتسع لعربات الأطفال."


def codes(item: WireItem) -> list[str]:
    return [warning.code for warning in item.warnings]


def check_shape(item: WireItem) -> None:
    """What the seed page and its twin have in common."""
    assert item.error is None
    assert item.published_at is None
    assert item.headline is None
    assert item.suggested_headline
    assert item.standfirst is None
    assert len(item.body) == 6
    assert len(item.related) == 4
    assert len(item.tags) == 2
    assert item.background == item.body[-1]
    assert item.background.startswith("يذكر أنه")
    contradicted, background = item.dates
    assert contradicted.certainty == "contradicted"
    assert contradicted.value is None
    text = "\n".join(item.body)
    assert all(text[mention.start : mention.end] == mention.text for mention in item.dates)
    assert background.start > text.index(item.background)
    assert {"weekday_contradicts", "headline_missing", "clock_is_not_date"} <= set(codes(item))


def test_the_seed_page(samples: Path) -> None:
    path = samples / "text-ar" / "seed_sputnik_2020.txt"
    [item] = parse(path.read_bytes(), file=str(path))
    check_shape(item)
    assert item.page_clock == "2020-12-01T19:31Z"
    assert item.page_counter == 110
    assert (item.section, item.dateline, item.agency) == ("روسيا", "موسكو", "سبوتنيك")
    assert item.tags == ("فرنسا", "روسيا")
    assert item.body[0].startswith("بحث الرئيس الروسي، فلاديمير بوتين، اليوم السبت")
    assert item.body[1].startswith("وجاء في بيان المكتب الصحفي")
    assert item.body[-1].endswith("دون شروط مسبقة.")
    assert item.related[0].startswith("قره باغ تدعو")
    assert item.related[3].endswith("دون اللجوء إلى السلاح")
    assert item.dates[0].text == "اليوم السبت"
    assert (item.dates[1].text, item.dates[1].value) == ("27 سبتمبر/أيلول", "2020-09-27")
    office, minister = item.statements
    assert (office.source, office.quoted) == ("المكتب الصحفي للكرملين", True)
    assert office.text.startswith("أثناء مناقشة")
    assert office.text.endswith("سوريا وليبيا فيها")
    assert (minister.speaker, minister.capacity) == ("سيرغي لافروف", "وزير الخارجية الروسي")
    assert (minister.quoted, minister.source) == (False, None)


def test_the_twin_of_the_seed(port_dump: bytes) -> None:
    item = one(port_dump)
    check_shape(item)
    assert item.page_clock == "2026-03-15T08:12Z"
    assert item.page_counter == 342
    assert (item.section, item.dateline, item.agency) == ("البلد", "رأس الشيح", "وكالة الساحل")
    assert item.tags == ("الميناء", "رأس الشيح")
    assert item.related[-1] == "الرفاعي: لا رسوم جديدة على المراكب الخشبية هذا العام"
    assert (item.dates[1].text, item.dates[1].value) == ("9 يناير/كانون الثاني", "2026-01-09")
    office, nurse = item.statements
    assert (office.source, office.quoted) == ("المكتب الإعلامي لهيئة الميناء", True)
    assert (nurse.speaker, nurse.capacity) == ("مريم الحلواني", "نقيبة الصيادين")
    assert item.suggested_headline == (
        "افتتحت محافظة رأس الشيح هدى الرفاعي مع مدير الميناء سامر الدقاق الرصيف الشرقي بعد ترميمه"
    )


def test_the_demo_carries_the_twin(port_dump: bytes) -> None:
    from importlib.resources import files

    demo = files("nashra.cli").joinpath("demo", "wire", "port_dump.txt").read_bytes()
    assert demo == port_dump


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("cp1256"),
        lambda text: text.encode().decode("cp1256").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace(" ", "\u00a0").encode(),
        lambda text: text.replace("ي", "ی").replace("ك", "ک").encode(),
    ],
)
def test_any_encoding_and_damage_gives_the_same_story(encode: object, port_dump: bytes) -> None:
    assert callable(encode)
    clean, damaged = one(port_dump), one(encode(port_dump.decode()))
    assert damaged.body == clean.body
    assert damaged.identity == clean.identity
    assert damaged.content_digest() == clean.content_digest()
    assert damaged.page_clock == clean.page_clock


def test_the_algerian_texts(samples: Path) -> None:
    for path in sorted((samples / "text-ar").glob("dz_*.txt")):
        [item] = parse(path.read_bytes(), file=path.name)
        assert item.error is None, path
        assert item.body, path
        assert item.headline is None, path
        assert item.suggested_headline, path
        assert (item.page_clock, item.section, item.agency) == (None, None, None), path
        words = path.read_text("utf-8").split()
        assert sum(len(paragraph.split()) for paragraph in item.body) >= 0.9 * len(words), path


def test_a_headline_parted_from_the_text() -> None:
    item = one(f"البلدية تفتح الطريق الساحلي غدا\n\n{LEAD}\n\n{SECOND}\n")
    assert item.headline == "البلدية تفتح الطريق الساحلي غدا"
    assert item.suggested_headline is None
    assert item.body == (LEAD, SECOND)


def test_a_line_on_top_of_the_text_is_only_a_suggestion() -> None:
    item = one(f"البلدية تفتح الطريق الساحلي غدا\n{LEAD}\n{SECOND}\n")
    assert item.headline is None
    assert item.suggested_headline == "البلدية تفتح الطريق الساحلي غدا"


def test_a_repeated_headline_is_no_paragraph() -> None:
    title = "البلدية تفتح الطريق الساحلي غدا"
    item = one(f"{title}\n\n{LEAD}\n\n{title}\n\n{SECOND}\n")
    assert item.body == (LEAD, SECOND)


def test_a_stated_publication_is_one() -> None:
    item = one(f"نشر في 3 مايو/أيار 2024 الساعة 14:05 بتوقيت غرينتش\n\n{LEAD}\n{SECOND}\n")
    assert item.published_at == datetime(2024, 5, 3, 14, 5, tzinfo=UTC)
    assert item.page_clock is None


def test_a_heading_glued_to_the_last_paragraph() -> None:
    item = one(f"{LEAD}\n{SECOND}انظر أيضا:\nسوق السمك يعود إلى مكانه القديم\n")
    assert item.body == (LEAD, SECOND)
    assert item.related == ("سوق السمك يعود إلى مكانه القديم",)


def test_body_text_that_speaks_of_furniture_stays() -> None:
    talk = "وأثار نقاش معايير المجتمع في فيسبوك وتويتر جدلا بين سكان الحي القديم في المدينة."
    item = one(f"{LEAD}\n{talk}\nمعايير المجتمعنقاش\n")
    assert item.body == (LEAD, talk)


def test_hard_wrapped_lines_are_joined() -> None:
    import textwrap

    wrapped = "\n\n".join("\n".join(textwrap.wrap(text * 2, 60)) for text in (LEAD, SECOND))
    item = one(wrapped)
    assert len(item.body) == 2
    assert item.body[0].split() == (LEAD * 2).split()


def test_an_agency_is_assumed_only_when_the_copy_names_none(port_dump: bytes) -> None:
    assert one(f"{LEAD}\n{SECOND}\n", agency="وكالة الميناء").agency == "وكالة الميناء"
    assert one(port_dump, agency="وكالة الميناء").agency == "وكالة الساحل"
