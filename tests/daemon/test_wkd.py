"""Looking a key up at its owner's domain: through the proxy alone, and little of what comes there is believed."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from daemon.doors.wkd import REASONS, Found, NotFound, look_up
from pgp.autocrypt import export_public
from pgp.reasons import Refused
from pgp.wkd import certificates_for, only_names_of, place_of, z_base_32
from tests.certificates import Certificate, certificate
from tests.people import People, Person, make_person, person_from

OWNER = "samir@press.test"
ADVANCED, DIRECT = "openpgpkey.press.test", "press.test"
Speaks = Callable[[socket.socket, bytes], None]


def page(data: bytes, status: str = "200 OK", *more: str) -> Speaks:
    """A server that answers every question with this, and says how long it is."""
    head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", *more, "", ""]).encode()
    return lambda line, _: line.sendall(head + data)


def bare(data: bytes) -> Speaks:
    """A server that answers with just these octets."""
    return lambda line, _: line.sendall(data)


@dataclass
class Internet:
    """A proxy on this machine, and the hosts behind it: each has a TLS certificate of its own."""

    folder: Path
    hosts: dict[str, Speaks] = field(default_factory=dict)
    certified: dict[str, Certificate] = field(default_factory=dict)
    plain: set[str] = field(default_factory=set)  # hosts that speak no TLS
    asked: list[str] = field(default_factory=list)  # of the proxy
    questions: list[bytes] = field(default_factory=list)  # to the hosts
    greeting: bytes = b"HTTP/1.1 200 Connection established\r\n\r\n"

    def __post_init__(self) -> None:
        self.ca_file = self.folder / "authorities.pem"
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.proxy = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accepts, args=(self._listener,), daemon=True).start()

    def has(self, host: str, speaks: Speaks, name: str = "") -> None:
        """A host comes up; `name` is what its TLS certificate says where that is not its own."""
        self.hosts[host] = speaks
        self.certified[host] = certificate(self.folder / host, name or host)
        self.ca_file.write_bytes(b"".join(made.ca_file.read_bytes() for made in self.certified.values()))

    def looks_up(self, address: str = OWNER, within: float = 20.0) -> Found | NotFound:
        return look_up(address, self.proxy, ca_file=self.ca_file if self.certified else None, within=within)

    def stop(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def on_a_path(self, path: Path) -> str:
        """The same proxy behind a socket with a name."""
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(str(path))
        listener.listen()
        threading.Thread(target=self._accepts, args=(listener,), daemon=True).start()
        return str(path)

    def _accepts(self, listener: socket.socket) -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serves, args=(line,), daemon=True).start()

    def _serves(self, line: socket.socket) -> None:
        with contextlib.suppress(OSError, ssl.SSLError), line:
            question = _until_blank(line)
            self.asked.append(question.split(b"\r\n")[0].decode())
            host = question.split(b" ")[1].decode().removesuffix(":443")
            if host not in self.hosts:
                line.sendall(b"HTTP/1.1 502 Bad gateway\r\n\r\n")
                return
            line.sendall(self.greeting)
            speaking = line if host in self.plain else self.certified[host].context().wrap_socket(line, True)
            with speaking:
                self.questions.append(b"" if host in self.plain else _until_blank(speaking))
                self.hosts[host](speaking, self.questions[-1])
                if isinstance(speaking, ssl.SSLSocket):
                    speaking.unwrap()


def _until_blank(line: socket.socket) -> bytes:
    said = b""
    while b"\r\n\r\n" not in said and (more := line.recv(4096)):
        said += more
    return said


@pytest.fixture
def internet(tmp_path: Path) -> Iterator[Internet]:
    made = Internet(tmp_path)
    yield made
    made.stop()


def refused(outcome: Found | NotFound) -> str:
    assert isinstance(outcome, NotFound) and outcome.sentence == REASONS[outcome.reason]
    return outcome.reason


def test_the_published_examples() -> None:
    """The draft's own example, and the two vectors of z-base-32's author."""
    assert place_of("Joe.Doe@Example.ORG").hosts == (
        (
            "openpgpkey.example.org",
            "/.well-known/openpgpkey/example.org/hu/iy9q119eutrkn8s1mk4r39qejnbu3n5q?l=Joe.Doe",
        ),
        ("example.org", "/.well-known/openpgpkey/hu/iy9q119eutrkn8s1mk4r39qejnbu3n5q?l=Joe.Doe"),
    )
    assert z_base_32(b"\xf0\xbf\xc7") == "6n9hq" and z_base_32(b"\xd4\x7a\x04") == "4t7ye"


def test_a_key_is_found_the_advanced_way(internet: Internet, people: People) -> None:
    internet.has(ADVANCED, page(people.reporter.certificate))
    found = internet.looks_up("Samir@Press.test")
    assert isinstance(found, Found)
    assert found.certificate.fingerprint == people.reporter.fingerprint and found.host == ADVANCED
    assert internet.asked == [f"CONNECT {ADVANCED}:443 HTTP/1.1"]
    [question] = internet.questions
    path = f"/.well-known/openpgpkey/press.test/hu/{place_of(OWNER).name}?l=Samir"
    assert question.startswith(f"GET {path} HTTP/1.0\r\n".encode())
    assert b"user-agent" not in question.lower() and b"help@desk" not in question, "who asks is nobody's business"


def test_a_key_is_found_the_direct_way_where_there_is_no_other(internet: Internet, people: People) -> None:
    internet.has(DIRECT, page(export_public(people.reporter.certificate)))
    found = internet.looks_up()
    assert (
        isinstance(found, Found)
        and found.host == DIRECT
        and found.certificate.fingerprint == people.reporter.fingerprint
    )
    assert internet.asked == [f"CONNECT {ADVANCED}:443 HTTP/1.1", f"CONNECT {DIRECT}:443 HTTP/1.1"]
    assert b"GET /.well-known/openpgpkey/hu/" in internet.questions[0]


def test_the_advanced_host_says_no_and_the_direct_one_yes(internet: Internet, people: People) -> None:
    internet.has(ADVANCED, page(b"no such page", "404 Not Found"))
    internet.has(DIRECT, page(people.reporter.certificate))
    assert isinstance(internet.looks_up(), Found)


def test_a_proxy_on_a_path(internet: Internet, people: People, gpg_home: Path) -> None:
    internet.has(ADVANCED, page(people.reporter.certificate))
    proxy = internet.on_a_path(gpg_home / "proxy")  # a short path
    assert isinstance(look_up(OWNER, proxy, ca_file=internet.ca_file), Found)


def test_off_means_off(internet: Internet) -> None:
    assert refused(look_up(OWNER, "")) == "off" and not internet.asked


@pytest.mark.parametrize("address", [
    "samir", "samir@localhost", "samir@press", "samir@127.0.0.1", "samir@[127.0.0.1]", "samir@10.1", "a b@press.test",
    "samir@printer.local", "samir@db.internal", "samir@press.test.", "samir@-press.test", "samir@press..test",
    "samir@press.test\r\nHost: evil.test", "سمير@press.test", "samir@press.test:8443", "samir@press.test/x?", "@a.test",
])  # fmt: skip
def test_what_is_no_address_out_there_is_not_asked_for(internet: Internet, address: str) -> None:
    assert refused(internet.looks_up(address)) == "no_address" and not internet.asked


def test_a_local_part_stays_inside_its_place(internet: Internet) -> None:
    """What may stand in a local part must not end the path, nor begin another field."""
    internet.has(ADVANCED, page(b"", "404 Not Found"))
    assert refused(internet.looks_up("a&b=c/../%20#?d@press.test")) == "nothing"
    assert internet.questions[0].split(b" ")[1].endswith(b"?l=a%26b%3Dc%2F..%2F%2520%23%3Fd")


# Whoever keeps the domain, or stands before it, means harm.


def test_a_redirect_is_not_followed(internet: Internet, people: People) -> None:
    internet.has(ADVANCED, page(b"", "302 Found", "Location: https://evil.test/key"))
    internet.has("evil.test", page(people.reporter.certificate))
    assert refused(internet.looks_up()) == "redirected"
    assert not any("evil" in line for line in internet.asked)


def test_ten_megabytes_are_not_read(internet: Internet) -> None:
    internet.has(ADVANCED, page(b"x" * 10_000_000))
    assert refused(internet.looks_up()) == "too_large"


def test_ten_megabytes_that_nobody_announced(internet: Internet) -> None:
    internet.has(ADVANCED, bare(b"HTTP/1.0 200 OK\r\n\r\n" + b"x" * 10_000_000))
    assert refused(internet.looks_up()) == "too_large"
    internet.has(ADVANCED, bare(b"HTTP/1.0 200 OK\r\n" + b"X-Much: more\r\n" * 100_000))
    assert refused(internet.looks_up()) in ("too_large", "nothing")


def test_a_slow_drip_ends_with_our_patience(internet: Internet, people: People) -> None:
    def drip(line: socket.socket, _: bytes) -> None:
        for octet in b"HTTP/1.0 200 OK\r\n\r\n" + people.reporter.certificate:
            line.sendall(bytes([octet]))
            time.sleep(0.05)

    internet.has(ADVANCED, drip)
    internet.has(DIRECT, page(people.reporter.certificate))
    assert refused(internet.looks_up(within=1.0)) == "too_slow"
    assert len(internet.asked) == 1, "the time is one for both hosts"


def test_a_proxy_that_is_silent_or_not_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert refused(look_up(OWNER, f"127.0.0.1:{port}", within=0.5)) == "too_slow"
    assert refused(look_up(OWNER, f"127.0.0.1:{port}")) == "proxy"
    assert refused(look_up(OWNER, str(tmp_path / "nothing"))) == "proxy"


def test_what_is_no_proxy(internet: Internet, people: People) -> None:
    internet.has(ADVANCED, page(people.reporter.certificate))
    internet.greeting = b"220 mail.test ESMTP\r\n\r\n"
    assert refused(internet.looks_up()) == "proxy"
    internet.greeting = b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.0 200 OK\r\n\r\n" + people.reporter.certificate
    assert refused(internet.looks_up()) == "unreachable", "what the proxy itself says is no answer"


def test_no_tls_no_key(internet: Internet, people: People) -> None:
    internet.has(ADVANCED, page(people.reporter.certificate))
    internet.plain.add(ADVANCED)
    assert refused(internet.looks_up()) == "unreachable" and not any(b"GET" in one for one in internet.questions)


def test_the_name_on_the_tls_certificate_must_be_the_hosts(internet: Internet, people: People) -> None:
    internet.has(ADVANCED, page(people.reporter.certificate), name="press.test")
    assert refused(internet.looks_up()) == "unreachable" and not internet.questions


def test_an_authority_that_nobody_knows(internet: Internet, people: People) -> None:
    internet.has(ADVANCED, page(people.reporter.certificate))
    assert refused(look_up(OWNER, internet.proxy)) == "unreachable" and not internet.questions


def test_somebody_elses_key(internet: Internet, people: People) -> None:
    """The address counts only where the key itself signed it."""
    internet.has(ADVANCED, page(people.mallory.certificate))
    assert refused(internet.looks_up()) == "other_address"


@pytest.mark.parametrize("data", [b"", b"<html>sign in</html>", b"\x99\x00", b"\xc6\xff\xff\xff\xff\xff"])
def test_what_is_no_certificate(internet: Internet, data: bytes) -> None:
    internet.has(ADVANCED, page(data))
    assert refused(internet.looks_up()) == "no_certificate"


def test_a_secret_key_is_none_either(internet: Internet, people: People) -> None:
    internet.has(ADVANCED, page(people.reporter.secret_key))
    assert refused(internet.looks_up()) == "no_certificate"


@pytest.mark.parametrize("field", ["Transfer-Encoding: chunked", "Content-Encoding: gzip"])
def test_wrapped_answers_are_not_unwrapped(internet: Internet, people: People, field: str) -> None:
    internet.has(ADVANCED, page(people.reporter.certificate, "200 OK", field))
    assert refused(internet.looks_up()) == "no_certificate"


def test_an_answer_cut_short(internet: Internet, people: People) -> None:
    whole = people.reporter.certificate
    internet.has(ADVANCED, bare(f"HTTP/1.0 200 OK\r\nContent-Length: {len(whole) + 9}\r\n\r\n".encode() + whole))
    assert refused(internet.looks_up()) == "unreachable"


@pytest.fixture(scope="module")
def twin(gpg_home: Path) -> Person:
    """A second key with the reporter's address in it."""
    return make_person("Samir the Second", OWNER, gpg_home)


