"""What machines read of a live coverage: schema.org's LiveBlogPosting."""

from typing import Any

from markupsafe import Markup

from nashra.publishing.formatting import Formatter
from nashra.publishing.journal_views import Entry, Journal
from nashra.publishing.pieces import Picture


def coverage(article: dict[str, Any], journal: Journal, write: Formatter) -> dict[str, Any]:
    """The story's article as the posting of its coverage, with the entries that the page shows."""
    changed = [entry.edited_at or entry.at for entry in journal.entries if not entry.retracted]
    latest = max([journal.status.at, *changed])
    return filled(
        {
            **article,
            "@type": "LiveBlogPosting",
            "dateModified": max(article["dateModified"], write.iso(latest)),
            "coverageStartTime": write.iso(journal.started_at),
            "coverageEndTime": write.iso(journal.ended_at) if journal.ended_at else "",
            "liveBlogUpdate": [
                _posting(entry, article, write) for entry in journal.entries if not entry.retracted
            ],
        }
    )


def _posting(entry: Entry, article: dict[str, Any], write: Formatter) -> dict[str, Any]:
    said = entry.statement.text if entry.statement else ""
    headline = entry.card.headline if entry.card else ""
    texts = (Markup(entry.html).striptags(), said, headline)
    return filled(
        {
            "@type": "BlogPosting",
            "headline": entry.name,
            "articleBody": " ".join(text for text in texts if text) or entry.name,
            "datePublished": write.iso(entry.at),
            "dateModified": write.iso(entry.edited_at) if entry.edited_at else "",
            "url": write.absolute(entry.path),
            "author": article["author"],
            "image": image(entry.picture, write),
        }
    )


def image(picture: Picture | None, write: Formatter) -> dict[str, Any] | None:
    if picture is None or not picture.jpeg:
        return None
    largest = picture.jpeg[-1]
    return filled(
        {
            "@type": "ImageObject",
            "url": write.absolute(largest.path),
            "width": largest.width,
            "height": largest.height,
            "caption": picture.caption,
            "creditText": picture.credit,
        }
    )


def filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [], 0)}
