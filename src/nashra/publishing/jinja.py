"""From views to HTML, RSS and sitemaps: pure functions of the view and the site.

Style and script stand inline, the same bytes on every page, so that one page is one round trip
and one Content-Security-Policy holds for all of them.
"""

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from nashra.publishing import (
    formatting,
    labels,
    scripts,
    search_views,
    structured,
    thread_views,
    views,
)
from nashra.publishing.formatting import Formatter, clean, plain
from nashra.publishing.labels import LANGUAGE_NAMES

_TEMPLATES: Final = Path(__file__).resolve().parent.parent / "templates" / "reader"
_FILTERS: Final = (
    "absolute", "by_day", "clock", "day", "digits", "foreign", "hijri", "href", "iso", "kicker",
    "opening", "read", "rfc822", "runs", "srcset", "weekday",
)  # fmt: skip


def render(view: views.AnyView, *, site: views.Site) -> str:
    """A page, feed or sitemap as text. Raises ``jinja2.UndefinedError`` for an unknown name."""
    write = _formatter(view, site)
    template = _environment().get_template(_template_name(view))
    return template.render(
        view=view, site=site, write=write, labels=write.labels, meta=structured.meta(view, write),
        language_names=LANGUAGE_NAMES, covered=_covered(view),
        discussed=isinstance(view, views.DiscussionView),
    )  # fmt: skip


def render_robots(*, site: views.Site) -> str:
    """robots.txt: everything may be read (RFC 9309), and where the sitemap is."""
    write = Formatter(site=site, path="/robots.txt")
    return _environment().get_template("robots.txt").render(site=site, write=write)


def inline_hashes() -> tuple[str, ...]:
    """CSP source expressions of all inline styles and scripts (CSP 3, section 2.3.1)."""
    more = (scripts.journal_style(), scripts.talk_style(), scripts.search_style())
    return (*_common_hashes(), *(_source_hash(text) for text in more))


def _common_hashes() -> tuple[str, ...]:
    return tuple(_source_hash(text) for text in (scripts.style(), scripts.inline_script()))


def csp(hashes: tuple[str, ...]) -> str:
    """The Content-Security-Policy header that allows these inline hashes and nothing foreign."""
    return f"{_policy(hashes)}; frame-ancestors 'none'"


def templates_digest() -> str:
    """Changes when anything changes that turns the same view into other bytes."""
    sources = [*_TEMPLATES.iterdir(), *scripts.sources()]
    sources += [
        Path(str(room.__file__))
        for room in (formatting, labels, scripts, search_views, structured, thread_views)
    ]
    state = hashlib.sha256()
    for source in sorted(source for source in sources if source.is_file()):
        state.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    state.update(Path(__file__).read_bytes())
    return state.hexdigest()


def _policy(hashes: tuple[str, ...]) -> str:
    inline = " ".join(hashes)
    return (
        f"default-src 'none'; img-src 'self'; style-src {inline} 'self'; "
        f"script-src {inline} 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
    )


def _formatter(view: views.AnyView, site: views.Site) -> Formatter:
    links = "absolute" if isinstance(view, views.NotFoundView) else "relative"
    if isinstance(view, views.StoryView) and view.preview:
        links = "rooted"
    return Formatter(site=site, path=view.path, links=links)


def _covered(view: views.AnyView) -> bool:
    """Whether the page shows entries of a live coverage."""
    if isinstance(view, views.StoryView):
        return view.journal is not None
    return isinstance(view, views.LiveView)


def _template_name(view: views.AnyView) -> str:
    match view:
        case views.FrontView():
            return "front.html"
        case views.LatestView(fragment=True):
            return "latest_fragment.html"
        case views.MostReadView():
            return "most_read_fragment.html" if view.fragment else "most_read.html"
        case views.BreakingView(fragment=True):
            return "breaking_fragment.html"
        case views.LiveView():
            return "live.html"
        case views.DiscussionView(fragment=True):
            return "discussion_fragment.html"
        case views.FeedView() | views.SitemapView() | views.SitemapIndexView():
            return f"{view.kind}.xml"
        case _:
            return f"{view.kind}.html"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_shown, auto_reload=False,
    )  # fmt: skip
    environment.filters |= {name: _filter(name) for name in _FILTERS}
    environment.filters |= {
        "unquoted": formatting.unquoted,
        "lines": formatting.lines,
        "url_part": formatting.url_part,
    }
    environment.globals |= {
        "style": Markup(scripts.style()),
        "script": Markup(scripts.inline_script()),
        "policy": _policy(_common_hashes()),
        "journal_style": Markup(scripts.journal_style()),
        "talk_style": Markup(scripts.talk_style()),
        "search_style": Markup(scripts.search_style()),
        "journal_policy": _policy((*_common_hashes(), _source_hash(scripts.journal_style()))),
        "talk_policy": _policy((*_common_hashes(), _source_hash(scripts.talk_style()))),
        "search_policy": _policy((*_common_hashes(), _source_hash(scripts.search_style()))),
        "talk": thread_views.WORDS,
        "search": search_views.WORDS,
    }
    return environment


def _filter(name: str) -> Callable[..., Any]:
    @pass_context
    def apply(context: Context, value: Any, *rest: Any) -> Any:
        return getattr(context["write"], name)(value, *rest)

    return apply


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        if clean(value):
            return value
        return Markup(plain(value)) if isinstance(value, Markup) else plain(value)
    if value is None:
        raise TypeError("a template printed None")
    return value if isinstance(value, Undefined) else plain(str(value))


def _source_hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
