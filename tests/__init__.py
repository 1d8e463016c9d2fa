# SPDX-License-Identifier: EUPL-1.2
"""The tests: through the front door, with a shared cast and real databases."""
