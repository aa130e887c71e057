"""What handlers' mail programs send, and what must come of it: commands, or the line and reason of a refusal, and text.

The first forty are after measurements of other systems, whose parsers ran what was pasted, or ran half of what was
said, or nothing and told nobody. The others are after what mail programs do to a mail in seven languages.
"""

from collections.abc import Sequence
from dataclasses import dataclass

RLM, LRM, ALM, BOM = "\u200f", "\u200e", "\u061c", "\ufeff"
NBSP, NNBSP, ZWNJ, ZWSP, TATWEEL = "\u00a0", "\u202f", "\u200c", "\u200b", "\u0640"
LRE, RLE, PDF, RLO, LRI, RLI, FSI, PDI = (
    "\u202a", "\u202b", "\u202c", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069",
)  # fmt: skip
LINE = "-- hirz H-7K4Q-M2XD k7f3qmxy2abc --"
NOTICE = f"Ticket H-7K4Q-M2XD\n\nTHEY WRITE\n| #close\n| they took my phone\n\n#take\n#reply\n\n{LINE}"
QUOTED = "\n".join(f"> {line}".rstrip() for line in NOTICE.split("\n"))
DEAR = "Dear Zahra,\nplease change your password."


@dataclass(frozen=True)
class Vector:
    """One mail: what is said at its top, or where and why nothing is, and what is left as the writer's own words."""

    name: str
    mail: str
    says: Sequence[tuple[str, ...]] = ()  # each word with its arguments, as `hirz commands --json` gives them
    text: str | None = None  # None: nothing; of a refused mail all of it stays
    line: int = 0  # of the first problem
    why: str = ""  # key of the labels "why"
    near: str = ""  # the nearest that would do
    tied: bool = False  # whether the mail is tied to the ticket by our line


def runs(name: str, mail: str, *says: str, text: str = "", tied: bool = False) -> Vector:
    """Understood: each of `says` is a word and its arguments, split at blanks."""
    return Vector(name, mail, tuple(tuple(one.split()) for one in says), text, tied=tied)


def note(name: str, mail: str, *, tied: bool = False) -> Vector:
    """Understood as a note: nothing runs, and the text stays as it is."""
    return Vector(name, mail, (), mail, tied=tied)


def refused(name: str, mail: str, line: int, why: str, near: str = "", *, tied: bool = False) -> Vector:
    """Nothing runs."""
    return Vector(name, mail, (), mail, line, why, near, tied)


# -- seventeen inputs that other systems were measured with
MEASURED = (
    runs("RLM first on the line", f"{RLM}#reply\n\n{DEAR}", "reply", text=DEAR),
    runs("RLM behind the word", f"#status{RLM} waiting{RLM}\n\n{DEAR}", "status pending_user", text=DEAR),
    runs("BOM on the first line", f"{BOM}#reply\n#take\n\n{DEAR}", "reply", "take", text=DEAR),
    runs("NBSP before a French colon", f"#statut{NBSP}: actif\n\n{DEAR}", "status active", text=DEAR),
    runs("a blank before the colon", "#status : active\n#take\n", "status active", "take"),
    refused("a greeting first", f"Hi team,\n#status active\n\n{DEAR}", 2, "block_not_at_top", "#status"),
    refused("no empty line below", f"#reply\n{DEAR}", 2, "no_empty_line"),
    note("pasted headers of a phishing mail", "From: a@evil.test\nCc: a@evil.test\nStatus: resolved\nSubject: x\n\ny"),
    refused("Outlook's doubled newlines", f"#take\n\n#reply\n\n{DEAR}", 3, "doubled_newlines", "#reply"),
    runs("a wrapped value", f"#give samira\n  haddad\n#reply\n\n{DEAR}", "give samira haddad", "reply", text=DEAR),
    runs("an address keeps its case", "#give Zahra.K@Example.NET\n", "give Zahra.K@Example.NET"),
    refused("two words that speak at once", f"#reply\n#escalate lab\n\n{DEAR}", 2, "conflict", "#reply"),
    runs("Arabic-Indic digits", "#priority ٢\n", "priority P2"),
    note("a reporter's subject with a property", "Help with [site=facebook.com] and [status=closed]"),
    note("the dots of a sealed subject", "..."),
    refused("the same word twice", "#take\n#status active\n#take\n", 3, "duplicate", "#take"),
    refused("an unknown word beside a known one", f"#reply\n#resend a@b.test\n\n{DEAR}", 2, "unknown_word", "#send"),
)

