"""Report a comment to the moderators."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from nashra.changes.unit import unit_of_work
from nashra.community import deciding, placing, standards
from nashra.community.models import Comment, Decision, DiscussionSettings, Report


def report_comment(*, comment: Comment, person: Any, rule: str = "", text: str = "") -> Report:
    """Keeps a person's report, once for each comment; a second one changes what the first says.

    Many people's reports hide the comment until a moderator decides, unless one has approved it.
    Raises ValidationError without a reason, for one's own comment and for one that is gone.
    """
    text = text.strip()[:500]
    if comment.author_id == person.pk:
        raise ValidationError(_("Your own comment you can withdraw."))
    if rule and standards.rule(rule) is None:
        raise ValidationError({"rule": _("There is no such rule.")})
    if not (rule or text):
        raise ValidationError({"rule": _("Choose a rule, or say what is wrong.")})
    with unit_of_work(cause="report", actor=person):
        found = Comment.objects.select_related("parent").filter(
            pk=comment.pk, state=Comment.State.PUBLISHED
        )
        held = found.first()
        if held is None:
            raise ValidationError(_("This comment is no longer there."))
        report, made = Report.objects.update_or_create(
            comment=held, person=person, defaults={"rule": rule, "text": text},
            create_defaults={"rule": rule, "text": text, "at": timezone.now()},
        )  # fmt: skip
        if made:
            Comment.objects.filter(pk=held.pk).update(reports=F("reports") + 1)
            held.reports += 1
            _hide_where_many(held)
    return report


def _hide_where_many(comment: Comment) -> None:
    most = DiscussionSettings.load().reports_hide
    if not most or comment.reports < most:
        return
    decided = Decision.objects.filter(comment_id=comment.pk, verb=Decision.Verb.APPROVE)
    if decided.exists():
        return
    was = deciding.before(comment)
    comment.version += 1
    placing.unpublish(comment, Comment.State.WAITING)
    deciding.record(Decision.Verb.HIDE, None, comment=comment, before=was)
