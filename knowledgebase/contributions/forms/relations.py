# SPDX-License-Identifier: EUPL-1.2
"""The form to mark how contributions hang together."""

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.relations import RelationSort
from knowledgebase.contributions.queries import SHOWN_ON_THEIR_OWN
from knowledgebase.db import db
from knowledgebase.policy import Status, Viewer, seen
from knowledgebase.web.addresses import number_in
from knowledgebase.web.forms import Form, Length, offered

MARKED = [sort for sort in RelationSort if sort is not RelationSort.MERGED_INTO]


class RelationForm(Form):
    """How this stands to what."""

    sort = RadioField(_("This contribution"), [InputRequired(_("Choose how the two hang together."))])
    other = StringField(
        _("Address of the other one"), [InputRequired(_("Write the address.")), Length(0, 500)]
    )

    def __init__(self, contribution: Contribution, viewer: Viewer) -> None:
        super().__init__()
        self.sort.choices = offered((sort.value, sort.label) for sort in MARKED)
        self.contribution, self.viewer = contribution, viewer
        self.found: Contribution | None = None

    def validate_other(self, field: StringField) -> None:
        """Look the other one up among what the viewer may see."""
        self.found = named_in(field.data or "", self.viewer)
        if self.found is None or self.found.status == Status.MERGED:
            raise ValidationError(_("There is nothing at this address. Copy it from the page you mean."))
        if self.found.id == self.contribution.id:
            raise ValidationError(_("This is the same contribution. Name another one."))


def named_in(address: str, viewer: Viewer) -> Contribution | None:
    """Give what stands on a page of its own at an address, or has this number, if the viewer may see it."""
    found = db.session.get(Contribution, number_in(address) or 0)
    if found is None or found.kind not in SHOWN_ON_THEIR_OWN or not seen(viewer, found):
        return None
    return found
