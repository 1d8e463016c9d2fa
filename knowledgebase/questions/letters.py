# SPDX-License-Identifier: EUPL-1.2
"""Letters about questions, in the language of who reads them. The worker writes them: there is no request."""

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from knowledgebase.accounts.letters import Draft
from knowledgebase.accounts.models import User
from knowledgebase.questions.models import Answer
from knowledgebase.web.addresses import absolute, path_of


def follow_up(given: Answer, asker: User) -> Draft:
    """Ask whoever accepted an answer whether it worked.

    The link leads by way of signing in, since a page that is not for everyone
    does not exist for whoever is not signed in.
    """
    language = asker.language or "nl"
    page = path_of("questions.follow_up", id=given.id)
    facts = {
        "link": absolute(path_of("security.login", next=page)),
        "question": given.question,
        "answer": given,
        "locale": language,
    }
    with force_locale(language):
        subject = _("Did the answer work for you?")
        text, html = (
            current_app.jinja_env.get_template(f"questions/letters/follow_up.{form}").render(
                subject=subject, **facts
            )
            for form in ("txt", "html")
        )
    return Draft(asker.email, subject, text, html)
