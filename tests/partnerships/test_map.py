# SPDX-License-Identifier: EUPL-1.2
"""The map of ICT partnerships: drawn in the page, without script, and there as a table too."""

import gzip
from datetime import date
from xml.etree import ElementTree

from bs4 import BeautifulSoup
from flask import Flask

from knowledgebase.partnerships.geography import coverage
from tests.conftest import Visit

MAP = "/samenwerkingen/kaart"


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
        found = coverage(date(2026, 5, 16))
        assert (found.arrangements, found.together, found.blocks) == (31, 29, 24)
        assert coverage(date(1980, 1, 1)).numbers == {}
