# SPDX-License-Identifier: EUPL-1.2
"""Page machinery that knows nothing of the domain."""
