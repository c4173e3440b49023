"""Who may do what: every address of accounts, of writing and of the desk, for every role.

A new address without a line here fails; so does a line for one that is no more.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern
from django.utils import timezone

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.community.models import (
    Comment,
    Commenter,
    Decision,
    Discussion,
    Follower,
    ListedWord,
    Report,
    Respect,
    Sanction,
    SectionMode,
)
from tests.community.written import known, write

ROLES = (
    "anonymous", "reader", "suspended", "banned", "reporter", "desk_editor", "chief_editor",
    "moderator", "administrator",
)  # fmt: skip
_STAFF = {"reporter", "desk_editor", "chief_editor", "moderator", "administrator"}
_MODERATORS = {"chief_editor", "moderator", "administrator"}
_SIGNED_IN = set(ROLES) - {"anonymous"}
ALLOWED: Final = {
    "all": set(ROLES),
    "guest": {"anonymous"},
    "own": _SIGNED_IN,
    "part": _SIGNED_IN - {"suspended", "banned"},
    "run": _MODERATORS | {"desk_editor"},
    "moderate": _MODERATORS,
    "rule": {"chief_editor", "administrator"},
}
"""Who gets in, by the word of the matrix. ``-``: no such method. ``none``: no such page here."""

MATRIX: Final = {
    # name: (GET, POST)
    "talk:me": ("all", "-"),
    "talk:mine": ("own", "-"),
    "talk:unfollow": ("all", "all"),
    "talk:appeal-sanction": ("-", "own"),
    "talk:accept": ("-", "own"),
    "talk:comment": ("own", "-"),
    "talk:edit": ("-", "own"),
    "talk:withdraw": ("-", "own"),
    "talk:appeal": ("-", "own"),
    "talk:respect": ("own", "part"),
    "talk:report": ("own", "part"),
    "talk:follow-comment": ("-", "own"),
    "talk:form": ("all", "-"),
    "talk:post": ("-", "part"),
    "talk:follow": ("-", "own"),
    "nashra_discussion": ("moderate", "-"),
    "nashra_discussion_decide": ("-", "moderate"),
    "nashra_discussion_undo": ("-", "moderate"),
    "nashra_discussion_story": ("run", "-"),
    "nashra_discussion_run": ("-", "run"),
    "nashra_discussion_person": ("moderate", "-"),
    "nashra_discussion_sanction": ("-", "moderate"),
    "nashra_discussion_sanctions": ("moderate", "-"),
    "nashra_discussion_lift": ("-", "moderate"),
    "nashra_discussion_appeals": ("moderate", "-"),
    "nashra_discussion_answer": ("-", "moderate"),
    "nashra_discussion_words": ("moderate", "moderate"),
    "nashra_discussion_standards": ("rule", "rule"),
    "nashra_discussion_modes": ("rule", "rule"),
    "nashra_discussion_log": ("moderate", "-"),
    "nashra_discussion_export": ("moderate", "-"),
    "nashra_discussion_statistics": ("moderate", "-"),
    "nashra_queue": ("moderate", "-"),
    "account_overview": ("own", "-"),
    "account_name": ("own", "own"),
    "account_sessions": ("own", "-"),
    "account_sessions_rename": ("-", "own"),
    "account_sessions_end": ("-", "own"),
    "account_sessions_end_others": ("-", "own"),
    "account_export": ("own", "own"),
    "account_delete": ("own", "own"),
    "account_login": ("guest", "guest"),
    "account_logout": ("all", "all"),
    "account_inactive": ("all", "-"),
    "account_signup": ("guest", "guest"),
    "account_reauthenticate": ("own", "own"),
    "account_change_password": ("own", "own"),
    "account_set_password": ("own", "own"),
    # Without e-mail there are none of these.
    "account_email": ("none", "none"),
    "account_email_verification_sent": ("none", "none"),
    "account_confirm_email": ("none", "none"),
    "account_request_login_code": ("none", "none"),
    "account_confirm_login_code": ("none", "none"),
    "account_sign_in_link": ("none", "none"),
    "account_reset_password": ("none", "none"),
    "account_reset_password_done": ("none", "none"),
    "account_reset_password_from_key": ("none", "none"),
    "account_reset_password_from_key_done": ("none", "none"),
    "mfa_index": ("own", "-"),
    # Only on the way in: there is no such way for these.
    "mfa_authenticate": ("own", "own"),
    "mfa_reauthenticate": ("own", "own"),
    "mfa_activate_totp": ("own", "own"),
    "mfa_deactivate_totp": ("own", "own"),
    "mfa_view_recovery_codes": ("own", "-"),
    "mfa_generate_recovery_codes": ("own", "own"),
    "mfa_download_recovery_codes": ("own", "own"),
    "mfa_list_webauthn": ("own", "-"),
    "mfa_add_webauthn": ("own", "own"),
    "mfa_login_webauthn": ("own", "own"),
    "mfa_reauthenticate_webauthn": ("own", "own"),
    "mfa_remove_webauthn": ("own", "own"),
    "mfa_edit_webauthn": ("own", "own"),
    "socialaccount_connections": ("own", "own"),
    "socialaccount_signup": ("nobody", "nobody"),
    "socialaccount_login_cancelled": ("all", "-"),
    "socialaccount_login_error": ("all", "-"),
    # Providers that are not switched on.
    "facebook_login": ("none", "none"),
    "facebook_callback": ("none", "none"),
    "google_login": ("none", "none"),
    "google_callback": ("none", "none"),
    "openid_connect_login": ("none", "none"),
    "openid_connect_callback": ("none", "none"),
}
_PREFIXES = ("account/", "talk/", "desk/discussion/")
_GUARDED = (
    Comment, Commenter, Decision, Discussion, Follower, ListedWord, Report, Respect, Sanction,
    SectionMode,
)  # fmt: skip


def _walk(patterns: Any, route: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        below = route + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name}", below
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, below, inner)


def _routes() -> dict[str, str]:
    found = _walk(get_resolver().url_patterns)
    return {
        name.replace("wagtailadmin:", ""): route
        for name, route in found
        if route.startswith(_PREFIXES)
    }


class Newsroom:
    """Somebody of every role, a story with a comment of somebody else, and a sanction."""

    def __init__(self, make_story: Any, make_user: Any, section: Any) -> None:
        self.people: dict[str, Any] = {"anonymous": None, "reader": known(make_user())}
        for name, kind in (("suspended", "suspension"), ("banned", "ban")):
            self.people[name] = known(make_user())
            with unit_of_work(cause="test"):
                Sanction.objects.create(
                    person=self.people[name], kind=kind, rule="respect", at=timezone.now(),
                    until=timezone.now() + timedelta(days=1) if kind == "suspension" else None,
                )  # fmt: skip
        for role in Role:
            limited = role in {Role.REPORTER, Role.DESK_EDITOR}
            user = make_user(role, section("local") if limited else None)
            self.people[role.value] = known(user)
        self.story = make_story()
        self.comment = write(self.story, known(make_user()), state="published")
        self.values = {
            "comment_id": self.comment.pk, "story_id": self.story.public_id,
            "public_id": self.story.public_id, "verb": "close", "sanction_id": "1",
            "name": "waiting", "provider_id": "nobody", "ticket": "abc", "key": "abc",
            "token": "abc",
            "uidb36": "1", "pk": str(self.people["reader"].pk),
        }  # fmt: skip

    def path(self, route: str) -> str:
        def given(found: re.Match[str]) -> str:
            return str(self.values[found["name"]])

        path = re.sub(r"<(?:\w+:)?(?P<name>\w+)>", given, route)
        path = "/" + re.sub(r"\(\?P<(?P<name>\w+)>[^)]*\)", given, path)
        return path + f"?story={self.story.public_id}" if path.endswith("me.json") else path

    def client(self, role: str, **options: Any) -> Client:
        client = Client(raise_request_exception=False, **options)
        if self.people[role] is not None:
            client.force_login(self.people[role])
        return client


@pytest.fixture
def room(make_story: Any, make_user: Any, section: Any) -> Newsroom:
    return Newsroom(make_story, make_user, section)


def test_every_address_has_its_line() -> None:
    assert set(_routes()) == set(MATRIX)


def _refused(answer: Any, role: str) -> bool:
    where = answer.headers.get("Location", "").partition("?")[0]
    shut = {"/account/login/", "/desk/login/"} | ({"/desk/"} if role in _STAFF else set())
    return answer.status_code in {401, 403} or (answer.status_code == 302 and where in shut)


def _state() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in _GUARDED]  # type: ignore[attr-defined]


def _wrong(word: str, role: str, answer: Any) -> bool:
    """Whether this is not what the matrix says."""
    code, refused = answer.status_code, _refused(answer, role)
    if code >= 500:
        return True
    if word == "-":
        return code != 405 and not refused
    if word == "none":
        return code != 404
    if word == "nobody":
        return not refused
    if word == "guest":
        return (code == 200) != (role == "anonymous")
    if role in ALLOWED[word]:
        # Inside, some pages ask who it is once more, some lead home.
        where = answer.headers.get("Location", "").partition("?")[0]
        inside = where == "/desk/" and word == "own"
        asked = code == 401 and word == "all"
        return code == 405 or (refused and not (inside or asked))
    return not refused


@pytest.mark.parametrize("role", ROLES)
def test_the_matrix_holds(room: Newsroom, role: str) -> None:
    before, wrong = _state(), []
    for name, route in _routes().items():
        for method, word in zip(("get", "post"), MATRIX[name], strict=True):
            with transaction.atomic():
                answer = getattr(room.client(role), method)(room.path(route))
                if _wrong(word, role, answer):
                    where = answer.headers.get("Location", "")
                    wrong.append(f"{method} {name} ({word}): {answer.status_code} {where}")
                if _refused(answer, role) and _state() != before:
                    wrong.append(f"{method} {name}: refused, and yet something was changed")
                transaction.set_rollback(True)
    assert wrong == []


_BY_TICKET = {"talk:unfollow"}
"""One click in a mail, which has no cookie (RFC 8058): the ticket in its address is the right."""


def test_no_form_is_taken_from_another_site(room: Newsroom) -> None:
    taken = []
    for name, route in _routes().items():
        if MATRIX[name][1] in {"-", "none"} or name in _BY_TICKET:
            continue
        for role in ("anonymous", "reader", "administrator"):
            with transaction.atomic():
                client = room.client(role, enforce_csrf_checks=True)
                answer = client.post(room.path(route), {"text": "من موقع آخر"})
                if answer.status_code != 403 and not _refused(answer, role):
                    taken.append(f"{name} as {role}: {answer.status_code}")
                transaction.set_rollback(True)
    assert taken == []


ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
    "https:evil.example", "http:///evil.example", "javascript:alert(1)", "/\t/evil.example",
    "https://testserver@evil.example/", " //evil.example", "data:text/html,x",
)  # fmt: skip


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nobody_is_led_elsewhere(room: Newsroom, where: str) -> None:
    reader = room.people["reader"]
    sent = {"login": reader.username, "password": "long-enough-71", "next": where}
    answers = [
        Client().post("/account/login/", sent),
        Client().post(f"/account/login/?next={where}", sent),
        room.client("reader").post("/account/logout/", {"next": where}),
        room.client("reader").get("/account/login/", {"next": where}),
        room.client("moderator").post(
            "/desk/discussion/decide/",
            {"verb": "approve", "comment": f"{room.comment.pk}:1", "back": where, "next": where},
            headers={"Referer": "https://evil.example/"},
        ),
        room.client("moderator").post(
            f"/desk/discussion/person/{reader.pk}/sanction/", {"back": where, "next": where}
        ),
    ]
    for answer in answers:
        location = answer.headers.get("Location", "")
        assert answer.status_code in {302, 303}, answer.status_code
        assert re.match(r"/(?![/\\\s])", location), location
        assert "evil" not in location.partition("?")[0]


class Counting(MD5PasswordHasher):
    """Counts how often a password is hashed, which is what takes time."""

    algorithm = "counting"
    made = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).made += 1
        return super().encode(password, salt)


def _typed(name: str) -> tuple[str, int]:
    Counting.made = 0
    answer = Client().post("/account/login/", {"login": name, "password": "wrong-and-long"})
    assert answer.status_code == 200
    page = answer.content.decode().replace(name, "NAME")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page), Counting.made


def test_a_sign_in_does_not_tell_who_has_an_account(make_user: Any, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    make_user(username="salma-h", email="salma@reader.example")
    for known_one, unknown in (("salma-h", "nobody-h"), ("salma@reader.example", "no@x.example")):
        told, told_of_nobody = _typed(known_one), _typed(unknown)
        assert told[0] == told_of_nobody[0]
        assert told[1] == told_of_nobody[1] >= 1, known_one


def test_what_is_anothers_looks_like_what_is_not(room: Newsroom, make_user: Any) -> None:
    hidden = write(room.story, known(make_user()), state="waiting")
    client = room.client("reader")
    for rest in ("", "edit/", "withdraw/", "appeal/", "respect/", "report/", "follow/"):
        method = client.get if rest == "" else client.post
        theirs = method(f"/talk/c/{hidden.pk}/{rest}")
        none = method(f"/talk/c/0000000/{rest}")
        assert theirs.status_code == none.status_code == 404, rest
