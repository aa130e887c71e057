"""The rules of the house, as facts: floors, homes, names, sizes, and what must never be committed."""

import re
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from daemon.version import VERSION
from mailflows.commands.vocabulary import page as page_of_words
from tests.house import ROOMS, ROOT, Module, called, imported, map_of_rooms, modules, shown_in_readme, words_shown

# Who may import whom; the three rooms on the ground do not know each other.
BELOW = {
    "daemon": {"daemon", "mailflows", "db", "pgp", "templates"},
    "mailflows": {"mailflows", "db", "pgp", "templates"},
    "db": {"db"},
    "pgp": {"pgp"},
    "templates": {"templates"},
}

# Where each dependency lives. Another engine for the same thing is then one room's matter.
HOMES = {
    "aiosmtpd": ("daemon/",),
    "alembic": ("db/",),
    "apscheduler": ("daemon/",),
    "cryptography": ("db/", "pgp/keymaterial.py"),
    "gnupg": ("pgp/",),
    "compressed_rtf": ("mailflows/examine/evidence/",),
    "imapclient": ("daemon/",),
    "jinja2": ("templates/",),
    "libarchive": ("mailflows/examine/archives/",),
    "LnkParse3": ("mailflows/examine/files/",),
    "mailparser": ("mailflows/examine/read.py",),
    "msoffcrypto": ("mailflows/examine/",),
    "olefile": ("mailflows/examine/",),
    "oletools": ("mailflows/examine/office/",),
    "pefile": ("mailflows/examine/files/",),
    "pikepdf": ("mailflows/examine/pages/",),
    "PIL": ("mailflows/examine/pages/",),
    "psycopg": ("db/",),
    "publicsuffixlist": ("mailflows/examine/",),
    "pydantic": ("daemon/", "mailflows/examine/"),
    "pymap": ("daemon/demo/",),
    "pypdfium2": ("mailflows/examine/pages/",),
    "pysequoia": ("pgp/",),
    "rich": ("daemon/",),
    "segno": ("daemon/shell/ownkey/",),
    "selectolax": ("mailflows/examine/",),
    "sqlalchemy": ("db/",),
    "sqlmodel": ("db/",),
    "structlog": ("daemon/",),
    "yaml": ("mailflows/examine/indicators/",),
    "yara_x": ("mailflows/examine/files/",),
    "zxingcpp": ("mailflows/examine/pages/",),
}
# The row and the session travel; how they are asked for does not.
TRAVELS = {("sqlmodel", "Session"), ("sqlalchemy", "Engine")}
ASKING = {("sqlmodel", "select"), ("sqlalchemy", "select")}

# What touches the world. pgp/ runs gpg as a child process and must not wait for it for ever.
WORLD = {
    "asyncio": ("daemon/",),
    "imaplib": ("daemon/",),
    "logging": ("daemon/",),
    "multiprocessing": (),
    "pickle": (),
    "pkgutil": (),  # no order hidden in scanning
    "queue": ("daemon/",),
    "select": ("daemon/", "pgp/"),
    "selectors": ("daemon/", "pgp/"),
    "signal": ("daemon/", "pgp/"),
    "smtplib": ("daemon/",),
    "socket": ("daemon/",),
    "socketserver": ("daemon/",),
    "ssl": ("daemon/",),
    "subprocess": ("daemon/", "pgp/"),
    "threading": ("daemon/", "pgp/"),
    "urllib.request": (),  # nothing is ever fetched
}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.sleep", "time.time_ns"}
SURROUNDINGS = (
    "daemon/config/__init__.py",
    "daemon/notify.py",
    "daemon/sandbox",
    "pgp/gpg.py",
)  # may ask for a variable

VAGUE = {"base", "common", "core", "factory", "helper", "helpers", "lib", "manager", "misc", "service", "shared"}
VAGUE |= {"stuff", "util", "utils"}
LONG, TOO_LONG = 300, 400  # lines


def _lives(path: str, homes: tuple[str, ...]) -> bool:
    return any(path.startswith(home) for home in homes)


