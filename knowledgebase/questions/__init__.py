# SPDX-License-Identifier: EUPL-1.2
"""Questions and their answers."""
