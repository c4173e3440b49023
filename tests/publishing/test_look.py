"""What stands on a reader's page, read as a parser reads it."""

import base64
import hashlib
import itertools
import json
import re
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from markupsafe import Markup

import nashra
from nashra.publishing import jinja, views
from nashra.publishing.formatting import Formatter
from nashra.publishing.labels import AR, EN
from tests.publishing import view_samples as samples

HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202eقلب\u2066\x00"
FULL = {name: view for name, view in samples.PAGES.items() if name != "fragment"}


def page(view: views.AnyView, site: views.Site = samples.SITE) -> Any:
    return html.document_fromstring(jinja.render(view, site=site))


def text_of(root: Any, path: str) -> str:
    return " ".join(" ".join(found.text_content().split()) for found in root.xpath(path))


def links(root: Any) -> list[str]:
    return [str(found) for found in root.xpath("//body//@href | //img/@src")]


@pytest.fixture(params=FULL, scope="module")
def named(request: pytest.FixtureRequest) -> tuple[str, Any]:
    return request.param, page(FULL[request.param], samples.site_of(request.param))


def test_every_page_has_one_h1_and_no_gap_in_its_headings(
    named: tuple[str, Any],
) -> None:
    levels = [int(heading.tag[1]) for heading in named[1].iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_every_page_says_its_language_and_direction(named: tuple[str, Any]) -> None:
    name, root = named
    english = name in samples.ENGLISH
    assert (root.get("lang"), root.get("dir")) == (("en", "ltr") if english else ("ar", "rtl"))
    for part in root.xpath("//*[@lang]"):
        direction = "rtl" if part.get("lang") == "ar" else "ltr"
        assert part.get("dir") == direction


def test_every_page_has_the_same_landmarks(named: tuple[str, Any]) -> None:
    root = named[1]
    assert len(root.xpath("//body/header | //main | //body/footer")) == 3
    assert root.xpath("//body/a[@class='skip']/@href") == ["#main"]
    assert len(root.xpath("//main[@id='main']")) == 1


def test_links_between_pages_are_relative(named: tuple[str, Any]) -> None:
    name, root = named
    own = [link for link in links(root) if link.startswith(("/", samples.SITE.origin))]
    expected_absolute = name.startswith("404") or name == "story-preview"
    assert bool(own) == expected_absolute


def test_nothing_is_loaded_from_elsewhere(named: tuple[str, Any]) -> None:
    root = named[1]
    loaded = root.xpath("//img/@src | //source/@srcset | //img/@srcset | //script/@src")
    assert not [one for one in loaded if "//" in one and samples.SITE.origin not in one]
    assert not root.xpath("//iframe | //link[@rel='stylesheet'] | //link[@rel='preconnect']")


def test_style_and_script_are_inline_and_allowed_by_hash(
    named: tuple[str, Any],
) -> None:
    root = named[1]
    assert not root.xpath("//@style")
    assert not [name for one in root.iter() for name in one.attrib if str(name).startswith("on")]
    inline = root.xpath("//style | //script[not(@type)]")
    digests = (hashlib.sha256((one.text or "").encode()).digest() for one in inline)
    sources = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    assert set(sources) <= set(jinja.inline_hashes())
    policy = root.xpath("//head/meta[1]/@content")[0]
    allowed = set(re.findall(r"'sha256-[^']+'", policy))
    assert allowed == set(sources)


def test_the_policy_in_the_page_is_that_of_the_header() -> None:
    header = jinja.csp(jinja.inline_hashes())
    root = page(samples.LIVE)
    first = root.xpath("//head/*")[0]
    assert first.get("http-equiv") == "Content-Security-Policy"
    # The header is one for all pages; a page allows what stands on it.
    own = set(re.findall(r"'sha256-[^']+'", first.get("content")))
    for value in set(jinja.inline_hashes()) - own:
        assert value in header
        header = header.replace(f" {value}", "")
    assert header == f"{first.get('content')}; frame-ancestors 'none'"
    assert "unsafe" not in header
    assert header.startswith("default-src 'none'; ")


def test_a_header_may_allow_the_hashes_of_two_epochs() -> None:
    header = jinja.csp((*jinja.inline_hashes(), "'sha256-AAAA'"))
    assert header.count("'sha256-AAAA'") == 2


def _hostile(value: Any) -> Any:
    if isinstance(value, Markup):
        return value
    if isinstance(value, views.Link):
        return replace(value, text=HOSTILE)
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            "type", "kind", "language", "urgency", "path", "list_kind", "style", "anchor", "id",
            "order", "orders", "gone",
        }  # fmt: skip
        changes = {
            field.name: _hostile(getattr(value, field.name))
            for field in fields(value)
            if field.name not in kept and not field.name.endswith(("path", "url", "home"))
        }
        return replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(_hostile(one) for one in value)
    return HOSTILE if isinstance(value, str) and value else value


