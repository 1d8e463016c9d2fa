# SPDX-License-Identifier: EUPL-1.2
"""Who takes part in what on a day, and the numbers that a matrix shows of it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.db import db
from knowledgebase.partnerships.forms import Wanted
from knowledgebase.partnerships.listing import main_area, of_versions
from knowledgebase.partnerships.models import (
    Arrangement,
    ArrangementVersion,
    Participant,
    PolicyArea,
    VersionPolicyArea,
)
from knowledgebase.partnerships.ordering import Numbers

NO_AREA = ""


@dataclass(frozen=True)
class Part:
    """That a municipality takes part in a version of an arrangement."""

    version_id: int
    arrangement_id: int
    organisation_id: int
    legal_form: LegalForm


def parts(wanted: Wanted) -> list[Part]:
    """Give which municipalities take part in the arrangements that are asked for."""
    statement = (
        sa.select(ArrangementVersion.id, Arrangement.id, Participant.organisation_id, Arrangement.legal_form)
        .join(Arrangement, Arrangement.id == ArrangementVersion.arrangement_id)
        .join(Participant, Participant.version_id == ArrangementVersion.id)
        .where(Participant.organisation_id.is_not(None), *of_versions(wanted))
        .order_by(ArrangementVersion.id, Participant.organisation_id)
    )
    return [Part(*row) for row in db.session.execute(statement)]


def shared_numbers(found: Sequence[Part], ids: Sequence[int]) -> Numbers:
    """Count for every two of `ids` the arrangements that they share; on the diagonal everybody's own.

    Two share an arrangement when they take part in one and the same version of it.
    """
    rows = {id: index for index, id in enumerate(ids)}
    versions = {id: index for index, id in enumerate(sorted({part.version_id for part in found}))}
    taken = np.zeros((len(rows), len(versions)))
    columns: dict[int, set[int]] = defaultdict(set)
    for part in found:
        columns[part.arrangement_id].add(versions[part.version_id])
        if part.organisation_id in rows:
            taken[rows[part.organisation_id], versions[part.version_id]] = 1
    numbers = taken @ taken.T
    for several in (sorted(one) for one in columns.values() if len(one) > 1):
        in_versions = taken[:, several] @ taken[:, several].T
        numbers += np.minimum(in_versions, 1) - in_versions
    return numbers.astype(np.int64)


def numbers_by_area(found: Sequence[Part], areas: Mapping[int, Sequence[str]]) -> Counter[tuple[int, str]]:
    """Count the arrangements of each municipality by policy area; NO_AREA for those that have none."""
    pairs = {
        (part.organisation_id, area, part.arrangement_id)
        for part in found
        for area in areas.get(part.version_id, (NO_AREA,))
    }
    return Counter((organisation_id, area) for organisation_id, area, _arrangement in pairs)


def numbers_by_legal_form(found: Sequence[Part]) -> Counter[tuple[int, str]]:
    """Count the arrangements of each municipality by legal form."""
    pairs = {(part.organisation_id, part.legal_form.value, part.arrangement_id) for part in found}
    return Counter((organisation_id, form) for organisation_id, form, _arrangement in pairs)


def main_areas(found: Sequence[Part]) -> dict[int, list[str]]:
    """Give the main policy areas of the versions that somebody takes part in."""
    statement = (
        sa.select(VersionPolicyArea.version_id, PolicyArea.name)
        .join(PolicyArea, PolicyArea.id == VersionPolicyArea.policy_area_id)
        .order_by(PolicyArea.name)
    )
    versions = {part.version_id for part in found}
    areas: dict[int, list[str]] = defaultdict(list)
    for version_id, name in db.session.execute(statement).tuples():
        if version_id in versions and main_area(name) not in areas[version_id]:
            areas[version_id].append(main_area(name))
    return dict(areas)
