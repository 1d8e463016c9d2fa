# SPDX-License-Identifier: EUPL-1.2
"""Whose address counts: the visitor's, as far as our own proxies tell it, and never what a visitor claims."""

from pathlib import Path

import pytest
from flask import request

from knowledgebase.app import create_app
from knowledgebase.config import settings_from

CLAIMED = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Forwarded-Host": "evil.test"}


@pytest.mark.parametrize(("proxies", "address"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_only_what_our_own_proxies_add_is_believed(tmp_path: Path, proxies: int, address: str) -> None:
    app = create_app(settings_from({}, data_dir=tmp_path, proxies=proxies))
    seen = []
    app.before_request_funcs.setdefault(None, []).insert(
        0, lambda: seen.append((request.remote_addr, request.host))
    )
    app.test_client().get("/robots.txt", headers=CLAIMED)
    assert seen == [(address, "localhost")]
