# SPDX-License-Identifier: EUPL-1.2
"""The map of ICT partnerships: drawn in the page, without script, and there as a table too."""

import gzip
from datetime import date
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from knowledgebase.partnerships.forms import Wanted
from knowledgebase.partnerships.geography import coverage
from tests.conftest import Clock, Visit

MAP = "/samenwerkingen/kaart"
CLAIM = (
    "van de 29 ICT-regelingen met twee of meer gemeenten die op {} van kracht waren, "
    "vormen er 24 één aaneengesloten blok van buren"
)


def test_the_map_draws_every_municipality_and_leads_to_each(visit: Visit) -> None:
    page = visit().get(MAP).text
    assert page.count("<path fill-opacity") == 342
    assert "<title>Leeuwarden: 3</title>" in page
    assert 'href="/gemeenten/gm0080-leeuwarden" tabindex="-1"' in page
    assert "Bron: CBS / Kadaster (CC BY 4.0)" in page
    assert "Bron: register van overheidsorganisaties (CC0)" in page


def test_the_home_page_shows_the_map_as_a_picture_that_leads_to_it(visit: Visit) -> None:
    [picture] = BeautifulSoup(visit().get("/").text, "html.parser").select(f'a[href="{MAP}"] img')
    assert picture["alt"] == "Kaart van samenwerkingen"
    answer = visit().get(str(picture["src"]))
    assert answer.mimetype == "image/svg+xml"
    drawn = ElementTree.fromstring(answer.data)
    assert len(drawn) == 342
    assert len({path.get("fill-opacity") for path in drawn}) == 4


def test_the_same_stands_in_a_table_that_the_keyboard_reaches(visit: Visit) -> None:
    page = visit().get(MAP).text
    table = page[page.index('id="tabel"') :]
    assert '<a href="/gemeenten/gm0080-leeuwarden">Leeuwarden</a>' in table
    assert table.count('<th scope="row"') == 102


def test_the_map_weighs_little_and_carries_no_style_or_script(visit: Visit) -> None:
    page = visit().get(MAP)
    assert len(gzip.compress(page.data)) < 100_000
    assert "style=" not in page.text
    assert page.text.count("<script") == 1


def test_most_partners_are_still_neighbours(app: Flask) -> None:
    with app.app_context():
        found = coverage(Wanted(day=date(2026, 5, 16)))
        assert (found.arrangements, found.together, found.blocks) == (31, 29, 24)
        assert coverage(Wanted(day=date(1980, 1, 1))).numbers == {}


def test_the_claim_is_computed_and_shown_with_its_date(visit: Visit, at: Clock) -> None:
    with at("2026-05-16 12:00"):
        for address in (MAP, "/samenwerkingen"):
            page = visit().get(address).text
            assert CLAIM.format("16 mei 2026") in page
            assert "Hoe dit is berekend" in page


@pytest.mark.parametrize(
    ("filters", "claim"),
    [
        ("?datum=2026-05-16", CLAIM.format("16 mei 2026")),
        ("?datum=2026-05-16&vorm=BVO", "van de 13 ICT-regelingen"),
        ("?datum=2016-01-01", "ICT-regelingen met twee of meer gemeenten die op 1 januari 2016"),
    ],
)
def test_the_map_is_narrowed_down_by_day_form_and_policy_area(visit: Visit, filters: str, claim: str) -> None:
    page = visit().get(MAP + filters)
    assert page.status_code == 200
    assert claim in page.text


def test_a_filter_of_the_map_that_cannot_be_read_does_not_count(visit: Visit) -> None:
    page = visit().get(f"{MAP}?datum=gisteren&vorm=XX&beleidsterrein=toveren")
    assert page.status_code == 422
    assert "Niet elk filter" in page.text
    assert page.text.count("<path fill-opacity") == 342
