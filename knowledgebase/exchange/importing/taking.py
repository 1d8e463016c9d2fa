# SPDX-License-Identifier: EUPL-1.2
"""Take checked lines in, batch by batch. The caller commits after each batch."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import with_polymorphic

from knowledgebase.branch.models import Agreement
from knowledgebase.cases.models import Case
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.tags import tags_named
from knowledgebase.db import db, reading
from knowledgebase.events import outbox
from knowledgebase.exchange.importing import kinds, people
from knowledgebase.exchange.importing.known import Known
from knowledgebase.exchange.importing.reading import Numbered
from knowledgebase.exchange.importing.references import References
from knowledgebase.lessons.models import Lesson
from knowledgebase.pages.models import Page
from knowledgebase.questions.models import Answer, Question
from knowledgebase.web.markdown import Rendered, render_all

BATCH = 200

Taker = Callable[[Any, References, Rendered], None]
TAKERS: Mapping[str, tuple[Taker, int]] = {
    "question": (kinds.take_question, Question.top_heading),
    "answer": (kinds.take_answer, Answer.top_heading),
    "case": (kinds.take_case, Case.top_heading),
    "lesson": (kinds.take_lesson, Lesson.top_heading),
    "page": (kinds.take_page, Page.top_heading),
    "agreement": (kinds.take_agreement, Agreement.top_heading),
    "comment": (kinds.take_comment, 0),
}
"""For each type of line what takes it in, and the level of the highest headings in its text."""

PREPARED: Mapping[str, Callable[[Sequence[Any]], Callable[[], int]]] = {
    "organisation": people.prepared_organisations,
    "user": people.prepared_users,
    "tag": people.prepared_tags,
}
"""Slow work such as hashing passwords is done before the transaction that the returned function writes in.

It gives how many lines changed anything.
"""


@dataclass
class Count:
    """How many lines were taken in, and how many the site had already."""

    added: dict[str, int] = field(default_factory=dict)
    present: dict[str, int] = field(default_factory=dict)


def take(lines: Sequence[Numbered], known: Known, count: Count) -> Iterator[int]:
    """Take the lines in and yield after each batch, with its number of lines, for the caller to commit."""
    for type_, numbered in groupby(lines, key=lambda one: str(one.line.type)):
        some = [one.line for one in numbered]
        new = [line for line in some if not known.is_stored(line)]
        count.added[type_] = 0
        count.present[type_] = len(some) - len(new)
        if len(some) > len(new):
            yield len(some) - len(new)
        for done, added in _taken(type_, new, known):
            count.added[type_] += added
            count.present[type_] += done - added
            yield done


def _taken(type_: str, new: Sequence[Any], known: Known) -> Iterator[tuple[int, int]]:
    """Take the lines of one type in; after each batch give its length and how many were added.

    The texts of the next batch are rendered meanwhile.
    """
    batches = [new[start : start + BATCH] for start in range(0, len(new), BATCH)]
    if type_ in PREPARED:
        for batch in batches:
            yield len(batch), PREPARED[type_](batch)()
        return
    take_one, top = TAKERS[type_]
    rendered = render_all((line.body for line in new), top)
    for batch in batches:
        _take_batch(take_one, batch, list(islice(rendered, len(batch))), known)
        yield len(batch), len(batch)


def _take_batch(take_one: Taker, batch: Sequence[Any], rendered: Sequence[Rendered], known: Known) -> None:
    with reading():
        references = References.of(batch, known.elsewhere)
    at_hand = [
        *_loaded_at_once(references.contributions.values()),
        *tags_named(tag for line in batch for tag in getattr(line, "tags", ())),
    ]
    # What an import brings along happened elsewhere, some of it years ago: it is news to nobody.
    with db.session.no_autoflush, outbox.without("notify", "searches"):
        for line, html in zip(batch, rendered, strict=True):
            take_one(line, references, html)
    db.session.flush()
    del at_hand


def _loaded_at_once(ids: Collection[int]) -> Sequence[Contribution]:
    """Load what the lines refer to; as long as the result is held, the session finds it without asking again."""
    every_kind = with_polymorphic(Contribution, "*")
    return db.session.scalars(sa.select(every_kind).where(every_kind.id.in_(ids))).unique().all()
