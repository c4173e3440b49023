"""Pictures without what a camera or an editing program wrote into them."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps, ImageSequence

_KEPT: dict[str, tuple[str, dict[str, Any]]] = {
    "JPEG": (".jpg", {"quality": 92, "optimize": True}),
    "PNG": (".png", {"optimize": True}),
    "WEBP": (".webp", {"quality": 92}),
}


@dataclass(frozen=True)
class CleanPicture:
    """A picture's file and the suffix that its kind has, whatever it was called."""

    data: bytes
    suffix: str


def is_whole(data: bytes) -> bool:
    """Whether every pixel can be read."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
    except (OSError, SyntaxError, ValueError):  # what Pillow's decoders raise for broken data
        return False
    return True


def without_metadata(data: bytes) -> CleanPicture:
    """The same picture, upright, without EXIF, GPS, XMP, comments or colour-profile leftovers.

    Only pixels are carried over, so that what no list of ours names is lost as well. Kinds other
    than JPEG, PNG, WebP and GIF become JPEG, or PNG where they are transparent. Raises
    ``PIL.UnidentifiedImageError`` where the data is no picture.
    """
    with Image.open(io.BytesIO(data)) as picture:
        if picture.format == "GIF":
            return CleanPicture(_frames(picture), ".gif")
        upright = ImageOps.exif_transpose(picture)
        clean = _pixels(upright)
        kind = picture.format or "JPEG"
        if kind not in _KEPT:
            kind = "PNG" if "A" in clean.mode else "JPEG"
        if kind == "JPEG" and clean.mode not in {"RGB", "L"}:
            clean = clean.convert("RGB")
        suffix, options = _KEPT[kind]
        out = io.BytesIO()
        clean.save(out, kind, **options)
        return CleanPicture(out.getvalue(), suffix)


def _pixels(picture: Image.Image) -> Image.Image:
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    if picture.mode == "P":
        clean.putpalette(picture.getpalette() or [])
        if "transparency" in picture.info:
            clean.info["transparency"] = picture.info["transparency"]
    return clean


def _frames(picture: Image.Image) -> bytes:
    frames, durations = [], []
    for frame in ImageSequence.Iterator(picture):
        durations.append(frame.info.get("duration", 0))
        frames.append(_pixels(frame.convert("RGBA")))
    out = io.BytesIO()
    first, *rest = frames
    more: dict[str, Any] = {}
    if rest:
        loop = picture.info.get("loop")
        more = {"save_all": True, "append_images": rest, "duration": durations, "disposal": 2}
        more |= {} if loop is None else {"loop": loop}
    first.save(out, "GIF", **more)
    return out.getvalue()
