# SPDX-License-Identifier: EUPL-1.2
"""The forms for a remark, and to close something to remarks."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from knowledgebase.contributions.actions import Text
from knowledgebase.contributions.fields import MarkdownField, SentAs
from knowledgebase.db import now, reading
from knowledgebase.web.forms import Form, Length

USUAL_DAYS, MOST_DAYS = 7, 30


class CommentForm(Form):
    """A remark."""

    body = MarkdownField(
        _("Your comment"), [InputRequired(_("Write your comment.")), Length(2, 10_000)], top=0
    )
    sent_as = SentAs()

    def checked(self) -> Text | None:
        """Give the rendered remark if the form was sent and is right."""
        with reading():
            return self.body.text() if self.is_sent else None


class LockForm(Form):
    """For how long something is closed to comments, and why."""

    days = IntegerField(
        _("For how many days"),
        [
            InputRequired(_("Write a number of days.")),
            NumberRange(1, MOST_DAYS, _("Choose from 1 to %(most)d days.", most=MOST_DAYS)),
        ],
        default=USUAL_DAYS,
    )
    reason = TextAreaField(
        _("Reason"), [InputRequired(_("Give the reason; everyone will read it.")), Length(5, 500)]
    )

    @property
    def until(self) -> datetime:
        """When it opens again."""
        return now() + timedelta(days=self.days.data or USUAL_DAYS)
