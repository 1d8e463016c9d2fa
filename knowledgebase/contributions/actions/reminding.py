# SPDX-License-Identifier: EUPL-1.2
"""Remind people to look whether something is still right: the owner, the managers, the moderators."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from knowledgebase.accounts.models import User
from knowledgebase.accounts.queries import people_with_role
from knowledgebase.contributions import letters
from knowledgebase.contributions.freshness import fresh_since
from knowledgebase.contributions.models import Contribution, Step, VerificationReminder
from knowledgebase.db import db, reading
from knowledgebase.policy import Role, Status, seen
from knowledgebase.web.i18n import months_after, today

BATCH = 100
APART = timedelta(days=30)
"""How long before the day the owner hears of it, and how long after it the moderators do."""
DAYS = timedelta(days=4)
"""By how much months of different length can be apart."""


@dataclass(frozen=True)
class Due:
    """A step that was reached for a contribution that must be looked at before `on`."""

    contribution_id: int
    on: date
    step: Step


def remind() -> int:
    """Send the reminders that are due, some at a time; give how many contributions they were about.

    A step counts for 30 days: what was due longer ago when this site first
    saw it, as after an import, is in nobody's mail.
    """
    with reading():
        due = list(_due(today()))[:BATCH]
    noted = [one for one in due if _noted(one)]
    for step in Step:
        _send(step, [one.contribution_id for one in noted if one.step == step])
    return len(noted)


def step_on(due_on: date, day: date) -> Step | None:
    """Tell who is to be reminded on `day` of what is due on `due_on`."""
    if day < due_on - APART or day >= due_on + 2 * APART:
        return None
    if day < due_on:
        return Step.OWNER
    return Step.MANAGERS if day < due_on + APART else Step.MODERATORS


def _due(day: date) -> Iterator[Due]:
    kinds = [mapper.class_ for mapper in sa.inspect(Contribution).self_and_descendants]
    for kind in kinds:
        if kind.verified_every is not None:
            yield from _due_of(kind, kind.verified_every, day)


def _due_of(kind: type[Contribution], months: int, day: date) -> Iterator[Due]:
    first, last = months_after(day - 2 * APART, -months) - DAYS, months_after(day + APART, -months) + DAYS
    earliest, latest = (datetime.combine(one, time(), UTC) for one in (first, last))
    changed = Contribution.changed_at.between(earliest, latest)
    fresh = sa.or_(
        Contribution.verified_on.between(first, last), Contribution.verified_on.is_(None) & changed
    )
    identity = sa.inspect(kind).polymorphic_identity
    wanted = (Contribution.kind == identity, Contribution.status == Status.PUBLISHED, fresh)
    rows = db.session.scalars(sa.select(Contribution).where(*wanted).order_by(Contribution.id)).all()
    sent = _sent([row.id for row in rows])
    for row in rows:
        due_on = months_after(fresh_since(row), months)
        step = step_on(due_on, day)
        if step is not None and (row.id, due_on, step) not in sent:
            yield Due(row.id, due_on, step)


def _sent(ids: Sequence[int]) -> set[tuple[int, date, Step]]:
    sent = VerificationReminder
    wanted = sa.select(sent.contribution_id, sent.due_on, sent.step).where(sent.contribution_id.in_(ids))
    return set(db.session.execute(wanted).tuples()) if ids else set()


def _noted(due: Due) -> bool:
    """Note that a reminder is sent; not when another worker did so at this very moment."""
    reminder = VerificationReminder(contribution_id=due.contribution_id, due_on=due.on, step=due.step)
    try:
        with db.session.begin_nested():
            db.session.add(reminder)
    except IntegrityError:
        return False
    return True


def _send(step: Step, ids: Sequence[int]) -> None:
    """Write one letter to each reader, about all that they may see of it."""
    about: dict[User, list[Contribution]] = {}
    wanted = sa.select(Contribution).where(Contribution.id.in_(ids)).order_by(Contribution.id)
    for contribution in db.session.scalars(wanted) if ids else ():
        for reader in _readers(step, contribution):
            about.setdefault(reader, []).append(contribution)
    for reader, contributions in about.items():
        viewer = reader.as_viewer()
        if visible := [one for one in contributions if seen(viewer, one)]:
            letters.reminder(reader, step, visible).post()


def _readers(step: Step, contribution: Contribution) -> Sequence[User]:
    if step is Step.OWNER:
        return [contribution.author] if contribution.author.has_page else []
    if step is Step.MODERATORS:
        return people_with_role(Role.MODERATOR)
    organisation_id = contribution.organisation_id
    return people_with_role(Role.ORGANISATION_MANAGER, organisation_id) if organisation_id else []
