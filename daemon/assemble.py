"""The one place where a desk is put together: from the config file to everything the workers are given."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from daemon.config import Config, ConfigError, RoleEntry
from daemon.config.office import BadHoliday, holidays_in
from daemon.config.work import BranchEntry, OfficeSection
from daemon.journal import Journal
from daemon.sandbox import Examiner
from daemon.steps import Step, pass_by
from daemon.tools import Tools, wall_clock
from db.founding import founding_of
from db.store import Store, open_engine, store_file
from db.upgrading import upgrade
from db.vault import Vault
from mailflows.casework.categories import Casework
from mailflows.casework.reading import CaseworkRefused, read_casework, shipped
from mailflows.clocks.profile import Profile, ProfileRefused, read_profile
from mailflows.clocks.profile import shipped as shipped_profile
from mailflows.commands.choices import doubled_in
from mailflows.desk import Branch, Desk, Role
from mailflows.roles import know_roles
from mailflows.shifts.office import Office
from pgp.certificates import Certificate, canonical
from pgp.keyring import Keyring
from pgp.reasons import REASONS, Refused
from templates.lint import operators_faults

BIGGEST_TEXT = 1 << 20  # octets


def open_store(config: Config, now: datetime) -> Store:
    """The store, brought up to this version. Raises ConfigError, VaultShut, StoreShut, StoreTooNew."""
    engine = open_engine(config.store.url)
    if (path := store_file(config.store.url)) is not None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as trouble:
            raise ConfigError(f"{path}: the store cannot be written: {trouble.strerror}") from None
    upgrade(engine, config.store.backups, now)
    return Store(engine, Vault(read_master(config.store.master_key_file)), indexed=config.search.enabled)


def store_path(config: Config) -> Path | None:
    """Where the store lies on this machine, if it does."""
    return store_file(config.store.url)


def read_master(path: Path) -> bytes:
    """The master key: 32 octets, written as 64 hex digits. Raises ConfigError without telling what is there."""
    try:
        return bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError):
        raise ConfigError(f"{path}: should hold the master key as 64 hex digits") from None


def build_keyring(config: Config) -> Keyring:
    """The desk's own keys in a fresh gpg home. Raises GpgBroken."""
    folder = config.desk.gpg_folder
    files = (config.desk.key_file, *config.desk.retired_key_files)  # the first one signs
    return Keyring.build([file.read_bytes() for file in files], where=folder if folder.is_dir() else None)


def build_desk(config: Config, store: Store, keyring: Keyring) -> Desk:
    """What flows lean on; the roles of the config are made known in the store."""
    return desk_with(config, store, keyring.own[0].fingerprint, keyring.own[0].certificate)


def desk_with(config: Config, store: Store, fingerprint: str, certificate: bytes) -> Desk:
    """The same, of the outside of the desk's key alone."""
    founding = founding_of(store)
    return Desk(
        address=config.desk.address,
        name=config.desk.name,
        languages=config.desk.languages,
        default_language=config.desk.default_language,
        fingerprint=fingerprint,
        certificate=certificate,
        instance=founding.instance,
        founded=founding.at,
        aliases=config.desk.aliases,
        hold=config.pace.hold,
        tick=config.pace.tick,
        digest=config.pace.digest,
        shadow=config.desk.shadow,
        ack_mode=config.desk.ack_mode,
        acks_per_address=config.promises.acks_per_address,
        outbound_per_ticket=config.promises.outbound_per_ticket,
        acks_an_hour=config.promises.acks_an_hour,
        tickets_per_address=config.promises.tickets_per_address,
        flood=config.promises.flood,
        flood_from_one=config.promises.flood_from_one,
        first_answer_due=config.promises.first_answer,
        office=office_in(config),
        branches=branches_in(config),
        profile=profile_in(config),
        casework=casework_in(config),
        archive=_archive_of(config),
        pad=config.desk.pad,
        looks_up=bool(config.wkd.proxy),
        templates=templates_in(config),
        danger=config.danger.lines(),
        roles={role.name: _role(role) for role in config.roles},
    )


def _role(entry: RoleEntry) -> Role:
    return Role(
        entry.name,
        entry.address,
        _certificate_of(entry).fingerprint,
        entry.language,
        entry.tlp,
        entry.consent,
        entry.fields,
        entry.required,
    )


