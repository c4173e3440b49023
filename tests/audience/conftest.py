"""A published newsroom whose stories are viewed."""

from tests.newsroom.conftest import desk
from tests.publishing.conftest import Published, published

__all__ = ["Published", "desk", "published"]
