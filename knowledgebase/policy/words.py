# SPDX-License-Identifier: EUPL-1.2
"""The words of the policy: roles, permissions, visibility, status, and who is looking."""

import enum
from dataclasses import dataclass

from flask_babel import lazy_gettext as _


class Role(enum.Enum):
    """What a person is on the site; a person may be several."""

    READER = "reader"
    MEMBER = "member"
    MODERATOR = "moderator"
    ORGANISATION_MANAGER = "organisation_manager"
    REPRESENTATIVE = "representative"
    SECRETARIAT = "secretariat"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """Name of the role as people read it."""
        return str(ROLE_LABELS[self])


ROLE_LABELS = {
    Role.READER: _("Reader"),
    Role.MEMBER: _("Member"),
    Role.MODERATOR: _("Moderator"),
    Role.ORGANISATION_MANAGER: _("Organisation manager"),
    Role.REPRESENTATIVE: _("Representative"),
    Role.SECRETARIAT: _("Secretariat"),
    Role.ADMINISTRATOR: _("Administrator"),
}


class Visibility(enum.Enum):
    """For whom a contribution is meant."""

    PUBLIC = "public"
    MEMBERS = "members"
    ORGANISATIONS = "organisations"
    OWN = "own"


class Status(enum.Enum):
    """Where a contribution stands.

    Covered: hidden because what it hangs on is. Merged: another took it in, and only its history is left to read.
    Deleted: in the bin. Purged: only its number is left.
    """

    DRAFT = "draft"
    PUBLISHED = "published"
    COVERED = "covered"
    HIDDEN = "hidden"
    MERGED = "merged"
    DELETED = "deleted"
    PURGED = "purged"


class PartReaders(enum.Enum):
    """Who may read a part that is kept for fewer than the whole."""

    MEMBERS = "members"
    PARTNERS = "partners"


