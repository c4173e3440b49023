"""``load_stories FILE``: the stories of a Nashra newsroom, written straight into the tables."""

import json
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from taggit.models import Tag
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from peer_wagtail.models import ArticlePage, ArticleTag, Author, HomePage, SectionPage

CHUNK = 300


class Command(BaseCommand):
    """Loads stories into an empty site."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if ArticlePage.objects.exists():
            raise CommandError("this site holds stories already")
        with options["file"].open(encoding="utf-8") as lines:
            site = json.loads(next(lines))
            with transaction.atomic(), disable_reference_index_auto_update():
                sections = _found(site)
                _load((json.loads(line) for line in lines), sections)
        self.stdout.write(f"{ArticlePage.objects.count()} stories")


def _found(site: dict[str, Any]) -> dict[str, SectionPage]:
    root = Page.objects.get(depth=1)
    for page in root.get_children():
        page.delete()
    root.refresh_from_db()
    home = root.add_child(instance=HomePage(title=site["name"], slug="home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    for section in site["sections"]:
        home.add_child(instance=SectionPage(title=section["name"], slug=section["slug"]))
    return {section.slug: section for section in SectionPage.objects.all()}


def _load(stories: Iterator[dict[str, Any]], sections: dict[str, SectionPage]) -> None:
    authors: dict[str, Author] = {}
    tags: dict[str, Tag] = {}
    numbers = dict.fromkeys(sections, 0)
    while chunk := [story for _, story in zip(range(CHUNK), stories, strict=False)]:
        pages = []
        for story in chunk:
            numbers[story["section"]] += 1
            pages.append(_page(story, sections[story["section"]], numbers[story["section"]]))
        for page, story in zip(Page.objects.bulk_create(pages), chunk, strict=True):
            article = _article(page, story, sections[story["section"]])
            for author in story["authors"]:
                row = authors.get(author["slug"]) or Author.objects.create(**author)
                authors[author["slug"]] = row
                ArticlePage.authors.through.objects.create(articlepage=article, author=row)
            for tag in story["tags"]:
                label = tags.get(tag["slug"]) or Tag.objects.create(**tag)
                tags[tag["slug"]] = label
                ArticleTag.objects.create(content_object=article, tag=label)
    for slug, count in numbers.items():
        SectionPage.objects.filter(slug=slug).update(numchild=count)


def _page(story: dict[str, Any], section: SectionPage, number: int) -> Page:
    moment = datetime.fromisoformat(story["at"])
    return Page(
        path=Page._get_path(section.path, section.depth + 1, number - 1), depth=section.depth + 1,
        title=story["headline"], draft_title=story["headline"], slug=story["id"],
        url_path=f"{section.url_path}{story['id']}/", live=True, locale_id=section.locale_id,
        content_type=ContentType.objects.get_for_model(ArticlePage),
        first_published_at=moment, last_published_at=moment, latest_revision_created_at=moment,
        translation_key=uuid.uuid4(),
    )  # fmt: skip


def _article(page: Page, story: dict[str, Any], section: SectionPage) -> ArticlePage:
    blocks = [{**block, "id": str(uuid.uuid4())} for block in story["body"]]
    article = ArticlePage(
        page_ptr=page, section=section, date=page.first_published_at, place=story["place"],
        standfirst=story["standfirst"], body=json.dumps(blocks),
    )  # fmt: skip
    # The page's own row stands already: this writes the article's alone.
    article.save_base(raw=True, force_insert=True)
    return article
