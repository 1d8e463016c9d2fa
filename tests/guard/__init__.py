# SPDX-License-Identifier: EUPL-1.2
"""Keeps what is under test on this machine; this folder on PYTHONPATH does so for programs that tests start."""