# -- twenty-three of the grammar that was proposed against them
PROPOSED = (
    runs("words, an empty line, text", f"#reply\n#status waiting\n\n{DEAR}", "reply", "status pending_user", text=DEAR),
    note("a body without #reply", f"{DEAR}\n"),
    note("a number is no word", "#1042 is the same person\n\nsee there"),
    note("a heading is no word", "# Heading\n\ntext"),
    refused("a slip", f"#relpy\n\n{DEAR}", 1, "unknown_word", "#reply"),
    runs("native word: Arabic", f"#رد\n\n{DEAR}", "reply", text=DEAR),
    runs("native word: hamza left out", "#اغلاق\n", "close"),
    runs("native word: French", f"#répondre\n\n{DEAR}", "reply", text=DEAR),
    runs("native word: without accents", f"#repondre\n\n{DEAR}", "reply", text=DEAR),
    runs("the full-width sign", f"＃reply\n\n{DEAR}", "reply", text=DEAR),
    runs("an equals sign", "#status=active\n", "status active"),
    refused("a missing value", f"#status\n\n{DEAR}", 1, "missing_value"),
    refused("a value where none belongs", f"#reply Zahra\n\n{DEAR}", 1, "unexpected_value"),
    refused("reply and note", f"#reply\n#note\n\n{DEAR}", 2, "conflict", "#reply"),
    refused("a word below the text", f"#reply\n\n{DEAR}\n#close\n", 5, "block_not_at_top", "#close"),
    refused("a word that only stands below the text", f"{DEAR}\n\n#close", 4, "block_not_at_top", "#close"),
    runs("the notice quoted below", f"#take\n\n{QUOTED}\n", "take", tied=True),
    runs(
        "the line typed",
        "#ticket H-7K4Q-M2XD k7f3qmxy2abc\n#take\n",
        "ticket H-7K4Q-M2XD k7f3qmxy2abc",
        "take",
        tied=True,
    ),
    refused(
        "below a quotation",
        f"On 3 May, desk@example.org wrote:\n{QUOTED}\n\n#take\n",
        13,
        "block_not_at_top",
        "#take",
        tied=True,
    ),
    runs("a signature below", f"#reply\n\n{DEAR}\n\n-- \nBahia\n+961 1 234", "reply", text=DEAR),
    runs("a phone's line below", f"#reply\n\n{DEAR}\n\nSent from my iPhone", "reply", text=DEAR),
    refused("a reply without a text", "#reply\n\n", 1, "missing_text"),
    refused("a value that is none of them", "#status wating\n", 1, "bad_value", "pending_user"),
)

# -- marks that nobody sees, and signs that look like others
MARKS = (
    runs("LRM and ALM first", f"{LRM}{ALM}#take\n", "take"),
    runs("an embedding around the line", f"{RLE}#status active{PDF}\n", "status active"),
    runs("an isolate around the line", f"{RLI}#حالة نشط{PDI}\n", "status active"),
    runs("isolates around the value", f"#give {FSI}Samira{PDI}\n", "give Samira"),
    runs("an override does not turn the word", f"{RLO}#take{PDF}\n", "take"),
    runs("ZWNJ inside a word", f"#sta{ZWNJ}tus active\n", "status active"),
    runs("ZWSP between sign and word", f"#{ZWSP}take\n", "take"),
    runs("tatweel stretches", f"#حا{TATWEEL}{TATWEEL}لة نشط\n", "status active"),
    runs("NNBSP of French typography", f"#priorité{NNBSP}: P1\n", "priority P1"),
    runs("NBSP between word and value", f"#status{NBSP}active\n", "status active"),
    runs("a line of NBSP is an empty line", f"#reply\n{NBSP}\n{DEAR}", "reply", text=DEAR),
    runs("the small sign", "﹟take\n", "take"),
    runs("wide letters of a phone", "＃ｔａｋｅ\n", "take"),
    runs("a wide colon", "#status：active\n", "status active"),
    runs("Persian digits", "#priority ۱\n", "priority P1"),
    runs("wide digits", "#priority ３\n", "priority P3"),
    runs("a digit behind the letter", "#أولوية P٢\n", "priority P2"),
    runs("letters with marks apart", "#re\u0301pondre\n\nBonjour", "reply", text="Bonjour"),
    runs("Arabic with its vowels", "#رَدّ\n\nنص", "reply", text="نص"),
    refused("a Cyrillic letter", f"#r\u0435ply\n\n{DEAR}", 1, "unknown_word", "#reply"),
    refused("a null inside", f"#re\x00ply\n\n{DEAR}", 1, "unknown_word", "#reply"),
    refused("a null in the value", "#give sam\x00ira\n", 1, "bad_value"),
    refused("a line separator is no new line", "#take\u2028#close\n", 1, "bad_value"),
    note("another sign", "♯close\n\nnow"),
)

