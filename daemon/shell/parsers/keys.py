"""The words of `hirz key`: the desk's own key, from its first day to its last."""

import argparse
from pathlib import Path

from daemon.shell.parsers.making import Command


def add_key(command: Command, anywhere: argparse.ArgumentParser) -> None:
    """The words of `hirz key`, in the order of a key's life."""
    room = "daemon.shell.ownkey"
    key = command(
        "key",
        f"{room}.showing:show",
        "the desk's own key, from its first day to its last; and what is known of others' keys",
        "key rotate --subkey",
    )
    doing = key.add_subparsers(title="what to do", required=True, metavar="WORD")

    def word(name: str, does: str, says: str, example: str = "") -> argparse.ArgumentParser:
        example = f"Example:  hirz key {name} {example}".rstrip()
        made = doing.add_parser(name, parents=[anywhere], help=says, description=says, epilog=example)
        made.set_defaults(does=does)
        return made

    def which(made: argparse.ArgumentParser) -> None:
        made.add_argument("--key", metavar="FINGERPRINT", help="one of the desk's keys; the current one unless given")

    show = word("show", f"{room}.showing:show", "fingerprint, names, and what each key does and until when")
    show.add_argument("--json", action="store_true", help="for programs")
    which(word("export", f"{room}.showing:export", "the desk's certificate, to be published", "> desk.asc"))
    word("vcard", f"{room}.showing:export_vcard", "a vCard with the key, as Delta Chat needs it", "> desk.vcf")
    wkd = word(
        "wkd", f"{room}.publishing:wkd", "the files by which mail programs find the key at the desk's own domain",
        "/var/www/well-known",
    )  # fmt: skip
    wkd.add_argument("folder", type=Path, metavar="FOLDER", help="the web server's .well-known folder")

    def into(made: argparse.ArgumentParser) -> None:
        says = "where to write what else would lie beside the key's file"
        made.add_argument("--into", type=Path, metavar="FOLDER", help=says)

    rotate = word("rotate", f"{room}.rotating:rotate", "a new key to be written to; the old one goes on opening mail",
                  "--subkey")  # fmt: skip
    how = rotate.add_mutually_exclusive_group(required=True)
    how.add_argument("--subkey", action="store_true", help="the usual way, in time: same fingerprint, longer life")
    how.add_argument("--primary", action="store_true", help="a wholly new key, with a statement signed by old and new")
    into(rotate)
    revoke = word("revoke", f"{room}.revoking:revoke", "a paper that ends a key for good; or, with --apply, its end",
                  "/dev/shm/revocation.asc")  # fmt: skip
    revoke.add_argument("file", type=Path, nargs="?", metavar="FILE", help="where to write the paper; else it is shown")
    revoke.add_argument("--reason", choices=("none", "compromised", "superseded", "unused"), default="none")
    revoke.add_argument("--apply", action="store_true", help="revoke it now: the desk signs nothing with it any more")
    into(revoke)
    which(revoke)

    backup = word("backup", f"{room}.backup:backup", "the secret key on a page to be printed, in lines and QR codes",
                  "/dev/shm/key.html")  # fmt: skip
    backup.add_argument("file", type=Path, metavar="FILE.html")
    which(backup)
    restore = word("restore", f"{room}.backup:restore", "the secret key from typed lines, QR codes read, or that page",
                   "typed.txt")  # fmt: skip
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("--to", type=Path, metavar="KEYFILE", help="where to write it; else where the config wants it")

    find = word(
        "find", f"{room}.finding:find", "look up what a domain publishes as the key of an address ([wkd] proxy)",
        "layla@press.example",
    )  # fmt: skip
    find.add_argument("address")
    bring = word(
        "import", "daemon.shell.reporters_key:import_key", "a reporter's certificate, compared on another channel",
        "layla@press.example layla.asc",
    )  # fmt: skip
    bring.add_argument("address")
    bring.add_argument("certificate", type=Path)
