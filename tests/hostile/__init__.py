# SPDX-License-Identifier: EUPL-1.2
"""Texts that attack: collections of others, each with its licence (SOURCES.md), and our own."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def naughty_strings() -> list[str]:
    """Give the Big List of Naughty Strings."""
    return list(_json("blns/blns.json"))


def filter_evasions() -> list[str]:
    """Give the blocks of code of OWASP's cheat sheet on evading filters."""
    return FENCED.findall(_text("owasp-xss/XSS_Filter_Evasion_Cheat_Sheet.md"))


def payloads() -> list[str]:
    """Give the lines of the lists of PayloadsAllTheThings."""
    names = sorted(path.name for path in (HERE / "payloadsallthethings").glob("*.txt"))
    lines = "\n".join(_text(f"payloadsallthethings/{name}") for name in names).split("\n")
    return [line for line in lines if line.strip()]


def bleach_cases() -> list[str]:
    """Give what goes in to the test cases of bleach."""
    paths = sorted((HERE / "bleach-tests").glob("*.test"))
    return [path.read_text(encoding="utf-8").partition("\n--\n")[0] for path in paths]


def commonmark_examples() -> list[str]:
    """Give the Markdown of the examples in the specification of CommonMark."""
    return [example["markdown"] for example in _json("commonmark/commonmark.json")]


def markdown_attacks() -> list[str]:
    """Give our own attacks through Markdown."""
    return list(_json("own/markdown_xss.json"))


def slow_texts() -> list[str]:
    """Give the texts that keep a parser of Markdown busy."""
    found = _json("own/markdown_dos.json")
    return [case * (size // len(case)) for case in found["cases"] for size in found["sizes"]]


CORPORA: dict[str, Callable[[], list[str]]] = {
    "naughty strings": naughty_strings,
    "filter evasions": filter_evasions,
    "payloads": payloads,
    "bleach cases": bleach_cases,
    "commonmark examples": commonmark_examples,
    "markdown attacks": markdown_attacks,
}


@cache
def hostile_texts() -> tuple[str, ...]:
    """Give all of them, each once, and each as the address of a link too."""
    once = dict.fromkeys(text for corpus in CORPORA.values() for text in corpus())
    return (*once, *(f"[link]({text})" for text in once))


def _json(name: str) -> Any:
    return json.loads(_text(name))


def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")
