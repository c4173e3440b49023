"""The page kinds of the reader's site; each module registers its own."""

from nashra.publishing import pages
from nashra.publishing.kinds import breaking, corrections, fronts, home, live, media, static, story


def register_all() -> None:
    """Puts every kind of this package into the registry."""
    for module in (story, live, fronts, home, breaking, static, corrections, media):
        for kind in module.KINDS:
            pages.register(kind)
