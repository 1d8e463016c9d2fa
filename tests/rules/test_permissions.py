# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: every address names a permission, and the table says what people expect of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from knowledgebase.branch.models import Agreement
from knowledgebase.cases.models import Case
from knowledgebase.contributions.models import BinEntry, Comment, Suggestion
from knowledgebase.contributions.models.applications import Application
from knowledgebase.db import now
from knowledgebase.lessons.models import Lesson
from knowledgebase.pages.models import Page
from knowledgebase.policy import RULES, Permission, Role, Status, Viewer, Visibility, allows, seen
from knowledgebase.questions.models import Question
from tests.people import People, Person
from tests.rules.addresses import address_of
from tests.rules.stories import contributed, viewer_of
from tests.sites import close_site, create_site, sign_in

READ = Permission.READ
EVERYONE = "anna bram chris mo rik sam olga vera ada nobody"
MEMBERS = "anna bram chris mo sam olga vera ada"
OTHER_MEMBERS = "bram chris mo sam olga vera ada"
KNOWN = "anna bram chris mo rik sam olga vera ada"
NOBODY = ""
OPEN_TO_ALL = {Permission.VISIT, Permission.READ, Permission.HISTORY}
WITHOUT_TOKEN = {"front.language", "notifications.stop"}
"""Choosing a language changes nothing but one's own cookie, from pages that are the same for everybody;
stopping mail is asked for by mail programs too, with a signed address."""
SAFE = {"GET", "HEAD", "OPTIONS"}
ONLY_PUBLISHED = dict.fromkeys(Status, NOBODY)
"""What nobody may do with anything that is not published."""


def whoever(
    published: str, draft: str, withdrawn: str, deleted: str = NOBODY, merged: str = NOBODY
) -> dict[Status, str]:
    """Name who may do something with what Anna wrote, as it stands; with what is purged nobody does anything."""
    standing = {Status.PUBLISHED: published, Status.DRAFT: draft}
    gone = {Status.MERGED: merged, Status.DELETED: deleted, Status.PURGED: NOBODY}
    return standing | dict.fromkeys((Status.COVERED, Status.HIDDEN), withdrawn) | gone


BY_STATUS: dict[Permission, Mapping[Status, str]] = {
    Permission.READ: whoever(EVERYONE, draft="anna", withdrawn="anna mo", deleted="anna mo"),
    Permission.HISTORY: whoever(
        EVERYONE, draft="anna", withdrawn="anna mo", deleted="anna mo", merged=EVERYONE
    ),
    Permission.EDIT: whoever("anna mo", draft="anna", withdrawn="anna mo"),
    Permission.ANSWER: whoever(MEMBERS, draft="anna", withdrawn="anna mo"),
    Permission.COMMENT: whoever(MEMBERS, draft="anna", withdrawn="anna mo"),
    Permission.REPORT: whoever(KNOWN, draft="anna", withdrawn="anna mo", merged=KNOWN),
    Permission.SUGGEST: whoever(KNOWN, draft="anna", withdrawn="anna mo"),
    Permission.NAME_CO_AUTHORS: whoever("anna mo", draft="anna", withdrawn="anna mo"),
    Permission.HIDE: whoever("mo", draft=NOBODY, withdrawn="mo", deleted="mo", merged="mo"),
    Permission.RELATE: whoever("anna mo", draft="anna", withdrawn="anna mo"),
    Permission.MERGE: whoever("mo", draft=NOBODY, withdrawn=NOBODY, merged="mo"),
    Permission.INVITE: whoever("anna mo", draft="anna", withdrawn="anna mo"),
    Permission.VOUCH: whoever("mo", draft=NOBODY, withdrawn="mo"),
    Permission.ACCEPT: whoever("anna", draft="anna", withdrawn="anna"),
    Permission.VOTE: ONLY_PUBLISHED | {Status.PUBLISHED: OTHER_MEMBERS},
    Permission.REACT: ONLY_PUBLISHED | {Status.PUBLISHED: NOBODY},
    Permission.APPLY: ONLY_PUBLISHED | {Status.PUBLISHED: NOBODY},
    Permission.FOLLOW_UP: ONLY_PUBLISHED | {Status.PUBLISHED: NOBODY},
    Permission.VERIFY: whoever("anna bram mo olga vera", draft="anna", withdrawn="anna mo"),
    Permission.LOCK_COMMENTS: whoever("mo", draft=NOBODY, withdrawn="mo"),
    Permission.RECOVER: dict.fromkeys(Status, NOBODY),
}
OF_AUTHOR_AND_MODERATORS = {
    Status.PUBLISHED: "anna mo",
    Status.DRAFT: "anna",
    Status.COVERED: "anna mo",
    Status.HIDDEN: "anna mo",
    Status.MERGED: NOBODY,
    Status.DELETED: NOBODY,
    Status.PURGED: NOBODY,
}
BY_STATUS |= dict.fromkeys(
    (Permission.DELETE, Permission.HAND_OVER, Permission.CHOOSE_READERS), OF_AUTHOR_AND_MODERATORS
)
BY_STATUS[Permission.DELETE] = OF_AUTHOR_AND_MODERATORS | {Status.MERGED: "anna mo"}
"""Who may do what with a public question of Anna's, by what became of it."""

