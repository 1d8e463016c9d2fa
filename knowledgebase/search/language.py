# SPDX-License-Identifier: EUPL-1.2
"""The language people search in: words, "phrases", -word and one pre*; anything else counts as words.

Reading never fails, and takes time in proportion to at most `LONGEST_QUERY` characters.
"""

import enum
import re
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _

from knowledgebase.search.analysis.words import WORD, fold, words
from knowledgebase.search.protocol import Note

LONGEST_QUERY = 200
MOST_WORDS = 12
SHORTEST_PREFIX = 3

NOTES = {
    "cut": _("Your question was long; only the first 200 characters were used."),
    "words": _("Only the first 12 words were used."),
    "signs": _(
        'Only words, "phrases", -word and the start of a word with * have a meaning; other signs were ignored.'
    ),
    "quote": _("A quotation mark without its partner was ignored."),
    "prefix_short": _("A * needs at least three letters before it; the letters were searched as a word."),
    "prefix_one": _("One word may end in *; the others were searched as they are."),
    "no_words": _("There was no word to search for."),
    "loosened": _("Nothing holds all these words; this holds some of them."),
}
"""What a `Note` says, by its code."""


class Sort(enum.Enum):
    """The sorts of clause."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True)
class Clause:
    """One thing asked for, in words written one way.

    `joined` are forms that say the same as this word together with a neighbour:
    "zaaksysteem" for the "zaak" and the "systeem" of "zaak systeem" and "zaak-systeem".
    """

    sort: Sort
    words: tuple[str, ...]
    joined: tuple[str, ...] = ()
    excluded: bool = False


@dataclass
class Parsed:
    """A query, read."""

    clauses: list[Clause] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    count: int = 0

    @property
    def asks(self) -> bool:
        """Whether there is anything to search for, or to leave out."""
        return bool(self.clauses)

    def note(self, code: str, detail: str = "") -> None:
        """Tell the searcher something, once."""
        if all(note.code != code for note in self.notes):
            self.notes.append(Note(code, detail))


_PIECE = re.compile(rf'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>{WORD.pattern})(?P<star>\*)?)')
_MEANINGLESS = re.compile(r"[*?~^()\[\]{}|&+:\\]|\b(?:AND|OR|NOT)\b")


def parse(text: str) -> Parsed:
    """Read what somebody typed."""
    parsed = Parsed()
    typed = _cleaned(text[:LONGEST_QUERY])
    if len(text) > LONGEST_QUERY:
        parsed.note("cut")
    if typed.count('"') % 2:
        parsed.note("quote")
        typed = " ".join(typed.rsplit('"', 1))
    for piece in _PIECE.finditer(typed):
        _read(piece, parsed)
    if _MEANINGLESS.search(_PIECE.sub(" ", typed)) or re.search(r"\b(?:AND|OR|NOT)\b", typed):
        parsed.note("signs")
    if typed.strip() and not parsed.asks:
        parsed.note("no_words")
    parsed.clauses = _with_joined_neighbours(parsed.clauses)
    return parsed


def _cleaned(text: str) -> str:
    """Put spaces for control and formatting characters, plain quotation marks for printed ones."""
    plain = re.sub(r"[“”„«»]", '"', text)
    return "".join(c if c.isprintable() else " " for c in plain)


def _read(piece: re.Match[str], parsed: Parsed) -> None:
    written = piece["word"] if piece["phrase"] is None else piece["phrase"]
    parts = tuple(part for word in words(written) for part in word.parts)
    if not parts:
        return
    room = MOST_WORDS - parsed.count
    parsed.count += len(parts)
    if len(parts) > room:
        parsed.note("words")
        parts = parts[:room]
    if parts:
        parsed.clauses += _clauses(piece, parts, parsed)


def _clauses(piece: re.Match[str], parts: tuple[str, ...], parsed: Parsed) -> list[Clause]:
    excluded = piece["minus"] is not None
    if piece["star"]:
        return [*_plain(parts[:-1], excluded), _prefix(parts[-1], parsed, excluded)]
    if piece["phrase"] is not None and len(parts) > 1:
        return [Clause(Sort.PHRASE, parts, excluded=excluded)]
    if excluded and len(parts) > 1:
        return [Clause(Sort.PHRASE, parts, joined=("".join(parts),), excluded=True)]
    return _plain(parts, excluded)


def _plain(parts: tuple[str, ...], excluded: bool) -> list[Clause]:
    whole = ("".join(parts),) if len(parts) > 2 else ()
    return [Clause(Sort.WORD, (part,), whole, excluded) for part in parts]


def _prefix(part: str, parsed: Parsed, excluded: bool) -> Clause:
    if len(part) < SHORTEST_PREFIX:
        parsed.note("prefix_short", part)
    elif any(clause.sort is Sort.PREFIX for clause in parsed.clauses):
        parsed.note("prefix_one", part)
    else:
        return Clause(Sort.PREFIX, (part,), excluded=excluded)
    return Clause(Sort.WORD, (part,), excluded=excluded)


def _with_joined_neighbours(clauses: list[Clause]) -> list[Clause]:
    """Let two words in a row also be found as one: people differ in where they put spaces and hyphens."""
    joined = [set(clause.joined) for clause in clauses]
    for left in range(len(clauses) - 1):
        pair = clauses[left : left + 2]
        if all(clause.sort is Sort.WORD and not clause.excluded for clause in pair):
            both = pair[0].words[0] + pair[1].words[0]
            joined[left].add(both)
            joined[left + 1].add(both)
    return [
        Clause(clause.sort, clause.words, tuple(sorted(forms)), clause.excluded)
        for clause, forms in zip(clauses, joined, strict=True)
    ]


def folded_prefix(text: str) -> tuple[list[str], str]:
    """Cut what is being typed in a search box into finished words and the unfinished last one."""
    found = [part for word in words(fold(_cleaned(text[:LONGEST_QUERY]))) for part in word.parts][:MOST_WORDS]
    if not found:
        return [], ""
    return found[:-1], found[-1]
