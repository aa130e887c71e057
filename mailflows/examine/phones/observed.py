"""What apps and profiles for phones are known again by: package, signer, hosts, UUID."""

from collections.abc import Iterable

from mailflows.examine.phones.addresses import hosts_in
from mailflows.examine.phones.ipas import bundle_of
from mailflows.examine.phones.manifests import app_in
from mailflows.examine.phones.profiles import profile_in
from mailflows.examine.phones.signers import TEST_KEY, sha1, sha256, signers
from mailflows.examine.seen import Part


def of_app(part: Part) -> Iterable[tuple[str, str, bool]]:
    """(kind, value, strict) as observable.py has them. Raises what a parser of a broken file raises."""
    if part.content.startswith(b"PK\x03\x04"):
        if bundle := bundle_of(part):
            yield "app", bundle, True
        if app := app_in(part.content):
            if app.package:
                yield "app", app.package, True
            for certificate in signers(part.content, app.entries):
                strict = sha256(certificate) != TEST_KEY
                yield "certificate", sha256(certificate), strict
                yield "certificate", sha1(certificate), strict
            for host in hosts_in(part.content, app.entries):
                yield "host", host, False  # its libraries name hosts too
    elif (profile := profile_in(part)) and profile.uuid:
        yield "profile", profile.uuid.strip("{} ").lower(), True
