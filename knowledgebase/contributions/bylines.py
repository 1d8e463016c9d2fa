# SPDX-License-Identifier: EUPL-1.2
"""Who wrote or said something, as far as the viewer may know: the only place where pages get names from."""

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution
from knowledgebase.policy import Viewer, name_known, viewer


@dataclass(frozen=True)
class Byline:
    """A name for the page. `person` is missing when the viewer may not know; `is_hidden` when others may not."""

    name: str
    person: User | None
    is_hidden: bool

    @property
    def href(self) -> str | None:
        """The address of the person's page."""
        return url_for("contributions.person", id=self.person) if self.person else None


def byline(contribution: Contribution, person: User | None = None, reader: Viewer | None = None) -> Byline:
    """Name the author of a contribution, or a person who commented on it or saved a version of it.

    As far as `reader` may know: who makes the request, unless somebody else will read it.
    """
    who = person or contribution.author
    is_hidden = contribution.hidden_person_id == who.id
    if name_known(reader or viewer(), contribution, who.id):
        return Byline(who.name, who, is_hidden)
    is_the_question = person is None and contribution.root_id == contribution.id
    return Byline(_("Asked anonymously") if is_the_question else _("Whoever asked"), None, is_hidden)
