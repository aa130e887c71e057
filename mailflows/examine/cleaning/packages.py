"""Documents, sheets and slides without who made them, changed them, printed them, and where they lay on a disk.

Only parts that are known by name stay. Where something that was meant for colleagues is inside (comments, tracked
changes, speaker's notes, macros, linked data), the whole file stays: its maker has to take that out.
"""

import io
import re
import zipfile
from collections.abc import Mapping

from mailflows.examine.cleaning.pixels import bare_picture
from mailflows.examine.cleaning.stays import OCTETS, Stays

_MEMBERS = 400
_MEDIA = r"media/[A-Za-z0-9_-]{1,60}\.(?:png|jpe?g)"
_THEME = r"theme/(?:_rels/)?theme\d{1,3}\.xml(?:\.rels)?"
# The parts that stay, in the folder of each kind.
PARTS: Mapping[str, re.Pattern[str]] = {
    ending: re.compile(rf"\[Content_Types\]\.xml|_rels/\.rels|{folder}/(?:{parts}|{_THEME}|{_MEDIA})")
    for ending, folder, parts in (
        (
            "docx",
            "word",
            r"(?:_rels/)?(?:document|styles|stylesWithEffects|settings|fontTable|webSettings|numbering|footnotes"
            r"|endnotes|(?:header|footer)\d{1,3})\.xml(?:\.rels)?|fonts/font\d{1,3}\.odttf",
        ),
        (
            "xlsx",
            "xl",
            r"(?:_rels/)?(?:workbook|styles|sharedStrings|calcChain)\.xml(?:\.rels)?"
            r"|(?:worksheets/(?:_rels/)?sheet|drawings/(?:_rels/)?drawing|charts/(?:_rels/)?chart|charts/(?:style|colors)"
            r"|tables/table)\d{1,3}\.xml(?:\.rels)?",
        ),
        (
            "pptx",
            "ppt",
            r"(?:_rels/)?(?:presentation|presProps|viewProps|tableStyles)\.xml(?:\.rels)?"
            r"|(?:slides/(?:_rels/)?slide|slideLayouts/(?:_rels/)?slideLayout|slideMasters/(?:_rels/)?slideMaster"
            r"|notesMasters/(?:_rels/)?notesMaster)\d{1,3}\.xml(?:\.rels)?",
        ),
    )
}
# What only tells where a file comes from is dropped, together with every mention of it.
DROPPED = re.compile(
    r"docProps/.+|customXml/.+|(?:word|xl|ppt)/(?:printerSettings/.+|people\.xml|persons/.+|webextensions/.+"
    r"|customXml/.+|changesInfos/.+|revisionInfo\.xml)"
)
# Words in the parts that stay which say that somebody changed or remarked something.
_REMARKS = re.compile(
    rb"\b(?:w|p|x|xr|mc)\d*:author=|<w:(?:ins|del|moveFrom|moveTo)[ >]|<w:comment|<(?:\w+:)?legacyDrawing"
)
# What is there and not seen, or tells of a disk, a user or a list of addresses: its maker has to take that out.
# Each is read in one go, from one "<" to the next, so that no part takes long; the reader outside asks the same.
HIDDEN = re.compile(
    rb"<w:(?:vanish|specVanish)\b(?!\s+w:val=[\"'](?:0|false|off)[\"'])|<w:(?:mailMerge|saveThroughXslt|dataSource)\b"
    rb"|<(?:\w{1,16}:)?(?:scenario|protectedRange|customSheetView|fileSharing)s?\b"
    rb"|\s(?:state=[\"'](?:hidden|veryHidden)[\"']|(?:hidden|zeroHeight)=[\"'](?:1|true)[\"']|(?:ht|width)=[\"']0[\"'])"
    rb"|\sw:initials=|<p:sld\b[^<]*?\sshow=[\"'](?:0|false)[\"']"
    rb"|<w:dataBinding\b[^<]*?(?:core-properties|extended-properties|coverPageProps|creator|lastModifiedBy)"
    rb"|(?:<w:instrText\b[^<]{0,80}>|w:instr=[\"'])\s{0,8}(?:AUTHOR|LASTSAVEDBY|USER(?:NAME|INITIALS|ADDRESS)|FILENAME"
    rb"|TEMPLATE|DOCPROPERTY|INFO|LINK|INCLUDE(?:PICTURE|TEXT)|DDE(?:AUTO)?|DATABASE|MERGEFIELD)\b"
)
PATH = re.compile(
    rb"(?<![A-Za-z])[A-Za-z]:\\|(?<![\w.])/(?:Users|home)/\w|\\\\[\w.-]{1,64}\\[\w$]|\bfile:/", re.IGNORECASE
)
_DRAWING = re.compile(rb"<(?:\w{1,16}:)?(?:cNvPr|docPr|imagedata|shape)\b[^<]*")
_CALLED = re.compile(rb"""(\s(?:o:)?(?:name|descr|title|alt)\s*=\s*)("[^"]*"|'[^']*')""")
_STILL_CALLED = re.compile(rb"""\s(?:o:)?(?:name|descr|title|alt)\s*=\s*(?:"[^"]|'[^'])""")
_RELATION = re.compile(rb"<Relationship\b[^>]*?/>")
_OVERRIDE = re.compile(rb"<Override\b[^>]*?/>")
_EXTERNAL = re.compile(rb"""TargetMode\s*=\s*["']External["']""")
_WEB_LINK = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""")
_WEB = re.compile(rb"""Target\s*=\s*["'](?:https?://|mailto:)""")
_TEMPLATE = re.compile(rb"""Type\s*=\s*["'][^"']*/attachedTemplate["']""")
_TARGET = re.compile(rb"""(?:Target|PartName)\s*=\s*["']([^"']*)["']""")
# Marks of editing, paths on a disk, names of users and printers inside the parts.
_TELLING = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rb"<!--.*?-->",
        rb"<w:rsids>.*?</w:rsids>",
        rb"<w:rsid\b[^>]*/>",
        rb"""\s+w:rsid\w*=(?:"[^"]*"|'[^']*')""",
        rb"<w:attachedTemplate\b[^>]*/>",
        rb"<w:docVars>.*?</w:docVars>",
        rb"<w15:docId\b[^>]*/>",
        rb"<w14:docId\b[^>]*/>",
        rb"<mc:AlternateContent\b[^>]*>(?:(?!</mc:AlternateContent>).)*absPath.*?</mc:AlternateContent>",
        rb"<fileSharing\b[^>]*/>",
        rb"<w:perm(?:Start|End)\b[^>]*/>",
        rb"<xr:revisionPtr\b[^>]*/>",
    )
)
_PRINTER = re.compile(rb"""(<pageSetup\b[^>]*?)\s+r:id=(?:"[^"]*"|'[^']*')""")
# None of these may be left in any part.
LEFT = (b"w:author=", b"w:rsid", b"lastModifiedBy", b"<dc:creator", b"absPath", b"docProps/", b"customXml/", b"<!--")


