# SPDX-License-Identifier: EUPL-1.2
"""The register comes from an export, and a newer one updates, ends and adds."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.organisations.importing import import_organisations
from knowledgebase.partnerships.importing import Files, TableWrong, import_register
from knowledgebase.partnerships.models import Arrangement, ArrangementVersion, Participant, Subject
from knowledgebase.partnerships.queries import number_in_force
from tests.partnerships.exports import Export

WEST_BRABANT = "29715530"
REGIT = "30489876"
SHARED_SERVICE_CENTRE = "25250003"
WATER = "29469100"
BREDA = "GM0758"
TALLIES = ("arrangements", "versions", "participants", "policy_areas")


def version(register_id: str) -> ArrangementVersion:
    wanted = sa.select(ArrangementVersion).where(ArrangementVersion.register_id == register_id)
    return db.session.scalars(wanted).one()


def imports_recorded() -> int:
    counted = (
        sa.select(sa.func.count()).select_from(Event).where(Event.happening == Happening.REGISTER_IMPORTED)
    )
    return db.session.scalar(counted) or 0


def test_the_register_holds_what_its_export_says(app: Flask) -> None:
    with app.app_context():
        assert number_in_force(date(2026, 5, 16)) == 451
        assert db.session.scalar(sa.select(sa.func.count()).select_from(ArrangementVersion)) == 1186
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Participant)) == 9516
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Arrangement)) == 549


def test_the_shared_service_centre_in_zuid_limburg_is_there_with_its_facts(app: Flask) -> None:
    with app.app_context():
        centre = version(SHARED_SERVICE_CENTRE)
        arrangement = centre.arrangement
        assert (arrangement.starts, arrangement.ends) == (date(2015, 10, 23), date(2020, 7, 1))
        assert arrangement.legal_form == LegalForm.BVO
        assert arrangement.subject == Subject.SUPPOSED
        names = [one.organisation.name for one in centre.participants if one.organisation]
        assert names == ["Heerlen", "Maastricht", "Sittard-Geleen"]


def test_versions_that_follow_each_other_are_one_arrangement(app: Flask) -> None:
    with app.app_context():
        utrecht = version("30489847").arrangement
        assert [one.register_id for one in utrecht.versions][-1] == "30489847"
        assert (len(utrecht.versions), utrecht.starts) == (3, date(2016, 1, 1))


def test_a_participant_that_is_no_municipality_keeps_its_name_and_kind(app: Flask) -> None:
    with app.app_context():
        boards = version(WATER).participants
        assert {one.kind for one in boards} == {"waterschap"}
        assert all(one.organisation_id is None and one.name for one in boards)


def test_a_participant_without_a_code_is_recognised_as_an_abolished_municipality(app: Flask) -> None:
    with app.app_context():
        wanted = sa.select(Participant).where(
            Participant.name == "Gemeente Onderbanken", Participant.code == ""
        )
        found = db.session.scalars(wanted).first()
        assert found is not None
        assert found.organisation is not None
        assert found.organisation.code == "GM0881"
        belgian = db.session.scalars(
            sa.select(Participant).where(Participant.name == "Gemeente Assenede")
        ).first()
        assert belgian is not None
        assert belgian.organisation is None


def test_the_same_export_again_changes_nothing(app: Flask) -> None:
    with app.app_context():
        before = imports_recorded()
        tallies = import_register()
        db.session.commit()
        assert tuple(tallies) == TALLIES
        assert all(tally.is_nothing for tally in tallies.values())
        assert imports_recorded() == before


def test_a_newer_export_ends_an_arrangement(app: Flask, tmp_path: Path) -> None:
    newer = Export()
    newer.end(REGIT, "2026-09-01")
    with app.app_context():
        tallies = import_register(files=newer.written(tmp_path))
        db.session.commit()
        assert (tallies["arrangements"].ended, tallies["versions"].ended) == (1, 1)
        assert version(REGIT).arrangement.ends == date(2026, 9, 1)
        assert number_in_force(date(2026, 10, 1)) == 450
        assert imports_recorded() == 2
        assert all(tally.is_nothing for tally in import_register(files=newer.written(tmp_path)).values())


def test_a_newer_export_brings_a_version_that_somebody_left_and_somebody_joined(
    app: Flask, tmp_path: Path
) -> None:
    with app.app_context():
        leaver = version(WEST_BRABANT).participants[0].code
        id = version(WEST_BRABANT).arrangement_id
    newer = Export()
    newer.renew(WEST_BRABANT, "40000001", "2026-10-01", left=leaver, joined=BREDA)
    with app.app_context():
        tallies = import_register(files=newer.written(tmp_path))
        db.session.commit()
        renewed = version("40000001")
        assert (tallies["arrangements"].changed, tallies["versions"].new) == (1, 1)
        assert (renewed.arrangement_id, renewed.arrangement.latest_start) == (id, date(2026, 10, 1))
        assert renewed.arrangement.subject == Subject.ICT
        codes = {one.code for one in renewed.participants}
        assert BREDA in codes
        assert leaver not in codes


def test_a_newer_export_adds_an_arrangement(app: Flask, tmp_path: Path) -> None:
    newer = Export()
    newer.add("40000002", "Gemeenschappelijke regeling Nieuw", "2026-08-01", "GM0014", "GM0034")
    with app.app_context():
        tallies = import_register(files=newer.written(tmp_path))
        assert (tallies["arrangements"].new, tallies["participants"].new) == (1, 2)
        assert version("40000002").arrangement.legal_form == LegalForm.GO


def test_a_newer_export_corrects_who_takes_part(app: Flask, tmp_path: Path) -> None:
    newer = Export()
    row = next(one for one in newer.participants if one["regeling_roo_id"] == REGIT)
    newer.participants.remove(row)
    changed = next(one for one in newer.participants if one["regeling_roo_id"] == REGIT)
    changed["verdeelsleutel"] = "12,5"
    with app.app_context():
        noted = version(REGIT).arrangement.changed_at
        tally = import_register(files=newer.written(tmp_path))["participants"]
        db.session.commit()
        assert (tally.removed, tally.changed, tally.new) == (1, 1, 0)
        assert 12.5 in {one.share for one in version(REGIT).participants}
        assert version(REGIT).arrangement.changed_at > noted


def test_what_a_newer_export_no_longer_holds_is_reported_and_stays(app: Flask, tmp_path: Path) -> None:
    newer = Export()
    del newer.versions[REGIT]
    newer.participants = [row for row in newer.participants if row["regeling_roo_id"] != REGIT]
    with app.app_context():
        tallies = import_register(files=newer.written(tmp_path))
        assert tallies["versions"].missing == [REGIT]
        assert len(version(REGIT).participants) == 4


def test_two_arrangements_that_prove_to_be_one_lead_to_one(app: Flask, tmp_path: Path) -> None:
    newer = Export()
    newer.link(SHARED_SERVICE_CENTRE, REGIT)
    with app.app_context():
        one, other = sorted(
            version(register_id).arrangement_id for register_id in (SHARED_SERVICE_CENTRE, REGIT)
        )
        import_register(files=newer.written(tmp_path))
        db.session.commit()
        assert {version(SHARED_SERVICE_CENTRE).arrangement_id, version(REGIT).arrangement_id} == {one}
        merged = db.session.get_one(Arrangement, other)
        assert merged.merged_into_id == one
        address = f"/samenwerkingen/{merged.id}-{merged.slug}"
    moved = app.test_client().get(address)
    assert moved.status_code == 301
    assert moved.location == f"/samenwerkingen/{one}"


def test_participants_are_linked_once_their_municipalities_are_known(bare_app: Flask) -> None:
    with bare_app.app_context():
        import_register()
        assert {one.organisation_id for one in version(REGIT).participants} == {None}
        import_organisations()
        tallies = import_register()
        assert tallies["participants"].changed > 8_675
        assert None not in {one.organisation_id for one in version(REGIT).participants}


@pytest.mark.parametrize(
    ("register_id", "changes", "complaint"),
    [
        (REGIT, {"samenwerkingsvorm_code": "BV"}, "column samenwerkingsvorm_code: BV is none of"),
        (REGIT, {"datum_inwerkingtreding": ""}, "column datum_inwerkingtreding: is empty"),
        (REGIT, {"datum_uitwerkingtreding": "1999-01-01"}, "1999-01-01 is before the start, 2026-01-01"),
        (REGIT, {"vorige_roo_id": "1"}, "column vorige_roo_id: 1 is not in this file"),
        (REGIT, {"naam": "x" * 301}, "column naam: is longer than 300 characters"),
        (REGIT, {"roo_id": WATER}, f"column roo_id: {WATER} stands on line"),
    ],
)
@pytest.mark.one_database("the files are read before the database is written")
def test_a_wrong_export_is_refused_with_line_and_column(
    app: Flask, tmp_path: Path, register_id: str, changes: dict[str, str], complaint: str
) -> None:
    newer = Export()
    newer.versions[register_id] |= changes
    with app.app_context(), pytest.raises(TableWrong) as refused:
        import_register(files=newer.written(tmp_path))
    assert complaint in str(refused.value)


@pytest.mark.one_database("the file is read before the database is written")
def test_a_participant_of_an_unknown_arrangement_is_refused(app: Flask, tmp_path: Path) -> None:
    newer = Export()
    newer.join("12", BREDA, "2026-01-01")
    with app.app_context(), pytest.raises(TableWrong, match="12 is not an arrangement of this export"):
        import_register(files=newer.written(tmp_path))


@pytest.mark.one_database("the file is read before the database is written")
def test_a_file_that_is_no_table_is_refused(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "beeld.csv").write_bytes(b"\x89PNG\r\n\x1a\n\xff")
    with app.app_context(), pytest.raises(TableWrong, match=r"beeld\.csv cannot be read"):
        import_register(files=Files(arrangements=tmp_path / "beeld.csv"))
