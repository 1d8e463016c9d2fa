# SPDX-License-Identifier: EUPL-1.2
"""The tests of this room find the municipalities and the register in the database."""

from tests.registered import engine_url

__all__ = ["engine_url"]
