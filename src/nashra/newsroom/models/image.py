"""Pictures. What a camera wrote into a file may endanger a source, so it is never stored."""

import hashlib
import io
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField, get_upload_to

_KEPT = {"JPEG": {"quality": 92, "optimize": True}, "PNG": {"optimize": True}, "WEBP": {"quality": 92}}


def without_metadata(data: bytes) -> bytes:
    """The same picture, upright, without EXIF, GPS, XMP, comments or colour-profile leftovers.

    Animated GIFs are returned frame by frame as they are, since GIF holds no EXIF. Raises
    ``PIL.UnidentifiedImageError`` where the data is no picture.
    """
    with Image.open(io.BytesIO(data)) as picture:
        kind = picture.format or "JPEG"
        if kind == "GIF":
            return data
        upright = ImageOps.exif_transpose(picture)
        clean = Image.new(upright.mode, upright.size)
        clean.paste(upright)
        if upright.mode == "P":
            clean.putpalette(upright.getpalette() or [])
        target = kind if kind in _KEPT else "PNG" if "A" in upright.mode else "JPEG"
        if target == "JPEG" and clean.mode not in {"RGB", "L"}:
            clean = clean.convert("RGB")
        out = io.BytesIO()
        clean.save(out, target, **_KEPT[target])
        return out.getvalue()


class SourceSafeImageField(WagtailImageField):
    """An image field whose new files lose their metadata on the way to storage."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        file = getattr(model_instance, self.attname)
        if file and not file._committed:
            file.seek(0)
            clean = without_metadata(file.read())
            # Named by content: readers' renditions take their immutable address from it, and a
            # file name can give away a source as well as EXIF can.
            name = hashlib.sha256(clean).hexdigest()[:20] + Path(file.name).suffix.lower()
            file.save(name, ContentFile(clean), save=False)
        return super().pre_save(model_instance, add)


class NewsImage(AbstractImage):
    """A picture in the newsroom's library, with what a caption starts from."""

    file = SourceSafeImageField(
        verbose_name=_("file"), upload_to=get_upload_to,
        width_field="width", height_field="height",
    )  # fmt: skip
    alt = models.CharField(
        _("alternative text"), max_length=300, blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )  # fmt: skip
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(_("credit"), max_length=160, blank=True)

    admin_form_fields = (
        "title", "file", "alt", "caption", "credit", "collection",
        "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Rendition(AbstractRendition):
    """Renditions that the desk shows; readers' renditions are files in the published root."""

    image = models.ForeignKey(NewsImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
