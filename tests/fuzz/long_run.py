"""The two ways to fuzz for long: with atheris, which sees what runs, and without, which sees only what is answered."""

import faulthandler
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from random import Random
from types import FrameType, ModuleType

from tests.fuzz.mutations import babble, spoiled
from tests.fuzz.targets import TARGETS, answered, fed

SLOW = 10  # seconds for one input: a finding as well
KEPT = 400  # inputs that others are made of, though their answers were known
MOST = 3000  # inputs that others are made of
SHRINKS = 3000


class TooSlow(BaseException):
    """One input took longer than any input may."""


def unguided(name: str, food: Sequence[bytes], seconds: float, seed: int) -> int:
    """Spoil specimens and whatever was answered in a new way, until the time is over."""
    random, kind = Random(seed), TARGETS[name].food
    pool, seen, runs = list(food), set[str](), 0
    signal.signal(signal.SIGALRM, _too_slow)
    faulthandler.enable()
    handle, last = tempfile.mkstemp(prefix="hz-last-")  # stays where the whole process dies
    os.close(handle)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        data = babble(kind, random) if random.random() < 0.1 else spoiled(random.choice(pool), kind, pool, random)
        runs += 1
        Path(last).write_bytes(data)
        trouble, answer = _fed(name, data)
        if trouble:
            Path(last).unlink()
            return _told(name, data, trouble, runs)
        if answer not in seen or (random.random() < 0.002 and len(pool) < KEPT):
            seen.add(answer)
            pool.append(data)
            if len(pool) > MOST:
                del pool[random.randrange(len(food), MOST)]
    Path(last).unlink()
    print(f"{name}: {runs} runs, {len(seen)} kinds of answers, nothing found", flush=True)
    return 0


def guided(atheris: ModuleType, name: str, food: Sequence[bytes], seconds: float, seed: int) -> int:
    """Let atheris choose, in a process of its own, which it ends itself: half of its steps are our own changes."""
    corpus = tempfile.mkdtemp(prefix="hz-fuzz-")
    for number, data in enumerate(food):
        Path(corpus, str(number)).write_bytes(data)
    child = os.fork()
    if child == 0:  # it writes down what it found while it ends, so nothing may be tidied up around it
        _chosen_by(atheris, name, food, seconds, seed, corpus)
        sys.exit()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    found = [path.read_bytes() for path in Path(corpus).glob("found-*")]
    shutil.rmtree(corpus, ignore_errors=True)
    for data in found:
        signal.signal(signal.SIGALRM, _too_slow)
        _told(name, data, _fed(name, data)[0] or TooSlow(), 0)
    print(f"{name}: {'FOUND' if found or code else 'nothing found'}", flush=True)
    return int(bool(found or code))


def _chosen_by(atheris: ModuleType, name: str, food: Sequence[bytes], seconds: float, seed: int, corpus: str) -> None:
    kind = TARGETS[name].food

    def change(data: bytes, most: int, given: int) -> bytes:
        random = Random(given)
        if random.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return (babble(kind, random) if random.random() < 0.05 else spoiled(data, kind, food, random))[:most]

    def one(data: bytes) -> None:
        fed(name, data)

    limits = [f"-max_total_time={int(seconds)}", f"-seed={seed % 2**31}", f"-timeout={SLOW}", "-max_len=70000"]
    talk = ["-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={corpus}/found-"]
    atheris.Setup([sys.argv[0], *limits, *talk, corpus], one, custom_mutator=change)
    atheris.Fuzz()


def _fed(name: str, data: bytes) -> tuple[BaseException | None, str]:
    """What went wrong, and what was answered: the reason, and of what sort the answer is."""
    signal.alarm(SLOW)
    try:
        reason, told = answered(name, data)
        return None, reason or told or f"read {len(data).bit_length()}"
    except KeyboardInterrupt:
        raise
    except BaseException as trouble:  # noqa: BLE001  # whatever escapes is what is looked for; a panic in Rust is none of Exception
        return trouble, ""
    finally:
        signal.alarm(0)


def _told(name: str, data: bytes, trouble: BaseException, runs: int) -> int:
    """Make what was found as short as it can be, and print it with where it happened."""
    kind, at = type(trouble), 0
    size = max(1, len(data) // 2)
    for _ in range(SHRINKS):
        shorter = data[:at] + data[at + size :]
        if len(shorter) < len(data) and isinstance(_fed(name, shorter)[0], kind):
            data = shorter
        elif at + size < len(data):
            at += size
        elif size > 1:
            at, size = 0, size // 2
        else:
            break
    handle, path = tempfile.mkstemp(prefix="hz-found-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    traceback.print_exception(_fed(name, data)[0] or trouble)
    print(f"{name}: FOUND after {runs} runs: {kind.__name__}\n  {data[:500]!r}\n  kept as {path}", flush=True)
    return 1


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow
