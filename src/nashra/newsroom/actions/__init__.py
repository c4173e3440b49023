"""One user-visible verb a file. Every change to what readers see ends in one of these."""

from nashra.newsroom.actions.correct_story import correct_story
from nashra.newsroom.actions.create_draft import create_draft
from nashra.newsroom.actions.create_section import create_section
from nashra.newsroom.actions.found_newsroom import AlreadyFounded, found_newsroom
from nashra.newsroom.actions.grant_role import grant_role
from nashra.newsroom.actions.move_origin import move_origin
from nashra.newsroom.actions.move_story import move_story
from nashra.newsroom.actions.open_section import open_section
from nashra.newsroom.actions.publish_due import publish_due
from nashra.newsroom.actions.publish_story import publish_story
from nashra.newsroom.actions.restore_story import restore_story
from nashra.newsroom.actions.retract_story import retract_story
from nashra.newsroom.actions.revise_draft import revise_draft
from nashra.newsroom.actions.schedule_story import schedule_story
from nashra.newsroom.actions.set_role import set_role
from nashra.newsroom.readiness import NotReady

__all__ = [
    "AlreadyFounded",
    "NotReady",
    "correct_story",
    "create_draft",
    "create_section",
    "found_newsroom",
    "grant_role",
    "move_origin",
    "move_story",
    "open_section",
    "publish_due",
    "publish_story",
    "restore_story",
    "retract_story",
    "revise_draft",
    "schedule_story",
    "set_role",
]
