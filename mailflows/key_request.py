"""Who asks for our key, and for nothing else, gets it: the same mail for everybody, and no ticket.

A subject that says "key" above words of any other kind is a letter like every other: somebody may be in danger.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.papers import new_person, person_key, write_paper
from db.questions import (
    addresses_of,
    automatic_since,
    certificate_marked,
    is_stopped,
    outbound_of_person,
    people_at,
    people_done_with,
    person_by_id,
)
from db.store import Books
from db.tables import Address, Person
from db.vault import new_id
from mailflows.addresses import folded_address
from mailflows.answer import HOUR, Post, answer, on_the_tick, within_budget
from mailflows.commands.nonce import unquoted
from mailflows.contact import is_avoided
from mailflows.desk import Desk
from mailflows.keys import key_mark
from mailflows.learning import keys_that_wait
from mailflows.letter import Attachment, Letter
from mailflows.people import address_mark, root_mark
from mailflows.quoting import own_words, split_lines
from mailflows.seats import AT_THE_DESK
from mailflows.spelling import fold
from mailflows.threads import quotable
from pgp.opened import Opened, Protection

MOST_WORDS = 12  # in the Subject, and in the text
LONGEST = 1_000  # characters, with a signature below the words
SIGNATURE_LINES = 6
REMEMBERED = timedelta(days=2)  # longer than the budget of a mailbox looks back
MOST_A_ROUND = 500
SHARE = 3  # one in so many of the desk's automatic mails in an hour may be a key: the others are first answers
KEY_FILES = frozenset({"application/pgp-keys", "application/pgp-signature", "text/vcard", "text/x-vcard"})

UNTOLD = frozenset({"text/plain", "application/octet-stream"})  # what a key without armour, or a vCard, looks like


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


# How people ask for a key, and what is said around it. A word that stands here can tell of no trouble.
KEY: Mapping[str, frozenset[str]] = {
    "en": _folded("key keys pubkey publickey pgpkey gpgkey"),
    "fr": _folded("clé clés clef clefs"),
    "ar": _folded(
        "مفتاح المفتاح مفتاحا مفتاحك مفتاحكم مفتاحكن مفاتيح المفاتيح مفاتيحكم مفاتيحكن "
        "ومفتاح والمفتاح ومفتاحكم بمفتاحكم لمفتاحكم بالمفتاح للمفتاح"
    ),
}
AROUND = (
    _folded("hello hi hey dear good morning afternoon evening day all team desk helpdesk thanks thank thx regards best")
    | _folded("kind please pls plz kindly can could would will may i we you me us the a your s send get have give need")
    | _folded("want like request requesting to for of with and public pgp gpg gnupg openpgp encryption fingerprint")
    | _folded("bonjour bonsoir salut madame monsieur merci d avance cordialement bien vous svp stp il te plait plaît")
    | _folded("envoyer envoyez envoie envoyé moi nous me votre vos ta la le les l un une de du des pour avec et j je")
    | _folded("ai besoin voudrais aimerais veux souhaite peux pouvez puis avoir recevoir obtenir demande publique")
    | _folded("chiffrement empreinte")
    | _folded("مرحبا أهلا السلام عليكم ورحمة الله وبركاته تحية طيبة صباح مساء الخير من فضلك فضلكم فضلكن لو سمحت")
    | _folded("سمحتم سمحتن رجاء الرجاء أرجو نرجو يرجى إرسال أرسل أرسلي أرسلوا ارسال ارسلوا لي إلي لنا إلينا أريد")
    | _folded("نريد أحتاج نحتاج إلى على طلب أطلب العام العمومي التشفير تشفير للتشفير بكم بكن ن شكرا جزيلا")
    | _folded("لكم لكن و هل يمكن يمكنكم يمكنكن يمكنني ممكن الحصول أحصل بصمة البصمة وبصمته")
)
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Asked:
    """A mail that asks for our key alone."""

    language: str  # of the word it asks with


def asks_for_key(letter: Letter, opened: Opened) -> Asked | None:
    """Whether this is a request for our key and nothing else. Who seals to us has it, and is never answered so."""
    if opened.protection not in (Protection.PLAIN, Protection.SIGNED) or opened.sealed_parts:
        return None
    if any(not _key_file(file) for file in letter.attachments) or len(letter.subject) + len(letter.text) > LONGEST:
        return None
    own = own_words(letter.text)
    lines = split_lines(letter.text)
    quotes = own.doubtful or own.tail < len(lines) or any(unquoted(line)[0] for line in lines)
    if quotes or len(own.stripped) > SIGNATURE_LINES:
        return None
    title, text = WORD.findall(fold(letter.subject)), WORD.findall(fold(own.text))
    pictures = any(unicodedata.category(char) in ("So", "Sk") for char in letter.subject + own.text)
    if pictures or max(len(title), len(text)) > MOST_WORDS:
        return None
    words = title + text
    language = next((tongue for word in words for tongue, keys in KEY.items() if word in keys), "")
    if not language or not AROUND.union(*KEY.values()).issuperset(words):
        return None
    return Asked(language)


def hand_out_key(books: Books, desk: Desk, letter: Letter, opened: Opened, now: datetime) -> str:
    """Answers a request for our key; returns why the mail needs no ticket: a key of the labels "aside", or "".

    Somebody at the desk, and anyone known who brings a key that people must decide about, is heard as always.
    """
    asked = asks_for_key(letter, opened)
    address = folded_address(letter.senders[0].address)
    if asked is None or _heard_as_always(books, letter, opened, address):
        return ""
    sent = automatic_since(books, now - HOUR, kinds=("desk_key",))
    within = within_budget(books, desk, None, (root_mark(books, address),), now, purse="desk_key")
    if is_avoided(books, address_mark(books, address)) or is_stopped(books, [root_mark(books, address)]):
        return "key_request_again"  # somebody else may read what goes there
    if not within or sent >= max(1, desk.acks_an_hour // SHARE):
        return "key_request_again"
    person = _who_asked(books, address, asked.language, now)
    facts = {"desk_name": desk.name, "desk_address": desk.address, "fingerprint": desk.fingerprint}
    post = Post(automatic=True, content=False, due_at=on_the_tick(now, desk), brings_key=True)
    answer(books, desk, None, person, "desk_key", facts, post, now, under=quotable(letter.message_id))
    return "key_request"


def forget_who_asked(books: Books, desk: Desk, now: datetime) -> int:  # noqa: ARG001  # a round like every other
    """Whoever asked for our key some days ago leaves nothing behind but a line in the record; returns how many."""
    people = people_done_with(books, "desk_key", now - REMEMBERED, MOST_A_ROUND)
    for person in people:
        for outbound in outbound_of_person(books, person.id):
            books.session.delete(outbound)
        for address in addresses_of(books, person.id):
            books.session.delete(address)
        books.session.flush()
        books.session.delete(person)
    books.session.flush()
    return len(people)


def _heard_as_always(books: Books, letter: Letter, opened: Opened, address: str) -> bool:
    there = people_at(books, address_mark(books, address))
    signer = certificate_marked(books, key_mark(books, opened.signer)) if opened.signer else None
    people = (*there, person_by_id(books, signer.person_id)) if signer else there
    if any(person.role in AT_THE_DESK for person in people):
        return True  # they have our key from every notice, and who writes in their name must be seen
    return any(letter.attachments or keys_that_wait(books, person, opened, address) for person in people)


def _who_asked(books: Books, address: str, language: str, now: datetime) -> Person:
    """Somebody to write to, under a mark of its own: who asked for a key has told us nothing and is not known yet.

    So a later letter is a first contact, and the answer here is the same whether this address is known or not.
    """
    mark = books.vault.mark("asked", address)
    for person in people_at(books, mark):
        person.language = language
        books.session.add(person)
        return person
    person = new_person(books, "reporter", "", language, now)
    books.session.flush()
    ident = new_id()
    sealed = write_paper(person_key(books, person), f"address:{ident}", {"address": address})
    books.append(Address(id=ident, person_id=person.id, mark=mark, root=root_mark(books, address), sealed=sealed))
    return person


def _key_file(file: Attachment) -> bool:
    return file.detected in KEY_FILES or (file.declared in KEY_FILES and file.detected in UNTOLD)
