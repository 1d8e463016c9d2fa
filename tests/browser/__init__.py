# SPDX-License-Identifier: EUPL-1.2
"""The pages as people see them, in Chromium."""
