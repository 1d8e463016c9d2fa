# SPDX-License-Identifier: EUPL-1.2
"""What is not meant for somebody leaves no trace on any page that person can open: the site looks as it did before."""

import re
from collections.abc import Callable, Iterable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cases.stories import FULL, write_case
from tests.conftest import Clock, Visit, Work
from tests.people import People
from tests.rules.addresses import address_of
from tests.stories import ANSWER, LESSON, ask, share_lesson

pytestmark = pytest.mark.slow

NOW = "2026-06-01 12:00"
WORD = "zwaluwnest"
REMARK = f"Zie ook het {WORD} van vorig jaar."
OWN = {"visibility": "own"}
NAMED = {"visibility": "organisations", "organisations": "DEMO-ZUID"}
MEMBERS = {"visibility": "members"}
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
NEW_EVERY_TIME = re.compile(r'(?<=name="sent_as" type="hidden" value=")[0-9a-f]{32}')
MOST_PAGES = 90
ANYWHERE = (
    f"/zoeken?q={WORD}",
    "/zoeken?q=gemeente",
    "/zoeken",
    f"/zoeken/lijkt-op?titel={WORD}+gemeente",
    f"/tags/{WORD}",
    f"/vragen?tag={WORD}",
    "/vragen?stand=opgelost",
    "/vragen?stand=open",
    "/vragen?voor=999",
    "/casussen?gemeente=DEMO-ZUID",
    "/gemeenten/demo-zuid-demogemeente-zuid",
)
OF_ONE = ("/bijdragen/{}", "/historie/{}/1", "/mensen/{}/bijdragen")
AUDIT = "/moderatie/logboek"
"""Tells administrators what happened with which number: that is what it is for."""

Answer = tuple[int, str, str, str]


def secret_question(visit: Visit, people: People, shown_to: dict[str, str]) -> str:
    """Ask something with a tag, an answer and remarks of its own; give its number."""
    chris = visit(people.chris)
    address = ask(chris, title=f"Wat doen jullie met het {WORD}?", tags=WORD, **shown_to)
    answered = visit(people.mo).post(f"{address}/antwoorden", data={"body": f"{ANSWER} {WORD}"})
    for id in (_number(address), answered.location.rpartition("-")[2]):
        assert chris.post(f"/bijdragen/{id}/opmerkingen", data={"body": REMARK}).status_code == 303
    assert chris.post(f"/vragen/antwoorden/{id}/aannemen").status_code == 303
    return _number(address)


def secret_case(visit: Visit, people: People, shown_to: dict[str, str]) -> str:
    """Write a case in which the organisations of others take part; give its number."""
    changes = {"title": f"De samenwerking rond het {WORD}", "tags": WORD}
    address = write_case(visit(people.chris), **(changes | shown_to))
    visit(people.mo).post(f"/bijdragen/{_number(address)}/opmerkingen", data={"body": REMARK})
    return _number(address)


def secret_lesson(visit: Visit, people: People, shown_to: dict[str, str]) -> str:
    """Share a lesson; give its number."""
    return _number(share_lesson(visit(people.chris), title=f"Tel eerst het {WORD}", tags=WORD, **shown_to))


def secret_page(visit: Visit, people: People, shown_to: dict[str, str]) -> str:
    """Write a page; give its number."""
    page = {"title": f"Handboek {WORD}", "body": f"Zo gaan wij om met het {WORD}, altijd.", "language": "nl"}
    placed = visit(people.chris).post(
        "/paginas/nieuw", data=page | {"tags": WORD, "visibility": "public"} | shown_to
    )
    return _number(placed.location)


def hidden(make: Callable[..., str]) -> Callable[..., str]:
    """Make something public that a moderator hides at once."""

    def made(visit: Visit, people: People, shown_to: dict[str, str]) -> str:
        id = make(visit, people, shown_to)
        _hide(visit(people.mo), id)
        return id

    return made


def deleted(make: Callable[..., str]) -> Callable[..., str]:
    """Make something public that a moderator puts in the bin at once."""

    def made(visit: Visit, people: People, shown_to: dict[str, str]) -> str:
        id = make(visit, people, shown_to)
        gone = visit(people.mo).post(
            f"/bijdragen/{id}/verwijderen", data={"reason": f"Het {WORD} is dubbel."}
        )
        assert gone.status_code == 303
        return id

    return made


