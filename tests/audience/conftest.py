"""A published newsroom whose stories are viewed."""

from tests.publishing.conftest import Published, published

__all__ = ["Published", "published"]