HOSTILE_SITE = replace(
    samples.SITE, name=HOSTILE, tagline=HOSTILE,
    sections=_hostile(samples.SITE.sections), pages=_hostile(samples.SITE.pages),
)  # fmt: skip


@pytest.mark.parametrize("name", samples.PAGES)
def test_hostile_text_in_every_field_stays_text(name: str) -> None:
    clean = page(samples.PAGES[name], samples.site_of(name))
    source = jinja.render(_hostile(samples.PAGES[name]), site=HOSTILE_SITE)
    dirty: Any = html.document_fromstring(source)
    for tag in ("script", "style"):
        assert len(dirty.xpath(f"//{tag}")) == len(clean.xpath(f"//{tag}"))
    assert not dirty.xpath("//@onerror | //img[@src='x']")
    assert not set(source) & set("\u202e\u2066\x00")
    assert "alert(1)" in dirty.text_content()


@pytest.mark.parametrize("view", [samples.FEED, samples.SITEMAP, samples.SITEMAP_INDEX])
def test_hostile_text_leaves_xml_well_formed(view: views.AnyView) -> None:
    etree.fromstring(jinja.render(_hostile(view), site=HOSTILE_SITE).encode())


def test_structured_data_cannot_end_its_element() -> None:
    source = jinja.render(_hostile(samples.story()), site=HOSTILE_SITE)
    root: Any = html.document_fromstring(source)
    block = root.xpath("//script[@type='application/ld+json']")[0].text
    data = json.loads(block)
    assert data["headline"].startswith("</script><script>")
    assert "<" not in block


def test_times_carry_both_month_names_and_the_newsrooms_zone() -> None:
    root = page(samples.story())
    published = root.xpath("//*[@class='times']//time")[0]
    assert published.text_content() == "19:31، 1 ديسمبر/ كانون الأول 2020"
    assert published.get("datetime") == "2020-12-01T19:31:00+02:00"


def test_the_clock_has_all_it_needs_to_write_both_month_names() -> None:
    clock = page(samples.HOME).xpath("//time[@class='clock']")[0]
    months = clock.get("data-months").split("|")
    assert len(months) == 12
    assert months[11] == "ديسمبر/ كانون الأول"
    assert clock.get("data-zone") == "Asia/Beirut"
    assert not clock.text_content()


def test_digits_follow_the_newsroom_everywhere() -> None:
    site = replace(samples.SITE, digits="arab")
    root = page(samples.story(), site)
    assert text_of(root, "//*[@class='times']//time[1]").startswith("١٩:٣١، ١ ديسمبر")
    archive = page(samples.PAGES["archive"], site)
    assert "الدفتر ٢" in text_of(archive, "//h1")
    shown = text_of(archive, "//main//time")
    assert not re.search(r"\d", shown.translate({ord(digit): None for digit in "٠١٢٣٤٥٦٧٨٩"}))


def test_english_writes_its_own_dates() -> None:
    root = page(samples.STORY_EN, samples.SITE_EN)
    assert text_of(root, "//*[@class='times']//time[1]").startswith("19:31, 1 December 2020")


def test_the_dateline_opens_the_first_paragraph() -> None:
    first = page(samples.story()).xpath("//*[@class='body']/p")[0]
    assert first.text_content().startswith("رأس المرفأ - نشرة المرفأ، وكالة الساحل. أقر المجلس")
    alone = page(samples.STATES["no-text"]).xpath("//*[@class='body']/p")
    assert [one.text_content() for one in alone] == ["المرفأ -"]


