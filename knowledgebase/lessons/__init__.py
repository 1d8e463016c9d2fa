# SPDX-License-Identifier: EUPL-1.2
"""Lessons: under this condition, do or avoid that."""
