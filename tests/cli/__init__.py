# SPDX-License-Identifier: EUPL-1.2
"""The `kb` command, run as people run it."""
