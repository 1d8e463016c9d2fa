# SPDX-License-Identifier: EUPL-1.2
"""Pictures and documents that people add: what is taken in, in what form, and where it is kept."""