def bare_package(content: bytes, ending: str) -> bytes:
    """The same words, sheets or slides in a new package. Raises Stays where it holds more than that."""
    parts = _taken_out(content)
    known = PARTS[ending]
    kept = {name: octets for name, octets in parts.items() if not DROPPED.fullmatch(name)}
    if not all(known.fullmatch(name) for name in kept) or "[Content_Types].xml" not in kept:
        raise Stays("hidden")
    cleaned = {name: _cleaned(name, octets) for name, octets in kept.items()}
    return _packed(cleaned)


def _taken_out(content: bytes) -> dict[str, bytes]:
    left = OCTETS
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            if len(members) > _MEMBERS or len({one.filename for one in members}) != len(members):
                raise Stays("unreadable")
            if any(one.flag_bits & 1 for one in members):
                raise Stays("locked")
            for one in members:
                with archive.open(one) as file:
                    parts[one.filename] = file.read(left + 1)
                left -= len(parts[one.filename])
                if left < 0:
                    raise Stays("too_large")
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError):
        raise Stays("unreadable") from None
    return parts


def _cleaned(name: str, octets: bytes) -> bytes:
    if "/media/" in name:
        return bare_picture(octets)
    if name.endswith(".odttf"):
        return octets
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError:
        raise Stays("unreadable") from None
    if _REMARKS.search(octets) or b"<!DOCTYPE" in octets or b"<!ENTITY" in octets:
        raise Stays("hidden")
    for telling in _TELLING:
        octets = telling.sub(b"", octets)
    octets = _PRINTER.sub(rb"\1", octets)
    octets = _DRAWING.sub(lambda found: _CALLED.sub(rb'\1""', found[0]), octets)
    if name.endswith(".rels"):
        octets = _RELATION.sub(_relation, octets)
    if name == "[Content_Types].xml":
        octets = _OVERRIDE.sub(_unless_dropped, octets)
    if HIDDEN.search(octets) or PATH.search(octets):
        raise Stays("hidden")
    if tells(octets):
        raise Stays("not_cleaned")
    return octets


def tells(part: bytes) -> bool:
    """Whether a part that is no picture tells of its maker still, or hides something."""
    if any(left in part for left in LEFT) or HIDDEN.search(part) or PATH.search(part):
        return True
    return any(_STILL_CALLED.search(drawing[0]) for drawing in _DRAWING.finditer(part))


def _relation(found: re.Match[bytes]) -> bytes:
    said = found[0]
    if _EXTERNAL.search(said):
        if _TEMPLATE.search(said):
            return b""
        if not (_WEB_LINK.search(said) and _WEB.search(said)):
            raise Stays("hidden")  # a path on somebody's disk, or a picture that would be fetched
        return said
    return _unless_dropped(found)


def _unless_dropped(found: re.Match[bytes]) -> bytes:
    """What points to a part that was dropped goes with it."""
    target = _TARGET.search(found[0])
    place = target[1].decode(errors="replace").lstrip("./") if target else ""
    inner = any(DROPPED.fullmatch(f"{folder}{place}") for folder in ("", "word/", "xl/", "ppt/"))
    return b"" if inner else found[0]


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Stored as they are and all of one day, so that whoever hands the file on can look at every octet."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name])
    return held.getvalue()
