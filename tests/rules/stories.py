# SPDX-License-Identifier: EUPL-1.2
"""Contributions and viewers for the rules on who sees what."""

from typing import TypeVar

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.organisations.audiences import audience_of
from knowledgebase.policy import ANYONE, Status, Viewer, Visibility
from tests.people import Person

Kind = TypeVar("Kind", bound=Contribution)


def viewer_of(person: Person) -> Viewer:
    """Give what the policy knows of a person in the open database."""
    user = db.session.get(User, person.id)
    return user.as_viewer() if user else ANYONE


def contributed(
    kind: type[Kind],
    author: Person,
    status: Status = Status.PUBLISHED,
    visibility: Visibility = Visibility.PUBLIC,
    meant_for: Person | None = None,
) -> Kind:
    """Add something of `author`'s; `meant_for` names somebody of the organisation it is meant for."""
    row = kind(
        title=f"{kind.__name__} {status.value} {visibility.value}",
        author_id=author.id,
        organisation_id=author.organisation_id,
        status=status,
        visibility=visibility,
    )
    if meant_for and meant_for.organisation_id:
        row.audience = audience_of([meant_for.organisation_id])
    db.session.add(row)
    db.session.flush()
    return row
