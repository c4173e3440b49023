"""Pictures. What a camera wrote into a file may endanger a source, so it is never stored."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, WagtailImageField, get_upload_to

from nashra.newsroom.metadata import without_metadata


def strip(file: Any) -> bool:
    """Puts a new file into storage without its metadata; False where the file is stored already.

    It is named by its content: readers' renditions take their immutable address from it, and a
    file name can give away a source as well as EXIF can.
    """
    if not file or file._committed:
        return False
    file.seek(0)
    clean = without_metadata(file.read())
    name = hashlib.sha256(clean.data).hexdigest()[:20]
    file.save(str(PurePath(name).with_suffix(clean.suffix)), ContentFile(clean.data), save=False)
    file.field.update_dimension_fields(file.instance, force=True)
    file.close()
    return True


class SourceSafeImageField(WagtailImageField):
    """An image field whose new files lose their metadata whichever way they are saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        strip(getattr(model_instance, self.attname))
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Strips a new file before its dimensions, size and hash are stored."""
        if strip(self.file):
            self._set_image_file_metadata()
            self.file.close()
        super().save(*args, **kwargs)

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class Rendition(AbstractRendition):
    """Renditions that the desk shows; readers' renditions are files in the published root."""

    image = models.ForeignKey(NewsImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
