# SPDX-License-Identifier: EUPL-1.2
"""What a person wrote, as far as all kinds share it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledgebase.policy import Visibility
from knowledgebase.web.markdown import Rendered


@dataclass(frozen=True)
class Text:
    """Markdown and what it renders to."""

    source: str
    rendered: Rendered


@dataclass(frozen=True)
class Wording:
    """What a person wrote: the part that all kinds share.

    `written_at` is now unless an import brought it along, as it does `import_id` and `votes`.
    With `keeps_audience` it stays for whom it was. `merged_with` and `restored_from` are numbers of
    other versions; `suggestion_id` is the suggestion that comes into the text, `is_amended` with changes.
    """

    text: Text
    title: str = ""
    summary: str = ""
    language: str = "nl"
    tags: Sequence[str] = ()
    theme_id: int | None = None
    visibility: Visibility = Visibility.PUBLIC
    organisation_ids: frozenset[int] = frozenset()
    organisation_id: int | None = None
    note: str = ""
    written_at: datetime | None = None
    import_id: str | None = None
    votes: int = 0
    sent_as: str | None = None
    is_minor: bool = False
    keeps_audience: bool = False
    merged_with: int | None = None
    restored_from: int | None = None
    suggestion_id: int | None = None
    is_amended: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether it came from a form for an edit; what is brought back or accepted as it is did not."""
        return self.restored_from is None and (self.suggestion_id is None or self.is_amended)
