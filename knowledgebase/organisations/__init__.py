# SPDX-License-Identifier: EUPL-1.2
"""Municipalities and other organisations: names, neighbours, regions, outlines."""
