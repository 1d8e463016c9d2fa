# SPDX-License-Identifier: EUPL-1.2
"""Pages about accounts: `security` holds those of signing in, under the names the sign-in library knows."""

from knowledgebase.accounts.views import managing, passwords, profile, signing_in, signing_up
from knowledgebase.accounts.views.blueprints import blueprint, security

__all__ = ["blueprint", "managing", "passwords", "profile", "security", "signing_in", "signing_up"]
