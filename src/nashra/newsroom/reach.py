"""Which pages somebody's rights reach, asked by stretches of the tree's paths.

Wagtail's own policy repeats a stretch for each right that is held in it, by LIKE, and hands the
keys of all pages within to whatever asks. The answers here are the same.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import F, Func, Q, QuerySet
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, LessThan
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from nashra.newsroom.models import HomePage, SectionPage

_AFTER = "~"
"""Sorts behind whatever a path is made of."""
_EXPLORE = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})
FEW = 200
"""Pages right beneath one up to which each is looked up by itself, and all are shown at once."""
_MANY = 3000
"""Stories from which it is cheaper to take the newest one by one until enough lie within a
stretch than to sort all that do."""


class _Unindexed(Func):
    """A column that SQLite is to look at, and not to search by."""

    template = "+%(expressions)s"


def beneath(paths: Collection[str], *, searching: bool = True) -> Q:
    """Pages at these paths and beneath; with ``searching`` false another index is left to lead."""
    found = Q(pk__in=[])
    for start in sorted(paths):
        if searching:
            found |= Q(path__gte=start, path__lt=start + _AFTER)
        else:
            path = _Unindexed(F("path"))
            found |= Q(GreaterThanOrEqual(path, start)) & Q(LessThan(path, start + _AFTER))
    return found


def children(pages: QuerySet[Any], parent: Page) -> QuerySet[Any]:
    """Those of ``pages`` that lie right beneath ``parent``.

    Wagtail looks at all that lies anywhere beneath it. Where the children are few, each is looked
    up under its own path: an edition has a dozen, and all stories beneath them.
    """
    if parent.numchild <= FEW:
        within = Page.objects.filter(path__gt=parent.path, path__lt=parent.path + _AFTER)
        last = within.order_by("-path").values_list("path", flat=True).first() or parent.path
        end = len(parent.path) + Page.steplen
        count = Page._str2int(last[len(parent.path) : end]) if len(last) >= end else 0
        if count <= 2 * FEW:
            depth = parent.depth + 1
            paths = [Page._get_path(parent.path, depth, step) for step in range(1, count + 1)]
            return pages.filter(path__in=paths)
    if parent.numchild < _MANY:
        found: QuerySet[Any] = pages.child_of(parent)  # type: ignore[attr-defined]
        return found
    # The newest are taken one by one until a screen is full of those that lie here.
    depth = Exact(_Unindexed(F("depth")), parent.depth + 1)
    return pages.filter(beneath([parent.path], searching=False)).filter(depth)


def newest_beneath(paths: Collection[str]) -> Q:
    """As ``beneath``, for a list in the order of time."""
    # All sections are a few dozen; asked for by path they would be looked for among all pages.
    sections = SectionPage.objects.values_list("path", "numchild")
    stories = sum(count for path, count in sections if path.startswith(tuple(paths)))
    return beneath(paths, searching=stories < _MANY)


def covers_all(paths: Collection[str]) -> bool:
    """Whether every edition lies at or beneath one of these paths: nothing else lies beside."""
    editions = HomePage.objects.values_list("path", flat=True)
    return all(any(edition.startswith(path) for path in paths) for edition in editions)


class DeskPolicy(PagePermissionPolicy):
    """Wagtail's rights on pages, with queries that a large tree bears."""

    def paths(self, user: Any, actions: Collection[str]) -> frozenset[str]:
        """The highest pages at and beneath which any of these rights is held."""
        names = self._get_permission_codenames(actions)
        held = {
            right.page.path
            for right in self.get_cached_permissions_for_user(user)
            if right.permission.codename in names
        }
        return frozenset(
            path
            for path in held
            if not any(path != other and path.startswith(other) for other in held)
        )

    def explorable_paths(self, user: Any) -> frozenset[str]:
        """The highest pages that somebody may look into."""
        return self.paths(user, _EXPLORE)

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet[Any]:
        base: QuerySet[Any] | None = self._base_queryset_for_user(user)
        if base is not None:
            return base
        pages: QuerySet[Any] = self.model._default_manager.all()
        paths = self.paths(user, actions)
        if paths and covers_all(paths):
            # All but the root: no index by depth is to be searched for nearly everything.
            return pages.filter(GreaterThan(_Unindexed(F("depth")), 1))
        reached = beneath(paths)
        if "change" in actions and "add" not in actions:
            # Who may add may change what is theirs.
            reached |= beneath(self.paths(user, {"add"})) & Q(owner=user)
        return pages.filter(reached)

    def explorable_instances(self, user: Any) -> QuerySet[Any]:
        base: QuerySet[Any] | None = self._base_queryset_for_user(user)
        if base is not None:
            return base
        pages: QuerySet[Any] = self.model._default_manager.all()
        paths = self.explorable_paths(user)
        if paths and covers_all(paths):
            return pages
        return pages.filter(beneath(paths) | Q(path__in=self._ways(user, paths)))

    def _ways(self, user: Any, paths: Collection[str]) -> set[str]:
        """Pages on the way to these, from the lowest above all that somebody has a right in."""
        if not paths:
            return set()
        held = [right.page for right in self.get_cached_permissions_for_user(user)]
        top = Page.objects.first_common_ancestor_of(held)
        return {
            path[:end] for path in paths for end in range(len(top.path), len(path), Page.steplen)
        }

    def listed(self, pages: QuerySet[Any], user: Any) -> QuerySet[Any]:
        """Those of ``pages`` that somebody may explore, for a list in the order of time."""
        if user.is_superuser:
            return pages
        paths = self.explorable_paths(user)
        if not user.is_active or not paths:
            return pages.none()
        if covers_all(paths):
            return pages
        return pages.filter(newest_beneath(paths) | Q(path__in=self._ways(user, paths)))


POLICY = DeskPolicy(Page)
