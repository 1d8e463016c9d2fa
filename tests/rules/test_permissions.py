# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: every address names a permission, and the table says what people expect of it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from flask import Flask

from knowledgebase.policy import RULES, Permission, Role, Status, Viewer, Visibility, allows, seen
from knowledgebase.questions.models import Question
from tests.people import People, Person
from tests.rules.addresses import address_of
from tests.rules.stories import contributed, viewer_of
from tests.sites import close_site, create_site, sign_in

READ = Permission.READ
EVERYONE = "anna bram chris mo rik sam olga vera ada nobody"
MEMBERS = "anna bram chris mo sam olga vera ada"
KNOWN = "anna bram chris mo rik sam olga vera ada"
NOBODY = ""
OPEN_TO_ALL = {Permission.VISIT, Permission.READ, Permission.HISTORY}
WITHOUT_TOKEN = {"front.language", "notifications.stop"}
"""Choosing a language changes nothing but one's own cookie, from pages that are the same for everybody;
stopping mail is asked for by mail programs too, with a signed address."""
SAFE = {"GET", "HEAD", "OPTIONS"}

BY_STATUS: Mapping[Permission, Mapping[Status, str]] = {
    Permission.READ: {
        Status.PUBLISHED: EVERYONE,
        Status.DRAFT: "anna",
        Status.COVERED: "anna mo",
        Status.HIDDEN: "anna mo",
        Status.DELETED: "mo",
    },
    Permission.HISTORY: {
        Status.PUBLISHED: EVERYONE,
        Status.DRAFT: "anna",
        Status.COVERED: "anna mo",
        Status.HIDDEN: "anna mo",
        Status.DELETED: "mo",
    },
    Permission.EDIT: {
        Status.PUBLISHED: "anna mo",
        Status.DRAFT: "anna",
        Status.COVERED: "anna mo",
        Status.HIDDEN: "anna mo",
        Status.DELETED: "mo",
    },
    Permission.ANSWER: {
        Status.PUBLISHED: MEMBERS,
        Status.DRAFT: "anna",
        Status.COVERED: "anna mo",
        Status.HIDDEN: "anna mo",
        Status.DELETED: "mo",
    },
    Permission.COMMENT: {
        Status.PUBLISHED: MEMBERS,
        Status.DRAFT: "anna",
        Status.COVERED: "anna mo",
        Status.HIDDEN: "anna mo",
        Status.DELETED: "mo",
    },
    Permission.REPORT: {
        Status.PUBLISHED: KNOWN,
        Status.DRAFT: "anna",
        Status.COVERED: "anna mo",
        Status.HIDDEN: "anna mo",
        Status.DELETED: "mo",
    },
    Permission.HIDE: {
        Status.PUBLISHED: "mo",
        Status.DRAFT: NOBODY,
        Status.COVERED: "mo",
        Status.HIDDEN: "mo",
        Status.DELETED: "mo",
    },
    Permission.ACCEPT: {
        Status.PUBLISHED: "anna",
        Status.DRAFT: "anna",
        Status.COVERED: "anna",
        Status.HIDDEN: "anna",
        Status.DELETED: NOBODY,
    },
}
"""Who may do what with a public question of Anna's, by what became of it."""

BY_VISIBILITY = {
    Visibility.PUBLIC: EVERYONE,
    Visibility.MEMBERS: MEMBERS,
    Visibility.ORGANISATIONS: "anna chris mo",
    Visibility.OWN: "anna bram mo olga vera",
}
"""Who may read a question of Anna's: to named organisations means Demogemeente Zuid here."""

WITHOUT_SUBJECT = {
    Permission.VISIT: EVERYONE,
    Permission.CONTRIBUTE: MEMBERS,
    Permission.WRITE_PAGE: MEMBERS,
    Permission.WRITE_AGREEMENT: "sam",
    Permission.MODERATE: "mo",
    Permission.AUDIT: "mo ada",
    Permission.ACCOUNT: KNOWN,
    Permission.WATCH: KNOWN,
    Permission.MANAGE_PEOPLE: "olga ada",
    Permission.ADMINISTER: "ada",
}
"""Who may do what is not done to one contribution."""


