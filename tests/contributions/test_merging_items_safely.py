# SPDX-License-Identifier: EUPL-1.2
"""Merging two items, and undoing it, shows nobody what was not meant for them, nor who asked anonymously."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import Visit, Work
from tests.contributions.stories import (
    OTHER,
    answered,
    history_of,
    main_of,
    merge,
    remark,
    see,
    undo,
)
from tests.people import People
from tests.stories import ANSWER, ask

ALLOWED = {
    ("public", "public"),
    ("public", "members"),
    ("public", "own"),
    ("members", "members"),
    ("members", "own"),
    ("own", "own"),
}


@pytest.mark.parametrize("wide", ["public", "members", "own"])
@pytest.mark.parametrize("narrow", ["public", "members", "own"])
def test_nobody_comes_to_read_what_was_not_meant_for_them(
    visit: Visit, people: People, wide: str, narrow: str
) -> None:
    first = ask(visit(people.anna), visibility=wide)
    second = ask(visit(people.bram), title=OTHER, visibility=narrow)
    answered(visit(people.anna), first)
    may = (wide, narrow) in ALLOWED
    assert see(visit(people.mo), first, second).status_code == (200 if may else 422)
    assert merge(visit(people.mo), first, second).status_code == (303 if may else 409)
    for reader in people.all:
        led, shown = visit(reader).get(first), visit(reader).get(second)
        assert (ANSWER in shown.text) == (may and shown.status_code == 200)
        if may and shown.status_code == 404 and led.status_code != 404:
            assert (led.status_code, led.location) == (302, f"/historie/{first.rpartition('/')[2]}")
            assert OTHER not in visit(reader).get(led.location).text


def test_other_readers_are_not_the_same_readers(visit: Visit, people: People) -> None:
    first = ask(visit(people.anna), visibility="own")
    second = ask(visit(people.chris), title=OTHER, visibility="own")
    assert "has readers who may not read this one" in see(visit(people.mo), first, second).text
    assert merge(visit(people.mo), first, second).status_code == 409
    assert visit().get(first).status_code == visit().get(second).status_code == 404


def test_undoing_shows_nothing_to_more_people_than_it_was_said_to(visit: Visit, people: People) -> None:
    first = ask(visit(people.anna))
    second = ask(visit(people.bram), title=OTHER, visibility="own")
    given = answered(visit(people.anna), first)
    merge(visit(people.mo), first, second)
    assert visit().get(f"/historie/{given}").status_code == 404
    secret = "Dit zeggen wij alleen onder elkaar."
    remark(visit(people.bram), given, secret)
    assert "It stays" in undo(visit(people.mo), first)
    assert secret not in visit().get(first, follow_redirects=True).text
    assert visit(people.bram).post("/opmerkingen/1/verwijderen", data={}).status_code in (303, 422)


def ask_hidden(browser: FlaskClient, **changes: Any) -> str:
    """Ask a question anonymously."""
    return ask(browser, is_hidden_asker="y", **changes)


def test_whoever_asked_anonymously_stays_hidden_in_what_took_it_in(
    visit: Visit, people: People, work: Work
) -> None:
    first, second = ask_hidden(visit(people.anna)), ask_hidden(visit(people.anna), title=OTHER)
    given = answered(visit(people.anna), first)
    remark(visit(people.anna), first)
    assert merge(visit(people.mo), first, second).status_code == 303
    work()
    for browser in (visit(), visit(people.bram), visit(people.ada)):
        for address in (second, history_of(first), history_of(second), f"/historie/{given}"):
            page = browser.get(address)
            assert page.status_code == 200
            assert people.anna.name not in main_of(page)
    assert ANSWER in visit().get(second).text
    undo(visit(people.mo), first)
    assert people.anna.name not in main_of(visit().get(first))


def test_merging_never_tells_who_asked_anonymously(visit: Visit, people: People) -> None:
    hidden, other_hidden = ask_hidden(visit(people.anna)), ask_hidden(visit(people.bram), title=OTHER)
    named = ask(visit(people.bram), title="Wie weet wat uittreden ongeveer kost?")
    for other in (other_hidden, named):
        assert "would not hide who asked it" in see(visit(people.mo), hidden, other).text
        assert merge(visit(people.mo), hidden, other).status_code == 409
    assert see(visit(people.mo), ask(visit(people.chris)), hidden).status_code == 200
    given = answered(visit(people.chris), named)
    remark(visit(people.anna), given)
    assert "Merging would show who asked" in see(visit(people.mo), named, hidden).text
    assert merge(visit(people.mo), named, hidden).status_code == 409


def test_undoing_does_not_tell_who_asked_either(visit: Visit, people: People) -> None:
    first, second = ask(visit(people.chris)), ask_hidden(visit(people.anna), title=OTHER)
    given = answered(visit(people.bram), first)
    merge(visit(people.mo), first, second)
    remark(visit(people.anna), given, "Dat was precies wat ik zocht.")
    assert "It stays" in undo(visit(people.mo), first)
    assert visit().get(first).location == second
    assert people.anna.name not in main_of(visit().get(second))
