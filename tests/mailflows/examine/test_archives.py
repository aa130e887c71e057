"""Archives are opened in memory, and what they are built to hide is told."""

import bz2
import gzip
import io
import lzma
import zipfile

import pytest

from mailflows.examine.archives.packing import PASSWORD, locked_zip
from mailflows.examine.finding import Finding, Severity
from mailflows.examine.openers import members_of, take_out
from mailflows.examine.seen import Part
from mailflows.examine.turn import take_turn
from mailflows.examine.verdict import Word, verdict
from tests.exhibits import mail, part, zipped_as
from tests.exhibits.archives import (
    JPEG,
    cabinet,
    linked_zip,
    lying_zip,
    nested_zip,
    old_rar,
    overlapping_zip,
    packed,
    rar,
    renamed_in_front,
    tarred,
)
from tests.exhibits.files import mac_program, png, windows_program


def found_in(name: str, content: bytes, text: str = "look") -> list[Finding]:
    """Everything found in a file that a reporter attached, and in what lies inside."""
    raw = mail(text, part(content, "application/octet-stream", "PLACE").replace(b"PLACE", name.encode()))
    found: list[Finding] = []
    waiting = ["mail"]
    while waiting:
        turn = take_turn(raw, waiting.pop(0))
        found += turn.findings
        waiting += turn.further
    return found


def weighty(found: list[Finding]) -> set[str]:
    return {finding.look for finding in found if finding.weight}


def said(found: list[Finding], look: str) -> str:
    return " | ".join(finding.evidence for finding in found if finding.look == look)


def as_part(name: str, content: bytes, words: tuple[str, ...] = ()) -> Part:
    return Part(
        2, "application/octet-stream", None, (name,), attached=True, content=content, forwarded=False, words=words
    )


