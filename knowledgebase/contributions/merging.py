# SPDX-License-Identifier: EUPL-1.2
"""Merge two changes of the same version, as plain data: the text by lines, everything else field by field.

A field is merged when only one side changed it or both changed it alike; lists of
names are merged as sets. What both sides changed differently overlaps, and a person decides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from merge3 import Merge3

from knowledgebase.web.differences import Comparing, Match

BODY = "body"
Content = Mapping[str, Any]


@dataclass(frozen=True)
class Overlap:
    """What both sides changed, differently. `place` counts the blocks of a text that overlap, from 0."""

    field: str
    base: Any
    theirs: Any
    mine: Any
    place: int = 0

    @property
    def key(self) -> str:
        """Name it within one merge."""
        return f"{self.field}-{self.place}"


@dataclass(frozen=True)
class Merge:
    """Two changes put together. The parts of a text are its blocks; any other field is one part."""

    parts: Mapping[str, Sequence[Any]]
    taken_in: Sequence[str]
    """The fields in which the other side had changed something."""

    @property
    def overlaps(self) -> list[Overlap]:
        """What a person must decide about, in the order of the fields."""
        return [part for parts in self.parts.values() for part in parts if isinstance(part, Overlap)]

    def decided(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Give the content with the answer to each overlap, by its key."""
        return {name: _put_together(name, parts, answers) for name, parts in self.parts.items()}


def merge(base: Content | None, theirs: Content, mine: Content) -> Merge:
    """Merge two changes of `base`; without it everything that differs overlaps.

    What `mine` does not speak of stays as it is in `theirs`.
    """
    before = base or {}
    spoken = {name: mine[name] if name in mine else before.get(name, theirs.get(name)) for name in theirs}
    put_together = _parts if base else _asked
    parts = {name: put_together(name, before.get(name), theirs[name], spoken[name]) for name in theirs}
    taken_in = [name for name in theirs if _is_taken_in(before.get(name), theirs[name], spoken[name])]
    return Merge(parts, taken_in)


def _is_taken_in(base: Any, theirs: Any, mine: Any) -> bool:
    return theirs not in (base, mine) and not (base is None and not theirs)


def _parts(name: str, base: Any, theirs: Any, mine: Any) -> list[Any]:
    if theirs == mine or base == mine:
        return [theirs]
    if base == theirs:
        return [mine]
    if name == BODY:
        return list(_blocks(base or "", theirs, mine))
    if all(_is_set(side) for side in (base or [], theirs, mine)):
        return [_united(base or [], theirs, mine)]
    return [Overlap(name, base, theirs, mine)]


def _asked(name: str, base: Any, theirs: Any, mine: Any) -> list[Any]:
    return [theirs if theirs == mine else Overlap(name, base, theirs, mine)]


def _is_set(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _united(base: list[str], theirs: list[str], mine: list[str]) -> list[str]:
    kept = [name for name in theirs if name in mine or name not in base]
    return kept + [name for name in mine if name not in base and name not in kept]


def _blocks(base: str, theirs: str, mine: str) -> Iterator[str | Overlap]:
    sides = [text.split("\n") if text else [] for text in (base, theirs, mine)]
    places = count()
    matcher: Any = _Matching
    for group in Merge3(sides[0], sides[1], sides[2], sequence_matcher=matcher).merge_groups():
        if group[0] == "conflict":
            before, there, here = ("\n".join(lines) for lines in group[1:])
            yield Overlap(BODY, before, there, here, next(places))
        elif group[1]:
            yield "\n".join(group[1])


def _put_together(name: str, parts: Sequence[Any], answers: Mapping[str, Any]) -> Any:
    values = [answers[part.key] if isinstance(part, Overlap) else part for part in parts]
    if name != BODY:
        return values[0]
    dropped = [isinstance(part, Overlap) and not value for part, value in zip(parts, values, strict=True)]
    return "\n".join(value for value, is_dropped in zip(values, dropped, strict=True) if not is_dropped)


class _Matching:
    """Finds equal lines as the pages of differences do: within a budget, so that no text takes long."""

    def __init__(self, _ignored: None, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new

    def get_matching_blocks(self) -> list[Match]:
        """Give the runs that are equal, and an empty one at the end."""
        runs = [match for match in Comparing().matches(self.old, self.new) if match[2]]
        return [*runs, (len(self.old), len(self.new), 0)]
