# SPDX-License-Identifier: EUPL-1.2
"""From the names in import lines to the ids in the database, for one batch at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from knowledgebase.accounts.models import Affiliation, User
from knowledgebase.contributions.models import Contribution, Theme
from knowledgebase.contributions.queries.relations import merged_among
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.partnerships.models import ArrangementVersion
from knowledgebase.policy import Role, Viewer


@dataclass(frozen=True)
class References:
    """Ids by name: authors as viewers, contributions, organisations, themes, arrangements by register number."""

    authors: Mapping[str, Viewer]
    contributions: Mapping[str, int]
    organisations: Mapping[str, int]
    themes: Mapping[str, int]
    arrangements: Mapping[str, int]

    @classmethod
    def of(cls, lines: Sequence[Any], elsewhere: Mapping[str, Mapping[str, int]]) -> "References":
        """Look up what these lines refer to; `elsewhere` has the rows of what the site knows by another id.

        What was merged into another stands for that.
        """
        contributions = {name for line in lines for name in _contributions_named(line)}
        rows = _known_elsewhere(contributions, elsewhere["contribution"])
        rows |= _pairs(Contribution.import_id, Contribution.id, contributions)
        merged = merged_among(rows.values())
        return cls(
            authors=_authors({line.author for line in lines}, elsewhere["user"]),
            contributions={name: merged.get(id, id) for name, id in rows.items()},
            organisations=_pairs(
                Organisation.code, Organisation.id, {c for line in lines for c in _codes(line)}
            ),
            arrangements=_pairs(
                ArrangementVersion.register_id,
                ArrangementVersion.arrangement_id,
                {line.register_id for line in lines if getattr(line, "register_id", None)},
            ),
            themes=_pairs(
                Theme.slug, Theme.id, {line.theme for line in lines if getattr(line, "theme", None)}
            ),
        )


def _authors(names: set[str], elsewhere: Mapping[str, int]) -> dict[str, Viewer]:
    rows = _known_elsewhere(names, elsewhere) | _pairs(User.import_id, User.id, names)
    organisations: dict[int, set[int]] = {}
    working = sa.select(Affiliation.user_id, Affiliation.organisation_id).where(Affiliation.until.is_(None))
    for id, organisation_id in db.session.execute(working.where(Affiliation.user_id.in_(rows.values()))):
        organisations.setdefault(id, set()).add(organisation_id)
    member = frozenset({Role.MEMBER})
    return {
        name: Viewer(id=id, roles=member, organisation_ids=frozenset(organisations.get(id, ())))
        for name, id in rows.items()
    }


def _known_elsewhere(names: set[str], elsewhere: Mapping[str, int]) -> dict[str, int]:
    return {name: elsewhere[name] for name in names if name in elsewhere}


def _pairs(name: Any, id: Any, wanted: set[str]) -> dict[str, int]:
    return (
        dict(db.session.execute(sa.select(name, id).where(name.in_(wanted))).tuples().all()) if wanted else {}
    )


def _contributions_named(line: Any) -> list[str]:
    single = [getattr(line, key) for key in ("question", "on") if hasattr(line, key)]
    return single + list(getattr(line, "cases", ()))


def _codes(line: Any) -> list[str]:
    partners = [partner.organisation for partner in getattr(line, "partners", ())]
    return partners + list(getattr(line, "organisations", ()))
