"""Renditions. They are written with the page that first shows them; this keeps and removes them."""

import re
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from nashra.newsroom import bulk
from nashra.newsroom.models import NewsImage
from nashra.publishing.kinds.common import EPOCH_START
from nashra.publishing.models import Dependency, PublishedFile
from nashra.publishing.numbers import file_number
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.pictures import Rendition, encode
from nashra.publishing.reader import Reader


def _picture(reader: Reader, stem: str, width: str, form: str) -> Output | None:
    with reader.reading():
        shown = Dependency.objects.filter(key=file_number(reader.path)).exists()
        image = NewsImage.objects.filter(file__contains=f"/{stem}").order_by("pk").first()
        if not shown or image is None:
            return None
        wanted = Rendition(image=image.pk, width=int(width), form=form)
        return Output(body=encode(wanted), sort_at=EPOCH_START)


def _none(key: str) -> Iterator[str]:
    return iter(())


def _every() -> Iterator[str]:
    shown = Dependency.objects.filter(key=OuterRef("number"))
    rows = PublishedFile.objects.filter(kind="picture").filter(Exists(shown))
    return bulk.column(rows, "path")


KINDS = (
    PageKind(
        name="picture",
        pattern=re.compile(r"/media/(?P<stem>[0-9a-z]+)-(?P<width>\d+)\.(?P<form>webp|jpg)"),
        rank=9, build=_picture, arises=_none, every=_every, epochal=False,
        doc="A rendition of a picture, as long as some page shows it.",
    ),
)  # fmt: skip
