# SPDX-License-Identifier: EUPL-1.2
"""Write and improve lessons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledgebase.contributions.actions import Wording, begin_revision, publish, revise
from knowledgebase.contributions.actions.rewriting import take_back
from knowledgebase.contributions.models.passages import Passage
from knowledgebase.lessons.models import (
    VOCABULARIES,
    Direction,
    Evidence,
    FacetName,
    Lesson,
    LessonFiling,
)
from knowledgebase.policy import Viewer


@dataclass(frozen=True)
class LessonFacts:
    """What a lesson has beyond what all kinds share."""

    condition: str
    therefore: str
    direction: Direction = Direction.DO
    evidence: Evidence = Evidence.ONE
    filed: Mapping[FacetName, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A case that a lesson is drawn from; `quote` is the passage, if it is one, under the heading `anchor`."""

    case_id: int
    quote: str = ""
    anchor: str = ""
    revision: int = 0


def learn(facts: LessonFacts, wording: Wording, viewer: Viewer, sources: Iterable[Source] = ()) -> Lesson:
    """Publish a lesson."""
    lesson = Lesson()
    _apply(lesson, facts)
    lesson.passages = [
        Passage(contribution_id=one.case_id, quote=one.quote, anchor=one.anchor, revision=one.revision)
        for one in {source.case_id: source for source in sources}.values()
    ]
    publish(lesson, wording, viewer)
    return lesson


def relearn(lesson: Lesson, facts: LessonFacts, wording: Wording, viewer: Viewer, based_on: int) -> None:
    """Save a new version of a lesson.

    :raises Outdated: when somebody saved another version since `based_on`.
    """
    begin_revision(lesson, based_on)
    _apply(lesson, facts)
    revise(lesson, wording, viewer)


def own_content(facts: LessonFacts) -> dict[str, Any]:
    """Give what the facts add to what a revision keeps, as `Lesson.content` does."""
    filed = {
        name.value: [one.value for one in VOCABULARIES[name] if one.value in facts.filed.get(name, ())]
        for name in FacetName
    }
    return filed | {
        "condition": facts.condition,
        "therefore": facts.therefore,
        "direction": facts.direction.value,
        "evidence": facts.evidence.value,
    }


@take_back.register
def _take_back(lesson: Lesson, content: Mapping[str, Any]) -> None:
    facts = LessonFacts(
        condition=content["condition"],
        therefore=content["therefore"],
        direction=Direction(content["direction"]),
        evidence=Evidence(content["evidence"]),
        filed={name: content.get(name.value, ()) for name in FacetName},
    )
    _apply(lesson, facts)


def _apply(lesson: Lesson, facts: LessonFacts) -> None:
    lesson.condition = facts.condition
    lesson.therefore = facts.therefore
    lesson.direction = facts.direction
    lesson.evidence = facts.evidence
    kept = {(filing.name, filing.value): filing for filing in lesson.filings}
    wanted = [(name, value) for name, values in facts.filed.items() for value in dict.fromkeys(values)]
    lesson.filings = [kept.get(pair) or LessonFiling(name=pair[0], value=pair[1]) for pair in wanted]
