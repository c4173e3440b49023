"""Forms of the desk: they ask and show, the actions do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from nashra.newsroom.ids import new_public_id
from nashra.newsroom.readiness import INBOX_SLUG, no_headline, problems
from nashra.newsroom.romanise import free_slug

RESTORED = "nashra-restore"
"""The field by which a browser says that it only puts text back."""

put_back = _("This is the text that your browser kept. It is not saved yet: look it over and save.")
other_language = _("This section is in another language: use “Translate” instead.")


class KeptForm(forms.BaseForm):
    """A form whose text the browser keeps until it is saved, and may put back after a crash.

    What is put back is shown and not saved: an editor looks it over first.
    """

    class Media:
        js = (forms.Script("nashra/keep.js", defer=True),)

    def clean(self) -> dict[str, Any]:
        cleaned: Any = super().clean()
        if RESTORED in self.data:
            self.add_error(None, put_back)
        return dict(cleaned)


class PublicPageForm(KeptForm, WagtailAdminPageForm):
    """The form of front pages, sections and static pages."""


class StoryForm(PublicPageForm):
    """The story's form: a draft is saved with whatever there is."""

    class Media:
        js = (forms.Script("nashra/advice.js", defer=True),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "headline" in self.fields:
            self.fields["headline"].error_messages["required"] = no_headline
        if self.parent_page is not None and "further_sections" in self.fields:
            sections: Any = self.fields["further_sections"]
            # By their keys: asked for by their language, SQLite would begin with all stories in it.
            keys = list(sections.queryset.order_by().values_list("pk", flat=True))
            sections.queryset = (
                sections.queryset.filter(pk__in=keys, locale=self.parent_page.locale)
                .exclude(pk=self.parent_page.pk)
                .exclude(slug=INBOX_SLUG)
                .order_by("path")
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        cleaned["headline"] = (cleaned.get("headline") or "").strip()
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            for name, messages in problems(self.instance, self.parent_page).items():
                if name not in self.errors:
                    self.add_error(None if name == "__all__" else name, messages)


class StoryCopyForm(CopyForm):
    """A copy of a story is a story of its own, with a new address; aliases are not offered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        slug = self.fields["new_slug"]
        slug.widget = forms.HiddenInput()
        slug.initial = new_public_id()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        section = cleaned.get("new_parent_page")
        if section is not None and section.locale_id != self.page.locale_id:
            self.add_error("new_parent_page", other_language)
        return cleaned


class NamedForm(KeptForm, WagtailAdminModelForm):
    """A name's form; an address that is left empty is proposed from the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" not in self.fields:
            return
        if self.instance.pk:
            self.fields["slug"].disabled = True
        self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data.get("slug", "")
        return slug or free_slug(self._meta.model, self.cleaned_data.get("name", ""))


class CorrectionForm(forms.Form):
    """What readers are told of a correction."""

    note = forms.CharField(
        label=_("Note to readers"),
        help_text=_("What was wrong, and what is right. It stands on the story and in the list."),
        max_length=1000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 4}),
    )


class RetractionForm(forms.Form):
    """What readers are told of a retraction."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Readers who come to the story's address read this instead."),
        max_length=1000,
        widget=AdminAutoHeightTextInput(attrs={"rows": 4}),
    )
