# SPDX-License-Identifier: EUPL-1.2
"""The form for a page."""

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import InputRequired

from knowledgebase.contributions.forms import ContributionForm
from knowledgebase.web.forms import Length


class PageForm(ContributionForm):
    """A page; its title may be short, as headings of handbooks are."""

    title = StringField(_("Title"), [InputRequired(_("Give it a title.")), Length(3, 300)])
