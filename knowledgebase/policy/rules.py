# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: one table, read from top to bottom, that refuses whatever it does not name."""

from typing import Any

from flask_babel import lazy_gettext as _

from knowledgebase.policy.grounds import Ground, Thing
from knowledgebase.policy.words import Permission, Role, Status, Viewer, Visibility


def _wrote(viewer: Viewer, thing: Thing) -> bool:
    return viewer.is_known and thing is not None and bool(thing.author_id == viewer.id)


def _keeps(viewer: Viewer, thing: Thing) -> bool:
    return _wrote(viewer, thing) or (thing is not None and thing.id in viewer.co_authored_ids)


def _keeps_what_another_suggests_for(viewer: Viewer, suggestion: Thing) -> bool:
    of_another = suggestion is not None and not _wrote(viewer, suggestion)
    return of_another and _keeps(viewer, suggestion.contribution)


def _may_be_trusted_with(thing: Thing) -> bool:
    return (
        bool(getattr(thing, "is_open_to_trusted", False))
        and thing.visibility == Visibility.PUBLIC
        and thing.status == Status.PUBLISHED
    )


def _asked(viewer: Viewer, thing: Thing) -> bool:
    return viewer.is_known and thing is not None and bool(thing.asker_id == viewer.id)


def _was_added(thing: Thing) -> bool:
    return getattr(thing, "author_id", None) is not None


def _is_shown(thing: Thing, quality: str) -> bool:
    return thing is not None and bool(getattr(thing, quality, False)) and thing.status == Status.PUBLISHED


def _may_be_merged(thing: Thing) -> bool:
    stands = getattr(thing, "status", None) in (Status.PUBLISHED, Status.MERGED)
    return stands and bool(getattr(thing, "is_mergeable", False))


def _may_judge(viewer: Viewer, thing: Thing, quality: str) -> bool:
    return viewer.is_member and _is_shown(thing, quality) and not _keeps(viewer, thing)


def _may_apply(viewer: Viewer, thing: Thing) -> bool:
    return viewer.is_member and bool(viewer.organisation_ids) and _is_shown(thing, "is_advice")


def _works_there(viewer: Viewer, thing: Thing) -> bool:
    if not viewer.is_member or thing is None or _is_by_hidden_person(thing):
        return False
    return thing.organisation_id in viewer.organisation_ids


def _is_by_hidden_person(thing: Thing) -> bool:
    return not _is_named(thing) and bool(thing.author_id == thing.hidden_person_id)


def _is_named(thing: Thing) -> bool:
    """Tell whether no name is hidden here, which another owner would give away."""
    return getattr(thing, "hidden_person_id", None) is None


def _is_open(thing: Thing) -> bool:
    return not getattr(thing, "comments_are_locked", False)


def _binned(viewer: Viewer, thing: Thing, by_anyone: bool) -> bool:
    entry = getattr(thing, "binned", None)
    return entry is not None and not entry.has_ended and (by_anyone or entry.deleted_by_id == viewer.id)


def _manages(viewer: Viewer, thing: Thing) -> bool:
    return bool(viewer.managed_ids) if thing is None else thing.id in viewer.managed_ids


