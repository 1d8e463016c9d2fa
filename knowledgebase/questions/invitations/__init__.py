# SPDX-License-Identifier: EUPL-1.2
"""Ask somebody in particular to answer a question."""