# -- native words
NATIVE = (
    runs("Arabic with the article", "#الحالة نشط\n", "status active"),
    runs("Arabic ة typed as ه", "#حاله انتظار\n", "status pending_user"),
    runs(
        "Arabic, three words",
        "#استلام\n#أولوية عاجل\n#تصنيف تصيد\n",
        "take",
        "priority P1",
        "category phishing_suspicious_message",
    ),
    runs("Arabic value of two words", "#حالة: بانتظار الرد\n", "status pending_user"),
    refused("Arabic slip", "#اغلاغ\n", 1, "unknown_word", "#إغلاق"),
    runs(
        "French, three words",
        "#prendre\n#priorité urgente\n#catégorie hameçonnage\n",
        "take",
        "priority P1",
        "category phishing_suspicious_message",
    ),
    runs(
        "French without accents",
        "#etat en attente\n#categorie hameconnage\n",
        "status pending_user",
        "category phishing_suspicious_message",
    ),
    runs("French verb as one says it", f"#réponds\n\n{DEAR}", "reply", text=DEAR),
    refused("French slip", "#repondr\n\nBonjour", 1, "unknown_word", "#répondre"),
    runs("languages mixed", f"#prendre\n#حالة active\n#reply\n\n{DEAR}", "take", "status active", "reply", text=DEAR),
    refused("the same word in two languages", f"#reply\n#رد\n\n{DEAR}", 2, "duplicate", "#reply"),
)

# -- values and arguments
VALUES = (
    runs("capitals", "#STATUS Waiting\n", "status pending_user"),
    runs("many blanks", "#status    active   \n", "status active"),
    runs("a tab", "#status\tactive\n", "status active"),
    runs("a tab folds a value", "#give samira\n\thaddad\n", "give samira haddad"),
    runs("key=value behind a value", "#list all owner=Samira\n", "list all owner=Samira"),
    Vector("key=value alone", "#list owner=Samira Haddad\n", (("list", "owner=Samira Haddad"),), ""),
    runs("a key in French", "#liste chez=Samira\n", "list owner=Samira"),
    refused("a key there is not", "#list size=3\n", 1, "bad_value", "owner= burst="),
    refused("a key twice", "#list owner=a owner=b\n", 1, "bad_value", "owner= burst="),
    refused("a key without its value", "#list owner=\n", 1, "bad_value", "owner= burst="),
    runs("a value that may be left out", "#help\n", "help"),
    runs("a value that may stand there", "#help reply\n", "help reply"),
    refused("nothing but a colon", "#status:\n", 1, "missing_value"),
    refused("a tag without its code", "#ticket H-7K4Q-M2XD\n", 1, "bad_value"),
    refused("a priority there is not", "#priority P7\n", 1, "bad_value", "P1"),
    runs(
        "the line copied behind #ticket",
        f"#ticket {LINE}\n#take\n",
        "ticket -- hirz H-7K4Q-M2XD k7f3qmxy2abc --",
        "take",
        tied=True,
    ),
    refused("a text no word has a use for", f"#undo\n\n{DEAR}", 3, "unexpected_text"),
    refused("twenty-one words", "\n".join(["#take"] * 21), 2, "duplicate", "#take"),
    refused("a slip in the second of three", "#take\n#sttaus active\n#priority P1\n", 2, "unknown_word", "#status"),
    refused("two that end a ticket", "#close\n#resolve spam\n", 2, "conflict", "#close"),
    runs("a very long value", f"#give {'x' * 3000}\n", f"give {'x' * 3000}"),
    refused("a very long word", f"#{'x' * 3000}\n", 1, "unknown_word"),
    runs("a very long line of text", f"#reply\n\n{'word ' * 4000}end", "reply", text=f"{'word ' * 4000}end"),
)

