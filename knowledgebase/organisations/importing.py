# SPDX-License-Identifier: EUPL-1.2
"""Bring municipalities, their neighbours and mail domains up to date from files."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.organisations.borders import bring_neighbours
from knowledgebase.organisations.bulk import Agreed, Progress, Tally, agree, silent
from knowledgebase.organisations.domains import domain_of
from knowledgebase.organisations.models import (
    COUNTED_IN,
    MailDomain,
    Organisation,
    OrganisationKind,
    Province,
)
from knowledgebase.organisations.outlines import outlines_of
from knowledgebase.organisations.tables import Line, TableWrong, lines_of, once
from knowledgebase.web.i18n import today

DATA = Path(__file__).parent / "data"
INHABITANTS = f"inwoners_{COUNTED_IN}"
CURRENT = (
    *("gm_code", "naam", "sorteernaam", "provincie_code", "corop", "veiligheidsregio", "arbeidsmarktregio"),
    *("jeugdzorgregio", INHABITANTS, "lat", "lon", "tooi_uri", "oin", "roo_id", "wikidata", "website"),
    "oppervlakte_km2",
)
ENDED = ("gm_code", "naam", "opgeheven_per", "roo_id", "wikidata", "tooi_uri")


@dataclass(frozen=True)
class Files:
    """The files to read; those that come with the software unless others are named."""

    provinces: Path = DATA / "provincies.csv"
    municipalities: Path = DATA / "gemeenten.csv"
    ended: Path = DATA / "gemeenten_opgeheven.csv"
    neighbours: Path = DATA / "gemeente_buren.csv"
    outlines: Path = DATA / "gemeenten_svg_paths.json"


def import_organisations(progress: Progress = silent, files: Files | None = None) -> dict[str, Tally]:
    """Bring organisations up to date, and record it if anything changed. Nothing is ever removed but borders.

    :raises TableWrong: when a file is wrong; nothing is imported then.
    """
    files = files or Files()
    provinces = _bring_provinces(files, progress)
    rows, successors = _municipalities(files, provinces.ids)
    organisations = agree(
        Organisation, "code", rows, ends="valid_to", step="organisations", progress=progress
    )
    successions = _name_successors(successors, organisations.ids)
    tallies = {
        "provinces": provinces.tally,
        "organisations": _of_municipalities(organisations.tally),
        "successors": successions,
        "neighbours": bring_neighbours(files.neighbours, organisations.ids, progress),
        "domains": _bring_domains(rows, organisations.ids, progress),
    }
    if not all(tally.is_nothing for tally in tallies.values()):
        record(Happening.ORGANISATIONS_IMPORTED, actor_id=None)
    return tallies


def _bring_provinces(files: Files, progress: Progress) -> Agreed:
    lines = lines_of(files.provinces, ("provincie_code", "naam", INHABITANTS))
    once(lines, "provincie_code")
    rows = [
        {
            "code": line.needed("provincie_code", 8),
            "name": line.needed("naam", 80),
            "inhabitants": line.whole(INHABITANTS) or 0,
        }
        for line in lines
    ]
    return agree(Province, "code", rows, step="provinces", progress=progress)


def _municipalities(files: Files, provinces: dict[str, int]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Give the rows of current and ended municipalities, and the successors that the files name, by code."""
    outlines = outlines_of(files.outlines)
    current = lines_of(files.municipalities, CURRENT)
    once(current, "gm_code")
    rows = {line.cells["gm_code"]: _current_row(line, provinces, outlines) for line in current}
    ended = lines_of(files.ended, ENDED)
    codes = _codes_of_ended(ended)
    for line, code in zip(ended, codes, strict=True):
        row = _ended_row(line, code)
        if code in rows and row["valid_to"] <= today():
            raise line.wrong("gm_code", f"{code} has ended, yet stands in {files.municipalities.name} too")
        rows[code] = {**row, **rows.get(code, {}), "valid_to": row["valid_to"]}
    named = {code: line.text("opvolger", 40) for line, code in zip(ended, codes, strict=True)}
    return list(rows.values()), {code: successor for code, successor in named.items() if successor}


