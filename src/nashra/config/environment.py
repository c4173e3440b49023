"""What the machine may decide, read from the environment once and typed.

What the *newsroom* decides (its name, zone, month style, ...) is edited on the desk and lives in
the database; see :class:`nashra.newsroom.models.Newsroom`.
"""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

VARIABLES = {
    "NASHRA_HOME": "Folder of all data: database, media, keys and the published root.",
    "NASHRA_DEBUG": "1 shows tracebacks on the desk. Never on a server that others reach.",
    "NASHRA_HOSTS": "Host names under which the desk may be reached, separated by commas.",
    "NASHRA_SITE_ROOT": "The published root, if it is not `site` under NASHRA_HOME.",
    "NASHRA_SECURE_COOKIES": "1 when readers and staff come through HTTPS.",
    "NASHRA_RENDERERS": "Processes that render what a wide change touches; one a core if not set.",
    "NASHRA_VIEWS_A_MINUTE": "Views of one story in a minute above which more are a flood.",
    "NASHRA_LISTENERS": "Readers who may listen to the live stream at one time.",
    "NASHRA_LISTENERS_AN_ADDRESS": "Of them, from one address.",
    "NASHRA_COMMENT_HOOK": "Address of a service that is asked about every comment.",
    "NASHRA_SMTP_URL": "The mail server, as smtps://user:password@host:465; none: no mail is sent.",
    "NASHRA_MAIL_FROM": "The sender's address of all mail.",
    "NASHRA_SECOND_FACTOR": "0 asks staff for no second factor. Never on a real newsroom.",
    "NASHRA_FACEBOOK_ID": "Number of the Facebook app with which readers may sign in.",
    "NASHRA_FACEBOOK_SECRET": "Its secret.",
    "NASHRA_GOOGLE_ID": "Client ID of the Google project with which readers may sign in.",
    "NASHRA_GOOGLE_SECRET": "Its secret.",
    "NASHRA_OIDC_URL": "Address of an OpenID Connect provider with which readers may sign in.",
    "NASHRA_OIDC_ID": "Its client ID.",
    "NASHRA_OIDC_SECRET": "Its secret.",
    "NASHRA_OIDC_NAME": "The name of that provider on the button.",
    "NASHRA_GUARD_READS": "1 makes a page that reads an undeclared fact fail; on in the tests.",
}
"""Every variable that Nashra reads, with its meaning; documented in docs/operations.md by test."""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail is handed in. Ports are those of RFC 8314 and RFC 6409 where none is given."""

    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    tls_at_once: bool = False
    tls_after: bool = False
    """STARTTLS."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The environment's settings, with paths made absolute."""

    home: Path
    site_root: Path
    debug: bool
    hosts: tuple[str, ...]
    secure_cookies: bool
    renderers: int
    """How many processes render beside the worker; 0 leaves it alone."""
    views_a_minute: int
    """Views of one story in a minute that are counted; what is above is told apart."""
    listeners: int
    """Readers on the live stream at one time; more poll."""
    listeners_an_address: int
    comment_hook: str
    """Address to which each comment's text is sent before it is published; empty: none is."""
    smtp_url: str
    mail_from: str
    second_factor: bool
    """Whether staff must have a second factor."""
    providers: dict[str, dict[str, str]]
    """Credentials by provider: ``facebook``, ``google`` and ``oidc``, those that are complete."""
    guard_reads: bool
    secret_key: str

    def mail_server(self) -> MailServer:
        """NASHRA_SMTP_URL in its parts. Raises ValueError for what is no such address."""
        if not self.smtp_url:
            return MailServer()
        parts = _address(self.smtp_url)
        ports = {"smtps": 465, "smtp+starttls": 587, "smtp": 25}
        if parts is None or parts.scheme not in ports or not parts.hostname:
            raise ValueError(
                "NASHRA_SMTP_URL must be smtps://user:password@host:465, smtp+starttls://... "
                "or smtp://..."
            )
        return MailServer(
            host=parts.hostname,
            port=parts.port or ports[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            tls_at_once=parts.scheme == "smtps",
            tls_after=parts.scheme == "smtp+starttls",
        )

    def allauth_providers(self) -> dict[str, Any]:
        """Providers as django-allauth wants them told."""
        found: dict[str, Any] = {}
        if app := self.providers.get("facebook"):
            found["facebook"] = {
                "APPS": [{"client_id": app["id"], "secret": app["secret"]}],
                "SCOPE": ["email", "public_profile"],
                "FIELDS": ["id", "name", "email"],
            }
        if app := self.providers.get("google"):
            found["google"] = {
                "APPS": [{"client_id": app["id"], "secret": app["secret"]}],
                "SCOPE": ["profile", "email"],
                "OAUTH_PKCE_ENABLED": True,
            }
        if app := self.providers.get("oidc"):
            found["openid_connect"] = {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [{
                    "provider_id": "oidc", "name": app["name"], "client_id": app["id"],
                    "secret": app["secret"], "settings": {"server_url": app["url"]},
                }],
            }  # fmt: skip
        return found


def _flag(name: str) -> bool:
    return os.environ.get(name, "") in {"1", "true", "yes", "on"}


def _number(name: str) -> int | None:
    """A whole number, None where it is not given. Raises ValueError for anything else."""
    given = os.environ.get(name)
    if given and not (given.isascii() and given.isdigit()):
        raise ValueError(f"{name} must be a whole number, not {given!r}")
    return int(given) if given else None


def _renderers() -> int:
    """One core is better not shared."""
    given = _number("NASHRA_RENDERERS")
    if given is not None:
        return given
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return cores if cores and cores > 1 else 0


def _secret_key(keys: Path) -> str:
    """The key that signs sessions, made on first use and readable by the owner alone."""
    path = keys / "django.key"
    if not path.exists() or not path.stat().st_size:
        keys.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary = path.with_suffix(f".{os.getpid()}.new")
        temporary.touch(mode=0o600)
        with temporary.open("w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            # Power may fail: a key that was named and never written would let nobody start again.
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            if not path.stat().st_size:
                path.unlink()
        with suppress(FileExistsError):
            os.link(temporary, path)
        temporary.unlink()
    return path.read_text(encoding="ascii")


def _address(url: str) -> SplitResult | None:
    """The parts of an address; None where host or port cannot be read."""
    try:
        parts = urlsplit(url)
        return None if parts.port == 0 else parts
    except ValueError:
        return None


def _providers() -> dict[str, dict[str, str]]:
    """Raises ValueError for a provider that is given in part."""
    wanted = {
        "facebook": ("ID", "SECRET"), "google": ("ID", "SECRET"),
        "oidc": ("URL", "ID", "SECRET", "NAME"),
    }  # fmt: skip
    found = {}
    for provider, parts in wanted.items():
        prefix = f"NASHRA_{provider.upper()}_"
        given = {part.lower(): os.environ.get(prefix + part, "") for part in parts}
        if all(given.values()):
            found[provider] = given
        elif any(given.values()):
            lacking = ", ".join(prefix + part for part in parts if not given[part.lower()])
            raise ValueError(f"{lacking} must be given as well")
    return found


def _mail_from(smtp_url: str) -> str:
    """Raises ValueError where mail is sent and nobody is named who sends it."""
    sender = os.environ.get("NASHRA_MAIL_FROM", "")
    if smtp_url and "@" not in sender:
        raise ValueError(
            "NASHRA_MAIL_FROM must be the sender's address where NASHRA_SMTP_URL is set"
        )
    return sender


def read_environment() -> Environment:
    """Reads the variables in :data:`VARIABLES`; creates NASHRA_HOME and the key if need be."""
    home = Path(os.environ.get("NASHRA_HOME") or "var").expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True)
    site_root = os.environ.get("NASHRA_SITE_ROOT")
    smtp_url = os.environ.get("NASHRA_SMTP_URL", "")
    hosts = os.environ.get("NASHRA_HOSTS", "localhost,127.0.0.1,[::1]")
    return Environment(
        home=home,
        site_root=Path(site_root).resolve() if site_root else home / "site",
        debug=_flag("NASHRA_DEBUG"),
        hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
        secure_cookies=_flag("NASHRA_SECURE_COOKIES"),
        renderers=_renderers(),
        views_a_minute=_number("NASHRA_VIEWS_A_MINUTE") or 3000,
        listeners=_number("NASHRA_LISTENERS") or 12_000,
        listeners_an_address=_number("NASHRA_LISTENERS_AN_ADDRESS") or 400,
        comment_hook=os.environ.get("NASHRA_COMMENT_HOOK", ""),
        smtp_url=smtp_url,
        mail_from=_mail_from(smtp_url),
        second_factor=os.environ.get("NASHRA_SECOND_FACTOR") not in {"0", "false", "no", "off"},
        providers=_providers(),
        guard_reads=_flag("NASHRA_GUARD_READS"),
        secret_key=_secret_key(home / "keys"),
    )