def _is(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def _tracked() -> list[Path]:
    """Every file that is, or would be, committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.split(b"\0")
    return [path for name in names if name and (path := ROOT / name.decode()).is_file()]


def test_each_module_keeps_the_rules() -> None:
    broken = [f"{module.path}: {rule}" for module in modules() for rule in _broken_rules(module)]
    assert not broken, "\n".join(broken)
    for module in modules():
        if module.lines > LONG and "/migrations/" not in module.path:
            warnings.warn(f"{module.path} has {module.lines} lines: is it still one idea?", stacklevel=1)


def _broken_rules(module: Module) -> Iterator[str]:
    if not module.sentence:
        yield "it does not say what it is for"
    if Path(module.path).stem in VAGUE:
        yield "its name says nothing"
    if "/migrations/" in module.path:  # they outlive the code of their day
        yield from (f"a migration imports {name}" for name, _ in imported(module) if name.split(".")[0] in ROOMS)
        return
    if module.lines > TOO_LONG:
        yield f"it has {module.lines} lines"
    for name, what in imported(module):
        yield from _broken_floors(module, name)
        yield from _broken_homes(module, name, what)
    for name in called(module):
        if name in CLOCKS and module.room != "daemon":
            yield f"{name}: now is an argument"
        if name in ("os.environ", "os.getenv") and not _lives(module.path, SURROUNDINGS):
            yield f"{name}: what it has to know, it is given"
        if name == "policy.default":
            yield "email.policy.default takes half a minute for one hostile Subject"


def _broken_floors(module: Module, name: str) -> Iterator[str]:
    top = name.partition(".")[0]
    if not top:
        yield "it imports by dots"
    if top in ROOMS and top not in BELOW[module.room]:
        yield f"{module.room}/ must not know {name}"
    if top == "tests":
        yield "it imports from the tests"


def _broken_homes(module: Module, name: str, what: str) -> Iterator[str]:
    for package, homes in (HOMES | WORLD).items():
        here = _is(name, package) or f"{name}.{what}" == package
        if here and not _lives(module.path, homes) and (name, what) not in TRAVELS:
            yield f"{package} belongs to {', '.join(homes) or 'nobody'}"
    if (name, what) in ASKING and not module.path.startswith("db/questions"):
        yield "only db/questions*.py asks the store"
    if module.path == "db/tables.py" and name == "__future__":
        yield "SQLModel reads annotations, not their text"
    if (name, what) == ("email.policy", "default"):
        yield "email.policy.default takes half a minute for one hostile Subject"


def test_the_rules_can_be_broken() -> None:
    """A rule that never fires is no rule."""
    text = (
        '"""Bad."""\nimport daemon.taking\nfrom db.tables import Ticket\nimport socket, sqlmodel\nx = datetime.now()\n'
    )
    assert len(list(_broken_rules(Module("pgp/utils.py", text)))) == 6


def test_every_folder_of_code_has_a_door_sign() -> None:
    paths = {module.path for module in modules()}
    folders = {module.path.rpartition("/")[0] for module in modules() if "/migrations" not in module.path}
    assert not [folder for folder in sorted(folders) if f"{folder}/__init__.py" not in paths]


def test_no_module_of_the_daemon_hides_one_of_python() -> None:
    """`python daemon/queue.py` would put itself before Python's own queue."""
    names = {Path(module.path).stem for module in modules() if module.path.count("/") == 1}
    assert not names & set(sys.stdlib_module_names)


def test_the_handlers_page_shows_the_words() -> None:
    assert words_shown() == page_of_words(), "say `make map`"


def test_the_readme_shows_the_rooms() -> None:
    assert shown_in_readme() == map_of_rooms(), "say `make map`"


def test_nobody_else_owns_a_room() -> None:
    """Common words as package names: another distribution that ships one would be mixed into ours."""
    owners = packages_distributions()
    for room in ROOMS:
        assert set(owners.get(room, ())) <= {"hirz-helpdesk"}


def test_the_lock_files_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    asked = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["demo"] + groups["build"]
    locked = _pins("requirements.lock")
    assert {_name(line) for line in asked} <= set(locked)
    everything = _pins("requirements-dev.lock")
    assert {_name(line) for line in groups["dev"]} <= set(everything)
    assert locked.items() <= everything.items(), "the two lock files disagree: say `make lock`"


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return found[0].lower()


def _pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text()
    assert "://" not in text and "--index" not in text and "--extra-index" not in text and "--find-links" not in text
    pins = {}
    for entry in re.split(r"\n(?=[a-z])", text):
        found = re.match(r"([a-z0-9-]+)==(\S+)", entry)
        assert found and "--hash=sha256:" in entry, f"{lock}: not pinned with a hash: {entry[:60]}"
        pins[found[1]] = found[2]
    return pins


def test_nothing_names_an_index_or_this_machine() -> None:
    hosts = r"pypi|pythonhosted|npmjs|crates|deb\.debian|archive\.ubuntu"
    forbidden = re.compile(rf"\b(?:[a-z]+\.)*(?:{hosts})\.(?:org|com|io)\b|/(?:work|root|home)/[a-z.]")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in _tracked()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if (match := forbidden.search(line))
    ]
    assert not found, "\n".join(found)


def test_no_secret_key_is_committed() -> None:
    block = re.compile(rb"BEGIN PGP PRIVATE KEY BLOCK-----\r?\n(?:[A-Z][a-z]+: [^\n]*\n)*\r?\n[A-Za-z0-9+/]{60}")
    assert not [path for path in _tracked() if block.search(path.read_bytes())]


def test_the_version_is_told_once() -> None:
    assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text("utf-8")
