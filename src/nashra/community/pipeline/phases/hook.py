"""Another service that is asked. Setting: the variable ``NASHRA_COMMENT_HOOK``.

It is sent the text and the story's id, and nothing of the person. Whatever goes wrong, the comment
waits for a person: a broken service neither publishes nor loses anything.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from nashra.community.pipeline.model import Draft, Finding, Weight
from nashra.community.pipeline.past import Past

if TYPE_CHECKING:
    import httpx

log = logging.getLogger("nashra.community")

PATIENCE: Final = 2.0
"""Seconds for the whole answer."""
LARGEST: Final = 16 * 1024
_KINDS: Final[Mapping[str, Weight | None]] = {"publish": None, "mark": "mark", "hold": "hold"}


def look(draft: Draft, past: Past) -> Iterator[Finding]:
    """``{"verdict": "publish" | "mark" | "hold", "reason": text}`` is what the service answers."""
    if not settings.NASHRA_COMMENT_HOOK:
        return
    # Not above: it takes a tenth of every command's start, and few newsrooms ask a service.
    import httpx

    try:
        answer = _ask(settings.NASHRA_COMMENT_HOOK, draft.text, draft.story.public_id)
        weight = _KINDS[answer["verdict"]]
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError) as error:
        log.warning("comment hook: %s; the comment waits for a moderator", type(error).__name__)
        yield Finding("hook", "hold", "hook_failed")
        return
    if weight:
        yield Finding("hook", weight, "hook", word=str(answer.get("reason", ""))[:200])


def _ask(address: str, text: str, story: str) -> dict[str, Any]:
    """The answer. Raises ValueError for one that is not the JSON that was asked for."""
    import httpx

    body = json.dumps({"text": text, "story": story}).encode()
    with (
        httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False) as client,
        client.stream(
            "POST", address, content=body, headers={"Content-Type": "application/json"}
        ) as response,
    ):
        if response.status_code != httpx.codes.OK:
            raise ValueError(f"status {response.status_code}")
        given = b"".join(_bounded(response))
    answer = json.loads(given)
    if not isinstance(answer, dict):
        raise ValueError("no object")
    return answer


def _bounded(response: "httpx.Response") -> Iterator[bytes]:
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST:
            raise ValueError("too long")
        yield part
