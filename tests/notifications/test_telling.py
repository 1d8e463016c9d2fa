# SPDX-License-Identifier: EUPL-1.2
"""Who is told of what, and of what nobody is told."""

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.models import Tag, Theme
from knowledgebase.db import db
from knowledgebase.events.models import Event
from knowledgebase.notifications import telling
from tests.conftest import Clock, Queries, Visit, Work
from tests.notifications.stories import answer, choose, comment, count, hide, improve, number, told
from tests.people import People
from tests.stories import QUESTION, ask, share_lesson

TITLE = QUESTION["title"]


def tag_id(app: Flask, name: str) -> int:
    with app.app_context():
        return db.session.scalars(sa.select(Tag.id).where(Tag.name == name)).one()


def theme_id(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(sa.select(Theme.id).order_by(Theme.id)).first() or 0


def test_the_asker_hears_of_an_answer_and_its_author_that_it_helped(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    given = answer(visit(people.chris), address)
    visit(people.anna).post(f"/vragen/antwoorden/{given}/aannemen")
    work()
    assert f"{people.chris.name} answered" in told(visit(people.anna))
    assert f"{people.anna.name} accepted an answer" in told(visit(people.chris))
    assert (count(visit(people.anna)), count(visit(people.chris)), count(visit(people.bram))) == (1, 1, 0)


def test_the_author_hears_of_comments_edits_and_decisions_and_never_of_own_acts(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    comment(visit(people.bram), number(address))
    comment(visit(people.anna), number(address))
    improve(visit(people.mo), address, 1)
    work()
    hide(visit(people.mo), number(address))
    work()
    page = told(visit(people.anna))
    for sentence in (
        f"{people.bram.name} commented",
        f"{people.mo.name} improved this",
        "A moderator has hidden this",
    ):
        assert sentence in page
    assert people.anna.name not in page
    assert people.mo.name not in told(visit(people.mo))
    assert TITLE not in told(visit(people.bram))


def test_moderators_hear_of_a_report_and_the_author_does_not(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    visit(people.chris).post(f"/moderatie/melden/{number(address)}", data={"reason": "spam"})
    work()
    page = told(visit(people.mo))
    assert f"{people.chris.name} reported this" in page
    assert f"/moderatie/besluiten/{number(address)}" in page
    assert count(visit(people.anna)) == 0
    assert visit(people.mo).get(f"/moderatie/besluiten/{number(address)}").status_code == 200
    assert count(visit(people.mo)) == 0


def test_a_moderator_hears_of_no_report_about_own_work(visit: Visit, people: People, work: Work) -> None:
    address = ask(visit(people.mo))
    visit(people.chris).post(f"/moderatie/melden/{number(address)}", data={"reason": "spam"})
    work()
    assert count(visit(people.mo)) == 0


def test_whoever_takes_part_watches_from_then_on_unless_switched_off(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    visit(people.olga).post("/meldingen/voorkeuren", data=PACES)
    for person in (people.bram, people.olga):
        answer(visit(person), address)
    comment(visit(people.vera), number(address))
    work()
    answer(visit(people.chris), address)
    work()
    assert f"{people.chris.name} answered" in told(visit(people.bram))
    assert f"{people.chris.name} answered" in told(visit(people.vera))
    assert count(visit(people.olga)) == 0
    assert TITLE in visit(people.vera).get("/meldingen/volgen").text
    assert TITLE not in visit(people.olga).get("/meldingen/volgen").text


PACES = dict.fromkeys(("answer", "mention", "comment", "own", "watched", "invitation"), "never")


def test_whoever_took_part_hears_of_what_came_after_also_when_the_worker_was_away(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    for person in (people.chris, people.bram, people.olga):
        answer(visit(person), address)
    work()
    assert f"{people.bram.name} answered" in told(visit(people.chris))
    assert f"{people.olga.name} answered" in told(visit(people.bram))
    assert f"{people.chris.name} answered" not in told(visit(people.bram))


def test_watchers_of_tag_theme_organisation_and_person_hear_of_what_is_new(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    ask(visit(people.anna), title="Een eerdere vraag met dezelfde tag erop")
    work()
    theme = theme_id(app)
    choose(visit(people.bram), "tag", tag_id(app, "kosten"))
    choose(visit(people.olga), "thema", theme)
    choose(visit(people.sam), "organisatie", people.anna.organisation_id)
    choose(visit(people.ada), "mens", people.anna.id)
    ask(visit(people.anna), theme=str(theme), organisation=str(people.anna.organisation_id))
    work()
    for person in (people.bram, people.olga, people.sam, people.ada):
        assert f"{people.anna.name} published this" in told(visit(person)), person
        assert TITLE in told(visit(person))
    assert count(visit(people.chris)) == 0


@pytest.mark.parametrize("muted", ["bijdrage", "tag", "thema", "organisatie", "mens"])
def test_muted_wins_over_watched(app: Flask, visit: Visit, people: People, work: Work, muted: str) -> None:
    theme, bram = theme_id(app), visit(people.bram)
    home = people.anna.organisation_id
    address = ask(visit(people.anna), theme=str(theme), organisation=str(home))
    work()
    ids = {
        "bijdrage": number(address),
        "tag": tag_id(app, "kosten"),
        "thema": theme,
        "organisatie": home,
        "mens": people.anna.id,
    }
    for sort, id in ids.items():
        choose(bram, sort, id)
    choose(bram, muted, ids[muted], "dempen")
    filed = {"theme": str(theme), "organisation": str(home)}
    improve(visit(people.anna), address, 1, **filed)
    ask(visit(people.anna), title="Nog een vraag over hetzelfde", **filed)
    work()
    page = told(bram)
    assert f"{people.anna.name} improved this" not in page
    assert ("Nog een vraag over hetzelfde" in page) == (muted == "bijdrage")


def test_muting_a_question_of_ones_own_silences_its_answers_but_not_the_moderators(
    visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    choose(visit(people.anna), "bijdrage", number(address), "dempen")
    answer(visit(people.chris), address)
    hide(visit(people.mo), number(address))
    work()
    page = told(visit(people.anna))
    assert "answered" not in page
    assert "A moderator has hidden this" in page


def test_nobody_is_told_of_what_they_may_not_see(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    ask(visit(people.anna), title="Een openbare vraag met deze tag")
    work()
    for person in (people.rik, people.bram, people.ada):
        choose(visit(person), "tag", tag_id(app, "kosten"))
    ask(visit(people.anna), title="Alleen voor leden van dit platform", visibility="members")
    ask(visit(people.anna), title="Alleen voor de eigen organisatie", visibility="own")
    hidden = ask(visit(people.anna), title="Verborgen voordat iemand het hoorde")
    hide(visit(people.mo), number(hidden))
    work()
    assert count(visit(people.rik)) == 0
    assert "eigen organisatie" in told(visit(people.bram))
    assert "Alleen voor leden" in told(visit(people.ada))
    assert "eigen organisatie" not in told(visit(people.ada))
    assert "Verborgen" not in told(visit(people.bram))


def test_what_is_closed_or_hidden_later_leaves_the_list_and_the_count(
    app: Flask, visit: Visit, people: People, work: Work
) -> None:
    address = ask(visit(people.anna))
    work()
    choose(visit(people.rik), "bijdrage", number(address))
    choose(visit(people.chris), "bijdrage", number(address))
    answer(visit(people.bram), address)
    work()
    assert (count(visit(people.rik)), count(visit(people.chris))) == (1, 1)
    improve(visit(people.anna), address, 1, visibility="members")
    assert (count(visit(people.rik)), count(visit(people.chris))) == (0, 1)
    assert TITLE not in told(visit(people.rik)) + visit(people.rik).get("/meldingen/volgen").text
    hide(visit(people.mo), number(address))
    assert (count(visit(people.rik)), count(visit(people.chris))) == (0, 0)
    assert TITLE not in told(visit(people.chris)) + visit(people.chris).get("/meldingen/volgen").text


def test_a_removed_comment_is_told_no_longer(visit: Visit, people: People, work: Work) -> None:
    address = ask(visit(people.anna))
    remark = comment(visit(people.chris), number(address))
    work()
    assert count(visit(people.anna)) == 1
    visit(people.chris).post(f"/opmerkingen/{remark}/verwijderen")
    assert count(visit(people.anna)) == 0


def test_edits_in_one_sitting_are_told_once(visit: Visit, people: People, work: Work, at: Clock) -> None:
    with at("2026-06-01 09:00"):
        address = ask(visit(people.anna))
    for revision, moment in enumerate(("10:00", "10:10", "10:29", "10:31"), 1):
        with at(f"2026-06-01 {moment}"):
            improve(visit(people.mo), address, revision)
            if revision != 2:
                work()
    with at("2026-06-01 11:00"):
        assert count(visit(people.anna)) == 2


def test_hearing_twice_makes_nothing_double(app: Flask, visit: Visit, people: People, work: Work) -> None:
    address = ask(visit(people.anna))
    answer(visit(people.chris), address)
    work()
    with app.app_context():
        events = db.session.scalars(sa.select(Event).order_by(Event.id)).all()
        db.session.expunge_all()
        telling.tell(events)
        db.session.commit()
    assert count(visit(people.anna)) == 1


def test_what_is_told_is_read_by_opening_it_or_by_saying_so(visit: Visit, people: People, work: Work) -> None:
    anna, address = visit(people.anna), ask(visit(people.anna))
    other = ask(anna, title="Een tweede vraag van dezelfde persoon")
    given = answer(visit(people.chris), address)
    answer(visit(people.chris), other)
    lesson = share_lesson(anna)
    comment(visit(people.chris), number(lesson))
    work()
    assert count(anna) == 3
    assert anna.get(f"/bijdragen/{given}").status_code == 302
    assert count(anna) == 2
    assert anna.post(f"/meldingen/gelezen/{number(other)}").status_code == 303
    assert count(anna) == 1
    assert "not read yet" in told(anna)
    last = told(anna).partition("/meldingen/gelezen?tot=")[2].partition('"')[0]
    assert anna.post(f"/meldingen/gelezen?tot={last}").status_code == 303
    assert count(anna) == 0
    assert "not read yet" not in told(anna)


def test_opening_the_page_itself_is_reading_too(visit: Visit, people: People, work: Work) -> None:
    anna, address = visit(people.anna), ask(visit(people.anna))
    answer(visit(people.chris), address)
    work()
    assert visit(people.bram).get(address).status_code == 200
    assert count(anna) == 1
    assert anna.get(address).status_code == 200
    assert count(anna) == 0


def test_a_long_list_is_paged_and_costs_no_more_queries(
    visit: Visit, people: People, work: Work, queries: Queries
) -> None:
    anna, chris = visit(people.anna), visit(people.chris)
    for turn in range(22):
        answer(chris, ask(anna, title=f"Vraag nummer {turn:02} van een lange reeks vragen"))
    address = ask(anna)
    for _ in range(12):
        answer(chris, address)
    work()
    with queries() as statements:
        first = told(anna)
    assert len(statements) <= 8, statements
    assert "and 2 earlier notifications" in first
    older = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = anna.get(older).text
    assert "Vraag nummer 21" in first
    assert "Vraag nummer 00" in second
    assert "Vraag nummer 21" not in second
