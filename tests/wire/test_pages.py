"""Saved article pages."""

import json
from datetime import UTC, datetime
from pathlib import Path

from nashra.arabic.text import fold_words
from nashra.wire.parse import parse
from tests.wire.reading import one

PARAGRAPHS = (
    "وصلت ثلاث سفن قمح إلى الرصيف الغربي في رأس الشيح صباح الأربعاء، وبدأ العمال تفريغها.",
    "وقال مدير الميناء، سامر الدقاق، إن التفريغ ينتهي قبل نهاية الأسبوع إذا هدأ البحر.",
    "ويكفي القمح الذي تحمله السفن الثلاث مطاحن المدينة شهرين كاملين، وفق أرقام غرفة التجارة.",
)
PAGE = """<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
<title>سفن القمح تصل | نشرة</title>
<link rel="canonical" href="https://example.com/news/7?utm_source=x">
{head}</head><body><nav><a href="/">الرئيسية</a><a href="/s">الرياضة</a></nav>
<main><article><h1>سفن القمح تصل إلى رأس الشيح</h1>{body}
<p>انظر أيضا:</p><p>سوق السمك يعود إلى مكانه القديم</p>
<p>الكلمات الدلالية: الميناء، القمح</p></article></main>
<footer><p>جميع الحقوق محفوظة</p></footer></body></html>"""
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "نشرة"},
        {
            "@type": ["NewsArticle"],
            "headline": "سفن القمح تصل إلى رأس الشيح",
            "datePublished": "2026-05-06T07:15:00Z",
            "author": [{"@type": "Person", "name": "ليلى منصور"}],
            "publisher": {"@type": "Organization", "name": "Sputnik"},
            "articleSection": "الاقتصاد",
            "keywords": "الميناء, قمح",
        },
    ],
}


def page(head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    return PAGE.format(head=head, body="".join(f"<p>{text}</p>" for text in paragraphs))


def test_json_ld() -> None:
    script = f'<script type="application/ld+json">{json.dumps(LINKED)}</script>'
    item = one(page(script))
    assert item.error is None
    assert item.headline == "سفن القمح تصل إلى رأس الشيح"
    assert item.published_at == datetime(2026, 5, 6, 7, 15, tzinfo=UTC)
    assert (item.section, item.agency) == ("الاقتصاد", "سبوتنيك")
    assert item.authors == ("ليلى منصور",)
    assert item.canonical_url == "https://example.com/news/7"
    assert item.body == PARAGRAPHS
    assert item.related == ("سوق السمك يعود إلى مكانه القديم",)
    assert item.tags == ("الميناء", "قمح", "القمح")


def test_open_graph() -> None:
    head = (
        '<meta property="og:title" content="القمح يصل">'
        '<meta property="article:published_time" content="2026-05-06T07:15:00+03:00">'
        '<meta property="article:section" content="البلد">'
        '<meta property="og:site_name" content="نشرة الساحل">'
    )
    item = one(page(head))
    assert (item.headline, item.section, item.agency) == ("القمح يصل", "البلد", "نشرة الساحل")
    assert item.published_at is not None
    assert item.published_at.isoformat() == "2026-05-06T07:15:00+03:00"


def test_without_metadata_nothing_is_guessed() -> None:
    item = one(page("<meta name=date content='2026'>"))
    assert item.headline == "سفن القمح تصل إلى رأس الشيح"
    assert (item.published_at, item.section, item.agency) == (None, None, None)
    assert item.authors == ()


def test_broken_json_ld_is_no_obstacle() -> None:
    item = one(page('<script type="application/ld+json">{"@type": [</script>'))
    assert item.error is None
    assert item.body == PARAGRAPHS


def test_what_no_encoding_can_write_is_left_out() -> None:
    data = r"""{"@type": "NewsArticle", "headline": "a\ud800\u0000b"}"""
    script = f"<script type='application/ld+json'>{data}</script>"
    assert one(page(script)).headline == "ab"


def test_windows_1256_by_its_declaration() -> None:
    text = page().replace("utf-8", "windows-1256")
    item = one(text.encode("cp1256"))
    assert item.body == PARAGRAPHS


def test_scripts_and_comments_are_no_text() -> None:
    hostile = (*PARAGRAPHS, "<script>alert(1)</script><!-- سر --><img src=x onerror=alert(1)>")
    item = one(page(paragraphs=hostile))
    assert "alert" not in " ".join(item.body)
    assert "سر" not in " ".join(item.body).split()


def test_deep_nesting_is_survived() -> None:
    item = one("<!doctype html><html><body>" + "<div>" * 50_000 + "نص " * 100)
    assert item.error is None or item.error.code == "nothing_found"


def test_a_page_without_text() -> None:
    item = one("<!doctype html><html><body></body></html>")
    assert item.error is not None
    assert item.error.code == "nothing_found"


def test_the_tunisian_page(samples: Path) -> None:
    folder = samples / "html-ar"
    gold = next(iter(json.loads((folder / "assabah.gold.json").read_text()).values()))
    [item] = parse((folder / gold["file"]).read_bytes(), file="assabah")
    body = " ".join(item.body)
    assert item.error is None
    assert fold_words(item.headline or "") == fold_words(gold["title"])
    assert all(text in body for text in gold["with"])
    assert not any(text in body for text in gold["without"])
    assert item.canonical_url is not None
    assert item.canonical_url.startswith("http://www.assabah.com.tn/article/164913/")


def test_the_cnn_page(samples: Path) -> None:
    folder = samples / "html-ar"
    gold = json.loads((folder / "np4k_metadata_arabic_article.json").read_text())
    text = (folder / "np4k_txt_arabic_article.txt").read_text("utf-8")
    [item] = parse((folder / "np4k_html_arabic_article.html").read_bytes(), file="np4k")
    assert item.headline == gold["title"]
    assert item.canonical_url == gold["url"]
    assert (item.dateline, item.agency) == ("دمشق، سوريا", "CNN بالعربية")
    assert item.published_at is None
    assert item.page_clock == "2013-08-28T10:00Z"
    expected = fold_words(text.split("--", 1)[1])
    assert fold_words(" ".join(item.body)) == expected
