"""A published newsroom whose root is signed."""

from tests.publishing.conftest import published  # noqa: F401
