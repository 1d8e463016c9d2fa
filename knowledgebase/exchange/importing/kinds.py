# SPDX-License-Identifier: EUPL-1.2
"""Take in contributions: the same actions as on the pages, with the author and date of the line."""

from typing import Any

from knowledgebase.branch import actions as branch
from knowledgebase.branch.models import Sort, State
from knowledgebase.cases import actions as cases
from knowledgebase.contributions import actions as contributions
from knowledgebase.contributions.actions import Text, Wording
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.exchange.importing.case_facts import facts_of
from knowledgebase.exchange.importing.references import References
from knowledgebase.lessons import actions as lessons
from knowledgebase.lessons.models import Direction, Evidence, FacetName
from knowledgebase.pages import actions as pages
from knowledgebase.policy import Viewer, Visibility
from knowledgebase.questions import actions as questions
from knowledgebase.questions.models import Question
from knowledgebase.web.markdown import Rendered


def take_question(line: Any, references: References, rendered: Rendered) -> None:
    """Take in a question."""
    author = references.authors[line.author]
    questions.ask(_wording(line, references, rendered), author)


def take_answer(line: Any, references: References, rendered: Rendered) -> None:
    """Take in an answer, accepted if the line says so."""
    question = db.session.get_one(Question, references.contributions[line.question])
    author = references.authors[line.author]
    wording = Wording(
        Text(line.body, rendered),
        language=line.language,
        organisation_id=_organisation(author),
        written_at=line.created,
        import_id=line.id,
        votes=line.votes,
    )
    given = questions.answer(question, wording, author)
    if line.accepted:
        questions.accept(given, Viewer(id=question.author_id), line.created.date())
        db.session.flush()


def take_case(line: Any, references: References, rendered: Rendered) -> None:
    """Take in a case."""
    author = references.authors[line.author]
    facts = facts_of(line, references)
    cases.publish_case(facts, _wording(line, references, rendered), author)


def take_lesson(line: Any, references: References, rendered: Rendered) -> None:
    """Take in a lesson."""
    filed = {
        FacetName.PHASE: line.phases,
        FacetName.DOMAIN: line.domains,
        FacetName.AUDIENCE: line.audiences,
        FacetName.MOTIVE: line.motives,
        FacetName.LEGAL_FORM: line.legal_forms,
    }
    facts = lessons.LessonFacts(
        condition=line.condition,
        therefore=line.therefore,
        direction=Direction(line.direction),
        evidence=Evidence(line.evidence),
        filed={name: [member.value for member in members] for name, members in filed.items()},
    )
    author = references.authors[line.author]
    sources = [lessons.Source(references.contributions[case]) for case in line.cases]
    lessons.learn(facts, _wording(line, references, rendered), author, sources)


def take_page(line: Any, references: References, rendered: Rendered) -> None:
    """Take in a page."""
    author = references.authors[line.author]
    pages.write(_wording(line, references, rendered), author, line.slug)


def take_agreement(line: Any, references: References, rendered: Rendered) -> None:
    """Take in an agreement."""
    facts = branch.AgreementFacts(line.number, Sort(line.sort), State(line.state), line.in_force_from)
    author = references.authors[line.author]
    branch.write(facts, _wording(line, references, rendered), author)


def take_comment(line: Any, references: References, rendered: Rendered) -> None:
    """Take in a comment."""
    on = db.session.get_one(Contribution, references.contributions[line.on])
    remark = contributions.comment(on, Text(line.body, rendered), references.authors[line.author])
    remark.import_id = line.id
    remark.created_at = line.created


def _wording(line: Any, references: References, rendered: Rendered) -> Wording:
    return Wording(
        text=Text(line.body, rendered),
        title=line.title,
        summary=getattr(line, "summary", ""),
        language=line.language,
        tags=line.tags,
        theme_id=references.themes[line.theme] if line.theme else None,
        visibility=Visibility(line.visibility),
        organisation_ids=frozenset(references.organisations[code] for code in line.organisations),
        organisation_id=_organisation(references.authors[line.author]),
        written_at=line.created,
        import_id=line.id,
        votes=line.votes,
    )


def _organisation(author: Viewer) -> int | None:
    return min(author.organisation_ids, default=None)