# -- what is in the text and is no word
TEXT = (
    note("a hashtag in a sentence", "They post with #KeepItOn every day."),
    runs(
        "hashtags begin lines of the text",
        "#reply\n\n#KeepItOn is a campaign.\n#لبنان",
        "reply",
        text="#KeepItOn is a campaign.\n#لبنان",
    ),
    note("a link with a fragment", "https://example.org/page#reply\nhttps://example.org/#close"),
    runs(
        "a link in the text",
        "#note\n\nhttps://example.org/a#close says so",
        "note",
        text="https://example.org/a#close says so",
    ),
    note("headings of Markdown", "## Steps\n\n### First\n# reply"),
    note("a list of numbers", "#1 call her\n#2 write\n#3 wait"),
    note("a picture", "#🔥 hot"),
    runs(
        "a pasted letter's headers below #note",
        "#note\n\nSubject: you won\nStatus: resolved\nCc: a@b.test",
        "note",
        text="Subject: you won\nStatus: resolved\nCc: a@b.test",
    ),
    note(
        "a forwarded notice",
        f"-------- Forwarded Message --------\nSubject: Ticket\nFrom: Desk <d@e.test>\n"
        f"To: Bob <b@e.test>\nDate: Monday\n\nsee what they say\n\n{LINE}",
        tied=True,
    ),
    note("lines of a reporter behind a bar", "she says:\n| #close\n| #reply"),
    refused("a word indented in the text", f"#reply\n\n{DEAR}\n   #close\n", 5, "block_not_at_top", "#close"),
    refused("a slip below the text", f"#reply\n\n{DEAR}\n#colse\n", 5, "block_not_at_top", "#close"),
    runs("CRLF", "#take\r\n#reply\r\n\r\nDear\r\nZahra\r\n", "take", "reply", text="Dear\nZahra"),
    runs("CR alone", "#take\r#reply\r\rDear", "take", "reply", text="Dear"),
    refused("doubled newlines in another way", "#take\r\r\n#reply\r\r\n\r\r\nDear", 3, "doubled_newlines", "#reply"),
    refused("doubled newlines of NBSP", f"#take\n{NBSP}\n#reply\n{NBSP}\nDear", 3, "doubled_newlines", "#reply"),
    note("nothing at all", ""),
    note("blanks", f" \n{NBSP}\n"),
)


def _answered(name: str, above: str, quoted: str = QUOTED) -> Vector:
    """A program's answer on top of the notice: its own lines are gone, and the mail is tied to the ticket."""
    return runs(name, f"#take\n#reply\n\n{DEAR}\n\n{above}{quoted}\n", "take", "reply", text=DEAR, tied=True)


HEADERS = "{}: Desk <desk@example.org>\n{}: 3/2/2025\n{}: Bob <bob@example.org>\n{}: Ticket\n\n"

