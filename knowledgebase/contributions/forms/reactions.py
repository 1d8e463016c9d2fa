# SPDX-License-Identifier: EUPL-1.2
"""The form for a reaction."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.contributions.actions.reactions import Opinion
from knowledgebase.contributions.fields import MarkdownField
from knowledgebase.contributions.forms.contribution import chosen_id
from knowledgebase.contributions.forms.on_behalf import own_organisations
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.reactions import EXPERIENCES, Reaction, ReactionSort
from knowledgebase.contributions.queries.responses import experience_of
from knowledgebase.db import reading
from knowledgebase.policy import Viewer
from knowledgebase.web.forms import Form, Length, offered
from knowledgebase.web.i18n import today
from knowledgebase.web.known_dates import KnownDate

LEAST_TO_TELL = 10
HAPPENED = _("Tell what happened, in at least %(least)d characters.", least=LEAST_TO_TELL)
TO_TELL = {
    ReactionSort.CONFIRMED.value: HAPPENED,
    ReactionSort.CONTESTED.value: HAPPENED,
    ReactionSort.RISKY.value: _(
        "Tell what the risk is, in at least %(least)d characters.", least=LEAST_TO_TELL
    ),
}


class ReactionForm(Form):
    """A reaction. Whoever says that something is risky says why; whoever tells an experience, what happened.

    What can be tested by experience is opened with what the viewer told of it before.
    """

    sort = RadioField(_("Your reaction"), [InputRequired(_("Choose what you want to say."))])
    organisation = SelectField(_("On behalf of"), coerce=chosen_id)
    body = MarkdownField(_("Explanation"), [Length(0, 10_000)], top=0)
    happened_on = KnownDate(_("When it happened"))

    def __init__(self, viewer: Viewer, contribution: Contribution) -> None:
        with reading():
            own = own_organisations(viewer) or [("", _("Only myself"))]
            told = experience_of(viewer, contribution.id) if contribution.is_tested else None
            super().__init__(data={"organisation": own[0][0]} | _data_of(told))
            self.sort.choices = offered(_sorts_for(contribution))
            self.organisation.choices = offered(own)
            if not contribution.is_tested:
                del self.happened_on

    def validate_body(self, field: MarkdownField) -> None:
        """Ask for the reason of a warning, and for what happened."""
        why = TO_TELL.get(self.sort.data)
        if why and len(field.data or "") < LEAST_TO_TELL:
            raise ValidationError(why)

    def validate_happened_on(self, field: KnownDate) -> None:
        """Refuse what is still to come."""
        if field.data and field.data > today().isoformat():
            raise ValidationError(_("This is still to come. Tell it when it has happened."))

    def checked(self) -> Opinion | None:
        """Give what was said if the form was sent and is right; renders the text."""
        with reading():
            return self._opinion() if self.is_sent else None

    def _opinion(self) -> Opinion:
        sort = ReactionSort(self.sort.data)
        happened_on = self.happened_on.data or "" if sort.is_experience else ""
        text = self.body.text() if self.body.data else None
        return Opinion(sort, self.organisation.data, text, happened_on)


def _sorts_for(contribution: Contribution) -> list[tuple[str, str]]:
    """Give what can be said: what experience can test is confirmed instead of said to have worked."""
    unfit = (ReactionSort.WORKED,) if contribution.is_tested else EXPERIENCES
    return [(sort.value, sort.label) for sort in ReactionSort if sort not in unfit]


def _data_of(told: Reaction | None) -> dict[str, Any]:
    if told is None:
        return {}
    organisation = {"organisation": str(told.organisation_id)} if told.organisation_id else {}
    return organisation | {"sort": told.sort.value, "body": told.body, "happened_on": told.happened_on}
