"""Makes the demo newsroom out of its files, through the same actions as the desk."""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone

from nashra.accounts.models import Role, User
from nashra.changes.unit import unit_of_work
from nashra.cli.demo import schema
from nashra.cli.demo.discussion_builder import DiscussionBuilder, make_readers
from nashra.cli.demo.live_builder import LiveBuilder
from nashra.cli.demo.pictures import draw
from nashra.newsroom import actions, queries
from nashra.newsroom.models import (
    Agency,
    Author,
    FollowChannel,
    HomePage,
    LeadItem,
    NewsImage,
    Newsroom,
    Person,
    Place,
    RelatedStory,
    SectionPage,
    StaticPage,
    StoryAgency,
    StoryAuthor,
    Storyline,
    StoryPage,
    StoryTag,
    Tag,
)

ANNOUNCED_DAYS = 0.5
"""How long the sample's breaking news stays so: longer than in life, for whoever looks at it."""

Say = Callable[[str], None]


@dataclass
class Builder:
    """Holds what was made so far, by the slugs of the files."""

    demo: schema.Demo
    say: Say
    now: datetime = field(default_factory=timezone.now)
    sections: dict[tuple[str, str], SectionPage] = field(default_factory=dict)
    rows: dict[tuple[Any, str], Any] = field(default_factory=dict)
    images: dict[str, NewsImage] = field(default_factory=dict)
    stories: dict[str, StoryPage] = field(default_factory=dict)

    def build(self, *, origin: str, password: str) -> None:
        """Makes everything; raises what the actions raise."""
        room = self.demo.newsroom
        actions.found_newsroom(
            names={"ar": room.name, "en": room.name_en}, origin=origin, zone=room.zone,
            taglines={"ar": room.tagline, "en": room.tagline_en},
            months="egyptian_levantine", digits="latn",
        )  # fmt: skip
        self._sections()
        self._channels()
        self._static_pages()
        self._staff(password)
        self.say("Drawing pictures ...")
        self._names()
        self.say(f"Publishing {len(self.demo.stories)} stories ...")
        oldest_first = sorted(self.demo.stories, key=lambda story: -story.published_days_ago)
        for story in oldest_first:
            self._draft(story)
        for story in oldest_first:
            self._publish(story)
        self._leads()
        for coverage in self.demo.coverages:
            self._cover(coverage)
        self._discuss(password)

    def _discuss(self, password: str) -> None:
        moderator = next(one for one in self.demo.newsroom.staff if one.role == Role.MODERATOR)
        staff = [one.username for one in self.demo.newsroom.staff]
        make_readers(self.demo.readership, password, staff=staff, moderator=moderator.username)
        people = {user.username: user for user in User.objects.all()}
        for discussion in self.demo.discussions:
            DiscussionBuilder(
                source=discussion, story=self.stories[discussion.story], people=people,
                moderator=people[moderator.username],
            ).build()  # fmt: skip

    def _cover(self, source: schema.LiveCoverage) -> None:
        LiveBuilder(
            source=source, story=self.stories[source.story],
            start=self._ago(source.started_days_ago),
            person=lambda slug: int(self.rows[Person, slug].pk),
            image=lambda picture: int(self._image(picture.name, picture.alt, picture).pk),
            public_id=lambda hint: self.stories[hint].public_id,
        ).build()  # fmt: skip

    def _ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def _sections(self) -> None:
        for section in self.demo.newsroom.sections:
            first = actions.create_section(
                actor=None, name=section.name, slug=section.slug, language="ar",
                description=section.description, band=section.band,
            )  # fmt: skip
            self.sections["ar", section.slug] = first
            self.sections["en", section.slug] = actions.create_section(
                actor=None, name=section.name_en, slug=section.slug, language="en",
                description=section.description_en, band=section.band, edition_of=first,
            )  # fmt: skip

    def _channels(self) -> None:
        with unit_of_work(cause="demo"):
            room = Newsroom.objects.get()
            known = set(FollowChannel.Kind.values)
            for order, channel in enumerate(self.demo.newsroom.channels):
                FollowChannel.objects.create(
                    newsroom=room, sort_order=order, name=channel.text, name_en=channel.text_en,
                    kind=channel.kind if channel.kind in known else "other", url=channel.url,
                )  # fmt: skip

    def _static_pages(self) -> None:
        firsts: dict[str, StaticPage] = {}
        homes = {home.locale.language_code: home for home in queries.homes()}
        with unit_of_work(cause="demo"):
            for text in self.demo.pages:
                page = StaticPage(
                    title=text.title, slug=text.kind, kind=text.kind, body=text.html,
                    locale=homes[text.language].locale,
                )  # fmt: skip
                if text.kind in firsts:
                    page.translation_key = firsts[text.kind].translation_key
                homes[text.language].add_child(instance=page)
                page.save_revision().publish()
                firsts.setdefault(text.kind, page)

    def _staff(self, password: str) -> None:
        # Slow on purpose, and the same for all.
        hashed = make_password(password)
        for person in self.demo.newsroom.staff:
            user = User.objects.create(
                username=person.username, email=person.email, password=hashed,
                display_name=person.name,
            )  # fmt: skip
            for slug in person.sections or ("",):
                section = self.sections["ar", slug] if slug else None
                actions.grant_role(user=user, role=Role(person.role), section=section)

    def _names(self) -> None:
        room = self.demo.newsroom
        groups: tuple[tuple[Any, Any, tuple[str, ...]], ...] = (
            (Place, room.places, ()),
            (Agency, room.agencies, ()),
            (Tag, room.tags, ()),
            (Person, room.people, ("capacity", "capacity_en", "bio", "bio_en")),
            (Author, room.authors, ("role", "role_en", "bio", "bio_en")),
            (Storyline, room.storylines, ("background", "background_en")),
        )
        with unit_of_work(cause="demo"):
            for model, rows, extra in groups:
                for row in rows:
                    values = {name: getattr(row, name) for name in extra}
                    if isinstance(row, schema.Author):
                        values["portrait"] = self._image(row.portrait, row.name)
                    self.rows[model, row.slug] = model.objects.create(
                        name=row.name, name_en=row.name_en, slug=row.slug,
                        aliases="\n".join(row.aliases), **values,
                    )  # fmt: skip

    def _image(self, name: str, title: str, picture: schema.Picture | None = None) -> NewsImage:
        if name not in self.images:
            image = NewsImage(title=title[:200], file=ContentFile(draw(name), f"{name}.jpg"))
            if picture:
                image.alt, image.caption, image.credit = (
                    picture.alt, picture.caption, picture.credit
                )  # fmt: skip
            image.save()
            self.images[name] = image
        return self.images[name]

    def _draft(self, source: schema.Story) -> None:
        section = self.sections[source.language, source.section]
        with unit_of_work(cause="demo"):
            story = StoryPage(
                headline=source.headline, title=source.headline, kicker=source.kicker,
                short_headline=source.short_headline, standfirst=source.standfirst,
                urgency=source.urgency, genre=source.genre, locale=section.locale, live=False,
                note_to_readers=source.note_to_readers,
                first_published_at=self._ago(source.published_days_ago),
                breaking_until=(
                    self._ago(-ANNOUNCED_DAYS) if source.urgency != "normal" else None
                ),
                dateline=self.rows.get((Place, source.dateline)),
                storyline=self.rows.get((Storyline, source.storyline)),
            )  # fmt: skip
            story.slug = story.public_id
            if source.edition_of:
                story.translation_key = self.stories[source.edition_of].translation_key
            if source.picture:
                self._lead_picture(story, source.picture)
            story.body = json.dumps([self._block(block) for block in source.body])
            section.add_child(instance=story)
            self._relate(story, source)
            story.save_revision()
        self.stories[source.id_hint] = story

    def _lead_picture(self, story: StoryPage, picture: schema.Picture) -> None:
        story.lead_image = self._image(picture.name, picture.alt, picture)
        story.lead_alt, story.lead_caption = picture.alt, picture.caption
        story.lead_credit = picture.credit

    def _relate(self, story: StoryPage, source: schema.Story) -> None:
        story.story_authors = [
            StoryAuthor(author=self.rows[Author, slug], sort_order=n)
            for n, slug in enumerate(source.authors)
        ]
        story.story_agencies = [
            StoryAgency(agency=self.rows[Agency, slug], sort_order=n)
            for n, slug in enumerate(source.agencies)
        ]
        story.story_tags = [
            StoryTag(tag=self.rows[Tag, slug], sort_order=n) for n, slug in enumerate(source.tags)
        ]
        story.further_sections = [
            self.sections[source.language, slug] for slug in source.further_sections
        ]

    def _block(self, block: schema.Block) -> dict[str, Any]:
        kind, value = _BLOCKS[type(block)](self, block)
        return {"type": kind, "value": value, "id": str(uuid.uuid4())}

    def _statement(self, block: schema.Statement) -> tuple[str, Any]:
        person = self.rows.get((Person, block.speaker))
        said_on = timezone.localtime(self._ago(block.said_on_days_ago)).date()
        return "statement", {
            "person": person.pk if person else None, "speaker": block.speaker_name,
            "capacity": block.capacity, "source": block.source, "said_on": said_on.isoformat(),
            "quoted": block.quoted, "text": block.text,
        }  # fmt: skip

    def _picture(self, block: schema.Picture) -> tuple[str, Any]:
        return "image", {
            "image": self._image(block.name, block.alt, block).pk, "alt": block.alt,
            "caption": block.caption, "credit": block.credit,
        }  # fmt: skip

    def _publish(self, source: schema.Story) -> None:
        """Picks related stories among the drafts, publishes, then does what happened later."""
        story = self.stories[source.id_hint]
        with unit_of_work(cause="demo"):
            draft: Any = story.get_latest_revision_as_object()
            draft.related_stories = [
                RelatedStory(related=self.stories[hint], sort_order=n)
                for n, hint in enumerate(source.related)
            ]
            draft.save_revision()
            actions.publish_story(story=story, actor=None)
        if source.correction:
            actions.correct_story(
                story=story, actor=None, note=source.correction.note,
                at=self._ago(source.correction.days_ago),
            )  # fmt: skip
        if source.retraction:
            actions.retract_story(story=story, actor=None, reason=source.retraction)

    def _leads(self) -> None:
        leads = {"ar": self.demo.newsroom.lead, "en": self.demo.newsroom.lead_en}
        with unit_of_work(cause="demo"):
            for home in HomePage.objects.select_related("locale"):
                for order, hint in enumerate(leads[home.locale.language_code]):
                    LeadItem.objects.create(home=home, story=self.stories[hint], sort_order=order)
                home.save_revision(clean=False)


