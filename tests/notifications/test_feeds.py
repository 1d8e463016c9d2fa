# SPDX-License-Identifier: EUPL-1.2
"""Atom feeds of lists: valid, with the filters of the list, and only what everybody may read."""

from datetime import UTC, date, datetime
from typing import Any

import feedparser
import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Theme
from knowledgebase.contributions.tags import describe_tag
from knowledgebase.contributions.vocabulary import LegalForm
from knowledgebase.db import db
from knowledgebase.partnerships.models import Arrangement
from knowledgebase.search import indexing
from tests.cases.stories import FULL, write_case
from tests.conftest import Queries, Visit, Work
from tests.notifications.stories import hide, number
from tests.people import People
from tests.stories import QUESTION, ask, share_lesson

TITLE = QUESTION["title"]


def read(browser: Any, address: str) -> Any:
    """Read a feed and make sure that nothing is missing in it."""
    answer = browser.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml"), address
    found = feedparser.parse(answer.data)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    assert found.feed.id == f"http://localhost{address}"
    links = {link.rel: link.href for link in found.feed.links}
    assert links["self"] == f"http://localhost{address}"
    assert links["alternate"] == f"http://localhost{address}".replace(".atom", "", 1)
    assert found.feed.title
    assert found.feed.updated_parsed
    for entry in found.entries:
        assert entry.id.startswith("http://localhost/")
        assert entry.link.startswith("http://localhost/")
        assert entry.title
        assert entry.updated_parsed
        assert entry.author
    return found


def titles(browser: Any, address: str) -> list[str]:
    return [entry.title for entry in read(browser, address).entries]


def first_theme(app: Flask) -> Theme:
    with app.app_context():
        theme = db.session.scalars(sa.select(Theme).order_by(Theme.id)).first()
        assert theme is not None
        return theme


def test_every_list_has_a_feed_and_names_it_in_its_head(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    with app.app_context():
        indexing.rebuild()
    theme = first_theme(app)
    home = str(people.anna.organisation_id)
    ask(visit(people.anna), theme=str(theme.id), organisation=home)
    write_case(visit(people.anna), **FULL)
    share_lesson(visit(people.anna))
    page = {"title": "Handboek samenwerken", "body": "Zo doen wij dat hier, al jaren lang.", "language": "nl"}
    visit(people.anna).post("/paginas/nieuw", data=page | {"visibility": "public"})
    work()
    expected = {
        "/vragen": 1,
        "/casussen": 1,
        "/lessen": 1,
        "/paginas": 1,
        "/afspraken": 0,
        "/tags/kosten": 1,
        f"/themas/{theme.slug}": 1,
        "/gemeenten/demo-noord-demogemeente-noord": 2,
        f"/mensen/{people.anna.id}/bijdragen": 4,
        "/samenwerkingen": 0,
        "/zoeken": 4,
    }
    for address, number_of in expected.items():
        assert len(titles(visit(), f"{address}.atom")) == number_of, address
        head = visit().get(address).text.partition("</head>")[0]
        assert f'type="application/atom+xml" title="Feed van deze lijst" href="{address}.atom"' in head


def test_a_feed_has_the_filters_of_its_list(app: Flask, visit: Visit, people: People, work: Work) -> None:
    with app.app_context():
        indexing.rebuild()
    ask(visit(people.anna), tags="inkoop")
    ask(visit(people.anna), title="Een heel andere vraag over netwerken", tags="netwerk")
    work()
    for address in (
        "/vragen.atom?tag=inkoop",
        "/zoeken.atom?q=uittreedsom",
        "/vragen.atom?tag=inkoop&stand=open",
    ):
        assert titles(visit(), address) == [TITLE]
    assert titles(visit(), "/vragen.atom?tag=inkoop&stand=opgelost") == []
    assert 'href="/vragen.atom?tag=inkoop"' in visit().get("/vragen?tag=inkoop&voor=99").text
    assert titles(visit(), "/vragen.atom?tag=%22%3E%3Cscript%3E") == []


def test_entries_carry_author_summary_and_a_lasting_address(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna), title="Hoe gaat <b>u</b> om met kosten & baten?", body="Woord " * 200)
    (entry,) = read(visit(), "/vragen.atom").entries
    assert entry.title == "Hoe gaat <b>u</b> om met kosten & baten?"
    assert entry.id == f"http://localhost/bijdragen/{number(address)}"
    assert entry.link == f"http://localhost{address}"
    assert entry.author == people.anna.name
    assert 200 < len(entry.summary) <= 302
    assert visit().get(f"/bijdragen/{number(address)}").location == address


