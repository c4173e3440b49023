"""Hostile comments in a real browser: text stays text, and moves nothing around it.

Two thousand of them in every run, ten thousand with ``make chaos``.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count, islice
from typing import Any

import pytest

from nashra.community.importing.plain import guest_name
from nashra.community.importing.plain import paragraphs as imported
from nashra.community.text import LARGEST, Piece, paragraphs, settled
from nashra.publishing import jinja, views
from tests.community.hostile import strings
from tests.e2e.conftest import Complaints
from tests.publishing import view_samples as samples

ON_A_PAGE = 1000
NAME = "سلمى الحداد"
ADDRESS = f"{samples.SITE.origin}/a/7k2m9qp/discussion/"

WATCH = """
window.hits = 0; window.violations = [];
window.hit = window.alert = window.confirm = window.prompt = () => { hits++; };
document.addEventListener("securitypolicyviolation", e => violations.push(e.violatedDirective));
"""
LOOK = """() => {
  const shown = element => Array.from(element.children, p => p.textContent);
  const box = (element, around) => {
    const a = around.getBoundingClientRect(), b = element.getBoundingClientRect();
    return [b.left - a.left, b.right - a.left].map(Math.round).join();
  };
  const articles = Array.from(document.querySelectorAll("article.cmt"));
  const tags = {}, strange = [], places = {}, wide = [];
  let last = -Infinity;
  for (const element of document.body.querySelectorAll("*")) tags[element.localName] = 1;
  for (const one of articles) {
    const [by, txt, acts] = [".by", ".txt", ".acts"].map(name => one.querySelector(name));
    for (const element of txt.querySelectorAll("*")) {
      const names = element.getAttributeNames().sort().join();
      const allowed = {p: "dir", a: "href,rel", bdi: "dir"}[element.localName];
      if (names !== allowed) strange.push(element.outerHTML.slice(0, 200));
      if (element.localName === "a" && !/^https?:$/.test(element.protocol))
        strange.push(element.href);
    }
    const mine = one.getBoundingClientRect();
    if (mine.top < last - 1) wide.push("overlaps " + one.id);
    last = mine.bottom;
    if (txt.getBoundingClientRect().bottom > mine.bottom + 1 || by.getBoundingClientRect().bottom >
        txt.getBoundingClientRect().top + 1) wide.push("leaves its place " + one.id);
    if (by.querySelector("bdi").textContent !== NAME) continue;
    const row = [by.querySelector("bdi"), by.querySelector("a"), txt, acts, ...acts.children];
    const seats = row.map(part => box(part, one)).join(" ");
    places[[mine.left, mine.right, seats].join(" ")] = one.id;
  }
  const root = document.documentElement;
  return {
    texts: articles.map(one => shown(one.querySelector(".txt"))), strange, wide,
    names: articles.map(one => one.querySelector(".by bdi").textContent),
    tags: Object.keys(tags).sort(), places: Object.keys(places), title: document.title,
    over: root.scrollWidth - root.clientWidth, hits, violations,
  };
}""".replace("NAME", json.dumps(NAME))


def _remark(number: int, text: str, name: str) -> views.Remark:
    key = f"{number:07d}"
    return views.Remark(
        id=key, name=name, staff=False, at=datetime(2024, 5, 4, 12, 30, tzinfo=UTC),
        path=f"/a/7k2m9qp/discussion/page/0/#c-{key}", paragraphs=tuple(paragraphs(text)),
    )  # fmt: skip


def _remarks(total: int) -> Iterator[views.Remark]:
    """Each string as the form keeps it and, where that is not the same, as the import does."""
    numbers = count()
    for given in strings(total):
        kept, _ = imported(given)
        name = guest_name(given) if next(numbers) % 3 == 0 else ""
        texts = {settled(given), kept} if len(given) <= LARGEST else {kept}
        for text in texts - {""}:
            yield _remark(next(numbers), text, name or NAME)


def _page(remarks: tuple[views.Remark, ...]) -> str:
    view = views.DiscussionView(
        path="/a/7k2m9qp/discussion/", order="newest", remarks=remarks, count=len(remarks),
        section=views.Link(path="/section/local/", text="البلد"),
        story=views.Link(path="/a/7k2m9qp/", text="العاصفة"), write="/talk/7k2m9qp/",
    )  # fmt: skip
    return jinja.render(view, site=samples.SITE)


def _shown(line: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in line)


@pytest.fixture
def tab(browser: Any, complaints: Complaints) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    complaints.watch(page)
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    yield page
    context.close()


def _open(tab: Any, remarks: tuple[views.Remark, ...]) -> Any:
    """The page as the readers' server would give it: with its policy, and nothing beside it."""
    body = _page(remarks)
    headers = {"Content-Security-Policy": jinja.csp(jinja.inline_hashes())}
    tab.unroute_all()
    tab.route("**/*", lambda route: route.fulfill(status=404, body=""))
    tab.route(ADDRESS, lambda route: route.fulfill(
        body=body, content_type="text/html; charset=utf-8", headers=headers))  # fmt: skip
    tab.goto(ADDRESS, wait_until="load")
    return tab.evaluate(LOOK)


@pytest.mark.parametrize("total", [2000, pytest.param(10_000, marks=pytest.mark.chaos)])
def test_whatever_is_written_is_only_text_and_moves_nothing(
    total: int, tab: Any, complaints: Complaints
) -> None:
    calm = _open(tab, tuple(_remark(n, "رأي في https://x.example/a الخبر.", NAME) for n in (1, 2)))
    assert len(calm["places"]) == 1
    opened = 0
    remarks = _remarks(total)
    while part := tuple(islice(remarks, ON_A_PAGE)):
        width = 360 if opened // ON_A_PAGE % 2 else 320
        tab.set_viewport_size({"width": width, "height": 700})
        found = _open(tab, part)
        expected = [[_shown(line) for line in one.paragraphs] for one in part]
        assert found["texts"] == expected
        assert found["names"] == [one.name for one in part]
        assert found["strange"] == []
        assert set(found["tags"]) <= set(calm["tags"])
        assert found["title"] == calm["title"]
        # Every comment's name, time and links stand where they do beside a calm text.
        assert len(found["places"]) == 1, found["places"][:5]
        assert found["wide"] == []
        assert found["over"] == 0
        assert (found["hits"], found["violations"]) == (0, [])
        opened += len(part)
    assert opened > total
    assert [said for said in complaints if "404" not in said] == []
