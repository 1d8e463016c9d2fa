# SPDX-License-Identifier: EUPL-1.2
"""No connection leaves the machine: an audit hook that refuses every address but this machine's own."""

import ipaddress
import sys
from typing import Any

WATCHED = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo"})
LOCAL_NAMES = frozenset({"localhost", "", None})


class LeavesTheMachine(RuntimeError):
    """Something under test tried to reach another machine."""


def stay_on_this_machine() -> None:
    """Refuse, from now on and for good, every connection of this process to another machine."""
    sys.addaudithook(_refuse_to_leave)


def _refuse_to_leave(event: str, args: tuple[Any, ...]) -> None:
    if event not in WATCHED:
        return
    host = _host(args[0] if event == "socket.getaddrinfo" else args[1])
    if host not in LOCAL_NAMES and not _is_loopback(host):
        raise LeavesTheMachine(f"{event} to {host!r}: tests use nothing but this machine")


def _host(address: Any) -> Any:
    """Give the host of a socket address; the address of a Unix socket is a path, which never leaves."""
    if isinstance(address, tuple):
        address = address[0]
    elif isinstance(address, str) and address.startswith("/"):
        return ""
    return address.decode("utf-8", "replace") if isinstance(address, bytes) else address


def _is_loopback(host: Any) -> bool:
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False
