"""How to look at a demo that is left running: with neomutt, with Thunderbird, with the commands of `hirz`."""

import os
import sys
from pathlib import Path

from daemon.demo.hirz import CODE
from daemon.demo.people import PASSWORD, Person
from daemon.demo.setting import DESK, Setting

NEXT = """
What to look at next:
  make demo KEEP=1     leaves it running, to be looked at with a mail program
  make test            plays worse stories than this one
  systemd/README.md    how to install it for real
"""


def how_to_look(setting: Setting, tag: str) -> str:
    """What to type, line by line; writes the files that it names."""
    noor, layla = setting.cast.noor, setting.cast.layla
    installed = Path(sys.executable).parent / "hirz"
    hirz = str(installed) if installed.exists() else f"cd {CODE} && {sys.executable} -m daemon"
    config = f"--config {setting.config}"
    people = "\n".join(f"    {person.address:<22} {person.part}" for person in setting.cast.all)
    return f"""
It is still running. Everything lies in {setting.folder}

With neomutt, as a handler or as the reporter:
{_neomutt(setting, noor)}
{_neomutt(setting, layla)}

With Thunderbird, or any other mail program (no encryption of the connection):
    IMAP 127.0.0.1, port {setting.imap_port}     SMTP 127.0.0.1, port {setting.smtp_port}, no login
    password "{PASSWORD}" for everybody:
{people}
    {DESK:<22} the desk itself
    secret keys: GNUPGHOME={setting.folder}/people/NAME gpg --armor --export-secret-keys
    the desk's public key: {setting.desk_certificate}

With the desk's own commands:
    {hirz} list {config}
    {hirz} show {config} {tag}
    {hirz} check {config}

To stop it: Ctrl-C here, or kill {os.getpid()}
"""


def _neomutt(setting: Setting, person: Person) -> str:
    person.trusts(setting.desk_fingerprint)
    page = setting.folder / "people" / f"{person.home.name}.muttrc"
    page.write_text(muttrc(setting, person), encoding="utf-8")
    return f"    GNUPGHOME={person.home} neomutt -F {page}"


def muttrc(setting: Setting, person: Person) -> str:
    """Settings for neomutt: this person's mailbox and keys; every mail is signed and sealed."""
    user = person.address.replace("@", "%40")
    return f"""\
set from = "{person.address}"
set realname = "{person.name}"
set imap_user = "{person.address}"
set imap_pass = "{PASSWORD}"
set folder = "imap://{user}@127.0.0.1:{setting.imap_port}/"
set spoolfile = "+INBOX"
set smtp_url = "smtp://127.0.0.1:{setting.smtp_port}"
set ssl_starttls = no
set ssl_force_tls = no
set record = ""
set postponed = "{setting.folder}/people/{person.home.name}-postponed"
set crypt_use_gpgme = yes
set crypt_auto_sign = yes
set crypt_auto_encrypt = yes
set crypt_protected_headers_read = yes
set crypt_protected_headers_write = yes
set pgp_default_key = "{person.fingerprint}"
set pgp_sign_as = "{person.fingerprint}"
set charset = "utf-8"
set send_charset = "us-ascii:utf-8"
set sort = threads
ignore *
unignore from to subject date
"""