ON_A_CASE = {
    Permission.VOTE: ONLY_PUBLISHED | {Status.PUBLISHED: OTHER_MEMBERS},
    Permission.REACT: ONLY_PUBLISHED | {Status.PUBLISHED: OTHER_MEMBERS},
    Permission.APPLY: ONLY_PUBLISHED | {Status.PUBLISHED: "anna bram chris mo olga vera"},
    Permission.FOLLOW_UP: ONLY_PUBLISHED | {Status.PUBLISHED: NOBODY},
}
"""Who may respond in which way to a public case of Anna's: whoever applied it works for an organisation."""

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
    Permission.ADD_FILE: MEMBERS,
    Permission.WRITE_AGREEMENT: "sam",
    Permission.CURATE: "mo",
    Permission.MODERATE: "mo",
    Permission.ORPHANS: "mo",
    Permission.BIN: KNOWN,
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
@pytest.mark.parametrize("permission", ON_A_CASE)
def test_who_may_respond_to_a_case_of_anna(app: Flask, people: People, permission: Permission) -> None:
    with app.app_context():
        for status, expected in ON_A_CASE[permission].items():
            case = contributed(Case, people.anna, status=status)
            may = _who(people, lambda viewer, row=case: seen(viewer, row) and allows(viewer, permission, row))
            assert may == set(expected.split()), (permission, status)


@pytest.mark.one_database("the table is plain Python")
def test_pages_and_agreements_are_neither_voted_on_nor_applied(app: Flask, people: People) -> None:
    with app.app_context():
        page = contributed(Page, people.anna)
        for permission in ON_A_CASE:
            assert _who(people, lambda viewer, asked=permission: allows(viewer, asked, page)) == set()


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
    about_what_is_under_it = {
        Permission.CHANGE_PARTNERSHIP,
        Permission.DECIDE_PARTNERSHIP,
        Permission.DECIDE_SUGGESTION,
        Permission.EDIT_COMMENT,
        Permission.REMOVE_COMMENT,
        Permission.REMOVE_REACTION,
        Permission.RESOLVE,
        Permission.WITHDRAW_APPLICATION,
    }
    assert set(BY_STATUS) | set(WITHOUT_SUBJECT) | about_what_is_under_it == set(Permission)


@pytest.mark.one_database("the table is plain Python")
@pytest.mark.parametrize("permission", [Permission.REMOVE_COMMENT, Permission.REMOVE_REACTION])
def test_an_author_and_a_moderator_may_remove_what_was_said_and_nobody_else(
    app: Flask, people: People, permission: Permission
) -> None:
    with app.app_context():
        remark = contributed(Question, people.anna)
        assert _who(people, lambda viewer: allows(viewer, permission, remark)) == {"anna", "mo"}


@pytest.mark.one_database("the table is plain Python")
def test_colleagues_and_moderators_may_take_back_that_it_was_applied(app: Flask, people: People) -> None:
    with app.app_context():
        told = Application(organisation_id=people.anna.organisation_id)
        may = _who(people, lambda viewer: allows(viewer, Permission.WITHDRAW_APPLICATION, told))
        assert may == {"anna", "bram", "olga", "vera", "mo"}


