"""A real Dovecot without root, one a session, with as many accounts as the tests think of."""

import grp
import itertools
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from datetime import datetime
from pathlib import Path

import pytest
from imapclient import IMAPClient

from tests.certificates import Certificate, certificate

PASSWORD = "pass-كلمة"  # not ASCII, as people's are

SETTINGS = """\
protocols = imap
listen = 127.0.0.1
base_dir = {base}/run
state_dir = {base}/run
log_path = {base}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
ssl = yes
ssl_cert = <{cert.cert_file}
ssl_key = <{cert.key_file}
ssl_dh =
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:~/Maildir
mail_fsync = never
first_valid_uid = 1
imap_hibernate_timeout = 0
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


class Dovecot:
    """Speaks IMAP on `port` (with STARTTLS) and `tls_port`; whoever logs in with PASSWORD has an account."""

    _numbers = itertools.count(1)

    def __init__(self, separator: str = "/", prefix: str = "") -> None:
        self.base = Path(tempfile.mkdtemp(prefix="dc-", dir="/tmp"))  # short: sockets live below it
        self.base.chmod(0o755)
        self.certificate: Certificate = certificate(self.base / "tls")
        as_root = os.geteuid() == 0
        who = pwd.getpwnam("nobody") if as_root else pwd.getpwuid(os.geteuid())  # imap-login refuses to be root
        self.port, self.tls_port = free_port(), free_port()
        config = self.base / "dovecot.conf"
        config.write_text(
            SETTINGS.format(
                base=self.base,
                user=who.pw_name,
                group=grp.getgrgid(who.pw_gid).gr_name,
                uid=who.pw_uid,
                gid=who.pw_gid,
                cert=self.certificate,
                port=self.port,
                tls_port=self.tls_port,
                separator=separator,
                prefix=prefix,
                password=PASSWORD,
            ),
            encoding="utf-8",
        )
        if as_root:
            for path in (self.base, *self.base.rglob("*")):
                os.chown(path, who.pw_uid, who.pw_gid)
        drop = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if as_root else {}
        self._process = subprocess.Popen(
            [executable(), "-F", "-c", str(config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **drop,  # type: ignore[call-overload]
        )
        self._wait_until_up()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(20)
        shutil.rmtree(self.base, ignore_errors=True)

    def new_account(self) -> str:
        return f"person{next(self._numbers)}@desk.test"

    def password(self, user: str) -> str:
        return PASSWORD

    def client(self, user: str) -> IMAPClient:
        """A mail program's connection, logged in."""
        client = IMAPClient("127.0.0.1", self.port, ssl=False, timeout=30)
        client.plain_login(user, PASSWORD)
        return client

    def append(self, user: str, raw: bytes, folder: str = "INBOX", when: datetime | None = None) -> int:
        with self.client(user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            answer = client.append(folder, raw, msg_time=when)
            return int(answer.split(b"APPENDUID ")[1].split()[1].rstrip(b"]"))

    def mails(self, user: str, folder: str = "INBOX") -> list[bytes]:
        with self.client(user) as client:
            if not client.folder_exists(folder):
                return []
            client.select_folder(folder, readonly=True)
            got = client.fetch(client.search("ALL"), ["BODY.PEEK[]"])
            return [got[uid][b"BODY[]"] for uid in sorted(got)]

    def _wait_until_up(self) -> None:
        for _ in range(200):
            if self._process.poll() is not None:
                break
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.05)
        log = self.base / "dovecot.log"
        raise AssertionError(f"dovecot does not start: {log.read_text() if log.exists() else 'no log'}")


def executable() -> str:
    """Dovecot's path, or a skipped test that says why."""
    path = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
    if path is None:
        pytest.skip("dovecot is not installed")
    return path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
