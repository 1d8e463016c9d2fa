# SPDX-License-Identifier: EUPL-1.2
"""Mail addresses: one way to write each, and the organisation that follows from the domain."""

import email_validator
import sqlalchemy as sa
from flask import Flask
from flask_security import EmailValidateException, MailUtil
from sqlalchemy.orm import joinedload

from knowledgebase.db import db
from knowledgebase.organisations.models import MailDomain, Organisation

LONGEST = 254
"""Characters that an address can have at most (RFC 5321)."""

# A site may live in a closed network, or show itself under reserved names such as .example.
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


class AddressWrong(ValueError):
    """This is not a mail address."""


class Addresses(MailUtil):
    """What the sign-in library asks about addresses: no look-up ever leaves the machine."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)

    def normalize(self, email: str) -> str:
        """Write the address the one way that it is stored."""
        try:
            return canonical(email)
        except AddressWrong as wrong:
            raise EmailValidateException(str(wrong)) from wrong

    validate = normalize


def canonical(address: str) -> str:
    """Write the address the one way that it is stored: in small letters, the domain in readable form.

    :raises AddressWrong: when it is no address.
    """
    return _checked(address).normalized.lower()


def for_the_envelope(address: str) -> str:
    """Write the address with nothing but ASCII, so that every mail server takes it."""
    return _checked(address).ascii_email or address


def organisation_of(address: str) -> Organisation | None:
    """Give the organisation whose people have this canonical address.

    The domain may be part of a known one: bureau.almere.nl belongs to
    almere.nl. An organisation that ended answers with its successor.
    """
    domains = _domain_and_its_parents(address)
    known = (
        sa.select(MailDomain)
        .where(MailDomain.domain.in_(domains))
        .options(joinedload(MailDomain.organisation))
    )
    found = db.session.scalars(known).all()
    nearest = max(found, key=lambda one: one.domain.count("."), default=None)
    return _still_there(nearest.organisation) if nearest else None


def _checked(address: str) -> email_validator.ValidatedEmail:
    try:
        checked = email_validator.validate_email(
            address.strip(), check_deliverability=False, globally_deliverable=False, allow_smtputf8=False
        )
    except email_validator.EmailNotValidError as wrong:
        raise AddressWrong(str(wrong)) from wrong
    if len(checked.normalized) > LONGEST:
        raise AddressWrong(f"longer than {LONGEST} characters")
    return checked


def _domain_and_its_parents(address: str) -> list[str]:
    checked = _checked(address)
    found = []
    for form in {checked.domain, checked.ascii_domain}:
        labels = form.split(".")
        found += [".".join(labels[start:]) for start in range(max(len(labels) - 1, 1))]
    return found


def _still_there(organisation: Organisation) -> Organisation | None:
    passed = set()
    while organisation.has_ended:
        passed.add(organisation.id)
        if organisation.successor is None or organisation.successor_id in passed:
            return None
        organisation = organisation.successor
    return organisation
