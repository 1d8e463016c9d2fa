# SPDX-License-Identifier: EUPL-1.2
"""The form for a reaction."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.contributions.actions.reactions import Opinion
from knowledgebase.contributions.fields import MarkdownField
from knowledgebase.contributions.forms.contribution import chosen_id
from knowledgebase.contributions.forms.on_behalf import own_organisations
from knowledgebase.contributions.models.reactions import ReactionSort
from knowledgebase.contributions.vocabulary import choices
from knowledgebase.db import reading
from knowledgebase.policy import Viewer
from knowledgebase.web.forms import Form, Length, offered

LEAST_ON_RISK = 10


class ReactionForm(Form):
    """A reaction. Whoever says that something is risky says why."""

    sort = RadioField(_("Your reaction"), [InputRequired(_("Choose what you want to say."))])
    organisation = SelectField(_("On behalf of"), coerce=chosen_id)
    body = MarkdownField(_("Explanation"), [Length(0, 10_000)], top=0)

    def __init__(self, viewer: Viewer) -> None:
        with reading():
            own = own_organisations(viewer) or [("", _("Only myself"))]
            super().__init__(data={"organisation": own[0][0]})
            self.sort.choices = offered(choices(ReactionSort))
            self.organisation.choices = offered(own)

    def validate_body(self, field: MarkdownField) -> None:
        """Ask for the reason of a warning."""
        if self.sort.data == ReactionSort.RISKY.value and len(field.data or "") < LEAST_ON_RISK:
            raise ValidationError(
                _("Tell what the risk is, in at least %(least)d characters.", least=LEAST_ON_RISK)
            )

    def checked(self) -> Opinion | None:
        """Give what was said, rendered, if the form was sent and is right."""
        with reading():
            return self._opinion() if self.is_sent else None

    def _opinion(self) -> Opinion:
        text = self.body.text() if self.body.data else None
        return Opinion(ReactionSort(self.sort.data), self.organisation.data, text)
