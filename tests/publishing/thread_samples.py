"""Pages of a discussion, of every state."""

from datetime import UTC, datetime
from typing import Any

from nashra.community.text import paragraphs
from nashra.publishing.views import DiscussionView, Link, Remark

_AT = datetime(2020, 12, 1, 18, 5, tzinfo=UTC)
_OWN = "/a/k3v9x2m/discussion/"
_NAME = "قارئ من الحي القبلي اسمه أطول مما يتسع له سطر واحد على هاتف صغير"


def remark(number: int = 1, **values: Any) -> Remark:
    """A comment; of ``values`` whatever is not as usual."""
    text = "صدق من قال إن الحوض ضاق.\nالجدول هنا: https://port.example/jadwal?y=2020"
    usual = {
        "id": f"rema{number:03}", "name": "هدى أم التوأم", "staff": False, "at": _AT,
        "path": f"{_OWN}page/0/#c-rema{number:03}", "paragraphs": tuple(paragraphs(text)),
        "respects": 12, "version": 1,
    }  # fmt: skip
    return Remark(**usual | values)  # type: ignore[arg-type]


REPLIES = (
    remark(11, staff=True, name="سلمى البيومي", respects=0),
    remark(12, answers=Link(path=f"{_OWN}page/0/#c-rema011", text="سلمى البيومي"), edited_at=_AT),
    remark(13, name=""),
)
REMARKS = (
    remark(1, picked=True, replies=REPLIES, total=9, more=f"{_OWN}c/rema001/0/"),
    remark(2, name=_NAME),
    remark(3, gone="rejected", rule="احترم من تحاوره", paragraphs=(), name="", replies=REPLIES[:1]),
    remark(4, gone="withdrawn", paragraphs=(), name="", replies=REPLIES[:1]),
)
ORDERS = (("newest", _OWN), ("oldest", f"{_OWN}page/0/"), ("respected", f"{_OWN}respected/"))


def discussion(**values: Any) -> DiscussionView:
    """The newest comments of a story."""
    usual = {
        "path": _OWN, "order": "newest", "remarks": REMARKS, "count": 25, "orders": ORDERS,
        "story": Link(path="/a/k3v9x2m/", text="الصيادون يمهلون المجلس عشرة أيام"),
        "section": Link(path="/section/local/", text="البلد"), "write": "/talk/k3v9x2m/",
        "standards": "/standards/",
    }  # fmt: skip
    return DiscussionView(**usual | values)  # type: ignore[arg-type]


PAGES = {
    "discussion": discussion(older=f"{_OWN}page/1/"),
    "discussion-closed": discussion(closed=True, order="respected", path=f"{_OWN}respected/"),
    "discussion-page": discussion(
        path=f"{_OWN}page/1/", order="oldest", count=None, number=1, remarks=REMARKS[:2],
        newer=f"{_OWN}page/2/", older=f"{_OWN}page/0/",
    ),
    "discussion-replies": discussion(
        path=f"{_OWN}c/rema001/0/", order="replies", count=None, number=0,
        remarks=(remark(1, replies=REPLIES, total=9),),
    ),
    "discussion-empty": discussion(remarks=(), count=0, standards=""),
}  # fmt: skip
