"""The story's edit screen, laid out as a story is written."""

from functools import cached_property
from typing import Any

from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)

from nashra.newsroom import rights
from nashra.newsroom.desk import story_notices


class NoticesPanel(Panel):
    """What other rooms have to say about the story: what an importer doubted, for one."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/panels/notices.html"

        @cached_property
        def _notices(self) -> list[SafeString]:
            return story_notices(self.instance, self.request) if self.instance.pk else []

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self._notices)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "notices": self._notices}


class AdvicePanel(Panel):
    """What the copy desk and others advise while the story is written."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/panels/advice.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            pk = self.instance.pk
            asked = f"page={pk}" if pk else f"parent={self.form.parent_page.pk}"
            move = reverse("wagtailadmin_pages:move_confirm", args=[pk, 0]) if pk else ""
            return {**context, "asked": asked, "move": move}


class SectionPanel(Panel):
    """Where the story stands, with the way to another section."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/panels/section.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            story = self.instance
            return {
                **context,
                "story": story,
                "section": story.get_parent() if story.pk else self.form.parent_page,
                "can_move": story.pk and story.permissions_for_user(self.request.user).can_move(),
            }


class OfferedPanel(Panel):
    """Beside the editor's picks: what the engine adds, why, and what was refused."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/panels/offered.html"

        @cached_property
        def _stories(self) -> dict[str, Any]:
            from nashra.newsroom.admin import offered

            if not self.instance.pk:
                return {}
            found = {"offered": offered.offered(self.instance)}
            return {**found, "refused": offered.refused(self.instance)}

        def is_shown(self) -> bool:
            return bool(super().is_shown() and any(self._stories.values()))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            may = rights.may(self.request.user, "publish", self.instance)
            return {**context, **self._stories, "story": self.instance, "may_refuse": may}


def _headlines() -> list[Panel]:
    return [
        FieldPanel("kicker"),
        FieldPanel("headline", classname="title"),
        FieldPanel("short_headline"),
        FieldPanel("standfirst"),
    ]


def _content() -> list[Panel]:
    return [
        NoticesPanel(),
        MultiFieldPanel(_headlines(), heading=_("Headline"), classname="nashra-headline"),
        MultiFieldPanel(
            [
                SectionPanel(heading=_("Section")),
                FieldPanel("further_sections", widget=CheckboxSelectMultiple),
                FieldRowPanel([FieldPanel("urgency"), FieldPanel("breaking_until")]),
                FieldPanel("genre"),
            ],
            heading=_("Section and urgency"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("lead_image"),
                FieldPanel("lead_alt"),
                FieldRowPanel([FieldPanel("lead_caption"), FieldPanel("lead_credit")]),
            ],
            heading=_("Lead picture"),
        ),
        FieldPanel("dateline"),
        MultipleChooserPanel(
            "story_agencies", chooser_field_name="agency", heading=_("Agencies"), label=_("Agency")
        ),
        MultipleChooserPanel(
            "story_authors", chooser_field_name="author", heading=_("Authors"), label=_("Author")
        ),
        FieldPanel("body"),
        AdvicePanel(),
    ]


def _around() -> list[Panel]:
    return [
        FieldPanel("storyline"),
        MultipleChooserPanel(
            "story_tags", chooser_field_name="tag", heading=_("Tags"), label=_("Tag")
        ),
        MultipleChooserPanel(
            "related_stories", chooser_field_name="related",
            heading=_("Read next, in order"), label=_("Story"),
        ),
        OfferedPanel(),
        FieldPanel("note_to_readers"),
    ]  # fmt: skip


def story_edit_handler() -> TabbedInterface:
    """The panels in the order of writing: headline, place, picture, credits, text, links."""
    return TabbedInterface(
        [
            ObjectList([*_content(), *_around()], heading=_("Story")),
            ObjectList(
                [FieldPanel("source_url"), PublishingPanel(), CommentPanel()],
                heading=_("Settings"),
            ),
        ]
    )
