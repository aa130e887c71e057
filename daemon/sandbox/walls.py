"""What the program in the sandbox can see and use: no network, no home, no secrets; Python, our code, its libraries."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

NOBODY = "65534"

# The only code of ours that is visible inside.
_CODE = (
    "daemon/__init__.py",
    "daemon/sandbox",
    "mailflows/__init__.py",
    "mailflows/letter.py",
    "mailflows/examine",
)
PATTERNS = "/usr/local/share/hirz/yara"  # whoever runs the desk may lay rules there
_LIBRARIES = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/lib", "/lib32", "/lib64", "/etc/ld.so.cache")
# Strings hash the same in every run, so that the same bytes always give the same findings. One malloc arena, for the
# threads that would need more are forbidden.
_SURROUNDINGS = {
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MALLOC_ARENA_MAX": "1",
    "LIBARCHIVE": "libarchive.so.13",  # else its Python side would run a compiler to find it
    "PATH": "/nowhere",
}


def command(program: Sequence[str], extra: Sequence[Path] = ()) -> list[str]:
    """The bwrap command that runs `python -m program...` behind the walls; `extra` paths are visible too, for tests."""
    root = code_root()
    line = [
        "bwrap", "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
        "--unshare-cgroup-try", "--uid", NOBODY, "--gid", NOBODY, "--hostname", "sandbox", "--cap-drop", "ALL",
        "--clearenv", "--tmpfs", "/tmp",
        "--dev-bind", "/dev/null", "/dev/null",
    ]  # fmt: skip
    for name, value in surroundings(root).items():
        line += ["--setenv", name, value]
    for path in [*_visible(root), *(str(path) for path in extra)]:
        line += ["--ro-bind-try", path, path]
    # /tmp is closed only now: a checkout that somebody tries out may lie in it, and has to be mounted first
    line += ["--remount-ro", "/tmp", "--remount-ro", "/", "--chdir", "/", "--"]
    return [*line, sys.executable, "-s", "-P", "-B", "-m", *program]


def surroundings(root: Path) -> Mapping[str, str]:
    """The whole environment of the program."""
    return _SURROUNDINGS | {"PYTHONPATH": str(root)}


def code_root() -> Path:
    """The folder that holds daemon/ and mailflows/: a checkout, or site-packages."""
    return Path(__file__).resolve().parents[2]


def _visible(root: Path) -> Iterator[str]:
    """Outer folders before inner ones, for a later mount would cover an earlier one."""
    yield from _LIBRARIES
    # sys.prefix is the virtual environment, sys.base_prefix the Python it was made from, wherever that is; the link to
    # the interpreter may pass through a folder of its own.
    interpreter = Path(sys.executable).resolve().parent
    folders = {sys.base_prefix, sys.prefix, str(interpreter)}
    folders |= {str(Path(folder).resolve()) for folder in folders}
    yield from sorted(folders - {"/"})
    yield from (str(root / piece) for piece in _CODE)
    yield PATTERNS
