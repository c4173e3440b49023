"""The demo newsroom's texts and pictures are whole, consistent and well set."""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from nashra.arabic.text import repair
from nashra.cli.demo.loader_schema import HERE, DemoError, load_demo
from nashra.cli.demo.pictures import PICTURES, draw
from nashra.cli.demo.schema import (
    Background,
    Demo,
    External,
    Items,
    Paragraph,
    Statement,
    Story,
    Table,
)
from nashra.cli.demo.schema import Picture as DemoPicture

ARABIC = re.compile(r"[\u0620-\u064a]")
TAG = re.compile(r"</?([a-z0-9]+)[^>]*>")
INLINE = {"a", "b", "i"}
BLOCKS = INLINE | {"h2", "h3", "p", "ul", "ol", "li"}


@cache
def demo() -> Demo:
    return load_demo()


def stories(language: str) -> list[Story]:
    return [story for story in demo().stories if story.language == language]


def texts(value: object) -> Iterator[str]:
    """Every string inside ``value``."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)


def words(story: Story) -> int:
    prose = [block.html for block in story.body if isinstance(block, Paragraph)]
    prose += [block.text for block in story.body if isinstance(block, Statement)]
    prose += [item for block in story.body if isinstance(block, Items) for item in block.items]
    return len(" ".join(prose).split())


def everything_arabic() -> list[str]:
    room = [text for text in texts(demo().newsroom) if ARABIC.search(text)]
    pages = [text for page in demo().pages if page.language == "ar" for text in texts(page)]
    return room + pages + [text for story in stories("ar") for text in texts(story)]


class TestWhatIsThere:
    def test_forty_stories_in_arabic_and_six_in_english(self) -> None:
        assert len(stories("ar")) == 40
        assert len(stories("en")) == 6

    def test_every_english_story_is_an_edition_of_an_arabic_one(self) -> None:
        arabic = {story.id_hint: story for story in stories("ar")}
        originals = [arabic[story.edition_of] for story in stories("en")]
        assert len({story.id_hint for story in originals}) == 6
        assert [story.section for story in originals] == [s.section for s in stories("en")]

    def test_every_section_has_stories_in_both_languages(self) -> None:
        names = {section.slug for section in demo().newsroom.sections}
        assert names == {"local", "economy", "world", "society", "culture", "sport"}
        assert {story.section for story in stories("en")} == names
        counts = Counter(story.section for story in stories("ar"))
        assert set(counts) == names
        assert min(counts.values()) >= 5

    def test_the_cast(self) -> None:
        room = demo().newsroom
        assert len(room.authors) == 8
        assert len(room.people) >= 15
        assert len(room.places) == 8
        assert len(room.agencies) == 4
        assert len(room.storylines) == 2
        assert len(room.tags) >= 25
        assert Counter(user.role for user in room.staff) == {
            "reporter": 1, "desk_editor": 1, "chief_editor": 1, "moderator": 1, "administrator": 1,
        }  # fmt: skip

    def test_every_state_of_a_story_is_shown(self) -> None:
        arabic = stories("ar")
        urgency = Counter(story.urgency for story in arabic)
        assert (urgency["flash"], urgency["urgent"]) == (1, 2)
        assert sum(story.correction is not None for story in arabic) == 1
        assert sum(bool(story.retraction) for story in arabic) == 1
        assert [story.kicker for story in arabic if story.genre == "opinion"] == ["رأي"]
        assert sum(story.picture is None for story in arabic) >= 5
        assert any(len(story.headline) > 200 and story.short_headline for story in arabic)
        assert any(len(story.body) == 1 and words(story) < 25 for story in arabic)
        assert any(story.note_to_readers for story in arabic)
        assert any(len(story.agencies) > 1 for story in arabic)
        assert sum(bool(story.further_sections) for story in arabic) >= 3

    def test_one_coverage_runs_and_one_has_ended(self) -> None:
        running, ended = demo().coverages
        assert (len(running.entries), bool(running.summary)) == (12, False)
        assert (len(ended.entries), bool(ended.summary)) == (25, True)
        for coverage in (running, ended):
            entries = coverage.entries
            assert [one.minute for one in entries] == sorted(one.minute for one in entries)
            assert all(
                any(getattr(one, name) for one in entries)
                for name in (
                    "key", "pinned", "urgent", "statement", "picture", "story", "edited",
                    "retracted",
                )
            )  # fmt: skip

    def test_one_story_is_very_long_and_not_by_repetition(self) -> None:
        longest = max(stories("ar"), key=words)
        prose = [block.html for block in longest.body if isinstance(block, Paragraph)]
        assert words(longest) > 3600
        assert len(set(prose)) == len(prose)

    def test_no_paragraph_stands_in_two_stories(self) -> None:
        prose = [b.html for story in demo().stories for b in story.body if isinstance(b, Paragraph)]
        assert [text for text, times in Counter(prose).items() if times > 1] == []

    def test_every_kind_of_block_is_used(self) -> None:
        used = Counter(type(block).__name__ for story in stories("ar") for block in story.body)
        assert set(used) == {
            "Paragraph", "Heading", "Statement", "Quote", "Items", "Table", "External",
            "Background", "Picture",
        }  # fmt: skip
        said = [b for story in stories("ar") for b in story.body if isinstance(b, Statement)]
        assert {block.quoted for block in said} == {True, False}
        assert any(b.ordered for s in stories("ar") for b in s.body if isinstance(b, Items))

    def test_everybody_named_has_something_to_show(self) -> None:
        said = {
            b.speaker for story in stories("ar") for b in story.body if isinstance(b, Statement)
        }
        assert {person.slug for person in demo().newsroom.people} <= said
        written = {slug for story in stories("ar") for slug in story.authors}
        assert {author.slug for author in demo().newsroom.authors} == written
        tagged = {slug for story in stories("ar") for slug in story.tags}
        assert {tag.slug for tag in demo().newsroom.tags} == tagged

    def test_both_storylines_show_their_background(self) -> None:
        shown = {s.storyline for s in stories("ar") for b in s.body if isinstance(b, Background)}
        assert shown == {storyline.slug for storyline in demo().newsroom.storylines}

    def test_dates_are_spread_over_two_months(self) -> None:
        ages = [story.published_days_ago for story in stories("ar")]
        assert max(ages) < 60
        assert min(ages) < 0.1
        assert len({int(age) for age in ages}) > 20

    def test_what_was_said_was_said_before_it_was_printed(self) -> None:
        late = [
            (story.id_hint, block.text)
            for story in demo().stories
            for block in story.body
            if isinstance(block, Statement) and block.said_on_days_ago < story.published_days_ago
        ]
        assert late == []

    def test_static_pages_in_both_languages(self) -> None:
        pages = {(page.kind, page.language) for page in demo().pages}
        kinds = ("about", "contact", "standards", "privacy")
        assert pages == {(kind, language) for kind in kinds for language in ("ar", "en")}
        rules = [page.html.count("<li>") for page in demo().pages if page.kind == "standards"]
        assert rules == [8, 8]


class TestHowItIsSet:
    def test_arabic_needs_no_repair(self) -> None:
        assert [text for text in everything_arabic() if repair(text) != text] == []

    @pytest.mark.parametrize(
        "wrong",
        [
            pytest.param(r"[\u0621-\u064a\u064b-\u0652]\s*[,;?]", id="Latin punctuation"),
            pytest.param(r"\s[،؛؟.!:](?!\d)", id="space before punctuation"),
            pytest.param(r"[،؛](?=[^\s»])", id="no space after a comma"),
            pytest.param(r"[“”„‘’]", id="Latin quotation marks"),
            pytest.param(r"«\s|\s»", id="space inside quotation marks"),
            pytest.param(r"[\ufb50-\ufdff\ufe70-\ufeff]", id="presentation forms"),
            pytest.param(
                r"(?<![بل])\u0640|\u0640(?! \d)|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]",
                id="hidden characters, or tatweel elsewhere than before a number",
            ),
            pytest.param(r"[\u0660-\u0669\u06f0-\u06f9]", id="other digits"),
            pytest.param(r"\u064b\u0627|[^\S\n]{2,}", id="tanwin before alif, double spaces"),
            pytest.param(r"\.\.", id="dots in place of words"),
        ],
    )
    def test_typography(self, wrong: str) -> None:
        bare = [TAG.sub("", text) for text in everything_arabic()]
        assert [text for text in bare if ARABIC.search(text) and re.search(wrong, text)] == []

    def test_quotation_marks_are_paired_and_statements_bring_none_of_their_own(self) -> None:
        assert [t for t in everything_arabic() if t.count("«") != t.count("»")] == []
        said = [b for s in demo().stories for b in s.body if isinstance(b, Statement) and b.quoted]
        assert [b.text for b in said if b.text.startswith(("«", "“", '"'))] == []

    def test_straight_quotes_and_markup_stand_nowhere_in_plain_text(self) -> None:
        for story in demo().stories:
            plain = [story.headline, story.short_headline, story.standfirst, story.note_to_readers]
            plain += [block.text for block in story.body if isinstance(block, Statement)]
            assert [text for text in plain if re.search(r"[<>\"]", text)] == []

    def test_markup_is_of_the_few_allowed_kinds_and_closed(self) -> None:
        html = [
            (b.html, INLINE) for s in demo().stories for b in s.body if isinstance(b, Paragraph)
        ]
        html += [(page.html, BLOCKS) for page in demo().pages]
        for text, allowed in html:
            assert {match[1] for match in TAG.finditer(text)} <= allowed
            for tag in allowed:
                assert len(re.findall(rf"<{tag}\b", text)) == text.count(f"</{tag}>")

    def test_the_first_block_takes_the_dateline(self) -> None:
        assert all(isinstance(story.body[0], Paragraph) for story in demo().stories)
        heads = [story.body[0] for story in stories("ar") if story.dateline]
        assert [b.html for b in heads if isinstance(b, Paragraph) and " - " in b.html[:60]] == []

    def test_statements_end_without_a_full_stop_since_the_page_quotes_them(self) -> None:
        said = [b for s in demo().stories for b in s.body if isinstance(b, Statement) and b.quoted]
        assert [b.text for b in said if b.text.endswith(".")] == []

    def test_addresses_lead_nowhere_real(self) -> None:
        urls = [channel.url for channel in demo().newsroom.channels]
        urls += [b.url for s in demo().stories for b in s.body if isinstance(b, External)]
        assert {(urlsplit(url).hostname or "")[-12:] for url in urls} == {".example.org"}
        assert all(user.email.endswith("@example.org") for user in demo().newsroom.staff)

    def test_tables_have_a_caption_and_full_rows(self) -> None:
        tables = [b for s in demo().stories for b in s.body if isinstance(b, Table)]
        assert len(tables) >= 4
        assert all(table.caption and len(table.rows) >= 3 for table in tables)


@cache
def drawn(name: str) -> bytes:
    return draw(name)


def digest(name: str) -> str:
    return hashlib.sha256(drawn(name)).hexdigest()


class TestPictures:
    @pytest.mark.parametrize("name", sorted(PICTURES))
    def test_within_size_and_weight(self, name: str) -> None:
        with Image.open(io.BytesIO(drawn(name))) as picture:
            expected = (600, 600) if name.startswith("portrait-") else (1600, 900)
            assert (picture.format, picture.size) == ("JPEG", expected)
        assert len(drawn(name)) < 700_000

    def test_another_process_draws_the_same_bytes(self) -> None:
        """Noise, dice, sprayed shade, glow and portraits, under another hash seed."""
        names = ("storm-sea", "night-boats", "library-shelves", "bee-hives", "portrait-widad")
        program = (
            "import hashlib, sys; from nashra.cli.demo.pictures import draw;"
            "print(*(hashlib.sha256(draw(name)).hexdigest() for name in sys.argv[1:]))"
        )
        found = subprocess.run(
            [sys.executable, "-c", program, *names],
            env={**os.environ, "PYTHONHASHSEED": "97"}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert found.stdout.split() == [digest(name) for name in names]

    def test_no_two_are_alike(self) -> None:
        assert len({digest(name) for name in PICTURES}) == len(PICTURES)

    def test_every_picture_is_used_and_described_for_those_who_cannot_see_it(self) -> None:
        shown = [story.picture for story in demo().stories if story.picture]
        shown += [b for s in demo().stories for b in s.body if isinstance(b, DemoPicture)]
        portraits = {author.portrait for author in demo().newsroom.authors}
        assert {picture.name for picture in shown} | portraits == set(PICTURES)
        assert all(len(picture.alt) > 20 and picture.credit for picture in shown)


class TestWhatIsWrongIsSaid:
    @pytest.fixture
    def files(self, tmp_path: Path) -> Path:
        for name in ("stories", "pages", "discussions"):
            shutil.copytree(HERE / name, tmp_path / name)
        shutil.copy(HERE / "newsroom.toml", tmp_path)
        return tmp_path

    @pytest.mark.parametrize(
        ("file", "old", "new", "said"),
        [
            ("stories/03-ferry-resumes.toml", 'tags = ["transport"]', 'tags = ["tranport"]',
             "03-ferry-resumes.toml: there is no tag 'tranport'"),
            ("stories/03-ferry-resumes.toml", "published_days_ago = 0.4", "published_days_ago = -1",
             "03-ferry-resumes.toml.published_days_ago: expected a number of zero or more"),
            ("stories/03-ferry-resumes.toml", "headline =", "heading =",
             "03-ferry-resumes.toml.headline: is missing; expected a string"),
            ("stories/03-ferry-resumes.toml", 'type = "paragraph"', 'type = "para"',
             "03-ferry-resumes.toml.body[1].type: 'para' is none of paragraph"),
            ("stories/03-ferry-resumes.toml", 'urgency = "normal"', "urgency = ",
             "03-ferry-resumes.toml: Invalid value"),
            ("newsroom.toml", 'zone = "Africa/Tunis"', 'zone = "Mars/Olympus"',
             "newsroom.toml.zone: 'Mars/Olympus' is no IANA time zone"),
            ("newsroom.toml", '"rate-cut", "water', '"rate-cutt", "water',
             "newsroom.toml.lead: there is no Arabic story 'rate-cutt'"),
            ("stories/05-council-budget.toml", "days_ago = 5.1", "days_ago = 51",
             "05-council-budget.toml: was corrected before it was published"),
        ],
    )  # fmt: skip
    def test_with_file_and_key(self, files: Path, file: str, old: str, new: str, said: str) -> None:
        text = (files / file).read_text(encoding="utf-8")
        assert old in text
        (files / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(DemoError) as raised:
            load_demo(files)
        assert any(line.startswith(said) for line in raised.value.problems)

    def test_all_at_once(self, files: Path) -> None:
        for name in ("03-ferry-resumes", "17-trade-gap"):
            path = files / "stories" / f"{name}.toml"
            path.write_text("colour = 1\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        with pytest.raises(DemoError) as raised:
            load_demo(files)
        assert raised.value.problems == (
            "03-ferry-resumes.toml.colour: is not a key that is known here",
            "17-trade-gap.toml.colour: is not a key that is known here",
        )