FAMILY = {"photos/beach.jpg": JPEG, "ملاحظات.txt": b"hello", "list.csv": b"1;2"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("family.zip", zipped_as(FAMILY)),
        ("family.7z", packed("7zip", FAMILY)),
        ("family.tar", tarred(FAMILY)),
        ("family.tar.gz", gzip.compress(tarred(FAMILY), mtime=0)),
        ("family.tar.bz2", bz2.compress(tarred(FAMILY))),
        ("family.tar.xz", lzma.compress(tarred(FAMILY))),
        ("family.tar.zst", packed("gnutar", FAMILY, "zstd")),
        ("family.cpio", packed("cpio_newc", FAMILY)),
        ("family.xar", packed("xar", FAMILY)),
        ("family.rar", rar(FAMILY)),
        ("family.cab", cabinet("beach.jpg", JPEG)),
        (
            "mac.zip",
            zipped_as({"beach.jpg": JPEG, "__MACOSX/._beach.jpg": b"\0\5\x16\7" + bytes(99), ".DS_Store": b"\0"}),
        ),
        ("beach.jpg.gz", gzip.compress(JPEG, mtime=0)),
        ("notes.txt.xz", lzma.compress(b"hello")),
        ("notes.txt.bz2", bz2.compress(b"hello")),
        ("notes.txt.lzma", lzma.compress(b"hello", lzma.FORMAT_ALONE)),
        ("sources.tar", tarred({"lib/a.c": b"int a;", "README": b"x"}, {"lib/b.c": "a.c"})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_family_packs_is_opened_and_left_alone(name: str, content: bytes) -> None:
    assert members_of(as_part(name, content))
    found = found_in(name, content)
    assert not weighty(found), found


@pytest.mark.parametrize(
    "content",
    [
        zipped_as({"a.txt": b"first", "b.txt": b"second"}),
        packed("7zip", {"a.txt": b"first", "b.txt": b"second"}),
        gzip.compress(tarred({"a.txt": b"first", "b.txt": b"second"}), mtime=0),
        rar({"a.txt": b"first", "b.txt": b"second"}),
        packed("iso9660", {"a.txt": b"first", "b.txt": b"second"}),
    ],
    ids=["zip", "7z", "tar.gz", "rar", "iso"],
)
def test_each_member_is_taken_out_whole(content: bytes) -> None:
    whole = as_part("x", content)
    taken = {member.name: take_out(whole, member.number).content for member in members_of(whole)}
    assert taken == {"a.txt": b"first", "b.txt": b"second"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", zipped_as({"order.exe": b"MZ\0"})),
        ("a.7z", packed("7zip", {"order.js": b"x"})),
        ("a.rar", rar({"order.lnk": b"x"})),
        ("a.tar.gz", gzip.compress(tarred({"order.hta": b"x"}), mtime=0)),
        ("a.cab", cabinet("order.scr", b"MZ\0")),
        ("a.zip", zipped_as({f"{number}.txt": b"x" for number in range(40)} | {"z/order.exe": b"MZ\0"})),
        ("a.zip", zipped_as({"word/x.txt": b"x", "order.exe": b"MZ\0"})),
    ],
    ids=["zip", "7z", "rar", "tar.gz", "cab", "one of many", "a folder that a document would have"],
)
def test_a_program_in_an_archive_is_dangerous(name: str, content: bytes) -> None:
    found = found_in(name, content)
    assert {"F11", "F16"} & weighty(found) and "order" in said(found, "F11")
    assert verdict(found, ("files",)).word is Word.DANGEROUS


def test_what_acts_gets_a_turn_before_a_hundred_pictures() -> None:
    files = {f"{number:03}.jpg": JPEG for number in range(100)} | {"last.exe": windows_program()}
    found = found_in("photos.zip", zipped_as(files))
    assert "F17" in weighty(found)
    assert "86 of 101 files in it were not opened" in said(found, "F25")


def test_a_saved_web_page_is_not_taken_for_an_attack() -> None:
    files = {"page.html": b"<html>x</html>"} | {f"page_files/{number}.png": png() for number in range(10)}
    found = found_in("page.zip", zipped_as(files | {"page_files/a.js": b"var a = 1;"}))
    assert all(finding.severity is not Severity.HIGH for finding in found if finding.look == "F11")


@pytest.mark.parametrize(
    ("content", "words", "grave"),
    [
        (tarred({"../../x/.bashrc": b"x"}), "leads out of its folder", True),
        (zipped_as({"..\\..\\Startup\\a.txt": b"x"}), "leads out of its folder", True),
        (zipped_as({"/etc/cron.d/x": b"x"}), "names a place on the disk", False),
        (zipped_as({"C:\\Users\\x.txt": b"x"}), "names a place on the disk", False),
        (tarred({"a.txt": b"x"}, {"b": "/etc/passwd"}), "b -> /etc/passwd", True),
        (tarred({"a.txt": b"x"}, {"a/b": "../../x"}), "a/b -> ", True),
        (tarred({"a.txt": b"x"}, {"b": "=../../x"}), "b -> ", True),
        (tarred({"b/x.txt": b"x"}, {"b": "c"}), "b -> c", True),
        (rar({"a.pdf": b"x"}, ["..\\..\\..\\Startup\\a.lnk"]), "writes elsewhere", True),
        (rar({"cv.pdf:..\\..\\x.txt": b"x"}), "leads out of its folder", True),
        (zipped_as({"a.pdf ": b"%PDF-", "a.pdf /a.pdf .cmd": b"x"}), "are both called a[.]pdf", True),
    ],
    ids=[
        "dots", "backslashes", "absolute", "drive", "link", "climbing link", "hard link", "through a link",
        "CVE-2025-8088", "stream name", "CVE-2023-38831",
    ],
)  # fmt: skip
def test_an_archive_that_writes_where_it_should_not(content: bytes, words: str, grave: bool) -> None:
    found = found_in("a.archive", content)
    told = [finding for finding in found if finding.look == "F11" and words in finding.evidence]
    assert told and (told[0].severity is Severity.HIGH) is grave


@pytest.mark.parametrize(
    "content",
    [
        rar({"a.pdf": b"%PDF-1.7\n%%EOF"}, [":Zone.Identifier"]),
        zipped_as({"محضر 12:30.txt": b"x", "a..b.txt": b"x"}),
        zipped_as({"2026/a.txt": b"x", "2026/": b"", "b.txt": b"x"}),
        tarred({"lib/libx.so.1": b"x"}, {"lib/libx.so": "libx.so.1", "include": "lib/../lib"}),
    ],
    ids=["mark of the web", "colons and dots", "folders", "links that stay"],
)
def test_honest_archives_are_left_alone(content: bytes) -> None:
    assert not weighty(found_in("a.archive", content))


def test_the_headers_of_an_old_rar_are_read_too() -> None:
    assert "writes elsewhere" in said(found_in("a.rar", old_rar("a.pdf", "..\\..\\x.lnk")), "F11")
    assert "locked" in said(found_in("a.rar", old_rar("a.pdf", locked=True)), "F25")
    assert "names are hidden" in said(found_in("a.rar", old_rar("a.pdf", sealed=True)), "F11")
    assert "one piece of several" in said(found_in("a.rar", old_rar("a.pdf", volume=True)), "F11")
    assert not weighty(found_in("a.rar", old_rar("a.txt")))


def test_what_a_system_leaves_behind_hides_no_program() -> None:
    assert "F11" in weighty(found_in("a.zip", zipped_as({"a.txt": b"x", "__MACOSX/._order.exe": b"MZ\0"})))
    assert "nothing but a page" in said(found_in("a.zip", zipped_as({"a.html": b"<html>", ".DS_Store": b"x"})), "F11")


def test_a_program_for_macos_is_a_folder() -> None:
    found = found_in("a.zip", zipped_as({"Zoom.app/Contents/MacOS/zoom": mac_program(), "Zoom.app/Contents/x": b"x"}))
    assert verdict(found, ("files",)).word is Word.DANGEROUS


def test_pieces_of_a_zip_that_do_not_fit_together() -> None:
    plain = zipped_as({"invoice.pdf": b"%PDF-1.7\n%%EOF"})
    assert "two names" in said(found_in("a.zip", renamed_in_front(plain, b"invoice.pdf", b"invoice.exe")), "F11")
    assert "over one another" in said(found_in("a.zip", overlapping_zip(20, 1000)), "F11")
    twice = found_in("a.zip", zipped_as({"order.exe": b"MZ\0"}) + plain)
    assert "another zip" in said(twice, "F11")
    # The zip that one program shows and the other does not is opened too.
    assert "order[.]exe" in said(twice, "F16")
    assert "behind its end" in said(found_in("a.zip", plain + b"more to come"), "F11")
    assert not weighty(found_in("a.zip", plain))


def test_a_link_in_a_zip_is_no_file() -> None:
    assert not members_of(as_part("a.zip", linked_zip("a", "/etc/passwd")))


LETTER = {"letter.txt": b"hello " * 50}


@pytest.mark.parametrize("lock", ["zipcrypt", "aes256"])
@pytest.mark.parametrize(
    ("word", "words", "weight"),
    [("infected", (), 2), ("متابعة٢٠٢٦", ("متابعة٢٠٢٦",), 1), ("Xk3!", ("wrong", "Xk3!"), 1)],
)
def test_a_locked_zip_is_opened_with_the_words_there_are(
    lock: str, word: str, words: tuple[str, ...], weight: int
) -> None:
    from mailflows.examine.archives.tricks import tricks

    whole = as_part("a.zip", packed("zip", LETTER, password=word, lock=lock), words)
    assert [take_out(whole, member.number).content for member in members_of(whole)] == [LETTER["letter.txt"]]
    assert [saw.weight for saw in tricks(whole)] == [weight]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", packed("zip", LETTER, password="nobody knows", lock="aes256")),
        ("a.zip", packed("zip", LETTER, password="nobody knows")),
        ("a.rar", rar(LETTER, locked=True)),
        ("a.rar", rar({}, sealed=True)),
    ],
    ids=["aes", "zipcrypt", "rar", "rar with hidden names"],
)
def test_what_stays_locked_is_told_and_is_unusual(name: str, content: bytes) -> None:
    found = found_in(name, content)
    assert weighty(found) == {"F11", "F25"} and "locked" in said(found, "F25")
    assert verdict(found, ("files",)).word in (Word.UNUSUAL, Word.SUSPICIOUS)


