# SPDX-License-Identifier: EUPL-1.2
"""Find contributions by their words."""
