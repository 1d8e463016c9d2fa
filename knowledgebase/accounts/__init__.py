# SPDX-License-Identifier: EUPL-1.2
"""People: sign up, sign in, roles, profile."""
