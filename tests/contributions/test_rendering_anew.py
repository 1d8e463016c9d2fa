# SPDX-License-Identifier: EUPL-1.2
"""Texts of an older renderer are rendered anew by the worker, and nothing else of them changes."""

from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask

from knowledgebase.cli.doctor import examined
from knowledgebase.contributions.actions import rendering
from knowledgebase.contributions.actions.rendering import MOST_TEXTS, render_anew, waiting_to_be_rendered
from knowledgebase.contributions.models import Comment, Contribution, Revision
from knowledgebase.contributions.models.reactions import Reaction
from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from knowledgebase.events.worker import do_chores
from knowledgebase.pages.models import Page
from knowledgebase.subscriptions import CHORES
from knowledgebase.web.markdown import RENDERER_VERSION, Rendered, render_all
from tests.conftest import Queries, Visit, Work
from tests.contributions.stories import ENGLISH, answered, edit_page, number, write_page
from tests.people import People
from tests.stories import ask, share_lesson

OLD = "<p>Zo maakte een ouder programma het op.</p>"
TEXTS: tuple[Any, ...] = (Contribution, Comment, Reaction)


def grow_old(app: Flask, version: int = RENDERER_VERSION - 1, html: str = OLD) -> None:
    """Make every text one of an older renderer."""
    with app.app_context():
        for model in TEXTS:
            db.session.execute(sa.update(model).values(renderer=version, html=html))
        db.session.execute(sa.update(Contribution).values(outline=None))
        db.session.commit()


def turn(app: Flask) -> None:
    """Let the worker do it once."""
    with app.app_context():
        do_chores([render_anew])


def prose_of(page: str) -> list[str]:
    """Give the texts on a page, and the list of headings above them."""
    return [str(one) for one in BeautifulSoup(page, "html.parser").select(".kb-prose, .kb-contents")]


def kept(app: Flask) -> list[Any]:
    """Give all that should stay as it is."""
    columns = (Contribution.id, Contribution.body, Contribution.revision, Contribution.changed_at)
    with app.app_context():
        rows = db.session.execute(sa.select(*columns).order_by(Contribution.id)).all()
        remarks = db.session.execute(sa.select(Comment.body, Comment.edited_at).order_by(Comment.id)).all()
        return [rows, remarks, db.session.scalar(sa.select(sa.func.count()).select_from(Revision))]


def happened(app: Flask) -> list[tuple[Happening, int | None]]:
    with app.app_context():
        events = db.session.scalars(sa.select(Event).order_by(Event.id))
        return [(event.happening, event.contribution_id) for event in events]


