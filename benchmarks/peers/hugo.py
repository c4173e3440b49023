"""The same stories as a site for Hugo: Markdown with front matter, a theme of its own."""

import json
import re
import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from peers.stories import STYLE, read_site, read_stories

ZONE = ZoneInfo("Asia/Beirut")
"""Whose time readers see, as in the other newsrooms."""
THEME = Path(__file__).parent / "hugo_site"
PUBLIC = "public"
"""The folder of a site into which Hugo builds."""


def write_site(stories: Path, folder: Path) -> None:
    """Makes a site of exported stories in ``folder``, which must not exist."""
    shutil.copytree(THEME, folder)
    (folder / "static" / "static").mkdir(parents=True)
    shutil.copy(STYLE, folder / "static" / "static")
    for weight, section in enumerate(read_site(stories)["sections"], 1):
        front = {"title": section["name"], "weight": weight}
        _write(folder / "content" / section["slug"] / "_index.md", front)
    named: dict[tuple[str, str], str] = {}
    for story in read_stories(stories):
        write_story(folder, story)
        for kind in ("tags", "authors"):
            named |= {(kind, row["slug"]): row["name"] for row in story[kind]}
    for (kind, slug), name in named.items():
        _write(folder / "content" / kind / slug / "_index.md", {"title": name})


def write_story(folder: Path, story: dict[str, Any]) -> None:
    """Puts one story among the site's content."""
    front = {
        "title": story["headline"], "description": story["standfirst"],
        "date": datetime.fromisoformat(story["at"]).astimezone(ZONE).isoformat(),
        "place": story["place"], "tags": [row["slug"] for row in story["tags"]],
        "authors": [row["slug"] for row in story["authors"]],
    }  # fmt: skip
    body = "\n\n".join(_markdown(block) for block in story["body"])
    _write(folder / "content" / story["section"] / f"{story['id']}.md", front, body)


def _write(file: Path, front: dict[str, Any], body: str = "") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    head = json.dumps(front, ensure_ascii=False, indent=1)
    file.write_text(f"{head}\n\n{body}\n", encoding="utf-8")


def _markdown(block: dict[str, Any]) -> str:
    value = block["value"]
    if block["type"] == "quote":
        return '{{< quote name="%s" >}}%s{{< /quote >}}' % (value["name"], value["text"])  # noqa: UP031
    text = "\n\n".join(_paragraphs(value))
    if block["type"] == "background":
        return "{{< background >}}%s{{< /background >}}" % text  # noqa: UP031
    return text


def _paragraphs(html: str) -> Iterable[str]:
    found = re.findall(r"<p>(.*?)</p>", html)
    if "".join(f"<p>{text}</p>" for text in found) != html:
        raise ValueError(f"only plain paragraphs can be turned to Markdown, not {html[:80]!r}")
    return found
