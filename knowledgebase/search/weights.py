# SPDX-License-Identifier: EUPL-1.2
"""How much each part of an entry says about what it is about: BM25F, in one table.

The part's weight multiplies how often a word occurs in it; `usual` is the length that is neither
rewarded nor punished (fixed, because an average over the index would tell about entries the
searcher may not see); `bend` says how strongly length counts, from 0 (not) to 1.
"""

from typing import NamedTuple


class Part(NamedTuple):
    """Weight, usual length in words, and influence of length of one part of an entry."""

    weight: float
    usual: float
    bend: float

    def share(self, length: int) -> float:
        """Give what one word of a part of this length weighs. Less than half the usual length earns no more."""
        return self.weight / (1 - self.bend + self.bend * max(length / self.usual, 0.5))


PARTS = {
    # A title names the subject; its few words were chosen for it. Long titles are hardly vaguer.
    "title": Part(weight=5.0, usual=8, bend=0.3),
    # Tags are chosen from a list and describe the whole, but are shared by many entries.
    "tags": Part(weight=3.0, usual=4, bend=0.0),
    # A summary says in other words than the title what the entry is about.
    "summary": Part(weight=2.0, usual=25, bend=0.5),
    # The running text: the measure of the others.
    "body": Part(weight=1.0, usual=200, bend=0.75),
    # Answers and comments are written by others, wander off, and there can be fifty of them.
    "answers": Part(weight=0.6, usual=300, bend=0.75),
}

SATURATION = 1.2
"""BM25's k1: how soon more of the same word stops adding. The customary value."""

JOINED = 0.8
"""Share of its weight that a joined form ("zaaksysteem" for "zaak systeem") keeps: it is a guess."""
