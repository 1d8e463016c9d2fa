# SPDX-License-Identifier: EUPL-1.2
"""Import, demo content, export."""
