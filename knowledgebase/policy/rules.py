# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: one table, read from top to bottom, that refuses whatever it does not name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from knowledgebase.policy.words import Permission, Role, Viewer

Thing = Any


@dataclass(frozen=True)
class Ground:
    """A reason to permit: the words for people, and the test."""

    label: Any
    holds: Callable[[Viewer, Thing], bool]

    def __call__(self, viewer: Viewer, thing: Thing) -> bool:
        """Tell whether the ground holds for this viewer and thing."""
        return self.holds(viewer, thing)


def _wrote(viewer: Viewer, thing: Thing) -> bool:
    return viewer.is_known and thing is not None and bool(thing.author_id == viewer.id)


def _asked(viewer: Viewer, thing: Thing) -> bool:
    return viewer.is_known and thing is not None and bool(thing.asker_id == viewer.id)


def _manages(viewer: Viewer, thing: Thing) -> bool:
    return bool(viewer.managed_ids) if thing is None else thing.id in viewer.managed_ids


anyone = Ground(_("Everyone"), lambda viewer, thing: True)
signed_in = Ground(_("Everyone who is signed in"), lambda viewer, thing: viewer.is_known)
members = Ground(_("Members"), lambda viewer, thing: viewer.is_member)
author = Ground(_("The author"), _wrote)
asker = Ground(_("Whoever asked the question"), _asked)
moderators = Ground(_("Moderators"), lambda viewer, thing: viewer.has(Role.MODERATOR))
moderators_not_of_own = Ground(
    _("Moderators, except on what they wrote themselves"),
    lambda viewer, thing: viewer.has(Role.MODERATOR) and not _wrote(viewer, thing),
)
members_on_pages = Ground(
    _("Members, on pages"),
    lambda viewer, thing: viewer.is_member and bool(getattr(thing, "is_kept_together", False)),
)
secretariat = Ground(_("The secretariat"), lambda viewer, thing: viewer.has(Role.SECRETARIAT))
secretariat_on_agreements = Ground(
    _("The secretariat, on agreements"),
    lambda viewer, thing: viewer.has(Role.SECRETARIAT) and bool(getattr(thing, "is_agreement", False)),
)
organisation_managers = Ground(_("Managers of the organisation, for its own people"), _manages)
administrators = Ground(_("Administrators"), lambda viewer, thing: viewer.has(Role.ADMINISTRATOR))

RULES: dict[Permission, tuple[Ground, ...]] = {
    Permission.VISIT: (anyone,),
    Permission.READ: (anyone,),
    Permission.HISTORY: (anyone,),
    Permission.CONTRIBUTE: (members,),
    Permission.WRITE_PAGE: (members,),
    Permission.WRITE_AGREEMENT: (secretariat,),
    Permission.ANSWER: (members,),
    Permission.COMMENT: (members,),
    Permission.REMOVE_COMMENT: (author, moderators),
    Permission.ACCEPT: (asker,),
    Permission.EDIT: (author, moderators, members_on_pages, secretariat_on_agreements),
    Permission.REPORT: (signed_in,),
    Permission.MODERATE: (moderators,),
    Permission.HIDE: (moderators_not_of_own,),
    Permission.AUDIT: (moderators, administrators),
    Permission.ACCOUNT: (signed_in,),
    Permission.WATCH: (signed_in,),
    Permission.MANAGE_PEOPLE: (organisation_managers, administrators),
    Permission.ADMINISTER: (administrators,),
}
"""From permission to the grounds that grant it; whatever is not here is refused."""


def allows(viewer: Viewer, permission: Permission, thing: Thing = None) -> bool:
    """Tell whether a ground in the table grants `permission` on `thing` to `viewer`."""
    return any(ground(viewer, thing) for ground in RULES.get(permission, ()))
