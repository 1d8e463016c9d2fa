# SPDX-License-Identifier: EUPL-1.2
"""Reading drafts: one's own, and who else is writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import undefer

from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution, Draft, Kind
from knowledgebase.db import db, now
from knowledgebase.policy import Viewer, name_known, seen

JUST_NOW = timedelta(minutes=15)
"""How long after a draft was saved its writer counts as still writing."""


MOST_OFFERED = 3
"""Drafts that a form offers; the others stand in the writer's list."""


@dataclass(frozen=True)
class Writer:
    """Somebody else who is writing, and how many minutes ago they last did."""

    person: User
    minutes: int


@dataclass(frozen=True)
class Kept:
    """A draft as its writer's list shows it; `about` is what it is about, if the writer may see that still."""

    draft: Draft
    about: Contribution | None

    @property
    def kind(self) -> Kind | None:
        """What it is to become, if it is something new."""
        name = self.draft.place.removeprefix("new-").removesuffix("-quick")
        return Kind(name) if self.draft.place.startswith("new-") else None

    @property
    def can_be_continued(self) -> bool:
        """Whether the form is still there."""
        return self.draft.contribution_id is None or self.about is not None


def draft_of(viewer: Viewer, id: int) -> Draft | None:
    """Give one draft of the viewer's own, with what it holds."""
    wanted = sa.select(Draft).where(Draft.id == id, Draft.owner_id == viewer.id)
    return db.session.scalar(wanted.options(undefer(Draft.fields)))


def drafts_at(viewer: Viewer, place: str) -> Sequence[Draft]:
    """Give what the viewer kept last of a form, the newest first."""
    wanted = sa.select(Draft).where(Draft.owner_id == viewer.id, Draft.place == place)
    return db.session.scalars(
        wanted.order_by(Draft.saved_at.desc(), Draft.id.desc()).limit(MOST_OFFERED)
    ).all()


def drafts_kept_by(viewer: Viewer) -> list[Kept]:
    """Give all that the viewer is still writing, the newest first."""
    wanted = sa.select(Draft).where(Draft.owner_id == viewer.id)
    drafts = db.session.scalars(wanted.order_by(Draft.saved_at.desc(), Draft.id.desc())).all()
    ids = {draft.contribution_id for draft in drafts} - {None}
    about = sa.select(Contribution).where(Contribution.id.in_(ids), seen(viewer, Contribution))
    found = {one.id: one for one in db.session.scalars(about)} if ids else {}
    return [Kept(draft, found.get(draft.contribution_id or 0)) for draft in drafts]


def others_writing(viewer: Viewer, place: str, contribution_id: int) -> list[Writer]:
    """Give who else is editing this just now: only people whose page exists and whose name the viewer may know."""
    has_page = User.active & User.confirmed_at.is_not(None)
    wanted = (
        sa.select(User, Draft.saved_at)
        .join(Draft, Draft.owner_id == User.id)
        .join(Contribution, Contribution.id == Draft.contribution_id)
        .where(Contribution.id == contribution_id, Draft.place == place)
        .where(name_known(viewer, Contribution, Draft.owner_id))
        .where(Draft.owner_id != viewer.id, Draft.saved_at > now() - JUST_NOW, has_page)
        .order_by(Draft.saved_at.desc())
    )
    rows = db.session.execute(wanted).tuples()
    return [Writer(user, max(1, round((now() - at).total_seconds() / 60))) for user, at in rows]
