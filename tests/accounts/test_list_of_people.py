# SPDX-License-Identifier: EUPL-1.2
"""The list from which people are managed."""

from collections.abc import Callable

import pytest
from flask import Flask

from knowledgebase.accounts.models import User
from knowledgebase.db import db
from knowledgebase.policy import Role
from tests.accounts.stories import parsed
from tests.conftest import Visit
from tests.people import People

EVERYONE = "anna bram chris mo rik sam olga vera ada nobody".split()
SITE_WIDE = (Role.MODERATOR, Role.SECRETARIAT, Role.ADMINISTRATOR)
AT_WORK = (Role.MEMBER, Role.REPRESENTATIVE, Role.ORGANISATION_MANAGER)


@pytest.mark.parametrize("key", EVERYONE)
def test_who_opens_the_list_of_people_and_whom_it_shows(visit: Visit, people: People, key: str) -> None:
    answer = visit(getattr(people, key)).get("/beheer/mensen")
    expected = {"nobody": 401, "olga": 200, "ada": 200}.get(key, 403)
    assert answer.status_code == expected
    if expected == 200:
        shown = {
            person.key for person in people.all if person.id and person.email in answer.get_data(as_text=True)
        }
        assert shown == ({"anna", "bram", "olga", "vera"} if key == "olga" else set(EVERYONE) - {"nobody"})


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?naam=anna", {"anna"}),
        ("?naam=DEMOGEMEENTE-ZUID", {"chris", "mo"}),
        ("?rol=moderator", {"mo"}),
        ("?rol=god", set(EVERYONE) - {"nobody"}),
        ("?naam=%25", set()),
        ("?naam=%00", set(EVERYONE) - {"nobody"}),
        ("?naam=" + "x" * 5000, set()),
    ],
)
def test_people_are_found_by_name_address_and_role(
    visit: Visit, people: People, query: str, found: set[str]
) -> None:
    page = visit(people.ada).get(f"/beheer/mensen{query}").get_data(as_text=True)
    [main] = parsed(page).select("main")
    shown = {person.key for person in people.all if person.id and person.email in main.get_text()}
    assert shown == found


def test_a_long_list_is_cut_in_pages_and_costs_the_same(
    app: Flask, visit: Visit, people: People, queries: Callable[..., object]
) -> None:
    with app.app_context():
        db.session.add_all(User(email=f"p{n}@x.test", name=f"P{n}", fs_uniquifier=f"p{n}") for n in range(45))
        db.session.commit()
    ada = visit(people.ada)
    with queries() as statements:  # type: ignore[attr-defined]
        page = parsed(ada.get("/beheer/mensen"))
    assert len(statements) <= 8
    seen, links = 0, [""]
    while links:
        page = parsed(ada.get(f"/beheer/mensen{links[0]}"))
        seen += len(page.select('main a[href^="/beheer/mensen/"]'))
        links = [str(link["href"]).removeprefix("/beheer/mensen") for link in page.select('a[rel="next"]')]
    assert seen == 54
