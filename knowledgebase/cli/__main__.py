# SPDX-License-Identifier: EUPL-1.2
"""`python -m knowledgebase.cli` is `kb`."""

from knowledgebase.cli import main

main(prog_name="kb")
