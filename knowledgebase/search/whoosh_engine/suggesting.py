# SPDX-License-Identifier: EUPL-1.2
"""Complete a title while it is being typed."""

import numpy as np

from knowledgebase.search.analysis.words import fold
from knowledgebase.search.language import folded_prefix
from knowledgebase.search.protocol import Suggestion
from knowledgebase.search.whoosh_engine.view import View

SHORTEST = 2
"""Letters to type before anything is suggested."""

CONSIDERED = 50
"""Newest titles that are looked at to put those first that begin as typed."""


def suggestions(view: View, prefix: str, limit: int) -> list[Suggestion]:
    """Give titles that hold the words of `prefix`, those that begin with it first, then the newest."""
    finished, unfinished = folded_prefix(prefix)
    if len(unfinished) < SHORTEST:
        return []
    held = np.zeros(view.size, np.uint8)
    for word in set(finished):
        held[view.postings("heading", word).docs] += 1
    begun = np.zeros(view.size, np.bool_)
    begun[view.beginning_with("heading", unfinished).docs] = True
    docs = np.flatnonzero(begun & (held == len(set(finished))))
    newest = docs[np.lexsort((-view.keys[docs], -view.changed[docs]))][:CONSIDERED]
    found = [_suggestion(view, int(doc)) for doc in newest]
    typed = fold(prefix.strip())
    return sorted(found, key=lambda one: not fold(one.title).startswith(typed))[:limit]


def _suggestion(view: View, doc: int) -> Suggestion:
    title, kind, _ = view.shown(doc)
    return Suggestion(int(view.keys[doc]), kind, title)
