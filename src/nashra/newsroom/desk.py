"""What other rooms may put on the story's edit screen."""

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString

StoryNotice = Callable[[Any, Any], SafeString]
"""Given a story and the request, returns HTML, empty where there is nothing to say."""

_story_notices: list[StoryNotice] = []


def register_story_notice(notice: StoryNotice) -> None:
    """Adds a notice above the story's form."""
    _story_notices.append(notice)


def story_notices(story: Any, request: Any) -> list[SafeString]:
    """The notices that have something to say about this story."""
    return [html for notice in _story_notices if (html := notice(story, request))]
