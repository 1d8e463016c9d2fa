# SPDX-License-Identifier: EUPL-1.2
"""What a reader may know of the contributions that texts name by their number, as in `#12`."""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

import sqlalchemy as sa
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import aliased, lazyload, with_polymorphic

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
    rows = db.session.execute(named(viewer).where(every_kind().id.in_(ids))) if ids else ()
    return {row[0].id: words_for(row) for row in rows}


def ids_in(texts: Iterable[str]) -> list[int]:
    """Give the ids of the contributions that rendered texts link to by their numbers."""
    return sorted(set(islice(numbers_in(texts), MOST_LINKED)))


@cache
def every_kind() -> Any:
    """Give the entity that reads a contribution with the columns of its kind, whichever that is."""
    return with_polymorphic(Contribution, "*")


def named(viewer: Viewer, *more: Any) -> sa.Select[Any]:
    """Select contributions that the viewer may see with what `words_for` needs, and `more`; the caller says which."""
    every, root = every_kind(), aliased(Contribution)
    hangs_on_it = sa.or_(sa.false(), *(root.id == column for column in _root_ids()))
    return (
        sa.select(every, root.title.label("root_title"), root.language.label("root_language"))
        .add_columns(_is_replaced(viewer).label("is_replaced"), *more)
        .select_from(every)
        .outerjoin(root, hangs_on_it & seen(viewer, root))
        .where(seen(viewer, every))
        .options(lazyload("*"))
    )


def words_for(row: Any) -> list[Words]:
    """Give the title of a contribution, or of what it hangs on, and how it stands, from what `named` selects."""
    contribution, locale = row[0], str(get_locale())
    title = contribution.title or row.root_title
    standing = ", ".join(label[:1].lower() + label[1:] for label in _standing(contribution, row.is_replaced))
    words = [Words(_shortened(title), row.root_language or contribution.language)] if title else []
    return [*words, Words(f"({standing})", locale)] if standing else words


def _root_ids() -> list[Any]:
    kinds = [mapper.class_ for mapper in sa.inspect(Contribution).self_and_descendants]
    return [getattr(getattr(every_kind(), kind.__name__), kind.root_key) for kind in kinds if kind.root_key]


def _is_replaced(viewer: Viewer) -> Any:
    marked, newer = aliased(Relation), aliased(Contribution)
    return sa.exists().where(
        marked.to_id == every_kind().id,
        marked.sort == RelationSort.SUPERSEDES,
        newer.id == marked.from_id,
        newer.status == Status.PUBLISHED,
        seen(viewer, newer),
    )


def _standing(contribution: Contribution, is_replaced: bool) -> Iterator[str]:
    if contribution.status != Status.PUBLISHED:
        yield str(STATUS_LABELS[contribution.status.value])
    elif contribution.standing:
        yield contribution.standing
    if is_replaced:
        yield _("Replaced")
    fresh = freshness_of(contribution)
    if fresh and fresh.is_outdated:
        yield fresh.label


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_TITLE:
        return title
    return f"{title[:LONGEST_TITLE].rsplit(' ', 1)[0].rstrip()}…"
