"""How a desk is told of a secret's new file: the lines for hirz.toml and for systemd, to be copied as they stand."""

import json
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from daemon.config.values import CREDENTIAL
from daemon.shell.codes import DEFAULT_CONFIG
from daemon.shell.ownkey.files import FROM_SYSTEMD

Steps = list[tuple[str, tuple[str, ...]]]  # what to do, and the lines to type


@dataclass(frozen=True)
class Wiring:
    """How this desk's key is named, and by whom it is handed over."""

    config: Path
    key: str  # desk.key_file as written
    retired: tuple[str, ...]

    @property
    def service(self) -> bool:
        return self.config == DEFAULT_CONFIG

    @property
    def by_systemd(self) -> bool:
        return self.service and self.key.startswith(CREDENTIAL)

    @property
    def sealed(self) -> Path | None:
        """Where systemd-creds put the key, if it did."""
        place = self.config.parent / "sealed" / self.key.removeprefix(CREDENTIAL)
        try:
            there = place.exists()
        except PermissionError:  # root's alone: then it is in use
            there = True
        return place if self.key.startswith(CREDENTIAL) and there else None

    def sibling(self, name: str) -> str:
        """A file of this name beside the key, written as the config writes the key."""
        if self.key.startswith(CREDENTIAL):
            return CREDENTIAL + name
        return str(Path(self.key).with_name(name))

    def hirz(self, words: str) -> str:
        if self.service:
            return f"{'/opt/hirz/systemd/hirz-sealed' if self.sealed else 'sudo -u hirz hirz'} {words}"
        return f"hirz {words} --config {shlex.quote(str(self.config))}"

    def restart(self) -> str:
        return "systemctl restart hirz" if self.service else "start `hirz run` anew"


def wiring_of(config: Path) -> Wiring:
    """Of a config that was loaded before, and so is whole."""
    config = config.absolute()
    desk = tomllib.loads(config.read_text("utf-8"))["desk"]
    return Wiring(config, desk["key_file"], tuple(desk.get("retired_key_files", ())))


def lines_for_config(current: str, retired: tuple[str, ...]) -> Iterator[str]:
    """What stands under [desk] from now on."""
    yield f"key_file = {json.dumps(current, ensure_ascii=False)}"
    yield f"retired_key_files = [{', '.join(json.dumps(one, ensure_ascii=False) for one in retired)}]"


def lines_for_systemd(wiring: Wiring, file: Path) -> Iterator[str]:
    """How systemd hands a further secret to the service; nothing where it hands none over."""
    if not wiring.by_systemd:
        return
    if wiring.sealed is None:
        yield "systemctl edit hirz        # and write:"
        yield "    [Service]"
        yield f"    LoadCredential={file.name}:{file}"
        return
    sealed = wiring.sealed.with_name(file.name)
    yield f"systemd-creds encrypt --with-key=tpm2 --name={file.name} {file} {sealed}"
    yield "systemctl edit hirz        # and write, below what stands there:"
    yield f"    LoadCredentialEncrypted={file.name}:{sealed}"


def lines_to_replace(wiring: Wiring, file: Path, before: Path, day: str) -> Iterator[str]:
    """The secret in `file` under the name it had, in one step; what stood there is kept under another name."""
    if wiring.sealed:
        sealed = wiring.sealed  # its folder holds nothing but what is in use: every file there is opened by its name
        yield f"cp -p {sealed} {sealed.parent.parent / sealed.name}-sealed-before-{day}"
        yield f"systemd-creds encrypt --with-key=tpm2 --name={sealed.name} {file} {sealed}.new"
        yield f"mv {sealed}.new {sealed}"
        return
    key = wiring.config.parent / "secrets" / before.name if before.is_relative_to(FROM_SYSTEMD) else before
    owner = " -o hirz -g hirz" if wiring.service else ""
    yield f"cp -p {key} {key}-before-{day}"
    yield f"install -m 600{owner} {file} {key}.new && mv {key}.new {key}"


def numbered(steps: Steps) -> Iterator[str]:
    """Steps for a person, each with the lines to type."""
    for number, (head, lines) in enumerate(steps, start=1):
        yield f"  {number}. {head}"
        yield from (f"       {line}" for line in lines)
