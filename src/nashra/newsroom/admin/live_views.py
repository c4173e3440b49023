"""The posting screen of a live coverage: one page, made for speed.

Everything is a form that works without scripts. A script sends the same forms, asks for data
(``Accept: application/json``) and puts in place what it gets.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from nashra.changes.facts import digest
from nashra.newsroom import actions, rights
from nashra.newsroom.actions import EntryChangedError
from nashra.newsroom.admin import live_forms
from nashra.newsroom.admin.live_text import to_text
from nashra.newsroom.clean import clean_shown
from nashra.newsroom.models import Coverage, JournalEntry, NewsImage, Person, StoryPage

SHOWN = 40
"""Entries on the screen; all with ``?all=1``."""
LOOK = 5
"""Seconds between two looks for what others have posted."""


class Row:
    """An entry as the screen shows it to somebody."""

    def __init__(self, entry: JournalEntry, user: Any, coverage: Coverage) -> None:
        entry.coverage = coverage
        self.entry, self.content = entry, entry.content
        self.may_change = entry.state != "retracted" and rights.may_entry(user, entry)
        waits = entry.state in {"waiting", "scheduled"}
        self.may_approve = waits and rights.may(user, "cover", coverage.story)

    @property
    def html(self) -> SafeString:
        """Its text; cleaned when it was posted, and again by today's rules."""
        return mark_safe(clean_shown(self.content.get("html", "")))

    @property
    def speaker(self) -> str:
        """Who said it."""
        if person := Person.objects.filter(pk=self.content.get("person")).first():
            return person.name
        return str(self.content.get("speaker", ""))

    @property
    def image(self) -> NewsImage | None:
        """Its picture."""
        found: NewsImage | None = NewsImage.objects.filter(pk=self.content.get("image")).first()
        return found

    @property
    def linked(self) -> StoryPage | None:
        """The story that it points to."""
        rows = StoryPage.objects.filter(public_id=self.content.get("story", ""))
        found: StoryPage | None = rows.first()
        return found

    @property
    def plain(self) -> str:
        """Its text as it would be typed, to be compared."""
        texts = (self.content.get("title"), to_text(self.content.get("html", "")),
                 self.content.get("text"))  # fmt: skip
        return "\n\n".join(text for text in texts if text)


class Screen:
    """What is shown of one coverage to one person."""

    def __init__(self, request: HttpRequest, page_id: int) -> None:
        self.request, self.user = request, request.user
        self.story = get_object_or_404(StoryPage, pk=page_id)
        if not rights.may(self.user, "post", self.story):
            raise PermissionDenied
        self.coverage = Coverage.objects.select_related("story").filter(story=self.story).first()

    def entry(self, entry_id: str) -> JournalEntry:
        """One of its entries."""
        return get_object_or_404(
            JournalEntry.objects.select_related("coverage__story"),
            pk=entry_id, coverage__story=self.story,
        )  # fmt: skip

    def rows(self) -> list[Row]:
        """What waits, then what readers have, newest first."""
        if self.coverage is None:
            return []
        found = self.coverage.entries.select_related("by", "changed_by")
        waiting = found.filter(state__in=["waiting", "scheduled"]).order_by("at")
        told = found.filter(slot__isnull=False).order_by("-slot")
        many = told if "all" in self.request.GET else told[:SHOWN]
        return [Row(entry, self.user, self.coverage) for entry in (*waiting, *many)]

    def list(self, **more: Any) -> dict[str, Any]:
        """The list of entries with the state above it, and a stamp that tells when they differ."""
        rows = self.rows()
        context = {**self.context(), "rows": rows, "shown": SHOWN, "editing": None, **more}
        state = [self.coverage.state, self.coverage.next_expected_at] if self.coverage else []
        marks = [(row.entry.pk, row.entry.version, row.entry.state) for row in rows]
        return {
            "stamp": digest([marks, state]),
            "list": render_to_string("newsroom/live/entries.html", context, self.request),
            "state": render_to_string("newsroom/live/state.html", context, self.request),
        }

    def context(self) -> dict[str, Any]:
        """What every template of the screen needs."""
        return {
            "story": self.story, "coverage": self.coverage,
            "may_cover": rights.may(self.user, "cover", self.story),
            "pause_form": live_forms.PauseForm(auto_id="pause-%s"),
            "end_form": live_forms.EndForm(
                auto_id="end-%s",
                initial={"summary": self.coverage.summary if self.coverage else ""},
            ),
        }  # fmt: skip

    def page(self, status: int = 200, **more: Any) -> HttpResponse:
        """The whole screen."""
        form = more.pop("form", None) or live_forms.NewEntryForm(user=self.user)
        errors = more.pop("errors", ())
        context = {
            **self.context(), **self.list(**more), "form": form, "look": LOOK, "errors": errors,
            **live_forms.offered(self.story.locale_id),
            "page_title": _("Live coverage"), "header_title": _("Live coverage"),
            "page_subtitle": str(self.story), "header_icon": "media",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_pages:edit", args=[self.story.pk]),
                 "label": str(self.story)},
                {"url": "", "label": _("Live coverage")},
            ],
        }  # fmt: skip
        return TemplateResponse(self.request, "newsroom/live/screen.html", context, status=status)

    def edit_form(self, entry: JournalEntry, form: Any = None, theirs: Any = None) -> str:
        """The form in an entry's place."""
        form = form or live_forms.ChangedEntryForm(
            user=self.user, initial=live_forms.initial(entry), auto_id=f"{entry.pk}-%s"
        )
        context = {**self.context(), "entry": entry, "form": form, "theirs": theirs}
        return render_to_string("newsroom/live/edit.html", context, self.request)


