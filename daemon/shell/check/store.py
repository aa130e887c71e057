"""Looks at the store: whole, of this version, its key at hand, its record unbroken, its clock and its disk sound."""

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

from daemon.shell.check.scene import FAILED, OK, WARNING, Scene, Told
from db.founding import founding_of
from db.questions import active_at_the_desk, any_token, last_record, setting, ticket_without_tokens
from db.record import WRITER, broken_line
from db.soundness import unsound
from db.upgrading import LATEST, shape_of
from db.vault import VaultShut
from mailflows.keys import certificate_data, keys_of
from pgp.certificates import canonical, unusable
from pgp.reasons import REASONS

# Octets of a store above which its pages are looked at, but not each index: a start must not take long.
QUICKLY = 4 << 30
BACK = timedelta(minutes=5)  # R13
AHEAD = timedelta(days=1)


def try_store(scene: Scene) -> Iterator[Told]:
    path = scene.store_file
    if path is not None:
        if not path.is_file():
            yield Told(FAILED, f"{path} is not there", "hirz init founds it; or bring it back from a backup")
            return
        if (damage := _damage(str(path), quick=path.stat().st_size > QUICKLY)) is not None:
            yield Told(FAILED, f"{path} is damaged: {damage}")
            return
        if path.stat().st_mode & 0o077:
            yield Told(WARNING, f"{path} can be read by others, though it is sealed", f"chmod 600 {path}")
    shape = shape_of(scene.engine)
    where = str(path or "PostgreSQL")
    if shape is None:
        yield Told(FAILED, f"{where} is empty: it was never founded", "hirz init")
    elif shape > LATEST:
        words = f"{where} was written by a newer Hirz (step {shape}; this one knows steps up to {LATEST})"
        yield Told(FAILED, words, "Upgrade the program, or bring back the copy made before the store was upgraded")
    elif shape < LATEST:
        yield Told(WARNING, f"{where} is of an older version: it is upgraded at the next start, after a backup copy")
    else:
        yield Told(OK, f"{where} is whole")


def _damage(path: str, *, quick: bool) -> str | None:
    """What SQLite finds wrong with a store's file, opened so that nothing is changed; None where it is whole."""
    try:
        link = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, timeout=10)
        try:
            found = link.execute(f"PRAGMA {'quick_check' if quick else 'integrity_check'}(1)").fetchone()
        finally:
            link.close()
    except sqlite3.Error as trouble:
        return str(trouble)
    return None if found == ("ok",) else "its pages do not fit together"


def try_vault(scene: Scene) -> Iterator[Told]:
    with scene.store.reading() as books:
        founded = setting(books, "founded") is not None
    if not founded:
        yield Told(FAILED, "the store was never founded", "hirz init")
        return
    try:
        founding = founding_of(scene.store)
    except VaultShut:
        yield Told(FAILED, "the master key is not the one this store was founded with")
        return
    yield Told(OK, f"opens with the master key; founded {founding.at:%Y-%m-%d %H:%M} UTC, instance {founding.instance}")


def try_record(scene: Scene) -> Iterator[Told]:
    with scene.store.reading() as books:
        broken, last = broken_line(books), last_record(books, WRITER)
    if broken is not None:
        yield Told(FAILED, f"line {broken} does not follow from the one before it")
        return
    with scene.store.reading() as books:
        wrong = unsound(books)
    if wrong:
        more = f", and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        yield Told(FAILED, f"the rows do not fit together: {wrong[0]}{more}")
    else:
        yield Told(OK, f"{last.number} line(s), each following from the one before" if last else "no line yet")


def try_search(scene: Scene) -> Iterator[Told]:
    """Whether tickets are found by their words: those of a store from before, or of a time without, are not."""
    wanted = scene.config.search.enabled
    with scene.store.reading() as books:
        unmarked, marked = ticket_without_tokens(books), any_token(books)
    if wanted and unmarked:
        yield Told(WARNING, f"{unmarked} is found by no word, and may not be the only one", "hirz search rebuild")
    elif not wanted and marked:
        yield Told(WARNING, "search.enabled is false, and marks of words are still there", "hirz search clear")
    else:
        yield Told(OK, "tickets are found by their words" if wanted else "off: no word is marked")


def try_clock(scene: Scene) -> Iterator[Told]:
    """A clock that was turned back makes good keys look too young and promises look kept (R13)."""
    with scene.store.reading() as books:
        last = last_record(books, WRITER)
    latest = max(last.at, founding_of(scene.store).at) if last else founding_of(scene.store).at
    now = f"it is {scene.now:%Y-%m-%d %H:%M} UTC"
    if scene.now < latest - BACK:
        yield Told(FAILED, f"{now}, but the store holds a line of {latest:%Y-%m-%d %H:%M}")
    elif last and scene.now > latest + AHEAD:
        days = (scene.now - latest) // timedelta(days=1)
        yield Told(
            WARNING, f"{now}; nothing was written for {days} day(s)", "Has the desk been off? If not: timedatectl"
        )
    else:
        yield Told(OK, now)


def try_disk(scene: Scene) -> Iterator[Told]:
    path, floor = scene.store_file, scene.config.limits.free_space
    if path is None:
        yield Told(OK, "the store is PostgreSQL's: look at the disk there")
        return
    there = next(folder for folder in path.parents if folder.exists())
    free = shutil.disk_usage(there).free
    words = f"{_size(free)} free at {there}; mail is taken in above {_size(floor)}"
    if free <= floor:
        yield Told(FAILED, words)
    else:
        yield Told(WARNING if free < 2 * floor else OK, words)


def _size(octets: int) -> str:
    return f"{octets / 10**9:.1f} GB" if octets >= 10**9 else f"{octets / 10**6:.0f} MB"


def try_handlers(scene: Scene) -> Iterator[Told]:
    """Somebody has to be there. Their names stay in the vault; a fingerprint is enough to find them by."""
    with scene.store.reading() as books:
        people = active_at_the_desk(books)
        known = {one.id: [canonical(certificate_data(books, row)) for row in keys_of(books, one)]
                 for one in people}  # fmt: skip
    for certificates in known.values():
        for certificate in certificates:
            if reason := unusable(certificate, scene.now):
                words = f"nothing can be sealed to {certificate.fingerprint}: {REASONS[reason]}"
                yield Told(
                    WARNING,
                    words,
                    "hirz handler list tells whose it is: ask for a new one, hirz handler key ADDRESS FILE",
                )
    if known:
        yield Told(OK, f"{len(known)} at the desk")
    elif scene.config.desk.shadow:
        yield Told(WARNING, "nobody works at this desk yet", "hirz handler add NAME ADDRESS CERTIFICATE")
    else:
        yield Told(FAILED, "nobody works at this desk: reporters would get an answer, and nobody their letters")
