# SPDX-License-Identifier: EUPL-1.2
"""The demo: people and content under organisations that are plainly named as demo."""

import json
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "demo"
AUTHOR = "moderator"
"""Who signs the cases that are compiled from the register."""
FILES = ("people", "tags", "questions", "cases", "lessons", "pages", "agreements")
PASSWORD = "goede-buur-demo"  # noqa: S105 printed at every start of the demo, and only there
ACCOUNTS = {
    "lezer": "reader",
    "lid": "member",
    "moderator": "moderator",
    "beheerder-organisatie": "organisation_manager",
    "vertegenwoordiger": "representative",
    "secretariaat": "secretariat",
    "beheerder": "administrator",
}
"""The accounts that a visitor of the demo signs in with, by import id, with the role they show."""


def lines() -> Iterator[str]:
    """Give the import lines of the demo; the accounts to sign in with get their password here."""
    for name in FILES:
        for text in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").strip().split("\n"):
            yield _with_password(text) if name == "people" else text


def _with_password(text: str) -> str:
    line = json.loads(text)
    return json.dumps(line | {"password": PASSWORD}) if line.get("id") in ACCOUNTS else text
