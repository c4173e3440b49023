"""One user-visible verb a file. Every change to what readers see ends in one of these."""

from nashra.newsroom.actions.allow_related import allow_related
from nashra.newsroom.actions.approve_entry import approve_entry
from nashra.newsroom.actions.correct_story import correct_story
from nashra.newsroom.actions.create_draft import create_draft
from nashra.newsroom.actions.create_section import create_section
from nashra.newsroom.actions.edit_entry import edit_entry
from nashra.newsroom.actions.end_breaking import end_breaking
from nashra.newsroom.actions.end_coverage import end_coverage
from nashra.newsroom.actions.fill_related import Fill, fill_related
from nashra.newsroom.actions.found_newsroom import AlreadyFounded, found_newsroom
from nashra.newsroom.actions.grant_role import grant_role
from nashra.newsroom.actions.move_origin import move_origin
from nashra.newsroom.actions.move_story import move_story
from nashra.newsroom.actions.open_section import open_section
from nashra.newsroom.actions.pause_coverage import pause_coverage
from nashra.newsroom.actions.post_entry import post_entry
from nashra.newsroom.actions.publish_due import publish_due
from nashra.newsroom.actions.publish_story import publish_story
from nashra.newsroom.actions.refuse_related import refuse_related
from nashra.newsroom.actions.reopen_coverage import reopen_coverage
from nashra.newsroom.actions.restore_story import restore_story
from nashra.newsroom.actions.resume_coverage import resume_coverage
from nashra.newsroom.actions.retract_entry import retract_entry
from nashra.newsroom.actions.retract_story import retract_story
from nashra.newsroom.actions.revise_draft import revise_draft
from nashra.newsroom.actions.schedule_story import schedule_story
from nashra.newsroom.actions.set_role import set_role
from nashra.newsroom.actions.start_coverage import start_coverage
from nashra.newsroom.entries import EntryChangedError, EntryContent
from nashra.newsroom.readiness import NotReady

__all__ = [
    "AlreadyFounded",
    "EntryChangedError",
    "EntryContent",
    "Fill",
    "NotReady",
    "allow_related",
    "approve_entry",
    "correct_story",
    "create_draft",
    "create_section",
    "edit_entry",
    "end_breaking",
    "end_coverage",
    "fill_related",
    "found_newsroom",
    "grant_role",
    "move_origin",
    "move_story",
    "open_section",
    "pause_coverage",
    "post_entry",
    "publish_due",
    "publish_story",
    "refuse_related",
    "reopen_coverage",
    "restore_story",
    "resume_coverage",
    "retract_entry",
    "retract_story",
    "revise_draft",
    "schedule_story",
    "set_role",
    "start_coverage",
]
