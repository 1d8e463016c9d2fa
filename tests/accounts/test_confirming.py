# SPDX-License-Identifier: EUPL-1.2
"""The letter that asks to confirm an address, and the link in it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from knowledgebase.db import db
from knowledgebase.events.models import Event, Happening
from tests.accounts.stories import (
    OTHER_PASSWORD,
    PASSWORD,
    Letters,
    attribute,
    link_in,
    links_in,
    parsed,
    sign_in,
    sign_up,
    text_of,
)
from tests.conftest import Visit
from tests.people import People

NINA = "nina.koster@demogemeente-noord.test"
STRANGER = "nina@elders.example"
Clock = Callable[[str], AbstractContextManager[Any]]


def happened(app: Flask) -> list[Happening]:
    """Give what happened on the site."""
    with app.app_context():
        return list(db.session.scalars(sa.select(Event.happening).order_by(Event.id)))


def test_opening_the_link_changes_nothing(app: Flask, visit: Visit, letters: Letters) -> None:
    sign_up(visit(), NINA)
    link = link_in(letters(NINA)[0])
    before = happened(app)
    assert visit().get(link).status_code == 200
    assert visit().head(link).status_code == 200
    assert happened(app) == before
    assert sign_in(visit(), NINA).status_code == 422


def test_confirming_twice_does_no_harm(app: Flask, visit: Visit, letters: Letters) -> None:
    sign_up(visit(), NINA)
    link = link_in(letters(NINA)[0])
    assert visit().post(link).status_code == 303
    assert visit().post(link).status_code == 303
    assert visit().get(link).status_code == 200
    assert happened(app).count(Happening.CONFIRMED) == 1


def test_a_link_works_for_five_days(visit: Visit, letters: Letters, at: Clock) -> None:
    with at("2026-06-01 12:00"):
        sign_up(visit(), NINA)
        link = link_in(letters(NINA)[0])
    with at("2026-06-06 11:59"):
        assert visit().get(link).status_code == 200
    with at("2026-06-06 12:01"):
        assert visit().get(link).status_code == 410
        assert visit().post(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "a.b.c", "..%2f", "%00", "é" * 40, "x" * 4000])
def test_a_made_up_link_is_answered_with_what_to_do(visit: Visit, token: str) -> None:
    assert visit().get(f"/bevestigen/{token}").status_code in (400, 404, 410)
    assert visit().post(f"/bevestigen/{token}").status_code in (400, 404, 405, 410)


def test_asking_again_sends_a_link_only_to_who_still_has_to_confirm(
    visit: Visit, letters: Letters, people: People
) -> None:
    sign_up(visit(), NINA)
    visit().post("/bevestigen", data={"email": NINA})
    visit().post("/bevestigen", data={"email": people.anna.email})
    visit().post("/bevestigen", data={"email": STRANGER})
    assert [letter["To"] for letter in letters()] == [NINA, NINA]
    assert visit().post(link_in(letters(NINA)[1])).status_code == 303


def test_who_signs_up_after_an_impostor_chooses_the_password(visit: Visit, letters: Letters) -> None:
    """Somebody signed up with Nina's address first: her own sign-up must not confirm the impostor's password."""
    sign_up(visit(), NINA, password=OTHER_PASSWORD)
    sign_up(visit(), NINA)
    impostors, hers = letters(NINA)
    assert visit().post(link_in(hers), data={"password": PASSWORD}).status_code == 303
    assert sign_in(visit(), NINA, OTHER_PASSWORD).status_code == 422
    assert sign_in(visit(), NINA).status_code == 303
    assert visit().get(link_in(impostors)).status_code == 410


def test_links_are_built_from_the_settings_and_not_from_the_request(visit: Visit, letters: Letters) -> None:
    browser = visit()
    browser.post(
        "/registreren",
        data={"name": "Nina", "email": NINA, "password": PASSWORD, "language": "nl"},
        headers={"Host": "kwaad.example", "X-Forwarded-Host": "kwaad.example"},
    )
    [letter] = letters(NINA)
    assert links_in(letter)
    assert all(link.startswith("http://localhost/") for link in links_in(letter))
    assert "kwaad" not in letter.as_string()


def test_a_letter_is_in_the_language_of_the_reader_as_text_and_as_html(
    visit: Visit, letters: Letters
) -> None:
    sign_up(visit(), NINA, language="en")
    [letter] = letters(NINA)
    html = letter.get_body(("html",))
    assert html is not None
    assert attribute(parsed(html.get_content()), "html", "lang") == "en"
    assert "Somebody signed up" in text_of(letter)
    assert link_in(letter) in html.get_content()


def test_a_name_never_reaches_the_mailbox_of_somebody_else(visit: Visit, letters: Letters) -> None:
    """Or anybody could have the site mail advertisements to anybody."""
    sign_up(visit(), NINA, name="Koop nu op kwaad.example")
    [letter] = letters(NINA)
    assert "kwaad" not in letter.as_string()
