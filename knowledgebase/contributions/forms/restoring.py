# SPDX-License-Identifier: EUPL-1.2
"""The form to bring an older version back."""

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField

from knowledgebase.contributions.forms.contribution import whole_id
from knowledgebase.web.forms import Form, Length


class RestoringForm(Form):
    """Asks to confirm, and why."""

    note = StringField(_("Why do you bring this version back?"), [Length(0, 300)])
    revision = HiddenField()

    @property
    def based_on(self) -> int:
        """The version that was shown when the form was opened."""
        return whole_id(self.revision.data) or 0
