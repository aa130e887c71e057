"""`hirz run`: opens the doors, starts the bells, and works until systemd or a person says stop."""

import argparse
import os
import signal
import threading
from types import FrameType

from daemon import notify
from daemon.assemble import build_tools, close_tools
from daemon.clock import start_clock, stop_clock
from daemon.config import Config, ConfigError, load
from daemon.doorkeeper import Doorkeeper, keep_mail, room_on_disk
from daemon.doors.bells import Watcher
from daemon.doors.imap import Door, Where
from daemon.doors.lmtp import LmtpDoor
from daemon.doors.relay import RelaySession
from daemon.journal import Journal
from daemon.steps import die_at, pass_by
from daemon.tools import Tools
from daemon.version import VERSION
from daemon.worker import Worker
from db.store import store_file


def run(told: argparse.Namespace) -> int:
    """Runs the desk; 0 after a stop that was asked for."""
    config = load(told.config)
    os.umask(0o077)
    journal = open_journal(config)
    step = die_at(told.die_at, told.die_on_visit) if told.die_at else pass_by
    tools = build_tools(config, journal, step=step)
    # the sandbox gets ready while the doors open: the first mail need not wait for it
    threading.Thread(target=tools.examiner.probe, name="sandbox", daemon=True).start()
    relay = config.smtp.model_copy(update={"helo": config.smtp.helo or config.desk.address.partition("@")[2]})
    worker = Worker(
        tools,
        lambda: RelaySession(relay),
        workers=config.pace.workers,
        envelope=config.smtp.envelope,
        stop_within=config.pace.stop_within,
    )
    _heed_signals(worker)
    worker.doorkeepers = _open_doors(config, tools, worker)
    watchers = [
        Watcher(box, keeper.ring, renew=config.pace.idle_renew.total_seconds())
        for box, keeper in zip(config.imap, worker.doorkeepers, strict=True)
    ]
    lmtp = _open_lmtp(config, tools, worker)
    clock = start_clock(worker.ring, config.pace.look_every)
    journal.note("started", version=VERSION, count=len(worker.doorkeepers))
    notify.ready(f"reading {len(config.imap)} mailbox(es)")
    finished = worker.run()
    stop_clock(clock)
    for watcher in watchers:
        watcher.stop()
    if lmtp is not None:
        lmtp.stop()
    journal.note("stopped", state="finished" if finished else "unfinished")
    if not finished:
        # a mail still in hand is whole in the store: leaving now loses nothing, waiting longer would be killed
        tools.examiner.close()
        tools.keyring.close()
        os._exit(0)
    close_tools(tools)
    return 0


def open_journal(config: Config) -> Journal:
    """The log. Raises ConfigError where its file cannot be written."""
    try:
        return Journal(config.log.level, config.log.file)
    except OSError as trouble:
        raise ConfigError(f"{config.log.file}: the log cannot be written: {trouble.strerror}") from None


def _open_doors(config: Config, tools: Tools, worker: Worker) -> tuple[Doorkeeper, ...]:
    path = store_file(config.store.url)

    def room() -> bool:
        free = path is None or room_on_disk(path.parent, config.limits.free_space)
        if not free:
            tools.journal.note("disk_low")
        return free

    keepers = tuple(
        Doorkeeper(Door(box, largest=config.limits.mail_bytes), box.name, tools, lambda: worker.ring("kept"), room)
        for box in config.imap
    )
    for keeper in keepers:
        keeper.start()
    return keepers


def _open_lmtp(config: Config, tools: Tools, worker: Worker) -> LmtpDoor | None:
    """The door for a mail server on this machine, where the config names one."""
    if config.lmtp is None:
        return None

    def take(raw: bytes, where: Where) -> None:
        keep_mail(raw, where, tools, lambda: worker.ring("kept"))

    return LmtpDoor(config.lmtp.listen, take, config.limits.mail_bytes)


def _heed_signals(worker: Worker) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.ring("stop")

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
