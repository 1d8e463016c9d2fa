# SPDX-License-Identifier: EUPL-1.2
"""An import file of any size, the same for the same seed: people, questions, answers, in Dutch-looking Markdown."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.bench.dutch import EPOCH, Dutch

PEOPLE = 40
ANSWERS = 3
"""Per question."""


def write_lines(file: Path, questions: int, seed: int = 2026) -> int:
    """Write the file; give the number of lines."""
    lines = [json.dumps(line, ensure_ascii=False) for line in _lines(Dutch(seed), questions)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def _lines(dutch: Dutch, questions: int) -> Iterator[dict[str, Any]]:
    yield {"type": "organisation", "code": "PROEF-1", "name": "Proefgemeente"}
    for number in range(PEOPLE):
        yield {
            "type": "user",
            "id": f"proef-u{number}",
            "name": f"Proefpersoon {number}",
            "email": f"persoon{number}@proefgemeente.test",
            "organisation": "PROEF-1",
            "roles": ["member"],
        }
    for number in range(questions):
        yield _question(dutch, number)
        yield from (_answer(dutch, number, which) for which in range(ANSWERS))


def _question(dutch: Dutch, number: int) -> dict[str, Any]:
    return {
        "type": "question",
        "id": f"proef-q{number}",
        "title": dutch.text(7)[:200],
        "body": _markdown(dutch),
        "tags": [dutch.word(first=100).lower() for _ in range(3)],
        "votes": number % 7,
    } | _written(number, 0)


def _answer(dutch: Dutch, number: int, which: int) -> dict[str, Any]:
    return {
        "type": "answer",
        "id": f"proef-a{number}-{which}",
        "question": f"proef-q{number}",
        "body": _markdown(dutch),
        "accepted": which == 1 and number % 2 == 0,
    } | _written(number, which + 1)


def _written(number: int, hours: int) -> dict[str, Any]:
    moment = EPOCH + timedelta(minutes=number, hours=hours)
    return {"author": f"proef-u{(number + hours) % PEOPLE}", "created": moment.isoformat()}


def _markdown(dutch: Dutch) -> str:
    points = "\n".join(f"- {dutch.text(6)}" for _ in range(3))
    return (
        f"{dutch.text(40)}\n\n## {dutch.text(4)[:60]}\n\n{points}\n\nZie **{dutch.word()}**: {dutch.text(30)}"
    )
