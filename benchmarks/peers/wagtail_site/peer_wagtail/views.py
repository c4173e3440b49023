"""Lists of stories that are no pages of Wagtail."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from taggit.models import Tag

from peer_wagtail.models import IN_A_LIST, ArticlePage, Author, newest


def _listed(request: HttpRequest, title: str, found: object) -> HttpResponse:
    cards = Paginator(found, IN_A_LIST).get_page(request.GET.get("page"))
    return render(request, "peer_wagtail/list.html", {"title": title, "cards": cards})


def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Stories of a tag, newest first."""
    found = get_object_or_404(Tag, slug=slug)
    return _listed(request, found.name, newest(ArticlePage.objects.filter(tags=found)))


def author(request: HttpRequest, slug: str) -> HttpResponse:
    """Stories of an author, newest first."""
    found = get_object_or_404(Author, slug=slug)
    return _listed(request, found.name, newest(ArticlePage.objects.filter(authors=found)))
