"""neomutt with gpgme: one person's mail program in a terminal, set up as its own manual says."""

from collections.abc import Mapping
from pathlib import Path

from tests.clients.programs import program
from tests.clients.terminal import Terminal
from tests.people import Person

SETTINGS = """\
set my_address = "{address}"
set from = "{address}"
set realname = "سارة"
set use_envelope_from = yes
set hostname = "press.test"
set folder = "imap://127.0.0.1:{imap}/"
set spoolfile = "+INBOX"
set imap_user = "{address}"
set imap_pass = "{password}"
set imap_idle = yes
set smtp_url = "smtp://127.0.0.1:{smtp}"
set ssl_starttls = no
set ssl_force_tls = no
set record = ""
set timeout = 1
set mail_check = 1
set editor = "cp {draft}"
set fast_reply = yes
set include = yes
set crypt_use_gpgme = yes
set pgp_default_key = "{fingerprint}"
set pgp_sign_as = "{fingerprint}"
set crypt_autosign = yes
set crypt_autoencrypt = yes
set crypt_protected_headers_write = yes
set crypt_protected_headers_subject = "..."
set quit = yes
set sleep_time = 0
set wait_key = no
set pager_index_lines = 0
"""


class Neomutt:
    """A person's neomutt, on their own key and mailbox; every key is pressed as a person would."""

    def __init__(self, owner: Person, folder: Path, *, imap_port: int, smtp_port: int, password: str) -> None:
        self.owner, self._folder, self._draft = owner, folder, folder / "draft"
        settings = SETTINGS.format(
            address=owner.address,
            imap=imap_port,
            smtp=smtp_port,
            password=password,
            draft=self._draft,
            fingerprint=owner.fingerprint,
        )
        (folder / "rc").write_text(settings, "utf-8")
        (folder / ".mime.types").write_text("application/pgp-keys asc\ntext/plain txt\n")
        surroundings = {"HOME": str(folder), "GNUPGHOME": str(owner.home), "PATH": "/usr/bin:/bin"}
        self._screen = Terminal([program("neomutt"), "-n", "-F", str(folder / "rc")], folder, surroundings)
        self._screen.shows("NeoMutt: +INBOX")

    def close(self) -> None:
        self._screen.close()

    def knows(self, other: Person) -> None:
        """Has somebody's key, and has decided that it is theirs: gpgme asks about any other."""
        self.owner.gpg("--import", given=other.certificate)
        self.owner.gpg("--import-ownertrust", given=f"{other.fingerprint}:6:\n".encode())

    def writes(self, to: str, subject: str, text: str, files: Mapping[str, bytes]) -> str:
        """Composes and sends, sealed; returns the screen as it was before sending."""
        self._draft.write_text(text, "utf-8")
        self._screen.types("m")
        self._screen.types(f"{to}\r", once="To:")
        self._screen.types(f"{subject}\r", once="Subject:")
        for number, (name, data) in enumerate(files.items(), start=2):
            (self._folder / name).write_bytes(data)
            self._screen.types("a", once="-- Attachments")
            self._screen.types(f"{name}\r", once="Attach file")
            self._screen.shows(f"{number} {name}")
        return self._sends()

    def reads(self, number: int, *words: str) -> str:
        """Opens a mail of the index, once there are so many; returns the screen that shows all these words."""
        self._screen.shows(f"[Msgs:{number} ")
        self._screen.types(f"{number}\r\r")
        return self._screen.shows(*words)

    def leaves(self) -> None:
        """Back to the index."""
        self._screen.types("i")
        self._screen.shows("NeoMutt: +INBOX")

    def answers(self, text: str) -> str:
        """Replies to the mail that is open, with all of it quoted."""
        self._draft.write_text(text, "utf-8")
        self._screen.types("r")
        return self._sends()

    def _sends(self) -> str:
        before = self._screen.shows("-- Attachments", "Security: Sign, Encrypt (PGP/MIME)")
        self._screen.types("y")
        self._screen.shows("Mail sent")
        return before
