"""What a file is by its first bytes, what its name says it is, and which kinds act when they are opened."""

import re

# What macOS keeps beside a file in every zip it makes, under the same name with "._" before it.
_APPLE_DOUBLE = "application/applefile"

# First bytes and where they stand. The order decides: what comes first wins.
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"\xfe\xed\xfa\xce", "application/x-mach-binary"),
    (0, b"\xfe\xed\xfa\xcf", "application/x-mach-binary"),
    (0, b"\xce\xfa\xed\xfe", "application/x-mach-binary"),
    (0, b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (0, b"\xca\xfe\xba\xbe", "application/java-vm"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"PK\x07\x08PK\x03\x04", "application/zip"),  # the first volume of several
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"\x1f\x9d", "application/x-compress"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"\x04\x22\x4d\x18", "application/x-lz4"),
    (0, b"\x5d\x00\x00\x80\x00", "application/x-lzma"),
    (0, b"\x5d\x00\x00\x00\x01", "application/x-lzma"),
    (0, b"LZIP\x01", "application/x-lzip"),
    (0, b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed"),
    (0, b"xar!", "application/x-xar"),
    (0, b"!<arch>\n", "application/x-archive"),
    (0, b"\xed\xab\xee\xdb", "application/x-rpm"),
    (0, b"\xc7\x71", "application/x-cpio"),
    (0, b"\x71\xc7", "application/x-cpio"),
    (7, b"**ACE**", "application/x-ace"),
    (0, b"ITSF", "application/vnd.ms-htmlhelp"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", "application/onenote"),
    (0, b"conectix", "application/x-vhd"),
    (0, b"vhdxfile", "application/x-vhdx"),
    (0, b"MSWIM\x00\x00\x00", "application/x-ms-wim"),
    (0, b"KDMV", "application/x-vmdk"),
    (0, b"QFI\xfb", "application/x-qcow"),
    (0, b"dex\n", "application/x-dex"),
    (257, b"ustar", "application/x-tar"),
    (0x8001, b"CD001", "application/x-iso9660-image"),
    (0x8001, b"BEA01", "application/x-udf-image"),
    (0x8001, b"NSR0", "application/x-udf-image"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"{\\rt", "application/rtf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypheix", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyp", "video/mp4"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x00\x00\x01\x00", "image/x-icon"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"OggS", "audio/ogg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"RIFF", "audio/x-wav"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"#!", "text/x-shellscript"),
    (0, b"-----BEGIN PGP PUBLIC KEY", "application/pgp-keys"),
    (0, b"-----BEGIN PGP SIGNATURE", "application/pgp-signature"),
    (0, b"-----BEGIN PGP ", "application/pgp-encrypted"),
    (0, b"bplist00", "application/x-plist"),
    (0, b"\x00\x05\x16\x07", _APPLE_DOUBLE),
)
# Marks so short that a letter may begin with them: "MZ", "BM". No text has a NUL.
_SHORT = frozenset({b"MZ", b"BM", b"ID3", b"BZh", b"RIFF", b"L\x00"})
_ASCII_HEADS = (
    (re.compile(rb"07070[12][0-9A-Fa-f]{104}|070707[0-7]{70}"), "application/x-cpio"),
    (re.compile(rb"..-l[hz][0-9ds]-", re.DOTALL), "application/x-lzh"),
)
_HTML = re.compile(
    rb"\s*(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body|script|svg)\b", re.IGNORECASE | re.DOTALL
)
# Names as they stand in a zip, behind the last octet of a header: the same letters deep in a picture mean nothing.
_ZIPPED = (
    (b"\0word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"\0xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"\0ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"\0AndroidManifest.xml", "application/vnd.android.package-archive"),
    (b"\0META-INF/MANIFEST.MF", "application/java-archive"),
)
OFFICE_ZIP = frozenset(media for _, media in _ZIPPED[:3])
ZIPS = OFFICE_ZIP | {"application/zip", "application/vnd.android.package-archive", "application/java-archive"}

# Extensions that act when opened: programs, scripts, shortcuts, installers, disk images, settings that take over.
SCRIPTS = frozenset(
    "js jse vbs vbe wsf wsh hta ps1 psm1 bat cmd reg sct scf inf py pyw rb pl sh bash zsh command applescript "
    "scpt au3 ahk jnlp settingcontent-ms msc mshta wsc ps1xml psd1 vb a3x ws csh ksh htc osd msh".split()
)
PROGRAMS = frozenset(
    "exe scr com pif dll cpl ocx sys msi msix msixbundle appx appxbundle appinstaller msp mst gadget jar apk xapk "
    "apkm aab ipa deb rpm run appimage elf app pkg chm hlp xll vsto application diagcab appref-ms msu wsb xbap pyz "
    "pyzw pyc pyo crx xpi vsix terminal workflow shb shs ppkg webpnp ins isp its xnk mcf mpkg saver kext tool snap "
    "flatpakref shortcut printerexport prefpane appcontent-ms".split()
)
SHORTCUTS = frozenset(
    "lnk url website desktop webloc library-ms search-ms searchconnector-ms rdp ovpn theme themepack deskthemepack "
    "inetloc fileloc".split()
)
IMAGES_OF_DISKS = frozenset("iso img vhd vhdx dmg udf wim vmdk qcow2 toast".split())
PROFILES = frozenset("mobileconfig".split())
ACTING = SCRIPTS | PROGRAMS | SHORTCUTS | IMAGES_OF_DISKS | PROFILES
NEVER_HONEST = IMAGES_OF_DISKS | frozenset(
    "lnk library-ms search-ms searchconnector-ms hta js jse vbs vbe wsf wsh wsc sct scf scr pif cpl chm xll hlp "
    "settingcontent-ms msc".split()
)
DISK_MEDIA = {
    "application/x-vhd": "a virtual disk (VHD)",
    "application/x-vhdx": "a virtual disk (VHDX)",
    "application/x-vmdk": "a virtual disk (VMDK)",
    "application/x-qcow": "a virtual disk (QCOW)",
    "application/x-iso9660-image": "a disk image (ISO 9660)",
    "application/x-udf-image": "a disk image (UDF)",
    "application/x-ms-wim": "a Windows image (WIM)",
    "application/x-apple-diskimage": "a macOS disk image (DMG)",
    "application/x-raw-disk-image": "a raw disk image",
}
NEVER_HONEST_MEDIA = frozenset({"application/x-ms-shortcut", *DISK_MEDIA})
# Extensions a reader takes for a document: what stands before the true one in "invoice.pdf.exe".
DOCUMENTS = frozenset(
    "pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv jpg jpeg png gif bmp webp heic mp3 mp4 mov avi eml "
    "msg htm html zip rar 7z".split()
)
ARCHIVES = frozenset(
    "zip zipx rar 7z gz tgz tar bz2 tbz tbz2 xz txz lzma zst tzst lz lz4 cab ace arj lzh lha z xar cpio".split()
)

ACTING_MEDIA = {
    "application/x-msdownload": "a Windows program",
    "application/x-elf": "a Linux program",
    "application/x-mach-binary": "a macOS program",
    "application/java-vm": "a Java program",
    "application/x-ms-shortcut": "a Windows shortcut",
    "application/vnd.ms-htmlhelp": "a Windows help file that can run programs",
    **DISK_MEDIA,
    "application/vnd.android.package-archive": "an Android app",
    "application/x-dex": "an Android program",
    "application/x-rpm": "a Linux installer",
    "text/x-shellscript": "a script",
}

_PICTURES = frozenset(
    "image/png image/jpeg image/gif image/bmp image/webp image/heic image/avif image/tiff image/x-icon".split()
)
_SOUNDS = frozenset("audio/mpeg audio/ogg audio/x-wav audio/flac audio/amr video/mp4 video/webm".split())
_UNKNOWN = "application/octet-stream"
_PLAIN = frozenset({"text/plain", _UNKNOWN})
_ZIP = OFFICE_ZIP | {"application/zip"}
_OLD_OFFICE = _ZIP | {"application/x-ole-storage", "text/html", "text/plain"}
# What an extension may honestly begin with. An extension that is missing here is not judged. Phones and messengers
# store one kind of picture under the name of another every day.
_HONEST: dict[str, frozenset[str]] = {
    "pdf": frozenset({"application/pdf"}),
    **dict.fromkeys("png jpg jpeg gif".split(), _PICTURES),
    **dict.fromkeys("webp bmp heic heif avif tif tiff".split(), _PICTURES | {_UNKNOWN, "video/mp4"}),
    **dict.fromkeys("docx xlsx pptx".split(), _ZIP | {"application/x-ole-storage"}),
    **dict.fromkeys("odt ods odp epub".split(), frozenset({"application/zip"})),
    "doc": _OLD_OFFICE | {"application/rtf"},
    "xls": _OLD_OFFICE,
    "ppt": OFFICE_ZIP | {"application/x-ole-storage", "application/zip"},
    "rtf": frozenset({"application/rtf", "text/plain"}),
    "txt": _PLAIN
    | {"text/html", "text/x-shellscript"}
    | {"application/pgp-encrypted", "application/pgp-keys", "application/pgp-signature"},
    "csv": _PLAIN | {"text/html", "text/x-shellscript"},
    "zip": _ZIP | {"application/java-archive"},
    **dict.fromkeys(
        ("rar", "7z"), frozenset({"application/vnd.rar", "application/x-7z-compressed", "application/zip"})
    ),
    "mp3": _SOUNDS | {_UNKNOWN},
    **dict.fromkeys("ogg opus oga wav m4a aac amr mov avi mkv 3gp".split(), _SOUNDS | {_UNKNOWN}),
    "mp4": _SOUNDS,
}


def detected(content: bytes) -> str:
    """The media type that the first bytes show; "application/octet-stream" where they show nothing."""
    if content[:4] == b"PK\x03\x04":
        head = content[:4096] + content[-4096:]
        return next((media for mark, media in _ZIPPED if mark in head), "application/zip")
    head = content[:2048].removeprefix(b"\xef\xbb\xbf")
    if content[:4] == b"\xca\xfe\xba\xbe" and content[4:7] == b"\0\0\0" and b"\0" < content[7:8] < b"\x14":
        return "application/x-mach-binary"  # for several machines; Java writes its version there, and began at 45
    for offset, magic, media in _MAGIC:
        if content.startswith(magic, offset) and (magic not in _SHORT or b"\0" in head[:64]):
            return media
    for shape, media in _ASCII_HEADS:
        if shape.match(head):
            return media
    if media := _by_its_end(content) or _raw_disk(content):
        return media
    if _HTML.match(head):
        return "text/html"
    if b"%PDF-" in content[:1024]:  # readers look for it in the first kilobyte
        return "application/pdf"
    return "text/plain" if head and not _binary(head) else _UNKNOWN


def _by_its_end(content: bytes) -> str:
    """Two disk images carry their mark in the last 512 octets."""
    tail = content[-512:]
    if tail.startswith(b"koly\x00\x00\x00\x04"):
        return "application/x-apple-diskimage"
    return "application/x-vhd" if tail.startswith(b"conectix") or content[-511:].startswith(b"conectix") else ""


def _raw_disk(content: bytes) -> str:
    """A FAT or NTFS volume without any wrapping: a jump, the system's name, and the mark of a boot sector."""
    if content[510:512] != b"\x55\xaa" or content[:1] not in (b"\xeb", b"\xe9") or len(content) < 8192:
        return ""
    named = (
        content[3:7] == b"NTFS" or content[54:57] == b"FAT" or content[82:87] == b"FAT32" or content[3:8] == b"EXFAT"
    )
    return "application/x-raw-disk-image" if named else ""


def extensions(name: str) -> tuple[str, ...]:
    """What follows each dot of a name, lower case, last one last; trailing dots and spaces are what Windows drops."""
    pieces = name.strip().rstrip(". ").rsplit(".", 4)
    return tuple(piece.strip().lower() for piece in pieces[1:] if piece.strip())


def extension(name: str) -> str:
    return next(iter(reversed(extensions(name))), "")


def honest(name: str, media: str) -> bool:
    """Say whether the first bytes may stand behind this name."""
    allowed = _HONEST.get(extension(name))
    return allowed is None or media in allowed or media == _APPLE_DOUBLE


def _binary(head: bytes) -> bool:
    control = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in head)
    return control * 20 > len(head)
