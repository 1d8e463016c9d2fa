# SPDX-License-Identifier: EUPL-1.2
"""The municipalities of the matrix, and the regions that one can choose among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import lazy_gettext as _

from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation, OrganisationKind, Province, slug_for
from knowledgebase.web.addresses import slug_of

PREFIXES = {
    "corop": "corop",
    "safety_region": "veiligheid",
    "labour_region": "arbeidsmarkt",
    "youth_region": "jeugdzorg",
}
"""With what each sort of region begins in the address, by column."""
LABELS = {
    "province": _("Provinces"),
    "corop": _("COROP regions"),
    "safety_region": _("Safety regions"),
    "labour_region": _("Labour market regions"),
    "youth_region": _("Youth care regions"),
}
Choice = tuple[str, str]


@dataclass(frozen=True)
class Municipality:
    """A municipality as the matrix needs it; `region` is its province and COROP region, to sort by."""

    id: int
    code: str
    name: str
    valid_from: date | None
    valid_to: date | None
    region: tuple[str, str]
    areas: tuple[tuple[str, str, str], ...]

    @property
    def slug(self) -> str:
        """The readable part of the address."""
        return slug_for(self.code, self.name)

    @property
    def asks(self) -> str:
        """What narrows a list down to those in which it takes part."""
        return f"gemeente={self.code}"

    def exists_on(self, day: date) -> bool:
        """Tell whether there is such a municipality on a day."""
        return (self.valid_from or day) <= day and (self.valid_to is None or self.valid_to > day)

    def is_in(self, area: str) -> bool:
        """Tell whether it lies in a province or region, by the value that stands in the address."""
        return any(area == value for _sort, value, _name in self.areas)


def every_municipality() -> list[Municipality]:
    """Give all municipalities, also those that were abolished, by name; those of the demo take part in nothing."""
    columns = ("id", "code", "name", "valid_from", "valid_to", *PREFIXES)
    statement = (
        sa.select(*(getattr(Organisation, name) for name in columns))
        .add_columns(Province.code.label("province_code"), Province.name.label("province"))
        .outerjoin(Organisation.province)
        .where(Organisation.kind == OrganisationKind.MUNICIPALITY, ~Organisation.is_demo)
        .order_by(Organisation.sort_name, Organisation.id)
    )
    return [_municipality(row) for row in db.session.execute(statement)]


def areas_among(municipalities: Iterable[Municipality]) -> dict[str, list[Choice]]:
    """Give the provinces and regions of municipalities as groups of choices."""
    found: dict[str, set[Choice]] = {sort: set() for sort in LABELS}
    for one in municipalities:
        for sort, value, name in one.areas:
            found[sort].add((value, name))
    return {
        str(LABELS[sort]): sorted(choices, key=lambda one: one[1])
        for sort, choices in found.items()
        if choices
    }


def named(areas: dict[str, list[Choice]], area: str) -> str:
    """Give the name of a province or region."""
    return next(name for choices in areas.values() for value, name in choices if value == area)


def _municipality(row: sa.Row[tuple[object, ...]]) -> Municipality:
    return Municipality(
        id=row.id,
        code=row.code,
        name=row.name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        region=(row.province or "", row.corop or ""),
        areas=tuple(_areas(row)),
    )


def _areas(row: sa.Row[tuple[object, ...]]) -> Iterable[tuple[str, str, str]]:
    if row.province_code:
        yield "province", row.province_code, row.province
    for column, prefix in PREFIXES.items():
        if name := getattr(row, column):
            yield column, f"{prefix}-{slug_of(name)}", name
