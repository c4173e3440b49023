"""Where Wagtail's admin learns of the newsroom."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Names of Nashra's own actions in a page's history."""
    actions.register_action("nashra.correct", _("Correct"), _("Corrected with a public note"))
    actions.register_action("nashra.retract", _("Retract"), _("Retracted"))
    actions.register_action("nashra.restore", _("Restore"), _("Restored"))
