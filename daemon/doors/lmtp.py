"""A door for a mail server on this machine: it hands mail over by LMTP, and 250 means the mail is kept."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import Envelope, syntax

from daemon.doors.imap import LARGEST, Keep, Where
from daemon.doors.loop import Loop

logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # aiosmtpd writes whole mails at DEBUG, addresses at INFO
logging.getLogger("mail.debug").setLevel(logging.CRITICAL)

NOT_NOW = "451 4.3.0 not now, try again"
TOO_MUCH = "552 5.3.4 too large"
NAME = "lmtp"  # what `Where.mailbox` says of mail that came this way


class _Talk(LMTP):
    """One conversation. Differs from aiosmtpd's where that one would lose, bounce or drown."""

    line_length_limit = 64 << 10  # octets held at once; longer lines are taken in pieces

    def __init__(self, take: Callable[[bytes], None], largest: int, loop: asyncio.AbstractEventLoop) -> None:
        # a host name is given, or aiosmtpd asks the resolver for this machine's
        super().__init__(self, hostname="hirz", ident="LMTP", loop=loop, data_size_limit=largest)
        self._take = take
        self._largest = largest

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's
        """Take a mail and answer once for every recipient (RFC 2033 section 4.2).

        aiosmtpd answers once for all, and holds every line as an object of its own: a mail of empty lines
        costs it thirty times its size.
        """
        if await self.check_helo_needed():
            return
        envelope = self.envelope
        if envelope is None or not envelope.rcpt_tos:
            await self.push("503 5.5.1 nobody to take it for")
            return
        if arg:
            await self.push("501 5.5.4 DATA and nothing else")
            return
        await self.push("354 go ahead, end with a dot")
        mail = await self._read_mail()
        answer = TOO_MUCH if mail is None else await self._kept(mail)
        await self.push("\r\n".join([answer] * len(envelope.rcpt_tos)))
        self._set_post_data_state()  # type: ignore[no-untyped-call]

    async def _read_mail(self) -> bytes | None:
        mail, fresh = bytearray(), True
        too_much = False
        while True:
            try:
                piece = await self._reader.readuntil(b"\r\n")
            except asyncio.LimitOverrunError as overrun:
                piece = await self._reader.read(overrun.consumed)
            if fresh and piece == b".\r\n":
                return None if too_much else bytes(mail)
            if fresh and piece.startswith(b"."):
                piece = piece[1:]  # RFC 5321 section 4.5.2
            fresh = piece.endswith(b"\r\n")
            too_much = too_much or len(mail) + len(piece) > self._largest
            if too_much:
                mail.clear()
            else:
                mail += piece

    async def _kept(self, mail: bytes) -> str:
        try:
            await asyncio.get_running_loop().run_in_executor(None, self._take, mail)
        except Exception:  # noqa: BLE001  # whatever troubles us, the mail server keeps the mail and tries again
            return NOT_NOW
        return "250 2.0.0 kept"

    async def handle_exception(self, _error: Exception) -> str:
        """Put off instead of aiosmtpd's 500 with the exception's text, which is a bounce and a leak."""
        return NOT_NOW

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= 100:
            return "452 4.5.3 too many at once"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"


class LmtpDoor:
    """Listens on a Unix socket (an absolute path) or on HOST:PORT of the loopback, until `stop`.

    `keep` has committed when it returns; it is called from one thread. What it raises puts the mail off.
    """

    def __init__(self, listen: str, keep: Keep, largest: int = LARGEST) -> None:
        self._path = Path(listen) if listen.startswith("/") else None
        self._keep = keep
        self._largest = largest
        self._one_by_one = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lmtp keep")
        self._loop = Loop("lmtp door")
        self.port = self._loop.do(self._open(listen))

    def stop(self) -> None:
        """Take no more; a mail that was not answered yet is still the mail server's."""
        self._loop.stop(self._server)
        self._one_by_one.shutdown(wait=True)
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    async def _open(self, listen: str) -> int:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(self._one_by_one)
        if self._path is not None:
            self._server = await loop.create_unix_server(lambda: self._talk(loop), listen)
            self._path.chmod(0o660)  # the folder says who comes near; the group is the mail server's
            return 0
        host, _, port = listen.rpartition(":")
        self._server = await loop.create_server(lambda: self._talk(loop), host.strip("[]"), int(port))
        return int(self._server.sockets[0].getsockname()[1])

    def _talk(self, loop: asyncio.AbstractEventLoop) -> _Talk:
        return _Talk(self._take, self._largest, loop)

    def _take(self, mail: bytes) -> None:
        self._keep(mail, Where(NAME, "", 0, 0, datetime.now(UTC)))