@pytest.mark.one_database("the table is plain Python")
def test_who_may_do_what_with_a_comment_of_chris_under_a_question_of_anna(app: Flask, people: People) -> None:
    with app.app_context():
        question = contributed(Question, people.anna)
        remark = Comment(
            contribution=question, author_id=people.chris.id, body="Ja", html="", created_at=now()
        )
        for permission, expected in (
            (Permission.EDIT_COMMENT, "chris"),
            (Permission.REMOVE_COMMENT, "chris mo"),
            (Permission.RESOLVE, "anna chris mo"),
        ):
            may = _who(people, lambda viewer, asked=permission: allows(viewer, asked, remark))
            assert may == set(expected.split()), permission


@pytest.mark.one_database("the table is plain Python")
def test_who_takes_out_of_the_bin_depends_on_who_put_it_there(app: Flask, people: People) -> None:
    with app.app_context():
        for deleter, expected in ((people.anna, {"anna", "mo"}), (people.mo, {"mo"})):
            question = contributed(Question, people.anna, status=Status.DELETED)
            question.binned = BinEntry(deleted_by_id=deleter.id, status=Status.PUBLISHED, deleted_at=now())
            may = _who(people, lambda viewer, row=question: allows(viewer, Permission.RECOVER, row))
            assert may == expected


@pytest.mark.one_database("the table is plain Python")
def test_who_decides_on_a_suggestion_for_a_question_of_anna(app: Flask, people: People) -> None:
    with app.app_context():
        question = contributed(Question, people.anna)
        for suggester, expected in ((people.chris, "anna bram mo"), (people.mo, "anna bram")):
            suggestion = Suggestion(contribution=question, author_id=suggester.id)
            may = _who(
                people,
                lambda viewer, row=suggestion: allows(
                    _co_author(viewer, people.bram, question.id), Permission.DECIDE_SUGGESTION, row
                ),
            )
            assert may == set(expected.split()), suggester.key


@pytest.mark.one_database("the table is plain Python")
def test_a_co_author_may_what_the_author_may_with_the_text_and_no_more(app: Flask, people: People) -> None:
    with app.app_context():
        question, other = (contributed(Question, people.anna) for _ in range(2))
        expected = {Permission.EDIT: "anna bram mo", Permission.NAME_CO_AUTHORS: "anna mo"}
        for permission, names in (expected | {Permission.ACCEPT: "anna", Permission.HIDE: "mo"}).items():
            may = _who(
                people,
                lambda viewer, asked=permission: allows(
                    _co_author(viewer, people.bram, question.id), asked, question
                ),
            )
            assert may == set(names.split()), permission
        bram = _co_author(viewer_of(people.bram), people.bram, question.id)
        assert not allows(bram, Permission.EDIT, other)
        mo = _co_author(viewer_of(people.mo), people.mo, question.id)
        assert not allows(mo, Permission.HIDE, question)


@pytest.mark.one_database("the table is plain Python")
def test_a_trusted_member_may_edit_what_is_public_and_published(app: Flask, people: People) -> None:
    with app.app_context():
        trusted = {one.key: replace(viewer_of(one), is_trusted=True) for one in (people.chris, people.rik)}
        for kind, status, visibility, may in (
            (Question, Status.PUBLISHED, Visibility.PUBLIC, True),
            (Lesson, Status.PUBLISHED, Visibility.PUBLIC, True),
            (Question, Status.PUBLISHED, Visibility.MEMBERS, False),
            (Question, Status.HIDDEN, Visibility.PUBLIC, False),
            (Agreement, Status.PUBLISHED, Visibility.PUBLIC, False),
        ):
            row = kind(author_id=people.anna.id, status=status, visibility=visibility)
            assert allows(trusted["chris"], Permission.EDIT, row) is may, (kind, status, visibility)
            assert not allows(trusted["rik"], Permission.EDIT, row)


def _co_author(viewer: Viewer, person: Person, id: int) -> Viewer:
    return replace(viewer, co_authored_ids=frozenset({id})) if viewer.id == person.id else viewer


def _who(people: People, may: Callable[..., bool]) -> set[str]:
    def key(person: Person) -> str:
        return person.key

    return {key(person) for person in people.all if may(viewer_of(person))}
