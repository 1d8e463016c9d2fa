# SPDX-License-Identifier: EUPL-1.2
"""What all kinds share: history, comments, tags, and who may see them."""

from typing import Any

import pytest

from tests.conftest import Visit
from tests.people import People
from tests.stories import LESSON, QUESTION, ask, share_lesson


def number(address: str) -> Any:
    return address.split("/")[-1].split("-")[0]


def test_history_shows_each_version_beside_the_one_before(visit: Visit, people: People) -> None:
    address = share_lesson(visit(people.anna))
    changed = LESSON | {
        "therefore": "Dan eerst samen een nulmeting doen",
        "revision": "1",
        "note": "scherper",
    }
    assert visit(people.anna).post(f"{address}/bewerken", data=changed).status_code == 303
    history = visit().get(f"/historie/{number(address)}").text
    assert "scherper" in history
    version = visit().get(f"/historie/{number(address)}/2").text
    assert "samen" in version
    assert "vaststellen" in version
    assert visit().get(f"/historie/{number(address)}/3").status_code == 404
    assert visit().get(f"/historie/{number(address)}/99999999999999999999").status_code == 404


@pytest.mark.parametrize("sent", [{}, {"revision": ""}, {"revision": "eerste"}, {"revision": "0"}], ids=str)
def test_a_form_that_does_not_tell_its_version_overwrites_nothing(
    visit: Visit, people: People, sent: dict[str, str]
) -> None:
    asked, learned = ask(visit(people.anna)), share_lesson(visit(people.anna))
    for address, form in ((asked, QUESTION), (learned, LESSON)):
        late = form | {"body": "Een tekst die van geen versie wist en toch lang genoeg is."} | sent
        refused = visit(people.anna).post(f"{address}/bewerken", data=late)
        assert refused.status_code == 409
        assert late["body"] in refused.text
        assert late["body"] not in visit().get(address).text


def test_history_is_for_whoever_may_read(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna), visibility="members")
    assert visit().get(f"/historie/{number(address)}").status_code == 404
    assert visit().get(f"/historie/{number(address)}/1").status_code == 404
    assert visit(people.chris).get(f"/historie/{number(address)}/1").status_code == 200


def test_named_organisations_and_nobody_else(visit: Visit, people: People) -> None:
    shared = {"visibility": "organisations", "organisations": "Demogemeente Zuid"}
    address = ask(visit(people.anna), **shared)
    assert visit(people.chris).get(address).status_code == 200
    assert visit(people.bram).get(address).status_code == 200
    assert visit(people.sam).get(address).status_code == 404
    assert visit(people.rik).get(address).status_code == 404
    assert visit().get(address).status_code == 404
    for place in ("/", "/vragen", "/tags", "/tags/uittreding", f"/bijdragen/{number(address)}"):
        assert QUESTION["title"] not in visit(people.sam).get(place).text
    assert visit(people.sam).get("/tags/uittreding").status_code == 404


def test_unknown_organisations_are_named_and_none_is_refused(visit: Visit, people: People) -> None:
    unknown = QUESTION | {"visibility": "organisations", "organisations": "Schubbekutteveen"}
    page = visit(people.anna).post("/vragen/nieuw", data=unknown)
    assert page.status_code == 422
    assert "Schubbekutteveen" in page.text
    nobody = QUESTION | {"visibility": "organisations", "organisations": ""}
    assert visit(people.anna).post("/vragen/nieuw", data=nobody).status_code == 422


def test_comments_come_and_go(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    place = f"/bijdragen/{number(address)}/opmerkingen"
    assert visit(people.chris).get(place).status_code == 200
    assert visit(people.chris).post(place, data={"body": ""}).status_code == 422
    placed = visit(people.chris).post(place, data={"body": "Zie ook onze **casus**."})
    assert placed.status_code == 303
    assert "<strong>casus</strong>" in visit().get(address).text
    remark = placed.location.rsplit("-", 1)[1]
    remove = f"/opmerkingen/{remark}/verwijderen"
    assert visit(people.bram).post(remove).status_code == 403
    assert visit().post(remove).status_code == 401
    assert visit(people.chris).post(remove).status_code == 303
    assert "Zie ook onze" not in visit().get(address).text


def test_a_comment_on_what_one_may_not_see_cannot_be_found(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna), visibility="own")
    place = f"/bijdragen/{number(address)}/opmerkingen"
    placed = visit(people.anna).post(place, data={"body": "Alleen voor ons."})
    remark = placed.location.rsplit("-", 1)[1]
    assert visit(people.chris).post(place, data={"body": "Hallo?"}).status_code == 404
    assert visit(people.chris).post(f"/opmerkingen/{remark}/verwijderen").status_code == 404


def test_markdown_is_safe_in_every_text(visit: Visit, people: People) -> None:
    hostile = "<script>alert(1)</script> [klik](javascript:alert(1)) <img src=x onerror=alert(1)>"
    address = ask(visit(people.anna), body=hostile + " en nog wat tekst erbij")
    page = visit().get(address).text
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert "<img src=x" not in page


def test_a_moderator_keeps_the_audience_of_somebody_else(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna), visibility="own")
    changed = QUESTION | {"visibility": "own", "revision": "1", "title": "Hoe berekenen wij een uittreedsom?"}
    assert visit(people.mo).post(f"{address}/bewerken", data=changed).status_code == 303
    assert visit(people.bram).get(address, follow_redirects=True).status_code == 200
    assert visit(people.chris).get(address).status_code == 404


def test_odd_words_in_an_address_find_nothing_and_break_nothing(visit: Visit, people: People) -> None:
    ask(visit(people.anna))
    for odd in ("%00", "%F0%9F%92%A9", "%ED%A0%80", "a" * 3_000, "%27%22%3C", "..%2F"):
        for room in ("vragen", "lessen", "casussen", "paginas", "afspraken"):
            assert visit().get(f"/{room}?thema={odd}&tag={odd}&stand={odd}&fase={odd}").status_code == 200
        for address in (f"/tags/{odd}", f"/themas/{odd}", f"/paginas/{odd}", f"/gemeenten/{odd}"):
            assert visit().get(address).status_code == 404, address


def test_a_version_keeps_the_readers_it_was_saved_for(visit: Visit, people: People) -> None:
    address = ask(
        visit(people.anna), visibility="members", body="Dit is ledengeheim en blijft dat ook later."
    )
    opened = QUESTION | {"visibility": "public", "revision": "1"}
    assert visit(people.anna).post(f"{address}/bewerken", data=opened).status_code == 303
    history = f"/historie/{number(address)}"
    assert f"{history}/1" not in visit().get(history).text
    assert visit().get(f"{history}/1").status_code == 404
    assert "ledengeheim" not in visit().get(f"{history}/2").text
    assert visit(people.rik).get(f"{history}/1").status_code == 404
    for person in (people.anna, people.chris, people.mo):
        assert "ledengeheim" in visit(person).get(f"{history}/1").text
