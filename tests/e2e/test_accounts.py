"""An account in a browser on a telephone: without a script, and with a passkey."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.e2e.conftest import Stack

PHONE = {"width": 360, "height": 740}
PASSWORD = "a-word-nobody-guesses-7"
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@pytest.fixture
def phones(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens people's telephones; what the policy of a page refuses fails the test."""
    opened: list[Any] = []
    wrong: list[str] = []

    def open_phone(**options: Any) -> Any:
        context = browser.new_context(locale="ar", viewport=PHONE, **options)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda said: wrong.append(said.text) if "Content Security" in said.text else None,
        )
        return page

    yield open_phone
    for context in opened:
        context.close()
    assert wrong == []


def a_name() -> str:
    """A name that nobody has."""
    return "قارئ " + "".join(LETTERS[int(digit, 16) % len(LETTERS)] for digit in uuid4().hex[:12])


def fits(page: Any) -> None:
    """Nothing is wider than the telephone, and every button is large enough for a thumb."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url
    small = page.locator("main button").evaluate_all(
        "all => all.filter(b => b.offsetParent && b.offsetHeight < 44).map(b => b.innerText)"
    )
    assert small == [], page.url


def sign_in(page: Any, username: str, password: str) -> None:
    page.fill("[name=login]", username)
    page.fill("[name=password]", password)
    page.click("main form:has([name=password]) button")


def sign_out(page: Any, stack: Stack) -> None:
    page.goto(f"{stack.origin}/account/")
    page.click("main form[action='/account/logout/'] button")
    page.wait_for_url(f"{stack.origin}/")


def test_a_reader_makes_an_account_without_a_script(
    stack: Stack, phones: Callable[..., Any]
) -> None:
    page = phones(java_script_enabled=False)
    address, name = f"{uuid4().hex}@mail.example", a_name()
    page.goto(f"{stack.origin}/account/signup/?next=/talk/mine/")
    page.fill("[name=display_name]", "المحرر")
    page.fill("[name=email]", address)
    page.fill("[name=password1]", PASSWORD)
    page.click("main form:has([name=password1]) button")
    page.wait_for_selector(".wrong")
    page.fill("[name=display_name]", name)
    page.fill("[name=password1]", PASSWORD)
    page.click("main form:has([name=password1]) button")
    page.wait_for_url("**/talk/mine/")
    page.goto(f"{stack.origin}/account/")
    assert name in page.inner_text("main")
    sign_out(page, stack)
    page.goto(f"{stack.origin}/account/login/?next=//evil.example/")
    sign_in(page, address, PASSWORD)
    page.wait_for_url("**/account/")


def test_all_pages_fit_a_telephone_in_both_languages(
    stack: Stack, phones: Callable[..., Any]
) -> None:
    page = phones()
    for language, direction in (("ar", "rtl"), ("en", "ltr")):
        for path in ("login/", "signup/"):
            page.goto(f"{stack.origin}/account/{path}?lang={language}")
            assert page.get_attribute("html", "dir") == direction
            fits(page)
    page.goto(f"{stack.origin}/account/login/")
    sign_in(page, "anas", stack.password)
    page.wait_for_url(re.compile("/desk/$"))
    for language in ("ar", "en"):
        for path in ("", "sessions/", "password/change/", "2fa/", "2fa/keys/", "export/"):
            page.goto(f"{stack.origin}/account/{path}?lang={language}")
            fits(page)


def test_a_passkey_opens_the_desk(stack: Stack, phones: Callable[..., Any]) -> None:
    page = phones()
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }})  # fmt: skip
    page.goto(f"{stack.origin}/account/login/?next=/account/2fa/keys/add/")
    sign_in(page, "anas", stack.password)
    page.wait_for_url("**/account/reauthenticate/**")
    page.fill("[name=password]", stack.password)
    page.click("main form button")
    page.wait_for_url("**/account/2fa/keys/add/")
    fits(page)
    page.fill("[name=name]", "هاتفي")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.goto(f"{stack.origin}/account/2fa/keys/")
    assert "هاتفي" in page.inner_text("main")
    sign_out(page, stack)
    page.goto(f"{stack.origin}/account/login/?next=/desk/")
    page.click("#passkey_login")
    page.wait_for_url(re.compile("/desk/$"))
    page.wait_for_selector(".nashra-dashboard")
    page.goto(f"{stack.origin}/account/2fa/keys/")
    page.click("a[href$='/remove/']")
    page.wait_for_url("**/account/reauthenticate/**")
    page.fill("[name=password]", stack.password)
    page.click("main form button")
    page.wait_for_url("**/remove/")
    page.click("main form button")
    page.wait_for_url(lambda url: not url.endswith("/remove/"))
    page.goto(f"{stack.origin}/account/2fa/keys/")
    assert "هاتفي" not in page.inner_text("main")