anyone = Ground(_("Everyone"), lambda viewer, thing: True)
signed_in = Ground(_("Everyone who is signed in"), lambda viewer, thing: viewer.is_known)
members = Ground(_("Members"), lambda viewer, thing: viewer.is_member)
author = Ground(_("The author"), _wrote)
author_for_a_while = Ground(
    _("The author, for 15 minutes"), lambda viewer, thing: _wrote(viewer, thing) and thing.is_new
)
author_who_is_member = Ground(
    _("The author, while a member, unless it was asked anonymously"),
    lambda viewer, thing: viewer.is_member and _wrote(viewer, thing) and _is_named(thing),
)
author_who_deleted = Ground(
    _("The author, within 30 days, unless a moderator deleted it"),
    lambda viewer, thing: _wrote(viewer, thing) and _binned(viewer, thing, by_anyone=False),
)
author_without_organisation = Ground(
    _("Whoever told it anonymously"),
    lambda viewer, thing: _wrote(viewer, thing) and thing.organisation_id is None,
)
author_of_contribution = Ground(
    _("The author of what it is about"),
    lambda viewer, thing: viewer.is_known and bool(thing.contribution.author_id == viewer.id),
)
members_where_open = Ground(
    _("Members, unless it is closed to comments"), lambda viewer, thing: viewer.is_member and _is_open(thing)
)
co_authors = Ground(_("Co-authors"), _keeps)
asker = Ground(_("Whoever asked the question"), _asked)
moderators = Ground(_("Moderators"), lambda viewer, thing: viewer.has(Role.MODERATOR))
moderators_on_named = Ground(
    _("Moderators, unless it was asked anonymously"),
    lambda viewer, thing: viewer.has(Role.MODERATOR) and _is_named(thing),
)
moderators_on_added = Ground(
    _("Moderators, on what a member added"),
    lambda viewer, thing: viewer.has(Role.MODERATOR) and _was_added(thing),
)
moderators_not_adding = Ground(
    _("Moderators, on what another member added"),
    lambda viewer, thing: viewer.has(Role.MODERATOR) and _was_added(thing) and not _wrote(viewer, thing),
)
moderators_on_mergeable = Ground(
    _("Moderators, on questions, cases, lessons and pages"),
    lambda viewer, thing: viewer.has(Role.MODERATOR) and _may_be_merged(thing),
)
moderators_not_of_own = Ground(
    _("Moderators, except on what they wrote themselves"),
    lambda viewer, thing: viewer.has(Role.MODERATOR) and not _keeps(viewer, thing),
)
authors_of_the_subject = Ground(
    _("The author and the co-authors, except on their own suggestions"), _keeps_what_another_suggests_for
)
moderators_not_suggesting = Ground(
    _("Moderators, except on their own suggestions"),
    lambda viewer, thing: viewer.has(Role.MODERATOR) and thing is not None and not _wrote(viewer, thing),
)
trusted_members = Ground(
    _(
        "Members whose suggestions were nearly always accepted, on public questions, answers, lessons and cases"
    ),
    lambda viewer, thing: viewer.is_member and viewer.is_trusted and _may_be_trusted_with(thing),
)
moderators_in_time = Ground(
    _("Moderators, within 30 days"),
    lambda viewer, thing: viewer.has(Role.MODERATOR) and _binned(viewer, thing, by_anyone=True),
)
members_on_pages = Ground(
    _("Members, on pages"),
    lambda viewer, thing: viewer.is_member and bool(getattr(thing, "is_kept_together", False)),
)
members_on_votes = Ground(
    _("Members, except on what they wrote themselves"),
    lambda viewer, thing: _may_judge(viewer, thing, "is_voted_on"),
)
members_on_advice = Ground(
    _("Members, except on what they wrote themselves"),
    lambda viewer, thing: _may_judge(viewer, thing, "is_advice"),
)
members_of_organisations = Ground(_("Members, for an organisation they work for"), _may_apply)
colleagues = Ground(_("People of the organisation"), _works_there)
asker_of_organisation = Ground(
    _("Whoever asked the question, for an organisation they work for"),
    lambda viewer, thing: _asked(viewer, thing) and _may_apply(viewer, thing),
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
    Permission.COMMENT: (members_where_open, moderators),
    Permission.EDIT_COMMENT: (author_for_a_while,),
    Permission.REMOVE_COMMENT: (author, moderators),
    Permission.RESOLVE: (author, author_of_contribution, moderators),
    Permission.LOCK_COMMENTS: (moderators,),
    Permission.ADD_FILE: (members,),
    Permission.ACCEPT: (asker,),
    Permission.VOTE: (members_on_votes,),
    Permission.REACT: (members_on_advice,),
    Permission.REMOVE_REACTION: (author, moderators),
    Permission.APPLY: (members_of_organisations,),
    Permission.WITHDRAW_APPLICATION: (author_without_organisation, colleagues, moderators),
    Permission.FOLLOW_UP: (asker_of_organisation,),
    Permission.EDIT: (
        author,
        co_authors,
        moderators,
        members_on_pages,
        secretariat_on_agreements,
        trusted_members,
    ),
    Permission.RELATE: (author, co_authors, moderators),
    Permission.MERGE: (moderators_on_mergeable,),
    Permission.INVITE: (asker, moderators),
    Permission.VOUCH: (moderators_not_of_own,),
    Permission.CHOOSE_READERS: (author, moderators, secretariat_on_agreements),
    Permission.VERIFY: (author, colleagues, moderators),
    Permission.HAND_OVER: (author_who_is_member, moderators_on_named),
    Permission.ORPHANS: (moderators,),
    Permission.DELETE: (author, moderators),
    Permission.RECOVER: (author_who_deleted, moderators_in_time),
    Permission.BIN: (signed_in,),
    Permission.SUGGEST: (signed_in,),
    Permission.DECIDE_SUGGESTION: (authors_of_the_subject, moderators_not_suggesting),
    Permission.NAME_CO_AUTHORS: (author, moderators),
    Permission.REPORT: (signed_in,),
    Permission.CHANGE_PARTNERSHIP: (author, moderators_on_added),
    Permission.DECIDE_PARTNERSHIP: (moderators_not_adding,),
    Permission.CURATE: (moderators,),
    Permission.MODERATE: (moderators,),
    Permission.HIDE: (moderators_not_of_own,),
    Permission.AUDIT: (moderators, administrators),
    Permission.ACCOUNT: (signed_in,),
    Permission.WATCH: (signed_in,),
    Permission.MANAGE_PEOPLE: (organisation_managers, administrators),
    Permission.ADMINISTER: (administrators,),
}
"""From permission to the grounds that grant it; whatever is not here is refused."""

IN_THE_BIN = frozenset({Permission.READ, Permission.HISTORY, Permission.RECOVER, Permission.HIDE})
"""All that can be done with what is in the bin."""
WHEN_MERGED = frozenset(
    {Permission.HISTORY, Permission.MERGE, Permission.DELETE, Permission.HIDE, Permission.REPORT}
)
"""All that can be done with what was merged into another; all else is done there."""


def allows(viewer: Viewer, permission: Permission, thing: Thing = None) -> bool:
    """Tell whether a ground in the table grants `permission` on `thing` to `viewer`."""
    status: Any = getattr(thing, "status", None)
    if permission not in {Status.DELETED: IN_THE_BIN, Status.MERGED: WHEN_MERGED}.get(status, RULES):
        return False
    return any(ground(viewer, thing) for ground in RULES.get(permission, ()))
