# SPDX-License-Identifier: EUPL-1.2
"""The public register of joint arrangements, and the map."""
