# SPDX-License-Identifier: EUPL-1.2
"""Python runs this at its start when this folder is on its path."""

from offline import stay_on_this_machine

stay_on_this_machine()
