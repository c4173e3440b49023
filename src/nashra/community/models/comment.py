"""Comments, and what readers do with them."""

from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nashra.community.models.discussion import Discussion
from nashra.newsroom.ids import new_public_id

PAGE_SIZE: Final = 20
"""First-level comments on one stable page; part of the public addresses, so it never changes."""
REPLIES_SHOWN: Final = 5
"""Replies beneath a comment on its page; all of them are on the comment's own pages."""


class Comment(models.Model):
    """One comment. Two levels are visible: a reply to a reply stands beneath the same comment.

    ``slot`` is the place among the first-level comments of the discussion, or among the replies of
    ``parent``; it is given with the first publication and stays, so addresses stay.
    """

    class State(models.TextChoices):
        """Whether readers have it."""

        WAITING = "waiting", _("Waiting for a moderator")
        PUBLISHED = "published", _("Published")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn by its author")

    public_id = models.CharField(max_length=7, primary_key=True, default=new_public_id)
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="all")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    """The first-level comment beneath which it stands; None for one of the first level."""
    answers = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    """The comment that it was written in reply to, where that is itself a reply."""
    slot = models.PositiveIntegerField(null=True)
    replies_given = models.PositiveIntegerField(default=0)
    """Places given out to replies beneath it."""
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="comments"
    )
    """None for guests of an import and for deleted accounts."""
    guest = models.CharField(max_length=120, blank=True)
    """A guest's name; empty beside an empty author means a deleted account."""
    text = models.TextField()
    """Plain text, paragraphs separated by a line feed."""
    state = models.CharField(max_length=10, choices=State)
    created_at = models.DateTimeField(db_index=True)
    published_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    respects = models.PositiveIntegerField(default=0)
    reports = models.PositiveIntegerField(default=0)
    """Reports since the last decision about it."""
    picked = models.BooleanField(_("editor's pick"), default=False)
    suspect = models.BooleanField(default=False)
    findings = models.JSONField(default=list)
    """What the phases of the pipeline found, each as ``pipeline.model.Finding.stored`` gives it."""
    likeness = models.CharField(max_length=16, blank=True)
    """Equal for texts that say the same in the same words; empty where that was not asked."""
    first = models.BooleanField(default=False)
    """Written while its author was new here."""
    rule = models.CharField(max_length=40, blank=True)
    """Of a rejected comment: the rule of the standards that was cited."""
    version = models.PositiveIntegerField(default=1)
    """Raised by every change, so that two people never decide unawares."""
    token = models.CharField(max_length=64, blank=True)
    """Chosen by whoever posted it, so that a second attempt is no second comment."""
    imported_as = models.CharField(max_length=200, blank=True)
    """``origin:id`` of an imported comment, so that a second import is no second comment."""

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "slot"],
                condition=models.Q(parent=None),
                name="comment_slot",
            ),
            models.UniqueConstraint(
                fields=["parent", "slot"], condition=~models.Q(parent=None), name="reply_slot"
            ),
            models.UniqueConstraint(
                fields=["author", "token"], condition=~models.Q(token=""), name="comment_token"
            ),
            models.UniqueConstraint(
                fields=["imported_as"],
                condition=~models.Q(imported_as=""),
                name="comment_imported",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "created_at"], name="comment_queue"),
            models.Index(
                fields=["created_at"], condition=models.Q(reports__gt=0), name="comment_reported"
            ),
            models.Index(
                fields=["created_at"], condition=models.Q(suspect=True), name="comment_suspect"
            ),
            models.Index(fields=["author", "created_at"], name="comment_history"),
            models.Index(
                fields=["discussion", "-respects", "slot"],
                condition=models.Q(parent=None, state="published"), name="comment_respected",
            ),
            models.Index(fields=["discussion", "created_at"], name="comment_of_story"),
            models.Index(
                fields=["likeness", "created_at"], condition=~models.Q(likeness=""),
                name="comment_likeness",
            ),
            models.Index(
                fields=["discussion", "created_at"], condition=models.Q(first=True),
                name="comment_newcomers",
            ),
        ]  # fmt: skip
        permissions = [
            ("moderate_comment", _("Can moderate comments")),
            ("publish_standards", _("Can publish community standards")),
        ]

    def __str__(self) -> str:
        return f"{self.discussion_id}/{self.public_id}"


class Respect(models.Model):
    """One person's respect for a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="respected_by")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="respect_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.person_id}"


class Report(models.Model):
    """One person's report of a comment, with the rule that it is said to break."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reported_by")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    rule = models.CharField(max_length=40, blank=True)
    """Empty: for another reason, which ``text`` gives."""
    text = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    settled = models.BooleanField(default=False)
    """Whether a moderator has decided since."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="report_once")]
        indexes = [models.Index(fields=["settled", "at"], name="report_open")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.rule}"


class Follower(models.Model):
    """Somebody who asked for e-mail about a discussion, or about answers to one comment."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="followers")
    comment = models.ForeignKey(
        Comment, null=True, on_delete=models.CASCADE, related_name="followers"
    )
    """None: everything that is said."""
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_until = models.DateTimeField()
    """What was published after this moment is still to be told."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "person"], condition=models.Q(comment=None),
                name="follow_discussion_once",
            ),
            models.UniqueConstraint(
                fields=["comment", "person"], condition=~models.Q(comment=None),
                name="follow_comment_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.discussion_id} {self.person_id}"
