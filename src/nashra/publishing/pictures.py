"""Pictures for readers: renditions at fixed widths, WebP with a JPEG fallback, no metadata."""

import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from PIL import Image, ImageOps

from nashra.newsroom.models import NewsImage
from nashra.publishing.views import Picture, Source

WEBP_WIDTHS = (320, 640, 960, 1280)
JPEG_WIDTHS = (640, 1280)
QUALITY = {"webp": 74, "jpg": 78}
_PATTERN = re.compile(r"/media/(?P<stem>[0-9a-z]+)-(?P<width>\d+)\.(?P<form>webp|jpg)")


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """One rendition to be made: of which picture, how wide (pixels), in which format."""

    image: int
    width: int
    form: str


def _widths(original: int, wanted: tuple[int, ...]) -> tuple[int, ...]:
    fitting = tuple(width for width in wanted if width < original)
    return fitting if len(fitting) == len(wanted) else (*fitting, min(original, wanted[-1]))


def _sources(image: NewsImage, form: str, wanted: tuple[int, ...]) -> tuple[Source, ...]:
    stem = PurePosixPath(image.file.name).stem.partition("_")[0][:12]
    return tuple(
        Source(
            path=f"/media/{stem}-{width}.{form}", width=width,
            height=max(1, round(image.height * width / image.width)),
        )
        for width in _widths(image.width, wanted)
    )  # fmt: skip


def picture(image: NewsImage, *, alt: str, caption: str = "", credit: str = "") -> Picture:
    """What a template shows of a picture; the files need not exist yet."""
    return Picture(
        webp=_sources(image, "webp", WEBP_WIDTHS), jpeg=_sources(image, "jpg", JPEG_WIDTHS),
        alt=alt, caption=caption, credit=credit,
    )  # fmt: skip


def renditions(image: NewsImage, shown: Picture) -> dict[str, Rendition]:
    """The files that a shown picture needs, by path."""
    return {
        source.path: Rendition(image=image.pk, width=source.width, form=form)
        for form, sources in (("webp", shown.webp), ("jpg", shown.jpeg))
        for source in sources
    }


def is_picture(path: str) -> bool:
    """Whether an address is that of a rendition."""
    return _PATTERN.fullmatch(path) is not None


def encode(wanted: Rendition) -> bytes:
    """Makes a rendition. Raises OSError or NewsImage.DoesNotExist where the original is gone."""
    original = NewsImage.objects.get(pk=wanted.image)
    with original.file.open("rb") as file, Image.open(file) as opened:
        upright: Any = ImageOps.exif_transpose(opened)
        height = max(1, round(original.height * wanted.width / original.width))
        mode = "RGBA" if "A" in upright.getbands() and wanted.form == "webp" else "RGB"
        small = upright.convert(mode).resize((wanted.width, height), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    if wanted.form == "webp":
        small.save(out, "WEBP", quality=QUALITY["webp"], method=4)
    else:
        small.save(out, "JPEG", quality=QUALITY["jpg"], optimize=True, progressive=True)
    return out.getvalue()
