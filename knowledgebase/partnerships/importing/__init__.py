# SPDX-License-Identifier: EUPL-1.2
"""Bring arrangements, their versions and participants up to date from an export of the public register."""

from dataclasses import dataclass
from pathlib import Path

from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.organisations.bulk import Progress, Tally, agree, silent
from knowledgebase.organisations.tables import TableWrong
from knowledgebase.partnerships.importing.areas import bring_policy_areas
from knowledgebase.partnerships.importing.chains import bring_arrangements, note_changes
from knowledgebase.partnerships.importing.flagging import flagging
from knowledgebase.partnerships.importing.participants import bring_participants
from knowledgebase.partnerships.importing.versions import version_lines, version_row
from knowledgebase.partnerships.models import OWN_NUMBERS, ArrangementVersion

__all__ = ["Files", "TableWrong", "flagging", "import_register"]

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class Files:
    """The files to read; those that come with the software unless others are named."""

    arrangements: Path = DATA / "regelingen.csv"
    participants: Path = DATA / "regeling_deelnemers.csv"
    selection: Path = DATA / "ict_selectie.csv"


def import_register(progress: Progress = silent, files: Files | None = None) -> dict[str, Tally]:
    """Bring the register up to date, and record it if anything changed.

    Works on a first export and on every newer one: what the export no longer
    holds is reported as missing and stays; a participant that a version no
    longer has is taken off that version. Cases about what changed are flagged.

    :raises TableWrong: when a file is wrong; nothing is imported then.
    """
    with flagging():
        return _import(files or Files(), progress)


def _import(files: Files, progress: Progress) -> dict[str, Tally]:
    lines = version_lines(files.arrangements, files.selection)
    rows = {line.cells["roo_id"]: version_row(line, subject) for line, subject in lines}
    homes, arrangements = bring_arrangements([line for line, _ in lines], rows)
    placed = [{**row, "arrangement_id": homes[register_id]} for register_id, row in rows.items()]
    versions = agree(
        ArrangementVersion,
        "register_id",
        placed,
        among=~ArrangementVersion.register_id.startswith(OWN_NUMBERS),
        ends="ends",
        step="versions",
        progress=progress,
    )
    participants, joined_or_left = bring_participants(files.participants, set(rows), versions.ids, progress)
    tallies = {
        "arrangements": arrangements,
        "versions": versions.tally,
        "participants": participants,
        "policy_areas": bring_policy_areas([line for line, _ in lines], versions.ids),
    }
    if not all(tally.is_nothing for tally in tallies.values()):
        note_changes({homes[one] for one in versions.touched | joined_or_left})
        record(Happening.REGISTER_IMPORTED, actor_id=None)
    return tallies
