# SPDX-License-Identifier: EUPL-1.2
"""The story of a case: one text under fixed headings, of which the empty ones are left out."""

import re
from collections.abc import Iterator

from knowledgebase.web.markdown import sections

HEADINGS = {
    "nl": (
        "Aanleiding en doel",
        "Context",
        "Keuze van partners en vorm",
        "Aanpak",
        "Wat er gebeurde",
        "Kosten en baten",
        "Resultaat",
        "Wat misging of tegenviel",
        "Wat we anders zouden doen",
        "Tips",
        "Bronnen",
    ),
    "en": (
        "Reason and goal",
        "Context",
        "Choice of partners and form",
        "Approach",
        "What happened",
        "Costs and benefits",
        "Result",
        "What went wrong or disappointed",
        "What we would do differently",
        "Tips",
        "Sources",
    ),
}
FIXED = frozenset(heading for headings in HEADINGS.values() for heading in headings)
HEADING = re.compile(r"^##[ \t]+(\S.*)$", re.MULTILINE)


def offered(body: str, language: str) -> str:
    """Give the text with every fixed heading in its place, to be filled in."""
    headings = HEADINGS.get(language, HEADINGS["nl"])
    opening, sections = _opening(body), list(_sections(body))
    place = 0
    for heading in headings:
        found = next((index for index, (title, _) in enumerate(sections) if title == heading), None)
        if found is None:
            sections.insert(place, (heading, ""))
            found = place
        place = found + 1
    return _joined(opening, sections)


def told(body: str) -> str:
    """Give the text without the fixed headings that have nothing below them."""
    sections = [(title, text) for title, text in _sections(body) if text.strip() or title not in FIXED]
    return _joined(_opening(body), sections)


def words_below(html: str) -> dict[str, str]:
    """Give the words of a rendered story below each fixed heading, those under lower headings among them."""
    found: dict[str, list[str]] = {}
    below: list[str] = []
    for heading, text in sections(html):
        if heading in FIXED:
            below = found.setdefault(heading, [])
        elif heading:
            below.append(heading)
        below.append(text)
    return {heading: " ".join(" ".join(texts).split()) for heading, texts in found.items()}


def _opening(body: str) -> str:
    found = HEADING.search(body)
    return (body[: found.start()] if found else body).strip("\n")


def _sections(body: str) -> Iterator[tuple[str, str]]:
    headings = list(HEADING.finditer(body))
    ends = [*(heading.start() for heading in headings), len(body)][1:]
    for heading, end in zip(headings, ends, strict=True):
        yield heading[1].rstrip(" \t#"), body[heading.end() : end].strip("\n")


def _joined(opening: str, sections: list[tuple[str, str]]) -> str:
    blocks = [f"## {title}\n\n{text}".rstrip() for title, text in sections]
    return "\n\n".join(block for block in [opening, *blocks] if block.strip())
