"""A provider of identities that speaks OAuth 2 and OpenID Connect, in a thread of the test.

It stands for Facebook, Google and any other: each at addresses of its own. Whoever comes is signed
in at once as :attr:`Provider.person`.
"""

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

SECRET = "a secret between the provider and the site"


@dataclass
class Provider:
    """What it knows and what it was asked."""

    person: dict[str, Any] = field(default_factory=dict)
    refuses: bool = False
    origin: str = ""
    codes: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def authorize(self, given: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        if self.refuses:
            answer = {"error": "access_denied", "state": given["state"]}
        else:
            self.codes.add(code := secrets.token_hex(8))
            answer = {"code": code, "state": given["state"]}
        return f"{given['redirect_uri']}?{urlencode(answer)}"

    def token(self, given: dict[str, str], issuer: str) -> dict[str, Any] | None:
        """A token for a code, once, for whoever knows the secret."""
        if given.get("code") not in self.codes or given.get("client_secret") != SECRET:
            return None
        self.codes.discard(given["code"])
        self.tokens.add(token := f"token-{secrets.token_hex(12)}")
        claims = self.person | {
            "iss": issuer, "aud": given["client_id"], "exp": int(time.time()) + 60,
        }  # fmt: skip
        signed = jwt.encode(claims, "x" * 32, algorithm="HS256", headers={"kid": "1"})
        return {"access_token": token, "token_type": "Bearer", "expires_in": 3600,
                "id_token": signed}  # fmt: skip

    def configuration(self) -> dict[str, Any]:
        """Of OpenID Connect Discovery."""
        return {
            "issuer": self.origin,
            "authorization_endpoint": f"{self.origin}/authorize",
            "token_endpoint": f"{self.origin}/token",
            "userinfo_endpoint": f"{self.origin}/me",
            "jwks_uri": f"{self.origin}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""

    @property
    def provider(self) -> Provider:
        return self.server.provider  # type: ignore[attr-defined,no-any-return]

    def _send(self, answer: Any) -> None:
        body = json.dumps(answer or {"error": "invalid_grant"}).encode()
        self.send_response(200 if answer else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self, path: str, given: dict[str, str]) -> None:
        provider = self.provider
        provider.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return self._send(provider.configuration())
        if path == "/authorize":
            self.send_response(302)
            self.send_header("Location", provider.authorize(given))
            return self.end_headers()
        if path in {"/token", "/oauth/access_token"}:
            return self._send(provider.token(given, provider.origin))
        if path == "/google/token":
            return self._send(provider.token(given, "https://accounts.google.com"))
        bearer = self.headers.get("Authorization", "").removeprefix("Bearer ")
        known = (bearer or given.get("access_token")) in provider.tokens
        return self._send(provider.person if path == "/me" and known else None)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self._answer(parts.path, {k: v[0] for k, v in parse_qs(parts.query).items()})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(urlsplit(self.path).path, {k: v[0] for k, v in parse_qs(body).items()})


@contextmanager
def running() -> Iterator[Provider]:
    """One that answers until the block ends."""
    provider = Provider()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        server.provider = provider  # type: ignore[attr-defined]
        provider.origin = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
