# SPDX-License-Identifier: EUPL-1.2
"""From words to terms, by language: inflected forms of one word share a term.

The stemmers are Snowball's own (package PyStemmer). Its Dutch one, by Kraaij and Pohlmann, keeps
"server" and "serveren", "regel" and "regeling" apart where Porter's Dutch rules confuse them.
"""

import threading
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from knowledgebase.search.analysis.words import word_of

LANGUAGES = ("nl", "en")

_DUTCH = """
    de het een en van in op te voor met is zijn dat die dit deze er aan bij als om ook of maar dan door tot uit naar
    over ze zij hij wij we ik je jij u men wat wie waar welke hoe niet nog al wel worden wordt werd werden was waren
    heeft hebben had hun haar ons onze mijn kan kunnen zal zullen zou
"""
_ENGLISH = """
    the a an and of in on to for with is are was were be been that this these those it its as at by from or but not we
    they he she you i our their his her what who where which how do does did has have had will would can could
"""

STOP_WORDS = {"nl": frozenset(_DUTCH.split()), "en": frozenset(_ENGLISH.split())}

SPOILT = {
    "nl": {"gemeente": "gemeente", "gemeentes": "gemeente", "gemeenten": "gemeente"},
    "en": {},
}
"""Words the stemmer confuses with others: it takes the ge- of "gemeente" for that of a past participle."""

KEPT = 1 << 15
"""Words whose analysis is kept in memory: enough for all but the rarest."""


class _Stemmers(threading.local):
    """Stemmers of one thread: they must not be shared."""

    def __init__(self) -> None:
        self.of = {"nl": Stemmer.Stemmer("dutch", 0), "en": Stemmer.Stemmer("english", 0)}


_stemmers = _Stemmers()


def known(language: str) -> str:
    """Give the language whose rules are used for text in `language`: Dutch unless it is English."""
    return "en" if language[:2].lower() == "en" else "nl"


@lru_cache(maxsize=KEPT)
def stem(word: str, language: str) -> str:
    """Give what the inflected forms of `word` (written one way) share in `language`."""
    kept = SPOILT[language].get(word)
    return kept or str(_stemmers.of[language].stemWord(word))


def is_stop_word(word: str, language: str) -> bool:
    """Whether `word` says nothing about what a text is about."""
    return word in STOP_WORDS[language]


class Analysed(NamedTuple):
    """What a word of a text is to the index.

    `terms` find it: each carries its language, so that equal letters of two languages stay
    apart; a word with a hyphen is found by its pieces and by the pieces joined. `flow` is
    its stems in order. `forms` are the ways of writing it that its terms do not begin with.
    """

    terms: tuple[str, ...]
    flow: str
    forms: tuple[str, ...]


@lru_cache(maxsize=KEPT)
def analysed(written: str, language: str) -> Analysed:
    """Analyse a word as it stands in a text in `language`."""
    word = word_of(written)
    forms = word.parts if len(word.parts) == 1 else (*word.parts, word.joined)
    return Analysed(
        terms=tuple(term(form, language) for form in forms if not is_stop_word(form, language)),
        flow=" ".join(stem(part, language) for part in word.parts),
        forms=tuple(form for form in forms if stem(form, language) != form),
    )


def term(word: str, language: str) -> str:
    """Give the term of a word written one way."""
    return f"{language}:{stem(word, language)}"
