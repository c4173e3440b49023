"""Articles as DOC elements: the real ones, the broken ones, the hostile ones."""

from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from nashra.arabic.text import normalise
from nashra.wire.parse import parse
from tests.wire.reading import one

DOC = """<DOC>
<DOCNO>{number}</DOCNO>
<URL>{url}</URL>
<SRC>skynews</SRC>
<CAT>economy</CAT>
<TITLE>ميناء رأس الشيح يستقبل سفن القمح</TITLE>
<TIME>{time}</TIME>
<AUTHOR>{author}</AUTHOR>
<ABSTRACT>
{abstract}
</ABSTRACT>
<TEXT>
{text}
</TEXT>
</DOC>"""
TEXT = """وصلت ثلاث سفن قمح إلى الرصيف الغربي صباح الأربعاء وبدأ تفريغها على الفور.
وقال مدير الميناء، سامر الدقاق، إن التفريغ ينتهي قبل نهاية الأسبوع."""


def doc(**fields: str) -> str:
    values = {
        "number": "SK-1",
        "url": "https://example.com/a/1",
        "time": "Wed, 06 May 2026 07:15:00 GMT",
        "author": "",
        "abstract": "",
        "text": TEXT,
    }
    return DOC.format_map(values | fields)


def test_all_fields() -> None:
    item = one(doc(author="أبوظبي - سكاي نيوز عربية", abstract="ثلاث سفن تكفي المدينة شهرين."))
    assert item.error is None
    assert item.headline == "ميناء رأس الشيح يستقبل سفن القمح"
    assert item.standfirst == "ثلاث سفن تكفي المدينة شهرين."
    assert (item.section, item.dateline, item.agency) == ("economy", "أبوظبي", "سكاي نيوز عربية")
    assert item.published_at == datetime(2026, 5, 6, 7, 15, tzinfo=UTC)
    assert item.body == tuple(TEXT.split("\n"))
    assert item.identity == "url:example.com/a/1"
    assert item.warnings == ()
    assert item.dates[0].value == "2026-05-06"


def test_an_abstract_that_repeats_the_text_is_no_standfirst() -> None:
    assert one(doc(abstract=TEXT.split("\n")[0])).standfirst is None
    assert one(doc(abstract=TEXT.split("\n")[0][:61])).standfirst is None


def test_several_articles_in_one_file() -> None:
    text = doc() + "\n" + doc(url="https://example.com/a/2")
    items = list(parse(text.encode(), file="file"))
    assert [item.identity for item in items] == ["url:example.com/a/1", "url:example.com/a/2"]
    assert [item.raw for item in items] == [
        doc().encode(), doc(url="https://example.com/a/2").encode(),
    ]  # fmt: skip
    assert one(doc()).raw is None


@pytest.mark.parametrize(
    ("time", "value", "codes"),
    [
        ("2017-01-12T15:35:00+01:00", "2017-01-12T15:35:00+01:00", []),
        ("18/05/2015", "2015-05-18", ["published_day_only"]),
        ("02/07/2016", "2016-07-02", ["published_ambiguous", "published_day_only"]),
        ("2017-01-31T154400", "2017-01-31T15:44:00+00:00", ["published_without_zone"]),
        ("قريبا", None, ["published_unreadable"]),
        ("9999-12-31T00:00:00", None, ["published_unreadable"]),
        ("", None, []),
    ],
)
def test_times(time: str, value: str | None, codes: list[str]) -> None:
    item = one(doc(time=time))
    assert item.to_json()["published_at"] == value
    assert [warning.code for warning in item.warnings] == codes


