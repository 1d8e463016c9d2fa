# SPDX-License-Identifier: EUPL-1.2
"""What an entry becomes in the index."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from knowledgebase.search.analysis.stems import Analysed, analysed, known
from knowledgebase.search.analysis.words import WORD, word_of
from knowledgebase.search.protocol import Entry
from knowledgebase.search.weights import PARTS
from knowledgebase.search.whoosh_engine.origin import (
    COLUMN,
    STORED,
    Existence,
    FieldType,
    NumericColumn,
    Schema,
    VarBytesColumn,
)

FACET_MARK = "\x1f"
"""Between name and value of a facet."""

PART_END = "\n"
"""Between the parts in the flow of stems, so that no phrase runs from one into the next."""


class Terms(FieldType):  # type: ignore[misc]
    """A field whose terms come with their weights, ready made; `writer` writes its posting lists."""

    indexed = True

    def __init__(self) -> None:
        super().__init__(Existence(), None)


SCHEMA = Schema(
    key=COLUMN(NumericColumn("q")),
    changed=COLUMN(NumericColumn("q")),
    terms=Terms(),
    forms=Terms(),
    heading=Terms(),
    facets=Terms(),
    flow=COLUMN(VarBytesColumn()),
    shown=STORED(),
)
"""key and changed: of the entry, the latter in microseconds. terms: what words find it, with the
BM25F weight of each, computed beforehand. forms: words as written that differ from their term, for
pre*. heading: words of the title, for suggestions. flow: all stems in order, for phrases.
shown: title, kind and language of a hit."""

TERM_FIELDS = ("terms", "forms", "heading", "facets")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def document(entry: Entry) -> dict[str, Any]:
    """Give the fields of an entry."""
    language = known(entry.language)
    parts = {name: WORD.findall(text) for name, text in _texts(entry).items()}
    terms, forms = _weighted(parts, language)
    return {
        "key": entry.id,
        "changed": microseconds(entry.changed),
        "terms": terms,
        "forms": dict.fromkeys(forms, 1.0),
        "heading": {part: 1.0 for written in parts["title"] for part in word_of(written).parts},
        "facets": {facet_term(name, value): 1.0 for name, values in entry.facets.items() for value in values},
        "flow": flow(parts.values(), language),
        "shown": (entry.title, entry.kind, entry.language),
    }


def facet_term(name: str, value: str) -> str:
    """Give the term under which a value of a facet is filed."""
    return f"{name}{FACET_MARK}{value}"


def microseconds(moment: datetime) -> int:
    """Write a moment as a number that sorts."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def _texts(entry: Entry) -> dict[str, str]:
    return {
        "title": entry.title,
        "tags": " ".join(entry.tags),
        "summary": entry.summary,
        "body": entry.body,
        "answers": entry.answers,
    }


def _weighted(parts: Mapping[str, list[str]], language: str) -> tuple[dict[str, float], set[str]]:
    """Weigh every term: BM25F's sum over the parts, each corrected for its length; gather written forms."""
    weights: dict[str, float] = {}
    forms: set[str] = set()
    for name, found in parts.items():
        share = PARTS[name].share(len(found))
        words = ((analysed(written, language), times) for written, times in Counter(found).items())
        _add(words, share, weights, forms)
    return weights, forms


def _add(
    words: Iterable[tuple[Analysed, int]], share: float, weights: dict[str, float], forms: set[str]
) -> None:
    for word, times in words:
        forms.update(word.forms)
        for term in word.terms:
            weights[term] = weights.get(term, 0.0) + share * times


def flow(parts: Iterable[list[str]], language: str) -> bytes:
    """Give all stems in order, each between spaces."""
    return PART_END.join(
        f" {' '.join(analysed(written, language).flow for written in found)} " for found in parts
    ).encode()
