# SPDX-License-Identifier: EUPL-1.2
"""Two people change the same thing at once: what does not overlap is merged, what does is asked."""

from typing import Any

import pytest

from tests.cases.stories import FULL, write_case
from tests.conftest import Visit
from tests.contributions.stories import (
    ENGLISH,
    PAGE,
    edit_page,
    fields,
    history_of,
    main_of,
    write_page,
)
from tests.people import People
from tests.stories import LESSON, QUESTION, ask, share_lesson

FIRST, SECOND, THIRD = PAGE["body"].split("\n\n")


def test_two_people_edit_the_same_case_and_both_texts_stand_there_in_the_end(
    visit: Visit, people: People
) -> None:
    story = "## Wat er gebeurde\n\nDe directies botsten.\n\n## Tips\n\nMeet vooraf."
    address = write_case(visit(people.anna), body=story)
    annas = FULL | {"body": story.replace("botsten", "botsten fel"), "trigger": "Een brief", "revision": "1"}
    mos = FULL | {
        "body": story.replace("vooraf", "vooraf en achteraf"),
        "costs-vat-actual_once": "700",
        "tags": "servicedesk, ruzie",
        "revision": "1",
    }
    assert visit(people.anna).post(f"{address}/bewerken", data=annas).status_code == 303
    mo = visit(people.mo)
    assert mo.post(f"{address}/bewerken", data=mos, headers=ENGLISH).status_code == 303
    said = mo.get(address, headers=ENGLISH).text
    page = main_of(visit().get(address))
    for text in ("botsten fel", "vooraf en achteraf", "Een brief", "€ 700", "ruzie"):
        assert text in page.replace("\N{NO-BREAK SPACE}", " "), text
    assert "merged with version 2 by Anna de Vries. Taken in from it: Text, What set it off." in said
    history = main_of(visit().get(history_of(address), headers=ENGLISH))
    assert "merged with version 2" in history


def test_what_overlaps_is_asked_and_nothing_else(visit: Visit, people: People) -> None:
    address = write_page(visit(people.anna))
    edit_page(visit(people.chris), address, 1, body=f"Begin met een gesprek.\n\n{SECOND}\n\n{THIRD}")
    bram = visit(people.bram)
    mine = f"Begin met een rondje.\n\n{SECOND}\n\nSluit af met taart."
    asked = edit_page(bram, address, 1, body=mine, title="Stappenplan met taart")
    assert asked.status_code == 409
    text = main_of(asked)
    for side in ("Begin met een gesprek.", "Begin met een rondje.", FIRST):
        assert side in text
    assert "taart" not in text
    assert SECOND not in text
    form = fields(asked, "samenvoegen")
    assert bram.post(_merging(address), data=form).status_code == 422
    done = bram.post(_merging(address), data=form | {"choice-body-0": "both"})
    assert done.status_code == 303
    page = main_of(visit().get(done.location))
    for said in (
        "Begin met een gesprek. Begin met een rondje.",
        SECOND,
        "Sluit af met taart.",
        "plan met taart",
    ):
        assert said in page
    assert THIRD not in page


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"choice-body-0": "mine"}, "Begin met een rondje."),
        ({"choice-body-0": "theirs"}, "Begin met een gesprek."),
        ({"choice-body-0": "other", "text-body-0": "Begin samen."}, "Begin samen."),
    ],
    ids=("mine", "theirs", "own words"),
)
def test_one_text_the_other_or_words_of_ones_own(
    visit: Visit, people: People, answer: dict[str, str], expected: str
) -> None:
    address, bram, asked = _overlapping(visit, people)
    assert bram.post(_merging(address), data=fields(asked, "samenvoegen") | answer).status_code == 303
    assert expected in main_of(visit().get(address))
    assert SECOND in main_of(visit().get(address))


def test_a_third_editor_is_not_overwritten_either(visit: Visit, people: People) -> None:
    address, bram, asked = _overlapping(visit, people)
    later = f"Begin met een gesprek.\n\n{SECOND}\n\nSluit af met een feest."
    assert edit_page(visit(people.sam), address, 2, body=later).status_code == 303
    form = fields(asked, "samenvoegen") | {"choice-body-0": "mine"}
    assert bram.post(_merging(address), data=form).status_code == 303
    page = main_of(visit().get(address))
    assert "Begin met een rondje." in page
    assert "een feest" in page


def test_a_third_editor_of_the_same_words_makes_us_ask_once_more(visit: Visit, people: People) -> None:
    address, bram, asked = _overlapping(visit, people)
    edit_page(visit(people.sam), address, 2, body=f"Begin met koffie.\n\n{SECOND}\n\n{THIRD}")
    again = bram.post(_merging(address), data=fields(asked, "samenvoegen") | {"choice-body-0": "mine"})
    assert again.status_code == 409
    assert "Begin met koffie." in main_of(again)
    form = fields(again, "samenvoegen") | {"choice-body-0": "both"}
    assert bram.post(_merging(address), data=form).status_code == 303
    assert "Begin met koffie. Begin met een rondje." in main_of(visit().get(address))


