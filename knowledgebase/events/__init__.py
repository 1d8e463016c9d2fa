# SPDX-License-Identifier: EUPL-1.2
"""What happened, and who must still hear of it."""
