# SPDX-License-Identifier: EUPL-1.2
"""Watching, and being told what concerns you: on the site and by mail."""
