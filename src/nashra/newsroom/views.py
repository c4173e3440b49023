"""Nashra's own verbs on the desk: a page that asks, and the action that does."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from nashra.newsroom import actions, rights
from nashra.newsroom.forms import CorrectionForm, RetractionForm
from nashra.newsroom.models import StoryPage


class VerbView(WagtailAdminTemplateMixin, FormView, ABC):  # type: ignore[type-arg]
    """Asks for what a verb needs, then runs its action."""

    verb = ""
    question: str | Promise = ""
    button: str | Promise = ""
    done: str | Promise = ""
    serious = False
    template_name = "newsroom/verb.html"
    form_class: type[forms.Form] = forms.Form
    story: StoryPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.story = get_object_or_404(StoryPage, pk=kwargs["page_id"])
        if not rights.may(request.user, self.verb, self.story):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @abstractmethod
    def run(self, values: dict[str, Any]) -> None:
        """Runs the action with the form's values."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.run(form.cleaned_data)
        except actions.NotReady:
            raise
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        messages.success(
            self.request, str(self.done) % {"story": self.story}, buttons=self.after_buttons()
        )
        return redirect("wagtailadmin_pages:edit", self.story.pk)

    def after_buttons(self) -> list[Any]:
        """What one may want next: the way back above all."""
        return []

    def get_page_subtitle(self) -> str:
        return str(self.story)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("wagtailadmin_pages:edit", args=[self.story.pk])
        return [
            {"url": edit, "label": str(self.story)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {
            **context,
            "story": self.story,
            "question": self.question,
            "button": self.button,
            "serious": self.serious,
            "cancel_url": reverse("wagtailadmin_pages:edit", args=[self.story.pk]),
        }


class CorrectView(VerbView):
    """Publishes the latest version with a note of correction."""

    verb = "correct"
    form_class = CorrectionForm
    page_title = _("Correct with a public note")
    question = _(
        "The latest version is published, and readers see this note above the text and on the "
        "corrections page. Save your changes to the story before you come here."
    )
    button = _("Publish the correction")
    done = _("“%(story)s” was published with a correction.")

    def run(self, values: dict[str, Any]) -> None:
        actions.correct_story(story=self.story, actor=self.request.user, note=values["note"])


class EndBreakingView(VerbView):
    """Takes a story out of the breaking bar."""

    verb = "end_breaking"
    page_title = _("End as breaking news")
    question = _(
        "The story leaves the breaking bar and loses its mark in every list. It stays published, "
        "and an editor can announce it again with another end."
    )
    button = _("End it now")
    done = _("“%(story)s” is no longer announced as breaking.")

    def run(self, values: dict[str, Any]) -> None:
        actions.end_breaking(story=self.story, actor=self.request.user)


class RetractView(VerbView):
    """Takes a story away from readers and says why."""

    verb = "retract"
    form_class = RetractionForm
    serious = True
    page_title = _("Retract")
    question = _(
        "The story leaves the site and every list. Its address shows the reason instead, and "
        "search engines are told that it is gone. It can be restored."
    )
    button = _("Retract the story")
    done = _("“%(story)s” was retracted.")

    def run(self, values: dict[str, Any]) -> None:
        actions.retract_story(story=self.story, actor=self.request.user, reason=values["reason"])

    def after_buttons(self) -> list[Any]:
        return [messages.button(reverse("nashra_restore", args=[self.story.pk]), _("Restore"))]


class RestoreView(VerbView):
    """Brings a retracted or withdrawn story back."""

    verb = "restore"
    page_title = _("Restore")
    question = _("The latest version is published again, at its old address and in its old places.")
    button = _("Restore the story")
    done = _("“%(story)s” is published again.")

    def run(self, values: dict[str, Any]) -> None:
        actions.restore_story(story=self.story, actor=self.request.user)

    def after_buttons(self) -> list[Any]:
        return [messages.button(reverse("nashra_retract", args=[self.story.pk]), _("Retract"))]
