# SPDX-License-Identifier: EUPL-1.2
"""What people watch, what they are told, and the mail that tells it."""

from knowledgebase.notifications.models.mailing import Mailing, MailPreference
from knowledgebase.notifications.models.notification import Notification
from knowledgebase.notifications.models.searches import SavedSearch
from knowledgebase.notifications.models.watching import (
    Watch,
    WatchContribution,
    WatchHabit,
    WatchOrganisation,
    WatchPerson,
    WatchTag,
    WatchTheme,
)

__all__ = [
    "MailPreference",
    "Mailing",
    "Notification",
    "SavedSearch",
    "Watch",
    "WatchContribution",
    "WatchHabit",
    "WatchOrganisation",
    "WatchPerson",
    "WatchTag",
    "WatchTheme",
]
