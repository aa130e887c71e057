"""`hirz key wkd`: the files a web server needs, so that mail programs find the desk's key by its address alone."""

import argparse
from pathlib import Path

from daemon.config import ConfigError, load
from daemon.shell.codes import FINE
from daemon.shell.ownkey.files import replace
from daemon.shell.ownkey.held import current_key
from daemon.tools import wall_clock
from pgp.certificates import unusable
from pgp.reasons import REASONS
from pgp.wkd import only_names_of, place_of

READABLE, ENTERABLE = 0o644, 0o755  # it is there for everybody


def wkd(told: argparse.Namespace) -> int:
    """Writes both layouts below one folder; what other people have published there stays."""
    config = load(told.config, look=False)
    address, certificate = config.desk.address, current_key(config).facts
    reason = unusable(certificate, wall_clock())
    if reason and not certificate.revoked:  # a revocation is for everybody to see
        raise ConfigError(f"{REASONS[reason]} It is better not published: see `hirz key show`")
    if address.lower() not in certificate.addresses:
        raise ConfigError(f"the desk's key does not name {address}: nobody would believe it there")
    place, data = place_of(address), only_names_of(address, certificate).data
    (advanced, advanced_path), (direct, direct_path) = ((host, path.partition("?")[0]) for host, path in place.hosts)
    for path in (advanced_path, direct_path):
        file = told.folder / path.removeprefix("/.well-known/")
        _write(file, data)
        _write(file.parent.parent / "policy", b"")
        print(f"  written  {file}")
    print("\nLet the web server of one of these show what is in that folder under /.well-known/, by https:")
    print(f"  https://{advanced}{advanced_path}")
    print(f"  https://{direct}{direct_path}    (only where {advanced} does not exist)")
    print("\nTry it with:  gpg --locate-external-keys --auto-key-locate clear,wkd " + address)
    if certificate.revoked:
        print("The key is revoked: whoever looks for it now learns that, and cannot write to it.")
    if config.desk.aliases:
        print("The aliases of the desk do not stand in its key, and are not published.")
    return FINE


def _write(file: Path, data: bytes) -> None:
    try:
        for folder in reversed(file.parents):
            if not folder.is_dir():
                folder.mkdir(ENTERABLE)
                folder.chmod(ENTERABLE)
    except OSError as trouble:
        raise ConfigError(f"{file.parent}: {trouble.strerror}") from None
    replace(file, data, READABLE)