@dataclass(frozen=True)
class Viewer:
    """Who is looking: all that decisions need, and nothing that leads back to the database.

    Trusted is whose suggestions were nearly always taken over.
    """

    id: int = 0
    name: str = ""
    slug: str = ""
    roles: frozenset[Role] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    managed_ids: frozenset[int] = frozenset()
    audience_ids: frozenset[int] = frozenset()
    co_authored_ids: frozenset[int] = frozenset()
    is_trusted: bool = False

    @property
    def is_known(self) -> bool:
        """Whether this person signed in."""
        return self.id > 0

    def has(self, *roles: Role) -> bool:
        """Whether the person holds any of `roles`."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_member(self) -> bool:
        """Whether the person belongs to the members: everyone signed in who is more than a reader."""
        return bool(self.roles - {Role.READER})


ANYONE = Viewer()
"""The visitor who did not sign in."""


class Permission(enum.Enum):
    """What can be permitted. Every address of the site names one."""

    VISIT = "visit"
    READ = "read"
    HISTORY = "history"
    CONTRIBUTE = "contribute"
    WRITE_PAGE = "write_page"
    WRITE_AGREEMENT = "write_agreement"
    ANSWER = "answer"
    COMMENT = "comment"
    EDIT_COMMENT = "edit_comment"
    REMOVE_COMMENT = "remove_comment"
    RESOLVE = "resolve"
    LOCK_COMMENTS = "lock_comments"
    ADD_FILE = "add_file"
    ACCEPT = "accept"
    VOTE = "vote"
    REACT = "react"
    REMOVE_REACTION = "remove_reaction"
    APPLY = "apply"
    WITHDRAW_APPLICATION = "withdraw_application"
    FOLLOW_UP = "follow_up"
    RELATE = "relate"
    MERGE = "merge"
    INVITE = "invite"
    VOUCH = "vouch"
    EDIT = "edit"
    CHOOSE_READERS = "choose_readers"
    VERIFY = "verify"
    HAND_OVER = "hand_over"
    ORPHANS = "orphans"
    DELETE = "delete"
    RECOVER = "recover"
    BIN = "bin"
    SUGGEST = "suggest"
    DECIDE_SUGGESTION = "decide_suggestion"
    NAME_CO_AUTHORS = "name_co_authors"
    REPORT = "report"
    CHANGE_PARTNERSHIP = "change_partnership"
    DECIDE_PARTNERSHIP = "decide_partnership"
    CURATE = "curate"
    MODERATE = "moderate"
    HIDE = "hide"
    AUDIT = "audit"
    ACCOUNT = "account"
    WATCH = "watch"
    MANAGE_PEOPLE = "manage_people"
    ADMINISTER = "administer"

    @property
    def label(self) -> str:
        """What is permitted, as people read it."""
        return str(PERMISSION_LABELS[self])


PERMISSION_LABELS = {
    Permission.VISIT: _("Visit public pages"),
    Permission.READ: _("Read a contribution meant for you"),
    Permission.HISTORY: _("Read its history"),
    Permission.CONTRIBUTE: _("Ask a question, share a lesson or a case"),
    Permission.WRITE_PAGE: _("Write a page"),
    Permission.WRITE_AGREEMENT: _("Write an agreement"),
    Permission.ANSWER: _("Answer a question"),
    Permission.COMMENT: _("Comment"),
    Permission.EDIT_COMMENT: _("Change a comment"),
    Permission.REMOVE_COMMENT: _("Remove a comment"),
    Permission.RESOLVE: _("Mark a conversation as done and reopen it"),
    Permission.LOCK_COMMENTS: _("Close a contribution to comments for a while"),
    Permission.ADD_FILE: _("Add pictures and files"),
    Permission.ACCEPT: _("Accept an answer"),
    Permission.VOTE: _("Vote on a question, an answer, a case or a lesson"),
    Permission.REACT: _("Say that an answer, a case or a lesson worked, is outdated or is risky"),
    Permission.REMOVE_REACTION: _("Remove a reaction"),
    Permission.APPLY: _("Tell that your organisation applied an answer, a case or a lesson"),
    Permission.WITHDRAW_APPLICATION: _("Take back that an organisation applied it"),
    Permission.FOLLOW_UP: _("Tell afterwards whether the accepted answer worked"),
    Permission.RELATE: _("Say how contributions hang together"),
    Permission.MERGE: _("Merge a contribution into another one, and undo that"),
    Permission.INVITE: _("Ask somebody to answer"),
    Permission.VOUCH: _("Vouch for whoever asked anonymously"),
    Permission.EDIT: _("Improve a contribution"),
    Permission.CHOOSE_READERS: _("Choose who may read a contribution, and on whose behalf it is"),
    Permission.VERIFY: _("Confirm that a contribution is still right"),
    Permission.HAND_OVER: _("Hand a contribution over to somebody else"),
    Permission.ORPHANS: _("See what has no owner any more"),
    Permission.DELETE: _("Delete a contribution"),
    Permission.RECOVER: _("Take a contribution out of the bin"),
    Permission.BIN: _("See what is in the bin"),
    Permission.SUGGEST: _("Suggest an improvement"),
    Permission.DECIDE_SUGGESTION: _("Decide on a suggestion"),
    Permission.NAME_CO_AUTHORS: _("Add and remove co-authors"),
    Permission.REPORT: _("Report a contribution"),
    Permission.CHANGE_PARTNERSHIP: _("Change or end a partnership that is not from the register"),
    Permission.DECIDE_PARTNERSHIP: _("Let in a partnership that is not from the register, or refuse it"),
    Permission.CURATE: _("Describe, rename and merge tags, and give a theme an owner"),
    Permission.MODERATE: _("See the reports"),
    Permission.HIDE: _("Hide a contribution and show it again"),
    Permission.AUDIT: _("Read the audit trail"),
    Permission.ACCOUNT: _("Keep an account"),
    Permission.WATCH: _("Watch, mute, and be told what concerns you"),
    Permission.MANAGE_PEOPLE: _("Manage people and their roles"),
    Permission.ADMINISTER: _("Administer the site"),
}
