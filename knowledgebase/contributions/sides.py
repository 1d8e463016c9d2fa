# SPDX-License-Identifier: EUPL-1.2
"""Versions as plain data that can be merged and saved: what a revision keeps, and for whom it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from knowledgebase.contributions.actions import Text, Wording
from knowledgebase.contributions.models import Contribution, Revision, Theme
from knowledgebase.contributions.queries import meant_by, revision_numbered
from knowledgebase.db import db
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Viewer, Visibility
from knowledgebase.web.markdown import render

FOR_WHOM = ("readers", "speaker", "kept_for")
"""For whom it and its parts are, and on whose behalf: no text, and changed by whoever may choose the readers."""


@dataclass(frozen=True)
class Origin:
    """Where a version comes from: what is noted beside its content."""

    note: str = ""
    is_minor: bool = False
    merged_with: int | None = None
    restored_from: int | None = None
    suggestion_id: int | None = None
    is_amended: bool = False


def newest_side(contribution: Contribution, viewer: Viewer) -> dict[str, Any]:
    """Give what stands there now, as far as it is for the viewer."""
    return _side(contribution, contribution.told_to(viewer, contribution.content()), contribution)


def side_of(contribution: Contribution, number: int, viewer: Viewer) -> dict[str, Any] | None:
    """Give the version with this number as far as it is for the viewer; None when nothing of it is."""
    if number == contribution.revision:
        return newest_side(contribution, viewer)
    revision = revision_numbered(contribution, number, viewer)
    if revision is None:
        return None
    return _side(contribution, contribution.told_to(viewer, revision.content), revision)


def side_written(wording: Wording) -> dict[str, Any]:
    """Give what somebody wrote, as far as all kinds share it."""
    theme = db.session.get(Theme, wording.theme_id) if wording.theme_id else None
    return {
        "title": wording.title,
        "summary": wording.summary,
        "body": wording.text.source,
        "language": wording.language,
        "theme": theme.name if theme else "",
        "tags": preferred_names(wording.tags),
        "readers": _readers(wording.visibility, _codes(Organisation.id.in_(wording.organisation_ids))),
        "speaker": next(iter(_codes(Organisation.id == wording.organisation_id)), ""),
    }


def wording_of(contribution: Contribution, side: Mapping[str, Any], text: Text, origin: Origin) -> Wording:
    """Give a version as somebody would have written it; whom it is for is only said when it changes."""
    now = _readers_of(contribution)
    readers = side.get("readers", now)
    theme = sa.select(Theme.id).where(Theme.name == side["theme"])
    return Wording(
        text=text,
        title=side["title"],
        summary=side["summary"],
        language=side["language"],
        tags=side["tags"],
        theme_id=db.session.scalar(theme) if side["theme"] else None,
        visibility=Visibility(readers["visibility"]),
        organisation_ids=_ids(readers["organisations"]),
        keeps_audience=readers == now,
        organisation_id=_speaker(contribution, side),
        note=origin.note,
        is_minor=origin.is_minor,
        merged_with=origin.merged_with,
        restored_from=origin.restored_from,
        suggestion_id=origin.suggestion_id,
        is_amended=origin.is_amended,
    )


def rendered(contribution: Contribution, side: Mapping[str, Any]) -> Text:
    """Render the text of a version, or the one that stands there where that is not for who saves it.

    Takes up to a second: not inside a transaction that writes.
    """
    source = side.get("body", contribution.body)
    return Text(source, render(source, contribution.top_heading))


def preferred_names(names: Any) -> list[str]:
    """Give the tags that these names stand for, without making any."""
    preferred = meant_by(names)
    return sorted({preferred.get(name, name) for name in names})


def _speaker(contribution: Contribution, side: Mapping[str, Any]) -> int | None:
    if "speaker" not in side:
        return contribution.organisation_id
    return next(iter(_ids([side["speaker"]])), None)


def without_readers(side: Mapping[str, Any]) -> dict[str, Any]:
    """Give a version that does not say for whom it is, nor on whose behalf."""
    return {name: value for name, value in side.items() if name not in FOR_WHOM}


def _side(
    contribution: Contribution, content: Mapping[str, Any], saved: Contribution | Revision
) -> dict[str, Any]:
    side = {name: value for name, value in content.items() if name != "visibility"}
    if contribution.root is contribution:
        side["readers"] = _readers_of(saved)
        side["speaker"] = saved.organisation.code if saved.organisation else ""
    return side


def _readers_of(saved: Contribution | Revision) -> dict[str, Any]:
    codes = [one.code for one in saved.audience.organisations] if saved.audience else []
    return _readers(saved.visibility, codes)


def _readers(visibility: Visibility, codes: list[str]) -> dict[str, Any]:
    named = sorted(codes) if visibility == Visibility.ORGANISATIONS else []
    return {"visibility": visibility.value, "organisations": named}


def _codes(condition: sa.ColumnElement[bool]) -> list[str]:
    return list(db.session.scalars(sa.select(Organisation.code).where(condition)))


def _ids(codes: Any) -> frozenset[int]:
    return frozenset(db.session.scalars(sa.select(Organisation.id).where(Organisation.code.in_(codes))))