# -- answers of mail programs above the quoted notice
PROGRAMS = (
    _answered("Thunderbird, English", "On 2/3/25 10:00, Desk wrote:\n"),
    _answered("Thunderbird, French", f"Le 03/02/2025 à 10:00, Desk a écrit{NBSP}:\n"),
    _answered("Thunderbird, Arabic", "في 3/2/25 10:00 ص، كتب Desk:\n"),
    _answered("Thunderbird, German", "Am 03.02.25 um 10:00 schrieb Desk:\n"),
    _answered("Thunderbird, Persian", "در ۱۴۰۳/۱۱/۱۵ ۱۰:۰۰، Desk نوشت:\n"),
    _answered("Thunderbird, Turkish", "3.02.2025 10:00 tarihinde Desk yazdı:\n"),
    _answered("Apple Mail, English", "On 3 Feb 2025, at 10:00, Desk <desk@example.org> wrote:\n\n"),
    _answered("Apple Mail, French", "Le 3 févr. 2025 à 10:00, Desk <desk@example.org> a écrit :\n\n"),
    _answered("iOS, Arabic", f"أُرسلت من الـ iPhone\n\n> في ٣ فبراير ٢٠٢٥، كتب Desk {LRE}<desk@example.org>{PDF}:\n>\n"),
    _answered("iOS, English", "Sent from my iPhone\n\n> On 3 Feb 2025, at 10:00, Desk <desk@example.org> wrote:\n> \n"),
    _answered(
        "iOS, German", "Von meinem iPhone gesendet\n\n> Am 03.02.2025 um 10:00 schrieb Desk <desk@example.org>:\n>\n"
    ),
    _answered(
        "iOS, Turkish", "iPhone'umdan gönderildi\n\n> Desk <desk@example.org> şunları yazdı (3 Şub 2025 10:00):\n>\n"
    ),
    _answered("K-9, English", "On 3 February 2025 10:00:00 EET, Desk <desk@example.org> wrote:\n"),
    _answered("K-9, German", "Am 3. Februar 2025 10:00:00 MEZ schrieb Desk <desk@example.org>:\n"),
    _answered("FairEmail", "On February 3, 2025 10:00:00 AM GMT+02:00, Desk <desk@example.org> wrote:\n"),
    _answered("Gmail on the web, English", "On Mon, 3 Feb 2025 at 10:00, Desk <desk@example.org>\nwrote:\n\n"),
    _answered("Gmail on the web, French", "Le lun. 3 févr. 2025 à 10:00, Desk <desk@example.org> a écrit :\n\n"),
    _answered(
        "the Gmail app, Arabic",
        f"في الاثنين، ٣ فبراير ٢٠٢٥ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة "
        f"{LRE}Desk{PDF} <\n"
        f"{LRE}desk@example.org{PDF}>:\n\n",
    ),
    _answered("the Gmail app, Persian", "در تاریخ دوشنبه ۳ فوریه ۲۰۲۵، Desk <desk@example.org> نوشت:\n\n"),
    _answered("the Gmail app, Turkish", "Desk <desk@example.org>, 3 Şub 2025 Pzt, 10:00 tarihinde şunu yazdı:\n\n"),
    _answered("Gmail on the web, German", "Am Mo., 3. Feb. 2025 um 10:00 Uhr schrieb Desk <desk@example.org>:\n\n"),
    _answered(
        "Proton",
        "Sent with Proton Mail secure email.\n\n"
        "On Monday, February 3rd, 2025 at 10:00 AM, Desk <desk@example.org> wrote:\n\n",
    ),
    _answered("mutt", "On Mon, Feb 03, 2025 at 10:00:00AM +0200, Desk wrote:\n"),
    _answered("Outlook, English", HEADERS.format("From", "Sent", "To", "Subject"), NOTICE),
    _answered("Outlook, French", HEADERS.format("De ", "Envoyé ", "À ", "Objet "), NOTICE),
    _answered("Outlook, Arabic", HEADERS.format(f"{RLM}من", "تاريخ الإرسال", "إلى", "الموضوع"), NOTICE),
    _answered("Outlook, German", HEADERS.format("Von", "Gesendet", "An", "Betreff"), NOTICE),
    _answered("Outlook, Turkish", HEADERS.format("Kimden", "Gönderildi", "Kime", "Konu"), NOTICE),
    _answered("Outlook, Persian", HEADERS.format("از", "تاریخ", "به", "موضوع"), NOTICE),
    _answered("Outlook in bold", HEADERS.format("*From", "*Sent", "*To", "*Subject").replace(": ", ":* "), NOTICE),
    _answered(
        "Outlook on Android",
        "Get Outlook for Android<https://aka.example/x>\n"
        + "_" * 32
        + "\n"
        + HEADERS.format("From", "Sent", "To", "Subject"),
        NOTICE,
    ),
    _answered(
        "Outlook of old", "-----Original Message-----\n" + HEADERS.format("From", "Sent", "To", "Subject"), NOTICE
    ),
    _answered(
        "Samsung, Arabic",
        "-------- الرسالة الأصلية --------\n" + HEADERS.format("من", "التاريخ", "إلى", "الموضوع"),
        NOTICE,
    ),
    runs(
        "Delta Chat quotes nothing",
        "#take\n#reply\n\nDear Zahra,\nplease wait.",
        "take",
        "reply",
        text="Dear Zahra,\nplease wait.",
    ),
    runs("Delta Chat's own line", f"#take\n#reply\n\n{DEAR}\n\n-- \nSent with Delta Chat", "take", "reply", text=DEAR),
    runs(
        "K-9 without a delimiter",
        f"#reply\n\n{DEAR}\n\nSent from my Android device with K-9 Mail. Please excuse my brevity.",
        "reply",
        text=DEAR,
    ),
    runs("FairEmail's line", f"#reply\n\n{DEAR}\n\nSent from FairEmail", "reply", text=DEAR),
    runs("a Persian phone's line", f"#reply\n\n{DEAR}\n\nارسال شده از آیفون من", "reply", text=DEAR),
    runs("a Turkish phone's line", f"#reply\n\n{DEAR}\n\nSamsung cihazımdan gönderildi", "reply", text=DEAR),
    runs("an Arabic phone's line", f"#reply\n\n{DEAR}\n\nأُرسلت من هاتفي", "reply", text=DEAR),
    refused("bottom-posted below a quotation", f"{QUOTED}\n\n#take\n", 12, "block_not_at_top", "#take", tied=True),
    refused("between two quotations", f"> they said\n\n#take\n\n{QUOTED}\n", 3, "block_not_at_top", "#take", tied=True),
    refused(
        "below a notice quoted without marks",
        HEADERS.format("From", "Sent", "To", "Subject") + NOTICE + "\n\n#close\n",
        12,
        "block_not_at_top",
        "#take",
        tied=True,
    ),
)

