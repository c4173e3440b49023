"""What the desk's pages cost a server with a large archive.

    nice .venv/bin/python benchmarks/desk.py [--stories 100000] [--keep FOLDER] [--only WORDS]
        [--write] [--note SENTENCE]

Every page is asked for three times as each of two people, a chief editor and a reporter of one
section who has a draft of their own: of the second, milliseconds of the server without a network
are told, of the third the queries. A page that refuses either is left out of the figures.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from shared import newsroom
from shared.report import write_results
from shared.scale_tables import WITHIN

LAST = 1000
"""Leads to the last page that the desk counts to."""
REFUSED = {
    "chief_editor": {"users"},
    "reporter": {"users", "explorer: root", "explorer: edition", "report: locked"},
}
"""Pages that a role does not have: the desk leads elsewhere."""


def person(role: str, section: Any = None) -> Any:
    """An account with that role, made once."""
    from nashra.accounts.models import Role, User
    from nashra.newsroom import actions

    user, _ = User.objects.get_or_create(username=f"bench-{role}")
    actions.grant_role(user=user, role=Role(role), section=section)
    return User.objects.get(pk=user.pk)


def own_draft(user: Any, section: Any) -> Any:
    """A draft by this person, made once."""
    from nashra.newsroom import actions
    from nashra.newsroom.content import StoryContent
    from nashra.newsroom.models import StoryPage

    content = StoryContent(headline="مسودة القياس", body=(("paragraph", "<p>نص قصير.</p>"),) * 6)
    found = StoryPage.objects.filter(owner=user).first()
    return found or actions.create_draft(section=section, actor=user, content=content)


def searches(url: str, **more: Any) -> dict[str, tuple[str, dict[str, Any]]]:
    """Common and rare words, several, one letter, none, and one that nobody wrote."""
    words = {
        "common": "في", "rare": "المرفأ", "several": "وزارة المالية", "letter": "ا",
        "none": "", "unknown": "زقزقة",
    }  # fmt: skip
    return {name: (url, {**more, "q": word}) for name, word in words.items()}


def pages(story: Any, section: Any) -> dict[str, tuple[str, dict[str, Any]]]:
    """Name, address and parameters of what is measured."""
    from django.urls import reverse

    def of(name: str, *args: Any, **data: Any) -> tuple[str, dict[str, Any]]:
        return reverse(name, args=args), data

    explore = reverse("wagtailadmin_explore", args=[section.pk])
    found = {
        "dashboard": of("wagtailadmin_home"),
        "audience": of("nashra_audience"),
        "explorer: root": of("wagtailadmin_explore_root"),
        "explorer: edition": of("wagtailadmin_explore", section.get_parent().pk),
        "explorer: section": (explore, {}),
        "explorer: section, the last page": (explore, {"p": LAST}),
        "explorer: menu": of(
            "wagtailadmin_api:pages:listing", child_of=section.pk, for_explorer=1, fields="parent"
        ),
        "stories": of("stories:index"),
        "stories: the last page": of("stories:index", p=LAST),
        "image chooser": of("wagtailimages_chooser:choose"),
        "images": of("wagtailimages:index"),
        "page chooser": of("wagtailadmin_choose_page"),
        "page chooser: stories": of("wagtailadmin_choose_page", page_type="newsroom.storypage"),
        "page chooser: section": of("wagtailadmin_choose_page_child", section.pk),
        "tag chooser": of("wagtailsnippetchoosers_newsroom_tag:choose"),
        "tags": of("wagtailsnippets_newsroom_tag:list"),
        "story: new": of("wagtailadmin_pages:add", "newsroom", "storypage", section.pk),
        "story: edit": of("wagtailadmin_pages:edit", story.pk),
        "story: history": of("wagtailadmin_pages:history", story.pk),
        "story: usage": of("wagtailadmin_pages:usage", story.pk),
        "story: move": of("wagtailadmin_pages:move", story.pk),
        "report: history": of("wagtailadmin_reports:site_history"),
        "report: locked": of("wagtailadmin_reports:locked_pages"),
        "report: workflow": of("wagtailadmin_reports:workflow"),
        "report: tasks": of("wagtailadmin_reports:workflow_tasks"),
        "report: aging": of("wagtailadmin_reports:aging_pages"),
        "report: types": of("wagtailadmin_reports:page_types_usage"),
        "users": of("wagtailusers_users:index"),
    }
    oldest = "latest_revision_created_at"
    found["explorer: section, the oldest first"] = (explore, {"ordering": oldest})
    found["explorer: section by title"] = (explore, {"ordering": "title"})
    found["stories: the oldest first"] = of("stories:index", ordering=oldest)
    for state in ("live", "changed", "waiting", "scheduled", "draft", "gone"):
        found[f"stories: {state}"] = of("stories:index", state=state)
    found["stories: urgent"] = of("stories:index", urgency="flash")
    found["stories: language"] = of("stories:index", language=section.locale_id)
    found["stories: section"] = of("stories:index", section=section.pk)
    for place, url in {
        "explorer": explore, "stories": reverse("stories:index"),
        "global": reverse("wagtailadmin_pages:search"),
        "page chooser": reverse("wagtailadmin_choose_page_search"),
        "image chooser": reverse("wagtailimages_chooser:choose_results"),
        "tag chooser": reverse("wagtailsnippetchoosers_newsroom_tag:choose_results"),
    }.items():  # fmt: skip
        for kind, asked in searches(url).items():
            found[f"search {kind}: {place}"] = asked
    found["search common: everywhere"] = (explore, {"q": "في", "search_all": "1"})
    return found


def ask(client: Any, url: str, data: dict[str, Any]) -> dict[str, Any]:
    """Status, milliseconds (with and without waiting for the machine) and queries of the second
    request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(url, data, secure=True)
    begun, worked = time.perf_counter(), time.process_time()
    response = client.get(url, data, secure=True)
    took, work = time.perf_counter() - begun, time.process_time() - worked
    with CaptureQueriesContext(connection) as made:
        client.get(url, data, secure=True)
    slowest = max((float(query["time"]) for query in made.captured_queries), default=0.0)
    return {
        "status": response.status_code, "ms": round(took * 1000, 1),
        "cpu_ms": round(work * 1000, 1), "queries": len(made),
        "slowest_query_ms": round(slowest * 1000),
    }  # fmt: skip


