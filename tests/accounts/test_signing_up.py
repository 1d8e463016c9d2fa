# SPDX-License-Identifier: EUPL-1.2
"""Signing up with a work address."""

from collections.abc import Callable
from email.message import EmailMessage

from tests.accounts.stories import PASSWORD, link_in, sign_up
from tests.conftest import Visit

Letters = Callable[..., list[EmailMessage]]


def test_a_known_domain_makes_a_member(visit: Visit, letters: Letters) -> None:
    browser = visit()
    sent = sign_up(browser, "Nina.Koster@Bureau.Demogemeente-Noord.test")
    assert sent.status_code == 303
    told = browser.get(sent.location).get_data(as_text=True)
    assert "Demogemeente Noord" in told
    [letter] = letters("nina.koster@bureau.demogemeente-noord.test")
    link = link_in(letter)
    assert browser.get(link).status_code == 200
    assert browser.post(link).status_code == 303
    signed_in = browser.post(
        "/inloggen", data={"email": "nina.koster@bureau.demogemeente-noord.test", "password": PASSWORD}
    )
    assert signed_in.status_code == 303
    page = browser.get("/profiel").get_data(as_text=True)
    assert "Demogemeente Noord" in page
