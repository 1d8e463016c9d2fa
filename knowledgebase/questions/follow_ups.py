# SPDX-License-Identifier: EUPL-1.2
"""Ask whoever accepted an answer, months later, whether it worked."""

from datetime import date

import sqlalchemy as sa

from knowledgebase.accounts.models import User
from knowledgebase.contributions.actions import hold
from knowledgebase.db import db, now, reading
from knowledgebase.policy import Permission, Status, allows, seen
from knowledgebase.questions import letters
from knowledgebase.questions.models import Answer, FollowUp
from knowledgebase.web.i18n import months_after, today

AFTER_MONTHS = (3, 6, 12)
MOST_AT_ONCE = 20
"""Askers asked in one transaction, so that others need not wait long for it."""


def plan(given: Answer, accepted_on: date) -> None:
    """Plan to ask whether an accepted answer worked; a day that has passed already is left out."""
    cancel(given.id)
    days = [months_after(accepted_on, months) for months in AFTER_MONTHS]
    db.session.add_all(FollowUp(answer_id=given.id, due_on=day) for day in days if day > today())


def cancel(answer_id: int) -> None:
    """Ask no more about an answer."""
    planned = (FollowUp.answer_id == answer_id, FollowUp.asked_at.is_(None))
    db.session.execute(sa.delete(FollowUp).where(*planned))


def ask_due() -> None:
    """Ask the askers whose day has come, each once, however many workers look."""
    due = (FollowUp.asked_at.is_(None), FollowUp.due_on <= today())
    with reading():
        wanted = sa.select(FollowUp.answer_id).where(*due).distinct().order_by(FollowUp.answer_id)
        ids = db.session.scalars(wanted.limit(MOST_AT_ONCE)).all()
    for id in ids:
        _ask(db.session.get_one(Answer, id))


def reply(given: Answer) -> None:
    """Note that the asker told whether the answer worked."""
    open_ones = (
        FollowUp.answer_id == given.id,
        FollowUp.asked_at.is_not(None),
        FollowUp.replied_at.is_(None),
    )
    db.session.execute(sa.update(FollowUp).where(*open_ones).values(replied_at=now()))


def _ask(given: Answer) -> None:
    """Claim what is due about an answer, several days at once if the worker was away, and send one letter."""
    hold(given)
    db.session.refresh(given.question, ["accepted_id"])
    moment = now()
    due = (
        FollowUp.answer_id == given.id,
        FollowUp.asked_at.is_(None),
        FollowUp.due_on <= today(),
    )
    claimed = db.session.execute(sa.update(FollowUp).where(*due).values(asked_at=moment))
    if not claimed.rowcount:  # type: ignore[attr-defined]
        return
    asker = db.session.get_one(User, given.question.author_id)
    if _may_be_asked(asker, given):
        letters.follow_up(given, asker).post()
    else:
        this = (FollowUp.answer_id == given.id, FollowUp.asked_at == moment)
        db.session.execute(sa.delete(FollowUp).where(*this))


def _may_be_asked(asker: User, given: Answer) -> bool:
    """Tell whether the answer still is the accepted one, and the asker may see it and say what came of it."""
    question, viewer = given.question, asker.as_viewer()
    is_shown = question.status == Status.PUBLISHED and question.accepted_id == given.id
    is_seen = bool(seen(viewer, question) and seen(viewer, given))
    return is_shown and is_seen and asker.has_page and allows(viewer, Permission.FOLLOW_UP, given)
