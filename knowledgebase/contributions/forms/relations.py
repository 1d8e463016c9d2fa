# SPDX-License-Identifier: EUPL-1.2
"""The form to mark how contributions hang together."""

import re

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.relations import RelationSort
from knowledgebase.contributions.queries import SHOWN_ON_THEIR_OWN
from knowledgebase.db import db
from knowledgebase.policy import Viewer, seen
from knowledgebase.web.addresses import LARGEST_ID
from knowledgebase.web.forms import Form, Length, offered

NUMBER = re.compile(r"(?:.*/)?([1-9]\d{0,9})(?:-[^/]*)?/?", re.ASCII)
"""The number at the end of an address, or a number by itself."""


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
        number = NUMBER.fullmatch(re.split(r"[?#]", field.data or "")[0])
        id = min(int(number[1]), LARGEST_ID) if number else 0
        found = db.session.get(Contribution, id)
        if found is None or found.kind not in SHOWN_ON_THEIR_OWN or not seen(self.viewer, found):
            raise ValidationError(_("There is nothing at this address. Copy it from the page you mean."))
        if found.id == self.contribution.id:
            raise ValidationError(_("This is the same contribution. Name another one."))
        self.found = found
