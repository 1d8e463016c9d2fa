# SPDX-License-Identifier: EUPL-1.2
"""Read the versions of arrangements as the register writes them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.organisations.tables import Line, lines_of, once
from knowledgebase.partnerships.models import Subject

COLUMNS = (
    *(
        "roo_id",
        "naam",
        "citeertitel",
        "samenwerkingsvorm_code",
        "beleidsterreinen",
        "bevoegdheidsverkrijging",
    ),
    *("datum_inwerkingtreding", "datum_uitwerkingtreding", "ict", "vorige_roo_id", "volgende_roo_id"),
    *("bronhouder", "instellingsbesluit", "bron_url", "doel"),
)
SUBJECTS = {
    "ict": Subject.ICT,
    "bedrijfsvoering_met_ict": Subject.BACK_OFFICE,
    "ambtelijke_fusie": Subject.CIVIL_SERVICE,
    "geen_ict": Subject.OTHER,
}
FORMS = {form.value: form for form in LegalForm}


def version_lines(path: Path, selection: Path) -> Sequence[tuple[Line, Subject | None]]:
    """Read all versions, each with what it is about: judged in `selection`, or supposed by the export.

    :raises TableWrong: when a file is wrong.
    """
    judged = _judged(selection)
    lines = lines_of(path, COLUMNS)
    once(lines, "roo_id")
    supposed = {line.cells["roo_id"]: Subject.SUPPOSED for line in lines if line.text("ict", 40)}
    return [(line, (supposed | judged).get(line.cells["roo_id"])) for line in lines]


def version_row(line: Line, subject: Subject | None) -> dict[str, Any]:
    """Give the columns of a version.

    :raises TableWrong: when a cell is wrong.
    """
    form, starts, ends = (
        line.needed("samenwerkingsvorm_code", 3),
        _start(line),
        line.day("datum_uitwerkingtreding"),
    )
    if form not in FORMS:
        raise line.wrong("samenwerkingsvorm_code", f"{form} is none of {', '.join(FORMS)}")
    if ends and ends < starts:
        raise line.wrong("datum_uitwerkingtreding", f"{ends} is before the start, {starts}")
    return {
        "register_id": line.needed("roo_id", 20),
        "name": line.needed("naam", 300),
        "cite_title": line.text("citeertitel", 300),
        "legal_form": FORMS[form],
        "subject": subject,
        "competence": line.text("bevoegdheidsverkrijging", 80),
        "starts": starts,
        "ends": ends,
        "holder": line.text("bronhouder", 200),
        "purpose": line.text("doel", 5_000),
        "founding_decision": line.address("instellingsbesluit", 500),
        "source_url": line.address("bron_url", 300),
    }


def _start(line: Line) -> date:
    starts = line.day("datum_inwerkingtreding")
    if starts is None:
        raise line.wrong("datum_inwerkingtreding", "is empty")
    return starts


def _judged(selection: Path) -> dict[str, Subject]:
    found: dict[str, Subject] = {}
    for line in lines_of(selection, ("roo_id", "categorie")):
        category = line.needed("categorie", 40)
        if category not in SUBJECTS:
            raise line.wrong("categorie", f"{category} is none of {', '.join(SUBJECTS)}")
        found[line.needed("roo_id", 20)] = SUBJECTS[category]
    return found
