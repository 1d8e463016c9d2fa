# SPDX-License-Identifier: EUPL-1.2
"""Notice that a form is sent twice."""

from hashlib import sha256

from knowledgebase.policy import Viewer


def sent_once(viewer: Viewer, form: str | None, *words: object) -> str | None:
    """Name what the viewer sent: the same form with the same words has the same name.

    The same form with other words, as after going back in the browser, is something new.
    """
    if not form:
        return None
    sent = "\x00".join([form, *map(str, words)])
    return f"{viewer.id}-{sha256(sent.encode()).hexdigest()}"
