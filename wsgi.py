# SPDX-License-Identifier: EUPL-1.2
"""What a WSGI server runs: `granian --interface wsgi wsgi:app`."""

from knowledgebase.app import create_app

app = create_app()
