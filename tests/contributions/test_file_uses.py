# SPDX-License-Identifier: EUPL-1.2
"""What a file stands in decides who sees it and how long it stays: drafts, remarks, reactions, the bin."""

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.contributions.actions.files import forget_unused, remove_strays
from knowledgebase.contributions.actions.purging import purge
from knowledgebase.contributions.files.storage import storage
from knowledgebase.contributions.models.files import Attachment, AttachmentUse
from knowledgebase.db import db
from tests.conftest import Clock, Visit
from tests.contributions.stories import answered, number
from tests.contributions.test_bin import delete, take_out
from tests.contributions.test_drafts import kept
from tests.contributions.test_files import EVERYONE, seen_by
from tests.contributions.test_suggestions import BETTER, suggest
from tests.contributions.test_threads import reply, say
from tests.contributions.uploads import add, address_in, picture
from tests.people import People
from tests.stories import ANSWER, QUESTION, ask, share_lesson

BODY = QUESTION["body"]
NORTHERN = {"anna", "bram", "olga", "vera"}
"""Who is at the organisation of Anna."""


def chores(app: Flask) -> None:
    """Do what the worker does once a day."""
    with app.app_context():
        for chore in (purge, forget_unused, remove_strays):
            chore()
            db.session.commit()


def uses(app: Flask) -> int:
    """Count on how many things files hang."""
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(AttachmentUse)) or 0


