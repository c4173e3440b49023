"""A thousand comments in a minute on one story, and what the discussion costs besides.

    nice .venv/bin/python benchmarks/discussion.py [--comments 1000] [--seconds 60] [--queue 60000]

A newsroom of the bench is served by `nashra serve`. Forty signed-in readers post to one story at an
even rate, one comment in twenty twice with the same token; four other readers fetch the story and
its discussion all the time, ten seconds before and then meanwhile. At the end every comment must
stand once on the stable pages. Told are the times of posting, how long after its answer a comment
is on the newest fragment, and the readers' times with and without. Then, alone: the pipeline with
2,000 listed words, and the pages of a queue of many waiting comments.
"""

import argparse
import http.client
import json
import queue
import re
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.shared.newsroom import enter
from tests.e2e.conftest import free_port
from tests.homes import Home

POSTERS = 16
READERS = 4
AGAIN = 20
"""One comment in so many is sent twice."""
ID = re.compile(r'<article class="cmt[^"]*" id="c-(\w{7})"')
Rows = list[float]


class Site:
    """Connections to the served newsroom."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            wire.request(method, path, body or None, {"Host": f"localhost:{self.port}", **headers})
            answer = wire.getresponse()
            return answer.status, answer.read().decode()
        finally:
            wire.close()

    def get(self, path: str) -> str:
        return self.ask("GET", path)[1]


def people(count: int) -> list[dict[str, str]]:
    """Headers of signed-in readers who are known and accepted the standards."""
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string
    from django.test import Client

    from nashra.accounts.models import User
    from nashra.changes.unit import unit_of_work
    from nashra.community import standards
    from nashra.community.models import Commenter

    found = []
    for number in range(count):
        user = User.objects.create_user(username=f"poster{number}", display_name=f"قارئ {number}")
        with unit_of_work(cause="bench"):
            Commenter.objects.create(user=user, approved=50, accepted=standards.number_in_force())
        client = Client()
        client.force_login(user)
        secret = _get_new_csrf_string()
        cookies = {name: one.value for name, one in client.cookies.items()}
        cookies[settings.CSRF_COOKIE_NAME] = secret
        found.append({
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "X-CSRFToken": secret, "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        })  # fmt: skip
    return found


class Posting:
    """Posts at an even rate and remembers what was answered."""

    def __init__(self, site: Site, story: str, who: list[dict[str, str]]) -> None:
        self.site, self.story, self.who = site, story, who
        self.answered: dict[str, float] = {}
        self.times: Rows = []
        self.wrong: list[str] = []
        self._jobs: queue.Queue[int | None] = queue.Queue()

    def run(self, total: int, seconds: float) -> None:
        threads = [threading.Thread(target=self._work) for _ in range(POSTERS)]
        for thread in threads:
            thread.start()
        began = time.perf_counter()
        for number in range(total):
            time.sleep(max(0.0, began + number * seconds / total - time.perf_counter()))
            self._jobs.put(number)
        for _ in threads:
            self._jobs.put(None)
        for thread in threads:
            thread.join()

    def _work(self) -> None:
        while (number := self._jobs.get()) is not None:
            for _ in range(2 if number % AGAIN == 0 else 1):
                self._post(number)

    def _post(self, number: int) -> None:
        text = f"تعليق رقم {number} في القياس، وفيه رأي يختلف عن غيره: {number * 7919}."
        body = urlencode({"text": text, "token": f"bench-{number}"})
        headers = self.who[number % len(self.who)]
        began = time.perf_counter()
        status, answer = self.site.ask("POST", f"/talk/{self.story}/comments/", body, **headers)
        ended = time.perf_counter()
        self.times.append(ended - began)
        if status != 201:
            self.wrong.append(f"{status} {answer[:200]}")
            return
        self.answered.setdefault(json.loads(answer)["comment"]["id"], ended)


class Watching(threading.Thread):
    """Notes when a comment is first on the newest fragment."""

    def __init__(self, site: Site, story: str) -> None:
        super().__init__()
        self.site, self.path = site, f"/a/{story}/discussion/fragment.html"
        self.seen: list[tuple[float, list[str]]] = []
        self.ended = False

    def run(self) -> None:
        while not self.ended:
            shown = ID.findall(self.site.get(self.path))
            self.seen.append((time.perf_counter(), shown))
            time.sleep(0.05)


class Reading(threading.Thread):
    """A reader who fetches the story and its discussion."""

    def __init__(self, site: Site, story: str) -> None:
        super().__init__()
        self.site, self.paths = site, (f"/a/{story}/", f"/a/{story}/discussion/fragment.html", "/")
        self.times: Rows = []
        self.ended = False

    def run(self) -> None:
        while not self.ended:
            for path in self.paths:
                began = time.perf_counter()
                self.site.ask("GET", path)
                self.times.append(time.perf_counter() - began)
                time.sleep(0.01)


def read_for(site: Site, story: str, during: Any) -> Rows:
    """Times of all readers while something is done."""
    readers = [Reading(site, story) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    during()
    for reader in readers:
        reader.ended = True
        reader.join()
    return [value for reader in readers for value in reader.times]


def told(rows: Rows) -> dict[str, float]:
    """Milliseconds."""
    parts = statistics.quantiles(rows, n=100)
    return {"p50": round(parts[49] * 1e3, 1), "p99": round(parts[98] * 1e3, 1),
            "max": round(max(rows) * 1e3, 1), "n": len(rows)}  # fmt: skip


def lags(seen: list[tuple[float, list[str]]], answered: dict[str, float], order: list[str]) -> Rows:
    """Seconds from a comment's answer until the fragment has it, or one that came after it."""
    place = {comment: number for number, comment in enumerate(order)}
    found, reached = [], 0
    waiting = [comment for comment in order if comment in answered]
    for at, shown in seen:
        newest = max((place[one] for one in shown if one in place), default=-1)
        while reached < len(waiting) and place[waiting[reached]] <= newest:
            found.append(max(0.0, at - answered[waiting[reached]]))
            reached += 1
    found += [float("inf")] * (len(waiting) - reached)
    return found


