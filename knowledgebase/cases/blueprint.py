# SPDX-License-Identifier: EUPL-1.2
"""The group of pages of this room."""

from flask import Blueprint

blueprint = Blueprint("cases", __name__, url_prefix="/casussen")
