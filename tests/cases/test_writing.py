# SPDX-License-Identifier: EUPL-1.2
"""Writing a case, in short and in full, through the front door."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.cases.stories import FULL, QUICK, share_quickly, write_case
from tests.conftest import Visit
from tests.people import NORTH, SOUTH, People

ENGLISH = {"Accept-Language": "en"}


def words(page: Any) -> str:
    """Give the text of a page without its markup, white space squeezed."""
    text = re.sub(r"<[^>]+>", " ", page.text).replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
    return re.sub(r"\s+", " ", text)


def test_a_title_a_summary_and_two_sentences_make_a_stub_that_asks_for_more(
    visit: Visit, people: People
) -> None:
    address = share_quickly(visit(people.anna))
    assert re.fullmatch(r"/casussen/\d+-samen-een-servicedesk-na-twee-jaar-gestopt", address)
    page = words(visit().get(address, headers=ENGLISH))
    assert QUICK["summary"] in page
    assert "This case is not complete yet" in page
    assert "What would help most: Partners." in page
    assert "Still missing: Partners Legal form ICT domain Motive Phase Outcome" in page


def test_a_full_case_shows_all_it_says(visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna))
    page = visit().get(address, headers=ENGLISH)
    assert page.status_code == 200
    text = words(page)
    for said in (
        "Host municipality", "Shared service centre", "Service desk", "Servicedesk Noordzuid", "Stopped", "Ended",
        "Een adviesbureau", "To avoid problems", "Twee beheerders gingen met pensioen", "3 of 3",
        "De begroting moest sluiten", "Geen overeenstemming over de kosten", "Naar inwoners", "March 2016",
        "31 December 2019",
        "Evaluatie van de rekenkamer", "(2020)", "No baseline", "Loss of trust", "Verhuizing archief",
    ):  # fmt: skip
        assert said in text, said
    assert "<strong>botsten</strong>" in page.text
    assert 'href="https://demo.test/evaluatie.pdf"' in page.text
    assert 'href="/gemeenten/demo-noord-demogemeente-noord"' in page.text
    assert "not complete yet" not in text


def test_headings_without_a_text_below_them_are_left_out(visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna))
    page = words(visit().get(address))
    assert "Wat er gebeurde" in page
    assert "Aanleiding en doel" not in page
    assert "Aanleiding en doel" in words(visit(people.anna).get(f"{address}/bewerken"))


def test_a_story_of_headings_only_is_no_story(visit: Visit, people: People) -> None:
    offered = visit(people.anna).get("/casussen/nieuw", headers={"Accept-Language": "nl"}).text
    assert "## Wat misging of tegenviel" in offered
    address = write_case(visit(people.anna), body="## Aanleiding en doel\n\n## Tips ##\n\n")
    assert "The story" not in words(visit().get(address, headers=ENGLISH)).replace("The story.", "")


def test_costs_are_totalled_and_compared_with_the_budget(visit: Visit, people: People) -> None:
    page = words(visit().get(write_case(visit(people.anna)), headers={"Accept-Language": "nl"}))
    assert "€ 100.000 € 180.000" in page
    assert "€ 100.000 € 185.000 € 20.000 € 25.000" in page
    # 80.000 more than the budget of 100.000: the row without a budget is left out of the comparison.
    assert "+€ 80.000 (+80%)" in page
    assert "+€ 5.000 (+25%)" in page


def test_the_quick_entry_can_be_completed_later(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = share_quickly(anna)
    assert QUICK["body"] in anna.get(f"{address}/bewerken").text
    partly = QUICK | {"revision": "1", "stub": "1", "legal_form": "DVO"}
    assert anna.post(f"{address}/bewerken", data=partly).status_code == 303
    assert "Still missing: Partners ICT domain" in words(visit().get(address, headers=ENGLISH))
    assert anna.post(f"{address}/bewerken", data=FULL | {"revision": "2"}).status_code == 303
    assert "not complete yet" not in words(visit().get(address, headers=ENGLISH))


def test_completeness_grows_and_names_the_next_useful_thing(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = share_quickly(anna)
    first = _percent(anna.get(address, headers=ENGLISH))
    anna.post(f"{address}/bewerken", data=FULL | {"revision": "1", "would_do_again": ""})
    page = anna.get(address, headers=ENGLISH)
    assert _percent(page) > first
    assert "The story" in page.text
    assert f'href="{address}/bewerken#body"' in page.text


@pytest.mark.parametrize("table", ["partners", "own_costs", "evidence"])
def test_more_rows_can_be_asked_for_and_nothing_typed_is_lost(
    visit: Visit, people: People, table: str
) -> None:
    typed = {
        "title": "Kort",
        "partners-0-name": "Onbekende gemeente",
        "costs-vat-budget_once": "veel",
        "rows": table,
    }
    page = visit(people.anna).post("/casussen/nieuw", data=typed)
    assert page.status_code == 200
    assert 'value="Kort"' in page.text
    assert 'value="Onbekende gemeente"' in page.text
    assert 'value="veel"' in page.text
    assert f'name="{table}-5-' in page.text
    assert re.search(rf'<input[^>]* autofocus [^>]*id="{table}-3-', page.text)
    assert "error" not in page.text.lower().split("<main")[1].split("</main")[0]


def test_partners_are_named_by_name_by_code_or_by_both(visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna), **{"partners-1-name": f"{SOUTH} (DEMO-ZUID)"})
    edit = visit(people.anna).get(f"{address}/bewerken").text
    assert f'value="{NORTH} (DEMO-NOORD)"' in edit
    assert f'value="{SOUTH} (DEMO-ZUID)"' in edit


def test_the_form_of_a_case_gives_back_what_it_says(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = write_case(anna)
    form = _fields_of(anna.get(f"{address}/bewerken").text)
    assert anna.post(f"{address}/bewerken", data=form | {"note": "niets veranderd"}).status_code == 303
    history = visit().get(address.replace("/casussen/", "/historie/") + "/2", headers=ENGLISH)
    assert "This version changed nothing" in words(history)


def test_what_changed_is_told_in_words_and_not_in_codes(visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    address = write_case(anna)
    change = FULL | {
        "legal_form": "OL",
        "would_do_again": "yes",
        "partners-0-role": "initiator",
        "motives-quality-score": "2",
        "phases-intent-start": "2014-06",
        "costs-migration-actual_once": "1900000",
        "price_year": "2017",
        "revision": "1",
    }
    assert anna.post(f"{address}/bewerken", data=change).status_code == 303
    page = words(visit().get(address.replace("/casussen/", "/historie/") + "/2", headers=ENGLISH))
    for told in (
        *(
            "Host municipality arrangement",
            "Public body",
            "Role: Initiator",
            "Quality: How much it counted: 2",
        ),
        *("Intent: Began: 2014-06", "Actual once: 1,900,000", "2017"),
    ):
        assert told.replace(" ", "") in page.replace(" ", ""), told
    for code in ("CG", "OL", "initiator", "actual_once", "intent:", "quality:", "true", "2,017"):
        assert code not in page.split(), code


def test_whoever_is_not_a_member_is_told_so(visit: Visit, people: People) -> None:
    for form in ("/casussen/nieuw", "/casussen/nieuw?kort=1"):
        assert visit().get(form).status_code == 401
        assert visit().post(form, data=FULL).status_code == 401
        assert visit(people.rik).post(form, data=FULL).status_code == 403
    address = write_case(visit(people.anna))
    assert visit(people.bram).get(f"{address}/bewerken").status_code == 403
    assert visit(people.bram).post(f"{address}/bewerken", data=FULL).status_code == 403


def test_an_edit_on_an_outdated_version_overwrites_nothing(visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna))
    first = FULL | {"trigger": "Een brief van de provincie", "outcome": "successful", "revision": "1"}
    second = FULL | {"outcome": "partly", "cost_note": "De tweede notitie", "revision": "1"}
    assert visit(people.anna).post(f"{address}/bewerken", data=first).status_code == 303
    refused = visit(people.mo).post(f"{address}/bewerken", data=second)
    assert refused.status_code == 409
    assert {"Geslaagd", "Deels geslaagd", "Gestopt"} <= {
        pre.text for pre in BeautifulSoup(refused.text, "html5lib")("pre")
    }
    assert "De tweede notitie" not in visit().get(address).text
    assert "Een brief van de provincie" in visit().get(address).text


def _percent(page: Any) -> int:
    return int(re.search(r"(\d+)% complete", words(page))[1])


def _fields_of(page: str) -> dict[str, list[str]]:
    """Give what a browser would send back when the form is sent as it is."""
    form = BeautifulSoup(page, "html5lib").find("form", action=re.compile("/bewerken$"))
    sent: dict[str, list[str]] = {}
    for field in form.find_all(["input", "textarea", "select"], attrs={"name": True}):
        if (
            field.name == "input"
            and field.get("type") in ("checkbox", "radio")
            and not field.has_attr("checked")
        ):
            continue
        value = field.get("value", "") if field.name == "input" else field.text.removeprefix("\n")
        if field.name == "select":
            value = (field.find("option", selected=True) or field.find("option")).get("value")
        sent.setdefault(field["name"], []).append(value)
    return sent
