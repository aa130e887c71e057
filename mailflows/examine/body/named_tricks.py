"""Looks at tricks with a name of their own: a code asked for, extortion, a call wanted."""

from collections.abc import Iterable

from mailflows.examine.body.blackmail import blackmail
from mailflows.examine.body.code_requests import code_requests
from mailflows.examine.body.meaning import Meant
from mailflows.examine.body.numbers import names_a_sum, names_a_telephone
from mailflows.examine.body.reading import Reading, reading
from mailflows.examine.body.wallets import wallets_in
from mailflows.examine.clean import defanged
from mailflows.examine.domains import FREEMAIL
from mailflows.examine.finding import Group, Severity
from mailflows.examine.headers.known import belongs, named_in
from mailflows.examine.links.sender import comes_from_a_list, own_organisations
from mailflows.examine.links.target import leading
from mailflows.examine.look import Look
from mailflows.examine.read import mailboxes
from mailflows.examine.seen import VISIBLE, Saw, Shown

LONG = 400  # words; who asks for a code writes fewer
WORDS = 60_000  # characters that are searched for wallets and numbers


def asks_for_a_code(shown: Shown) -> Iterable[Saw]:
    """B02: somebody wants the code that was sent to the reader, which hands over an account of a messenger.

    Honest mail of the same services says never to share it: a "never" before the asking turns it round. Newspapers and
    trainers tell of it, in long mails or beside words such as "victims"; what they tell weighs little.
    """
    read = reading(shown).meant
    for place, sure in code_requests(read):
        named = read.near(place, "messenger", 60, 60)
        evidence = defanged(read.around(place, 8, 10))
        told = comes_from_a_list(shown) or len(read.words) > LONG or read.near(place, "told", 40, 40)
        lighter = (Severity.LOW, 1) if told or not sure else () if named else (Severity.MEDIUM, 2)
        yield Saw("text", evidence, VISIBLE, *lighter)
        return


def extorts(shown: Shown) -> Iterable[Saw]:
    """B04: the writer claims to have watched, threatens to tell, and wants money; or only names a wallet."""
    read = reading(shown)
    wallets = wallets_in(read.words[:WORDS])
    threats = [name for name in ("spied", "shame", "expose") if read.meant.has(name)]
    place = read.meant.together("shame", ("spied", "expose"), 40)
    if place is None:
        place = read.meant.together("expose", ("spied",), 60)
    # Without a wallet the words of extortion are those of any newspaper, unless they all stand close together.
    close = read.meant.together("expose", ("shame",), 60) is not None
    again = len(read.meant.places.get("spied", ())) >= 4
    wants_money = (close or again) and len(threats) == 3 and read.meant.has("crypto") and read.meant.has("pay")
    if wants_money or (place is not None and wallets):
        place = place if place is not None else read.meant.places["shame"][0]
        named = f"{wallets[0].money} {wallets[0].address}: " if wallets else ""
        yield Saw("text", defanged(named + read.meant.around(place)), VISIBLE)
    elif (threat := blackmail(read.meant, paid=bool(wallets))) is not None:
        named = f"{wallets[0].money} {wallets[0].address}: " if wallets else ""
        told = comes_from_a_list(shown) or len(read.meant.words) > LONG or read.meant.near(threat[0], "told", 40, 40)
        lighter = (Severity.LOW, 1) if told and not wallets else () if threat[1] else (Severity.MEDIUM, 2)
        yield Saw("text", defanged(named + read.meant.around(threat[0])), VISIBLE, *lighter)
    elif wallets:
        shown_wallets = ", ".join(f"{wallet.money} {wallet.address}" for wallet in wallets[:3])
        yield Saw("text", defanged(shown_wallets), VISIBLE, Severity.INFO, 0)


def wants_a_call(shown: Shown) -> Iterable[Saw]:
    """B05: a charge nobody made, a number to call, and no link by which it could be checked."""
    if shown.form == "letter" or comes_from_a_list(shown) or any(True for _ in leading(shown.links)):
        return
    read = reading(shown)
    number, money = names_a_telephone(read.words[:WORDS]), names_a_sum(read.words[:WORDS])
    if not number or not read.meant.has("call") or len(read.meant.words) > 600:
        return
    charged = sum(read.meant.has(name) for name in ("pay", "alarm", "lock")) + bool(money)
    who = _who_charges(shown, read)
    if charged >= 2 and who:
        evidence = defanged(f"{who}, {money or 'no sum'}, call {number}")
        yield Saw("text", evidence, VISIBLE)


def _who_charges(shown: Shown, read: Reading) -> str:
    """Who is said to charge: a well-known name, where the sender is not its owner; or a free mailbox with no name."""
    own = own_organisations(shown)
    boxes = mailboxes(shown.mail.first("from"))[:2]
    for words in (*(box.name for box in boxes), read.subject, *_beginnings(read.meant)):
        found = named_in(words)
        if found and (not found[0].ordinary or found[1]) and not any(belongs(found[0], one) for one in own):
            return found[0].name
    if any(box.address.rpartition("@")[2].lower() in FREEMAIL for box in boxes):
        return "a free mailbox"
    return ""


def _beginnings(meant: Meant) -> Iterable[str]:
    """The first words of a text in pieces short enough to look for names in."""
    return (" ".join(meant.words[start : start + 14]) for start in range(0, min(len(meant.words), 140), 12))


ROWS = (
    Look("B02", Group.BODY, Severity.HIGH, 2, "medium", ("T1111",), "text", asks_for_a_code,
         "a friend who helps with one's own device, and asks for the code on the way"),
    Look("B04", Group.BODY, Severity.HIGH, 2, "high", ("T1657",), "text", extorts,
         "articles that quote such a mail; appeals for donations show a wallet, and weigh nothing"),
    Look("B05", Group.BODY, Severity.MEDIUM, 2, "medium", ("T1566.004",), "text", wants_a_call,
         "small firms that send a bill from a free mailbox and ask to be called"),
)  # fmt: skip
