# SPDX-License-Identifier: EUPL-1.2
"""The forms to choose what is mailed, and to name a search."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired

from knowledgebase.notifications.models.searches import LONGEST_NAME
from knowledgebase.notifications.words import Pace, Sort
from knowledgebase.web.forms import Form, Length, offered


class PreferencesForm(Form):
    """How soon a person is mailed what, and whether that person watches by itself."""

    answer = SelectField(Sort.ANSWER.text)
    mention = SelectField(Sort.MENTION.text)
    comment = SelectField(Sort.COMMENT.text)
    own = SelectField(Sort.OWN.text)
    watched = SelectField(Sort.WATCHED.text)
    invitation = SelectField(Sort.INVITATION.text)
    report = SelectField(Sort.REPORT.text)
    is_automatic = BooleanField(_("Watch by itself what I ask, answer and comment on"))

    def __init__(self, paces: Mapping[Sort, Pace], is_automatic: bool, moderates: bool) -> None:
        chosen = {sort.value: pace.value for sort, pace in paces.items()}
        super().__init__(data=chosen | {"is_automatic": is_automatic})
        if not moderates:
            del self.report
        for field in self.by_sort.values():
            field.choices = offered((pace.value, pace.label) for pace in Pace)

    @property
    def by_sort(self) -> Mapping[Sort, SelectField]:
        """The fields that choose how soon one sort of news is mailed."""
        return {sort: self[sort.value] for sort in Sort if sort.value in self}

    @property
    def paces(self) -> dict[Sort, Pace]:
        """What was chosen. Call after it was found right."""
        return {sort: Pace(field.data) for sort, field in self.by_sort.items()}


class SearchForm(Form):
    """Under which name somebody keeps a search."""

    name = StringField(_("Name"), [InputRequired(_("Give it a name.")), Length(1, LONGEST_NAME)])

    def refuse(self, most: int) -> None:
        """Say that there are as many as there may be."""
        self.form_errors = [_("You have %(most)d searches already. Take one off your list first.", most=most)]
