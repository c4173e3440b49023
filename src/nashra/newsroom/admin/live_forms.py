"""The forms of the posting screen."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.permissions import policy_registry

from nashra.newsroom.admin.live_text import to_html, to_text
from nashra.newsroom.entries import CAPTION, SHORT, SPOKEN, TITLE, EntryContent
from nashra.newsroom.ids import ALPHABET, LENGTH
from nashra.newsroom.models import JournalEntry, NewsImage, Person, StoryPage

KINDS = [
    ("text", _("Text")), ("statement", _("Statement")), ("picture", _("Picture")),
    ("link", _("Link to a story")),
]  # fmt: skip
RECENT = 30
"""Pictures and stories that are offered."""
_ID = re.compile(rf"(?:.*/a/)?([{ALPHABET}]{{{LENGTH}}})/?(?:[?#].*)?", re.DOTALL)
_SIMPLE = ("title", "speaker", "capacity", "source", "text", "alt", "caption", "credit")


def _policy() -> Any:
    return policy_registry.get_by_type(NewsImage)


class EntryForm(forms.Form):
    """An entry; only what its kind has is asked for, by the action."""

    kind = forms.ChoiceField(choices=KINDS, initial="text", widget=forms.RadioSelect)
    body = forms.CharField(
        label=_("Text"), required=False, strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), required=False, max_length=TITLE)
    text = forms.CharField(
        label=_("What was said"), required=False, max_length=SPOKEN,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    speaker = forms.CharField(
        label=_("Speaker"), required=False, max_length=SHORT,
        widget=forms.TextInput(attrs={"list": "nashra-people", "autocomplete": "off"}),
    )  # fmt: skip
    capacity = forms.CharField(label=_("Capacity"), required=False, max_length=SHORT)
    source = forms.CharField(label=_("Source"), required=False, max_length=SHORT)
    said_on = forms.DateField(
        label=_("Said on"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    quoted = forms.BooleanField(label=_("Verbatim"), required=False, initial=True)
    upload = WagtailImageField(
        label=_("New picture"), required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip
    image: "forms.ModelChoiceField[NewsImage]" = forms.ModelChoiceField(
        NewsImage.objects.none(), label=_("Or one of the newest"), required=False
    )
    alt = forms.CharField(label=_("Alternative text"), required=False, max_length=CAPTION)
    caption = forms.CharField(label=_("Caption"), required=False, max_length=CAPTION)
    credit = forms.CharField(label=_("Credit"), required=False, max_length=SHORT)
    story = forms.CharField(
        label=_("Story"), required=False, max_length=1000,
        help_text=_("Its address, or one of the newest."),
        widget=forms.TextInput(attrs={"list": "nashra-stories", "autocomplete": "off"}),
    )  # fmt: skip
    key = forms.BooleanField(label=_("Key moment"), required=False)
    pinned = forms.BooleanField(label=_("Pinned"), required=False)
    urgent = forms.BooleanField(label=_("Breaking"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        chosen = self.initial.get("image")
        newest = (
            _policy()
            .instances_user_has_any_permission_for(user, ["add", "change", "choose"])
            .order_by("-created_at")
        )
        pks = list(newest.values_list("pk", flat=True)[:RECENT])
        field: Any = self.fields["image"]
        field.queryset = NewsImage.objects.filter(
            pk__in=[*pks, chosen] if chosen else pks
        ).order_by("-created_at")

    def content(self) -> EntryContent:
        """What the form holds, as the actions take it; stores a new picture."""
        values = self.cleaned_data
        image = values["image"]
        if values["kind"] == "picture" and values["upload"]:
            image = self._store(values["upload"])
        found = _ID.fullmatch(values["story"].strip())
        return EntryContent(
            kind=values["kind"], html=to_html(values["body"]),
            **{name: values[name] for name in _SIMPLE},
            said_on=values["said_on"], quoted=values["quoted"],
            image=image.pk if image else None, story=found[1] if found else "",
        )  # fmt: skip

    def flags(self) -> dict[str, bool]:
        """What the entry is marked as."""
        return {name: self.cleaned_data[name] for name in ("key", "pinned", "urgent")}

    def _store(self, file: Any) -> Any:
        if not _policy().user_has_permission(self.user, "add"):
            return None
        values = self.cleaned_data
        image = NewsImage(
            title=(values["alt"] or str(file.name))[:200], file=file, alt=values["alt"],
            caption=values["caption"], credit=values["credit"], uploaded_by_user=self.user,
        )  # fmt: skip
        image.save()
        return image


class NewEntryForm(EntryForm):
    """An entry that is not posted yet."""

    publish_at = forms.DateTimeField(
        label=_("Not before"), required=False,
        help_text=_("Empty: at once."),
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", uuid.uuid4().hex)


class ChangedEntryForm(EntryForm):
    """An entry that was posted; ``version`` is the one that the editor saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PauseForm(forms.Form):
    """When readers may look again."""

    next_expected_at = forms.DateTimeField(
        label=_("Next update expected"), required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"),
    )  # fmt: skip


class EndForm(forms.Form):
    """What happened, for those who come later."""

    summary = forms.CharField(
        label=_("Summary"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class RetractEntryForm(forms.Form):
    """What readers find in the entry's place."""

    reason = forms.CharField(label=_("Reason, for readers"), required=False, max_length=600)


def initial(entry: JournalEntry) -> dict[str, Any]:
    """A posted entry as the form shows it."""
    content = EntryContent.stored(entry.content)
    person = Person.objects.filter(pk=content.person).first() if content.person else None
    return {
        **{name: getattr(content, name) for name in (*_SIMPLE, "kind", "said_on", "quoted")},
        "speaker": person.name if person else content.speaker, "body": to_text(content.html),
        "image": content.image, "story": content.story, "version": entry.version,
        "key": entry.key, "pinned": entry.pinned, "urgent": entry.urgent,
    }  # fmt: skip


def offered(language_pk: int) -> dict[str, Any]:
    """Names and stories to choose from while one types."""
    stories = StoryPage.objects.filter(live=True, locale=language_pk)
    newest = stories.order_by("-first_published_at").values_list("public_id", "headline")
    return {
        "people": Person.objects.order_by("name").values_list("name", flat=True)[:400],
        "newest": newest[:RECENT],
    }  # fmt: skip
