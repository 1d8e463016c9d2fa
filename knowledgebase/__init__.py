# SPDX-License-Identifier: EUPL-1.2
"""Goede Buur: a knowledge platform for public officials."""

__version__ = "0.1.0"