def test_a_title_that_comes_out_too_long_is_refused_and_kept(visit: Visit, people: People) -> None:
    address = write_page(visit(people.anna))
    edit_page(visit(people.chris), address, 1, title="a" * 200)
    bram = visit(people.bram)
    asked = edit_page(bram, address, 1, title="b" * 200)
    refused = bram.post(_merging(address), data=fields(asked, "samenvoegen") | {"choice-title-0": "both"})
    assert refused.status_code == 422
    assert "b" * 200 in main_of(refused)
    assert "characters" in main_of(
        bram.post(
            _merging(address), data=fields(asked, "samen") | {"choice-title-0": "both"}, headers=ENGLISH
        )
    )


def test_a_title_in_words_of_ones_own_stays_on_one_line(visit: Visit, people: People) -> None:
    address = write_page(visit(people.anna))
    edit_page(visit(people.chris), address, 1, title="Het stappenplan")
    bram = visit(people.bram)
    form = fields(edit_page(bram, address, 1, title="Ons stappenplan"), "samenvoegen")
    own = {"choice-title-0": "other", "text-title-0": "Ons\nstappenplan"}
    done = bram.post(_merging(address), data=form | own)
    assert done.location.endswith("-ons-stappenplan")
    assert "<title>Ons stappenplan" in visit().get(done.location).text


def test_the_same_change_twice_is_saved_once(visit: Visit, people: People) -> None:
    address = write_page(visit(people.anna))
    bram = visit(people.bram)
    for _click in range(2):
        assert edit_page(bram, address, 1, title="Het stappenplan").status_code == 303
    assert visit().get(f"{history_of(address)}/2").status_code == 200
    assert visit().get(f"{history_of(address)}/3").status_code == 404


def test_who_may_read_it_is_merged_too(visit: Visit, people: People) -> None:
    address = ask(visit(people.anna))
    edit = f"{address}/bewerken"
    closed = QUESTION | {"visibility": "members", "revision": "1"}
    assert visit(people.anna).post(edit, data=closed).status_code == 303
    retold = QUESTION | {"title": "Hoe berekenen wij zelf een uittreedsom?", "revision": "1"}
    assert visit(people.mo).post(edit, data=retold).status_code == 303
    page = visit(people.chris).get(address, follow_redirects=True)
    assert retold["title"] in page.text
    assert visit().get(address).status_code == 404


def test_answers_and_lessons_are_merged_as_well(visit: Visit, people: People) -> None:
    lesson = share_lesson(visit(people.anna))
    anna, mo = visit(people.anna), visit(people.mo)
    anna.post(f"{lesson}/bewerken", data=LESSON | {"phase": ["feasibility", "exit"], "revision": "1"})
    changed = LESSON | {"phase": ["feasibility", "intent"], "evidence": "research", "revision": "1"}
    assert mo.post(f"{lesson}/bewerken", data=changed).status_code == 303
    form = anna.get(f"{lesson}/bewerken").text
    for value in ("feasibility", "exit", "intent", "research"):
        assert f'value="{value}"' in form
    page = main_of(visit().get(lesson, headers=ENGLISH))
    assert "Feasibility and business case, Exit" in page.replace("Intent, ", "")
    assert "Intent" in page
    question = ask(anna)
    body = "Wij deelden door vijf.\n\nDat was eerlijk genoeg voor iedereen."
    placed = visit(people.anna).post(f"{question}/antwoorden", data={"body": body})
    edit = f"/vragen/antwoorden/{placed.location.rsplit('-', 1)[1]}/bewerken"
    anna.post(edit, data={"body": body.replace("vijf", "zes"), "revision": "1"})
    assert mo.post(edit, data={"body": body + " Echt.", "revision": "1"}).status_code == 303
    page = main_of(visit().get(question))
    assert "door zes" in page
    assert "Echt." in page


def test_a_forged_or_borrowed_merge_is_refused(visit: Visit, people: People) -> None:
    address, bram, asked = _overlapping(visit, people)
    form = fields(asked, "samenvoegen") | {"choice-body-0": "mine"}
    other = write_page(visit(people.anna))
    assert visit(people.sam).post(_merging(address), data=form).status_code == 400
    assert bram.post(_merging(other), data=form).status_code == 400
    assert bram.post(_merging(address), data=form | {"kept": form["kept"] + "x"}).status_code == 400
    assert bram.post(_merging(address), data=form | {"onto": "999"}).status_code == 400
    assert bram.post(_merging(address), data={}).status_code == 400
    assert visit(people.rik).post(_merging(address), data=form).status_code == 403
    assert visit().post(_merging(address), data=form).status_code == 401


def _overlapping(visit: Visit, people: People) -> tuple[str, Any, Any]:
    address = write_page(visit(people.anna))
    edit_page(visit(people.chris), address, 1, body=f"Begin met een gesprek.\n\n{SECOND}\n\n{THIRD}")
    bram = visit(people.bram)
    asked = edit_page(bram, address, 1, body=f"Begin met een rondje.\n\n{SECOND}\n\n{THIRD}")
    assert asked.status_code == 409
    return address, bram, asked


def _merging(address: str) -> str:
    return f"/bijdragen/{history_of(address).rpartition('/')[2]}/samenvoegen"
