# SPDX-License-Identifier: EUPL-1.2
"""Letters about partnerships that members added, in the language of who reads them."""

from flask_babel import force_locale
from flask_babel import gettext as _

from knowledgebase.accounts.letters import Draft
from knowledgebase.accounts.models import User
from knowledgebase.db import db
from knowledgebase.events.mail import written
from knowledgebase.partnerships.models import Arrangement
from knowledgebase.web.addresses import absolute, path_of


def decided(arrangement: Arrangement) -> Draft:
    """Tell who added a partnership what a moderator decided."""
    author = db.session.get_one(User, arrangement.author_id)
    with force_locale(author.language or "nl"):
        said = (
            _("Your partnership is shown to everyone: %(name)s", name=arrangement.name)
            if arrangement.is_shown
            else _("Your partnership is not shown to others: %(name)s", name=arrangement.name)
        )
        link = absolute(path_of("partnerships.show", id=arrangement.id))
        facts = {"reason": arrangement.status_reason, "link": link}
        return Draft(author.email, written(said, "partnerships/letters/decided", **facts))
