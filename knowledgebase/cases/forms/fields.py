# SPDX-License-Identifier: EUPL-1.2
"""Fields that only the form for a case has, and the forms within it."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import wtforms
from flask_babel import lazy_gettext as _
from wtforms import Field, FieldList, IntegerField, RadioField, SelectField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from knowledgebase.cases import story
from knowledgebase.cases.vocabulary import PART_READERS_LABELS, Group
from knowledgebase.contributions.actions import Text
from knowledgebase.contributions.fields import MarkdownField
from knowledgebase.contributions.vocabulary import Labelled, choices
from knowledgebase.web.forms import Form, tidy
from knowledgebase.web.known_dates import FIRST_YEAR, LAST_YEAR
from knowledgebase.web.markdown import render

ROW_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
YES_NO = {"": None, "yes": True, "no": False}


class Part(wtforms.Form):
    """A form within a form: its fields behave the same, and the token is the outer form's."""

    class Meta(Form.Meta):
        """How fields behave."""

        csrf = False


class StoryField(MarkdownField):
    """The story of a case. Headings that have nothing below them are left out."""

    preview_endpoint = "cases.preview"

    def text(self) -> Text:
        """Render what was typed. Takes up to a second: not inside a transaction that writes."""
        told = story.told(self.data or "")
        return Text(told, render(told, self.top))


class Rows(FieldList):  # type: ignore[type-arg]
    """Rows of fields that can grow. Numbers of rows that no page of ours sends are ignored."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for name in formdata:
            number = name.removeprefix(f"{prefix}-").partition("-")[0]
            if name.startswith(f"{prefix}-") and ROW_NUMBER.fullmatch(number):
                yield int(number)

    def grow(self, spare: int) -> list[Any]:
        """Add empty rows, as far as there may be more, and give them."""
        room = (self.max_entries or spare) - len(self.entries)
        return [self.append_entry() for _row in range(min(spare, room))]


class Year(IntegerField):
    """A year of four digits."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the year."""
        typed = tidy("".join(valuelist[:1]))
        is_year = re.fullmatch(r"\d{4}", typed, re.ASCII) and FIRST_YEAR <= int(typed) <= LAST_YEAR
        self.data = int(typed) if is_year else None
        if typed and not is_year:
            raise ValueError(_("Write a year of four digits, such as 2019."))


class WebAddress(StringField):
    """The address of a page on the web, and nothing else."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no address, and what would not be opened as a page."""
        if self.data and not _is_web_address(self.data):
            raise ValidationError(_("Write the whole address of a page, starting with https:// or http://."))


class OrganisationName(StringField):
    """An organisation by name or code. The outer form looks it up and sets its id and code."""

    organisation_id: int | None = None
    organisation_code = ""
    is_repeated = False

    def pre_validate(self, form: Any) -> None:
        """Refuse an organisation that is not known, and one that is named a second time."""
        if self.data and self.organisation_id is None:
            raise ValidationError(_("We do not know this organisation. Use its name or its code."))
        if self.is_repeated:
            raise ValidationError(_("This organisation is named twice. Keep one row."))


def yes_no(label: Any) -> Any:
    """Make a field for yes, no, or not known: the keys of YES_NO."""
    return RadioField(label, choices=_answers, default="")


def one_of(kind: type[Labelled], label: Any) -> Any:
    """Make a field for one value of a set, or none."""
    return SelectField(label, choices=partial(_or_none, kind), default="")


def readers_of(group: Group) -> Any:
    """Make a field for who may read a part of a case."""
    return SelectField(group.text, choices=_part_readers, default="")


def chosen(kind: type[Labelled], field: Field) -> Any:
    """Give the value of a set that a field holds, or None."""
    return kind(field.data) if field.data else None


def all_of(kind: type[Labelled]) -> Callable[[], list[tuple[str, str]]]:
    """Give the set as choices, in the language of the page."""
    return partial(choices, kind)


def refuse_negative(form: Any, field: Field) -> None:
    """Refuse an amount below nothing."""
    if field.data is not None and field.data < 0:
        raise ValidationError(_("Write an amount of 0 or more."))


def _answers() -> list[tuple[str, Any]]:
    return [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]


def _part_readers() -> list[tuple[str, Any]]:
    fewer = ((one.value, str(label)) for one, label in PART_READERS_LABELS.items())
    return [("", _("Whoever may read the case")), *fewer]


def _or_none(kind: type[Labelled]) -> list[tuple[str, Any]]:
    return [("", _("Not known")), *choices(kind)]


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"} and bool(parts.hostname) and text.isprintable() and " " not in text
    )
