# SPDX-License-Identifier: EUPL-1.2
"""The blueprint of the pages of the register."""

from flask import Blueprint

blueprint = Blueprint("partnerships", __name__, url_prefix="/samenwerkingen")
