# SPDX-License-Identifier: EUPL-1.2
"""Files that people add, and how."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

HOSTILE = Path(__file__).parents[1] / "hostile" / "uploads"
SCRIPT = {"Accept": "application/json"}
ADDRESS = re.compile(r"\]\((/bestanden/[^)]+)\)$")


def picture(format: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """Draw a picture that is red in the corner at the top left, and otherwise white."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    content = io.BytesIO()
    drawn.save(content, format, **options)
    return content.getvalue()


def archive(members: dict[str, str | bytes]) -> bytes:
    """Pack an archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in members.items():
            packed.writestr(name, text)
    return content.getvalue()


def sheet(**members: str | bytes) -> bytes:
    """Give an XLSX document, as far as it is looked at."""
    heart: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
    return archive(heart | members)


def letter() -> bytes:
    """Give an ODT document, as far as it is looked at."""
    return archive(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office:document-content/>"}
    )


def send(browser: FlaskClient, name: str, content: bytes, script: bool = True, **fields: Any) -> TestResponse:
    """Add a file as the script on the page does, or as the form itself."""
    upload = FileStorage(io.BytesIO(content), filename=name)
    return post(
        browser,
        "/bestanden",
        {"alternative": "Een rode hoek", "file": upload} | fields,
        SCRIPT if script else {},
    )


def post(
    browser: FlaskClient, address: str, values: dict[str, Any], headers: dict[str, str] | None = None
) -> TestResponse:
    """Send a form with files, kept in memory."""
    boundary, body = encode_multipart(values)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser.post(address, data=body, content_type=kind, headers=headers)


def add(browser: FlaskClient, name: str = "kaart.png", content: bytes | None = None, **fields: Any) -> str:
    """Add a file, and give its line for a text."""
    answer = send(browser, name, picture() if content is None else content, **fields)
    assert answer.status_code == 201, answer.text
    assert answer.json
    return str(answer.json["markdown"])


def address_in(line: str) -> str:
    """Give the address in a line for a text."""
    found = ADDRESS.search(line)
    assert found, line
    return found[1]