def main() -> None:
    """Prints a line of JSON a page, and last what took longer than it may."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stories", type=int, default=100_000)
    options.add_argument("--keep", type=Path, help="where newsrooms are kept between runs")
    options.add_argument("--only", default="", help="measure the pages whose name contains this")
    options.add_argument("--write", action="store_true", help="keep the results, render the table")
    options.add_argument("--note", action="append", default=[], help="a sentence for the table")
    given = options.parse_args()
    if given.write and given.only:
        options.error("--write keeps the figures of all pages")
    folder = given.keep or Path(tempfile.mkdtemp(prefix="nashra-bench-"))
    newsroom.enter(newsroom.seeded(folder, given.stories))
    from django.conf import settings
    from django.test import Client

    from nashra.newsroom.models import SectionPage, StoryPage

    settings.ALLOWED_HOSTS.append("testserver")
    section = SectionPage.objects.order_by("-numchild")[0]
    story = StoryPage.objects.child_of(section).order_by("-pk")[0]
    rows: list[dict[str, Any]] = []
    for role in ("chief_editor", "reporter"):
        client = Client()
        user = person(role, section if role == "reporter" else None)
        client.force_login(user)
        shown = own_draft(user, section) if role == "reporter" else story
        for name, (url, data) in pages(shown, section).items():
            if given.only not in name:
                continue
            row = {"page": name, "as": role, **ask(client, url, data)}
            print(json.dumps(row, ensure_ascii=False), flush=True)
            if row["status"] == 200:
                rows.append(row)
            elif name not in REFUSED[role]:
                raise SystemExit(f"{name}: {role} is answered with {row['status']}")
    slow = [f"{row['page']} ({row['as']}): {row['ms']}" for row in rows if row["ms"] > WITHIN]
    print(json.dumps({"stories": given.stories, "slow": slow}, ensure_ascii=False))
    if given.write:
        command = f"benchmarks/desk.py --stories {given.stories}"
        write_results(
            part="desk", command=command, stories=given.stories, pages=rows, notes=given.note
        )


if __name__ == "__main__":
    main()
