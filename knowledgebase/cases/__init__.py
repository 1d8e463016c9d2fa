# SPDX-License-Identifier: EUPL-1.2
"""Cases: structured write-ups of one cooperation."""