def test_the_real_articles(samples: Path) -> None:
    paths = [*(samples / "ant-sample").iterdir(), *(samples / "ant-jawhara-sample").iterdir()]
    assert len(paths) == 170 + 56
    for path in paths:
        source = ElementTree.fromstring(path.read_text("utf-8-sig"))
        [item] = parse(path.read_bytes(), file=path.name)
        assert item.error is None, path
        assert item.headline == normalise(source.findtext("TITLE", "")), path
        assert item.section == source.findtext("CAT", "").strip(), path
        moment = item.published_at
        assert moment is not None, path
        day = moment.date() if isinstance(moment, datetime) else moment
        assert abs((day - _day_of(path.stem)).days) <= 1, path
        words = normalise(source.findtext("TEXT", "")).split()
        # One article is nothing but its copyright notice.
        assert sum(len(p.split()) for p in item.body) >= 0.8 * len(words) - 7, path
        assert not any("http" in p and len(p.split()) == 1 for p in item.body), path


def _day_of(name: str) -> date:
    digits = name.rsplit("-", 1)[1]
    if digits.startswith("20"):
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))


def test_the_malformed_ones_are_mended_and_say_where(samples: Path) -> None:
    paths = list((samples / "ant-malformed").iterdir())
    assert len(paths) == 14
    for path in paths:
        with pytest.raises(ElementTree.ParseError) as broken:
            ElementTree.fromstring(path.read_text("utf-8-sig"))
        line, _ = broken.value.position
        [item] = parse(path.read_bytes(), file=path.name)
        assert item.error is None, path
        assert item.headline, path
        assert item.body, path
        mended = [warning for warning in item.warnings if warning.code == "xml_repaired"]
        assert dict(mended[0].params)["line"] == str(line), path


def test_versions_of_one_story_share_an_identity(samples: Path) -> None:
    pairs: dict[str, list[str]] = {}
    for path in sorted((samples / "ant-revisions").iterdir()):
        [item] = parse(path.read_bytes(), file=path.name)
        pairs.setdefault(path.name[:3], []).append(item.identity)
    assert len(pairs) == 30
    assert all(len(set(identities)) == 1 for identities in pairs.values())


def test_an_ampersand_and_entities_are_mended() -> None:
    item = one(doc(text="شركة AT&T &nbsp;&copy; R&amp;D &#1605; \x02 كتبت نصها الطويل هذا هنا."))
    assert item.error is None
    assert item.body == ("شركة AT&T © R&D م كتبت نصها الطويل هذا هنا.",)
    assert [dict(w.params)["detail"] for w in item.warnings] == ["&", "&nbsp;", "&copy;", "U+0002"]


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("<DOC>\n<TITLE>abc</TEXT></DOC>", "xml_broken", {"line": "2", "column": "13"}),
        ("<DOC>\n<TEXT>a & b < c</TEXT></DOC>", "xml_broken", {"line": "2", "column": "14"}),
        ("<DOC>\n<TEXT>never closed", "xml_broken", {"line": "2", "column": "19"}),
        ("<?xml version='1.0'?>\n<rss><a/></rss>", "unknown_format", {"detail": "<rss>"}),
        ("<DOC></DOC>", "nothing_found", {}),
        (
            '<!DOCTYPE DOC [<!ENTITY a "b">]>\n<DOC><TEXT>&a;</TEXT></DOC>',
            "xml_forbidden",
            {},
        ),
        (
            '<?xml version="1.0"?><!DOCTYPE DOC SYSTEM "file:///etc/passwd"><DOC/>',
            "xml_forbidden",
            {},
        ),
        ("<DOC>\n" + "<b>" * 100_000, "too_deep", {"line": "2", "limit": "64"}),
    ],
)
def test_broken_and_hostile_xml(text: str, code: str, params: dict[str, str]) -> None:
    error = one(text).error
    assert error is not None
    assert error.code == code
    assert params.items() <= dict(error.params).items()


def test_an_entity_bomb_is_refused_at_once() -> None:
    levels = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 30))
    bomb = f'<?xml version="1.0"?>\n<!DOCTYPE DOC [<!ENTITY l0 "ha">{levels}]>\n<DOC>&l29;</DOC>'
    error = one(bomb).error
    assert error is not None
    assert error.code == "xml_forbidden"


def test_an_external_entity_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر")
    item = one(f'<DOC><!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><TEXT>&s;</TEXT></DOC>')
    assert item.error is not None
    assert "سر" not in item.error.message
