"""Looks at Windows programs: who they say they are, who vouches for it, and whether they hide what they do."""

import struct
from collections.abc import Iterable, Iterator

import pefile

from mailflows.examine import kinds
from mailflows.examine.clean import shown_codes
from mailflows.examine.files.ends import appended
from mailflows.examine.files.machines import described
from mailflows.examine.files.whole import density
from mailflows.examine.finding import Group, Severity
from mailflows.examine.look import Look
from mailflows.examine.seen import DECODED, Part, Saw

_SAMPLE = 64 * 1024  # octets of one section
_DENSE = 7.2  # bits to the octet: more than machine code has
_SECTIONS = 32
_IMPORTS = 2000  # beyond this no print of them is taken
# Sections as packers call them; what the program does is only seen while it runs.
_PACKERS = frozenset(
    "upx0 upx1 upx2 .aspack .adata .nsp0 .nsp1 .mpress1 .mpress2 .petite .vmp0 .vmp1 .vmp2 .themida .enigma1 .enigma2 "
    "mew .packed pebundle .taz .wwpack .winlice .boom".split()
)
# Makers who sign what they give to people.
_ALWAYS_SIGNED = (
    "microsoft", "google", "adobe", "mozilla", "apple", "whatsapp", "signal", "telegram", "zoom", "cisco", "intel",
    "nvidia", "oracle", "vmware", "meta platforms", "kaspersky", "eset", "proton",
)  # fmt: skip
_CERTIFICATES, _IMPORT, _RESOURCES = 4, "IMAGE_DIRECTORY_ENTRY_IMPORT", "IMAGE_DIRECTORY_ENTRY_RESOURCE"


def windows_program(part: Part) -> Iterable[Saw]:
    """F17: what a Windows program shows of itself without being run. A signature is seen here, and not proven."""
    if kinds.detected(part.content) != "application/x-msdownload" or b"PE\0\0" not in part.content[:65536]:
        return
    # It is not closed: there is nothing to close but memory, and closing it would go through all objects there are.
    yield from _seen_in(pefile.PE(data=part.content, fast_load=True), part)


def other_program(part: Part) -> Iterable[Saw]:
    """F17: what a program for Linux or macOS shows of itself."""
    media = kinds.detected(part.content)
    if media in ("application/x-elf", "application/x-mach-binary"):
        facts = described(part.content)
        packed = b"UPX!" in part.content[:_SAMPLE] or b"UPX!" in part.content[-_SAMPLE:]
        words = shown_codes(", ".join(facts + (("packed with UPX",) if packed else ())))
        yield Saw("program", words, DECODED, *((Severity.MEDIUM, 2) if packed else (Severity.INFO, 0)))


def _seen_in(program: pefile.PE, part: Part) -> Iterator[Saw]:
    signed = _is_signed(program)
    packed = _packed(program)
    if packed:
        yield Saw("program", shown_codes(f"packed: {packed}"), DECODED, Severity.MEDIUM, 2)
    if not signed:
        yield Saw("program", "not signed by anybody", DECODED, Severity.LOW, 1)
    if hung := appended(part.content, "application/x-msdownload"):
        grave = (
            hung.media in kinds.ZIPS
            or hung.media in kinds.ACTING_MEDIA
            or hung.media.endswith(("rar", "7z-compressed"))
        )
        words = f"{len(part.content) - hung.at} octets behind its end: {hung.media}"
        yield Saw("program", words, DECODED, *((Severity.MEDIUM, 2) if grave else (Severity.INFO, 0)))
    names = _names(program)
    maker = names.get("CompanyName", "")
    if not signed and maker.lower().startswith(_ALWAYS_SIGNED):
        yield Saw(
            "program", shown_codes(f"says it is from {maker}, and carries no signature"), DECODED, Severity.HIGH, 3
        )
    own = names.get("OriginalFilename", "").rpartition(".")[0].lower()
    if own and part.name and own not in part.name.lower():
        yield Saw("program", shown_codes(f"{part.name} calls itself {names['OriginalFilename']}"), DECODED)
    shown = [f"built at {program.FILE_HEADER.TimeDateStamp}", f"imports {_print_of_imports(program)}"]
    shown += [f"{key} {names[key]}" for key in ("OriginalFilename", "ProductName", "CompanyName") if names.get(key)]
    yield Saw("program", shown_codes(", ".join(shown)), DECODED, Severity.INFO, 0)


def _is_signed(program: pefile.PE) -> bool:
    directories = program.OPTIONAL_HEADER.DATA_DIRECTORY
    return bool(len(directories) > _CERTIFICATES and directories[_CERTIFICATES].Size > 8)


def _packed(program: pefile.PE) -> str:
    """Which packer it was, by the names of sections, or by code that is denser than code is."""
    for section in program.sections[:_SECTIONS]:
        name = str(section.Name.rstrip(b"\0").decode("latin-1").lower())
        if name in _PACKERS:
            return name
        # 0x20000000: may be run
        sample = section.get_data(length=_SAMPLE) if section.Characteristics & 0x20000000 else b""
        if len(sample) > 4096 and density(sample) > _DENSE:
            return f"section {name}"
    return ""


def _names(program: pefile.PE) -> dict[str, str]:
    """What the program calls itself, in its own resource of versions."""
    try:
        program.parse_data_directories([pefile.DIRECTORY_ENTRY[_RESOURCES]])
        blocks = [entry for group in getattr(program, "FileInfo", [])[:4] for entry in group[:8]]
        tables = [table for block in blocks for table in getattr(block, "StringTable", [])[:4]]
        pairs = [pair for table in tables for pair in list(table.entries.items())[:40]]
    except (pefile.PEFormatError, struct.error, AttributeError, IndexError, ValueError, TypeError):
        return {}
    return {key.decode("utf-8", "replace"): value.decode("utf-8", "replace").strip("\0 ") for key, value in pairs}


def _print_of_imports(program: pefile.PE) -> str:
    try:
        program.parse_data_directories([pefile.DIRECTORY_ENTRY[_IMPORT]])
        listed = getattr(program, "DIRECTORY_ENTRY_IMPORT", [])
        if not listed or sum(len(library.imports) for library in listed) > _IMPORTS:
            return "unknown"
        return str(program.get_imphash() or "unknown")
    except (pefile.PEFormatError, struct.error, AttributeError, IndexError, ValueError, TypeError):
        return "unknown"


ROWS = (
    Look("F17", Group.FILE, Severity.LOW, 1, "medium", ("T1204.002", "T1027.002", "T1036.005"), "Windows programs",
         windows_program, "small makers of software who do not sign"),
    Look("F17", Group.FILE, Severity.INFO, 0, "medium", ("T1204.002", "T1027.002"), "programs", other_program,
         "every program for Linux or macOS"),
)  # fmt: skip
