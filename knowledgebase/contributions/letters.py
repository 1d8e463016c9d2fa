# SPDX-License-Identifier: EUPL-1.2
"""Letters about contributions, in the language of who reads them. Links never come from the request."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from knowledgebase.accounts.mail_addresses import for_the_envelope
from knowledgebase.contributions.models import Suggestion, SuggestionStatus
from knowledgebase.events import mail
from knowledgebase.policy import seen
from knowledgebase.web.addresses import absolute


@dataclass(frozen=True)
class Draft:
    """A letter that is written but not posted."""

    recipient: str
    subject: str
    text: str
    html: str

    def post(self) -> None:
        """Post it with the open transaction."""
        mail.post(for_the_envelope(self.recipient), self.subject, self.text, self.html)


def decision(suggestion: Suggestion) -> Draft:
    """Tell somebody what became of a suggestion, and why; without the title when it is not for them any more."""
    contribution, author = suggestion.contribution, suggestion.author
    with force_locale(author.language or "nl"):
        is_seen = seen(author.as_viewer(), contribution) and seen(author.as_viewer(), contribution.root)
        title = contribution.root.title if is_seen else contribution.kind.label
        subject = _subject(suggestion.status, title)
        link = absolute(url_for("contributions.suggestion", id=suggestion.id)) if is_seen else None
        text, html = (
            render_template(
                f"contributions/letters/decision.{form}", subject=subject, suggestion=suggestion, link=link
            )
            for form in ("txt", "html")
        )
    return Draft(author.email, subject, text, html)


def _subject(status: SuggestionStatus, title: str) -> str:
    subjects = {
        SuggestionStatus.ACCEPTED: _("Your suggestion is accepted: %(title)s", title=title),
        SuggestionStatus.AMENDED: _("Your suggestion is accepted with changes: %(title)s", title=title),
    }
    return str(subjects.get(status) or _("Your suggestion is not taken over: %(title)s", title=title))