def wants_data(request: HttpRequest) -> bool:
    """Whether a script asks."""
    return request.headers.get("Accept", "").startswith("application/json")


def screen(request: HttpRequest, page_id: int) -> HttpResponse:
    """The screen; ``?edit=<entry>`` shows one entry's form in its place, ``?have=`` looks."""
    shown = Screen(request, page_id)
    if not wants_data(request):
        editing = request.GET.get("edit")
        form = mark_safe(shown.edit_form(shown.entry(editing))) if editing else ""
        return shown.page(editing=editing, edit_form=form)
    if editing := request.GET.get("edit"):
        return JsonResponse({"form": shown.edit_form(shown.entry(editing))})
    found = shown.list()
    if found["stamp"] == request.GET.get("have"):
        return HttpResponse(status=204)
    return JsonResponse(found)


def _done(shown: Screen, message: str) -> HttpResponse:
    if wants_data(shown.request):
        return JsonResponse({"ok": True, "message": message, **shown.list()})
    messages.success(shown.request, message)
    return redirect("nashra_live", shown.story.pk)


def _refused(shown: Screen, errors: Mapping[str, Any], **more: Any) -> HttpResponse:
    """What is missing, by field; nothing that was typed is lost."""
    said = [str(text) for texts in errors.values() for text in texts]
    if wants_data(shown.request):
        return JsonResponse({"ok": False, "errors": errors, "message": " ".join(said)}, status=422)
    return shown.page(422, errors=said, **more)


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    found = getattr(error, "message_dict", None) or {"__all__": error.messages}
    return {("body" if name == "html" else name): list(texts) for name, texts in found.items()}


def _form_errors(form: forms.Form) -> dict[str, list[str]]:
    return {name: [str(text) for text in texts] for name, texts in form.errors.items()}


@require_POST
def post(request: HttpRequest, page_id: int) -> HttpResponse:
    """Posts a new entry."""
    shown = Screen(request, page_id)
    form = live_forms.NewEntryForm(request.POST, request.FILES, user=shown.user)
    if shown.coverage is None or not form.is_valid():
        return _refused(shown, _form_errors(form), form=form)
    values = form.cleaned_data
    try:
        entry = actions.post_entry(
            coverage=shown.coverage, actor=shown.user, content=form.content(), **form.flags(),
            publish_at=values["publish_at"], token=values["token"],
        )  # fmt: skip
    except ValidationError as error:
        return _refused(shown, _by_field(error), form=form)
    said = {
        "waiting": _("Saved: an editor gives it to readers."), "scheduled": _("Scheduled."),
    }  # fmt: skip
    return _done(shown, said.get(entry.state, _("Posted.")))


@require_POST
def edit(request: HttpRequest, page_id: int, entry_id: str) -> HttpResponse:
    """Saves an entry; where somebody else did meanwhile, shows both texts."""
    shown = Screen(request, page_id)
    entry = shown.entry(entry_id)
    form = live_forms.ChangedEntryForm(
        request.POST, request.FILES, user=shown.user, auto_id=f"{entry.pk}-%s",
        initial=live_forms.initial(entry),
    )  # fmt: skip
    if not form.is_valid():
        return _edit_again(shown, entry, form, _form_errors(form), 422)
    try:
        actions.edit_entry(
            entry=entry, actor=shown.user, version=form.cleaned_data["version"],
            content=form.content(), **form.flags(),
        )  # fmt: skip
    except EntryChangedError as error:
        # To save once more is then a decision: the form names the version that stands now.
        posted = request.POST.copy()
        posted["version"] = str(error.entry.version)
        form.data = posted
        return _edit_again(shown, entry, form, {"__all__": error.messages}, 409, error)
    except ValidationError as error:
        return _edit_again(shown, entry, form, _by_field(error), 422)
    return _done(shown, _("Saved."))