def test_every_text_is_rendered_anew_and_nothing_else_changes(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    anna, chris = visit(people.anna), visit(people.chris)
    body = "# Een\n\n# Twee\n\n# Drie\n\n[x](/vragen) met genoeg woorden."
    page, question, lesson = write_page(anna, body=body), ask(anna), share_lesson(chris)
    given = answered(chris, question, "## Kop\n\nWij namen vijf jaar aflopende vergoeding.")
    chris.post(f"/bijdragen/{number(page)}/opmerkingen", data={"body": "# Let *op*"})
    said = {"sort": "risky", "organisation": str(people.anna.organisation_id), "body": "# Het is **riskant**"}
    assert anna.post(f"/bijdragen/{number(lesson)}/reacties", data=said).status_code == 303
    work()
    addresses = (page, question, lesson)
    before = [prose_of(anna.get(address).text) for address in addresses]
    was, events = kept(app), happened(app)
    grow_old(app)
    assert prose_of(anna.get(page).text) != before[0]
    turn(app)
    assert [prose_of(anna.get(address).text) for address in addresses] == before
    assert kept(app) == was
    ids = sorted(int(one) for one in (number(page), number(question), number(lesson), given))
    assert happened(app) == events + [(Happening.RENDERED, id) for id in ids]
    with app.app_context():
        assert waiting_to_be_rendered() == 0


def test_search_and_kept_pages_agree_with_the_new_text(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    page = write_page(visit(people.anna), body="Een opmerkelijk woord: zandloper, en nog meer woorden.")
    work()
    grow_old(app)
    with app.app_context():
        db.session.add(Event(happening=Happening.VERIFIED))
        db.session.commit()
    assert "ouder programma" in visit().get(page).text
    turn(app)
    work()
    assert "zandloper" in visit().get(page).text
    assert page in visit().get("/zoeken?q=zandloper").text


def test_what_comes_out_the_same_is_no_event(app: Flask, visit: Visit, people: People) -> None:
    ask(visit(people.anna))
    with app.app_context():
        db.session.execute(sa.update(Contribution).values(renderer=0))
        db.session.commit()
    before = happened(app)
    turn(app)
    assert happened(app) == before
    with app.app_context():
        assert waiting_to_be_rendered() == 0


def test_what_somebody_saves_meanwhile_stays(
    app: Flask, visit: Visit, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = visit(people.anna)
    page, other = write_page(anna), write_page(anna, title="Een heel ander stappenplan")
    grow_old(app)

    def meanwhile(sources: list[str], top: int) -> Any:
        with app.app_context():
            mine = db.session.get_one(Contribution, int(number(page)))
            if mine.revision == 1:
                assert edit_page(anna, page, 1, body="Iemand schreef dit ondertussen.").status_code == 303
        return render_all(sources, top)

    monkeypatch.setattr(rendering, "render_all", meanwhile)
    turn(app)
    assert "Iemand schreef dit ondertussen." in visit().get(page).text
    assert "nulmeting" in visit().get(other).text
    with app.app_context():
        assert waiting_to_be_rendered() == 0


def test_the_oldest_come_first_and_a_turn_has_an_end(
    app: Flask, visit: Visit, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = visit(people.anna)
    page, question = write_page(anna), ask(anna)
    anna.post(f"/bijdragen/{number(page)}/opmerkingen", data={"body": "Een opmerking"})
    grow_old(app)
    with app.app_context():
        db.session.execute(sa.update(Comment).values(renderer=0))
        db.session.commit()
    monkeypatch.setattr(rendering, "LONGEST_TURN", -1.0)
    left = []
    for _ in range(3):
        turn(app)
        with app.app_context():
            left.append([db.session.scalar(sa.select(model.renderer).limit(1)) for model in (Comment,)])
            left[-1].append(waiting_to_be_rendered())
    assert left == [[RENDERER_VERSION, 2], [RENDERER_VERSION, 1], [RENDERER_VERSION, 0]]
    assert "ouder programma" not in visit().get(question).text


def test_a_text_that_cannot_be_rendered_holds_up_no_other(
    app: Flask, visit: Visit, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = visit(people.anna)
    page, question = write_page(anna), ask(anna)
    grow_old(app)

    def broken(sources: list[str], top: int) -> Any:
        found = next(render_all(sources, top))
        return iter(
            [found if "uittreden" in sources[0] else Rendered("<pre>\nx</pre>", found.version, False)]
        )

    monkeypatch.setattr(rendering, "render_all", broken)
    turn(app)
    assert "kon niet worden opgemaakt" in visit().get(page).text
    assert "uittreden" in visit().get(question).text


def test_a_thousand_texts_come_to_an_end_with_few_queries_a_turn(
    app: Flask, people: People, queries: Queries
) -> None:
    _write_many(app, people, 1_000)
    costs: list[int] = []
    while not costs or costs[-1] > len(TEXTS):
        with queries() as statements:
            turn(app)
        costs.append(len(statements))
    assert max(costs) <= 8 * MOST_TEXTS
    assert len(costs) < 1_000
    with app.app_context():
        assert waiting_to_be_rendered() == 0
        for model in (Contribution, Comment):
            assert db.session.scalar(sa.select(sa.func.count()).where(model.html == OLD)) == 0


def _write_many(app: Flask, people: People, number: int) -> None:
    """Write pages and remarks of an older renderer, as many together."""
    with app.app_context():
        pages = [
            Page(title=f"Pagina {one}", body=f"Tekst {one}", html=OLD, author_id=people.anna.id)
            for one in range(number // 4)
        ]
        db.session.add_all(pages)
        db.session.flush()
        db.session.add_all(
            Comment(contribution_id=pages[0].id, body=f"Tekst {one}", html=OLD, author_id=people.anna.id)
            for one in range(number - len(pages))
        )
        db.session.commit()


def test_the_doctor_says_how_many_wait(app: Flask, visit: Visit, people: People) -> None:
    def says() -> tuple[bool, str]:
        with app.app_context():
            return next((ok, words) for name, ok, words in examined() if name == "texts")

    ask(visit(people.anna))
    assert says() == (True, "Texts that the worker must still render anew: 0.")
    grow_old(app)
    assert says() == (True, "Texts that the worker must still render anew: 1.")


@pytest.mark.one_database
def test_the_worker_does_it_by_itself() -> None:
    assert render_anew in CHORES


def test_the_trail_shows_it_to_whoever_asks(app: Flask, visit: Visit, people: People) -> None:
    ask(visit(people.anna))
    grow_old(app)
    turn(app)
    for asked, shows in (("", False), ("?soort=rendered", True), ("?bijdrage=1", True)):
        page = visit(people.mo).get(f"/moderatie/logboek{asked}", headers=ENGLISH)
        cells = [cell.get_text() for cell in BeautifulSoup(page.text, "html.parser").select("td")]
        assert ("Formatted anew" in cells) == shows, asked
        assert cells
