"""CMD-01: every forgery once more, with a command in it; the very same words are obeyed once nothing is forged."""

import secrets
from collections.abc import Iterator

import pytest

from pgp.keyring import Keyring
from tests.attacks.conftest import new_scene
from tests.attacks.forgeries import FORGERIES, Forgery
from tests.attacks.forging import HONEST, command_part
from tests.attacks.scene import Came, Scene, answered, believed
from tests.mailflows.flow import Left
from tests.people import People, Person


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, people: People, keyring: Keyring
) -> Iterator[tuple[Scene, Came, Left]]:
    """One desk with one ticket, for all forgeries after another."""
    scene = new_scene(tmp_path_factory.mktemp("running"), people, keyring)
    yield scene, *scene.asks()
    scene.flow.store.close()


@pytest.mark.parametrize("forgery", FORGERIES, ids=str)
def test_cmd_01_a_forged_command_is_not_obeyed(running: tuple[Scene, Came, Left], forgery: Forgery) -> None:
    """First the forgery, then the same signed words honestly: the forgery was all that stood in the way."""
    scene, asked, notice = running
    people = scene.people
    before = scene.ticket(asked)
    wanted = "P3" if before.priority == "P1" else "P1"
    part = command_part(people, answered(notice, f"#priority {wanted}\n\nnote {secrets.token_hex(4)}"))
    scene.arrives(forgery.make(people, part))
    after = scene.ticket(asked)
    assert (after.priority, after.status, after.entries) == (before.priority, before.status, before.entries)
    assert "transcript" not in {one.row.kind for one in scene.flow.outbox()}
    if forgery.base == "sealed":
        came = scene.arrives(HONEST["sealed"](people, part))
        believed(came, people.handler)
        assert scene.ticket(asked).priority == wanted and came.settled.ticket == before.name
        assert [one.row.kind for one in scene.flow.outbox()] == ["transcript"]


def test_cmd_01_signed_but_not_sealed(scene: Scene) -> None:
    """Whoever reads it on the way must not learn the line that binds a command."""
    asked, notice = scene.asks()
    part = command_part(scene.people, answered(notice, "#priority P1"))
    came = scene.arrives(HONEST["signed"](scene.people, part))
    believed(came, scene.people.handler)
    assert came.settled.reason == "not_sealed" and scene.ticket(asked).priority == "P2"
    scene.arrives(HONEST["sealed"](scene.people, command_part(scene.people, answered(notice, "#priority P1\n#take"))))
    assert scene.ticket(asked).priority == "P1"


def test_cmd_01_sealed_but_not_signed(scene: Scene) -> None:
    asked, notice = scene.asks()
    came = scene.arrives(scene.says(notice, "#priority P1", sign=False))
    assert (came.settled.state, came.settled.reason) == ("aside", "claims_handler")
    assert scene.ticket(asked).priority == "P2"
    scene.arrives(scene.says(notice, "#priority P1"))
    assert scene.ticket(asked).priority == "P1"


@pytest.mark.parametrize("who", ["second_handler", "reporter", "lab", "mallory"])
def test_cmd_01_a_key_that_is_not_this_handlers(scene: Scene, who: str) -> None:
    """The handler's notice in somebody else's hands: another handler, the reporter, a partner, mallory."""
    asked, notice = scene.asks()
    other: Person = getattr(scene.people, who)
    for frm in (other, scene.people.handler):
        scene.arrives(scene.says(notice, "#priority P1", who=other) if frm is other else _as(scene, notice, other))
        assert scene.ticket(asked).priority == "P2"
    scene.arrives(scene.says(notice, "#priority P1"))
    assert scene.ticket(asked).priority == "P1" or who in ("reporter", "lab")


def _as(scene: Scene, notice: Left, other: Person) -> bytes:
    return scene.says(notice, "#priority P1", sealed_by=other)
