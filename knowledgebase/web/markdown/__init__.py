# SPDX-License-Identifier: EUPL-1.2
"""Text in Markdown becomes safe HTML here, and nowhere else; nothing else marks text as safe.

Three layers that do not rely on each other make it safe (parsing, and two in
sanitising), in a process that is ended when a text takes too long. The fourth
is the content security policy of the page.
"""

import html
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

import nh3
from markupsafe import Markup

from knowledgebase.web.markdown import pool
from knowledgebase.web.markdown.numbers import Known, with_words
from knowledgebase.web.markdown.passages import Quote, marked

if TYPE_CHECKING:
    from flask import Flask

RENDERER_VERSION = 5
"""Goes up when the same text gives other HTML or another outline, so that what is stored can be rendered again."""

TOP = 2
"""Level of the highest headings of a text that stands right under the title of its page."""

LONGEST_TEXT = 200_000
"""Characters that a text may have."""

UNFORMATTED = "<pre>"
"""How HTML starts that only shows the text as it was typed: a block of code starts with `<pre><code`."""

CHUNK_TEXTS = 50
CHUNK_CHARACTERS = 20_000
AHEAD = 2 * pool.PROCESSES
NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
HEADING = re.compile(r'<h([2-6]) id="(t-[\w-]*)">(.*?)</h\1>', re.DOTALL)
MOST_HEADINGS = 200
"""Headings of one text that its outline names."""

MARKS = re.compile(r"[*_`~#>|\[\]\\]+")


class TextTooLong(ValueError):
    """The text has more than LONGEST_TEXT characters."""


class Heading(NamedTuple):
    """A heading in the HTML of a text: its level, the id by which it can be linked to, and its words."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """The safe HTML of a text, the version of the renderer, whether it could be formatted, and its headings."""

    html: str
    version: int
    clean: bool
    outline: Sequence[Heading] = ()

    @property
    def headings(self) -> list[dict[str, Any]]:
        """The headings as plain data, as they are kept."""
        return [heading._asdict() for heading in self.outline]


def init_app(app: "Flask") -> None:
    """Teach templates to show stored HTML: `{{ question.html | stored(linked) }}`."""
    app.jinja_env.filters["stored"] = stored
    app.jinja_env.tests["unformatted"] = is_unformatted


def render(source: str, top: int = TOP) -> Rendered:
    """Render one text, in a second at most; a text that takes longer is shown as it was typed.

    Its highest headings get the level `top`, to fit under those of the page; with 0 it has none.

    :raises TextTooLong: instead of trying.
    """
    text = [_text(source)]
    return next(_finished(text, pool.start(text, top, someone_waits=True)))


def render_all(sources: Iterable[str], top: int = TOP) -> Iterator[Rendered]:
    """Render many texts at once while nobody waits, and give them in the same order.

    :raises TextTooLong: at the first text that is too long.
    """
    waiting: deque[tuple[list[str], pool.Job]] = deque()
    for chunk in _chunks(map(_text, sources)):
        waiting.append((chunk, pool.start(chunk, top, someone_waits=False)))
        if len(waiting) > AHEAD:
            yield from _finished(*waiting.popleft())
    while waiting:
        yield from _finished(*waiting.popleft())


def plain(text: str) -> str:
    """Give the words of HTML or of Markdown, for the search index and for summaries."""
    if not text.startswith("<"):
        text = MARKS.sub(" ", text)
    return html.unescape(nh3.clean(text, tags=set())).strip()


def sections(markup: str) -> Iterator[tuple[str, str]]:
    """Give for each heading in the HTML of a text its words, and those below it up to the next heading."""
    headings = list(HEADING.finditer(markup))
    ends = [*(heading.start() for heading in headings), len(markup)][1:]
    for heading, end in zip(headings, ends, strict=True):
        yield plain(f"<p>{heading[3]}</p>"), plain(f"<p>{markup[heading.end() : end]}")


def trusted(markup: str) -> Markup:
    """Mark HTML as safe. Only for what `render` gave: this is the only place that marks text as safe."""
    return Markup(markup)  # noqa: S704


def stored(markup: str, linked: Known | None = None, quoted: Iterable[Quote] = ()) -> Markup:
    """Give stored HTML to a page: its quoted passages marked, its links with what the reader may know of them."""
    return trusted(with_words(marked(markup, quoted), linked or {}))


def is_unformatted(markup: str) -> bool:
    """Whether this HTML only shows the text as it was typed, because it could not be formatted."""
    return markup.startswith(UNFORMATTED) and not markup.startswith(f"{UNFORMATTED}<code")


def _text(source: str) -> str:
    if len(source) > LONGEST_TEXT:
        raise TextTooLong(f"a text has at most {LONGEST_TEXT:,} characters, this one {len(source):,}")
    return NOT_TEXT.sub("", source)


def _chunks(texts: Iterator[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for text in texts:
        if chunk and (len(chunk) == CHUNK_TEXTS or sum(map(len, chunk)) + len(text) > CHUNK_CHARACTERS):
            yield chunk
            chunk = []
        chunk.append(text)
    if chunk:
        yield chunk


def _finished(chunk: list[str], job: pool.Job) -> Iterator[Rendered]:
    found = pool.finish(job)
    if found is None and len(chunk) > 1:
        alone = (_finished([text], pool.start([text], job.top, job.someone_waits)) for text in chunk)
        return chain.from_iterable(alone)
    return map(_rendered, chunk, found or [None])


def _rendered(source: str, markup: str | None) -> Rendered:
    if markup is None:
        return Rendered(f"{UNFORMATTED}\n{html.escape(source)}</pre>", RENDERER_VERSION, clean=False)
    return Rendered(markup, RENDERER_VERSION, True, _outline(markup))


def _outline(markup: str) -> tuple[Heading, ...]:
    """Read the headings from what the last gate let through, which closes every tag and writes `id` one way."""
    found = islice(HEADING.finditer(markup), MOST_HEADINGS)
    return tuple(Heading(int(one[1]), one[2], plain(f"<p>{one[3]}</p>")) for one in found)