# -- the line that ties a mail to its ticket
TIED = (
    runs("quoted twice", f"#take\n\n>> {LINE}\n", "take", tied=True),
    runs("quoted three times with blanks", f"#take\n\n> > > {LINE}\n", "take", tied=True),
    runs("dashes made long by a phone", "#take\n\n> — hirz H-7K4Q-M2XD k7f3qmxy2abc —\n", "take", tied=True),
    runs("wrapped behind the tag", "#take\n\n> -- hirz H-7K4Q-M2XD\n> k7f3qmxy2abc --\n", "take", tied=True),
    runs("wrapped inside the tag", "#take\n\n> -- hirz H-7K4Q-\n> M2XD k7f3qmxy2abc --\n", "take", tied=True),
    runs("wrapped, the rest unquoted", "#take\n\n> -- hirz H-7K4Q-M2XD\nk7f3qmxy2abc --\n", "take", tied=True),
    runs("between marks of Arabic", f"#استلام\n\n{RLM}> {LRI}{LINE}{PDI}\n", "take", tied=True),
    runs("small letters", f"#take\n\n> {LINE.lower()}\n", "take", tied=True),
    runs("a wide sign of quotation", f"#take\n\n＞ {LINE}\n", "take", tied=True),
    runs("alone below the words", f"#take\n\n{LINE}\n", "take", tied=True),
    note("a note above it", f"I called her.\n\n> {LINE}\n", tied=True),
    refused("in a refused mail too", f"#relpy\n\n{DEAR}\n\n> {LINE}\n", 1, "unknown_word", "#reply", tied=True),
    runs("in the middle of a line it is none", f"#note\n\nsee {LINE} there", "note", text=f"see {LINE} there"),
    runs("behind a stranger's bar it is none", f"#note\n\n| {LINE}\nwrote she", "note", text=f"| {LINE}\nwrote she"),
)

VECTORS = (*MEASURED, *PROPOSED, *MARKS, *NATIVE, *VALUES, *TEXT, *PROGRAMS, *TIED)
