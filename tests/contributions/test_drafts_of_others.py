# SPDX-License-Identifier: EUPL-1.2
"""Drafts of those who may not write the text themselves: suggestions and replies."""

from flask import Flask

from tests.conftest import Visit
from tests.contributions.stories import number
from tests.contributions.test_drafts import UNFINISHED, drafts, field, kept, offered
from tests.contributions.test_suggestions import suggest
from tests.contributions.test_threads import say
from tests.people import People
from tests.stories import ask


def test_a_suggestion_is_kept_until_it_is_sent(app: Flask, visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    form = f"/bijdragen/{number(address)}/voorstellen"
    rik = visit(people.rik)
    draft = kept(rik, people.rik, form, title=UNFINISHED, note="Dit is nog niet af.", revision="1")
    assert offered(rik, form) == [draft]
    assert field(rik.get(draft).text, "title") == UNFINISHED
    assert draft in rik.get("/profiel").text.replace("&amp;", "&")
    assert offered(visit(people.chris), form) == []
    assert visit(people.chris).get(draft).status_code == 404
    assert suggest(visit, people.rik, address)
    assert drafts(app) == 0


def test_a_reply_is_kept_for_its_remark_until_it_is_placed(app: Flask, visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    first, second = (say(visit(people.bram), address, text) for text in ("Dat is ook zo.", "Of toch niet?"))
    chris = visit(people.chris)
    form, other = (f"/opmerkingen/{remark}/reacties" for remark in (first, second))
    draft = kept(chris, people.chris, form, body=UNFINISHED)
    assert offered(chris, form) == [draft]
    assert offered(chris, other) == []
    assert field(chris.get(draft).text, "body") == UNFINISHED
    assert chris.post(form, data={"body": f"{UNFINISHED}, en nu wel."}).status_code == 303
    assert drafts(app) == 0


def test_what_one_may_not_reply_to_keeps_nothing(app: Flask, visit: Visit, people: People) -> None:
    own = ask(visit(people.anna), visibility="own")
    remark = say(visit(people.bram), own, "Dit blijft onder ons.")
    chris = visit(people.chris)
    answer = chris.post(f"/opmerkingen/{remark}/reacties", data={"draft": str(people.chris.id), "body": "Ha"})
    assert answer.status_code == 404
    assert drafts(app) == 0
