# SPDX-License-Identifier: EUPL-1.2
"""Find and rank: BM25F over whole posting lists at a time."""

from collections.abc import Iterable, Mapping
from itertools import product
from math import log

import numpy as np
import numpy.typing as npt

from knowledgebase.search.analysis.stems import LANGUAGES, is_stop_word, stem, term
from knowledgebase.search.language import Clause, Parsed, Sort
from knowledgebase.search.weights import JOINED, SATURATION
from knowledgebase.search.whoosh_engine.part import Part
from knowledgebase.search.whoosh_engine.rows import NONE, Postings
from knowledgebase.search.whoosh_engine.segment import Mask
from knowledgebase.search.whoosh_engine.view import View

Scores = npt.NDArray[np.float32]


class Found:
    """The documents of a view that a query finds, with their scores.

    Where none holds all it asks, those that hold some of it are found, unless it `loosens` nothing.
    """

    def __init__(
        self, view: View | Part, parsed: Parsed, any_word: bool = False, loosens: bool = True
    ) -> None:
        self._view = view
        self._parsed = parsed
        self._any_word = any_word
        self._loosens = loosens
        self.matched, self.scores = self._match()

    def _match(self) -> tuple[Mask, Scores]:
        asked = [clause for clause in self._parsed.clauses if not clause.excluded]
        needed = [clause for clause in asked if not _may_be_missing(clause)] or asked
        scores = np.zeros(self._view.size, np.float32)
        held = np.zeros(self._view.size, np.uint8)
        for clause in asked:
            gained = self._score(clause)
            scores += gained
            if clause in needed:
                held += gained > 0
        return self._strict_or_loose(held, len(needed), scores)

    def _strict_or_loose(
        self, held: npt.NDArray[np.uint8], needed: int, scores: Scores
    ) -> tuple[Mask, Scores]:
        allowed = self._view.live & ~self._left_out()
        strict = allowed & (held == needed)
        if needed < 2 or not self._loosens or (strict.any() and not self._any_word):
            return strict, scores
        loose = allowed & (held > 0)
        if loose.any() and not self._any_word:
            self._parsed.note("loosened")
        return loose, scores * held.astype(np.float32) / np.float32(needed)

    def _left_out(self) -> Mask:
        marked = np.zeros(self._view.size, np.bool_)
        for clause in self._parsed.clauses:
            if clause.excluded:
                marked |= self._score(clause) > 0
        return marked

    def _score(self, clause: Clause) -> Scores:
        gained = np.zeros(self._view.size, np.float32)
        if clause.sort is Sort.PREFIX:
            self._gain(gained, self._prefixed(clause.words[0]))
        elif clause.sort is Sort.PHRASE:
            for language in LANGUAGES:
                self._gain(gained, self._phrase(clause.words, language))
        else:
            for found in self._alternatives(clause.words):
                self._gain(gained, found)
        for found in self._alternatives(clause.joined):
            self._gain(gained, found, JOINED)
        return gained

    def _alternatives(self, words: Iterable[str]) -> Iterable[Postings]:
        """Look words up as words of each language, for nobody tells in which language they are typed."""
        for word, language in product(words, LANGUAGES):
            if not is_stop_word(word, language):
                yield self._view.postings("terms", term(word, language))

    def _gain(self, gained: Scores, found: Postings, share: float = 1.0) -> None:
        """Let documents have the best score of the alternatives."""
        if not len(found.docs):
            return
        rarity = log(1 + (self._view.count - len(found.docs) + 0.5) / (len(found.docs) + 0.5))
        worth = np.float32(share * rarity * (SATURATION + 1)) * found.weights
        worth /= found.weights + np.float32(SATURATION)
        gained[found.docs] = np.maximum(gained[found.docs], worth)

    def _prefixed(self, prefix: str) -> Postings:
        """Give the documents with a word that begins like this: as written, or what its forms share."""
        weights = np.zeros(self._view.size, np.float32)
        for field, beginning in (
            ("forms", prefix),
            *(("terms", f"{language}:{prefix}") for language in LANGUAGES),
        ):
            found = self._view.beginning_with(field, beginning)
            np.maximum.at(weights, found.docs, found.weights)
        docs = np.flatnonzero(weights).astype(np.uint32)
        return Postings(docs, weights[docs])

    def _phrase(self, words: tuple[str, ...], language: str) -> Postings:
        """Give the documents of one language that hold the words in a row, with the rarest word's weight."""
        telling = [word for word in words if not is_stop_word(word, language)]
        if not telling:
            return NONE
        rows = [self._view.postings("terms", term(word, language)) for word in telling]
        rarest = min(rows, key=lambda row: len(row.docs))
        marked = np.ones(len(rarest.docs), np.bool_)
        for row in rows:
            marked &= np.isin(rarest.docs, row.docs, assume_unique=True)
        sought = f" {' '.join(stem(word, language) for word in words)} ".encode()
        for place in np.flatnonzero(marked):
            marked[place] = sought in self._view.flow(int(rarest.docs[place]))
        return Postings(rarest.docs[marked], rarest.weights[marked])


def narrowed(
    view: View | Part, matched: Mask, filters: Mapping[str, tuple[str, ...]]
) -> tuple[Mask, dict[str, Mask]]:
    """Keep what passes all filters; give with it, per facet filtered on, what passes the others."""
    passing = {name: view.filed_under(name, values) for name, values in filters.items() if values}
    others = {
        name: _all_of(matched, [mask for other, mask in passing.items() if other != name]) for name in passing
    }
    return _all_of(matched, passing.values()), others


def _all_of(matched: Mask, masks: Iterable[Mask]) -> Mask:
    kept = matched.copy()
    for mask in masks:
        kept &= mask
    return kept


def _may_be_missing(clause: Clause) -> bool:
    """Whether a word is too common in one of the languages to insist on it."""
    if clause.sort is Sort.PREFIX:
        return False
    return any(all(is_stop_word(word, language) for word in clause.words) for language in LANGUAGES)
