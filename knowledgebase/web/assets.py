# SPDX-License-Identifier: EUPL-1.2
"""Styles, scripts and pictures under names that carry a hash of their content."""

import json
from pathlib import Path

from flask import Flask, current_app, url_for

MANIFEST = "manifest.json"


class AssetsMissing(Exception):
    """A style, script or picture was not built."""


def init_app(app: Flask) -> None:
    """Read which file holds which asset, and give templates `asset(name)`."""
    path = Path(app.static_folder or "") / MANIFEST
    app.extensions["assets"] = json.loads(path.read_text()) if path.is_file() else {}
    app.jinja_env.globals["asset"] = asset


def asset(name: str) -> str:
    """Give the address of an asset; it never changes as long as its content does not.

    :raises AssetsMissing: when it was not built.
    """
    built: dict[str, str] = current_app.extensions["assets"]
    if name not in built:
        raise AssetsMissing(f"{name} is not in static/dist; build it with `npm ci && npm run build`.")
    return url_for("static", filename=built[name])