def test_several_keys_of_one_address(internet: Internet, people: People, twin: Person) -> None:
    internet.has(ADVANCED, page(people.reporter.certificate + twin.certificate))
    assert refused(internet.looks_up()) == "several"


def test_a_revoked_key_beside_the_one_that_counts(internet: Internet, people: People, twin: Person) -> None:
    twin.gpg("--command-fd", "0", "--no-batch", "--edit-key", twin.fingerprint, given=b"revkey\ny\n0\n\ny\nsave\n")
    revoked = person_from(twin.name, OWNER, twin.home, twin.fingerprint)
    internet.has(ADVANCED, page(revoked.certificate + people.mallory.certificate + people.reporter.certificate))
    found = internet.looks_up()
    assert isinstance(found, Found) and found.certificate.fingerprint == people.reporter.fingerprint
    internet.has(ADVANCED, page(revoked.certificate))
    found = internet.looks_up()
    assert isinstance(found, Found) and found.certificate.revoked, "a handler is to see that it is"


def test_a_file_of_too_many_keys(people: People) -> None:
    with pytest.raises(Refused, match="certificate_malformed"):
        certificates_for(OWNER, people.reporter.certificate * 11)


def test_other_names_are_left_out(people: People, gpg_home: Path) -> None:
    """A key that is published for one address need not tell of another."""
    owner = make_person("Two Lives", "day@press.test", gpg_home)
    owner.gpg("--quick-add-uid", owner.fingerprint, "Two Lives <night@else.test>")
    both = person_from(owner.name, owner.address, gpg_home, owner.fingerprint).certificate
    [found] = certificates_for("day@press.test", both)
    assert found.addresses == ("day@press.test",) and b"night" not in found.data
    assert found.can_encrypt and found.expires_at
    with pytest.raises(Refused):
        only_names_of("third@press.test", found)
