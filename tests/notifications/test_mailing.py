# SPDX-License-Identifier: EUPL-1.2
"""Mail about what one is told: at once, in digests, only what may be seen, stopped in one click."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.accounts.models import User
from knowledgebase.db import db
from knowledgebase.events import mail
from knowledgebase.notifications import mailing
from knowledgebase.notifications.models import Mailing
from tests.conftest import Clock, Letters, Visit, Work
from tests.events.test_mail import Postbox
from tests.notifications.stories import answer, choose, comment, count, hide, improve, number
from tests.people import People, Person
from tests.sites import close_site, create_site
from tests.stories import QUESTION, ask

Digests = Callable[[], None]
TITLE = QUESTION["title"]
USUAL = {
    "answer": "at_once",
    "mention": "at_once",
    "comment": "at_once",
    "own": "daily",
    "watched": "daily",
    "invitation": "at_once",
    "is_automatic": "y",
}


def text_of(letter: EmailMessage, form: str = "plain") -> str:
    body = letter.get_body((form,))
    assert body is not None
    return str(body.get_content())


def stop_address(letter: EmailMessage) -> str:
    return letter["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")


def subjects(letters: list[EmailMessage]) -> list[str]:
    return [letter["Subject"] for letter in letters]


def change(app: Flask, person: Person, **changes: object) -> None:
    with app.app_context():
        db.session.execute(sa.update(User).where(User.id == person.id).values(**changes))
        db.session.commit()


def test_an_answer_is_mailed_at_once_over_smtp_with_a_way_to_stop(
    app: Flask, visit: Visit, people: People, work: Work, postbox: Postbox
) -> None:
    change(app, people.anna, language="en")
    address = ask(visit(people.anna), title="Wie kent <b>de kosten</b> & baten?")
    given = answer(visit(people.chris), address)
    work()
    (letter,) = postbox.letters
    assert letter["To"] == people.anna.email
    assert letter["Subject"] == f"{people.chris.name} answered: Wie kent <b>de kosten</b> & baten?"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http://localhost/meldingen/afmelden/[\w.-]+>", letter["List-Unsubscribe"])
    plain, html = text_of(letter), text_of(letter, "html")
    assert f"http://localhost/bijdragen/{given}" in plain
    assert "Wie kent <b>de kosten</b> & baten?" in plain
    assert "Wie kent &lt;b&gt;de kosten&lt;/b&gt; &amp; baten?" in html
    assert stop_address(letter) in plain
    assert visit(people.anna).get(f"/bijdragen/{given}").status_code == 302


def test_four_mails_a_dutch_day_and_the_rest_in_the_digest(
    visit: Visit, people: People, work: Work, digests: Digests, letters: Letters, at: Clock
) -> None:
    with at("2026-06-01 20:00"):
        address = ask(visit(people.anna))
        for _ in range(6):
            answer(visit(people.chris), address)
        work()
        assert len(letters(people.anna.email)) == 4
    with at("2026-06-01 22:30"):  # half past midnight in Amsterdam
        answer(visit(people.chris), address)
        work()
        assert len(letters(people.anna.email)) == 5
    with at("2026-06-02 04:59"):
        digests()
        assert len(letters(people.anna.email)) == 5
    with at("2026-06-02 05:00"):  # seven o'clock in Amsterdam
        digests()
        digests()
        digest = letters(people.anna.email)[5:]
    assert subjects(digest) == ["Nieuws op Goede Buur, 2 juni 2026"]
    assert text_of(digest[0]).count("/bijdragen/") == 2


def test_what_is_watched_comes_in_the_digest_of_the_morning_in_the_readers_language(
    app: Flask, visit: Visit, people: People, work: Work, digests: Digests, letters: Letters, at: Clock
) -> None:
    change(app, people.bram, language="en")
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        choose(visit(people.bram), "bijdrage", number(address))
        choose(visit(people.olga), "bijdrage", number(address))
        answer(visit(people.chris), address)
        work()
        assert letters(people.bram.email) == []
        assert visit(people.olga).get(address).status_code == 200
    with at("2026-06-02 05:10"):
        digests()
        (digest,) = letters(people.bram.email)
        assert letters(people.olga.email) == []
    assert digest["Subject"] == "News at Goede Buur, 2 June 2026"
    assert TITLE in text_of(digest)
    assert 'lang="en"' in text_of(digest, "html")


def test_the_mail_of_the_week_comes_on_monday(
    visit: Visit, people: People, work: Work, digests: Digests, letters: Letters, at: Clock
) -> None:
    with at("2026-06-03 12:00"):  # a Wednesday
        visit(people.anna).post("/meldingen/voorkeuren", data=USUAL | {"answer": "weekly"})
        answer(visit(people.chris), ask(visit(people.anna)))
        work()
    for moment, expected in (("2026-06-04 05:30", 0), ("2026-06-07 12:00", 0), ("2026-06-08 05:30", 1)):
        with at(moment):
            digests()
            assert len(letters(people.anna.email)) == expected, moment
    with at("2026-06-09 05:30"):
        digests()
        assert len(letters(people.anna.email)) == 1


@pytest.mark.parametrize("withdrawn", ["hidden", "own", "comment"])
def test_what_may_not_be_seen_any_more_is_not_mailed(
    visit: Visit,
    people: People,
    work: Work,
    digests: Digests,
    letters: Letters,
    at: Clock,
    withdrawn: str,
) -> None:
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        choose(visit(people.rik), "bijdrage", number(address))
        remark = comment(visit(people.chris), number(address))
        work()
        if withdrawn == "hidden":
            hide(visit(people.mo), number(address))
        elif withdrawn == "own":
            improve(visit(people.anna), address, 1, visibility="own")
        else:
            visit(people.chris).post(f"/opmerkingen/{remark}/verwijderen")
    with at("2026-06-02 06:00"):
        digests()
        assert letters(people.rik.email) == []


def test_a_letter_that_waits_for_the_mail_server_is_written_when_it_goes_out(
    app: Flask, visit: Visit, people: People, work: Work, at: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[EmailMessage] = []

    def away(message: EmailMessage) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(mail, "_transmit", away)
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        given = answer(visit(people.chris), address)
        work()
        monkeypatch.setattr(mail, "_transmit", sent.append)
        hide(visit(people.mo), given)
    with at("2026-06-01 12:10"):
        work()
    assert not [letter for letter in sent if letter["To"] == people.anna.email]


@pytest.mark.parametrize("state", [{"active": False}, {"confirmed_at": None}])
def test_who_has_no_account_in_use_gets_nothing(
    app: Flask,
    visit: Visit,
    people: People,
    work: Work,
    digests: Digests,
    letters: Letters,
    at: Clock,
    state: dict[str, object],
) -> None:
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        choose(visit(people.bram), "bijdrage", number(address))
        answer(visit(people.chris), address)
        work()
        before = len(letters())
        for person in (people.anna, people.bram):
            change(app, person, **state)
        answer(visit(people.chris), address)
        work()
    with at("2026-06-02 06:00"):
        digests()
        assert len(letters()) == before


def test_mail_is_stopped_from_the_mail_without_signing_in(
    visit: Visit, people: People, work: Work, letters: Letters
) -> None:
    address = ask(visit(people.anna))
    answer(visit(people.chris), address)
    work()
    (letter,) = letters(people.anna.email)
    page = visit().get(stop_address(letter), headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert "Answers to your questions" in page.text
    answer(visit(people.chris), address)
    work()
    assert len(letters(people.anna.email)) == 2
    for _ in range(2):
        assert visit().post(stop_address(letter), data={"List-Unsubscribe": "One-Click"}).status_code == 200
    answer(visit(people.chris), address)
    comment(visit(people.chris), number(address))
    work()
    assert len(letters(people.anna.email)) == 3
    assert count(visit(people.anna)) == 4


def test_a_forged_address_stops_nothing(visit: Visit, people: People) -> None:
    for token in ("onzin", "WzEsWyJhbnN3ZXIiXV0.AAAA", "."):
        assert visit().get(f"/meldingen/afmelden/{token}").status_code == 404
        assert visit().post(f"/meldingen/afmelden/{token}").status_code == 404


@pytest.mark.one_database("tokens are not in the database")
def test_a_mail_program_needs_no_token_of_a_page(
    visit: Visit, people: People, work: Work, letters: Letters, engine_url: str, tmp_path: Path
) -> None:
    answer(visit(people.chris), ask(visit(people.anna)))
    work()
    (letter,) = letters(people.anna.email)
    site = create_site(engine_url, tmp_path, WTF_CSRF_ENABLED=True)
    stopped = site.test_client().post(stop_address(letter), data={"List-Unsubscribe": "One-Click"})
    refused = site.test_client().post("/meldingen/voorkeuren", data=USUAL)
    close_site(site)
    assert (stopped.status_code, refused.status_code) == (200, 400)


def test_what_was_chosen_before_the_digest_went_out_counts(
    visit: Visit, people: People, work: Work, digests: Digests, letters: Letters, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        choose(visit(people.bram), "bijdrage", number(address))
        answer(visit(people.chris), address)
        work()
        visit(people.bram).post("/meldingen/voorkeuren", data=USUAL | {"watched": "never"})
    with at("2026-06-02 06:00"):
        digests()
        assert letters(people.bram.email) == []


def test_two_workers_post_one_digest(
    app: Flask, visit: Visit, people: People, work: Work, letters: Letters, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        for person in (people.bram, people.olga, people.sam):
            choose(visit(person), "bijdrage", number(address))
        answer(visit(people.chris), address)
        work()
        before = len(letters())

    def chore(_: int) -> None:
        with app.app_context():
            mailing.send_digests()
            db.session.commit()

    with at("2026-06-02 06:00"), ThreadPoolExecutor(3) as pool:
        list(pool.map(chore, range(3)))
        assert len(letters()) == before + 3
    with app.app_context():
        assert (
            db.session.scalar(sa.select(sa.func.count()).select_from(Mailing).where(Mailing.number == 0)) == 3
        )


def test_a_chore_that_was_broken_off_is_done_again(
    app: Flask, visit: Visit, people: People, work: Work, digests: Digests, letters: Letters, at: Clock
) -> None:
    with at("2026-06-01 12:00"):
        address = ask(visit(people.anna))
        choose(visit(people.bram), "bijdrage", number(address))
        answer(visit(people.chris), address)
        work()
    with at("2026-06-02 06:00"):
        with app.app_context():
            mailing.send_digests()
            db.session.rollback()
        digests()
        assert len(letters(people.bram.email)) == 1