def test_a_quote_and_reported_speech_look_different() -> None:
    quoted, told = page(samples.story()).xpath("//*[@class='body']/figure[contains(@class,'said')]")
    assert text_of(quoted, ".//blockquote") == "«لن يُغلق الكورنيش يوماً واحداً، وسنعمل ليلاً»"
    assert "30 نوفمبر/ تشرين الثاني 2020" in text_of(quoted, ".//figcaption")
    assert "«" not in text_of(told, ".//blockquote")
    assert AR.statement_reported in text_of(told, ".")


def test_states_are_said_in_words() -> None:
    assert AR.flash in text_of(page(samples.STATES["flash"]), "//*[@class='flash']")
    assert AR.urgent in text_of(page(samples.STATES["urgent"]), "//article/p[@class='k']")
    assert AR.opinion in text_of(page(samples.STATES["opinion"]), "//article/p[@class='k']")
    assert AR.preview in text_of(page(samples.STATES["preview"]), "//*[@class='preview']")
    full = page(samples.story())
    assert AR.updated in text_of(full, "//*[@class='times']")
    box = text_of(full, "//section[@aria-labelledby='fix']")
    assert "المراحل خمس" in box
    assert "1 ديسمبر/ كانون الأول 2020" in box
    assert AR.corrected in text_of(page(samples.front()), "//*[@class='tick']")


def test_a_kicker_that_repeats_a_label_is_left_out() -> None:
    root = page(samples.story(opinion=True, kicker=AR.opinion))
    assert text_of(root, "//article/p[@class='k']").split() == [AR.opinion, "البلد"]


def test_a_table_has_a_caption_and_scopes_and_scrolls_by_keyboard() -> None:
    region = page(samples.story()).xpath("//*[@class='scroll']")[0]
    assert region.get("tabindex") == "0"
    assert region.get("aria-label") == text_of(region, ".//caption")
    assert len(region.xpath(".//th[@scope='col']")) == 3
    assert len(region.xpath(".//th[@scope='row']")) == 2


def test_pictures_have_dimensions_and_only_the_lead_is_urgent() -> None:
    root = page(samples.story())
    images = root.xpath("//img")
    assert all(one.get("width") and one.get("height") and one.get("alt") for one in images)
    eager = [one for one in images if one.get("loading") != "lazy"]
    assert [one.get("fetchpriority") for one in eager] == ["high"]


def test_the_short_address_can_be_copied_without_script() -> None:
    field = page(samples.story()).xpath("//*[@class='share']//input")[0]
    assert field.get("value") == "https://marfa.example/a/k3v9x2m/"
    assert field.get("readonly") is not None
    shared = page(samples.story()).xpath("//*[@class='share']//li/a")
    assert len(shared) == 5
    assert all("marfa.example%2Fa%2Fk3v9x2m%2F" in one.get("href") for one in shared)


def test_a_card_in_another_language_says_so() -> None:
    root = page(samples.front())
    card = root.xpath("//article[.//h2/a[contains(., 'corniche')]]")[0]
    assert (card.get("lang"), card.get("dir")) == ("en", "ltr")


def test_latin_runs_of_an_arabic_headline_are_isolated() -> None:
    root = page(samples.front())
    assert root.xpath("//h2/a/bdi[@class='run']/text()") == ["Blue Harbour-2"]
    write = Formatter(site=samples.SITE, path="/")
    assert write.runs("قال <b> & Sam", "ar") == 'قال &lt;<bdi class="run">b</bdi>&gt; &amp; ' + (
        '<bdi class="run">Sam</bdi>'
    )
    assert "class" not in write.runs("كتاب The Unbearable Lightness of Being")


def test_the_navigation_marks_where_the_reader_is() -> None:
    nav = "//nav[@class='nav']//a[@aria-current='{}']"
    assert text_of(page(samples.HOME), nav.format("page")) == AR.home
    assert text_of(page(samples.front()), nav.format("page")) == "البلد"
    assert text_of(page(samples.story()), nav.format("true")) == "البلد"
    assert text_of(page(samples.PAGES["archive"]), nav.format("true")) == "البلد"