def test_every_address_names_a_permission_of_the_table(app: Flask) -> None:
    endpoints = {name: view for name, view in app.view_functions.items() if name != "static"}
    unnamed = {name for name, view in endpoints.items() if getattr(view, "permission", None) not in RULES}
    assert endpoints
    assert not unnamed


def test_every_permission_is_in_the_table_and_has_a_ground() -> None:
    assert set(RULES) == set(Permission)
    assert all(RULES.values())


def test_only_what_everyone_may_read_is_kept_for_anonymous_visitors(app: Flask) -> None:
    kept = {
        rule.endpoint: rule.methods or set()
        for rule in app.url_map.iter_rules()
        if _is_kept(app, rule.endpoint)
    }
    assert {name for name, methods in kept.items() if not methods <= SAFE} == set()
    assert {app.view_functions[name].permission for name in kept} <= OPEN_TO_ALL  # type: ignore[attr-defined]


def _is_kept(app: Flask, endpoint: str) -> bool:
    return bool(getattr(app.view_functions[endpoint], "kept", False))


@pytest.mark.one_database("tokens are not in the database")
def test_every_form_must_carry_the_token_that_proves_it_came_from_our_page(
    engine_url: str, tmp_path: Path, people_of: Callable[[Flask], People]
) -> None:
    site = create_site(engine_url, tmp_path, WTF_CSRF_ENABLED=True)
    client = site.test_client()
    sign_in(site, client, people_of(site).mo)
    rules = [rule for rule in site.url_map.iter_rules() if rule.endpoint not in WITHOUT_TOKEN]
    posts = [rule for rule in rules if "POST" in (rule.methods or ())]
    taken = [str(rule) for rule in posts if client.post(address_of(rule)).status_code != 400]
    close_site(site)
    assert posts
    assert taken == []


def test_an_unknown_permission_is_refused_to_everyone() -> None:
    almighty = Viewer(id=1, roles=frozenset(Role))
    assert not allows(almighty, "fly")  # type: ignore[arg-type]


@pytest.mark.one_database("the table is plain Python")
@pytest.mark.parametrize("permission", BY_STATUS)
def test_who_may_do_what_with_a_question_of_anna(app: Flask, people: People, permission: Permission) -> None:
    with app.app_context():
        for status, expected in BY_STATUS[permission].items():
            question = contributed(Question, people.anna, status=status)
            may = _who(
                people, lambda viewer, row=question: seen(viewer, row) and allows(viewer, permission, row)
            )
            assert may == set(expected.split()), (permission, status)


@pytest.mark.one_database("the table is plain Python")
def test_who_may_read_what_is_not_for_everyone(app: Flask, people: People) -> None:
    with app.app_context():
        for visibility, expected in BY_VISIBILITY.items():
            named = {Visibility.ORGANISATIONS: people.chris, Visibility.OWN: people.anna}.get(visibility)
            question = contributed(Question, people.anna, visibility=visibility, meant_for=named)
            assert _who(people, lambda viewer, row=question: seen(viewer, row)) == set(expected.split()), (
                visibility
            )


@pytest.mark.one_database("the table is plain Python")
def test_who_may_do_what_is_not_about_one_contribution(app: Flask, people: People) -> None:
    with app.app_context():
        for permission, expected in WITHOUT_SUBJECT.items():
            may = _who(people, lambda viewer, asked=permission: allows(viewer, asked))
            assert may == set(expected.split()), permission


def test_the_tables_here_cover_every_permission() -> None:
    about_comments = {Permission.REMOVE_COMMENT}
    assert set(BY_STATUS) | set(WITHOUT_SUBJECT) | about_comments == set(Permission)


@pytest.mark.one_database("the table is plain Python")
def test_an_author_and_a_moderator_may_remove_a_comment_and_nobody_else(app: Flask, people: People) -> None:
    with app.app_context():
        remark = contributed(Question, people.anna)
        assert _who(people, lambda viewer: allows(viewer, Permission.REMOVE_COMMENT, remark)) == {
            "anna",
            "mo",
        }


def _who(people: People, may: Callable[..., bool]) -> set[str]:
    def key(person: Person) -> str:
        return person.key

    return {key(person) for person in people.all if may(viewer_of(person))}
