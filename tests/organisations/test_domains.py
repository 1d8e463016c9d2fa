# SPDX-License-Identifier: EUPL-1.2
"""The mail domain that follows from a website."""

import pytest

from knowledgebase.organisations.domains import domain_of


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.almere.nl", "almere.nl"),
        ("https://gemeente.groningen.nl/", "groningen.nl"),
        ("http://dewolden.nl/contact", "dewolden.nl"),
        ("https://WWW.Hulst.NL:443", "hulst.nl"),
        ("https://buurdorp.gemeenten.nl", None),
        ("https://nl", None),
        ("https://127.0.0.1/", None),
        ("https://[", None),
        ("https://.nl", None),
        ("geen adres", None),
    ],
)
def test_a_website_gives_the_domain_of_its_owner_or_none(website: str, domain: str | None) -> None:
    assert domain_of(website) == domain
