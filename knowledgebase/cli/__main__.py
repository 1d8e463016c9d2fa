# SPDX-License-Identifier: EUPL-1.2
"""`python -m knowledgebase.cli` is `kb`."""

from knowledgebase.cli import main

if __name__ == "__main__":
    main(prog_name="kb")