def _paragraph(builder: Builder, block: schema.Paragraph) -> tuple[str, Any]:
    return "paragraph", f"<p>{block.html}</p>"


def _heading(builder: Builder, block: schema.Heading) -> tuple[str, Any]:
    return "heading", block.text


def _quote(builder: Builder, block: schema.Quote) -> tuple[str, Any]:
    return "quote", {"text": block.text, "attribution": block.attribution}


def _items(builder: Builder, block: schema.Items) -> tuple[str, Any]:
    items = [
        {"type": "item", "value": f"<p>{html}</p>", "id": str(uuid.uuid4())} for html in block.items
    ]
    return "list", {"ordered": block.ordered, "items": items}


def _table(builder: Builder, block: schema.Table) -> tuple[str, Any]:
    columns = [{"type": "text", "heading": heading} for heading in block.header]
    rows = [{"values": list(row)} for row in block.rows]
    table = {"columns": columns, "rows": rows, "caption": ""}
    return "table", {"caption": block.caption, "table": table}


def _external(builder: Builder, block: schema.External) -> tuple[str, Any]:
    return "external", {
        "url": block.url, "title": block.title, "provider": block.provider,
        "description": block.description,
    }  # fmt: skip


def _background(builder: Builder, block: schema.Background) -> tuple[str, Any]:
    return "background", None


_BLOCKS: Mapping[Any, Callable[[Builder, Any], tuple[str, Any]]] = {
    schema.Paragraph: _paragraph,
    schema.Heading: _heading,
    schema.Statement: Builder._statement,
    schema.Quote: _quote,
    schema.Items: _items,
    schema.Table: _table,
    schema.External: _external,
    schema.Background: _background,
    schema.Picture: Builder._picture,
}