def test_a_story_carries_what_messengers_and_engines_read() -> None:
    root = page(samples.story())
    graph = {one.get("property"): one.get("content") for one in root.xpath("//meta[@property]")}
    assert graph["og:title"] == "المجلس يقر ترميم الكورنيش القديم"
    assert graph["og:image"] == "https://marfa.example/media/0123456789ab-1280.jpg"
    assert graph["og:url"] == root.xpath("//link[@rel='canonical']/@href")[0]
    assert root.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    alternates = {one.get("hreflang"): one.get("href") for one in root.xpath("//link[@hreflang]")}
    assert alternates == {
        "ar": "https://marfa.example/a/k3v9x2m/",
        "en": "https://marfa.example/a/e3v9x2m/",
        "x-default": "https://marfa.example/a/k3v9x2m/",
    }
    data = json.loads(root.xpath("//script[@type='application/ld+json']")[0].text)
    assert data["@type"] == "NewsArticle"
    assert data["inLanguage"] == "ar"
    assert [one["name"] for one in data["author"]] == ["هالة منصور", "Sam Reed"]
    assert data["correction"][0]["text"] == "ذكرنا خطأً أن المراحل خمس."
    assert data["contentLocation"]["name"] == "رأس المرفأ"
    assert data["keywords"] == ["الكورنيش", "البحر"]
    assert datetime.fromisoformat(data["dateModified"]) == samples.AT.replace(hour=19)


@pytest.mark.parametrize("name", ["tombstone", "withdrawn", "404", "story-preview"])
def test_what_is_not_to_be_found_says_so(name: str) -> None:
    root = page(samples.PAGES[name])
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not root.xpath("//link[@rel='canonical'] | //meta[@property]")


def test_a_feed_names_itself_its_language_and_its_authors() -> None:
    root: Any = etree.fromstring(jinja.render(samples.FEED, site=samples.SITE).encode())
    assert root.findtext("channel/language") == "ar"
    assert root.find("channel/{*}link[@rel='self']").get("href") == (
        "https://marfa.example/section/local/feed.xml"
    )
    assert [one.text for one in root.iter("{http://purl.org/dc/elements/1.1/}creator")] == [
        "هالة منصور"
    ]
    assert root.findtext("channel/item/pubDate") == "Tue, 01 Dec 2020 14:31:00 +0200"
    assert root.findtext("channel/item/link") == "https://marfa.example/a/c000001/"


def test_a_sitemap_has_absolute_addresses_and_editions() -> None:
    root: Any = etree.fromstring(jinja.render(samples.SITEMAP, site=samples.SITE).encode())
    places = [one.text for one in root.iter("{*}loc")]
    assert places == ["https://marfa.example/", "https://marfa.example/a/k3v9x2m/"]
    assert [one.get("hreflang") for one in root.iter("{*}link")] == ["ar", "en"]
    index = etree.fromstring(jinja.render(samples.SITEMAP_INDEX, site=samples.SITE).encode())
    assert index.findtext("{*}sitemap/{*}loc") == "https://marfa.example/sitemap/0.xml"
    assert "Sitemap: https://marfa.example/sitemap.xml" in jinja.render_robots(site=samples.SITE)


def test_the_same_view_gives_the_same_bytes() -> None:
    for name, view in samples.PAGES.items():
        site = samples.site_of(name)
        assert jinja.render(view, site=site) == jinja.render(view, site=site)


def test_both_languages_have_every_word() -> None:
    for field in fields(AR):
        arabic, english = getattr(AR, field.name), getattr(EN, field.name)
        assert arabic
        assert english
        if isinstance(arabic, dict):
            assert arabic.keys() == english.keys()


def test_templates_hold_no_words_of_a_language() -> None:
    folder = Path(nashra.__file__).parent / "templates" / "reader"
    for path in folder.iterdir():
        source = path.read_text("utf-8")
        assert not re.search(r"[\u0600-\u06ff]", source), path.name


@pytest.mark.parametrize(
    ("links_are", "expected"),
    [("relative", "../../tag/sea/"), ("absolute", "https://marfa.example/tag/sea/"),
     ("rooted", "/tag/sea/")],
)  # fmt: skip
def test_links_of_a_page_by_where_it_is_shown(links_are: str, expected: str) -> None:
    write = Formatter(site=samples.SITE, path="/a/k3v9x2m/", links=links_are)
    assert write.href("/tag/sea/") == expected
    assert write.href("https://t.me/x") == "https://t.me/x"
