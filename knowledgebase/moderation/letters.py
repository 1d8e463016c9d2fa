# SPDX-License-Identifier: EUPL-1.2
"""Letters about decisions of moderators, in the language of who reads them."""

from flask_babel import force_locale
from flask_babel import gettext as _

from knowledgebase.accounts.letters import Draft
from knowledgebase.contributions.models import Contribution
from knowledgebase.events.mail import written
from knowledgebase.moderation.models import Verdict
from knowledgebase.policy import seen


def decided(contribution: Contribution, verdict: Verdict, reason: str, address: str) -> Draft:
    """Tell the author that a contribution is hidden or shown again, and why."""
    author, is_hidden = contribution.author, verdict == Verdict.HIDE
    knows_root = seen(author.as_viewer(), contribution.root)
    with force_locale(author.language or "nl"):
        title = contribution.root.title if knows_root else contribution.kind.label
        if is_hidden:
            subject = _("Your contribution is hidden for now: %(title)s", title=title)
        else:
            subject = _("Your contribution is shown again: %(title)s", title=title)
        name = "moderation/letters/decided"
        return Draft(author.email, written(subject, name, is_hidden=is_hidden, reason=reason, link=address))
