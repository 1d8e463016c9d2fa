# SPDX-License-Identifier: EUPL-1.2
"""The filter of the list of municipalities."""

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import SearchField

from knowledgebase.web.forms import Form, Length


class NameFilter(Form):
    """Letters of a name, read from the address."""

    naam = SearchField(_("Part of the name"), [Length(0, 80)])

    def __init__(self) -> None:
        super().__init__(formdata=request.args, meta={"csrf": False})

    @property
    def letters(self) -> str:
        """The letters asked for; none if they are wrong. Call after validate()."""
        return "" if self.naam.errors else self.naam.data or ""
