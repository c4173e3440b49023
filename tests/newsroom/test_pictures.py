"""What is uploaded is hostile, and what a camera wrote may endanger a source."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from nashra.newsroom.metadata import without_metadata
from nashra.newsroom.models import NewsImage

SECRET = "Canon of the source"


def exif() -> Image.Exif:
    found = Image.Exif()
    found[0x010F] = SECRET
    found[0x0112] = 6  # on its side
    found.get_ifd(0x8825).update({1: "N", 2: (33.0, 53.0, 20.0), 3: "E", 4: (35.0, 30.0, 10.0)})
    return found


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 32)) -> bytes:
    """A photograph with a place, a maker and a comment in it."""
    out = io.BytesIO()
    options: dict[str, Any] = {"exif": exif()} if kind in {"JPEG", "WEBP", "PNG"} else {}
    if kind in {"JPEG", "GIF"}:
        options["comment"] = SECRET.encode()
    Image.new("RGB", size, "olive").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_only_pixels_are_kept(kind: str) -> None:
    before = photo(kind)
    assert SECRET.encode() in before
    clean = without_metadata(before)
    assert SECRET.encode() not in clean.data
    with Image.open(io.BytesIO(clean.data)) as picture:
        assert picture.format == kind
        assert not picture.getexif()
        assert not {"comment", "exif", "xmp", "icc_profile"} & set(picture.info)
        if kind != "GIF":
            assert picture.size == (32, 64)  # upright


def test_a_moving_picture_keeps_its_frames() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=90, loop=0)
    with Image.open(io.BytesIO(without_metadata(out.getvalue()).data)) as picture:
        assert (picture.n_frames, picture.info["loop"], picture.info["duration"]) == (3, 0, 90)


@pytest.mark.parametrize("kind", ["TIFF", "BMP"])
def test_other_kinds_become_one_that_browsers_show(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, kind)
    assert without_metadata(out.getvalue()).suffix == ".jpg"


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(OSError, match="cannot identify"):
        without_metadata(b"<html>")


def test_transparency_stays() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (10, 20, 30, 40)).save(out, "PNG")
    with Image.open(io.BytesIO(without_metadata(out.getvalue()).data)) as picture:
        assert picture.getpixel((0, 0)) == (10, 20, 30, 40)


ADD = "wagtailimages:add"
MANY = "wagtailimages:add_multiple"


def upload(desk: Any, name: str, data: bytes, content_type: str = "image/jpeg") -> Any:
    url = reverse(ADD)
    file = SimpleUploadedFile(name, data, content_type)
    fields = {k: v for k, v in desk.form(url).items() if k != "file"}
    return desk.post(url, fields, title="صورة", file=file)


@pytest.mark.parametrize("way", ["one", "many"])
def test_an_upload_loses_what_the_camera_wrote(way: str, desk: Any, settings: Any) -> None:
    if way == "one":
        assert upload(desk, "IMG_secret-place.jpg", photo()).status_code == 302
    else:
        file = SimpleUploadedFile("IMG_secret-place.jpg", photo(), "image/jpeg")
        data = {"title": "صورة", "files[]": file, "collection": "1"}
        answer = desk.client.post(
            reverse(MANY), data, headers={"X-Requested-With": "XMLHttpRequest"}
        )
        assert answer.json()["success"]
    image = NewsImage.objects.get()
    with image.file.open() as file:
        kept = file.read()
    assert SECRET.encode() not in kept
    assert "secret-place" not in image.file.name
    assert (image.width, image.height) == (32, 64)
    assert image.file_size == len(kept)
    assert image.file_hash
    assert not UploadedFile.objects.exists()


def test_a_replaced_picture_is_cleaned_too(desk: Any, picture: Any) -> None:
    image = picture()
    url = reverse("wagtailimages:edit", args=[image.pk])
    fields = {k: v for k, v in desk.form(url).items() if k != "file"}
    file = SimpleUploadedFile("new.jpg", photo(), "image/jpeg")
    assert desk.post(url, fields, file=file).status_code == 302
    image = NewsImage.objects.get()
    with image.file.open() as stored:
        assert SECRET.encode() not in stored.read()
    assert (image.width, image.height) == (32, 64)


def test_a_picture_saved_in_code_is_cleaned_too(newsroom: Any) -> None:
    from nashra.changes.unit import unit_of_work

    with unit_of_work(cause="test"):
        image = NewsImage.objects.create(title="صورة", file=ContentFile(photo(), "a.jpeg"))
    with image.file.open() as stored:
        assert SECRET.encode() not in stored.read()
    assert image.file.name.endswith(".jpg")


def bomb() -> bytes:
    """A PNG of a few bytes that says it is 60,000 by 60,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 7501 * 100)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

HOSTILE = {
    "drawing with a script": ("a.svg", SVG, "image/svg+xml"),
    "drawing called a photo": ("a.jpg", SVG, "image/jpeg"),
    "page called a photo": ("a.jpg", b"<html><script>alert(1)</script>", "image/jpeg"),
    "wrong extension": ("a.png", photo("JPEG"), "image/png"),
    "extension of a program": ("a.exe", photo("JPEG"), "image/jpeg"),
    "half a photo": ("a.jpg", photo(size=(640, 480))[:1200], "image/jpeg"),
    "bomb": ("a.png", bomb(), "image/png"),
    "empty": ("a.jpg", b"", "image/jpeg"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_uploads_are_refused_in_words(name: str, desk: Any) -> None:
    response = upload(desk, *HOSTILE[name])
    assert response.status_code == 200
    assert not NewsImage.objects.exists()
    page = response.content.decode()
    errors = page[page.index("w-field__errors") :]
    assert any("\u0600" < letter < "\u06ff" for letter in errors[:1200])


def test_media_is_for_the_staff(picture: Any, desk: Any, client: Any) -> None:
    url = f"/desk/media/{picture().file.name}"
    assert client.get(url).status_code == 302
    response = desk.get(url)
    assert response.status_code == 200
    response.close()
