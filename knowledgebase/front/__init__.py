# SPDX-License-Identifier: EUPL-1.2
"""Pages that bring the rooms together."""
