# SPDX-License-Identifier: EUPL-1.2
"""The blueprint of the pages that bring rooms together."""

from flask import Blueprint

blueprint = Blueprint("front", __name__)
