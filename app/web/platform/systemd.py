"""What systemd hands to the server and wants to hear from it: sd_listen_fds(3) and sd_notify(3)."""

from __future__ import annotations

import os
import socket

FIRST_FILE = 3
"""The number of the first file that systemd hands over."""


def inherited_socket() -> socket.socket | None:
    """Return the listening socket that systemd opened for this process, or None.

    It stays open while versions come and go, so connections wait instead of being refused.
    """
    ours = os.environ.get("LISTEN_PID") == str(os.getpid())
    if not ours or os.environ.get("LISTEN_FDS") != "1":
        return None
    return socket.socket(fileno=FIRST_FILE)


def say_ready() -> None:
    """Tell systemd that requests are answered from now on. Raises OSError."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        # An address that begins with @ is in Linux's abstract namespace.
        notify.sendto(b"READY=1", address.replace("@", "\0", 1))
