# SPDX-License-Identifier: EUPL-1.2
"""Municipalities come from files, again and again, and nothing gets lost."""

import csv
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.db import db
from knowledgebase.events.models import Event
from knowledgebase.organisations.importing import DATA, Files, import_organisations
from knowledgebase.organisations.models import MailDomain, Neighbour, Organisation, Province
from knowledgebase.organisations.tables import TableWrong

MERGER = "GM1696,Wijdemeren,2020-01-01,,Q73058,https://identifier.overheid.nl/tooi/id/gemeente/gm1696,GM0402"


def organisation(code: str) -> Organisation:
    return db.session.scalars(sa.select(Organisation).where(Organisation.code == code)).one()


def number(model: type, *conditions: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0


def changed(name: str, folder: Path, old: str, new: str) -> Path:
    """Write a copy of one of our files in which a text is replaced."""
    text = (DATA / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return folder / name


def merged(folder: Path) -> Files:
    """Write newer files, in which Wijdemeren went on as Hilversum."""
    with (DATA / "gemeenten.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file) if row[0] != "GM1696"]
    with (folder / "gemeenten.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    borders = (DATA / "gemeente_buren.csv").read_text(encoding="utf-8").splitlines()
    kept = "\n".join(line for line in borders if "GM1696" not in line)
    (folder / "gemeente_buren.csv").write_text(kept, encoding="utf-8")
    heading, *lines = (DATA / "gemeenten_opgeheven.csv").read_text(encoding="utf-8").splitlines()
    ended = [f"{heading},opvolger", *(f"{line}," for line in lines), MERGER]
    (folder / "gemeenten_opgeheven.csv").write_text("\n".join(ended), encoding="utf-8")
    return Files(
        municipalities=folder / "gemeenten.csv",
        ended=folder / "gemeenten_opgeheven.csv",
        neighbours=folder / "gemeente_buren.csv",
    )


def test_every_municipality_is_there_with_what_registers_know_of_it(app: Flask) -> None:
    with app.app_context():
        alive = number(Organisation, Organisation.valid_to.is_(None), ~Organisation.is_demo)
        amsterdam = organisation("GM0363")
        assert (number(Province), alive) == (12, 342)
        assert amsterdam.tooi == "https://identifier.overheid.nl/tooi/id/gemeente/gm0363"
        assert amsterdam.province is not None
        assert (amsterdam.province.name, amsterdam.wikidata) == ("Noord-Holland", "Q9899")
        assert amsterdam.inhabitants is not None
        assert amsterdam.inhabitants > 900_000
        assert (amsterdam.outline or "").startswith("M")


def test_abolished_municipalities_are_there_with_their_end_date(app: Flask) -> None:
    with app.app_context():
        assert number(Organisation, Organisation.valid_to.is_not(None)) == 271
        assert str(organisation("GM0501").valid_to) == "2023-01-01"
        assert organisation("GM0501").successor_id is None


def test_a_code_that_two_lines_share_goes_to_the_one_with_the_identifier(app: Flask) -> None:
    with app.app_context():
        assert organisation("GM0079").name == "Kollumerland en Nieuwkruisland"
        assert organisation("ROO34288").name == "Kollumerland c.a."


def test_every_border_is_stored_both_ways(app: Flask) -> None:
    with app.app_context():
        pairs = {
            (one, other)
            for one, other in db.session.execute(sa.select(Neighbour.organisation_id, Neighbour.neighbour_id))
        }
        assert len(pairs) == 2 * 875
        assert {(other, one) for one, other in pairs} == pairs


def test_mail_domains_follow_from_the_websites(app: Flask) -> None:
    with app.app_context():
        found = dict(
            db.session.execute(sa.select(Organisation.code, MailDomain.domain).join(Organisation.domains))
            .tuples()
            .all()
        )
        assert (found["GM0034"], found["GM0014"]) == ("almere.nl", "groningen.nl")
        assert len([code for code in found if code.startswith("GM")]) == 342


def test_the_same_files_again_change_nothing(app: Flask) -> None:
    with app.app_context():
        events = number(Event)
        tallies = import_organisations()
        db.session.commit()
        assert all(tally.is_nothing for tally in tallies.values())
        assert tallies["organisations"].unchanged == 342 + 271
        assert number(Event) == events


def test_a_merger_ends_a_municipality_and_keeps_all_that_is_known_of_it(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        tallies = import_organisations(files=merged(tmp_path))
        db.session.commit()
        wijdemeren = organisation("GM1696")
        assert (tallies["organisations"].ended, tallies["organisations"].new) == (1, 0)
        assert wijdemeren.successor is not None
        assert wijdemeren.successor.name == "Hilversum"
        assert wijdemeren.province is not None
        assert wijdemeren.has_ended
        assert number(Neighbour, Neighbour.organisation_id == wijdemeren.id) > 0
        again = import_organisations(files=merged(tmp_path))
        assert all(tally.is_nothing for tally in again.values())


def test_a_municipality_that_the_file_no_longer_names_stays_and_is_reported(
    app: Flask, tmp_path: Path
) -> None:
    files = merged(tmp_path)
    with app.app_context():
        tallies = import_organisations(files=Files(municipalities=files.municipalities))
        assert tallies["organisations"].missing == ["GM1696"]
        assert not organisation("GM1696").has_ended


def test_what_changed_is_changed(app: Flask, tmp_path: Path) -> None:
    files = Files(
        municipalities=changed(
            "gemeenten.csv", tmp_path, "https://www.almere.nl", "https://www.stadalmere.nl"
        )
    )
    with app.app_context():
        tallies = import_organisations(files=files)
        assert (tallies["organisations"].changed, tallies["domains"].new) == (1, 1)
        assert {one.domain for one in organisation("GM0034").domains} == {"almere.nl", "stadalmere.nl"}


def test_a_domain_that_two_would_share_is_nobodys(bare_app: Flask, tmp_path: Path) -> None:
    files = Files(
        municipalities=changed(
            "gemeenten.csv", tmp_path, "https://www.almere.nl", "https://gemeente.groningen.nl"
        )
    )
    with bare_app.app_context():
        import_organisations(files=files)
        assert number(MailDomain, MailDomain.domain.in_(["groningen.nl", "almere.nl"])) == 0


@pytest.mark.parametrize(
    ("name", "old", "new", "complaint"),
    [
        ("gemeenten.csv", "52.3672", "noord", "gemeenten.csv, line 3, column lat: 'noord' is not a number"),
        ("gemeenten.csv", "PV24,Flevoland,CR40", "PV99,Flevoland,CR40", "PV99 is not a province we know"),
        ("gemeenten.csv", "sorteernaam", "sortering", "gemeenten.csv lacks the column sorteernaam"),
        (
            "gemeenten_opgeheven.csv",
            "GM0501,Brielle",
            "GM0363,Brielle",
            "GM0363 has ended, yet stands in gemeenten.csv too",
        ),
        (
            "gemeenten_opgeheven.csv",
            "2023-01-01,23644",
            "gisteren,23644",
            "'gisteren' is not a day like 2026-05-16",
        ),
        ("gemeente_buren.csv", "GM0014,GM1699", "GM0014,GM9999", "GM9999 is not a municipality we know"),
        ("gemeenten_svg_paths.json", "0 0 1000 1181", "0 0 10 10", "has the view box '0 0 10 10'"),
        ("gemeenten_svg_paths.json", "M874.1,101.9", "<script>", "is not a path of straight lines"),
    ],
)
@pytest.mark.one_database("the files are read before the database is written")
def test_a_wrong_file_is_refused_with_line_and_column(
    app: Flask, tmp_path: Path, name: str, old: str, new: str, complaint: str
) -> None:
    field = {
        "gemeenten.csv": "municipalities",
        "gemeenten_opgeheven.csv": "ended",
        "gemeente_buren.csv": "neighbours",
        "gemeenten_svg_paths.json": "outlines",
    }[name]
    files = Files(**{field: changed(name, tmp_path, old, new)})
    with app.app_context(), pytest.raises(TableWrong) as refused:
        import_organisations(files=files)
    assert complaint in str(refused.value)
