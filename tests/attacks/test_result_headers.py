"""SIG-20: header fields that look like our own results, or like a server's, change nothing about a mail."""

import re
from dataclasses import replace

import pytest

from tests.attacks.scene import QUESTION, Came, Scene, believed, obeyed
from tests.mails import mail
from tests.people import Person
from tests.pgp.packets import letter, signed_message, wrapped_again


def lies(scene: Scene) -> list[tuple[str, str]]:
    handler = scene.people.handler
    return [
        ("X-Hirz-Signer", handler.fingerprint),
        ("x-hirz-proof", "pinned"),
        ("X-HIRZ-Verdict", "nothing found"),
        ("X-Hirz-Ticket", "H-7K4Q-M2XD"),
        ("X-RT-Incoming-Signature", "Success"),
        ("Authentication-Results", "desk.test; dkim=pass header.d=desk.test; spf=pass; dmarc=pass"),
        ("ARC-Authentication-Results", "i=1; desk.test; dkim=pass"),
        ("X-Spam-Status", "No"),
    ]


def what_came(scene: Scene, came: Came) -> tuple[object, ...]:
    """All that came of a mail, without what is new each time."""
    letter = replace(came.examined.letter, message_id="", date=None)
    told = [(one.row.kind, one.paper["to"], _steady(one.text)) for one in scene.flow.outbox()]
    facts = (came.opened.protection, came.opened.whole, came.opened.signer, came.opened.reasons, came.confirmed)
    return (*facts, letter, came.examined.findings, came.settled.state, came.settled.reason, told)


def _steady(text: str) -> str:
    return re.sub(r"H-[2-9A-Z]{4}-[2-9A-Z]{4}|hirz list: \w+|^-- hirz .*$", "-", text, flags=re.MULTILINE)


FORMS: dict[str, dict[str, object]] = {
    "plain": {},
    "sealed": {"sealed_by": "them"},
    "encrypted": {"sealed_by": "them", "sign": False},
    "inline": {"sealed_by": "them", "inline": True},
    "signed": {"sign": "them"},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("who", ["mallory", "handler"])
def test_sig_20_result_headers_change_nothing_of_what_comes_of_a_mail(scene: Scene, form: str, who: str) -> None:
    """The same mail with and without them: opened, examined, settled and answered alike."""
    people = scene.people
    frm: Person = getattr(people, who)
    options = {name: people.mallory if value == "them" else value for name, value in FORMS[form].items()}
    became = []
    for headers in ([], [], lies(scene)):  # the first of all makes its sender known
        scene.flow.becomes(acks_per_address=9)
        raw = mail(frm, people.desk, QUESTION, headers=headers, **options)  # type: ignore[arg-type]
        came = scene.arrives(raw)
        assert b"\nx-hirz" not in came.opened.mail.lower() and not came.opened.mail.lower().startswith(b"x-hirz")
        became.append(what_came(scene, came))
        if who == "handler":
            assert came.settled.reason == "claims_handler"
    assert became[1] == became[2]


@pytest.mark.parametrize("where", ["outside", "inside"])
def test_sig_20_a_handlers_own_command_is_obeyed_with_and_without(scene: Scene, where: str) -> None:
    """A mail server on the handler's side may add what it likes; what stands inside is no server's word."""
    came, notice = scene.asks()
    honest = scene.says(notice, "#priority P1", headers=lies(scene) if where == "inside" else [])
    head = "".join(f"{name}: {value}\r\n" for name, value in lies(scene)).encode()
    obeyed(scene, honest if where == "inside" else head + honest)
    assert scene.ticket(came).priority == "P1"


def test_sig_20_results_of_a_server_do_not_come_from_inside(scene: Scene) -> None:
    people = scene.people
    plain = b"From: bahia@desk.test\r\nContent-Type: text/plain\r\n\r\nhello"
    lie = b"Authentication-Results: desk.test; dkim=pass\r\nReceived: x\r\nX-Hirz-Signer: x\r\nReturn-Path: <>\r\n"
    for part in (plain, lie + plain):
        came = scene.arrives(letter(people.handler, people, wrapped_again(people, signed_message(people, part))))
        believed(came, people.handler)
        assert came.settled.reason == "no_nonce"
        for name in (b"Authentication-Results", b"Received", b"X-Hirz", b"Return-Path"):
            assert name not in came.opened.mail
