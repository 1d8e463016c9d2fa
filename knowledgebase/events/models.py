# SPDX-License-Identifier: EUPL-1.2
"""What happened, who must still hear of it, and mail that must still go out."""

import enum
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Mapped, mapped_column, relationship

from knowledgebase.db import Model, now


class Happening(enum.Enum):
    """What can happen on the site."""

    PUBLISHED = "published"
    EDITED = "edited"
    RENDERED = "rendered"
    ANSWERED = "answered"
    ANSWER_ACCEPTED = "answer_accepted"
    ANSWER_UNACCEPTED = "answer_unaccepted"
    COMMENTED = "commented"
    COMMENT_EDITED = "comment_edited"
    COMMENT_REMOVED = "comment_removed"
    PERSON_MENTIONED = "person_mentioned"
    ORGANISATION_MENTIONED = "organisation_mentioned"
    VOTED = "voted"
    REACTED = "reacted"
    REACTION_REMOVED = "reaction_removed"
    APPLIED = "applied"
    APPLICATION_WITHDRAWN = "application_withdrawn"
    THREAD_RESOLVED = "thread_resolved"
    THREAD_REOPENED = "thread_reopened"
    COMMENTS_LOCKED = "comments_locked"
    COMMENTS_UNLOCKED = "comments_unlocked"
    FILE_ADDED = "file_added"
    FILE_REMOVED = "file_removed"
    VISIBILITY_CHANGED = "visibility_changed"
    SUGGESTED = "suggested"
    SUGGESTION_APPROVED = "suggestion_approved"
    SUGGESTION_ACCEPTED = "suggestion_accepted"
    SUGGESTION_DECLINED = "suggestion_declined"
    SUGGESTION_WITHDRAWN = "suggestion_withdrawn"
    CO_AUTHOR_ADDED = "co_author_added"
    CO_AUTHOR_REMOVED = "co_author_removed"
    REPORTED = "reported"
    REPORT_DISMISSED = "report_dismissed"
    HIDDEN = "hidden"
    RESTORED = "restored"
    DELETED = "deleted"
    RECOVERED = "recovered"
    PURGED = "purged"
    VERIFIED = "verified"
    HANDED_OVER = "handed_over"
    SIGNED_UP = "signed_up"
    CONFIRMED = "confirmed"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 the name of a happening
    PROFILE_CHANGED = "profile_changed"
    ROLE_GRANTED = "role_granted"
    ROLE_REVOKED = "role_revoked"
    ORGANISATIONS_IMPORTED = "organisations_imported"
    REGISTER_IMPORTED = "register_imported"
    REGISTER_CHANGED = "register_changed"
    REGISTER_LOOKED_AT = "register_looked_at"
    PARTNERSHIP_ADDED = "partnership_added"
    PARTNERSHIP_CHANGED = "partnership_changed"
    PARTNERSHIP_DECIDED = "partnership_decided"
    TAG_CHANGED = "tag_changed"
    RETAGGED = "retagged"
    THEME_CHANGED = "theme_changed"
    INVITED = "invited"
    RELATED = "related"
    RELATION_REMOVED = "relation_removed"
    MERGED = "merged"
    TOOK_IN = "took_in"
    MERGE_UNDONE = "merge_undone"
    VOUCHED = "vouched"
    VOUCHING_TAKEN_BACK = "vouching_taken_back"

    @property
    def label(self) -> str:
        """What happened, as people read it."""
        return str(HAPPENING_LABELS[self])


