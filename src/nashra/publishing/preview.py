"""Preview: the very page that readers would get, from what is not saved yet."""

from typing import Any


def preview(page: Any) -> str:
    """HTML of an unsaved page of the tree."""
    from nashra.publishing.render import render_unsaved

    return render_unsaved(page)
