# SPDX-License-Identifier: EUPL-1.2
"""The form to merge a contribution into another."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, ValidationError

from knowledgebase.contributions.forms.relations import named_in
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.together import why_apart
from knowledgebase.policy import Viewer
from knowledgebase.web.forms import Form, Length


class MergeForm(Form):
    """Which one takes this one in; `is_sure` once it was seen what will happen."""

    other = StringField(
        _("Number or address of the other one"), [InputRequired(_("Write the address.")), Length(0, 500)]
    )
    sure = HiddenField()

    def __init__(self, contribution: Contribution, viewer: Viewer) -> None:
        super().__init__()
        self.contribution, self.viewer = contribution, viewer
        self.found: Contribution | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the form was sent from the page that says what will happen."""
        return self.sure.data == "yes"

    def validate_other(self, field: StringField) -> None:
        """Look the other one up; what was merged into it already may be sent twice."""
        self.found = named_in(field.data or "", self.viewer)
        if self.found is None:
            raise ValidationError(_("There is nothing at this address. Copy it from the page you mean."))
        if not self.is_sure and (why := why_apart(self.contribution, self.found)):
            raise ValidationError(why)
