"""What a thief of the disk could read: where the desk's two keys lie, what guards them, and what that is worth."""

import base64
import binascii
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SYSFS = Path("/sys/dev/block")
MOUNTS = Path("/proc/self/mountinfo")
TPM = Path("/dev/tpmrm0")
SEALED_BY_SYSTEMD = Path("/etc/credstore.encrypted")
IN_MEMORY = frozenset({"tmpfs", "ramfs"})

# The first 16 octets of what systemd-creds(1) writes say what it is sealed with (systemd, creds-util.h). One that is
# sealed without a TPM, for machines that have none, is sealed with a key of zeros.
SEALS = {
    "5a1c6a86df9d4096b1d5a65e0862f19a": "host",
    "0c7cc07b117645919c4b0bea08bc20fe": "tpm2",
    "faf7eb9341e3412ca1a436f95a29362f": "tpm2",
    "93a894094874449090caf2fc93cab553": "tpm2",
    "af4950a849134eb1a73846304ff30c05": "tpm2",
    "058469daf6f54324800549da0f8ea2fb": "plain",
}


@dataclass(frozen=True)
class Guard:
    """One way the keys may be guarded, and the honest sentence about it."""

    readable: bool | None  # by whoever has the disk and nothing else; None: it cannot be seen from here
    sentence: str


GUARDS = {
    "plain": Guard(
        True,
        "The keys lie in clear on a disk that is not encrypted: whoever takes this disk, or a copy of all of it, "
        "reads everything.",
    ),
    "host": Guard(
        True,
        "The keys are sealed to this installation of systemd, and what opens them lies on the same disk: whoever takes "
        "the disk reads everything. Only a backup without /var/lib/systemd is safe.",
    ),
    "tpm2": Guard(
        False,
        "The keys are sealed to this machine's TPM: the disk alone is noise. Whoever takes the whole machine and can "
        "start it has a running desk before them.",
    ),
    "disk": Guard(
        False,
        "The keys lie on an encrypted disk that is opened when the machine starts: switched off, it is noise. Where a "
        "person types the passphrase, nobody else can start it; while it runs, it is open.",
    ),
    "memory": Guard(
        None,
        "systemd hands the keys over, in memory. What guards the copies that it reads cannot be seen from here: "
        "systemd/README.md, Keys, tells the ways.",
    ),
    "unseen": Guard(None, "Whether the disk with the keys is encrypted cannot be seen from here."),
}
WORST_FIRST = ("plain", "host", "unseen", "memory", "disk", "tpm2")


@dataclass(frozen=True)
class Mount:
    """The file system a path lies on."""

    kind: str
    device: str  # MAJOR:MINOR
    source: str


def guard_of(secrets: tuple[Path, ...], beside: Path) -> Guard:
    """What guards the weakest of these secrets; `beside` is the folder of the config file."""
    ways = {_way_of(secret, beside) for secret in secrets}
    return GUARDS[next(way for way in WORST_FIRST if way in ways)]


def has_tpm() -> bool:
    return TPM.exists()


def mount_of(path: Path, mounts: Path = MOUNTS) -> Mount | None:
    """The file system this path lies on, or would lie on; None where the kernel does not tell."""
    best: tuple[int, Mount] | None = None
    wanted = Path(os.path.realpath(path))
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return None
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")
        if len(fields) < 5 or len(kind) < 2:
            continue
        point = Path(fields[4].replace("\\040", " "))
        length = len(point.parts)
        # of two mounts on one point, the later covers the earlier
        if wanted.is_relative_to(point) and (best is None or length >= best[0]):
            best = length, Mount(kind[0], fields[2], kind[1])
    return best[1] if best else None


def encrypted(mount: Mount, sysfs: Path = SYSFS) -> bool | None:
    """Whether all the disks below a file system are encrypted by the kernel (dm-crypt, LUKS); None: nobody knows."""
    device = mount.device
    if device.startswith("0:"):  # btrfs and its like hide their disk behind a number of their own
        try:
            number = Path(mount.source).stat().st_rdev if mount.source.startswith("/dev/") else 0
        except OSError:
            number = 0
        device = f"{os.major(number)}:{os.minor(number)}"
    found = sysfs / device
    return _all_crypted(found) if not device.startswith("0:") and found.exists() else None


def _all_crypted(disk: Path) -> bool:
    """A volume is encrypted by itself (its uuid says so) or when every disk it is made of is."""
    try:
        if (disk / "dm" / "uuid").read_text("ascii").startswith("CRYPT-"):
            return True
    except (OSError, ValueError):
        pass
    try:
        below = list((disk / "slaves").iterdir())
    except OSError:
        return False
    return bool(below) and all(_all_crypted(one) for one in below)


def _way_of(secret: Path, beside: Path) -> str:
    seals = [way for place in _sealed_copies(secret, beside) if (way := _seal_of(place))]
    clear = [place for place in (secret, beside / "secrets" / secret.name) if _is_file(place)]
    ways = [_way_on_disk(place) for place in clear]
    ways = [way for way in ways if way != "memory"] + seals or ways or ["unseen"]
    return min(ways, key=WORST_FIRST.index)


def _way_on_disk(secret: Path) -> str:
    mount = mount_of(secret)
    if mount is None:
        return "unseen"
    if mount.kind in IN_MEMORY:
        return "memory"
    return {True: "disk", False: "plain", None: "unseen"}[encrypted(mount)]


def _sealed_copies(secret: Path, beside: Path) -> Iterator[Path]:
    yield beside / "sealed" / secret.name
    yield SEALED_BY_SYSTEMD / secret.name


def _seal_of(path: Path) -> str | None:
    """What a credential is sealed with, told by its first octets; None where there is none to be read."""
    try:
        with open(path, "rb") as file:
            head = base64.b64decode(file.read(24).strip(), validate=True)
    except (OSError, binascii.Error):
        return None
    return SEALS.get(head[:16].hex())


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # hirz.service hides the folder from itself
        return False
