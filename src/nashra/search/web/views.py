"""What search finds, as a page that looks like the published ones."""

from __future__ import annotations

import threading
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from nashra.newsroom import queries as newsroom
from nashra.newsroom.addresses import FIND_PATH, SEARCH_PATH, front_path, prefix
from nashra.publishing import jinja, views
from nashra.publishing.epochs import stands
from nashra.publishing.search_views import Notice
from nashra.publishing.site import site_view
from nashra.search import names, queries
from nashra.search.kinds import archives
from nashra.search.queries import Results, SearchUnavailable
from nashra.search.web import asked as parameters
from nashra.search.web.asked import Asked
from nashra.search.web.hits import shown

SIZE: Final = 20
AT_ONCE: Final = 2
"""Queries that are answered at one time; nobody is counted, so nobody can be told apart."""
PATIENCE: Final = 0.25
"""Seconds that one more waits before it is told to come again: it holds a thread of the desk's."""

_names = names.Names()
_places = threading.BoundedSemaphore(AT_ONCE)


@require_safe
def find(request: HttpRequest, language: views.Language) -> HttpResponse:
    """Answers a query. Nothing about it is kept, and no cookie is read or set."""
    asked = parameters.read(request.GET.dict(), language)
    if asked.language not in newsroom.languages():
        return HttpResponseRedirect(SEARCH_PATH)
    if not asked.anything and not asked.unclear:
        return HttpResponseRedirect(f"{prefix(asked.language)}{SEARCH_PATH}")
    if not _places.acquire(timeout=PATIENCE):
        return _page(asked, None, "busy")
    try:
        found = queries.search(
            asked.form.q, filters=asked.filters, page=asked.page, size=SIZE,
            order="date" if asked.form.newest else "relevance",
        )  # fmt: skip
        return _page(asked, found)
    except SearchUnavailable:
        return _page(asked, None, "resting")
    finally:
        _places.release()


def _page(asked: Asked, found: Results | None, trouble: Notice = "") -> HttpResponse:
    site = site_view(asked.language, stands)
    own = f"{site.prefix}{FIND_PATH}"
    notices: list[Notice] = [trouble] if trouble else []
    if asked.unclear:
        notices.append("dates")
    if found is not None and found.loosened and found.total:
        notices.append(found.loosened)
    in_query = list(names.in_query(asked.form.q, _names))
    view = views.SearchView(
        path=own, action=own, form=asked.form, notices=tuple(notices),
        hits=None if found is None else shown(found, asked.form.q),
        total=found.total if found else 0,
        narrowed=_narrowed(asked), names=_pages(asked, in_query), also=_also(asked, in_query),
        other=asked.address(who="" if asked.form.said else "1"),
        order=asked.address(sort="" if asked.form.newest else "date"),
        newer=asked.address(page=str(asked.page - 1)) if asked.page > 1 else "",
        older=asked.address(page=str(asked.page + 1)) if _more(found, asked.page) else "",
        archives=archives(site) if not (found and found.total) else (),
    )  # fmt: skip
    return _answer(jinja.render(view, site=site), 503 if trouble else 200)


def _more(found: Results | None, page: int) -> bool:
    return found is not None and page * SIZE < min(found.total, queries.DEEPEST)


def _narrowed(asked: Asked) -> tuple[views.Link, ...]:
    return tuple(
        views.Link(path=asked.address(**{kind: ""}), text=row.called(asked.language))
        for kind, row in asked.named.items()
    )


def _pages(asked: Asked, in_query: list[names.InQuery]) -> tuple[views.Link, ...]:
    """The pages of what the query names, as far as they stand."""
    found: dict[str, views.Link] = {}
    for name, _, _ in in_query:
        if name.kind == "place":
            continue
        path = front_path(name.kind, name.slug, asked.language)
        if path not in found and len(found) < names.MOST and stands(path):
            text = name.name_en or name.name if asked.language == "en" else name.name
            found[path] = views.Link(path=path, text=text)
    return tuple(found.values())


def _also(asked: Asked, in_query: list[names.InQuery]) -> tuple[views.Link, ...]:
    texts = dict.fromkeys(names.written_otherwise(asked.form.q, in_query))
    return tuple(
        views.Link(path=asked.address(q=text), text=text) for text in [*texts][: names.MOST]
    )


def _answer(text: str, status: int) -> HttpResponse:
    headers = {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
        # What was looked for stands in the address, and is nobody else's business.
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": jinja.csp(jinja.inline_hashes()),
    }
    if status == 503:
        headers["Retry-After"] = "5"
    return HttpResponse(text, status=status, headers=headers)
