# SPDX-License-Identifier: EUPL-1.2
"""Deeds about people: sign up, confirm, work somewhere, hold a role. None of them commits."""

from knowledgebase.accounts.actions.credentials import AccountChanged, choose_password, sign_in, sign_out
from knowledgebase.accounts.actions.people import (
    ask_to_confirm,
    change_profile,
    confirm,
    create_user,
    recover,
    register_person,
)
from knowledgebase.accounts.actions.roles import AT_AN_ORGANISATION, RoleRefused, grant, join, leave, revoke
from knowledgebase.accounts.passwords import hashed

__all__ = [
    "AT_AN_ORGANISATION",
    "AccountChanged",
    "RoleRefused",
    "ask_to_confirm",
    "change_profile",
    "choose_password",
    "confirm",
    "create_user",
    "grant",
    "hashed",
    "join",
    "leave",
    "recover",
    "register_person",
    "revoke",
    "sign_in",
    "sign_out",
]
