"""Servers for the doors' stories."""

from tests.servers import cable, dovecot, embedded, ledger, server, sink

__all__ = ["cable", "dovecot", "embedded", "ledger", "server", "sink"]