def pages(site: Site, story: str) -> list[str]:
    """Ids on the stable pages, in order."""
    found: list[str] = []
    number = 0
    while True:
        status, text = site.ask("GET", f"/a/{story}/discussion/page/{number}/")
        if status != 200:
            return found
        found += ID.findall(text)
        number += 1


def storm(home: Home, comments: int, seconds: float) -> dict[str, Any]:
    """The minute itself."""
    from nashra.changes.unit import unit_of_work
    from nashra.community import actions
    from nashra.community.models import Comment, DiscussionSettings
    from nashra.newsroom.models import StoryPage

    story = StoryPage.objects.filter(live=True).order_by("-first_published_at").first()
    assert story is not None
    with unit_of_work(cause="bench"):
        settings = DiscussionSettings.load()
        settings.flood_comments = 100
        settings.save()
    actions.open_discussion(story=story, actor=None)
    who = people(40)
    port = free_port()
    process = home.start("serve", "--port", str(port))
    site = Site(port)
    try:
        _until(lambda: _answers(site, "/healthz") and _answers(site, f"/talk/{story.public_id}/"))
        _until(home.settled)
        alone = read_for(site, story.public_id, lambda: time.sleep(10))
        posting = Posting(site, story.public_id, who)
        watching = Watching(site, story.public_id)
        watching.start()
        busy = read_for(site, story.public_id, lambda: posting.run(comments, seconds))
        _until(home.settled)
        time.sleep(0.3)
        watching.ended = True
        watching.join()
        order = pages(site, story.public_id)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    late = lags(watching.seen, posting.answered, order)
    rows = Comment.objects.filter(discussion=story.public_id)
    stored, waiting = set(rows.values_list("pk", flat=True)), rows.filter(state="waiting").count()
    return {
        "comments": comments, "answered": len(posting.answered), "refused": posting.wrong[:3],
        "stored": len(stored), "waiting": waiting, "on_pages": len(order),
        "lost": len({*posting.answered} - {*order}) - waiting,
        "twice": len(order) - len({*order}) + len(stored) - len(posting.answered),
        "posting_ms": told(posting.times), "fragment_ms": told(late),
        "readers_alone_ms": told(alone), "readers_meanwhile_ms": told(busy),
    }  # fmt: skip


