"""One link that three people met: the ready mail is shown with its count, then leaves sealed for each of them alone."""

import re

from tests.desk import NewDesk
from tests.mails import mail
from tests.people import People

LINK = "https://parcel-fee.b4d-host.example/pay?id=1"


def test_a_campaign_is_answered_at_once_and_each_alone(new_desk: NewDesk, people: People) -> None:
    handler = people.handler
    # no handler of this desk, all three of them: people who write to it
    hit = (people.reporter, people.mallory, people.second_handler)
    desk = new_desk()
    desk.starts()
    for number, person in enumerate(hit):
        desk.receives(mail(person, people.desk, f"what is this {number}? {LINK}", sealed_by=person, autocrypt=True))
    notices = [desk.mail_for(handler, f"what is this {number}?") for number in range(3)]
    tags = [one.tag for one in notices]

    says = f"#ticket {notices[0].nonce}\n#vet\n#vetted known high\n#campaign send phishing\n#burst\n"
    desk.receives(mail(handler, people.desk, says, sealed_by=handler))
    shown = desk.mail_for(handler, "Tickets that get it: 3")
    assert all(tag in shown.text for tag in tags) and "Sealed, to a key that was proven: 3" in shown.text
    before = [len(desk.mails_for(one)) for one in hit]
    found = re.search(r"^(#confirm \w{12})\r?$", shown.text, re.MULTILINE)
    assert found
    desk.receives(mail(handler, people.desk, f"{found[1]}\n", sealed_by=handler))
    for person, tag, known in zip(hit, tags, before, strict=True):
        mails = desk.mails_for(person, known + 1)
        told = mails[-1]  # that it opens with their key says that it was sealed to it
        assert told.sealed and "link" in told.text and not any(other in told.text for other in tags if other != tag)
    told = desk.mail_for(handler, "goes to 3 tickets")
    assert told.sealed

    desk.rests()
    desk.stops()
    sent = [row for row in desk.outbound() if row.kind == "guidance"]
    assert [row.left_sealed for row in sent] == [True] * 3 and len({row.ticket_id for row in sent}) == 3
    assert "b4d-host" not in desk.log.read_text()
