# SPDX-License-Identifier: EUPL-1.2
"""Since when somebody takes part, and when they left: the register has no date of exit."""

from datetime import date

from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.partnerships.models import Arrangement, ArrangementVersion, Participant
from knowledgebase.partnerships.versions import Part, membership, shown_version, steps

ARRANGEMENT = Arrangement(name="Regeling", legal_form=LegalForm.OL)
FIRST, SECOND, THIRD = date(2010, 1, 1), date(2015, 1, 1), date(2020, 1, 1)
TODAY = date(2026, 6, 1)


def part(starts: date, ends: date | None, takes_part: bool = True, joined: date | None = None) -> Part:
    return Part(starts, ends, takes_part, joined)


def version(starts: date, ends: date | None, *names: str) -> ArrangementVersion:
    participants = [Participant(name=name, code="") for name in names]
    return ArrangementVersion(starts=starts, ends=ends, participants=participants)


def test_who_is_in_every_version_takes_part_since_the_first() -> None:
    found = membership(ARRANGEMENT, [part(FIRST, SECOND), part(SECOND, None)], TODAY)
    assert (found.since, found.until, found.left) == (FIRST, None, False)


def test_the_registered_day_of_joining_counts_when_it_is_earlier() -> None:
    found = membership(ARRANGEMENT, [part(SECOND, None, joined=FIRST)], TODAY)
    assert found.since == FIRST


def test_who_is_missing_from_the_next_version_left_when_that_began() -> None:
    found = membership(ARRANGEMENT, [part(FIRST, SECOND), part(SECOND, None, takes_part=False)], TODAY)
    assert (found.until, found.left) == (SECOND, True)


def test_when_the_arrangement_ended_nobody_left() -> None:
    found = membership(ARRANGEMENT, [part(FIRST, SECOND), part(SECOND, THIRD)], TODAY)
    assert (found.until, found.left) == (THIRD, False)


def test_who_came_back_takes_part_since_then() -> None:
    parts = [part(FIRST, SECOND), part(SECOND, THIRD, takes_part=False), part(THIRD, None)]
    found = membership(ARRANGEMENT, parts, TODAY)
    assert (found.since, found.until) == (THIRD, None)


def test_an_end_that_lies_ahead_has_not_come() -> None:
    found = membership(ARRANGEMENT, [part(FIRST, date(2027, 1, 1))], TODAY)
    assert found.until is None


def test_each_version_tells_who_joined_and_who_left_newest_first() -> None:
    versions = [version(FIRST, SECOND, "Aa", "Bee"), version(SECOND, None, "bee", "Cee")]
    newest, oldest = steps(versions)
    assert [one.name for one in newest.joined] == ["Cee"]
    assert [one.name for one in newest.left] == ["Aa"]
    assert oldest.is_first
    assert not newest.is_first


def test_the_version_in_force_is_shown_and_else_the_newest() -> None:
    old, new = version(FIRST, SECOND), version(THIRD, None)
    assert shown_version([old, new], date(2012, 1, 1)) is old
    assert shown_version([old, new], SECOND) is new