def _answers(site: Site, path: str) -> bool:
    try:
        return site.ask("GET", path)[0] == 200
    except OSError:
        return False


def _until(true: Any, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit("waited in vain")
        time.sleep(0.2)


def pipeline(words: int, drafts: int = 400) -> dict[str, Any]:
    """Milliseconds a comment, with so many words listed."""
    from django.utils import timezone

    from nashra.accounts.models import User
    from nashra.cli.bench import words as texts
    from nashra.community import actions, modes
    from nashra.community.models import DiscussionSettings
    from nashra.community.pipeline import Draft, judge
    from nashra.newsroom.models import StoryPage

    letters = "بتثجحدرزسشصضطعغفقكلمنه"
    listed = [letters[n % 22] + letters[n // 22 % 22] + letters[n // 484 % 22] + "يق"
              for n in range(words)]  # fmt: skip
    actions.list_words(actor=None, text="\n".join(listed), verdict="suspect")
    story = StoryPage.objects.filter(live=True).first()
    discussion, settings = modes.discussion_of(story), DiscussionSettings.load()
    author = User.objects.order_by("pk").last()
    rows = []
    for number in range(drafts):
        text = " ".join(
            texts.SENTENCES[(number + n) % len(texts.SENTENCES)].format(
                subject=texts.SUBJECTS[number % len(texts.SUBJECTS)], place="الميناء",
                object=texts.OBJECTS[n % len(texts.OBJECTS)], number=number,
            )
            for n in range(4)
        )  # fmt: skip
        began = time.perf_counter()
        judge(Draft(
            story=story, discussion=discussion, author=author, text=text, parent=None, mode="after",
            settings=settings, standards_accepted=True, now=timezone.now(),
        ))  # fmt: skip
        rows.append(time.perf_counter() - began)
    return {"words": words, "letters": len(text), **told(rows[20:])}


def queues(comments: int) -> dict[str, Any]:
    """Milliseconds of a queue's pages, the first and ten further ones."""
    from django.test import Client

    from nashra.accounts.models import Role, User
    from nashra.cli.bench.comments import seed_comments
    from nashra.community.models import Comment
    from nashra.newsroom.actions import grant_role

    seed_comments(comments=comments)
    moderator = User.objects.create_user(username="moderator", password="long-enough-71")
    grant_role(user=moderator, role=Role.MODERATOR, section=None)
    client = Client(headers={"host": "localhost"})
    client.force_login(moderator)
    rows, query = [], ""
    client.get("/desk/discussion/q/waiting/")
    for name in ("waiting", "all"):
        query = ""
        for _ in range(11):
            began = time.perf_counter()
            answer = client.get(f"/desk/discussion/q/{name}/{query}")
            rows.append(time.perf_counter() - began)
            assert answer.status_code == 200, answer.status_code
            found = re.search(r'href="(\?[^"]*after=[^"]*)"', answer.content.decode())
            query = found[1].replace("&amp;", "&") if found else ""
    return {"comments": Comment.objects.count(), **told(rows)}


def main() -> None:
    """Prints one line of JSON for each part."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--comments", type=int, default=1000)
    options.add_argument("--seconds", type=float, default=60.0)
    options.add_argument("--words", type=int, default=2000)
    options.add_argument("--queue", type=int, default=60_000)
    given = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="nd-"))
    home = Home(folder / "home")
    home.environment |= {"NASHRA_HOSTS": "localhost", "NASHRA_SECOND_FACTOR": "0"}
    try:
        home.seed(30)
        home.run("build").check_returncode()
        enter(home)
        print(json.dumps({"storm": storm(home, given.comments, given.seconds)}), flush=True)
        print(json.dumps({"pipeline": pipeline(given.words)}), flush=True)
        if given.queue:
            print(json.dumps({"queue": queues(given.queue)}), flush=True)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
