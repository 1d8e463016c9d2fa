# SPDX-License-Identifier: EUPL-1.2
"""The two groups of pages about accounts."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
security = Blueprint("security", __name__)
