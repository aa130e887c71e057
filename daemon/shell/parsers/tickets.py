"""The subcommands that look into the store or put something into it: `show`, `attach`, `list`, `search`, `retry`."""

from daemon.shell.parsers.making import Command


def add_tickets(command: Command) -> None:
    """For whoever looks after a desk that runs."""
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
