"""The glossary: people, places, agencies, authors, storylines, tags."""

from typing import Any

from django.forms import modelform_factory
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from nashra.newsroom.forms import NamedForm
from nashra.newsroom.models import Agency, Author, Person, Place, Storyline, Tag


class NamedChooserViewSet(SnippetChooserViewSet):
    """Choosing a name, or starting a new one without leaving the story."""

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        form = modelform_factory(self.model, form=NamedForm, fields=["name", "slug", "aliases"])
        return {**common, "creation_form_class": form}


class NamedViewSet(SnippetViewSet):
    """Lists and edits one kind of name."""

    chooser_viewset_class = NamedChooserViewSet
    list_display = ["name", "name_en", "slug"]
    list_per_page = 50
    copy_view_enabled = False
    add_to_admin_menu = False


def _viewset(model: type, icon: str) -> type[NamedViewSet]:
    return type(f"{model.__name__}ViewSet", (NamedViewSet,), {"model": model, "icon": icon})


class GlossaryViewSet(SnippetViewSetGroup):
    """The menu in which all names stand."""

    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_icon = "list-ul"
    menu_order = 300
    items = (
        _viewset(Person, "user"),
        _viewset(Place, "site"),
        _viewset(Agency, "globe"),
        _viewset(Author, "edit"),
        _viewset(Storyline, "link"),
        _viewset(Tag, "tag"),
    )
