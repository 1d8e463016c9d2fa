# SPDX-License-Identifier: EUPL-1.2
"""Letters about contributions, in the language of who reads them and with nothing that they may not see."""

from collections.abc import Sequence
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _

from knowledgebase.accounts.letters import Draft
from knowledgebase.accounts.models import User
from knowledgebase.contributions.models import Contribution, Step, Suggestion, SuggestionStatus
from knowledgebase.events.mail import written
from knowledgebase.policy import seen
from knowledgebase.web.addresses import absolute, path_of


def received(contribution: Contribution, person: User, former: User) -> Draft:
    """Tell somebody that a contribution is theirs from now on."""
    with force_locale(_language_of(person)):
        subject = _("Handed over to you: %(title)s", title=_title(contribution, person))
        return _draft(person, subject, "received", former=former.name, link=_address(contribution))


def handed_over(contribution: Contribution, person: User, former: User) -> Draft:
    """Tell the former owner of a contribution who has it now."""
    with force_locale(_language_of(former)):
        subject = _("Handed over: %(title)s", title=_title(contribution, former))
        return _draft(former, subject, "handed_over", owner=person.name)


def deleted(contribution: Contribution, reason: str) -> Draft:
    """Tell the author that a moderator put a contribution in the bin, and why."""
    author = contribution.author
    with force_locale(_language_of(author)):
        subject = _("Your contribution is deleted: %(title)s", title=_title(contribution, author))
        return _draft(author, subject, "deleted", reason=reason, link=absolute(path_of("contributions.bin")))


def merged(contribution: Contribution, other: Contribution) -> Draft:
    """Tell the author that a moderator merged a contribution into another, and where it is to be read now."""
    author = contribution.author
    with force_locale(_language_of(author)):
        subject = _("Merged into another: %(title)s", title=_title(contribution, author))
        link = _address(contribution)
        title = _title(other, author)
        return _draft(author, subject, "merged", title=title, link=link)


def reminder(person: User, step: Step, contributions: Sequence[Contribution]) -> Draft:
    """Ask to look whether contributions are still right; the person may see them all."""
    with force_locale(_language_of(person)):
        rows = [(_title(one, person), _address(one)) for one in contributions]
        return _draft(person, _("Is this still right?"), "reminder", step=step.value, rows=rows)


def decision(suggestion: Suggestion) -> Draft:
    """Tell somebody what became of a suggestion, and why; without a link when it is not for them any more."""
    contribution, author = suggestion.contribution, suggestion.author
    with force_locale(_language_of(author)):
        subject = _decided(suggestion.status, _title(contribution, author))
        link = absolute(path_of("contributions.suggestion", id=suggestion.id))
        is_seen = seen(author.as_viewer(), contribution)
        return _draft(author, subject, "decision", suggestion=suggestion, link=link if is_seen else None)


def _decided(status: SuggestionStatus, title: str) -> str:
    subjects = {
        SuggestionStatus.ACCEPTED: _("Your suggestion is accepted: %(title)s", title=title),
        SuggestionStatus.AMENDED: _("Your suggestion is accepted with changes: %(title)s", title=title),
    }
    return str(subjects.get(status) or _("Your suggestion is not taken over: %(title)s", title=title))


def _title(contribution: Contribution, reader: User) -> str:
    root = contribution.root
    return root.title if seen(reader.as_viewer(), root) else contribution.kind.label


def _address(contribution: Contribution) -> str:
    return absolute(path_of("contributions.show", id=contribution.id))


def _language_of(reader: User) -> str:
    return reader.language or "nl"


def _draft(reader: User, subject: str, name: str, **facts: Any) -> Draft:
    return Draft(reader.email, written(subject, f"contributions/letters/{name}", **facts))
