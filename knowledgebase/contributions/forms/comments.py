# SPDX-License-Identifier: EUPL-1.2
"""The form for a remark."""

from flask_babel import lazy_gettext as _
from wtforms.validators import InputRequired

from knowledgebase.contributions.actions import Text
from knowledgebase.contributions.fields import MarkdownField
from knowledgebase.db import reading
from knowledgebase.web.forms import Form, Length


class CommentForm(Form):
    """A remark."""

    body = MarkdownField(
        _("Your comment"), [InputRequired(_("Write your comment.")), Length(2, 10_000)], top=0
    )

    def checked(self) -> Text | None:
        """Give the rendered remark if the form was sent and is right."""
        with reading():
            return self.body.text() if self.is_sent else None
