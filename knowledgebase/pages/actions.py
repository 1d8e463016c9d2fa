# SPDX-License-Identifier: EUPL-1.2
"""Write and improve pages."""

from knowledgebase.contributions.actions import Wording, begin_revision, publish, revise
from knowledgebase.pages.models import Page
from knowledgebase.policy import Viewer


def write(wording: Wording, viewer: Viewer, name: str | None = None) -> Page:
    """Publish a page, under a lasting name if it has one."""
    page = Page(name=name)
    publish(page, wording, viewer)
    return page


def rewrite(page: Page, wording: Wording, viewer: Viewer, based_on: int) -> None:
    """Save a new version of a page.

    :raises Outdated: when somebody saved another version since `based_on`.
    """
    begin_revision(page, based_on)
    revise(page, wording, viewer)
