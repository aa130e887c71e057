"""What `hirz init` says when it is done: what was made, who could read it, and what is left to do."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from daemon.config import Config
from daemon.shell.at_rest import guard_of, has_tpm
from db.founding import Founding
from pgp.certificates import Certificate, public_part


@dataclass(frozen=True)
class Done:
    """What came of it."""

    made: tuple[Path, ...]
    there: tuple[Path, ...]  # found, and left as it was
    store: Path
    founding: Founding | None


def closing(path: Path, config: Config, done: Done, *, service: bool) -> Iterator[str]:
    """Lines for the person at the shell. They hold paths, the desk's fingerprint, and nothing secret."""
    if not done.made:
        yield f"Everything of {config.desk.address} is there already; nothing was changed."
    for file in done.there:
        yield f"  as it was  {file}"
    for file in done.made:
        yield f"  made       {file}"
    if done.founding and done.store in done.made:
        yield f"  Mail older than {done.founding.at:%Y-%m-%d %H:%M} UTC is kept, but never answered."
    key = public_part(config.desk.key_file.read_bytes())
    yield ""
    yield "The desk's key:"
    yield f"  {in_fours(key.fingerprint)}   ({_until(key)})"
    yield ""
    yield "Who could read a stolen disk:"
    yield from _at_rest(path, config, service=service)
    yield ""
    yield "What is left to do:"
    for number, (head, lines) in enumerate(_left(path, config, service=service), start=1):
        yield f"  {number}. {head}"
        yield from (f"       {line}" for line in lines)


def in_fours(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


def _until(key: Certificate) -> str:
    return f"until {key.expires_at:%Y-%m-%d}; `hirz check` warns in time" if key.expires_at else "without end"


def _at_rest(path: Path, config: Config, *, service: bool) -> Iterator[str]:
    secrets = (config.store.master_key_file, config.desk.key_file)
    yield f"  {guard_of(secrets, path.parent).sentence}"
    if not service:
        yield "  For a trial that may do. systemd/README.md, Keys, tells how a desk that people write to is guarded."
        return
    yield f"  - TPM of this machine ({'there is one' if has_tpm() else 'none is here'}): the disk alone is noise;"
    yield "    who takes the whole machine and can start it has a running desk. As root, for each file in secrets:"
    sealed = path.parent / "sealed"
    yield f"       install -d -m 755 {sealed}"
    for secret in secrets:
        name = secret.name
        yield f"       systemd-creds encrypt --with-key=tpm2 --name={name} {secret} {sealed / name}"
    yield "    Then LoadCredentialEncrypted= in hirz.service, and only then shred: systemd/README.md, Keys."
    yield "  - Passphrase at boot (an encrypted disk, chosen when Debian is installed): switched off, it is noise;"
    yield "    somebody types the passphrase at each start, and until then no mail is taken in."
    yield "  - Host key (--with-key=host): what opens the keys lies on the same disk, so who takes it reads everything;"
    yield "    only a backup without /var/lib/systemd is safe."


def _left(path: Path, config: Config, *, service: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    hirz = "sudo -u hirz hirz" if service else "hirz"
    where = "" if service else f" --config {shlex.quote(str(path))}"
    yield f"Fill in host and user of [[imap]], and host of [smtp], in {path}", ()
    files = [box.password_file for box in config.imap] + (
        [config.smtp.password_file] if config.smtp.password_file else []
    )
    missing = tuple(str(file) for file in dict.fromkeys(files) if not file.exists())
    if missing:
        shell = "sudo -u hirz sh -c " if service else "sh -c "
        lines = (
            f"{shell}{shlex.quote(f'umask 077; cat > {shlex.quote(file)}')}   # one line, then Ctrl-D"
            for file in missing
        )
        yield "Write each password into a file of its own:", tuple(lines)
    yield (
        "Make the people of the desk known, and compare each fingerprint by voice:",
        (f"{hirz} handler{where} add NAME ADDRESS CERTIFICATE",),
    )
    yield (
        "Try everything out, then start the desk:",
        (
            f"{hirz} check{where}",
            "systemctl enable --now hirz" if service else f"hirz run{where}",
        ),
    )
    yield (
        "Publish the desk's key, with its fingerprint, where reporters look for it:",
        (
            f"{hirz} key{where} export > desk.asc",
            f"{hirz} key{where} vcard > desk.vcf     # for Delta Chat",
        ),
    )
    yield (
        "Keep both keys on paper or on a stick, in a safe in another house, never beside the store's backups:",
        (
            f"{config.store.master_key_file}     # without it the store is noise, for you as well",
            f"{config.desk.key_file}     # with it one reads all that was ever sealed to the desk",
            f"{hirz} key{where} backup FILE.html     # the latter as a page for the printer",
        ),
    )
