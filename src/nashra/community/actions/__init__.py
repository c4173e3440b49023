"""One user-visible verb a file. Every change to what readers see ends in one of these."""

from nashra.community.actions.accept_standards import accept_standards
from nashra.community.actions.appeal_decision import appeal_decision
from nashra.community.actions.approve_comment import approve_comment
from nashra.community.actions.decide_appeal import decide_appeal
from nashra.community.actions.edit_comment import edit_comment
from nashra.community.actions.follow_discussion import follow_discussion, unfollow_discussion
from nashra.community.actions.lift_sanction import lift_sanction
from nashra.community.actions.list_words import list_words, unlist_words
from nashra.community.actions.pick_comment import pick_comment
from nashra.community.actions.post_comment import post_comment
from nashra.community.actions.publish_standards import draft_standards, publish_standards
from nashra.community.actions.reject_comment import reject_comment
from nashra.community.actions.report_comment import report_comment
from nashra.community.actions.respect_comment import respect_comment, withdraw_respect
from nashra.community.actions.run_discussion import (
    close_discussion,
    end_slow_mode,
    open_discussion,
    set_discussion_mode,
    slow_discussion,
)
from nashra.community.actions.sanction_person import ban_person, suspend_person, warn_person
from nashra.community.actions.set_section_mode import set_section_mode
from nashra.community.actions.undo_decision import undo_decision
from nashra.community.actions.withdraw_comment import withdraw_comment

__all__ = [
    "accept_standards", "appeal_decision", "approve_comment", "ban_person", "close_discussion",
    "decide_appeal", "draft_standards", "edit_comment", "end_slow_mode", "follow_discussion",
    "lift_sanction", "list_words", "open_discussion", "pick_comment", "post_comment",
    "publish_standards", "reject_comment", "report_comment", "respect_comment",
    "set_discussion_mode", "set_section_mode", "slow_discussion", "suspend_person",
    "undo_decision", "unfollow_discussion", "unlist_words", "warn_person", "withdraw_comment",
    "withdraw_respect",
]  # fmt: skip
