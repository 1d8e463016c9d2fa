# SPDX-License-Identifier: EUPL-1.2
"""Sign people up, confirm who they are, and keep what they tell about themselves."""

from collections.abc import Collection
from uuid import uuid4

from sqlalchemy.exc import IntegrityError

from knowledgebase.accounts import letters
from knowledgebase.accounts.actions.roles import add_grant, join
from knowledgebase.accounts.mail_addresses import canonical, organisation_of
from knowledgebase.accounts.models import Affiliation, User
from knowledgebase.accounts.queries import person_at
from knowledgebase.db import db, now
from knowledgebase.events.models import Happening
from knowledgebase.events.outbox import record
from knowledgebase.organisations.models import Organisation
from knowledgebase.policy import Role, Viewer
from knowledgebase.web.i18n import today

AT_ONE_ORGANISATION = frozenset({Role.MEMBER, Role.ORGANISATION_MANAGER, Role.REPRESENTATIVE})


def register_person(name: str, email: str, password_hash: str, language: str) -> None:
    """Sign a person up and ask to confirm the address.

    Somebody who has an account already gets a letter that says so; what
    happens on the site is the same.
    """
    user = User(name=name, email=email, password=password_hash, language=language, fs_uniquifier=uuid4().hex)
    present = person_at(email) or _lost_to_another(user)
    if present is not None:
        letters.signed_up_again(present).post()
        return
    record(Happening.SIGNED_UP, actor_id=user.id, person_id=user.id)
    letters.confirmation(user, organisation_of(email)).post()


def ask_to_confirm(email: str) -> None:
    """Send the link to confirm the address again, if somebody signed up with it and still has to."""
    user = person_at(email)
    if user is not None and user.active and user.confirmed_at is None:
        letters.confirmation(user, organisation_of(email)).post()
    else:
        letters.confirmation(_stranger(email), organisation_of(email)).rehearse()


def recover(email: str) -> None:
    """Send a link to choose a new password, if somebody has an account with this address."""
    user = person_at(email)
    if user is not None and user.active:
        letters.recovery(user).post()
    else:
        letters.recovery(_stranger(email)).rehearse()


def confirm(user: User) -> Organisation | None:
    """Note that the address is the person's own, and let them take part for the organisation it belongs to."""
    organisation = organisation_of(user.email)
    if user.confirmed_at is not None:
        return organisation
    user.confirmed_at = now()
    record(Happening.CONFIRMED, actor_id=user.id, person_id=user.id)
    if organisation is None:
        add_grant(user, Role.READER, None, user.id)
    else:
        join(user, organisation, user.id)
    return organisation


def change_profile(user: User, *, name: str, job_title: str, about: str, language: str | None) -> None:
    """Keep what a person tells about themselves."""
    user.name, user.job_title, user.about, user.language = name, job_title, about, language
    record(Happening.PROFILE_CHANGED, actor_id=user.id, person_id=user.id)


def create_user(
    *,
    email: str,
    name: str,
    password_hash: str | None = None,
    organisation: Organisation | None = None,
    roles: Collection[Role] = (),
    import_id: str | None = None,
    job_title: str = "",
    about: str = "",
    language: str | None = None,
    by: Viewer | None = None,
) -> User:
    """Add a person whose address needs no confirmation. Who works somewhere is a member, unless only a reader.

    :raises AddressWrong: when `email` is no address.
    """
    user = User(
        email=canonical(email),
        name=name,
        password=password_hash,
        import_id=import_id,
        job_title=job_title,
        about=about,
        language=language,
        fs_uniquifier=uuid4().hex,
        confirmed_at=now(),
        is_demo=organisation is not None and organisation.is_demo,
    )
    db.session.add(user)
    if organisation is not None:
        user.affiliations.append(Affiliation(organisation=organisation, since=today()))
    db.session.flush()
    actor_id = by.id if by else None
    record(Happening.SIGNED_UP, actor_id=actor_id, person_id=user.id)
    for role in _roles_of(organisation, roles):
        add_grant(user, role, organisation if role in AT_ONE_ORGANISATION else None, actor_id)
    return user


def _roles_of(organisation: Organisation | None, roles: Collection[Role]) -> list[Role]:
    wanted = set(roles)
    if organisation is not None and Role.READER not in wanted:
        wanted.add(Role.MEMBER)
    return sorted(wanted or {Role.READER}, key=list(Role).index)


def _lost_to_another(user: User) -> User | None:
    """Add `user`; give who has the address if somebody else signed up with it at this very moment."""
    try:
        with db.session.begin_nested():
            db.session.add(user)
    except IntegrityError:
        return person_at(user.email)
    return None


def _stranger(email: str) -> User:
    return User(email=email, name="", fs_uniquifier=uuid4().hex)
