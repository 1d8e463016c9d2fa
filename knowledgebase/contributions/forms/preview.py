# SPDX-License-Identifier: EUPL-1.2
"""The text that somebody wants to see before it is sent."""

from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, NumberRange

from knowledgebase.web.forms import Form, Length
from knowledgebase.web.markdown import LONGEST_TEXT


class PreviewForm(Form):
    """A text, and the level of its highest headings."""

    text = TextAreaField(validators=[Length(most=LONGEST_TEXT)])
    top = IntegerField(validators=[InputRequired(), NumberRange(0, 6)])
