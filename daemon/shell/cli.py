"""`hirz`: what the person who runs the server types. Each subcommand says in one line what went wrong, if it did."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from daemon.shell.codes import COMMANDS_END, DEFAULT_CONFIG, PLAIN, TROUBLE, codes_told
from daemon.steps import STEPS
from daemon.version import VERSION

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one subcommand; returns its exit code."""
    told = parser().parse_args(arguments, argparse.Namespace(config=DEFAULT_CONFIG))
    module, _, function = told.does.partition(":")
    # imported only now: `hirz --help` need not wait for the store and its libraries
    does: Command = getattr(import_module(module), function)
    try:
        return does(told)
    except KeyboardInterrupt:
        return TROUBLE
    except BrokenPipeError:  # whoever read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return TROUBLE
    except Exception as trouble:
        if type(trouble).__name__ not in PLAIN:
            raise
        print(f"hirz: {printable(_told(trouble))}", file=sys.stderr)
        return TROUBLE


def printable(words: str) -> str:
    """Fit for a terminal: names of files may be a stranger's, and hold what would steer it."""
    return "".join(sign if sign.isprintable() or sign == "\n" else f"<U+{ord(sign):04X}>" for sign in words)


def _told(trouble: Exception) -> str:
    """A refusal carries the key of its reason; people get the sentence."""
    from pgp.reasons import REASONS

    reason = getattr(trouble, "reason", "")
    return REASONS.get(reason, str(trouble))


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="hirz",
        description="A digital-safety helpdesk that lives in a mailbox.",
        epilog="`hirz COMMAND --help` has an example of each.",
    )
    top.add_argument("--version", action="version", version=f"hirz {VERSION}")
    sub = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    # given before or after the words of a command alike: the inner ones leave what the outer one was told
    anywhere = argparse.ArgumentParser(add_help=False)
    anywhere.add_argument("--config", type=Path, default=argparse.SUPPRESS, help=f"the config file ({DEFAULT_CONFIG})")

    def command(name: str, does: str, says: str, example: str, config: bool = True) -> argparse.ArgumentParser:
        parents = [anywhere] if config else []
        made = sub.add_parser(name, help=says, description=says, epilog=f"Example:  hirz {example}", parents=parents)
        made.set_defaults(does=does)
        return made

    run = command(
        "run", "daemon.running:run", "read the mailbox and answer, until told to stop", "run --config hirz.toml"
    )
    run.add_argument("--die-at", choices=STEPS, help=argparse.SUPPRESS)  # for tests: SIGKILL at this step
    run.add_argument("--die-on-visit", type=int, default=1, help=argparse.SUPPRESS)

    init = command(
        "init",
        "daemon.shell.init:init",
        "write a commented config, make the keys, found the store",
        "init --address help@desk.example",
    )
    init.add_argument("--address", help="the desk's mail address")
    init.add_argument("--name", default="Helpdesk", help="the desk's name, as reporters see it")

    check = command(
        "check",
        "daemon.shell.check:check",
        "try everything the desk needs, and say what does not work",
        "check --offline",
    )
    check.epilog, check.formatter_class = f"{check.epilog}\n\n{codes_told()}", argparse.RawDescriptionHelpFormatter
    check.add_argument("--offline", action="store_true", help="leave out IMAP and SMTP")

    demo = command(
        "demo", "daemon.demo:demo", "play a whole story on this machine, with real parts", "demo --keep", config=False
    )
    demo.add_argument("--keep", action="store_true", help="leave it running, to be looked at with a mail program")
    demo.add_argument("--break", dest="broken", choices=("post", "examine"), help=argparse.SUPPRESS)  # for tests

    show = command("show", "daemon.shell.looking:show", "print the whole history of a ticket", "show H-7K4Q-M2XD")
    show.add_argument("ticket", help="the ticket's name, such as H-7K4Q-M2XD")

    attach = command(
        "attach",
        "daemon.shell.attaching:attach",
        "put evidence into a ticket that was too large for mail, or came on a stick",
        "attach H-7K4Q-M2XD recording.mp4",
    )
    attach.description = (
        "puts a file into a ticket, examined and sealed as those that come by mail, and tells its handlers; the daemon "
        "may run meanwhile. At most limits.evidence_bytes (100 MB), and the machine needs four times that of memory; "
        "what is larger than 26 MB is kept but not examined, and what is larger than 8 MB is not handed out by mail"
    )
    attach.add_argument("ticket", help="the ticket's name, such as H-7K4Q-M2XD")
    attach.add_argument("file", help="the file; it is read, and stays where it is")

    listing = command(
        "list",
        "daemon.shell.looking:list_all",
        "list tickets, and mail that is aside, stuck or held",
        "list --aside --stuck",
    )
    listing.add_argument("--aside", action="store_true", help="mail that was set aside, and why")
    listing.add_argument("--stuck", action="store_true", help="mail that could not be read")
    listing.add_argument("--outbox", action="store_true", help="answers that wait, are held or failed")

    search = command(
        "search",
        "daemon.shell.searching:search",
        "the marks of words by which handlers find tickets: made anew, or taken away",
        "search rebuild",
    )
    search.add_argument(
        "doing", choices=("rebuild", "clear"),
        help="rebuild: read every ticket and mark its words anew, as after [search] was switched on; clear: no ticket "
        "is found by its words any more, until a rebuild",
    )  # fmt: skip

    retry = command(
        "retry",
        "daemon.shell.looking:retry",
        "let a stuck mail, or a failed answer, be tried again",
        "retry 5411eae0396cae611421",
    )
    retry.add_argument("id", help="its id, as `hirz list` prints it")

    opening = command(
        "open",
        "daemon.shell.opening:open_file",
        "read one mail outside the daemon, and say why it is believed or not",
        "open mail.eml --cert layla.asc --secret desk-key.asc",
        config=False,
    )
    _arguments_of_open(opening)

    _examining(command)
    _commands(command)
    _handler(command, anywhere)
    _key(command, anywhere)
    _intel(command, anywhere)
    return top


