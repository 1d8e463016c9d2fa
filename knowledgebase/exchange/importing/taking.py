# SPDX-License-Identifier: EUPL-1.2
"""Take checked lines in, batch by batch. The caller commits after each batch."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import with_polymorphic

from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db, reading
from knowledgebase.exchange.importing import kinds, people
from knowledgebase.exchange.importing.known import Known
from knowledgebase.exchange.importing.reading import Numbered
from knowledgebase.exchange.importing.references import References
from knowledgebase.web.markdown import Rendered, render_all

BATCH = 200

Taker = Callable[[Any, References, Rendered], None]
TAKERS: Mapping[str, Taker] = {
    "question": kinds.take_question,
    "answer": kinds.take_answer,
    "case": kinds.take_case,
    "lesson": kinds.take_lesson,
    "page": kinds.take_page,
    "agreement": kinds.take_agreement,
    "comment": kinds.take_comment,
}
PREPARED: Mapping[str, Callable[[Sequence[Any]], Callable[[], None]]] = {
    "organisation": people.prepared_organisations,
    "user": people.prepared_users,
    "tag": people.prepared_tags,
}
"""Slow work such as hashing passwords is done before the transaction that the returned function writes in."""


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
        count.added[type_] = len(new)
        count.present[type_] = len(some) - len(new)
        if len(some) > len(new):
            yield len(some) - len(new)
        for start in range(0, len(new), BATCH):
            batch = new[start : start + BATCH]
            _take_batch(type_, batch)
            yield len(batch)


def _take_batch(type_: str, batch: Sequence[Any]) -> None:
    if type_ in PREPARED:
        PREPARED[type_](batch)()
        return
    rendered = list(render_all(line.body for line in batch))
    with reading():
        references = References.of(batch)
    at_hand = _loaded_at_once(references.contributions.values())
    with db.session.no_autoflush:
        for line, html in zip(batch, rendered, strict=True):
            TAKERS[type_](line, references, html)
    db.session.flush()
    del at_hand


def _loaded_at_once(ids: Collection[int]) -> Sequence[Contribution]:
    """Load what the lines refer to; as long as the result is held, the session finds it without asking again."""
    every_kind = with_polymorphic(Contribution, "*")
    return db.session.scalars(sa.select(every_kind).where(every_kind.id.in_(ids))).unique().all()
