"""What readers are offered after a story: why, and the way to refuse it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from nashra.newsroom import actions
from nashra.newsroom.models import FilledStory, Person, RefusedStory, StoryPage, Tag
from nashra.newsroom.views import VerbView


class Offered(NamedTuple):
    """A story that is offered, and what speaks for it."""

    story: StoryPage
    reasons: list[str]


def _names(model: type[Any], pks: list[int]) -> str:
    found = model.objects.in_bulk(pks)
    language = get_language() or "ar"
    names = [found[pk].called(language) for pk in pks if pk in found]
    return (", " if language.startswith("en") else "، ").join(names)


def reasons(why: Mapping[str, Any]) -> list[str]:
    """What two stories have in common, in the editor's language; the strongest first."""
    found = []
    if why.get("storyline"):
        found.append(gettext("the same storyline"))
    if people := _names(Person, why.get("people", [])):
        found.append(gettext("people: %(names)s") % {"names": people})
    if tags := _names(Tag, why.get("tags", [])):
        found.append(gettext("tags: %(names)s") % {"names": tags})
    if words := why.get("words"):
        comma = ", " if (get_language() or "ar").startswith("en") else "، "
        found.append(gettext("words: %(words)s") % {"words": comma.join(words)})
    return found


def offered(story: StoryPage) -> list[Offered]:
    """What readers are offered after a story beside its editor's picks, the best first."""
    rows = FilledStory.objects.filter(story=story, related__live=True).select_related("related")
    return [Offered(row.related, reasons(row.why)) for row in rows.order_by("place")]


def refused(story: StoryPage) -> list[StoryPage]:
    """What an editor refused there, in the order of refusal."""
    rows = RefusedStory.objects.filter(story=story).select_related("related")
    return [row.related for row in rows]


class _PairView(VerbView):
    """A verb about one story after another."""

    verb = "publish"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.related = get_object_or_404(StoryPage, pk=kwargs["related_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.related)


class RefuseView(_PairView):
    """Takes a story from what is offered after another."""

    page_title = _("Not to be read next")
    question = _(
        "The story is no longer offered here, and the next best takes its place. It stays "
        "published; your own picks are not concerned."
    )
    button = _("Do not offer it here")
    done = _("It is no longer offered after “%(story)s”.")

    def run(self, values: dict[str, Any]) -> None:
        actions.refuse_related(story=self.story, related=self.related, actor=self.request.user)


class AllowView(_PairView):
    """Takes a refusal back."""

    page_title = _("To be read next again")
    question = _("The story may be offered here again, if it is still among the best.")
    button = _("Allow it here")
    done = _("It may be offered after “%(story)s” again.")

    def run(self, values: dict[str, Any]) -> None:
        actions.allow_related(story=self.story, related=self.related, actor=self.request.user)
