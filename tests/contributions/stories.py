# SPDX-License-Identifier: EUPL-1.2
"""What happens in many stories about responses and about improving together."""

from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from tests.stories import ANSWER

ENGLISH = {"Accept-Language": "en"}
PAGE = {
    "title": "Stappenplan",
    "body": "Begin met een nulmeting.\n\nPraat daarna over geld.\n\nSluit af met een evaluatie.",
    "tags": "stappenplan",
    "language": "nl",
    "visibility": "public",
    "theme": "",
    "organisation": "",
}


OTHER = "Wat kost het om uit een regeling te vertrekken?"
REMARK = "Geldt dit ook voor een stichting?"


def number(address: str) -> str:
    """Give the number in an address."""
    return address.partition("#")[0].split("/")[-1].split("-")[0]


def history_of(address: str) -> str:
    """Give the address of the history of what stands at an address."""
    return f"/historie/{number(address)}"


def write_page(browser: FlaskClient, **changes: Any) -> str:
    """Write a page and give its address."""
    placed = browser.post("/paginas/nieuw", data=PAGE | changes)
    assert placed.status_code == 303, placed.text
    return str(placed.location)


def edit_page(browser: FlaskClient, address: str, revision: int, **changes: Any) -> Any:
    """Send the form of a page that was opened on a version."""
    return browser.post(f"{address}/bewerken", data=PAGE | {"revision": str(revision)} | changes)


def fields(page: Any, action: str) -> dict[str, Any]:
    """Give what a browser would send if the form with this in its action were sent as it is."""
    found = BeautifulSoup(page.text, "html5lib").find("form", action=lambda at: at and action in at)
    assert found, action
    sent: dict[str, Any] = {}
    for field in found.find_all(["input", "textarea"], attrs={"name": True}):
        if field.get("type") not in ("radio", "checkbox") or field.has_attr("checked"):
            sent[field["name"]] = field["value"] if field.has_attr("value") else field.text.removeprefix("\n")
    return sent


def main_of(page: Any) -> str:
    """Give the words of a page below its header, white space squeezed."""
    return " ".join(BeautifulSoup(page.text, "html5lib").find("main").get_text(" ").split())


def answered(browser: FlaskClient, question: str, body: str = ANSWER) -> str:
    """Answer a question; give the number of the answer."""
    placed = browser.post(f"{question}/antwoorden", data={"body": body})
    assert placed.status_code == 303, placed.text
    return str(placed.location.rsplit("-", 1)[1])


def vote(browser: FlaskClient, id: str, value: int = 1) -> Any:
    """Vote on a contribution."""
    return browser.post(f"/bijdragen/{id}/stem", data={"value": value})


def in_english(browser: FlaskClient, address: str) -> str:
    """Read a page in English."""
    return browser.get(address, headers={"Accept-Language": "en"}, follow_redirects=True).text


def see(browser: FlaskClient, one: str, other: str) -> Any:
    """Ask what merging will do."""
    return browser.post(f"/bijdragen/{number(one)}/opgaan-in", data={"other": other}, headers=ENGLISH)


def merge(browser: FlaskClient, one: str, other: str) -> Any:
    """Merge one into the other, from the page that says what will happen."""
    sent = {"other": number(other), "sure": "yes"}
    return browser.post(f"/bijdragen/{number(one)}/opgaan-in", data=sent, headers=ENGLISH)


def undo(browser: FlaskClient, one: str) -> str:
    """Undo the merging of one, and read what the next page says."""
    done = browser.post(f"/bijdragen/{number(one)}/losmaken", follow_redirects=True, headers=ENGLISH)
    assert done.status_code == 200
    return str(done.text)


def remark(browser: FlaskClient, place: str, body: str = REMARK) -> str:
    """Comment on what stands at an address, or has a number; give the number of the remark."""
    placed = browser.post(f"/bijdragen/{number(place)}/opmerkingen", data={"body": body})
    assert placed.status_code == 303, placed.text
    return str(placed.location.rpartition("-")[2])
