# SPDX-License-Identifier: EUPL-1.2
"""Search on behalf of somebody: the index finds ids, the database has the last word."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import undefer

from knowledgebase.contributions.models import Contribution, Kind
from knowledgebase.contributions.queries import listed, meant_by
from knowledgebase.db import db
from knowledgebase.policy import Role, Viewer
from knowledgebase.search.asked import asked_as
from knowledgebase.search.indexing import engine
from knowledgebase.search.language import LONGEST_QUERY
from knowledgebase.search.protocol import MEMBERS, PUBLIC, Hit, Order, Query, Results

PAGE_SIZE = 20
TAG = "tag"
"""The facet whose values get other names."""
LAST_PAGE = 50
ASKED_OR_TOLD = (Kind.QUESTION.value, Kind.CASE.value)
LEARNED = (Kind.LESSON.value,)
MOST_SIMILAR = 5
MOST_LESSONS = 3
SHORTEST_TITLE = 4


@dataclass(frozen=True)
class Found:
    """One result: the hit in the index and the contribution in the database."""

    hit: Hit
    contribution: Contribution


@dataclass(frozen=True)
class Similar:
    """What is there already about a title: questions and cases, and what was learned."""

    items: Sequence[Contribution] = ()
    lessons: Sequence[Contribution] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.lessons)


def audiences_of(viewer: Viewer) -> frozenset[str]:
    """Give the audiences that the viewer may search."""
    if viewer.has(Role.MODERATOR):
        return engine().audiences() | {PUBLIC, MEMBERS}
    if not viewer.is_member:
        return frozenset({PUBLIC})
    return frozenset({PUBLIC, MEMBERS}) | {f"a{id}" for id in viewer.audience_ids}


def search(
    viewer: Viewer, text: str, filters: Mapping[str, Sequence[str]], order: Order = "relevance", page: int = 1
) -> tuple[Results, list[Found]]:
    """Search what the viewer may see.

    :raises IndexUnusable: when the index is being rebuilt or damaged.
    """
    query = Query(
        text=text,
        audiences=audiences_of(viewer),
        filters=_chosen(filters, meant_by(filters.get(TAG, ()))),
        order=order,
        limit=PAGE_SIZE,
        offset=(min(max(page, 1), LAST_PAGE) - 1) * PAGE_SIZE,
    )
    results = engine().search(query)
    return results, _confirmed(viewer, results.hits)


def similar(viewer: Viewer, title: str) -> Similar:
    """Give what the viewer may see that speaks of what a title says: up to five items and up to three lessons.

    :raises IndexUnusable: when the index is being rebuilt or damaged.
    """
    words = " ".join(re.findall(r"\w+", title))[:LONGEST_QUERY]
    if len(words) < SHORTEST_TITLE:
        return Similar()
    items, lessons = (
        _speaking_of(words, viewer, kinds, most)
        for kinds, most in ((ASKED_OR_TOLD, MOST_SIMILAR), (LEARNED, MOST_LESSONS))
    )
    found = {one.contribution.id: one.contribution for one in _confirmed(viewer, [*items, *lessons])}
    shown, learned = ([found[hit.id] for hit in hits if hit.id in found] for hits in (items, lessons))
    return Similar(shown[:MOST_SIMILAR], learned[:MOST_LESSONS])


def _speaking_of(words: str, viewer: Viewer, kinds: tuple[str, ...], most: int) -> Sequence[Hit]:
    query = Query(words, audiences_of(viewer), {"kind": kinds}, limit=2 * most, any_word=True)
    return engine().search(query).hits


def matching(searches: Sequence[tuple[Viewer, str]], ids: Collection[int]) -> list[frozenset[int]]:
    """Give for each search, as it was saved by somebody, which of these contributions it finds.

    What several people with the same rights ask is asked once. The database must have the last word on each.

    :raises IndexUnusable: when the index is being rebuilt or damaged.
    """
    audiences = {viewer: audiences_of(viewer) for viewer, _ in searches}
    wanted = [(saved, audiences[viewer]) for viewer, saved in searches]
    distinct = list(dict.fromkeys(wanted))
    asked = [(asked_as(saved), some) for saved, some in distinct]
    meant = meant_by({name for one, _ in asked for name in one.chosen[TAG]})
    queries = [Query(one.text, some, _chosen(one.chosen, meant)) for one, some in asked]
    answers = engine().matching(queries, ids)
    found = dict(zip(distinct, answers, strict=True))
    return [found[one] for one in wanted]


def _chosen(filters: Mapping[str, Sequence[str]], meant: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Give what is chosen, with the tags for the words that stand for one now: a name may have changed since."""
    chosen = {name: tuple(values) for name, values in filters.items() if values}
    if TAG in chosen:
        chosen[TAG] = tuple(meant.get(name, name) for name in chosen[TAG])
    return chosen


def _confirmed(viewer: Viewer, hits: Sequence[Hit]) -> list[Found]:
    ids = [hit.id for hit in hits]
    statement = listed(viewer).where(Contribution.id.in_(ids)).options(undefer(Contribution.html))
    rows = {row.id: row for row in db.session.scalars(statement)} if ids else {}
    return [Found(hit, rows[hit.id]) for hit in hits if hit.id in rows]
