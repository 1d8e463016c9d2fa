# SPDX-License-Identifier: EUPL-1.2
"""Mentions in a text: `@` and a full name becomes a link, `[@Anna de Vries](/mensen/12)`.

The link holds the number of the person, or the code of the organisation, so it
leads to the right page whatever they are called later. The words stay as they
were written, like all words of a text.
"""

import re
from collections.abc import Iterator, Mapping

from knowledgebase.contributions.queries.mentions import Mentionable, called
from knowledgebase.db import reading
from knowledgebase.policy import Viewer

MOST_WORDS = 6
MOST_NAMES = 300
"""Names that are looked up for one text."""
AROUND = frozenset(".,;:!?'\"’”)")
"""What may stand right behind a name, and may be the end of one: Bergen (NH.)."""
WORD = r"[^\s@<>\[\]`*]+"
TYPED = re.compile(
    rf"```.*?```|`[^`\n]*`|(?<![\w@\[/.])@(?P<name>(?=[^\W_]){WORD}(?: {WORD}){{0,{MOST_WORDS - 1}}})",
    re.DOTALL,
)
"""Code, which stays as it is, or `@` with words of which the first may be a name."""
LINKED = re.compile(r'<a href="/(?:mensen/([0-9]{1,9})|gemeenten/([\w-]+))">@')
SPECIAL = re.compile(r"([\\*_`\[\]<])")


def with_mentions(source: str, viewer: Viewer) -> str:
    """Make links of the names after an `@` that are those of one person or organisation the viewer may know of."""
    names = list(_names_in(source))[:MOST_NAMES] if viewer.is_known else []
    if not names:
        return source
    with reading():
        known = called(names, viewer)
    return TYPED.sub(lambda found: _linked(found, known), source)


def mention(one: Mentionable) -> str:
    """Write the Markdown that mentions somebody."""
    name = SPECIAL.sub(r"\\\1", one.name)
    return f"[@{name}]({one.address})"


def mentioned_in(html: str) -> tuple[set[int], set[str]]:
    """Give the numbers of the people, and the codes of the organisations, that a rendered text mentions."""
    links = LINKED.findall(html)
    return {int(number) for number, _ in links if number}, {code for _, code in links if code}


def _names_in(source: str) -> Iterator[str]:
    for found in TYPED.finditer(source):
        yield from _beginnings(found["name"] or "")


def _beginnings(words: str) -> Iterator[str]:
    """Give what the name can be: all of the words or fewer of them, with or without what stands behind."""
    parts = words.split(" ")
    for count in range(len(parts), 0, -1):
        name = " ".join(parts[:count])
        while name:
            yield name
            name = name[:-1] if name[-1] in AROUND else ""


def _linked(found: re.Match[str], known: Mapping[str, Mentionable]) -> str:
    words = found["name"] or ""
    for name in _beginnings(words):
        if one := known.get(name.casefold()):
            return mention(one) + words[len(name) :]
    return found[0]
