# SPDX-License-Identifier: EUPL-1.2
"""What many cases say together, without giving away what a few of them say."""