def test_a_lock_nobody_here_opens_weighs_more_where_the_mail_offers_a_word() -> None:
    plain = found_in("a.rar", rar(LETTER, locked=True))
    offered = found_in("a.rar", rar(LETTER, locked=True), "The password is: Xk3-9021")
    assert max(one.weight for one in plain if one.look == "F11") == 1
    assert max(one.weight for one in offered if one.look == "F11") == 3


def test_an_empty_file_does_not_vouch_for_a_word() -> None:
    locked = packed("zip", {"empty.txt": b"", **LETTER}, password="Xk3!", lock="zipcrypt")
    whole = as_part("a.zip", locked, ("wrong", "also wrong", "Xk3!"))
    assert LETTER["letter.txt"] in [take_out(whole, member.number).content for member in members_of(whole)]


def test_a_password_that_stands_in_the_mail_opens_the_archive() -> None:
    locked = packed("zip", {"order.exe": windows_program()}, password="Xk3-9021", lock="aes256")
    found = found_in("a.zip", locked, "Please see the file. Password: Xk3-9021")
    assert "the password stands in the mail" in said(found, "F11") and {"F16", "F17"} <= weighty(found)


def test_a_program_behind_a_common_password_is_found() -> None:
    found = found_in("a.zip", packed("zip", {"order.exe": windows_program()}, password="1234"))
    assert {"F11", "F16", "F17"} <= weighty(found) and verdict(found, ("files",)).word is Word.DANGEROUS


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.zip", b"PK\x03\x04" + b"\xff" * 500, "damaged"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + b"\xff" * 500, "damaged"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00" + b"\xff" * 500, "damaged"),
        ("a.gz", gzip.compress(b"hello" * 1000, mtime=0)[:20], "damaged"),
        ("a.zip", lying_zip(b"hello" * 1000, 17), "cannot be read whole"),
        ("a.ace", b"\x00" * 7 + b"**ACE**" + bytes(50), "ACE"),
        ("a.arj", b"\x60\xea" + bytes(50), "ARJ"),
        ("a.part2.rar", rar({"a.txt": b"x"}, volume=True), ""),
        ("a.7z.002", bytes(range(256)), "one piece of several"),
        ("a.gz", gzip.compress(bytes(3_000_000), mtime=0), "cannot be read whole"),
        ("a.zip", zipped_as({"zeros": bytes(3_000_000)}), "claims to hold"),
        ("a.7z", packed("7zip", {"zeros": bytes(3_000_000)}), "claims to hold"),
        ("a.tar.gz", gzip.compress(tarred({"zeros": bytes(3_000_000)})), "claims to hold"),
        ("a.zip", zipped_as({f"{number}": b"" for number in range(1100)}), "more than 1000"),
    ],
)
def test_what_cannot_be_looked_into_is_told(name: str, content: bytes, words: str) -> None:
    found = found_in(name, content)
    if words:
        assert words in said(found, "F25")
    assert {"F25", "F11"} & weighty(found)


