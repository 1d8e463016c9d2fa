# SPDX-License-Identifier: EUPL-1.2
"""A case for whoever decides: on one sheet, and as a paragraph with its sources."""

import pytest

from knowledgebase.cases.brief import LONGEST, shortened
from knowledgebase.cases.story import words_below
from knowledgebase.web.markdown import render
from tests.cases.stories import FULL, share_quickly, write_case
from tests.conftest import Queries, Visit
from tests.contributions.stories import ENGLISH, main_of
from tests.people import NORTH, SOUTH, People

STORY = """## Aanleiding en doel

Twee beheerders gingen **met pensioen**.

### Waarom nu

De begroting moest sluiten.

## Aanpak

Hier staat hoe het ging.

## Wat we anders zouden doen

Eerst de kosten kennen.

## Tips

Spreek een rekendatum af.
"""


def test_one_sheet_tells_what_an_alderman_asks(visit: Visit, people: People) -> None:
    address = write_case(visit(people.anna), body=STORY)
    assert f'href="{address}/op-een-blad"' in visit().get(address).text
    sheet = main_of(visit().get(f"{address}/op-een-blad", headers=ENGLISH))
    for told in (
        *(FULL["title"], FULL["summary"], NORTH, SOUTH, "Host municipality arrangement", "May 2014"),
        *(
            "budgeted € 100,000, spent € 185,000 (+80%)",
            "expected € 50,000, realised € -12,000",
            "Stopped",
            FULL["stopped_why"],
        ),
        *(
            "Eerst de kosten kennen.",
            "Evaluatie van de rekenkamer (2020)",
        ),
        *("version 1", f"http://localhost{address}"),
    ):
        assert told in sheet.replace("\N{NO-BREAK SPACE}", " "), told
    assert "Hier staat hoe het ging" not in sheet
    assert "Spreek een rekendatum af" not in sheet


def test_a_paragraph_is_written_from_what_is_known_and_names_its_sources(
    visit: Visit, people: People
) -> None:
    address = write_case(visit(people.anna))
    told = main_of(visit().get(f"{address}/alinea", headers=ENGLISH)).replace("\N{NO-BREAK SPACE}", " ")
    for sentence in (
        f"Servicedesk Noordzuid: cooperation of {NORTH} on",
        "Legal form: host municipality arrangement.",
        "Motives, the weightiest first: cost and quality.",
        "Once: budgeted € 100,000, spent € 180,000 (+80%).",
        "Per year: budgeted € 20,000, spent € 25,000 (+25%).",
        "Outcome: stopped, in the phase “Operation”.",
        f"“{FULL['title']}”, Goede Buur, http://localhost{address}, read on",
    ):
        assert sentence in told, sentence
    short = share_quickly(visit(people.anna))
    assert "too little for a paragraph" in main_of(visit().get(f"{short}/alinea", headers=ENGLISH))


@pytest.mark.parametrize("page", ["op-een-blad", "alinea"])
def test_both_are_for_whoever_may_read_the_case(visit: Visit, people: People, page: str) -> None:
    address = write_case(visit(people.anna), visibility="own")
    for person, status in ((people.anna, 200), (people.mo, 200), (people.chris, 404), (people.nobody, 404)):
        assert visit(person).get(f"{address}/{page}").status_code == status, person.name


@pytest.mark.parametrize("page", ["op-een-blad", "alinea"])
def test_both_cost_few_queries(visit: Visit, people: People, queries: Queries, page: str) -> None:
    address = write_case(visit(people.anna))
    reader = visit(people.rik)
    reader.get(f"{address}/{page}")
    with queries() as statements:
        assert reader.get(f"{address}/{page}").status_code == 200
    assert len(statements) <= 8


def test_words_under_lower_headings_belong_to_the_fixed_one() -> None:
    told = words_below(render(f"Vooraf.\n\n{STORY}", 3).html)
    assert list(told) == ["Aanleiding en doel", "Aanpak", "Wat we anders zouden doen", "Tips"]
    assert told["Aanleiding en doel"].endswith("Waarom nu De begroting moest sluiten.")


def test_a_long_text_ends_with_a_sentence_or_a_word() -> None:
    assert shortened("Kort.") == "Kort."
    assert shortened("Een zin van genoeg woorden. " * 40).endswith("woorden.")
    cut = shortened("woord " * 400)
    assert cut.endswith("woord…")
    assert len(cut) <= LONGEST + 1
    assert len(shortened("w" * 900)) == LONGEST + 1


def test_what_is_for_fewer_readers_stands_on_neither_for_others(visit: Visit, people: People) -> None:
    parts = {f"{group}_kept_for": "members" for group in ("motive", "costs", "story", "learnt")}
    address = write_case(visit(people.anna), body=STORY, **parts)
    kept = {
        "op-een-blad": ("185,000", "Eerst de kosten kennen", "Evaluatie van de rekenkamer", "Motives"),
        "alinea": ("180,000", "Motives, the weightiest first", "Evaluatie van de rekenkamer"),
    }
    for page, words in kept.items():
        for person, knows in ((people.sam, True), (people.nobody, False)):
            told = main_of(visit(person).get(f"{address}/{page}", headers=ENGLISH))
            assert [word in told for word in words] == [knows] * len(words), (page, person.name)
