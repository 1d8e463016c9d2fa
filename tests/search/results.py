# SPDX-License-Identifier: EUPL-1.2
"""Reading the results page as a visitor does."""

from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

ENGLISH = {"Accept-Language": "en"}


def searched(browser: FlaskClient, text: str = "uittreedsom", **filters: Any) -> BeautifulSoup:
    answer = browser.get("/zoeken", query_string={"q": text} | filters, headers=ENGLISH)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".kb-item__title a")]


def count(page: BeautifulSoup) -> str:
    status = page.select_one(".kb-result-count")
    assert status is not None
    return status.get_text(strip=True).split()[0]


def facets(page: BeautifulSoup) -> dict[str, str]:
    """Labels with their counts."""
    return {
        item.select("a")[0].get_text(strip=True): item.select(".kb-facet__count")[0].get_text(strip=True)
        for item in page.select(".kb-facet li")
    }


def link(page: BeautifulSoup, label: str) -> str:
    """Where the choice of a facet leads."""
    found = [a for a in page.select(".kb-facet a") if a.get_text(strip=True).startswith(label)]
    assert len(found) == 1, label
    return str(found[0]["href"])