HAPPENING_LABELS = {
    Happening.PUBLISHED: _("Published"),
    Happening.EDITED: _("Edited"),
    Happening.RENDERED: _("Formatted anew"),
    Happening.ANSWERED: _("Answered"),
    Happening.ANSWER_ACCEPTED: _("Answer accepted"),
    Happening.ANSWER_UNACCEPTED: _("Acceptance taken back"),
    Happening.COMMENTED: _("Commented"),
    Happening.COMMENT_EDITED: _("Comment changed"),
    Happening.COMMENT_REMOVED: _("Comment removed"),
    Happening.PERSON_MENTIONED: _("Mentioned a person"),
    Happening.ORGANISATION_MENTIONED: _("Mentioned an organisation"),
    Happening.VOTED: _("Voted"),
    Happening.REACTED: _("Reacted"),
    Happening.REACTION_REMOVED: _("Reaction removed"),
    Happening.APPLIED: _("Told that it was applied"),
    Happening.APPLICATION_WITHDRAWN: _("Taken back that it was applied"),
    Happening.THREAD_RESOLVED: _("Conversation done"),
    Happening.THREAD_REOPENED: _("Conversation reopened"),
    Happening.COMMENTS_LOCKED: _("Closed to comments"),
    Happening.COMMENTS_UNLOCKED: _("Open to comments again"),
    Happening.FILE_ADDED: _("File added"),
    Happening.FILE_REMOVED: _("File removed"),
    Happening.VISIBILITY_CHANGED: _("Audience changed"),
    Happening.SUGGESTED: _("Improvement suggested"),
    Happening.SUGGESTION_APPROVED: _("Suggestion approved"),
    Happening.SUGGESTION_ACCEPTED: _("Suggestion accepted"),
    Happening.SUGGESTION_DECLINED: _("Suggestion declined"),
    Happening.SUGGESTION_WITHDRAWN: _("Suggestion withdrawn"),
    Happening.CO_AUTHOR_ADDED: _("Co-author added"),
    Happening.CO_AUTHOR_REMOVED: _("Co-author removed"),
    Happening.REPORTED: _("Reported"),
    Happening.REPORT_DISMISSED: _("Report dismissed"),
    Happening.HIDDEN: _("Hidden"),
    Happening.RESTORED: _("Shown again"),
    Happening.DELETED: _("Put in the bin"),
    Happening.RECOVERED: _("Taken out of the bin"),
    Happening.PURGED: _("Removed for good"),
    Happening.VERIFIED: _("Confirmed to be still right"),
    Happening.HANDED_OVER: _("Handed over"),
    Happening.SIGNED_UP: _("Signed up"),
    Happening.CONFIRMED: _("Address confirmed"),
    Happening.SIGNED_IN: _("Signed in"),
    Happening.SIGNED_OUT: _("Signed out"),
    Happening.PASSWORD_CHANGED: _("Password changed"),
    Happening.PROFILE_CHANGED: _("Profile changed"),
    Happening.ROLE_GRANTED: _("Role granted"),
    Happening.ROLE_REVOKED: _("Role revoked"),
    Happening.ORGANISATIONS_IMPORTED: _("Organisations imported"),
    Happening.REGISTER_IMPORTED: _("Register imported"),
    Happening.REGISTER_CHANGED: _("Changed in the register"),
    Happening.REGISTER_LOOKED_AT: _("Looked at what changed in the register"),
    Happening.PARTNERSHIP_ADDED: _("Partnership added"),
    Happening.PARTNERSHIP_CHANGED: _("Partnership changed"),
    Happening.PARTNERSHIP_DECIDED: _("Decided on a partnership"),
    Happening.TAG_CHANGED: _("Tag changed"),
    Happening.RETAGGED: _("Carries a tag that was renamed or merged"),
    Happening.THEME_CHANGED: _("Theme changed"),
    Happening.RELATED: _("Marked as hanging together"),
    Happening.RELATION_REMOVED: _("No longer marked as hanging together"),
    Happening.MERGED: _("Merged into another"),
    Happening.TOOK_IN: _("Took another in"),
    Happening.MERGE_UNDONE: _("Merging undone"),
    Happening.INVITED: _("Asked to answer"),
    Happening.VOUCHED: _("Vouched for whoever asked"),
    Happening.VOUCHING_TAKEN_BACK: _("Vouching taken back"),
}


class Event(Model):
    """One thing that happened. Rows are never changed or removed (a trigger sees to it).

    Holds ids and enum values only, so that erasing a person or a text never
    rewrites history.
    """

    __tablename__ = "event"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    happening: Mapped[Happening] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"), index=True)
    contribution_id: Mapped[int | None] = mapped_column(sa.ForeignKey("contribution.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user.id"))
    organisation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    detail: Mapped[str | None] = mapped_column(sa.String(40))


class Delivery(Model):
    """An event that one subscriber must still hear of; gone once it has."""

    __tablename__ = "delivery"
    __table_args__ = (
        sa.Index("ix_delivery_due", "subscriber", "not_before"),
        sa.Index("ix_delivery_event", "event_id", "subscriber"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(sa.ForeignKey("event.id"))
    subscriber: Mapped[str] = mapped_column(sa.String(40))
    not_before: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship()


class Letter(Model):
    """A mail that must still go out; gone once it has.

    `headers` stand beside those that every letter has. A letter with a
    `composer` has no words yet: they are written when it is sent.
    """

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(sa.String(320))
    subject: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str | None] = mapped_column(sa.Text)
    headers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    composer: Mapped[str | None] = mapped_column(sa.String(40))
    not_before: Mapped[datetime] = mapped_column(default=now, index=True)
    attempts: Mapped[int] = mapped_column(default=0)
