# SPDX-License-Identifier: EUPL-1.2
"""The form to tell that advice was applied."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.contributions.actions.applications import Practice
from knowledgebase.contributions.forms.contribution import chosen_id
from knowledgebase.contributions.forms.on_behalf import own_organisations
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.applications import Application, Result
from knowledgebase.contributions.queries.responses import applications_by
from knowledgebase.contributions.vocabulary import choices
from knowledgebase.db import reading
from knowledgebase.policy import Viewer
from knowledgebase.web.forms import Form, Length, offered
from knowledgebase.web.i18n import today

FIRST_DAY = date(1980, 1, 1)
"""Before anything that this site is about; an earlier date is a typing error."""


class ApplicationForm(Form):
    """What an organisation tells of applying something; opened with what it told before."""

    result = RadioField(_("What came of it?"), [InputRequired(_("Choose what came of it."))])
    applied_on = DateField(_("Applied on"), [InputRequired(_("Fill in a date."))])
    organisation = SelectField(_("On behalf of"), coerce=chosen_id)
    note = StringField(_("In one sentence"), [Length(0, 300)])

    def __init__(
        self, viewer: Viewer, contribution: Contribution, organisation_id: int | None = None
    ) -> None:
        with reading():
            own = own_organisations(viewer)
            told = applications_by(viewer, contribution.id)
            first = next((one for one in told if organisation_id in (None, one.organisation_id)), None)
            super().__init__(data=_data_of(first, own[0][0]))
            self.told = first
            self.result.choices = offered(choices(Result))
            self.organisation.choices = offered(own)

    def validate_applied_on(self, field: DateField) -> None:
        """Refuse days that have not come, and those too long ago to be meant."""
        if field.data and field.data > today():
            raise ValidationError(_("This day is still to come. Tell it when you have applied it."))
        if field.data and field.data < FIRST_DAY:
            raise ValidationError(_("Check the year."))

    def checked(self) -> Practice | None:
        """Give what was told if the form was sent and is right."""
        with reading():
            return self._practice() if self.is_sent else None

    def _practice(self) -> Practice:
        return Practice(
            organisation_id=self.organisation.data,
            applied_on=self.applied_on.data or today(),
            result=Result(self.result.data),
            note=self.note.data or "",
        )


def _data_of(told: Application | None, organisation_id: str) -> dict[str, Any]:
    if told is None:
        return {"organisation": organisation_id, "applied_on": today()}
    return {
        "result": told.result.value,
        "applied_on": told.applied_on,
        "organisation": str(told.organisation_id or organisation_id),
        "note": told.note,
    }
