"""What the config says of a role: what it may be given, what it needs, and that mistakes stop the start."""

from pathlib import Path

import pytest

from daemon.assemble import desk_with
from daemon.config import ConfigError, load
from db.founding import found
from db.store import Store, open_engine
from db.upgrading import upgrade
from db.vault import Vault
from mailflows.desk import FIELDS, USUAL_FIELDS
from mailflows.needs import usual_fields
from tests.mailflows.flow import FOUNDED
from tests.people import People

DESK = """
[desk]
address = "help@desk.example"
key_file = "key"
[store]
master_key_file = "master"
[lmtp]
listen = "/run/hirz/lmtp.sock"
[smtp]
host = "127.0.0.1"
security = "none"
[[role]]
name = "legal"
address = "desk@legal.example"
certificate_file = "legal.pgp"
"""


@pytest.fixture
def folder(tmp_path: Path, people: People) -> Path:
    for name in ("key", "master"):
        (tmp_path / name).touch(mode=0o600)
        (tmp_path / name).write_text("secret")
    (tmp_path / "legal.pgp").write_bytes(people.lab.certificate)
    return tmp_path


def written(folder: Path, more: str = "") -> Path:
    (folder / "hirz.toml").write_text(DESK + more)
    return folder / "hirz.toml"


def test_what_is_not_said_is_the_careful_way(folder: Path) -> None:
    [role] = load(written(folder)).roles
    assert role.consent is True and role.tlp == "red" and role.fields == USUAL_FIELDS and role.required == ()
    assert not {"reporter_contact", "files"} & set(USUAL_FIELDS)


def test_what_is_said_reaches_the_desk(folder: Path) -> None:
    more = 'consent = false\ntlp = "green"\nfields = ["platform", "harm"]\nrequired = ["platform"]\n'
    engine = open_engine(f"sqlite:///{folder / 'hirz.sqlite'}")
    upgrade(engine, None, FOUNDED)
    store = Store(engine, Vault(b"m" * 32))
    found(store, FOUNDED)
    role = desk_with(load(written(folder, more)), store, "", b"").roles["legal"]
    store.close()
    assert (role.consent, role.tlp, role.fields, role.required) == (False, "green", ("platform", "harm"), ("platform",))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ('fields = ["raw_mail"]', f"one of: {', '.join(FIELDS)}"),
        ('fields = ["platform"]\nrequired = ["harm"]', "only what stands in fields: harm"),
        ('tlp = "black"', "tlp"),
        ('consent = "no"', "consent"),
    ],
)
def test_a_mistake_stops_the_start_and_is_named(folder: Path, more: str, why: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(written(folder, more))
    assert why in str(refused.value) and "\n" not in str(refused.value)


def test_no_role_is_called_everybody(folder: Path) -> None:
    path = written(folder)
    path.write_text(path.read_text().replace('name = "legal"', 'name = "all"'))
    with pytest.raises(ConfigError, match="another name than"):
        load(path)


def test_a_platform_may_have_what_it_asks_back(folder: Path) -> None:
    path = written(folder)
    path.write_text(path.read_text().replace('name = "legal"', 'name = "platform-meta"'))
    [role] = load(path).roles
    assert role.fields == usual_fields("platform-meta") and {"harm", "form", "owner"} <= set(role.fields)


def test_a_platform_that_may_not_have_what_it_asks_back_stops_the_start(folder: Path) -> None:
    path = written(folder, 'fields = ["tag", "category", "harm", "account", "profile_url", "notice", "country"]\n')
    path.write_text(path.read_text().replace('name = "legal"', 'name = "platform-meta"'))
    with pytest.raises(ConfigError, match="role platform-meta should have these among its fields as well: form, owner"):
        load(path)


@pytest.mark.parametrize("lack", ['certificate_file = "legal.pgp"\n', "certificate", "legal.pgp"])
def test_a_role_without_a_key_stops_the_start_and_is_named(folder: Path, lack: str) -> None:
    """No line for it, a file that holds no certificate, no file."""
    path = written(folder)
    if lack.startswith("certificate_file"):
        path.write_text(path.read_text().replace(lack, ""))
    elif lack == "legal.pgp":
        (folder / lack).unlink()
    else:
        (folder / "legal.pgp").write_text("no key")
    with pytest.raises(ConfigError, match=r"role|legal\.pgp"):
        assemble(folder, path)


def assemble(folder: Path, path: Path) -> None:
    config = load(path)
    engine = open_engine(f"sqlite:///{folder / 'hirz.sqlite'}")
    upgrade(engine, None, FOUNDED)
    store = Store(engine, Vault(b"m" * 32))
    found(store, FOUNDED)
    try:
        desk_with(config, store, "", b"")
    finally:
        store.close()
