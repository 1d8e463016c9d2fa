# SPDX-License-Identifier: EUPL-1.2
"""Forms to report and to decide."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.contributions.models import Contribution
from knowledgebase.moderation.models import Reason, Verdict
from knowledgebase.policy import Status
from knowledgebase.web.forms import Form, Length, offered


class ReportForm(Form):
    """Why moderators should look."""

    reason = RadioField(
        _("What is wrong?"),
        [InputRequired(_("Choose what is wrong."))],
    )
    explanation = TextAreaField(_("Explanation"), [Length(0, 2_000)])

    def __init__(self) -> None:
        super().__init__()
        self.reason.choices = offered((reason.value, reason.label) for reason in Reason)

    def validate_explanation(self, field: TextAreaField) -> None:
        """Ask for words when nothing on the list fits."""
        if self.reason.data == Reason.OTHER.value and not field.data:
            raise ValidationError(_("Tell in a sentence what is wrong."))


class DecisionForm(Form):
    """A verdict with its reason."""

    verdict = RadioField(_("Decision"), [InputRequired(_("Choose what should happen."))])
    reason = TextAreaField(
        _("Reason"), [InputRequired(_("Give the reason; the author will read it.")), Length(5, 2_000)]
    )

    def __init__(self, contribution: Contribution) -> None:
        super().__init__()
        hidden = contribution.status == Status.HIDDEN
        possible = [Verdict.RESTORE, Verdict.KEEP] if hidden else [Verdict.HIDE, Verdict.KEEP]
        if contribution.status == Status.DELETED:
            possible = [Verdict.KEEP]
        self.verdict.choices = offered((verdict.value, verdict.label) for verdict in possible)
