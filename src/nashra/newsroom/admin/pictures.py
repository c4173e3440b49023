"""The form of a picture in the library."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from nashra.newsroom.metadata import is_whole

damaged = _("This picture is damaged: it cannot be read to its end.")


class WholePictureField(WagtailImageField):
    """Wagtail's field, which also refuses what can be opened but not read to its end."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
        except OSError as error:
            raise ValidationError(damaged) from error
        if file is not None:
            file.seek(0)
            whole = is_whole(file.read())
            file.seek(0)
            if not whole:
                raise ValidationError(damaged)
        return file


class PictureForm(BaseImageForm):
    """Wagtail's form with a stricter file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plain := self.fields.get("file"):
            self.fields["file"] = WholePictureField(
                label=plain.label, required=plain.required,
                widget=plain.widget, help_text=plain.help_text,
            )  # fmt: skip

    def save(self, commit: bool = True) -> Any:
        """Saves; a file that was replaced goes only when the change is committed."""
        replaced = self.original_file if "file" in self.changed_data else None
        self.original_file: Any = None
        image = super().save(commit=commit)
        if commit and replaced:
            self.instance.renditions.all().delete()
            transaction.on_commit(partial(replaced.storage.delete, replaced.name))
        return image