def _examining(command: Callable[..., argparse.ArgumentParser]) -> None:
    """What is frightening about files on this machine; needs no desk."""
    examine = command(
        "examine", "daemon.shell.examining:examine", "what the desk would find in one file",
        "examine strange.eml --language fr", config=False,
    )  # fmt: skip
    examine.description = (
        "what the desk would find in one file. Behind each finding stands where it was: `suspect` is the mail itself, "
        "`mail/2` the second part of a letter (a file that is examined alone counts as attached to one), `in/1` the "
        "first thing within. With --json each finding also has a sentence for whoever is frightened"
    )
    examine.add_argument("file", help="a mail as it was saved, or any other file")
    evaluate = command(
        "evaluate",
        "daemon.shell.evaluating:evaluate",
        "how the looks do on whole folders of mails or files: verdicts, hits, false alarms, times",
        "evaluate phishing/ --wanted newsletters/",
    )
    evaluate.add_argument(
        "folders", nargs="*", metavar="FOLDER", help="mails or files of any kind, also in folders below"
    )
    evaluate.add_argument(
        "--wanted", action="append", metavar="FOLDER",
        help="mails that people wanted: what is suspicious there is listed as a false alarm",
    )  # fmt: skip
    evaluate.add_argument(
        "--desk", action="store_true",
        help="also what this desk's handlers said instead of the rules, counted (reads the store)",
    )  # fmt: skip
    evaluate.add_argument("--jobs", type=int, default=os.cpu_count() or 2, help="files examined at once (all cores)")
    for one in (examine, evaluate):
        one.add_argument(
            "--as", dest="form", choices=("original", "attached", "inline"), default="original",
            help="how a mail reached the desk: by itself, as a file, or forwarded in a letter's text",
        )  # fmt: skip
    looks = command(
        "looks", "daemon.shell.catalogue:looks", "everything a letter is looked at for", "looks", config=False
    )
    looks.description = (
        "everything a letter is looked at for: how grave, how many points towards the verdict, how sure, which "
        "technique of MITRE ATT&CK, what it means, and which wanted mail answers to it too"
    )
    for one in (examine, looks):
        one.add_argument("--language", choices=("ar", "en", "fr"), default="en", help="of the sentences (en)")
    for one in (examine, evaluate, looks):
        one.add_argument("--json", action="store_true", help="for programs")


def _commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """What a text would do; needs no desk."""
    made = command(
        "commands", "daemon.shell.commanding:commands",
        "what a handler's text would do, or why not and on which line; nothing is done",
        "commands answer.txt --json", config=False,
    )  # fmt: skip
    made.epilog, made.formatter_class = f"{made.epilog}\n\n{COMMANDS_END}", argparse.RawDescriptionHelpFormatter
    made.add_argument("file", help="the text as it would be signed, UTF-8; - for standard input")
    made.add_argument("--json", action="store_true", help="print one JSON object")


