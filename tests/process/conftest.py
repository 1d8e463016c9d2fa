# SPDX-License-Identifier: EUPL-1.2
"""A running site with demo content."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import RunningSite, demo_data


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder of a stopped site with demo content."""
    return demo_data(tmp_path_factory, worker_id)


@pytest.fixture
def running(demo_folder: Path) -> Iterator[RunningSite]:
    """The site, running with one web process."""
    site = RunningSite(demo_folder, "--demo", KB_WEB_WORKERS="1")
    yield site.wait_until_it_runs()
    site.stop()
