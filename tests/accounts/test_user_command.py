# SPDX-License-Identifier: EUPL-1.2
"""`kb user`: the first people of a site."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from knowledgebase.cli.user import user
from tests.accounts.stories import is_signed_in, sign_in
from tests.conftest import Visit
from tests.people import People

Command = Callable[..., Result]


@pytest.fixture
def kb_user(app: Flask) -> Command:
    """Run `kb user …` on the site."""

    def run(*words: str) -> Result:
        return app.test_cli_runner().invoke(user, list(words))

    return run


def told(result: Result) -> dict[str, Any]:
    """Read what a command printed for a program."""
    assert result.exit_code == 0, result.output
    facts: dict[str, Any] = json.loads(result.output)
    return facts


def test_the_first_administrator_signs_in_with_the_password_printed_once(
    kb_user: Command, visit: Visit
) -> None:
    facts = told(
        kb_user(
            "create", "--email", "Beheer@Site.test", "--name", "Beheer", "--role", "administrator", "--json"
        )
    )
    browser = visit()
    assert facts["email"] == "beheer@site.test"
    assert sign_in(browser, "beheer@site.test", facts["password"]).status_code == 303
    assert browser.get("/beheer/mensen").status_code == 200


def test_a_person_at_an_organisation_is_a_member_with_the_password_given(
    kb_user: Command, visit: Visit
) -> None:
    facts = told(
        kb_user(
            "create", "--email", "n@x.test", "--name", "Nina", "--organisation", "DEMO-NOORD",
            "--role", "representative", "--password", "vier stoelen zwemmen", "--json",
        )
    )  # fmt: skip
    assert "password" not in facts
    assert {(one["role"], one["organisation"]) for one in facts["roles"]} == {
        ("member", "DEMO-NOORD"),
        ("representative", "DEMO-NOORD"),
    }
    browser = visit()
    sign_in(browser, "n@x.test", "vier stoelen zwemmen")
    assert is_signed_in(browser)


def test_roles_are_given_and_taken(kb_user: Command, visit: Visit, people: People) -> None:
    anna = visit(people.anna)
    roles = told(kb_user("role", people.anna.email.upper(), "grant", "moderator", "--json"))["roles"]
    assert {one["role"] for one in roles} == {"member", "moderator"}
    assert not is_signed_in(anna)
    roles = told(kb_user("role", people.anna.email, "revoke", "moderator", "--json"))["roles"]
    assert {one["role"] for one in roles} == {"member"}
    printed = kb_user("role", people.anna.email, "grant", "representative", "--organisation", "DEMO-NOORD")
    assert "representative" in printed.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("create", "--email", "anna@demogemeente-noord.test", "--name", "An"), "has an account already"),
        (("create", "--email", "anna", "--name", "An"), "is not a mail address"),
        (
            ("create", "--email", "a@x.test", "--name", "An", "--organisation", "GM9"),
            "no organisation with the code",
        ),
        (("create", "--email", "a@x.test", "--name", "An", "--role", "representative"), "--organisation"),
        (("create", "--email", "a@x.test", "--name", " \u200b "), "Give a --name of 2 to 120"),
        (("create", "--email", "a@x.test", "--name", "x" * 121), "Give a --name of 2 to 120"),
        (("create", "--email", "a@x.test", "--name", "An", "--password", "x"), "at least 12 characters"),
        (("create", "--email", "a@x.test", "--name", "An", "--password", "vier " * 999), "at most 128"),
        (("role", "niemand@x.test", "grant", "moderator"), "Nobody has an account"),
        (("role", "anna@demogemeente-noord.test", "revoke", "moderator"), "does not hold the role"),
        (("role", "ada@example.test", "revoke", "administrator"), "last administrator"),
        (("role", "anna@demogemeente-noord.test", "grant", "representative"), "organisation"),
    ],
)
def test_what_goes_wrong_is_told_in_one_sentence(
    kb_user: Command, people: People, words: tuple[str, ...], sentence: str
) -> None:
    result = kb_user(*words)
    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output
