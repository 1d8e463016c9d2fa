# SPDX-License-Identifier: EUPL-1.2
"""`kb import`: everything or nothing, and the same file twice changes nothing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo

from knowledgebase.cases.models import Case
from knowledgebase.cli.exchange import import_lines, import_texts
from knowledgebase.contributions.models import Comment, Contribution, Kind, Revision
from knowledgebase.db import db
from knowledgebase.exchange.importing import Count
from knowledgebase.organisations.models import MailDomain
from knowledgebase.questions.models import Question
from tests.conftest import Visit
from tests.contributions.stories import merge
from tests.people import People
from tests.stories import ask

LINES = [
    {
        "type": "answer",
        "id": "a1",
        "question": "q1",
        "body": "Een **helder** antwoord.",
        "author": "u2",
        "created": "2026-02-01T10:00:00Z",
        "votes": 2,
        "accepted": True,
    },
    {
        "type": "comment",
        "id": "k1",
        "on": "q1",
        "body": "Dank!",
        "author": "u1",
        "created": "2026-02-02T10:00:00Z",
    },
    {
        "type": "lesson",
        "id": "l1",
        "title": "Begin met een nulmeting",
        "condition": "Als er geen cijfers zijn",
        "therefore": "Dan eerst meten",
        "author": "u1",
        "created": "2026-02-01T10:00:00Z",
        "tags": ["nulmeting"],
        "cases": ["c1"],
        "phases": ["feasibility"],
    },
    {
        "type": "case",
        "id": "c1",
        "title": "Samen een servicedesk",
        "summary": "Twee gemeenten, één balie.",
        "body": "## Wat er gebeurde\n\nHet lukte.",
        "author": "u1",
        "created": "2026-01-31T12:00:00Z",
        "tags": ["servicedesk"],
        "partners": [
            {"organisation": "DEMO-NOORD", "role": "host"},
            {"organisation": "X1", "role": "participant"},
        ],
        "legal_form": "BVO",
        "motive": {"quality": 2, "cost": 3, "vulnerability": 1, "opportunity": 0},
        "phase": "operation",
        "outcome": "partly",
        "domains": ["service_desk"],
        "costs": [{"item": "migration", "budget_once": 100000, "actual_once": 180000}],
        "visibility": "members",
    },
    {
        "type": "page",
        "id": "p1",
        "slug": "stappenplan",
        "title": "Stappenplan",
        "body": "Stap voor stap.",
        "author": "u1",
        "created": "2026-01-31T12:00:00Z",
    },
    {
        "type": "question",
        "id": "q1",
        "title": "Hoe berekenen jullie een uittreedsom?",
        "body": "Wij *willen* eruit.",
        "tags": ["uittreedsom"],
        "author": "u1",
        "created": "2026-01-31T12:00:00Z",
        "language": "nl",
        "visibility": "public",
        "votes": 3,
    },
    {"type": "tag", "name": "uittreedsom", "synonyms": ["exit-fee"], "description": "Wat vertrekken kost."},
    {
        "type": "user",
        "id": "u1",
        "name": "Eva",
        "email": "eva@x1.test",
        "organisation": "X1",
        "roles": ["moderator"],
        "password": "een-heel-lang-wachtwoord",
    },
    {"type": "user", "id": "u2", "name": "Tom", "email": "tom@x1.test", "organisation": "X1"},
    {"type": "organisation", "code": "X1", "name": "Samenwerking X"},
]


def texts(*changes: dict[str, Any]) -> Any:
    return [json.dumps(line) for line in (*LINES, *changes)]


@pytest.fixture
def taken(app: Flask) -> Any:
    with app.app_context():
        count, problems = import_texts(texts(), keep_going=False)
    assert not problems
    return count


def everything(app: Flask) -> Any:
    with app.app_context():
        tables = [sa.select(table) for table in db.metadata.sorted_tables if table.name != "delivery"]
        return [sorted(map(repr, db.session.execute(table).all())) for table in tables]


def test_lines_in_any_order_become_pages(app: Flask, taken: Count, visit: Visit, people: People) -> None:
    assert taken.added["question"] == taken.added["case"] == taken.added["comment"] == 1
    with app.app_context():
        question = db.session.scalars(sa.select(Question).where(Question.import_id == "q1")).one()
        assert (question.author.name, question.votes, question.answer_count) == ("Eva", 3, 1)
        assert question.created_at.isoformat() == "2026-01-31T12:00:00+00:00"
        id = question.id
    page = visit().get(f"/vragen/{id}", follow_redirects=True).text
    assert "<strong>helder</strong>" in page
    assert "Dank!" in page
    assert visit().get("/tags/exit-fee").location.endswith("/tags/uittreedsom")
    assert visit().get("/paginas/stappenplan", follow_redirects=True).status_code == 200
    assert "Samen een servicedesk" not in visit().get("/casussen").text
    assert "Samen een servicedesk" in visit(people.anna).get("/casussen").text


def test_a_case_keeps_its_facts(app: Flask, taken: Count) -> None:
    with app.app_context():
        case = db.session.scalars(sa.select(Case).where(Case.import_id == "c1")).one()
        assert {partner.organisation.code for partner in case.partners} == {"DEMO-NOORD", "X1"}
        assert [(row.item.value, row.budget_once, row.actual_once) for row in case.costs] == [
            ("migration", 100000, 180000)
        ]
        assert not case.is_stub


def test_the_same_file_twice_changes_nothing(app: Flask, taken: Count) -> None:
    before = everything(app)
    with app.app_context():
        count, _ = import_texts(texts(), keep_going=False)
    assert sum(count.added.values()) == 0
    assert everything(app) == before


WRITTEN = {"author": "u1", "created": "2026-01-01T00:00:00Z"}
PAGE = WRITTEN | {"type": "page", "id": "p9", "slug": "stappen", "title": "Stap voor stap", "body": "Tekst."}
QUESTION = WRITTEN | {"type": "question", "id": "q9", "title": "Een goede lange titel", "body": "x" * 40}
USER = {"type": "user", "id": "u9", "name": "Eva", "email": "eva9@x1.test"}
ORGANISATION = {"type": "organisation", "code": "X9", "name": "Negen", "domains": ["negen.test"]}
ANSWER = WRITTEN | {"type": "answer", "id": "a9", "question": "q1", "body": "Ook goed."}
AGREEMENT = WRITTEN | {
    "type": "agreement",
    "id": "g9",
    "number": "2026-09",
    "title": "Negende afspraak",
    "summary": "Over negen.",
    "body": "Tekst.",
    "sort": "binding",
    "state": "draft",
}

WRONG = [
    (
        QUESTION | {"titel": "Verkeerde sleutel"},
        "titel",
    ),
    (
        QUESTION | {"author": "nobody"},
        "author",
    ),
    ({"type": "riddle", "id": "r1"}, "type"),
    (
        ANSWER | {"question": "q404"},
        "question",
    ),
    (
        QUESTION | {"id": "q1"},
        "id",
    ),
    (
        QUESTION | {"created": "gisteren"},
        "created",
    ),
    *(
        (
            {"type": "comment", "id": "k9", "on": "q1", "body": "Dank!", "author": "u1", "created": moment},
            "created",
        )
        for moment in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-10:00")
    ),
    ({"type": "user", "id": "u9", "name": "Eva", "email": "e@x1.test", "password": "ab" * 3000}, "password"),
    (
        ANSWER | {"question": 7},
        "question",
    ),
]


@pytest.mark.parametrize(("line", "key"), WRONG)
def test_a_wrong_line_is_named_with_its_key_and_nothing_is_imported(
    app: Flask, line: dict[str, Any], key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with app.app_context(), pytest.raises(Exception, match="nothing was imported"):
        import_texts(texts(line), keep_going=False)
    said = capsys.readouterr().err
    assert f"line {len(LINES) + 1}: key “{key}”" in said
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Contribution)) == 0


TWICE = [
    ([PAGE, PAGE | {"id": "p10"}], "slug"),
    ([USER | {"email": "EVA@X1.test"}], "email"),
    ([AGREEMENT, AGREEMENT | {"id": "g10"}], "number"),
    ([ORGANISATION, ORGANISATION | {"code": "X10", "domains": ["Negen.TEST"]}], "domains"),
    ([ORGANISATION | {"domains": ["Noord.example"]}], "domains"),
    ([QUESTION | {"id": "c1"}], "id"),
    ([ANSWER | {"accepted": True}], "accepted"),
    ([{"type": "tag", "name": "boete", "synonyms": ["Exit-Fee"]}], "synonyms"),
]


@pytest.mark.parametrize(("lines", "key"), TWICE)
def test_what_may_be_there_once_is_named_before_anything_is_imported(
    app: Flask, lines: list[dict[str, Any]], key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with app.app_context():
        db.session.add(MailDomain(domain="noord.example", organisation_id=1))
        db.session.commit()
    before = everything(app)
    with app.app_context(), pytest.raises(Exception, match="nothing was imported"):
        import_texts(texts(*lines), keep_going=False)
    assert re.search(rf"^line \d+: key “{key}”: \S", capsys.readouterr().err, re.MULTILINE)
    assert everything(app) == before


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (QUESTION | {"title": "   "}, "title"),
        (QUESTION | {"title": "\x00"}, "title"),
        (QUESTION | {"created": "2999-01-01T00:00:00Z"}, "created"),
        (QUESTION | {"tags": [f"tag{number}" for number in range(9)]}, "tags"),
        (QUESTION | {"tags": ["goed", ".."]}, "tags.1"),
        (QUESTION | {"visibility": "organisations"}, "organisations"),
        (
            next(one for one in LINES if one["type"] == "case") | {"id": "c9", "register_id": "7"},
            "register_id",
        ),
        ({"type": "tag", "name": "boete", "synonyms": [""]}, "synonyms.0"),
        ({"type": "tag", "name": "boete", "synonyms": ["x" * 61]}, "synonyms.0"),
        ({"type": "tag", "name": "/"}, "name"),
    ],
)
def test_what_no_page_would_take_is_named(
    app: Flask, line: dict[str, Any], key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with app.app_context(), pytest.raises(Exception, match="nothing was imported"):
        import_texts(texts(line), keep_going=False)
    assert f"line {len(LINES) + 1}: key “{key}”" in capsys.readouterr().err


def test_a_second_accepted_answer_is_named_when_the_first_is_on_the_site(
    app: Flask, taken: Count, capsys: pytest.CaptureFixture[str]
) -> None:
    with app.app_context(), pytest.raises(Exception, match="nothing was imported"):
        import_texts([json.dumps(ANSWER | {"accepted": True})], keep_going=False)
    assert "line 1: key “accepted”" in capsys.readouterr().err


def test_what_carries_a_synonym_is_found_under_the_tag_it_stands_for(
    app: Flask, taken: Count, visit: Visit, work: Any
) -> None:
    both = QUESTION | {"tags": ["uittreedsom", "boete"]}
    one = QUESTION | {
        "id": "q10",
        "title": "Een goede vraag over een boete",
        "tags": ["Boete", "cafe\u0301", "tcp/ip"],
    }
    with app.app_context():
        import_texts(map(json.dumps, (both, one)), keep_going=False)
    work()
    tag = {"type": "tag", "name": "uittreedsom", "synonyms": ["exit-fee", "boete"]}
    with app.app_context():
        count, _ = import_texts([json.dumps(tag)], keep_going=False)
        assert (count.added["tag"], count.present["tag"]) == (1, 0)
        again, _ = import_texts([json.dumps(tag)], keep_going=False)
        assert (again.added["tag"], again.present["tag"]) == (0, 1)
    work()
    assert visit().get("/tags/boete").location.endswith("/tags/uittreedsom")
    with app.app_context():
        ids = db.session.scalars(sa.select(Question.id).where(Question.import_id.in_(["q9", "q10"]))).all()
    for address in ("/tags/uittreedsom", "/zoeken?q=goede&tag=uittreedsom"):
        page = visit().get(address).text
        assert all(f"/vragen/{id}" in page for id in ids), address
    assert one["title"] in visit().get("/tags/café").text
    assert one["title"] in visit().get("/tags/tcp-ip").text


def test_what_the_site_has_under_another_id_is_referred_to_by_the_new_one(app: Flask, taken: Count) -> None:
    user = USER | {"email": "Eva@x1.test"}
    page = PAGE | {"slug": "stappenplan"}
    comment = {"type": "comment", "id": "k9", "on": "p9", "body": "Helder.", **WRITTEN, "author": "u9"}
    with app.app_context():
        count, problems = import_texts(
            map(json.dumps, (user, page, QUESTION | {"author": "u9"}, comment)), keep_going=False
        )
        assert not problems
        assert (count.present["user"], count.present["page"], count.added["comment"]) == (1, 1, 1)
        asked = db.session.scalars(sa.select(Question).where(Question.import_id == "q9")).one()
        assert asked.author.email == "eva@x1.test"
        remark = db.session.scalars(sa.select(Comment).where(Comment.import_id == "k9")).one()
        assert db.session.get_one(Contribution, remark.contribution_id).import_id == "p1"


@pytest.mark.parametrize("text", ["{", "[]", "7", '"x"', "nul\x00", "{}", "[" * 100_000, '{"a":' * 100_000])
def test_what_is_no_object_is_named(app: Flask, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with app.app_context(), pytest.raises(Exception, match="nothing was imported"):
        import_texts([*texts(), text], keep_going=False)
    assert f"line {len(LINES) + 1}" in capsys.readouterr().err


def test_only_a_line_feed_ends_a_line(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    odd = QUESTION | {"author": "u1", "title": "Een titel met \u2028 en \u0085 erin"}
    written = [*texts(), json.dumps(odd, ensure_ascii=False), "{"]
    file.write_bytes("\r\n".join(written).encode("utf-8-sig"))
    outcome = CliRunner().invoke(
        import_lines, [str(file), "--keep-going"], obj=ScriptInfo(create_app=lambda: app)
    )
    assert f"line {len(LINES) + 2}: is not a JSON object" in outcome.output
    assert outcome.output.count("is not a JSON object") == 1
    with app.app_context():
        asked = db.session.scalars(sa.select(Question).where(Question.import_id == "q9")).one()
        assert asked.title == odd["title"]


def test_what_comes_for_something_that_was_merged_comes_to_what_took_it_in(
    app: Flask, taken: Count, visit: Visit, people: People
) -> None:
    with app.app_context():
        id = db.session.scalars(sa.select(Question.id).where(Question.import_id == "q1")).one()
    second = ask(visit(people.anna))
    assert merge(visit(people.mo), f"/vragen/{id}", second).location == second
    remark = {"id": "k9", "on": "q1", "body": "Nog een late opmerking.", "created": "2026-03-02T10:00:00Z"}
    late = {"type": "answer", "id": "a9", "question": "q1", "body": "Een laat en nieuw antwoord."}
    late |= {"author": "u2", "created": "2026-03-01T10:00:00Z"}
    with app.app_context():
        assert not import_texts(texts(late, {"type": "comment", "author": "u1"} | remark), keep_going=False)[
            1
        ]
    page = visit().get(second).text
    assert page.count("Een laat en nieuw antwoord.") == page.count("Nog een late opmerking.") == 1


def test_keep_going_takes_what_is_right(app: Flask) -> None:
    with app.app_context():
        count, problems = import_texts([*texts(), "{"], keep_going=True)
        assert len(problems) == 1
        assert count.added["question"] == 1
        kinds = db.session.scalars(sa.select(Contribution.kind)).all()
        assert Kind.CASE in kinds
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 1
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Revision)) == len(kinds)
