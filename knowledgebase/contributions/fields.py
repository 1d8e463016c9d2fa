# SPDX-License-Identifier: EUPL-1.2
"""Form fields that several kinds use."""

import re
from typing import Any
from uuid import uuid4

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import TextArea, TextInput

from knowledgebase.contributions.actions import Text
from knowledgebase.contributions.mentions import with_mentions
from knowledgebase.contributions.queries import organisations_named
from knowledgebase.contributions.queries.linked import linked_in
from knowledgebase.contributions.tags import LONGEST_TAG, MOST_TAGS, is_tag, tag_name
from knowledgebase.policy import viewer
from knowledgebase.web.forms import Length, Previewable, tidy, tidy_line, visible_length
from knowledgebase.web.markdown import LONGEST_TEXT, TOP, render
from knowledgebase.web.markdown.numbers import with_words

SENT_AS = re.compile(r"[0-9a-f]{32}")


class MarkdownField(TextAreaField, Previewable):
    """Text in Markdown. `top` is the level of its highest headings, see `render`.

    `previewed` is what a preview showed; `preview_endpoint` renders one without the rest of the page.
    """

    previewed: str | None = None
    preview_endpoint = "contributions.preview"

    def __init__(self, *args: Any, top: int = TOP, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.top = top

    def text(self) -> Text:
        """Render what was typed. Takes up to a second: not inside a transaction that writes."""
        source = with_mentions(self.data or "", viewer())
        return Text(source, render(source, self.top))

    def preview(self, form: FlaskForm) -> None:
        """Render what was typed, to be shown with the form; a text that is too long says so."""
        try:
            Length(most=self.flags.maxlength or LONGEST_TEXT)(form, self)
        except ValidationError as wrong:
            self.errors = [str(wrong)]
        else:
            html = self.text().rendered.html
            self.previewed = with_words(html, linked_in([html], viewer()))


class SentAs(HiddenField):
    """Names this copy of the form, so that sending it twice is noticed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=lambda: uuid4().hex, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the name; what is no name of ours is as good as none."""
        sent = valuelist[0] if valuelist else ""
        self.data = sent if SENT_AS.fullmatch(sent) else None


class BasedOn(HiddenField):
    """The version that the form was opened on, as the form says; never the one that is there now."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default="0", **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; a form that names no version rests on none."""
        self.data = valuelist[0] if valuelist else "0"


class TagsField(Field):
    """Tags, typed with commas between them."""

    widget = TextInput()

    def _value(self) -> str:
        return ", ".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the names, each once."""
        names = map(tag_name, tidy_line(",".join(valuelist)).split(","))
        self.data = list(dict.fromkeys(name for name in names if visible_length(name)))

    def pre_validate(self, form: FlaskForm) -> None:
        """Refuse too many, too long ones, and those that say nothing."""
        if len(self.data or ()) > MOST_TAGS:
            raise ValidationError(_("Choose at most %(most)d tags.", most=MOST_TAGS))
        if any(len(name) > LONGEST_TAG for name in self.data or ()):
            raise ValidationError(_("A tag has at most %(most)d characters.", most=LONGEST_TAG))
        if not all(is_tag(name) for name in self.data or ()):
            raise ValidationError(_("A tag has at least one letter or digit."))


class OrganisationsField(Field):
    """Organisations by name or code, each on its own line. `ids` holds their ids once validated."""

    widget = TextArea()  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ids: frozenset[int] = frozenset()

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the names."""
        lines = tidy("\n".join(valuelist)).replace(";", "\n").split("\n")
        self.data = [line.strip() for line in lines if line.strip()]

    def pre_validate(self, form: FlaskForm) -> None:
        """Look the names up."""
        found, unknown = organisations_named((self.data or [])[:400])
        self.ids = frozenset(organisation.id for organisation in found)
        if unknown:
            raise ValidationError(
                gettext(
                    "We do not know %(names)s. Use the name or the code of the municipality.",
                    names=", ".join(unknown[:5]),  # what was typed: a lazy text would say it is safe
                )
            )