def office_in(config: Config) -> Office:
    """When people are there. Raises ConfigError where the file with the holidays cannot be read."""
    office = _office(config.office, "office")
    return replace(office, night_oncall=config.office.night_oncall)


def branches_in(config: Config) -> tuple[Branch, ...]:
    """The other offices. Raises ConfigError as for the first one; somebody on call at night is there for all."""
    return tuple(
        Branch(
            one.name,
            frozenset(one.countries),
            replace(_office(one, f"branch {one.name}"), night_oncall=config.office.night_oncall),
        )
        for one in config.branches
    )


def _office(told: OfficeSection | BranchEntry, place: str) -> Office:
    try:
        holidays = holidays_in(told.holidays_file) if told.holidays_file else ()
    except BadHoliday as bad:
        raise ConfigError(f"{place}.holidays_file: {told.holidays_file}: {bad}") from None
    return Office(
        zone=told.time_zone,
        weekend=frozenset(told.weekend),
        hours=told.hours,
        ramadan_hours=told.ramadan_hours,
        holidays=holidays,
    )


def profile_in(config: Config) -> Profile:
    """How long everything may take, ours and the operator's. Raises ConfigError with the place in their file."""
    path = config.clocks.file
    if path is None:
        return shipped_profile()
    try:
        return read_profile(_operators_text(path, "clocks.file"))
    except ProfileRefused as refused:
        raise ConfigError(f"clocks.file: {path}: {refused}") from None


def templates_in(config: Config) -> Path | None:
    """The operator's folder of mails. Raises ConfigError with file and line where one of them could not be written."""
    folder = config.templates.folder
    for fault in operators_faults(folder, config.desk.languages):
        raise ConfigError(f"templates.folder: {fault}")
    return folder


def casework_in(config: Config) -> Casework:
    """Kinds of trouble, ours and the operator's. Raises ConfigError with the place in their file."""
    path = config.casework.file
    if path is None:
        return shipped()
    try:
        casework = read_casework(_operators_text(path, "casework.file"), {role.name for role in config.roles})
    except CaseworkRefused as refused:
        raise ConfigError(f"casework.file: {path}: {refused}") from None
    if doubled := doubled_in(casework):
        raise ConfigError(f"casework.file: {path}: {doubled}")
    return casework


def _operators_text(path: Path, key: str) -> str:
    """A file of the operator's own, no further than BIGGEST_TEXT. Raises ConfigError where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read(BIGGEST_TEXT).decode("utf-8")
    except OSError as trouble:
        raise ConfigError(f"{key}: {path}: cannot be read: {trouble.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{key}: {path}: is not UTF-8 text") from None


def _archive_of(config: Config) -> bytes:
    path = config.desk.archive_certificate_file
    if path is None:
        return b""
    try:
        return role_certificate(path).data
    except Refused as refused:
        raise ConfigError(f"desk.archive_certificate_file: {path}: {REASONS[refused.reason]}") from None


def _certificate_of(entry: RoleEntry) -> Certificate:
    try:
        return role_certificate(entry.certificate_file)
    except Refused as refused:
        raise ConfigError(f"role {entry.name}: {entry.certificate_file}: {REASONS[refused.reason]}") from None


def role_certificate(path: Path) -> Certificate:
    """Raises Refused, OSError."""
    return canonical(path.read_bytes())


def build_tools(
    config: Config, journal: Journal, *, now: Callable[[], datetime] = wall_clock, step: Step = pass_by
) -> Tools:
    """Everything the workers are given; the caller closes it with `close_tools`. What fails leaves no agent behind."""
    with ExitStack() as undo:
        store = open_store(config, now())
        undo.callback(store.close)
        keyring = build_keyring(config)
        undo.callback(keyring.close)
        desk = build_desk(config, store, keyring)
        desk.casework.lexicon.made_ready()  # now, not while the first letter waits
        with store.writing() as books:
            certificates = {role.name: _certificate_of(role) for role in config.roles}
            know_roles(books, desk, certificates, now())
        examiner = Examiner.at(config.examine.socket) if config.examine.socket else Examiner.started()
        undo.pop_all()
    return Tools(store, keyring, examiner, desk, journal, config.wkd.proxy, now, step)


def close_tools(tools: Tools) -> None:
    tools.examiner.close()
    tools.keyring.close()
    tools.store.close()
