# SPDX-License-Identifier: EUPL-1.2
"""Letters about questions, in the language of who reads them. The worker writes them: there is no request."""

from flask_babel import force_locale
from flask_babel import gettext as _

from knowledgebase.accounts.letters import Draft
from knowledgebase.accounts.models import User
from knowledgebase.events.mail import written
from knowledgebase.questions.models import Answer
from knowledgebase.web.addresses import absolute, path_of


def follow_up(given: Answer, asker: User) -> Draft:
    """Ask whoever accepted an answer whether it worked.

    The link leads by way of signing in, since a page that is not for everyone
    does not exist for whoever is not signed in.
    """
    page = path_of("questions.follow_up", id=given.id)
    link = absolute(path_of("security.login", next=page))
    with force_locale(asker.language or "nl"):
        subject = _("Did the answer work for you?")
        words = written(
            subject, "questions/letters/follow_up", link=link, question=given.question, answer=given
        )
    return Draft(asker.email, words)
