# SPDX-License-Identifier: EUPL-1.2
"""Keep what somebody is still writing, and forget it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from knowledgebase.contributions.models import Draft
from knowledgebase.db import db, found_or_added, now, reading
from knowledgebase.policy import Viewer

LARGEST_DRAFT = 400_000
"""Bytes that the fields of a draft may take together."""

LONGEST_TITLE = 80
KEPT_FOR = timedelta(days=30)


class DraftTooLarge(Exception):
    """There is more in the form than a draft may hold."""


@dataclass(frozen=True)
class Place:
    """A form that is being filled in: its name, its copy, the contribution it is about, and where it is shown."""

    name: str
    address: str
    sent_as: str = ""
    contribution_id: int | None = None


def keep_draft(place: Place, fields: list[list[str]], viewer: Viewer) -> Draft:
    """Keep what the form holds now, in the place of what was kept of it before.

    :raises DraftTooLarge: when that is more than LARGEST_DRAFT.
    """
    if len(json.dumps(fields, ensure_ascii=False).encode()) > LARGEST_DRAFT:
        raise DraftTooLarge
    draft = found_or_added(Draft, owner_id=viewer.id, place=place.name, sent_as=place.sent_as)
    draft.contribution_id = place.contribution_id
    draft.address = place.address
    draft.fields = fields
    draft.title = _title(dict(reversed(fields)))
    draft.saved_at = now()
    return draft


def forget_draft(draft: Draft) -> None:
    """Throw a draft away."""
    _forget(Draft.id == draft.id)


def forget_draft_at(place: str, viewer: Viewer) -> None:
    """Throw away what the viewer kept of a form of which there is one."""
    _forget(Draft.owner_id == viewer.id, Draft.place == place)


def forget_draft_sent_as(name: str, viewer: Viewer) -> None:
    """Throw away what the viewer kept of this copy of a form for something new."""
    _forget(Draft.owner_id == viewer.id, Draft.sent_as == name)


def forget_old_drafts() -> None:
    """Throw away the drafts that nobody took up again: a chore of the worker, which looks before it writes."""
    is_old = Draft.saved_at < now() - KEPT_FOR
    with reading():
        there_are = db.session.scalar(sa.select(sa.exists().where(is_old)))
    if there_are:
        _forget(is_old)


def _forget(*which: Any) -> None:
    db.session.execute(sa.delete(Draft).where(*which).execution_options(synchronize_session=False))


def _title(typed: dict[str, str]) -> str:
    """Give the title that was typed, or how the text begins."""
    if typed.get("title"):
        return typed["title"][:300]
    words: Iterable[str] = typed.get("body", "")[: 4 * LONGEST_TITLE].split()
    begin = " ".join(words)
    return begin if len(begin) <= LONGEST_TITLE else f"{begin[:LONGEST_TITLE].rstrip()}…"