def test_a_zip_deep_in_zips_is_followed_as_far_as_it_is_allowed() -> None:
    found = found_in("a.zip", nested_zip(8, b"x"))
    assert "F11" in weighty(found) and "nothing but an archive" in said(found, "F11")
    assert max(finding.path.count("/in/") for finding in found) <= 5


@pytest.mark.parametrize("name", ["letter.docx", "book.epub", "app.jar", "addon.xpi"])
def test_documents_and_apps_are_no_archives(name: str) -> None:
    found = found_in(name, zipped_as({"META-INF/x.txt": b"x", "a.js": b"x", "b.class": b"\xca\xfe\xba\xbe\0\0\0\x34"}))
    assert "F11" not in weighty(found)


@pytest.mark.parametrize(
    ("name", "content", "closed"),
    [
        ("a.iso", packed("iso9660", FAMILY), False),
        ("photo.jpg", packed("iso9660", FAMILY), False),
        ("a.img", bytes(0x8001) + b"BEA01" + bytes(3000), True),
        ("a.bin", b"\xeb\x3c\x90MSDOS5.0" + bytes(43) + b"FAT16   " + bytes(448) + b"\x55\xaa" + bytes(8000), True),
        ("a.vhd", bytes(4096) + b"conectix" + bytes(504), True),
        ("a.vhdx", b"vhdxfile" + bytes(500), True),
        ("a.dmg", bytes(4096) + b"koly\0\0\0\4" + bytes(504), True),
        ("a.wim", b"MSWIM\0\0\0" + bytes(500), True),
        ("a.udf", b"whatever", False),
    ],
    ids=["iso", "named otherwise", "udf", "raw", "vhd", "vhdx", "dmg", "wim", "by name"],
)
def test_a_disk_image_is_grave_by_itself(name: str, content: bytes, closed: bool) -> None:
    found = found_in(name, content)
    assert "F12" in weighty(found) and verdict(found, ("files",)).word is Word.DANGEROUS
    assert ("cannot be looked into" in said(found, "F25")) is closed


