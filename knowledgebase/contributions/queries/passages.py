# SPDX-License-Identifier: EUPL-1.2
"""Reading what lessons were drawn from: from the lesson, and from what it was drawn from.

A quote is read by whoever may read the version it was taken from, and the text of that at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import lazyload, undefer

from knowledgebase.contributions.models import Contribution, Revision
from knowledgebase.contributions.models.passages import Passage
from knowledgebase.contributions.queries.files import is_text_for
from knowledgebase.contributions.queries.history import for_the_same
from knowledgebase.contributions.queries.lists import listed
from knowledgebase.db import db
from knowledgebase.policy import Viewer
from knowledgebase.web.markdown.passages import Quote, anchor_of


@dataclass(frozen=True)
class Drawn:
    """A passage as one end sees it, with the other end.

    `quote` is what it says and where that stands now; none when it was drawn from the whole, or is not for
    the viewer. `is_changed` tells that it is not there any more; the version with the number `revision` had it.
    """

    other: Contribution
    quote: Quote | None
    is_changed: bool
    revision: int


def sources_of(lesson: Contribution, viewer: Viewer) -> list[Drawn]:
    """Give what a lesson was drawn from, as far as the viewer may see it."""
    version = (Revision.contribution_id == Contribution.id) & (Revision.number == Passage.revision)
    statement = (
        listed(viewer)
        .join(Passage, Passage.contribution_id == Contribution.id)
        .outerjoin(Revision, version & for_the_same(viewer, Contribution))
        .where(Passage.lesson_id == lesson.id)
        .add_columns(Passage, Revision.id.label("readable"), is_text_for(viewer).label("is_text_for"))
        .order_by(Contribution.id)
        .options(lazyload("*"), undefer(Contribution.html))
    )
    return [
        _drawn(source, source.html if is_for else None, passage, bool(readable))
        for source, passage, readable, is_for in db.session.execute(statement).unique()
    ]


def lessons_from(html: str, drawn: Iterable[tuple[Contribution, Passage]]) -> list[Drawn]:
    """Give the lessons drawn from the text that is shown with them: what it says no more, they do not quote."""
    return [_drawn(lesson, html or None, passage, is_readable=False) for lesson, passage in drawn]


def _drawn(other: Contribution, html: str | None, passage: Passage, is_readable: bool) -> Drawn:
    """Put a passage beside the text it came from; without one there is nothing to quote."""
    if html is None:
        return Drawn(other, None, False, passage.revision)
    words = passage.quote
    anchor = anchor_of(Quote(words, passage.anchor), html)
    is_changed = bool(words) and anchor is None
    is_shown = words and (is_readable or not is_changed)
    return Drawn(other, Quote(words, anchor or "") if is_shown else None, is_changed, passage.revision)
