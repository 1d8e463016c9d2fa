# SPDX-License-Identifier: EUPL-1.2
"""From text to the terms that are compared: the same for what is stored, asked and marked."""
