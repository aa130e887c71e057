"""What we put around octets: every gpg takes it off again, whatever their number."""

import os
from pathlib import Path

import pytest

from pgp import armour
from tests.people import run_gpg


@pytest.mark.parametrize("size", [*range(1, 8), 47, 48, 49, 95, 96, 97, 5000])
def test_gpg_takes_our_armour_off(gpg_home: Path, size: int) -> None:
    """Without the CRC, gpg 2.2 reads the END line as letters where base64 ended without two signs of padding."""
    data = os.urandom(size)
    put_on = armour.put_on(data, "ARMORED FILE")
    assert run_gpg(gpg_home, "--dearmor", given=put_on) == data
    written_by_gpg = run_gpg(gpg_home, "--enarmor", given=data).splitlines()
    assert put_on.splitlines()[-2:] == written_by_gpg[-2:], "the very CRC that gpg writes"
    assert armour.take_off(put_on, "ARMORED FILE") == data
