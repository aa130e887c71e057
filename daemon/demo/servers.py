"""Mail servers that live in this process, for the demo and the tests; never for a desk that people write to."""

import asyncio
import logging
import ssl
import threading
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from imapclient import IMAPClient
from proxyprotocol.reader import ProxyProtocolReader
from proxyprotocol.version import ProxyProtocolVersion
from pymap.backend.dict import DictBackend, Identity
from pymap.backend.dict.mailbox import MailboxData
from pymap.concurrent import Event
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials.flag import Flag, Recent, get_system_flags
from pymap.selected import SelectedMailbox
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash

from daemon.doors.loop import Loop

KEYWORDS = frozenset({Flag(b"$HirzDone")})

for _talker in ("pymap", "mail.log", "mail.debug", "asyncio", "imapclient"):
    logging.getLogger(_talker).setLevel(logging.CRITICAL)  # at DEBUG they write whole mails


_next_news = MailboxData.update_selected


async def _all_news(box: MailboxData, selected: SelectedMailbox, *, wait_on: Event | None = None) -> SelectedMailbox:
    """What an idling client is told: also of mail that came while it heard of another."""
    behind = selected.mod_sequence != box._mod_sequences.highest  # noqa: SLF001
    return await _next_news(box, selected, wait_on=None if behind else wait_on)


