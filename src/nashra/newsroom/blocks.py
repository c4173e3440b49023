"""The body of a story, block by block."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

INLINE = ["bold", "italic", "link"]


class StatementBlock(blocks.StructBlock):
    """Something that somebody said: verbatim (quoted) or in the newsroom's words (reported)."""

    person = SnippetChooserBlock(
        "newsroom.Person", required=False, label=_("Person"),
        help_text=_("Choose a person, so that the statement stands on their page."),
    )  # fmt: skip
    speaker = blocks.CharBlock(
        required=False, max_length=160, label=_("Speaker"),
        help_text=_("Only when the speaker is not in the list of people."),
    )  # fmt: skip
    capacity = blocks.CharBlock(required=False, max_length=200, label=_("Capacity"))
    source = blocks.CharBlock(
        required=False, max_length=200, label=_("Source"),
        help_text=_("Where it was said: a statement, a press conference, an agency."),
    )  # fmt: skip
    said_on = blocks.DateBlock(required=False, label=_("Said on"))
    quoted = blocks.BooleanBlock(
        required=False, default=True, label=_("Verbatim"),
        help_text=_("Off for reported speech."),
    )  # fmt: skip
    text = blocks.TextBlock(label=_("Text"))

    class Meta:
        icon = "openquote"
        label = _("Statement")


class QuoteBlock(blocks.StructBlock):
    """A passage from a document or a book."""

    text = blocks.TextBlock(label=_("Text"))
    attribution = blocks.CharBlock(required=False, max_length=200, label=_("Attribution"))

    class Meta:
        icon = "openquote"
        label = _("Block quote")


class PictureBlock(blocks.StructBlock):
    """A picture inside the text. Its alternative text is required."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(max_length=300, label=_("Alternative text"))
    caption = blocks.CharBlock(required=False, max_length=400, label=_("Caption"))
    credit = blocks.CharBlock(required=False, max_length=160, label=_("Credit"))

    class Meta:
        icon = "image"
        label = _("Picture")


class ItemsBlock(blocks.StructBlock):
    """A list."""

    ordered = blocks.BooleanBlock(required=False, label=_("Numbered"))
    items = blocks.ListBlock(blocks.RichTextBlock(features=INLINE), label=_("Items"))

    class Meta:
        icon = "list-ul"
        label = _("List")


class TableBlock(blocks.StructBlock):
    """A table of plain text with a caption."""

    caption = blocks.CharBlock(required=False, max_length=200, label=_("Caption"))
    table = TypedTableBlock([("text", blocks.CharBlock(required=False))], label=_("Table"))

    class Meta:
        icon = "table"
        label = _("Table")


class ExternalBlock(blocks.StructBlock):
    """Media elsewhere, shown as a card with a link; nothing is loaded from there."""

    url = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    provider = blocks.CharBlock(required=False, max_length=80, label=_("Provider"))
    description = blocks.TextBlock(required=False, label=_("Description"))

    class Meta:
        icon = "link-external"
        label = _("External media")


class BackgroundBlock(blocks.StaticBlock):
    """Where the storyline's background stands."""

    class Meta:
        icon = "doc-full"
        label = _("Background of the storyline")
        admin_text = _("Shows the storyline's one text, the same in every story that carries it.")


class BodyBlock(blocks.StreamBlock):
    """Everything that a body is made of."""

    paragraph = blocks.RichTextBlock(features=INLINE, label=_("Paragraph"), icon="pilcrow")
    heading = blocks.CharBlock(max_length=160, label=_("Sub-heading"), icon="title")
    statement = StatementBlock()
    quote = QuoteBlock()
    image = PictureBlock()
    list = ItemsBlock()
    table = TableBlock()
    external = ExternalBlock()
    background = BackgroundBlock()

    class Meta:
        block_counts: dict[str, Any] = {"background": {"max_num": 1}}