def test_what_lies_in_a_disk_image_is_looked_at() -> None:
    found = found_in("a.iso", packed("iso9660", {"order.lnk": b"x", "run.exe": windows_program()}))
    assert {"F11", "F12", "F13", "F17"} <= weighty(found)


def test_a_zip_without_its_list_is_read_by_the_heads_of_its_members() -> None:
    """As many programs do: so what was broken on purpose is opened all the same."""
    whole = zipped_as({"order.exe": windows_program(), "letter.txt": b"hello"})
    for broken in (whole[: whole.index(b"PK\x01\x02")], whole.replace(b"PK\x05\x06", b"PK\x05\x07")):
        found = found_in("a.zip", broken)
        assert {"F11", "F16", "F17", "F25"} <= weighty(found)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", b"not a zip at all" + zipped_as({"order.exe": windows_program()})),
        ("a.rar", b"not a rar at all" + rar({"order.exe": windows_program()})),
        ("a.7z", b"\0" * 900 + packed("7zip", {"order.exe": windows_program()})),
    ],
    ids=["zip", "rar", "7z"],
)
def test_junk_before_an_archive_hides_nothing(name: str, content: bytes) -> None:
    found = found_in(name, content)
    assert {"F11", "F16", "F17"} <= weighty(found) and verdict(found, ("files",)).word is Word.DANGEROUS


def test_a_name_that_begins_with_nothing_is_a_name() -> None:
    found = found_in("a.zip", zipped_as({"@order.exe": b"MZ\0"}).replace(b"@order.exe", b"\0order.exe"))
    assert {"F11", "F16"} <= weighty(found) and "<U+0000>order" in said(found, "F11")


def test_a_disk_with_two_faces_is_only_half_seen() -> None:
    two = bytearray(packed("iso9660", FAMILY))
    two[0x9001:0x9006] = b"NSR02"
    assert "second face" in said(found_in("a.iso", bytes(two)), "F25")


def test_a_name_in_utf8_that_does_not_say_so_is_read_as_meant() -> None:
    plain = zipped_as({"ملاحظات.txt": b"x"})
    silent = plain.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    assert [member.name for member in members_of(as_part("a.zip", silent))] == ["ملاحظات.txt"]


def test_a_disk_image_made_smaller_is_still_one() -> None:
    """It begins with 32 kB of zeros, which would pass for the end of an empty tar."""
    found = found_in("a.gz", gzip.compress(packed("iso9660", {"order.exe": windows_program()})))
    assert "F12" in weighty(found) or "order" in said(found, "F11")
    assert "F12" in weighty(found_in("disk.img.gz", gzip.compress(bytes(0x8001) + b"BEA01" + bytes(3000), mtime=0)))


def test_something_dangerous_is_packed_for_those_who_study_it() -> None:
    packed_up = locked_zip("../rechnung\u202efdp.exe تقرير", b"MZ evil")
    with zipfile.ZipFile(io.BytesIO(packed_up)) as archive:
        (name,) = archive.namelist()
        assert name == "rechnungfdp.exe.bin"
        with pytest.raises(RuntimeError, match="password"):
            archive.read(name)
        with pytest.raises(RuntimeError, match="Bad password"):
            archive.read(name, b"wrong")
        assert archive.read(name, PASSWORD.encode()) == b"MZ evil"
    assert locked_zip("../../", b"").startswith(b"PK")
    # Our own reader opens it with the custom's word, as any other desk would.
    whole = as_part("a.zip", packed_up)
    assert take_out(whole, members_of(whole)[0].number).content == b"MZ evil"
