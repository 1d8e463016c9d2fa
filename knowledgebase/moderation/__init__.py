# SPDX-License-Identifier: EUPL-1.2
"""Reports, the queue and decisions."""
