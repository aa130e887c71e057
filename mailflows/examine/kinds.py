"""What a file is by its first bytes, what its name says it is, and which kinds act when they are opened."""

import re

# First bytes and where they stand. The order decides: what comes first wins.
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"\xfe\xed\xfa\xce", "application/x-mach-binary"),
    (0, b"\xfe\xed\xfa\xcf", "application/x-mach-binary"),
    (0, b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (0, b"\xca\xfe\xba\xbe", "application/java-vm"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"MSCF", "application/vnd.ms-cab-compressed"),
    (0, b"xar!", "application/x-xar"),
    (0, b"ITSF", "application/vnd.ms-htmlhelp"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", "application/onenote"),
    (0, b"conectix", "application/x-vhd"),
    (0, b"vhdxfile", "application/x-vhdx"),
    (0, b"dex\n", "application/x-dex"),
    (257, b"ustar", "application/x-tar"),
    (0x8001, b"CD001", "application/x-iso9660-image"),
    (0x8001, b"BEA01", "application/x-iso9660-image"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"{\\rt", "application/rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x00\x00\x01\x00", "image/x-icon"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"RIFF", "audio/x-wav"),
    (0, b"#!", "text/x-shellscript"),
    (0, b"-----BEGIN PGP PUBLIC KEY", "application/pgp-keys"),
    (0, b"-----BEGIN PGP SIGNATURE", "application/pgp-signature"),
    (0, b"-----BEGIN PGP ", "application/pgp-encrypted"),
    (0, b"bplist00", "application/x-plist"),
)
_HTML = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|script|svg)\b", re.IGNORECASE | re.DOTALL
)
_ZIPPED = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"AndroidManifest.xml", "application/vnd.android.package-archive"),
    (b"META-INF/MANIFEST.MF", "application/java-archive"),
)
OFFICE_ZIP = frozenset(media for _, media in _ZIPPED[:3])

# Extensions that act when opened: programs, scripts, shortcuts, installers, disk images, settings that take over.
SCRIPTS = frozenset(
    "js jse vbs vbe wsf wsh hta ps1 psm1 bat cmd reg sct scf inf py pyw rb pl sh bash zsh command applescript "
    "scpt au3 ahk jnlp settingcontent-ms msc mshta wsc".split()
)
PROGRAMS = frozenset(
    "exe scr com pif dll cpl ocx sys msi msix msixbundle appx appxbundle appinstaller msp mst gadget jar apk xapk "
    "apkm aab ipa deb rpm run appimage elf app pkg chm hlp xll vsto application".split()
)
SHORTCUTS = frozenset("lnk url website desktop webloc library-ms search-ms rdp ovpn theme themepack".split())
IMAGES_OF_DISKS = frozenset("iso img vhd vhdx dmg udf wim".split())
PROFILES = frozenset("mobileconfig".split())
ACTING = SCRIPTS | PROGRAMS | SHORTCUTS | IMAGES_OF_DISKS | PROFILES
NEVER_HONEST = IMAGES_OF_DISKS | frozenset(
    "lnk library-ms search-ms hta js jse vbs vbe wsf wsh scr pif cpl chm xll".split()
)
NEVER_HONEST_MEDIA = frozenset(
    {"application/x-ms-shortcut", "application/x-vhd", "application/x-vhdx", "application/x-iso9660-image"}
)
# Extensions a reader takes for a document: what stands before the true one in "invoice.pdf.exe".
DOCUMENTS = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv jpg jpeg png gif bmp webp heic mp3 mp4 mov avi eml "
    "msg htm html zip rar 7z".split()
)
ARCHIVES = frozenset("zip rar 7z gz tgz tar bz2 xz cab ace arj lzh z jar iso".split())

ACTING_MEDIA = {
    "application/x-msdownload": "a Windows program",
    "application/x-elf": "a Linux program",
    "application/x-mach-binary": "a macOS program",
    "application/java-vm": "a Java program",
    "application/x-ms-shortcut": "a Windows shortcut",
    "application/vnd.ms-htmlhelp": "a Windows help file that can run programs",
    "application/x-vhd": "a disk image",
    "application/x-vhdx": "a disk image",
    "application/x-iso9660-image": "a disk image",
    "application/vnd.android.package-archive": "an Android app",
    "application/x-dex": "an Android program",
    "text/x-shellscript": "a script",
}

# What an extension may honestly begin with. An extension that is missing here is not judged.
_HONEST: dict[str, frozenset[str]] = {
    "pdf": frozenset({"application/pdf"}),
    "png": frozenset({"image/png"}),
    "jpg": frozenset({"image/jpeg"}),
    "jpeg": frozenset({"image/jpeg"}),
    "gif": frozenset({"image/gif"}),
    "docx": OFFICE_ZIP | {"application/zip", "application/x-ole-storage"},
    "xlsx": OFFICE_ZIP | {"application/zip", "application/x-ole-storage"},
    "pptx": OFFICE_ZIP | {"application/zip", "application/x-ole-storage"},
    "doc": OFFICE_ZIP | {"application/x-ole-storage", "application/rtf", "text/html", "application/zip", "text/plain"},
    "xls": OFFICE_ZIP | {"application/x-ole-storage", "text/html", "application/zip", "text/plain"},
    "ppt": OFFICE_ZIP | {"application/x-ole-storage", "application/zip"},
    "rtf": frozenset({"application/rtf", "text/plain"}),
    "txt": frozenset({"text/plain", "application/octet-stream", "application/pgp-encrypted"}),
    "csv": frozenset({"text/plain", "application/octet-stream"}),
    "zip": OFFICE_ZIP | {"application/zip", "application/java-archive"},
    "mp3": frozenset({"audio/mpeg", "application/octet-stream"}),
    "mp4": frozenset({"video/mp4"}),
}


def detected(content: bytes) -> str:
    """The media type that the first bytes show; "application/octet-stream" where they show nothing."""
    if content[:4] == b"PK\x03\x04":
        head = content[:4096] + content[-4096:]
        return next((media for mark, media in _ZIPPED if mark in head), "application/zip")
    for offset, magic, media in _MAGIC:
        if content.startswith(magic, offset):
            return media
    head = content[:2048].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "text/html"
    return "text/plain" if head and not _binary(head) else "application/octet-stream"


def extensions(name: str) -> tuple[str, ...]:
    """What follows each dot of a name, lower case, last one last; trailing dots and spaces are what Windows drops."""
    pieces = name.strip().rstrip(". ").rsplit(".", 4)
    return tuple(piece.strip().lower() for piece in pieces[1:] if piece.strip())


def extension(name: str) -> str:
    return next(iter(reversed(extensions(name))), "")


def honest(name: str, media: str) -> bool:
    """Say whether the first bytes may stand behind this name."""
    allowed = _HONEST.get(extension(name))
    return allowed is None or media in allowed


def _binary(head: bytes) -> bool:
    control = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)
    return control * 20 > len(head)