def test_a_picture_in_a_draft_is_kept_and_seen_by_its_writer_only(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        line = add(visit(people.anna))
        draft = kept(visit(people.anna), people.anna, "/vragen/nieuw", body=f"{BODY} {line}")
    with at("2026-06-20 12:00"):
        chores(app)
        assert seen_by(visit, people, address_in(line)) == {"anna"}
        anna = visit(people.anna)
        assert address_in(line) in anna.get(draft).text
        assert "In een tekst" in anna.get("/bestanden/nieuw").text
        assert anna.post(f"/bestanden/{address_in(line).split('/')[2]}/verwijderen").status_code == 404
        ask(anna, body=f"{BODY} {line}")
        assert seen_by(visit, people, address_in(line)) == EVERYONE


def test_a_picture_goes_with_the_last_draft_it_was_in(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        line = add(visit(people.anna))
        kept(visit(people.anna), people.anna, "/vragen/nieuw", body=f"{BODY} {line}")
        kept(visit(people.bram), people.bram, "/vragen/nieuw", body=f"{BODY} {line}")
    with at("2026-06-04 12:00"):
        kept(visit(people.anna), people.anna, "/vragen/nieuw", body=BODY)
        chores(app)
        assert visit(people.anna).get(address_in(line)).status_code == 404


def test_a_preview_shows_a_picture_to_its_owner_only(visit: Visit, people: People) -> None:
    line = add(visit(people.anna))
    for person in (people.anna, people.bram):
        shown = visit(person).post("/voorbeeld", data={"text": line, "top": "2"})
        assert f'src="{address_in(line)}"' in shown.text
    assert seen_by(visit, people, address_in(line)) == {"anna"}


def test_a_picture_in_a_reply_or_a_changed_remark_is_seen(visit: Visit, people: People) -> None:
    question = ask(visit(people.anna))
    first, second, third = (add(visit(people.bram), f"{n}.png", picture(size=(n, n))) for n in (4, 5, 6))
    remark = say(visit(people.bram), question, f"Kijk eens: {first}")
    reply(visit(people.bram), remark, f"En dit: {second}")
    changed = visit(people.bram).post(f"/opmerkingen/{remark}/bewerken", data={"body": f"Ik bedoel: {third}"})
    assert changed.status_code == 303
    for line, seers in ((first, {"bram"}), (second, EVERYONE), (third, EVERYONE)):
        assert seen_by(visit, people, address_in(line)) == seers


def test_a_picture_goes_with_its_remark_unless_something_else_there_refers_to_it(
    app: Flask, visit: Visit, people: People
) -> None:
    bram = visit(people.bram)
    line = add(bram)
    question = ask(visit(people.anna))
    remarks = [say(bram, question, f"{words} {line}") for words in ("Een", "Twee")]
    bram.post(f"/opmerkingen/{remarks[0]}/verwijderen")
    assert seen_by(visit, people, address_in(line)) == EVERYONE
    visit(people.mo).post(f"/opmerkingen/{remarks[1]}/verwijderen")
    assert seen_by(visit, people, address_in(line)) == {"bram"}
    own = ask(bram, title="Zien jullie dit ook zo?", body=f"{BODY} {line}")
    bram.post(f"{own}/bewerken", data=QUESTION | {"revision": "1"})
    bram.post(f"/opmerkingen/{say(bram, own, line)}/verwijderen")
    assert seen_by(visit, people, address_in(line)) == EVERYONE
    assert uses(app) == 1


def test_a_picture_in_a_reaction_comes_and_goes_with_it(app: Flask, visit: Visit, people: People) -> None:
    chris = visit(people.chris)
    first, second = (add(chris, f"{n}.png", picture(size=(n, n))) for n in (4, 5))
    place = f"/bijdragen/{number(share_lesson(visit(people.anna)))}/reacties"
    for line in (first, second):
        assert chris.post(place, data={"sort": "risky", "body": f"Let op: {line}"}).status_code == 303
    assert seen_by(visit, people, address_in(first)) == {"chris"}
    assert seen_by(visit, people, address_in(second)) == EVERYONE
    chris.post("/reacties/1/verwijderen")
    assert seen_by(visit, people, address_in(second)) == {"chris"}


def test_what_is_in_the_bin_shows_its_pictures_to_whom_it_shows_itself(visit: Visit, people: People) -> None:
    question = ask(visit(people.anna), body=f"{BODY} {(line := add(visit(people.anna)))}")
    assert delete(visit(people.anna), question).status_code == 303
    assert seen_by(visit, people, address_in(line)) == {"anna", "mo"}
    take_out(visit(people.anna), question)
    assert seen_by(visit, people, address_in(line)) == EVERYONE


@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_is_removed_for_good_takes_the_pictures_along_that_stand_nowhere_else(
    app: Flask, visit: Visit, people: People, at: Clock, elsewhere: bool
) -> None:
    with at("2026-06-01 12:00"):
        anna = visit(people.anna)
        lines = [add(anna, f"{n}.png", picture(size=(n, n))) for n in (4, 5, 6)]
        question = ask(anna, body=f"{BODY} {lines[0]}")
        answered(anna, question, f"{ANSWER} {lines[1]}")
        say(anna, question, lines[2])
        if elsewhere:
            ask(anna, title="Zien jullie dit ook zo?", body=f"{BODY} {' '.join(lines)}")
        delete(visit(people.mo), question)
    with at("2036-07-02 12:00"):
        chores(app)
        left = len(lines) if elsewhere else 0
        assert uses(app) == left
        for line in lines:
            assert visit(people.anna).get(address_in(line)).status_code == (200 if elsewhere else 404)
        with app.app_context():
            assert len(list(storage().digests())) == left
            assert db.session.scalar(sa.select(sa.func.count()).select_from(Attachment)) == left


def test_a_picture_in_a_suggestion_is_for_whoever_decides_and_for_all_once_it_is_accepted(
    app: Flask, visit: Visit, people: People, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        question = ask(visit(people.anna))
        line, private = add(visit(people.chris)), add(visit(people.chris), "plan.png", picture(size=(7, 7)))
        suggested = suggest(visit, people.chris, question, body=f"{BODY} {line}")
    with at("2026-06-20 12:00"):
        assert seen_by(visit, people, address_in(line)) == {"anna", "mo", "chris"}
        visit(people.chris).get("/bestanden/nieuw")
        chores(app)
        answer = visit(people.anna).post(f"{suggested}/overnemen")
        assert answer.status_code == 303
        assert seen_by(visit, people, address_in(line)) == EVERYONE
        assert seen_by(visit, people, address_in(private)) <= {"chris"}


def test_a_picture_in_a_suggestion_that_was_declined_stays_between_those_two(
    visit: Visit, people: People
) -> None:
    question = ask(visit(people.anna))
    line, private = add(visit(people.chris)), add(visit(people.chris), "plan.png", picture(size=(7, 7)))
    suggested = suggest(visit, people.chris, question, body=f"{BODY} {line}")
    visit(people.anna).post(f"{suggested}/afwijzen", data={"reason": "Dit stond er met opzet zo."})
    anna = visit(people.anna)
    words = BETTER | {"body": f"{BODY} {line} {private}", "note": "Met het plan erbij."}
    assert anna.post(f"{question}/bewerken", data=words).status_code == 303
    assert private in anna.get(f"{question}/bewerken").text
    assert seen_by(visit, people, address_in(line)) == {"anna", "mo", "chris"}
    assert seen_by(visit, people, address_in(private)) == {"chris"}


def test_an_amended_suggestion_brings_no_other_files_of_whoever_made_it(visit: Visit, people: People) -> None:
    question = ask(visit(people.anna))
    line, private = add(visit(people.chris)), add(visit(people.chris), "plan.png", picture(size=(7, 7)))
    suggested = suggest(visit, people.chris, question, body=f"{BODY} {line}")
    words = BETTER | {"body": f"{BODY} {line} {private}", "suggestion": suggested.rsplit("/", 1)[-1]}
    assert visit(people.anna).post(f"{question}/bewerken", data=words).status_code == 303
    assert seen_by(visit, people, address_in(line)) == EVERYONE
    assert seen_by(visit, people, address_in(private)) == {"chris"}


def test_what_was_left_out_before_more_may_read_is_for_the_readers_of_then(
    visit: Visit, people: People
) -> None:
    anna = visit(people.anna)
    secret, shown = (add(anna, f"{n}.png", picture(size=(n, n))) for n in (4, 5))
    address = ask(anna, body=f"{BODY} {secret} {shown}", visibility="own")
    change = QUESTION | {"body": f"{BODY} {shown}", "visibility": "public", "revision": "1"}
    assert anna.post(f"{address}/bewerken", data=change).status_code == 303
    assert seen_by(visit, people, address_in(shown)) == EVERYONE
    assert seen_by(visit, people, address_in(secret)) == NORTHERN | {"mo"}
    other = visit(people.chris)
    ask(other, title="Kan ik dit plaatje laten zien?", body=f"{BODY} {secret}")
    assert seen_by(visit, people, address_in(secret)) == NORTHERN | {"mo"}
