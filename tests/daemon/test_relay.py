"""How mail goes out: what the relay says becomes sent, later or never, and nothing else is ever said to it."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from daemon.config import Relay
from daemon.demo.servers import Received, Sink
from daemon.doors.relay import Later, Never, RelaySession, Sent, check_relay, hand_over, probe_null_sender
from daemon.doors.wire import DoorShut
from tests.cable import Cable
from tests.certificates import Certificate, certificate
from tests.dovecot import free_port
from tests.servers import HASTE

MAIL = b"Subject: hello\r\n\r\n.a dot at the beginning\r\n..\r\n.\r\nthe end\r\n"
DESK, REPORTER = "help@desk.test", "reporter@example.org"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return certificate(tmp_path_factory.mktemp("tls"))


def relay_at(port: int, **changes: Any) -> Relay:
    settings = {"host": "127.0.0.1", "port": port, "security": "none", "helo": "desk.test", **changes}
    return Relay.model_validate(settings)


def test_a_mail_arrives_octet_for_octet(sink: Sink) -> None:
    assert hand_over(MAIL, DESK, REPORTER, relay_at(sink.port)) == Sent()
    assert sink.received == [Received(DESK, REPORTER, MAIL)]


def test_the_relay_hears_the_desk_s_name_and_never_this_machine_s(sink: Sink) -> None:
    hand_over(MAIL, DESK, REPORTER, relay_at(sink.port))
    hand_over(MAIL, DESK, REPORTER, relay_at(sink.port, helo=""))
    assert sink.greeted_as == {"desk.test", "[127.0.0.1]"}
    assert socket.gethostname() not in sink.greeted_as


def test_automatic_mail_has_the_null_sender(sink: Sink) -> None:
    assert hand_over(MAIL, None, REPORTER, relay_at(sink.port)) == Sent()
    assert sink.received[0].sender == ""
    assert probe_null_sender(relay_at(sink.port))


def test_a_relay_that_refuses_the_null_sender_is_found_out_beforehand(sink: Sink) -> None:
    sink.refuse_senders["<>"] = "550 5.7.1 who are you"
    assert not probe_null_sender(relay_at(sink.port))
    assert "refuses the null sender" in check_relay(relay_at(sink.port))[-1]
    assert isinstance(hand_over(MAIL, None, REPORTER, relay_at(sink.port)), Later)  # about us, not about the reporter


def test_many_mails_go_over_one_connection(sink: Sink) -> None:
    with RelaySession(relay_at(sink.port)) as session:
        sink.refuse["gone@example.org"] = "550 5.1.1 no such user"
        for _ in range(20):
            assert session.hand_over(MAIL, DESK, REPORTER) == Sent()
            assert isinstance(session.hand_over(MAIL, DESK, "gone@example.org"), Never)
    assert len(sink.received) == 20
    assert sink.connections == 1


def test_a_connection_the_relay_had_tired_of_is_replaced(sink: Sink) -> None:
    cable = Cable(sink.port)
    with RelaySession(relay_at(cable.port)) as session:
        assert session.hand_over(MAIL, DESK, REPORTER) == Sent()
        cable.cut()
        assert session.hand_over(MAIL, DESK, REPORTER) == Sent()
    assert cable.connections == 2
    assert len(sink.received) == 2
    cable.stop()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("450 4.2.1 greylisted, reporter@example.org", Later("127.0.0.1:{port}: refused the recipient (450 4.2.1)")),
        ("550 5.1.1 <reporter@example.org> unknown", Never("the relay refused the recipient (550 5.1.1)")),
        ("554 no", Never("the relay refused the recipient (554)")),
        ("530 5.7.0 log in first", Later("127.0.0.1:{port}: refused the recipient (530 5.7.0)")),
        ("503 5.5.1 not now", Later("127.0.0.1:{port}: refused the recipient (503 5.5.1)")),
    ],
)
def test_what_the_relay_says_of_a_recipient(sink: Sink, answer: str, expected: Later | Never) -> None:
    """R16, R17. Nothing it wrote travels on: it likes to name addresses."""
    sink.refuse[REPORTER] = answer
    handed = hand_over(MAIL, DESK, REPORTER, relay_at(sink.port))
    assert type(handed) is type(expected)
    assert handed == type(expected)(expected.reason.format(port=sink.port))
    assert sink.received == []


def test_a_relay_that_is_busy_takes_the_mail_later(sink: Sink) -> None:
    sink.later = 2
    outcomes = [hand_over(MAIL, DESK, REPORTER, relay_at(sink.port)) for _ in range(3)]
    assert [type(outcome) for outcome in outcomes] == [Later, Later, Sent]
    assert len(sink.received) == 1


def test_a_link_lost_after_the_mail_may_mean_it_was_sent(sink: Sink) -> None:
    """R5: the one case in which the next attempt may be a duplicate, and it is told."""
    sink.drop = 1
    handed = hand_over(MAIL, DESK, REPORTER, relay_at(sink.port))
    assert isinstance(handed, Later)
    assert handed.perhaps
    assert len(sink.received) == 1


def test_a_relay_that_never_answers_a_mail(sink: Sink) -> None:
    sink.deaf = True
    handed = hand_over(MAIL, DESK, REPORTER, relay_at(sink.port), HASTE)
    assert isinstance(handed, Later)
    assert handed.perhaps


def test_a_relay_that_thinks_is_left_when_we_must_end(sink: Sink) -> None:
    sink.deaf = True
    session = RelaySession(relay_at(sink.port))
    outcomes: list[Any] = []
    sending = threading.Thread(target=lambda: outcomes.append(session.hand_over(MAIL, DESK, REPORTER)))
    sending.start()
    assert sink.thinking.wait(20)
    session.cut()
    sending.join(20)
    assert [outcome.perhaps for outcome in outcomes] == [True]
    session.close()


def test_a_relay_in_a_black_hole(sink: Sink) -> None:
    cable = Cable(sink.port)
    cable.swallow = True
    handed = hand_over(MAIL, DESK, REPORTER, relay_at(cable.port), HASTE)
    assert isinstance(handed, Later)
    assert not handed.perhaps
    cable.stop()


def test_a_relay_that_drips(sink: Sink) -> None:
    cable = Cable(sink.port)
    cable.drip = 0.3
    assert isinstance(hand_over(MAIL, DESK, REPORTER, relay_at(cable.port), HASTE), Later)
    cable.stop()


def test_nobody_there() -> None:
    port = free_port()
    handed = hand_over(MAIL, DESK, REPORTER, relay_at(port))
    assert isinstance(handed, Later)
    assert handed.reason.startswith(f"127.0.0.1:{port}: cannot connect")
    with pytest.raises(DoorShut, match="cannot connect"):
        check_relay(relay_at(port))


@pytest.mark.parametrize(
    "line", [b"554 go away\r\n", b"421 too busy\r\n", b"nonsense\r\n", b"220-" + b"x" * 9000 + b"\r\n", b"", b"\0\r\n"]
)
def test_a_server_that_is_no_relay(line: bytes) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def greet() -> None:
        end, _ = listener.accept()
        with end:
            end.sendall(line)

    threading.Thread(target=greet, daemon=True).start()
    assert isinstance(hand_over(MAIL, DESK, REPORTER, relay_at(listener.getsockname()[1]), HASTE), Later)
    listener.close()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "reporter",
        "@example.org",
        "a@b@example.org",
        "a b@example.org",
        "-oQ/tmp@example.org",
        '"a b"@example.org',
        "a..b@example.org",
        ".a@example.org",
        "a@-example.org",
        "a@example..org",
        "a@[127.0.0.1]",
        "a@example.org> NOTIFY=NEVER",
        "a@example.org\r\nRCPT TO:<mallory@example.net",
        "a@example.org\n",
        "مراسل@example.org",
        "a" * 65 + "@example.org",
        "a@" + "b" * 64 + ".org",
        "a@" + ".".join(["b" * 60] * 5),
    ],
)
def test_what_is_no_address_is_never_said(sink: Sink, address: str) -> None:
    """INJ-10."""
    assert isinstance(hand_over(MAIL, DESK, address, relay_at(sink.port)), Never)
    assert isinstance(hand_over(MAIL, address, REPORTER, relay_at(sink.port)), Never)
    assert sink.connections == 0


@pytest.mark.parametrize(
    "mail",
    [
        b"",
        b"Subject: x\r\n\r\nno end",
        b"Subject: x\n\n",
        b"Subject: x\r\n\r\na bare \r here\r\n",
        b"Subject: x\r\n\r\na bare \n here\r\n",
        b"Subject: x\r\n\r\n\n.\nMAIL FROM:<mallory@example.net>\r\n",
        b"Subject: x\r\n\r\n\r.\r\n",
        b"Subject: x\r\n\r\na NUL \0 here\r\n",
        b"Subject: x\r\n\r\n\xd8\xa7\r\n",
        b"Subject: x\r\n\r\n" + b"x" * 999 + b"\r\n",
    ],
)
def test_what_is_no_canonical_mail_is_never_sent(sink: Sink, mail: bytes) -> None:
    """INJ-09."""
    assert isinstance(hand_over(mail, DESK, REPORTER, relay_at(sink.port)), Never)
    assert sink.connections == 0


def test_lines_of_998_octets_are_fine(sink: Sink) -> None:
    assert hand_over(b"Subject: x\r\n\r\n" + b"." * 998 + b"\r\n", DESK, REPORTER, relay_at(sink.port)) == Sent()
    assert sink.received[0].mail.endswith(b"\r\n" + b"." * 998 + b"\r\n")


class TestTls:
    """What stands between us and the relay may be mallory."""

    @pytest.fixture(params=["tls", "starttls"])
    def guarded(self, request: pytest.FixtureRequest, known: Certificate) -> Iterator[tuple[Sink, str]]:
        starttls = request.param == "starttls"
        sink = Sink(tls=known.context(), starttls=starttls, login=("desk", "pass word سر"))
        yield sink, request.param
        sink.stop()

    def relay(self, sink: Sink, security: str, folder: Path, known: Certificate, **changes: Any) -> Relay:
        password = folder / "relay-password"
        password.write_text("pass word سر\n", encoding="utf-8")
        settings = {
            "host": "localhost",
            "security": security,
            "user": "desk",
            "password_file": password,
            "ca_file": known.ca_file,
        }
        return relay_at(changes.pop("port", sink.port), **{**settings, **changes})

    def test_logged_in_under_tls(self, guarded: tuple[Sink, str], tmp_path: Path, known: Certificate) -> None:
        sink, security = guarded
        relay = self.relay(sink, security, tmp_path, known)
        assert hand_over(MAIL, DESK, REPORTER, relay) == Sent()
        assert check_relay(relay)[0] in ("TLSv1.2", "TLSv1.3")
        assert sink.received[0].mail == MAIL

    def test_a_wrong_password_is_our_trouble(
        self, guarded: tuple[Sink, str], tmp_path: Path, known: Certificate
    ) -> None:
        sink, security = guarded
        relay = self.relay(sink, security, tmp_path, known)
        assert relay.password_file is not None
        relay.password_file.write_text("other-word\n")
        handed = hand_over(MAIL, DESK, REPORTER, relay)
        assert isinstance(handed, Later)
        assert "the login was refused (535 5.7.8)" in handed.reason
        assert "other-word" not in handed.reason

    def test_a_relay_that_wants_no_login_is_not_told_the_password(
        self, sink: Sink, tmp_path: Path, known: Certificate
    ) -> None:
        relay = self.relay(sink, "none", tmp_path, known)
        handed = hand_over(MAIL, DESK, REPORTER, relay)
        assert handed == Later(f"localhost:{sink.port}: offers no way to log in")

    def test_a_certificate_of_another_authority(
        self, guarded: tuple[Sink, str], tmp_path: Path, known: Certificate
    ) -> None:
        sink, security = guarded
        other = certificate(tmp_path / "other")
        handed = hand_over(MAIL, DESK, REPORTER, self.relay(sink, security, tmp_path, known, ca_file=other.ca_file))
        assert isinstance(handed, Later)
        assert "its certificate is refused" in handed.reason
        assert sink.received == []

    def test_a_certificate_for_another_name(
        self, guarded: tuple[Sink, str], tmp_path: Path, known: Certificate
    ) -> None:
        sink, security = guarded
        cable = Cable(sink.port, "127.0.0.2")
        relay = self.relay(sink, security, tmp_path, known, host="127.0.0.2", port=cable.port)
        handed = hand_over(MAIL, DESK, REPORTER, relay)
        assert isinstance(handed, Later)
        assert "its certificate is refused" in handed.reason
        cable.stop()

    def test_starttls_that_was_stripped(self, tmp_path: Path, known: Certificate) -> None:
        """OPS-01."""
        sink = Sink(tls=known.context(), starttls=True)
        cable = Cable(sink.port)
        cable.rewrite = [(b"STARTTLS", b"XTARTTLS")]
        handed = hand_over(MAIL, DESK, REPORTER, self.relay(sink, "starttls", tmp_path, known, port=cable.port))
        assert isinstance(handed, Later)
        assert "offers no TLS" in handed.reason
        assert sink.received == []
        cable.stop()
        sink.stop()

    def test_what_was_slipped_in_before_tls(self, tmp_path: Path, known: Certificate) -> None:
        """OPS-02."""
        sink = Sink(tls=known.context(), starttls=True)
        cable = Cable(sink.port)
        cable.rewrite = [(b"220 Ready to start TLS\r\n", b"220 Ready\r\n250 AUTH PLAIN\r\n")]
        handed = hand_over(MAIL, DESK, REPORTER, self.relay(sink, "starttls", tmp_path, known, port=cable.port))
        assert isinstance(handed, Later)
        assert "before TLS" in handed.reason
        cable.stop()
        sink.stop()

    def test_without_tls_only_this_machine(self, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ValueError, match="this machine only"):
            relay_at(25, host="mail.example.org")

        import daemon.doors.wire  # the network is what is bad here: 127.0.0.1 is made to be elsewhere

        monkeypatch.setattr(daemon.doors.wire, "loopback", lambda address: False)
        handed = hand_over(MAIL, DESK, REPORTER, relay_at(sink.port))
        assert isinstance(handed, Later)
        assert "is not this machine" in handed.reason
        assert sink.greeted_as == set()
