# SPDX-License-Identifier: EUPL-1.2
"""A form that cannot be taken gives back what was typed, and can be sent once more."""

import io
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Visit
from tests.people import People
from tests.sites import close_site, create_site, sign_in
from tests.stories import ANSWER, QUESTION, ask

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
FROM_US = {"Sec-Fetch-Site": "same-origin"}
FROM_ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}

pytestmark = pytest.mark.one_database("what was typed never reached the database")


@pytest.fixture
def anna(engine_url: str, tmp_path: Path, people_of: Callable[[Flask], People]) -> Iterator[FlaskClient]:
    """Anna's browser on a site that wants tokens."""
    site = create_site(engine_url, tmp_path, WTF_CSRF_ENABLED=True)
    browser = site.test_client()
    sign_in(site, browser, people_of(site).anna)
    yield browser
    close_site(site)


def given_back(page: str) -> dict[str, str]:
    """Read the fields of the form that sends everything once more."""
    kept = page.partition('id="getypt"')[2].partition("</section>")[0]
    return {name: unescape(value) for name, value in HIDDEN.findall(kept)}


def test_a_form_that_was_open_for_too_long_is_sent_once_more(anna: FlaskClient) -> None:
    expired = anna.post("/vragen/nieuw", data=QUESTION | {"csrf_token": "old"}, headers=FROM_US)
    assert expired.status_code == 400
    again = given_back(expired.text)
    assert again["body"] == QUESTION["body"]
    placed = anna.post("/vragen/nieuw", data=again, headers=FROM_US)
    assert placed.status_code == 303
    assert QUESTION["title"] in anna.get(placed.location).text


def test_nobody_is_led_into_sending_what_another_site_made_up(anna: FlaskClient) -> None:
    for headers in (FROM_ELSEWHERE, {}):
        page = anna.post("/vragen/nieuw", data=QUESTION, headers=headers).text
        assert "zoeken een redelijke berekening" in page
        assert given_back(page) == {}


def test_a_password_is_never_given_back(anna: FlaskClient) -> None:
    data = {"email": "anna@demogemeente-noord.test", "password": "een heel lang geheim"}
    page = anna.post("/inloggen", data=data, headers=FROM_US)
    assert page.status_code == 400
    assert "geheim" not in page.text


def test_an_answer_is_given_back_when_the_question_or_the_session_is_gone(
    visit: Visit, people: People
) -> None:
    address = ask(visit(people.anna))
    for browser, place, status in (
        (visit(), f"{address}/antwoorden", 401),
        (visit(people.chris), "/vragen/999999/antwoorden", 404),
    ):
        page = browser.post(place, data={"body": f"{ANSWER}\x00"}, headers=FROM_US)
        assert page.status_code == status
        assert given_back(page.text)["body"] == ANSWER


def test_what_cannot_be_read_is_no_reason_to_fail(visit: Visit, people: People) -> None:
    garbage = "multipart/form-data; boundary=x"
    for content_type, status in ((garbage, 404), ("application/json", 404)):
        page = visit(people.anna).post("/vragen/999999/antwoorden", data=b"{", content_type=content_type)
        assert page.status_code == status


def test_a_file_in_the_place_of_a_text_is_no_text(visit: Visit, people: People) -> None:
    for place in ("/vragen/nieuw", "/lessen/nieuw", "/casussen/nieuw", "/profiel/bewerken", "/registreren"):
        data = {name: (io.BytesIO(b"x"), "x.txt") for name in ("title", "body", "name", "email", "about")}
        assert visit(people.anna).post(place, data=data).status_code == 422