def test_characters_that_xml_cannot_hold_are_left_out(app: Flask, visit: Visit, people: People) -> None:
    ask(
        visit(people.anna),
        title="Een vraag met \x0b en \ufffe en \x1f erin",
        body="Tekst met \x08 erin, lang genoeg.",
    )
    assert titles(visit(), "/vragen.atom") == ["Een vraag met  en  en  erin"]


def test_a_feed_shows_what_everybody_may_read_whoever_asks(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    with app.app_context():
        indexing.rebuild()
    ask(visit(people.anna))
    secrets = [
        ask(visit(people.anna), title="Geheime zwaluw voor leden", visibility="members", tags="zwaluw"),
        ask(visit(people.anna), title="Geheime zwaluw voor onszelf", visibility="own", tags="kosten"),
    ]
    hidden = ask(visit(people.anna), title="Geheime zwaluw verborgen", tags="kosten, zwaluw")
    hide(visit(people.mo), number(hidden))
    work()
    for person in (people.nobody, people.anna, people.mo):
        for address in ("/vragen", "/zoeken", "/tags/kosten", f"/mensen/{people.anna.id}/bijdragen"):
            answer = visit(person).get(f"{address}.atom")
            assert answer.text.count("<entry") == 1, (person, address)
            assert "zwaluw" not in answer.text
        assert visit(person).get("/tags/zwaluw.atom").status_code == 404
    assert [visit(people.anna).get(one).status_code for one in secrets] == [200, 200]


@pytest.mark.parametrize("address", ["/vragen.atom", "/zoeken.atom", "/tags/kosten.atom"])
def test_who_has_the_newest_version_gets_no_copy(
    app: Flask, visit: Visit, people: People, work: Work, address: str
) -> None:
    with app.app_context():
        indexing.rebuild()
    ask(visit(people.anna))
    work()
    first = visit().get(address)
    again = visit().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    ask(visit(people.anna), title="Een nieuwe vraag over hetzelfde onderwerp")
    work()
    newer = visit().get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert newer.status_code == 200
    assert "nieuwe vraag" in newer.text


def test_a_feed_costs_no_more_than_a_list(visit: Visit, people: People, queries: Queries) -> None:
    for turn in range(25):
        ask(visit(people.anna), title=f"Vraag nummer {turn:02} van een lange reeks vragen")
    for address in ("/vragen.atom", "/tags/kosten.atom", "/gemeenten/demo-noord-demogemeente-noord.atom"):
        with queries() as statements:
            assert visit().get(address).status_code == 200
        assert len(statements) <= 8, statements
    assert len(titles(visit(), "/vragen.atom")) == 20


def test_arrangements_that_started_last_come_first(app: Flask, visit: Visit) -> None:
    with app.app_context():
        for year in (2019, 2024):
            began = date(year, 1, 1)
            moment = datetime(2026, 5, 1, tzinfo=UTC)
            facts = {"legal_form": LegalForm.OL, "starts": began, "latest_start": began, "changed_at": moment}
            db.session.add(Arrangement(name=f"Regeling van {year}", **facts))
        db.session.commit()
    found = read(visit(), "/samenwerkingen.atom?ict=alles").entries
    assert all(entry.summary for entry in found)
    assert [entry.title for entry in found] == sorted((entry.title for entry in found), reverse=True)


def test_another_name_leads_to_the_feed_of_what_it_stands_for(
    app: Flask, visit: Visit, people: People
) -> None:
    with app.app_context():
        describe_tag("kosten", "", ["uitgaven"])
        db.session.commit()
    ask(visit(people.anna))
    places = {"/tags/uitgaven.atom": "/tags/kosten.atom"} | {
        "/gemeenten/demo-noord-x.atom": "/gemeenten/demo-noord-demogemeente-noord.atom"
    }
    for address, proper in places.items():
        moved = visit().get(address)
        assert (moved.status_code, moved.location) == (308, proper)


def test_what_does_not_exist_has_no_feed(app: Flask, visit: Visit, people: People) -> None:
    with app.app_context():
        db.session.execute(sa.update(User).where(User.id == people.bram.id).values(active=False))
        db.session.commit()
    for address in (
        "/tags/x",
        "/themas/x",
        "/gemeenten/x",
        "/mensen/999/bijdragen",
        f"/mensen/{people.bram.id}/bijdragen",
    ):
        assert visit().get(f"{address}.atom").status_code == 404
        assert "atom+xml" not in visit().get(address).text
