# SPDX-License-Identifier: EUPL-1.2
"""The form to bring an older version back."""

from flask_babel import lazy_gettext as _
from wtforms import StringField

from knowledgebase.contributions.fields import BasedOn
from knowledgebase.contributions.forms.contribution import whole_id
from knowledgebase.web.forms import Form, Length


class RestoringForm(Form):
    """Asks to confirm, and why."""

    note = StringField(_("Why do you bring this version back?"), [Length(0, 300)])
    revision = BasedOn()

    @property
    def based_on(self) -> int:
        """The version that was shown when the form was opened."""
        return whole_id(self.revision.data) or 0
