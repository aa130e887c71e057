"""`hirz check`: tries everything the desk needs, and says in a line each what works; it changes nothing."""

import argparse
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from rich.console import Console

from daemon.assemble import branches_in, casework_in, profile_in
from daemon.journal import describe
from daemon.shell.check.keys import try_at_rest, try_keyring, try_roles, try_secrets
from daemon.shell.check.mail import try_imap, try_sandbox, try_smtp, try_templates
from daemon.shell.check.scene import FAILED, OK, SKIPPED, WARNING, Scene, Told
from daemon.shell.check.store import try_clock, try_disk, try_handlers, try_record, try_search, try_store, try_vault
from daemon.shell.codes import CODES, FINE, ONLINE, PLAIN
from daemon.tools import wall_clock

Try = Callable[[Scene], Iterator[Told]]
COLOURS = {OK: "green", WARNING: "yellow", FAILED: "bold red", SKIPPED: "dim"}


def try_config(scene: Scene) -> Iterator[Told]:
    config = scene.config
    doors = [f"[[imap]] {box.name}" for box in config.imap] + (["[lmtp]"] if config.lmtp else [])
    shadow = ", shadow: nothing leaves" if config.desk.shadow else ""
    yield Told(OK, f"{scene.path}: {config.desk.address} reads {', '.join(doors)}{shadow}")
    if (own := casework_in(config).own) and config.casework.file:
        yield Told(OK, f"casework: {own} of your own in {config.casework.file}")
    profile_in(config)
    if config.clocks.file:
        yield Told(OK, f"clocks: times of your own in {config.clocks.file}")
    if branches := branches_in(config):
        yield Told(OK, f"office: {len(branches)} more, for {sum(len(one.countries) for one in branches)} countries")
    yield from scene.who_looks()


TRIES: Mapping[str, Try] = MappingProxyType(
    {
        "config": try_config,
        "secrets": try_secrets,
        "store": try_store,
        "vault": try_vault,
        "record": try_record,
        "search": try_search,
        "clock": try_clock,
        "disk": try_disk,
        "keyring": try_keyring,
        "roles": try_roles,
        "handlers": try_handlers,
        "templates": try_templates,
        "sandbox": try_sandbox,
        "at rest": try_at_rest,
        "imap": try_imap,
        "smtp": try_smtp,
    }
)


@dataclass(frozen=True)
class Line:
    """One line of the answer: of which part, and what came of it."""

    part: str
    told: Told


def check(told: argparse.Namespace) -> int:
    """Tries all parts; 0, or the code of the first one that failed (CODES). Warnings fail nothing."""
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries have to say may hold what others wrote
    console = Console(highlight=False, markup=False, soft_wrap=True)
    lines = []
    scene = Scene(told.config, wall_clock())
    try:
        for line in look_at_all(scene, offline=told.offline):
            lines.append(line)
            _print(console, line)
    finally:
        scene.close()
    failed = [line.part for line in lines if line.told.state == FAILED]
    warnings = sum(line.told.state == WARNING for line in lines)
    if not failed:
        console.print(f"\nAll is well{f', with {warnings} warning(s)' if warnings else ''}.", style="green")
        return FINE
    code = CODES[failed[0]].number
    console.print(f"\n{len(set(failed))} part(s) FAILED; the first is {failed[0]} (exit code {code}).", style="red")
    return code


def look_at_all(scene: Scene, *, offline: bool) -> Iterator[Line]:
    """Every part in the order of CODES; one that cannot be tried for want of another says so."""
    broken: set[str] = set()
    for part, code in CODES.items():
        if offline and part in ONLINE:
            yield Line(part, Told(SKIPPED, "left out (--offline)"))
            continue
        if missing := [need for need in code.needs if need in broken]:
            broken.add(part)
            yield Line(part, Told(SKIPPED, f"not tried: {missing[0]} comes first"))
            continue
        for told in _tried(TRIES[part], scene):
            if told.state == FAILED:
                broken.add(part)
            todo = told.todo or (code.todo if told.state == FAILED else "")
            yield Line(part, Told(told.state, told.words, todo))


def _tried(tries: Try, scene: Scene) -> Iterator[Told]:
    try:
        yield from tries(scene)
    except Exception as trouble:  # noqa: BLE001 - the boundary: whatever is broken, the other parts are still to be tried
        if type(trouble).__name__ in PLAIN:
            yield Told(FAILED, str(trouble))
        else:
            found = describe(trouble)
            yield Told(FAILED, f"{found['kind']} at {found['where']}")


def _print(console: Console, line: Line) -> None:
    words = "".join(sign if sign.isprintable() else "?" for sign in line.told.words)
    console.print(f"{line.told.state:<9} ", style=COLOURS[line.told.state], end="")
    console.print(f"{line.part:<10} {words}")
    if line.told.todo:
        console.print(f"{'':21}-> {line.told.todo}")
