"""A newsroom that discusses: a story, a reader, a moderator and the moderator's desk."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from nashra.accounts.models import Role
from tests.publishing.conftest import Published, published

__all__ = ["Published", "published"]


@pytest.fixture
def story(make_story: Callable[..., Any]) -> Any:
    return make_story("خبر للنقاش")


@pytest.fixture
def reader(make_user: Callable[..., Any]) -> Any:
    return make_user(display_name="ليلى")


@pytest.fixture
def moderator(make_user: Callable[..., Any]) -> Any:
    return make_user(Role.MODERATOR, display_name="سامر")


@pytest.fixture
def desk(moderator: Any) -> Client:
    client = Client()
    client.force_login(moderator)
    return client
