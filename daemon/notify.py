"""What the daemon tells systemd: ready, alive, stopping, and one line of status. Without systemd it says nothing."""

import os
import socket


def notify(*lines: str) -> bool:
    """Send lines such as READY=1 to systemd; tell whether anyone listens (sd_notify(3)).

    A service manager that went away must not stop a helpdesk: a failed send counts as nobody listening.
    """
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address[:1] not in ("/", "@"):
        return False
    if address[0] == "@":  # Linux's abstract sockets
        address = "\0" + address[1:]
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as wire:
            wire.setblocking(False)  # a manager that does not listen must not make the loop wait
            wire.connect(address)
            wire.sendall("\n".join(lines).encode())
    except OSError:
        return False
    return True


def ready(status: str) -> bool:
    """Say that mail is being read."""
    return notify("READY=1", f"STATUS={status}")


def alive() -> bool:
    """Say that the worker turns; due at least every `watchdog_seconds`."""
    return notify("WATCHDOG=1")


def doing(status: str) -> bool:
    """Set the line that `systemctl status` shows. Counts and states only, never anything of a mail."""
    return notify(f"STATUS={status}")


def stopping() -> bool:
    """Say that the stop was heard and the mail in hand is being finished."""
    return notify("STOPPING=1", "STATUS=finishing the mail in hand")


def watchdog_seconds() -> float | None:
    """How often to say `alive`: half of what systemd waits for, or None where it does not (sd_watchdog_enabled(3))."""
    limit = os.environ.get("WATCHDOG_USEC", "")
    meant_for = os.environ.get("WATCHDOG_PID", str(os.getpid()))
    if not (limit.isascii() and limit.isdigit() and int(limit)) or meant_for != str(os.getpid()):
        return None
    return int(limit) / 2_000_000
