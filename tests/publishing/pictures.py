"""Pictures for tests."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import NewsImage


def image(title: str, size: tuple[int, int] = (1400, 900)) -> NewsImage:
    """A picture in the library."""
    data = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(data, "JPEG")
    with unit_of_work(cause="test"):
        picture = NewsImage(title=title, file=ContentFile(data.getvalue(), "picture.jpg"))
        picture.save()
    return picture
