# SPDX-License-Identifier: EUPL-1.2
"""What a reader may know of the contributions that texts name by their number, as in `#12`."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import aliased, lazyload

from knowledgebase.contributions.freshness import freshness_of
from knowledgebase.contributions.models import Contribution
from knowledgebase.contributions.models.relations import Relation, RelationSort
from knowledgebase.contributions.vocabulary import STATUS_LABELS
from knowledgebase.db import db
from knowledgebase.policy import Status, Viewer, seen
from knowledgebase.web.markdown.numbers import Known, Words, numbers_in

MOST_LINKED = 300
"""Numbers that are looked up for one page."""
LONGEST_TITLE = 80


def linked_in(texts: Iterable[str], viewer: Viewer) -> Known:
    """Give, by number, what the viewer may know of what rendered texts link to; asks only when they do."""
    ids = ids_in(texts)
    rows = db.session.execute(named(viewer).where(Contribution.id.in_(ids))) if ids else ()
    return {row.Contribution.id: words_for(row) for row in rows}


def ids_in(texts: Iterable[str]) -> list[int]:
    """Give the ids of the contributions that rendered texts link to by their numbers."""
    return sorted(islice(dict.fromkeys(numbers_in(texts)), MOST_LINKED))


def seen_by(viewer: Viewer) -> sa.Select[Any]:
    """Select contributions that the viewer may see, without those beside them; the caller says which."""
    return sa.select(Contribution).where(seen(viewer, Contribution)).options(lazyload("*"))


def named(viewer: Viewer) -> sa.Select[Any]:
    """Select contributions that the viewer may see, with what `words_for` needs; the caller says which.

    What their kinds know is read by key for each of the few rows that are found: joined to them all,
    PostgreSQL would read the tables of the kinds whole.
    """
    root = _others().root
    return (
        seen_by(viewer)
        .add_columns(root.title.label("root_title"), root.language.label("root_language"))
        .add_columns(_others().standing, _is_replaced(viewer).label("is_replaced"))
        .select_from(Contribution)
        .outerjoin(root, (root.id == _others().root_id) & seen(viewer, root))
    )


def words_for(row: Any) -> list[Words]:
    """Give the title of a contribution, or of what it hangs on, and how it stands, from what `named` selects."""
    contribution, locale = row.Contribution, str(get_locale())
    title = contribution.title or row.root_title
    standing = ", ".join(label[:1].lower() + label[1:] for label in _labels(row))
    words = [Words(_shortened(title), row.root_language or contribution.language)] if title else []
    return [*words, Words(f"({standing})", locale)] if standing else words


class _Others:
    """What stands beside a contribution in the query; made once, for it takes longer than the query."""

    def __init__(self) -> None:
        kinds = [mapper.class_ for mapper in sa.inspect(Contribution).self_and_descendants]
        self.root, self.newer, self.marked = aliased(Contribution), aliased(Contribution), aliased(Relation)
        root_ids = [_of(kind, kind.__table__.c[kind.root_key]) for kind in kinds if kind.root_key]
        self.root_id = sa.func.coalesce(*root_ids, sa.null())
        standings = [
            (Contribution.kind == kind.__mapper__.polymorphic_identity, _of(kind, kind.standing_now()))
            for kind in kinds
            if kind.standings
        ]
        self.standing = sa.case(*standings, else_=None).label("standing")


@cache
def _others() -> _Others:
    return _Others()


def _of(kind: Any, value: Any) -> Any:
    own = kind.__table__.c
    return sa.select(value).where(own.id == Contribution.id).correlate(Contribution).scalar_subquery()


def _is_replaced(viewer: Viewer) -> Any:
    marked, newer = _others().marked, _others().newer
    return sa.exists().where(
        marked.to_id == Contribution.id,
        marked.sort == RelationSort.SUPERSEDES,
        newer.id == marked.from_id,
        newer.status == Status.PUBLISHED,
        seen(viewer, newer),
    )


def _labels(row: Any) -> Iterator[str]:
    contribution = row.Contribution
    if contribution.status != Status.PUBLISHED:
        yield str(STATUS_LABELS[contribution.status.value])
    elif row.standing:
        yield str(contribution.standings[row.standing])
    if row.is_replaced:
        yield _("Replaced")
    fresh = freshness_of(contribution)
    if fresh and fresh.is_outdated:
        yield fresh.label


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0].rstrip()}…"
