"""The story in six chapters: people write, the desk answers, and every fact is read back from where it must stand."""

from collections.abc import Callable

from daemon.demo import bait, lines
from daemon.demo.facts import OCTETS, mostly_arabic, nothing_of, nothing_readable, tag_in
from daemon.demo.letters import Read, write
from daemon.demo.scene import THE_DESK, Scene
from daemon.demo.setting import DESK
from templates import label

FRIGHTENING = ("F03", "S02", "A01", "U06", "U08")  # looks that must find something in what Layla sent
STORE = "the store, `hirz list`"


def anything(_letter: Read) -> bool:
    return True


def saying(words: str) -> Callable[[Read], bool]:
    return lambda letter: words in letter.text


def a_sealed_mail(scene: Scene) -> None:
    layla, noor, karim = scene.cast.layla, scene.cast.noor, scene.cast.karim
    files = (bait.phishing_mail(), bait.document())
    scene.writes(layla, lines.LAYLA_ASKS, subject=lines.LAYLA_ASKS_ABOUT, files=files)
    hers = (lines.LAYLA_ASKS_ABOUT, "النقابة", "مصادري", *(file.name for file in files))
    travelled = scene.setting.mailboxes.sent_to(DESK)[-1]
    scene.fact("nobody on the way can read a word of it", nothing_readable(travelled, hers), OCTETS)

    answer = scene.gets(layla, "the first answer", anything)
    scene.fact("it is in her language", mostly_arabic(answer.text), layla.mailbox)
    scene.fact("it is neutral: none of her own words is in it", nothing_of(answer, hers), layla.mailbox)
    scene.tag, scene.layla_has = tag_in(answer, layla.mailbox), answer
    scene.fact(f"{scene.tag} is a new ticket", scene.tickets().get(scene.tag) == "new", STORE)

    for handler, tongue, heading in ((noor, "en", "FINDINGS"), (karim, "fr", "CONSTATS")):
        notice = scene.gets(handler, f"{handler}'s notice", saying(scene.tag), shown=heading)
        found = all(label("look_handler", look, tongue) in notice.text for look in FRIGHTENING)
        scene.fact("the macro, the false name and the two-faced link were found", found, handler.mailbox)
        judged = label("verdict", "dangerous", tongue)
        scene.fact(f"the verdict is {judged}", judged in notice.text, handler.mailbox)
        if handler is noor:
            scene.noor_has = notice


def a_handler_answers(scene: Scene) -> None:
    layla, noor = scene.cast.layla, scene.cast.noor
    thread = {*scene.layla_has.references, scene.layla_has.message_id}
    scene.commands("#take\n#reply", lines.NOOR_ANSWERS, signature=lines.NOORS_SIGNATURE, program=lines.NOORS_PROGRAM)

    scene.noor_has = scene.gets(noor, "the transcript", saying(scene.tag))
    named = layla.address in scene.noor_has.text and layla.fingerprint in scene.noor_has.text.replace(" ", "")
    scene.fact("the transcript says to whom and to which key the text goes", named, noor.mailbox)

    scene.layla_has = scene.gets(layla, "the handler's answer", saying(lines.NOOR_ANSWERS))
    scene.fact("it stands in the thread of the first answer", bool(thread & set(scene.layla_has.references)), OCTETS)
    own = ("noor", "555 0142", "Beirut", "laptop", "User-Agent", "#take", "-- hirz", noor.fingerprint[-16:])
    scene.fact(
        "nothing of the handler's is in it: name, address, key, mail program, signature",
        nothing_of(scene.layla_has, own),
        "the octets that travelled, and what they open to",
    )
    scene.fact(f"{scene.tag} is in work", scene.tickets().get(scene.tag) == "active", STORE)


def the_reporter_answers(scene: Scene) -> None:
    layla, noor, karim = scene.cast.layla, scene.cast.noor, scene.cast.karim
    scene.writes(layla, lines.LAYLA_ANSWERS, subject=f"Re: {scene.layla_has.subject}", answers=scene.layla_has)

    scene.noor_has = scene.gets(noor, "a notice of the answer", lambda one: "«" in one.text and scene.tag in one.text)
    told = label("event", "new_letter", "en") in scene.noor_has.text
    scene.fact("it is a new letter in the same ticket", told, noor.mailbox)
    scene.fact("there is still one ticket", list(scene.tickets()) == [scene.tag], STORE)
    quiet = scene.setting.mailboxes.untold(karim) == 0
    scene.fact(f"{karim} is left in peace: the ticket is {noor}'s", quiet, karim.mailbox)


def a_forgery(scene: Scene) -> None:
    noor, karim, layla = scene.cast.noor, scene.cast.karim, scene.cast.layla
    scene.forges(noor, lines.MALLORY_FORGES, answers=scene.layla_has)

    for handler, tongue in ((noor, "en"), (karim, "fr")):
        said = label("event", "forged_command", tongue)
        notice = scene.gets(handler, f"{handler}'s warning", saying(said))
        scene.fact("the warning names the ticket that was aimed at", scene.tag in notice.text, handler.mailbox)
        if handler is noor:
            scene.noor_has = notice
    scene.fact(f"{scene.tag} is not closed", scene.tickets().get(scene.tag) == "active", STORE)
    aside = scene.setting.ask("list", "--aside")
    scene.tell.printed("hirz list --aside", aside)
    scene.fact("the forgery lies where people see it", "claims_handler" in aside, "the store, `hirz list --aside`")
    scene.fact(f"{layla} got nothing of it", scene.setting.mailboxes.untold(layla) == 0, layla.mailbox)