def _edit_again(
    shown: Screen, entry: JournalEntry, form: Any, errors: Mapping[str, Any], status: int,
    conflict: EntryChangedError | None = None,
) -> HttpResponse:  # fmt: skip
    said = " ".join(str(text) for texts in errors.values() for text in texts)
    theirs = None
    if conflict and shown.coverage:
        row = Row(conflict.entry, shown.user, shown.coverage)
        theirs = {"by": conflict.by, "text": row.plain}
    for name, texts in errors.items():
        if name not in form.errors:
            form.add_error(name if name in form.fields else None, texts)
    html = shown.edit_form(entry, form, theirs)
    if wants_data(shown.request):
        return JsonResponse({"ok": False, "message": said, "form": html}, status=status)
    place = mark_safe(html)
    return shown.page(status, editing=entry.pk, edit_form=place, errors=[said])


@require_POST
def retract(request: HttpRequest, page_id: int, entry_id: str) -> HttpResponse:
    """Takes an entry from readers."""
    shown = Screen(request, page_id)
    reason = request.POST.get("reason", "")
    try:
        actions.retract_entry(entry=shown.entry(entry_id), actor=shown.user, reason=reason)
    except ValidationError as error:
        return _refused(shown, _by_field(error))
    return _done(shown, _("Retracted."))


@require_POST
def approve(request: HttpRequest, page_id: int, entry_id: str) -> HttpResponse:
    """Gives readers an entry that waits."""
    shown = Screen(request, page_id)
    try:
        actions.approve_entry(entry=shown.entry(entry_id), actor=shown.user)
    except ValidationError as error:
        return _refused(shown, _by_field(error))
    return _done(shown, _("Posted."))


def _start(shown: Screen, coverage: Coverage | None) -> str:
    actions.start_coverage(story=shown.story, actor=shown.user)
    return _("The coverage runs.")


def _pause(shown: Screen, coverage: Coverage) -> str:
    form = live_forms.PauseForm(shown.request.POST)
    if not form.is_valid():
        raise ValidationError(_form_errors(form))
    actions.pause_coverage(coverage=coverage, actor=shown.user, **form.cleaned_data)
    return _("The coverage is paused.")


def _resume(shown: Screen, coverage: Coverage) -> str:
    actions.resume_coverage(coverage=coverage, actor=shown.user)
    return _("The coverage runs.")


def _end(shown: Screen, coverage: Coverage) -> str:
    summary = shown.request.POST.get("summary", "")
    actions.end_coverage(coverage=coverage, actor=shown.user, summary=summary)
    return _("The coverage has ended.")


def _reopen(shown: Screen, coverage: Coverage) -> str:
    actions.reopen_coverage(coverage=coverage, actor=shown.user)
    return _("The coverage runs.")


STATES: Mapping[str, Callable[[Screen, Any], str]] = {
    "start": _start, "pause": _pause, "resume": _resume, "end": _end, "reopen": _reopen,
}  # fmt: skip


@require_POST
def state(request: HttpRequest, page_id: int, verb: str) -> HttpResponse:
    """Starts, pauses, resumes, ends or reopens the coverage."""
    shown = Screen(request, page_id)
    if verb not in STATES or (shown.coverage is None) != (verb == "start"):
        return _refused(shown, {"__all__": [_("That does not fit what the coverage does now.")]})
    try:
        message = STATES[verb](shown, shown.coverage)
    except ValidationError as error:
        return _refused(shown, _by_field(error))
    return _done(Screen(request, page_id), message)


RUNNING = 200
"""Coverages, the newest, among which the panel looks for somebody's own."""


def panel(stories: Any, user: Any) -> list[Coverage]:
    """The coverages of these stories that run or rest and that the user may post to."""
    # First the few that run: SQLite would begin with all stories that somebody reaches.
    running = Coverage.objects.exclude(state=Coverage.State.ENDED).order_by("-started_at")
    told = list(running.values_list("story", flat=True)[:RUNNING])
    reached = list(stories.order_by().filter(pk__in=told).values_list("pk", flat=True))
    newest = running.filter(story__in=reached).select_related("story")[:20]
    return [coverage for coverage in newest if rights.may(user, "post", coverage.story)][:8]
