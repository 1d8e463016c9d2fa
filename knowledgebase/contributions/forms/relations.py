# SPDX-License-Identifier: EUPL-1.2
"""The form to mark how contributions hang together."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.relations import RelationSort
from knowledgebase.contributions.queries import SHOWN_ON_THEIR_OWN
from knowledgebase.db import db
from knowledgebase.policy import Viewer, seen
from knowledgebase.web.addresses import number_in
from knowledgebase.web.forms import Form, Length, offered


class RelationForm(Form):
    """How this stands to what."""

    sort = RadioField(_("This contribution"), [InputRequired(_("Choose how the two hang together."))])
    other = StringField(
        _("Address of the other one"), [InputRequired(_("Write the address.")), Length(0, 500)]
    )

    def __init__(self, contribution: Contribution, viewer: Viewer) -> None:
        super().__init__()
        self.sort.choices = offered((sort.value, sort.label) for sort in RelationSort)
        self.contribution, self.viewer = contribution, viewer
        self.found: Contribution | None = None

    def validate_other(self, field: StringField) -> None:
        """Look the other one up among what the viewer may see."""
        found = db.session.get(Contribution, number_in(field.data or "") or 0)
        if found is None or found.kind not in SHOWN_ON_THEIR_OWN or not seen(self.viewer, found):
            raise ValidationError(_("There is nothing at this address. Copy it from the page you mean."))
        if found.id == self.contribution.id:
            raise ValidationError(_("This is the same contribution. Name another one."))
        self.found = found