def hidden_answer(visit: Visit, people: People, shown_to: dict[str, str]) -> str:
    """Answer the first question, which its asker accepts before a moderator hides it."""
    placed = visit(people.chris).post("/vragen/1/antwoorden", data={"body": f"{ANSWER} {WORD}"})
    id = str(placed.location.rpartition("-")[2])
    visit(people.anna).post(f"/vragen/antwoorden/{id}/aannemen")
    visit(people.mo).post(f"/bijdragen/{id}/opmerkingen", data={"body": REMARK})
    _hide(visit(people.mo), id)
    return id


def everything(visit: Visit, people: People, shown_to: dict[str, str]) -> str:
    """Make one of every kind."""
    for make in (secret_case, secret_lesson, secret_page):
        make(visit, people, shown_to)
    return secret_question(visit, people, shown_to)


@pytest.mark.parametrize(
    ("make", "shown_to", "names"),
    [
        (everything, OWN, "nobody anna olga"),
        (everything, MEMBERS, "nobody rik"),
        (secret_case, NAMED, "nobody ada"),
        (hidden(secret_question), {}, "nobody anna"),
        (hidden_answer, {}, "nobody bram"),
        (deleted(secret_question), {}, "nobody anna"),
        (deleted(secret_case), {}, "nobody bram"),
    ],
    ids="own members named hidden hidden-answer deleted deleted-case".split(),
)
def test_every_page_is_as_it_was(
    app: Flask,
    visit: Visit,
    people: People,
    work: Work,
    at: Clock,
    make: Callable[..., str],
    shown_to: dict[str, str],
    names: str,
) -> None:
    with at(NOW):
        _settle(visit, people)
        work()
        browsers = {name: visit(getattr(people, name)) for name in names.split()}
        for browser in browsers.values():
            browser.post("/meldingen/gelezen?tot=999")
        before = {name: _world(app, browser) for name, browser in browsers.items()}
        assert len(before["nobody"]) > 60
        id = make(visit, people, shown_to)
        work()
        assert WORD in visit(people.mo).get(f"/bijdragen/{id}", follow_redirects=True).text
        for name, pages in before.items():
            assert _differences(pages, _world(app, browsers[name], pages)) == [], name


def _settle(visit: Visit, people: People) -> None:
    """Let there be something of every kind, so that the secret could stand between other things."""
    address = ask(visit(people.anna))
    visit(people.bram).post(f"{address}/antwoorden", data={"body": ANSWER})
    write_case(visit(people.bram), **FULL)
    share_lesson(visit(people.anna), **LESSON)


def _world(app: Flask, browser: FlaskClient, known: Iterable[str] = ()) -> dict[str, Answer]:
    """Open every page: those of the address map, those with a small number, and what they link to."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    fixed = [address_of(rule) for rule in rules if not rule.arguments]
    numbered = [address.format(id) for address in OF_ONE for id in range(1, 8)]
    waiting = list(dict.fromkeys([*known, *ANYWHERE, *fixed, *numbered]))
    seen: dict[str, Answer] = {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        if address in seen or address.startswith((AUDIT, "/static/")):
            continue
        response = browser.get(address)
        text = NEW_EVERY_TIME.sub("", response.text)
        seen[address] = (
            response.status_code,
            response.location or "",
            response.headers.get("ETag", ""),
            text,
        )
        waiting += [link.replace("&amp;", "&") for link in LINK.findall(text)]
    return seen


def _differences(before: dict[str, Answer], after: dict[str, Answer]) -> list[str]:
    return [address for address in before.keys() | after.keys() if before.get(address) != after.get(address)]


def _hide(moderator: FlaskClient, id: str) -> None:
    verdict = {"verdict": "hide", "reason": f"Het {WORD} is vertrouwelijk."}
    assert moderator.post(f"/moderatie/besluiten/{id}", data=verdict).status_code == 303


def _number(address: str) -> str:
    return address.split("/")[-1].partition("-")[0]
