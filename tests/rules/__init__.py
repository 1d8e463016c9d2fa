# SPDX-License-Identifier: EUPL-1.2
"""The house rules, as tests: a rule that runs survives, a rule in prose does not."""
