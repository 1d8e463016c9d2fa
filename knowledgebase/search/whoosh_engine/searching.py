# SPDX-License-Identifier: EUPL-1.2
"""From a query to results: find, narrow by facets, count, put in order, cut a page."""

from datetime import timedelta

import numpy as np
import numpy.typing as npt

from knowledgebase.search.language import parse
from knowledgebase.search.protocol import Hit, Order, Query, Results
from knowledgebase.search.whoosh_engine.finding import Found, Scores, narrowed
from knowledgebase.search.whoosh_engine.part import Part
from knowledgebase.search.whoosh_engine.schema import EPOCH
from knowledgebase.search.whoosh_engine.view import View


def results(view: View, query: Query) -> Results:
    """Answer `query` from the documents of `view`."""
    parsed = parse(query.text)
    if query.text.strip() and not parsed.asks:
        return Results((), 0, {}, tuple(parsed.notes))
    found = Found(view, parsed, query.any_word)
    kept, others = narrowed(view, found.matched, query.filters)
    facets = {name: view.count_facet(name, others.get(name, kept)) for name in view.facet_names()}
    docs = np.flatnonzero(kept)
    page = _page(view, docs, found.scores, query)
    hits = tuple(_hit(view, int(doc), float(found.scores[doc])) for doc in page)
    return Results(
        hits, len(docs), {name: counts for name, counts in facets.items() if counts}, tuple(parsed.notes)
    )


def held(part: Part, query: Query) -> frozenset[int]:
    """Give which documents of `part` hold all that `query` asks."""
    parsed = parse(query.text)
    if not part.size or (query.text.strip() and not parsed.asks):
        return frozenset()
    kept, _ = narrowed(part, Found(part, parsed, loosens=False).matched, query.filters)
    return frozenset(part.keys[kept].tolist())


def _page(view: View, docs: npt.NDArray[np.intp], scores: Scores, query: Query) -> npt.NDArray[np.intp]:
    end = max(query.offset, 0) + max(query.limit, 0)
    docs = _front(docs, view.changed if query.order == "newest" else scores, end)
    return docs[_ranking(view, docs, scores, query.order)][max(query.offset, 0) : end]


def _front(docs: npt.NDArray[np.intp], measure: npt.NDArray[np.generic], end: int) -> npt.NDArray[np.intp]:
    """Keep what can be among the first `end`, ties included: sorting all would cost more than finding."""
    if len(docs) <= max(end, 1):
        return docs
    of_docs = measure[docs]
    least = np.partition(of_docs, len(docs) - max(end, 1))[len(docs) - max(end, 1)]
    front: npt.NDArray[np.intp] = docs[of_docs >= least]
    return front


def _ranking(view: View, docs: npt.NDArray[np.intp], scores: Scores, order: Order) -> npt.NDArray[np.intp]:
    """Order by score, then newest, then id: nothing depends on where a document is kept."""
    keys = (-view.keys[docs], -view.changed[docs], -scores[docs])
    ranking: npt.NDArray[np.intp] = np.lexsort(keys if order == "relevance" else keys[:2])
    return ranking


def _hit(view: View, doc: int, score: float) -> Hit:
    title, kind, language = view.shown(doc)
    changed = EPOCH + timedelta(microseconds=int(view.changed[doc]))
    return Hit(int(view.keys[doc]), score, kind, title, language, changed)
