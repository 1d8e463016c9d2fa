# SPDX-License-Identifier: EUPL-1.2
"""The forms to delete a contribution and to hand it over."""

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.queries.orphans import possible_owner
from knowledgebase.web.forms import Form, Length


class DeletionForm(Form):
    """Why something is deleted; who deletes what somebody else wrote must say."""

    reason = TextAreaField(_("Reason"), [Length(0, 2_000)])

    def __init__(self, is_of_others: bool) -> None:
        super().__init__()
        self.is_of_others = is_of_others
        self.reason.flags.required = is_of_others

    def validate_reason(self, field: TextAreaField) -> None:
        """Ask for a reason that the author can read."""
        if self.is_of_others and len(field.data or "") < 5:
            raise ValidationError(_("Give the reason; the author will read it."))


class HandOverForm(Form):
    """Who owns something from now on."""

    person = StringField(
        _("Mail address or name"),
        [InputRequired(_("Write the mail address or the full name of a member.")), Length(2, 320)],
    )

    def __init__(self, contribution: Contribution) -> None:
        super().__init__()
        self.contribution = contribution
        self.owner: User | None = None

    def validate_person(self, field: StringField) -> None:
        """Look the person up; why somebody cannot be the owner is not told."""
        self.owner = possible_owner(self.contribution, field.data or "")
        if self.owner is None:
            raise ValidationError(
                _(
                    "We find no member by that name or address who can own this. "
                    "Try the mail address, and check that they work for the same organisation."
                )
            )