class MailServer:
    """An IMAP server with the given accounts (name → password) on 127.0.0.1; everything is in memory."""

    def __init__(self, accounts: Mapping[str, str], port: int = 0) -> None:
        self.accounts: dict[str, str] = {}
        self._loop = Loop("imap server")
        self.port = self._loop.do(self._start(port))
        for name, password in accounts.items():
            self.add(name, password)

    def add(self, name: str, password: str) -> None:
        """Open one more account."""
        self.accounts[name] = password
        self._loop.do(self._open_account(name, password))

    def stop(self) -> None:
        """End it with all its connections."""
        self._loop.stop(self._server)

    def append(self, user: str, raw: bytes, folder: str = "INBOX", when: datetime | None = None) -> int:
        """Put a mail into a folder, octet for octet, as a delivering mail server would; return its UID."""
        return self._loop.do(self._append(user, raw, folder, when or datetime.now(UTC)))

    def mails(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Read a folder as a mail program would: over IMAP, oldest first. No such folder: nothing."""
        with IMAPClient("127.0.0.1", self.port, ssl=False, timeout=30) as client:
            client.login(user, self.accounts[user])
            if not client.folder_exists(folder):
                return []
            client.select_folder(folder, readonly=True)
            uids = client.search("ALL")
            got = client.fetch(uids, ["BODY.PEEK[]"])
            return [got[uid][b"BODY[]"] for uid in sorted(uids)]

    async def _start(self, port: int) -> int:
        # without this, a STORE of a keyword is silently forgotten
        MailboxData.permanent_flags = property(  # type: ignore[assignment, method-assign]
            lambda _: (get_system_flags() - {Recent}) | KEYWORDS
        )
        MailboxData.update_selected = _all_news  # type: ignore[assignment, method-assign]
        settings = Namespace(
            demo_data=False,
            demo_user="-",
            demo_password="-",  # noqa: S106
            debug=False,
            host=["127.0.0.1"],
            port="0",
            cert=None,
            key=None,
            tls=False,
            proxy_protocol=None,
            inherited_sockets=None,
            passlib_cfg=None,
            skip_services=[],
        )
        # one round: the passwords of a demo guard nothing
        backend, self._config = await DictBackend.init(settings, hash_context=BuiltinHash(rounds=1))
        self._config.apply_context()
        self._backend = backend
        talk = ProxyProtocolReader(ProxyProtocolVersion.get(None)).get_callback(IMAPServer(backend.login, self._config))
        self._server = await asyncio.start_server(talk, "127.0.0.1", port)
        return int(self._server.sockets[0].getsockname()[1])

    async def _open_account(self, name: str, password: str) -> None:
        hashed = await Passwords(self._config).hash_password(password)
        self._backend.login.users_dict[name] = UserMetadata(self._config, name, password=hashed)

    async def _append(self, user: str, raw: bytes, folder: str, when: datetime) -> int:
        return (await (await self._folder(user, folder)).append(AppendMessage(raw, when), recent=True)).uid

    async def _folder(self, user: str, folder: str) -> MailboxData:
        async with Identity(user, self._backend.login, None, frozenset()).new_session() as session:
            if folder not in {entry.name for entry in (await session.mailbox_set.list_mailboxes()).list()}:
                await session.mailbox_set.add_mailbox(folder)
            return await session.mailbox_set.get_mailbox(folder)


@dataclass(frozen=True)
class Received:
    """One mail the sink took, for one recipient, in the order it came."""

    sender: str  # "" is the null sender
    recipient: str
    mail: bytes


class Sink:
    """An SMTP server on 127.0.0.1 that keeps what it gets, and misbehaves as it is told.

    With `deliver_to`, mail for its accounts lands in their INBOX. `refuse` maps a recipient to the answer RCPT
    gets; the next `later` mails are put off with 451; after the next `drop` mails the connection is lost before
    the answer, with the mail kept; `deaf` never answers a mail at all.
    """

    def __init__(
        self,
        deliver_to: MailServer | None = None,
        *,
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        starttls: bool = False,
        login: tuple[str, str] | None = None,
    ) -> None:
        self.received: list[Received] = []
        self.refuse: dict[str, str] = {}
        self.refuse_senders: dict[str, str] = {}
        self.later = 0
        self.drop = 0
        self.deaf = False
        self.thinking = threading.Event()  # it has a mail and does not answer
        self.connections = 0
        self.greeted_as: set[str] = set()
        self._deliver_to = deliver_to
        self._tls, self._starttls, self._login = tls, starttls, login
        self._news = threading.Condition()
        self._loop = Loop("mail sink")
        self.port = self._loop.do(self._start(port))

    def stop(self) -> None:
        """End it with all its connections."""
        self._loop.stop(self._server)

    def wait_for(self, count: int, seconds: float = 30) -> list[Received]:
        """Wait until so many mails were taken, and return all there are; raise TimeoutError."""
        with self._news:
            if not self._news.wait_for(lambda: len(self.received) >= count, seconds):
                raise TimeoutError(f"{len(self.received)} of {count} mails came")
            return list(self.received)

    async def _start(self, port: int) -> int:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(
            self._talk(loop), "127.0.0.1", port, ssl=None if self._starttls else self._tls
        )
        return int(self._server.sockets[0].getsockname()[1])

    def _talk(self, loop: asyncio.AbstractEventLoop) -> Callable[[], SMTP]:
        def knows(_server: object, _session: object, _envelope: object, _how: str, data: Any) -> AuthResult:
            known = isinstance(data, LoginPassword) and self._login == (data.login.decode(), data.password.decode())
            return AuthResult(success=known, handled=False)

        def begin() -> SMTP:
            self.connections += 1
            return SMTP(
                self,
                hostname="sink.test",
                ident="sink",
                loop=loop,
                data_size_limit=64 << 20,
                tls_context=self._tls if self._starttls else None,
                require_starttls=self._starttls,
                auth_required=self._login is not None and self._starttls,
                auth_require_tls=self._starttls or self._login is None,  # it does not see implicit TLS
                authenticator=knows if self._login else None,
            )

        return begin

    # The names that follow are aiosmtpd's.

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Any, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.greeted_as.add(hostname)
        return responses

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: object, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuse_senders:
            return self.refuse_senders[address]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 ok"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: object, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuse:
            return self.refuse[address]
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server: SMTP, _session: object, envelope: Envelope) -> str:  # noqa: N802
        if self.deaf:
            self.thinking.set()
            await asyncio.sleep(3600)
        if self.later > 0:
            self.later -= 1
            return "451 4.3.0 not now"
        mail = bytes(envelope.original_content or b"")
        for recipient in envelope.rcpt_tos:
            if self._deliver_to is not None and recipient in self._deliver_to.accounts:
                deliver = self._deliver_to.append
                await asyncio.get_running_loop().run_in_executor(None, deliver, recipient, mail)
            sender = "" if envelope.mail_from == "<>" else envelope.mail_from or ""
            with self._news:
                self.received.append(Received(sender, recipient, mail))
                self._news.notify_all()
        if self.drop > 0:
            self.drop -= 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 2.0.0 taken"

    async def handle_exception(self, _error: Exception) -> str:
        return "451 4.3.0 temporary failure"
