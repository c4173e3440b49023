"""A published newsroom that discusses."""

from tests.publishing.conftest import Published, published

__all__ = ["Published", "published"]
