"""Where a mail lies once it is kept: in a folder of its own, so that the INBOX shows what is left to do."""

from daemon.doors.imap_session import Refused, Session

KEYWORD = "$HirzDone"


class Shelf:
    """Puts mails away in the kept folder, by whatever way the server knows. One per session."""

    def __init__(self, session: Session, kept_folder: str) -> None:
        self._session = session
        self._wanted = kept_folder
        self._name: str | None = None
        self._writable = False
        self.can_mark = False  # keywords can be set in the folder that is selected
        self.unmarked = ["UNKEYWORD", KEYWORD]

    def select(self, folder: str) -> int:
        """Open a folder and return its UIDVALIDITY; raise Refused. It may be one we can only read."""
        client = self._session.client
        try:
            state = self._session.ask("SELECT", client.select_folder, folder)
            self._writable = True
        except Refused as refusal:
            if refusal.code != "READ-ONLY":
                raise
            state = self._session.ask("EXAMINE", client.select_folder, folder, True)
            self._writable = False
        flags = state.get(b"PERMANENTFLAGS", ())
        flags = flags if isinstance(flags, tuple) else ()
        self.can_mark = self._writable and (b"\\*" in flags or KEYWORD.encode() in flags)
        uidvalidity = state.get(b"UIDVALIDITY", 0)
        return uidvalidity if isinstance(uidvalidity, int) else 0

    def look_at(self, folder: str) -> None:
        """Raise Refused unless the folder can be opened."""
        self._session.ask(f"folder {folder!r}", self._session.client.select_folder, folder, True)

    @property
    def manner(self) -> str:
        """How mails will be put away, for `hirz check`."""
        if "MOVE" in self._session.offers:
            return f"kept mail is moved to {self._wanted!r}"
        if "UIDPLUS" in self._session.offers:
            return f"kept mail is copied to {self._wanted!r} and deleted (no MOVE)"
        return f"kept mail stays where it is, marked {KEYWORD} where the server allows it (no MOVE, no UIDPLUS)"

    def put_away(self, uid: int) -> bool:
        """Take a kept mail out of the way; False where no way is open. A mail that vanished is no error (R11).

        Dying between any two commands leaves the mail to be seen again or a second copy on the shelf, never less.
        """
        if not self._writable:
            return False
        for way in (self._move, self._copy, self._mark):
            try:
                if way(uid):
                    return True
            except Refused:
                continue
        return False

    def _move(self, uid: int) -> bool:
        if "MOVE" not in self._session.offers:
            return False
        self._into_folder("MOVE", self._session.client.move, uid)
        return True

    def _copy(self, uid: int) -> bool:
        if "UIDPLUS" not in self._session.offers:
            return False  # a plain EXPUNGE would also take what a person marked as deleted
        client = self._session.client
        self._into_folder("COPY", client.copy, uid)
        self._session.ask("STORE", client.add_flags, [uid], [b"\\Deleted"])
        self._session.ask("EXPUNGE", client.uid_expunge, [uid])
        return True

    def _mark(self, uid: int) -> bool:
        if not self.can_mark:
            return False
        client = self._session.client
        self._session.ask("STORE", client.add_flags, [uid], [KEYWORD.encode()])
        flags = self._session.ask("FETCH", client.get_flags, [uid]).get(uid, ())
        return KEYWORD.encode() in flags  # some servers say yes and forget it

    def _into_folder(self, what: str, command: object, uid: int) -> None:
        assert callable(command)
        if self._name is None:
            self._name = self._made()
        try:
            self._session.ask(what, command, [uid], self._name)
        except Refused as refusal:
            if refusal.code != "TRYCREATE":
                raise
            self._name = self._made()  # somebody deleted the folder meanwhile
            self._session.ask(what, command, [uid], self._name)

    def _made(self) -> str:
        """Create the kept folder, in the server's own spelling, and return that."""
        client, prefix, divider = self._session.client, "", "/"
        try:
            if "NAMESPACE" in self._session.offers:
                prefix, divider = self._session.ask("NAMESPACE", client.namespace).personal[0]
            else:
                divider = self._session.ask("LIST", client.list_folders, "", "INBOX")[0][1].decode("ascii")
        except (Refused, IndexError, TypeError, ValueError, AttributeError):
            pass  # then the usual spelling
        name = self._wanted.replace("/", divider) if divider else self._wanted
        name = name if name.startswith(prefix or "") else f"{prefix}{name}"
        for what, command in (("CREATE", client.create_folder), ("SUBSCRIBE", client.subscribe_folder)):
            try:
                self._session.ask(what, command, name)
            except Refused:
                continue  # it is there already; if it is not, the next command says so
        return name
