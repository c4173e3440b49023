"""Wagtail's page permissions, with what a retraction changes in them."""

from functools import cached_property

from django.apps import apps
from wagtail.models.pages import PagePermissionTester


class StoryPermissionTester(PagePermissionTester):
    """A retracted story comes back by ``restore`` alone, whichever button is pressed."""

    @cached_property
    def _retracted(self) -> bool:
        if self.page.live:
            return False
        tombstones = apps.get_model("newsroom", "Tombstone").objects
        public_id = self.page.specific_deferred.public_id
        return bool(tombstones.filter(pk=public_id, kind="retracted").exists())

    def can_publish(self) -> bool:
        if not super().can_publish():
            return False
        return bool(self.user.has_perm("newsroom.retract_story")) or not self._retracted

    def can_submit_for_moderation(self) -> bool:
        return bool(super().can_submit_for_moderation()) and not self._retracted

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """As Wagtail's for a leaf, without a question to the database for each row of a list."""
        if not self.user.is_active or self.user.is_superuser or not self.page.is_leaf():
            return bool(super().can_delete(ignore_bulk))
        unpublished = "publish" in self.permissions or not self.page.live
        if "change" in self.permissions:
            return unpublished
        return "add" in self.permissions and self.page.owner_id == self.user.pk and unpublished
