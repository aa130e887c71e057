"""The walls: hostile bytes are read in a program of their own, without keys, network or database."""

from daemon.sandbox.examiner import Examiner
from daemon.sandbox.program import SandboxGone

__all__ = ["Examiner", "SandboxGone"]