def _current_row(line: Line, provinces: dict[str, int], outlines: dict[str, str]) -> dict[str, Any]:
    code, province = line.needed("gm_code", 40), line.needed("provincie_code", 8)
    if province not in provinces:
        raise line.wrong("provincie_code", f"{province} is not a province we know")
    return {
        "kind": OrganisationKind.MUNICIPALITY,
        "code": code,
        "name": line.needed("naam", 200),
        "sort_name": line.needed("sorteernaam", 200),
        "valid_to": None,
        "province_id": provinces[province],
        "corop": line.text("corop", 80) or None,
        "safety_region": line.text("veiligheidsregio", 80) or None,
        "labour_region": line.text("arbeidsmarktregio", 80) or None,
        "youth_region": line.text("jeugdzorgregio", 80) or None,
        "inhabitants": line.whole(INHABITANTS),
        "area": line.decimal("oppervlakte_km2"),
        "latitude": line.decimal("lat"),
        "longitude": line.decimal("lon"),
        "oin": line.text("oin", 20) or None,
        "website": line.address("website", 300),
        "outline": outlines.get(code),
        "is_demo": False,
        **_identifiers(line),
    }


def _ended_row(line: Line, code: str) -> dict[str, Any]:
    """Give what is known of an ended municipality; what is not known is left as it was."""
    ends = line.day("opgeheven_per")
    if ends is None:
        raise line.wrong("opgeheven_per", "is empty")
    name = line.needed("naam", 200)
    row = {"name": name, "sort_name": name, **_identifiers(line)}
    known = {column: value for column, value in row.items() if value is not None}
    return {
        "kind": OrganisationKind.MUNICIPALITY,
        "code": code,
        "valid_to": ends,
        "is_demo": False,
        **known,
    }


def _identifiers(line: Line) -> dict[str, str | None]:
    return {
        "tooi": line.text("tooi_uri", 200) or None,
        "register_id": line.text("roo_id", 20) or None,
        "wikidata": line.text("wikidata", 20) or None,
    }


def _codes_of_ended(lines: Sequence[Line]) -> list[str]:
    """Give a code of its own to every line.

    Where two lines share a CBS code it belongs to the one with the TOOI
    identifier; the other, and whoever has none, goes by its register number.
    """
    times = Counter(line.text("gm_code", 40) for line in lines)
    codes = [
        line.cells["gm_code"]
        if line.cells["gm_code"] and (times[line.cells["gm_code"]] == 1 or line.cells["tooi_uri"])
        else f"ROO{line.needed('roo_id', 20)}"
        for line in lines
    ]
    for line, code in zip(lines, codes, strict=True):
        if codes.count(code) > 1:
            raise line.wrong("gm_code", f"{code} stands in this file more than once")
    return codes


def _name_successors(successors: dict[str, str], ids: dict[str, int]) -> Tally:
    changed = 0
    for code, successor in successors.items():
        if successor not in ids:
            raise TableWrong(f"the successor of {code}, {successor}, is not an organisation we know")
        organisation = db.session.get_one(Organisation, ids[code])
        changed += organisation.successor_id != ids[successor]
        organisation.successor_id = ids[successor]
    return Tally(changed=changed, unchanged=len(successors) - changed)


def _bring_domains(rows: Iterable[dict[str, Any]], ids: dict[str, int], progress: Progress) -> Tally:
    """Add the mail domains that follow from the websites; a domain that two would share is nobody's."""
    found = [(row["code"], domain_of(row["website"])) for row in rows if row.get("website")]
    times = Counter(domain for _, domain in found)
    taken = set(db.session.scalars(sa.select(MailDomain.domain)))
    wanted = [(code, domain) for code, domain in found if domain and times[domain] == 1]
    new = [{"organisation_id": ids[code], "domain": domain} for code, domain in wanted if domain not in taken]
    if new:
        db.session.execute(sa.insert(MailDomain), new)
    progress("domains", len(wanted), len(wanted))
    return Tally(new=len(new), unchanged=len(wanted) - len(new))


def _of_municipalities(tally: Tally) -> Tally:
    """Leave out of what is missing the organisations that these files are not about."""
    tally.missing = [code for code in tally.missing if code.startswith("GM")]
    return tally
