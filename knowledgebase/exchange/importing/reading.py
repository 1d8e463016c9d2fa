# SPDX-License-Identifier: EUPL-1.2
"""Read and check import lines; every problem names its line and key."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from knowledgebase.exchange.importing.known import Known
from knowledgebase.exchange.lines import ORDER, AnyLine

LONGEST_LINE = 1_000_000
_adapter: TypeAdapter[Any] = TypeAdapter(AnyLine)


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line."""

    line: int
    key: str
    message: str

    def __str__(self) -> str:
        key = f" key “{self.key}”:" if self.key else ""
        return f"line {self.line}:{key} {self.message}"


@dataclass(frozen=True)
class Numbered:
    """A line with its number in the file, from 1."""

    number: int
    line: Any


def checked_lines(texts: Iterable[str], known: Known) -> tuple[list[Numbered], list[Problem]]:
    """Read lines; give those that are right, in the order of taking, and what is wrong with the others."""
    problems: list[Problem] = []
    numbered = (_read(number, text, problems) for number, text in enumerate(texts, 1))
    read = [one for one in numbered if one]
    read.sort(key=lambda one: ORDER.index(one.line.type))
    right = []
    for one in read:
        wrong = list(_wrong_with(one, known))
        problems += wrong
        if not wrong:
            known.learn(one.line)
            right.append(one)
    return right, sorted(problems, key=lambda problem: problem.line)


def _read(number: int, text: str, problems: list[Problem]) -> Numbered | None:
    if not text.strip():
        return None
    if len(text) > LONGEST_LINE:
        problems.append(Problem(number, "", f"is longer than {LONGEST_LINE:,} characters"))
        return None
    try:
        return Numbered(number, _adapter.validate_python(_object(text)))
    except ValueError as wrong:
        problems += _problems(number, wrong)
        return None


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(value, dict):
        raise ValueError("a list, a number or a text")
    return value


def _problems(number: int, wrong: ValueError) -> Iterator[Problem]:
    if not isinstance(wrong, ValidationError):
        yield Problem(number, "", f"is not a JSON object ({wrong})")
        return
    for error in wrong.errors(include_url=False, include_input=False):
        # The first part of the place is the type of the line.
        place = [str(part) for part in error["loc"][1:]] or _discriminator(error)
        unknown = error["type"] == "extra_forbidden"
        yield Problem(number, ".".join(place), "is not a key of this type" if unknown else error["msg"])


def _discriminator(error: Mapping[str, Any]) -> list[str]:
    return ["type"] if error["type"].startswith("union_tag") else []


def _wrong_with(one: Numbered, known: Known) -> Iterator[Problem]:
    for key, name in known.repeated(one.line):
        yield Problem(one.number, key, f"“{name}” stands in this file twice")
    for key, name in known.taken(one.line):
        yield Problem(one.number, key, f"“{name}” is taken by something else on this site")
    for key, kind, name in known.references(one.line):
        if not known.has(kind, name):
            yield Problem(one.number, key, f"“{name}” is not known as {kind}, in this file or on this site")