def a_plain_mail(scene: Scene) -> None:
    sam, boxes = scene.cast.sam, scene.setting.mailboxes
    scene.tell.letter(str(sam), THE_DESK, "PLAIN", lines.SAM_ASKS, subject=lines.SAM_ASKS_ABOUT)
    boxes.send(sam.address, write(sam, DESK, lines.SAM_ASKS_ABOUT, lines.SAM_ASKS).as_bytes())

    where = sam.mailbox
    answer = boxes.wait_for(sam, "the first answer", anything)
    names = [f"file: {file.name}" for file in answer.files]
    scene.tell.letter(THE_DESK, str(sam), "PLAIN", answer.text, subject=answer.subject, notes=names)
    scene.fact("it could not be sealed: there is no key", not answer.sealed, where)
    his = ("locked", "cooperative", "followers", "9,000")
    scene.fact("it is neutral: no word of the letter is in it", nothing_of(answer, his), where)
    tag = tag_in(answer, where)
    scene.fact(f"it is another ticket, {tag}", scene.tickets().get(tag) == "new" and tag != scene.tag, STORE)
    fingerprint = scene.setting.desk_fingerprint
    shown = fingerprint in answer.text.replace(" ", "")
    scene.fact("it says how to write sealed, and the key's fingerprint", shown, where)
    keys = [scene.cast.layla.fingerprint_in(file.data) for file in answer.files]
    scene.fact("the desk's own key is attached", fingerprint in keys, f"{where}, read by gpg")
    noor = scene.cast.noor
    notice = scene.gets(noor, "the notice", saying(tag), shown="THEY WRITE")
    warned = "PLAIN: this ticket has never been sealed" in notice.text
    scene.fact("the handlers are warned that others can read this thread", warned, noor.mailbox)


def the_end_of_it(scene: Scene) -> None:
    layla, noor, lab = scene.cast.layla, scene.cast.noor, scene.cast.lab
    scene.commands("#escalate threat_lab", lines.NOOR_ESCALATES)
    said = label("done", "escalating", "en").format(role="threat_lab")
    scene.noor_has = scene.gets(noor, "the transcript", saying(said), shown="DONE")
    scene.commands("#close", lines.NOOR_CLOSES)
    said_too = label("done", "closing", "en")
    scene.noor_has = scene.gets(noor, "the transcript", saying(said_too), shown="DONE")

    request = scene.gets(lab, "the escalation", saying(scene.tag))
    found = all(label("look_handler", look, "en") in request.text for look in FRIGHTENING)
    scene.fact("the lab has the question and the findings", found and lines.NOOR_ESCALATES in request.text, lab.mailbox)
    scene.fact(
        "the reporter's address and key are not in it",
        nothing_of(request, (layla.address, layla.fingerprint[-16:])),
        lab.mailbox,
    )
    closing = scene.gets(layla, "the closing mail", saying(scene.tag))
    note = lines.NOOR_CLOSES.splitlines()[0]
    scene.fact("the text below #close is a note: it stayed inside", nothing_of(closing, (note,)), layla.mailbox)
    scene.fact(
        "she may come back at any time: it is the same thread",
        bool(set(closing.references) & set(scene.layla_has.references)),
        OCTETS,
    )
    scene.fact(f"{scene.tag} is closed", scene.tickets().get(scene.tag) == "closed", STORE)

    history = scene.setting.run("show", scene.tag)
    scene.tell.printed(f"hirz show {scene.tag}", history)
    told = [lines.LAYLA_ASKS, lines.NOOR_ANSWERS, lines.LAYLA_ANSWERS, lines.NOOR_ESCALATES, lines.NOOR_CLOSES]
    whole = all(line in history for text in told for line in text.splitlines())
    scene.fact("the history holds every letter, answer and change", whole, "the store, `hirz show`")
    for person in (layla, scene.cast.sam, lab):
        scene.fact(f"nothing else was sent to {person}", scene.setting.mailboxes.untold(person) == 0, person.mailbox)


CHAPTERS = (
    ("A journalist writes, sealed", a_sealed_mail),
    ("A handler answers", a_handler_answers),
    ("The journalist answers back", the_reporter_answers),
    ("Somebody forges a command", a_forgery),
    ("A plain mail from somebody without a key", a_plain_mail),
    ("Escalated, closed, and all of it on record", the_end_of_it),
)


def play(scene: Scene) -> None:
    """All six. Raises NotFound at the first thing that is not there."""
    for number, (title, chapter) in enumerate(CHAPTERS, start=1):
        scene.tell.chapter(number, title)
        chapter(scene)
