# SPDX-License-Identifier: EUPL-1.2
"""What people tell about themselves, and who sees it."""

from typing import Any

import pytest
from flask import Flask

from tests.accounts.stories import attribute, change, is_signed_in, parsed
from tests.conftest import Visit
from tests.people import People
from tests.stories import ask

TOLD = {
    "name": "Anna de Vries",
    "job_title": "Informatiemanager",
    "about": "Vraag me over <b>uittreden</b>.\n\nEn over kosten.",
    "language": "en",
}


def test_a_visitor_knows_only_who_signed_something_that_everyone_reads(
    visit: Visit, people: People, queries: Any
) -> None:
    path = f"/mensen/{people.anna.id}-anna-de-vries"
    places = (path, f"/mensen/{people.anna.id}", f"/mensen/{people.anna.id}/bijdragen")
    hidden = ask(visit(people.anna), visibility="members")
    for place in places:
        assert visit().get(place).status_code == visit(people.rik).get(place).status_code == 404
        assert visit(people.chris).get(place, follow_redirects=True).status_code == 200
    assert visit(people.rik).get(f"/mensen/{people.rik.id}", follow_redirects=True).status_code == 200
    ask(visit(people.anna))
    assert hidden not in visit().get(places[2]).text
    for place in places:
        assert visit().get(place, follow_redirects=True).status_code == 200
    with queries() as statements:
        assert visit().get(f"/mensen/{people.bram.id}").status_code == 404
    assert len([one for one in statements if "contribution" in one]) == 1, statements
    assert len(statements) <= 2, statements


def test_whoever_commented_in_public_has_a_page_until_the_comment_is_gone(
    visit: Visit, people: People
) -> None:
    number = ask(visit(people.anna)).rsplit("/", 1)[1].split("-")[0]
    path = f"/mensen/{people.chris.id}-chris-jansen"
    assert visit().get(path).status_code == 404
    said = visit(people.chris).post(f"/bijdragen/{number}/opmerkingen", data={"body": "Dat weet ik niet."})
    assert visit().get(path).status_code == 200
    remark = said.location.rpartition("-")[2]
    assert visit(people.chris).post(f"/opmerkingen/{remark}/verwijderen").status_code == 303
    assert visit().get(path).status_code == 404


def page_of(visit: Visit, people: People, reader: str) -> str:
    """Give the page of Anna as somebody sees it."""
    answer = visit(getattr(people, reader)).get(f"/mensen/{people.anna.id}-anna-de-vries")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_everyone_sees_a_name_and_an_organisation_and_members_the_rest(visit: Visit, people: People) -> None:
    ask(visit(people.anna))
    assert visit(people.anna).post("/profiel/bewerken", data=TOLD).location == "/profiel"
    for reader, is_told in (("nobody", False), ("rik", False), ("chris", True)):
        page = page_of(visit, people, reader)
        assert "Anna de Vries" in page
        assert "Demogemeente Noord" in page
        assert people.anna.email not in page
        assert ("Informatiemanager" in page) == is_told
        assert ("uittreden" in page) == is_told
        assert "<b>uittreden" not in page
        assert attribute(parsed(page), 'meta[name="robots"]', "content") == "noindex"


def test_a_changed_name_shows_at_once_to_everyone(visit: Visit, people: People) -> None:
    ask(visit(people.anna))
    assert "Anna de Vries" in page_of(visit, people, "nobody")
    visit(people.anna).post("/profiel/bewerken", data=TOLD | {"name": "Anna Vos"})
    page = visit().get(f"/mensen/{people.anna.id}", follow_redirects=True).get_data(as_text=True)
    assert "Anna Vos" in page


def test_the_language_of_the_account_is_the_language_of_the_site(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    anna.post("/profiel/bewerken", data=TOLD)
    for path in ("/profiel", "/bestaat-niet"):
        page = anna.get(path, headers={"Accept-Language": "nl"}).get_data(as_text=True)
        assert attribute(parsed(page), "html", "lang") == "en"


@pytest.mark.parametrize(
    ("field", "typed"),
    [("name", ""), ("name", "x" * 121), ("job_title", "x" * 121), ("about", "x" * 2001), ("language", "xx")],
)
def test_what_does_not_fit_is_told_and_kept(visit: Visit, people: People, field: str, typed: str) -> None:
    anna = visit(people.anna)
    answer = anna.post("/profiel/bewerken", data=TOLD | {field: typed})
    assert answer.status_code == 422
    assert "uittreden" in answer.get_data(as_text=True) or field == "about"
    assert "Informatiemanager" not in anna.get("/profiel").get_data(as_text=True)


def test_nobody_changes_the_address_or_roles_by_adding_fields(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    anna.post(
        "/profiel/bewerken",
        data=TOLD
        | {"email": "x@y.example", "active": "", "id": "1", "grants": "administrator", "password": "x"},
    )
    page = anna.get("/profiel").get_data(as_text=True)
    assert people.anna.email in page
    assert anna.get("/beheer/mensen").status_code == 403


def test_who_never_confirmed_or_is_gone_has_no_page(app: Flask, visit: Visit, people: People) -> None:
    path = f"/mensen/{people.bram.id}-bram-bakker"
    assert visit(people.anna).get(path).status_code == 200
    ask(visit(people.mo))
    change(app, people.chris, confirmed_at=None)
    change(app, people.mo, active=False)
    for person in (people.chris, people.mo):
        for browser in (visit(people.anna), visit()):
            assert browser.get(f"/mensen/{person.id}").status_code == 404
    assert visit().get("/mensen/99999").status_code == 404


def test_a_session_elsewhere_is_ended_from_the_profile(visit: Visit, people: People) -> None:
    here, there = visit(people.anna), visit(people.anna)
    page = parsed(here.get("/profiel"))
    [button] = page.select('form[action^="/profiel/sessies/"]')
    assert here.post(str(button["action"])).status_code == 303
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_nobody_ends_the_session_of_somebody_else(visit: Visit, people: People) -> None:
    here, there = visit(people.anna), visit(people.anna)
    page = parsed(here.get("/profiel"))
    [button] = page.select('form[action^="/profiel/sessies/"]')
    assert visit(people.bram).post(str(button["action"])).status_code == 404
    assert visit().post(str(button["action"])).status_code == 401
    assert is_signed_in(there)


@pytest.mark.parametrize("path", ["/profiel", "/profiel/bewerken", "/wachtwoord-wijzigen", "/beheer/mensen"])
def test_pages_of_an_account_are_for_who_signed_in_and_are_kept_nowhere(
    visit: Visit, people: People, path: str
) -> None:
    assert visit().get(path).status_code == 401
    answer = visit(people.ada).get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