def _arguments_of_open(opening: argparse.ArgumentParser) -> None:
    opening.add_argument("file", help="the mail as it was saved; - for standard input")
    opening.add_argument(
        "--cert", type=Path, action="append", default=[], metavar="FILE",
        help="a certificate that may have signed it; give it again for further ones. No other key is believed",
    )  # fmt: skip
    opening.add_argument(
        "--secret", type=Path, action="append", default=[], metavar="FILE",
        help="a secret key without passphrase that may open it; used in a throw-away home",
    )  # fmt: skip
    opening.add_argument("--json", action="store_true", help="print one JSON object")


def _handler(command: Callable[..., argparse.ArgumentParser], anywhere: argparse.ArgumentParser) -> None:
    """The words of `hirz handler`."""
    seats = ("handler", "lead", "coordinator")
    handler = command(
        "handler",
        "daemon.shell.staff:handler",
        "who works here: add, list or disable handlers; confirm what a lead asked for by mail",
        "handler add Bahia bahia@desk.example bahia.asc lead --language ar",
    )
    doing = handler.add_subparsers(dest="doing", title="what to do", required=True, metavar="WORD")

    def word(name: str, says: str, example: str = "") -> argparse.ArgumentParser:
        example = f"Example:  hirz handler {name} {example}".rstrip()
        return doing.add_parser(name, parents=[anywhere], help=says, description=says, epilog=example)

    add = word(
        "add", "make a handler known by name, address and certificate", "Bahia bahia@desk.example bahia.asc lead"
    )
    add.add_argument("name", help="as the others at the desk see it; in quotes where it has blanks")
    add.add_argument("address", help="their mail address")
    add.add_argument("certificate", type=Path, help="file with their OpenPGP certificate")
    add.add_argument("role", nargs="?", choices=seats, help="handler unless given; leads may change the desk by mail")
    add.add_argument("--role", dest="role_too", choices=seats, help=argparse.SUPPRESS)
    add.add_argument("--language", choices=("ar", "en", "fr"), default="en", help="in which we write to them (en)")
    word("list", "who works at this desk")
    disable = word("disable", "a handler's mail is not obeyed any more, from this moment on", "bahia@desk.example")
    disable.add_argument("address")
    role = word("role", "give somebody another role", "bahia@desk.example coordinator")
    role.add_argument("address")
    role.add_argument("role", choices=seats)
    key = word("key", "another certificate takes the place of the one a handler had", "bahia@desk.example new.asc")
    key.add_argument("address")
    key.add_argument("certificate", type=Path)
    word("proposals", "what leads asked for by mail and waits for a second person")
    for name, says in (("confirm", "be that second person"), ("withdraw", "stop what a lead asked for")):
        word(name, says, "k7f3qmx2wvbc").add_argument("code", help="the twelve letters from their mail")


def _intel(command: Callable[..., argparse.ArgumentParser], anywhere: argparse.ArgumentParser) -> None:
    """The words of `hirz intel`."""
    made = command(
        "intel",
        "daemon.shell.intel:intel",
        "lists of indicators: add one, and see which tickets it matches; nothing is looked up anywhere",
        "intel add investigations/ --kind spyware",
    )
    doing = made.add_subparsers(dest="doing", title="what to do", required=True, metavar="WORD")

    def word(name: str, says: str, example: str) -> argparse.ArgumentParser:
        says = says[0].upper() + says[1:] + "."
        return doing.add_parser(
            name, parents=[anywhere], help=says, description=says, epilog=f"Example:  hirz intel {example}"
        )

    add = word("add", "STIX 2, MISP JSON, CSV or the stalkerware YAML; a newer state replaces the one before",
               "add march.stix2 --name amnesty-2026-03")  # fmt: skip
    add.add_argument("file", type=Path, metavar="FILE|FOLDER", help="the list, or a folder of them")
    add.add_argument(
        "--kind", choices=("spyware", "stalkerware", "phishing", "other"),
        help="what the list is about; otherwise told by its name. Spyware and stalkerware make a letter dangerous",
    )  # fmt: skip
    add.add_argument("--name", help="what handlers read in findings; the file's name unless given")
    word("list", "every list that was added", "list")
    remove = word("remove", "forget a list; what it found stays in the tickets", "remove amnesty-2026-03")
    remove.add_argument("feed", metavar="FEED", help="its name, as `hirz intel list` prints it")


def _key(command: Callable[..., argparse.ArgumentParser], anywhere: argparse.ArgumentParser) -> None:
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


if __name__ == "__main__":
    sys.exit(main())
