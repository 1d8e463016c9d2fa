# SPDX-License-Identifier: EUPL-1.2
"""Report, and decide."""

import sqlalchemy as sa

from knowledgebase.contributions.actions import hide, hold, restore
from knowledgebase.contributions.models import Contribution
from knowledgebase.db import db
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.moderation import letters
from knowledgebase.moderation.models import Decision, Reason, Report, Verdict
from knowledgebase.policy import Viewer


def report(contribution: Contribution, reason: Reason, explanation: str, viewer: Viewer) -> Report:
    """Ask the moderators to look; asking again before they did replaces what was said."""
    hold(contribution)
    open_report = sa.select(Report).where(
        Report.contribution_id == contribution.id,
        Report.reporter_id == viewer.id,
        Report.decision_id.is_(None),
    )
    found = db.session.scalar(open_report)
    if found is None:
        found = Report(contribution_id=contribution.id, reporter_id=viewer.id, reason=reason)
        db.session.add(found)
        record(Happening.REPORTED, actor_id=viewer.id, contribution_id=contribution.id, detail=reason.value)
    found.reason = reason
    found.explanation = explanation
    return found


def decide(
    contribution: Contribution, verdict: Verdict, reason: str, viewer: Viewer, address: str
) -> Decision:
    """Decide about a contribution, close its reports and tell its author.

    `address` is where the author reads the contribution, as a full URL.
    """
    hold(contribution)
    status = contribution.status
    decision = Decision(
        contribution_id=contribution.id, moderator_id=viewer.id, verdict=verdict, reason=reason
    )
    db.session.add(decision)
    db.session.flush()
    _close_reports(contribution, decision, viewer)
    if verdict == Verdict.HIDE:
        hide(contribution, viewer, reason)
    elif verdict == Verdict.RESTORE:
        restore(contribution, viewer, reason)
    if contribution.status != status:
        letters.decided(contribution, verdict, reason, address).post()
    return decision


def _close_reports(contribution: Contribution, decision: Decision, viewer: Viewer) -> None:
    still_open = (Report.contribution_id == contribution.id, Report.decision_id.is_(None))
    closed = db.session.execute(sa.update(Report).where(*still_open).values(decision_id=decision.id))
    if closed.rowcount and decision.verdict == Verdict.KEEP:  # type: ignore[attr-defined]
        record(Happening.REPORT_DISMISSED, actor_id=viewer.id, contribution_id=contribution.id)
