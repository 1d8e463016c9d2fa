# SPDX-License-Identifier: EUPL-1.2
"""What every kind of contribution shares."""
