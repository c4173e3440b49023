"""A home page, sections, articles, and who wrote them."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.fields import StreamField
from wagtail.models import Page

ON_HOME = 30
IN_A_LIST = 50
BELOW = 5
"""Stories of the same section that an article offers."""


class Author(models.Model):
    """Who signs a story."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(unique=True)

    def __str__(self) -> str:
        return self.name


class ArticleTag(TaggedItemBase):
    """A tag on an article."""

    content_object = ParentalKey("ArticlePage", related_name="tagged", on_delete=models.CASCADE)


class HomePage(Page):
    """The newest of all sections."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["peer_wagtail.SectionPage"]
    template = "peer_wagtail/home.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        cards = newest(ArticlePage.objects)[:ON_HOME]
        return {**super().get_context(request, *args, **kwargs), "cards": cards}


class SectionPage(Page):
    """The newest of one section, fifty a page."""

    parent_page_types = ["peer_wagtail.HomePage"]
    subpage_types = ["peer_wagtail.ArticlePage"]
    template = "peer_wagtail/list.html"

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = Paginator(newest(ArticlePage.objects.filter(section=self)), IN_A_LIST)
        cards = found.get_page(request.GET.get("page"))
        return {
            **super().get_context(request, *args, **kwargs), "title": self.title, "cards": cards,
        }  # fmt: skip


class ArticlePage(Page):
    """One story. Its section is kept beside the tree, so that lists need no search by path."""

    section = models.ForeignKey(SectionPage, on_delete=models.PROTECT, related_name="+")
    date = models.DateTimeField(default=timezone.now)
    standfirst = models.TextField(blank=True)
    place = models.CharField(max_length=120, blank=True)
    authors = ParentalManyToManyField(Author, related_name="articles")
    tags = ClusterTaggableManager(through=ArticleTag, blank=True)
    body = StreamField(
        [
            ("paragraph", RichTextBlock()),
            ("quote", StructBlock([("text", TextBlock()), ("name", CharBlock())])),
            ("background", RichTextBlock()),
        ]
    )

    parent_page_types = ["peer_wagtail.SectionPage"]
    subpage_types: list[str] = []
    template = "peer_wagtail/article.html"
    content_panels = [
        *Page.content_panels, FieldPanel("standfirst"), FieldPanel("place"), FieldPanel("section"),
        FieldPanel("date"), FieldPanel("authors"), FieldPanel("tags"), FieldPanel("body"),
    ]  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["-date"]), models.Index(fields=["section", "-date"])]

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        same = newest(ArticlePage.objects.filter(section=self.section_id).exclude(pk=self.pk))
        return {**super().get_context(request, *args, **kwargs), "cards": same[:BELOW]}


def newest(articles: Any) -> Any:
    """Live articles, newest first, with their sections, without their texts."""
    return articles.live().select_related("section").defer("body").order_by("-date")
