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
    """Where a contribution stands. Covered: hidden because what it hangs on is."""

    DRAFT = "draft"
    PUBLISHED = "published"
    COVERED = "covered"
    HIDDEN = "hidden"
    DELETED = "deleted"


@dataclass(frozen=True)
class Viewer:
    """Who is looking: all that decisions need, and nothing that leads back to the database."""

    id: int = 0
    name: str = ""
    slug: str = ""
    roles: frozenset[Role] = frozenset()
    organisation_ids: frozenset[int] = frozenset()
    managed_ids: frozenset[int] = frozenset()
    audience_ids: frozenset[int] = frozenset()

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
    REMOVE_COMMENT = "remove_comment"
    ACCEPT = "accept"
    EDIT = "edit"
    REPORT = "report"
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
    Permission.REMOVE_COMMENT: _("Remove a comment"),
    Permission.ACCEPT: _("Accept an answer"),
    Permission.EDIT: _("Improve a contribution"),
    Permission.REPORT: _("Report a contribution"),
    Permission.MODERATE: _("See the reports"),
    Permission.HIDE: _("Hide a contribution and show it again"),
    Permission.AUDIT: _("Read the audit trail"),
    Permission.ACCOUNT: _("Keep an account"),
    Permission.WATCH: _("Watch, mute, and be told what concerns you"),
    Permission.MANAGE_PEOPLE: _("Manage people and their roles"),
    Permission.ADMINISTER: _("Administer the site"),
}
