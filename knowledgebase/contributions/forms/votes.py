# SPDX-License-Identifier: EUPL-1.2
"""The form for a vote: its two buttons."""

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from knowledgebase.contributions.models.votes import DOWN, UP
from knowledgebase.web.forms import Form, offered


class VoteForm(Form):
    """A vote."""

    value = SelectField(
        _("Vote"),
        [InputRequired()],
        coerce=int,
        choices=offered([(UP, _("Useful")), (DOWN, _("Not useful"))]),
    )
