"""How mail of people leaves: free mailboxes, Microsoft 365 of an office, an own small server, and a telephone."""

from dataclasses import dataclass

from tests.exhibits.wanted_stacks import Sent, digits, moment, token


@dataclass(frozen=True)
class Mailbox:
    """Where a person's mail leaves from: {a} address, {d} domain, {k} and {n} made up, {w} the moment."""

    host: str
    number: str
    signs: str
    policy: str
    lines: str
    spf: str = "pass"
    dmarc: str = "pass"
    message: str = "{k}@{d}"
    bounce: str = "{a}"


MAILBOXES = {
    "gmail": Mailbox(
        "mail-ed1-f41.google.com", "209.85.208.41", "{d}", "none",
        "Received: by mail-ed1-f41.google.com with SMTP id 4fb4d7f45d1cf-60{k}so{n}a12.0\n for "
        "<reader@mail.example>; {w}\n"
        "X-Google-DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=1e100.net; s=20230601; bh={k}=; b={k}\n"
        "X-Gm-Message-State: AOJu0Y{k}{k}\nX-Gm-Gg: AY/fxX{k}\nX-Google-Smtp-Source: AGHT+I{k}\n"
        "X-Received: by 2002:a05:6402:1f0a:b0:5c0:a1b2:c3d4 with SMTP id f10-2002a056; {w}",
        message="CA+{k}@mail.gmail.com"),
    "yahoo": Mailbox(
        "sonic305-21.consmr.mail.ir2.yahoo.com", "77.238.177.83", "{d}", "reject",
        "X-YMail-OSG: {k}{k}\nX-Sonic-MF: <{a}>\nX-Sonic-ID: {k}\n"
        "Received: from sonic.gate.mail.ne1.yahoo.com by sonic305.consmr.mail.ir2.yahoo.com with HTTP; {w}\n"
        "References: <{n}.1.{n}.ref@mail.yahoo.com>\nX-Mailer: WebService/1.1.22806 YMailNovation",
        message="{n}.12345.{n}@mail.yahoo.com"),
    "proton": Mailbox(
        "mail-4316.protonmail.ch", "185.70.43.16", "{d}", "quarantine", "Feedback-ID: {n}"
        ":user:proton\nX-Pm-Message-ID: {k}",
        message="{k}=@{d}"),
    "outlook": Mailbox(
        "EUR05-VI1-obe.outbound.protection.outlook.com", "40.92.91.46", "{d}", "none",
        "ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=none; b={k}\n"
        "ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=microsoft.com; s=arcselector10001; bh={k};"
        " b={k}\n"
        "ARC-Authentication-Results: i=1; mx.microsoft.com 1; spf=none; dmarc=none; dkim=none; arc=none\n"
        "Received: from AS4PR04MB1234.eurprd04.prod.outlook.com (2603:10a6:20b:4d8::11) by\n"
        " PAXPR04MB8765.eurprd04.prod.outlook.com (2603:10a6:102:20f::12) with Microsoft SMTP Server id "
        "15.20.8769.22; {w}\n"
        "X-MS-Has-Attach:\nX-MS-TNEF-Correlator:\nx-tmn: [{k}]\nThread-Topic: a talk\nThread-Index: AQH{k}==",
        message="AS4PR04MB1234{n}@AS4PR04MB1234.eurprd04.prod.outlook.com"),
    "office365": Mailbox(
        "EUR03-AM7-obe.outbound.protection.outlook.com", "40.107.105.60", "{d}", "none",
        "ARC-Seal: i=1; a=rsa-sha256; s=arcselector10001; d=microsoft.com; cv=none; b={k}\n"
        "Received: from AM0PR01MB0001.eurprd01.prod.exchangelabs.com (2603:10a6:208:bf::1) by\n"
        " AM0PR01MB0002.eurprd01.prod.exchangelabs.com (2603:10a6:208:bf::2) with Microsoft SMTP Server; {w}\n"
        "X-MS-Exchange-SenderADCheck: 1\nThread-Topic: a talk\nThread-Index: AQH{k}==\nAccept-Language: en-GB, ar-LB",
        message="AM0PR01MB0001{n}@AM0PR01MB0001.eurprd01.prod.exchangelabs.com"),
    "tuta": Mailbox("mail.w13.tutanota.de", "185.205.69.213", "{d}", "quarantine",
        "Received: from tutadb.w10.tutanota.de (w10.api.tuta.com [81.3.6.167]) by mail.w13.tutanota.de (Postfix) "
        "with ESMTP"
        " id {k}; {w}", message="O{k}--9@{d}"),
    "icloud": Mailbox("outbound.pv.icloud.com", "57.103.64.21", "{d}", "quarantine",
        "Received: from outbound.pv.icloud.com (unknown [127.0.0.2]) by outbound.pv.icloud.com (Postfix) with "
        "ESMTPS id {k};"
        " {w}\nX-Mailer: iPhone Mail (22F76)\nX-Proofpoint-ORIG-GUID: {k}", message="{k}@icloud.com"),
    "own": Mailbox("mail.{d}", "", "{d}", "none",
        "Received: from [192.168.1.23] (unknown [178.135.{n:.2}.7])\n\t(Authenticated sender: {a})\n\tby mail.{d} "
        "(Postfix)"
        " with ESMTPSA id {k}; {w}\nUser-Agent: Mozilla Thunderbird"),
    "roundcube": Mailbox("srv12.hosting-example.net", "", "{d}", "none",
        "Received: from [127.0.0.1] (helo=srv12.hosting-example.net) by srv12.hosting-example.net with esmtpa "
        "(Exim 4.98)"
        " id 1u{k}; {w}\nUser-Agent: Roundcube Webmail/1.6.11\nX-Sender: {a}"),
    "unsigned": Mailbox("server.{d}", "", "", "none",
        "Received: from laptop (unknown [82.205.{n:.2}.14]) by server.{d} (Postfix) with ESMTPSA id {k}; {w}\n"
        "User-Agent: Mozilla Thunderbird", spf="none", dmarc="none"),
    "alumni": Mailbox(  # forwards under an address of its own what came from a sender who signs nothing
        "fwd2.alumni-example.org", "", "", "none", "X-Forwarded-For: layla@alumni-example.org", dmarc="fail",
        bounce="SRS0=ab1c=XY={d}=someone@alumni-example.org",
    ),
    "inside": Mailbox(
        "app1.paper.example", "10.20.0.14", "", "none",
        "Received: by app1.paper.example (Postfix, from userid 0) id {k}; {w}", spf="none", dmarc="none",
        message="{k}@app1.paper.example",
    ),
    "gateway": Mailbox(
        "mx0a-00123401.pphosted.com", "148.163.147.86", "{d}", "quarantine",
        "Received: from pps.filterd (m0123401.ppops.net [127.0.0.1]) by mx0a-00123401.pphosted.com (8.18.1.2/8.18.1.2)"
        " with ESMTP id {k}; {w}\nX-Proofpoint-Virus-Version: vendor=baseguard engine=ICAP:2.0.293\n"
        "X-Proofpoint-Spam-Details: rule=outbound_notspam policy=outbound score=0", message="{k}@{d}",
    ),
    "forwarded": Mailbox("fwd2.alumni-example.org", "", "", "none", "X-Forwarded-For: layla@alumni-example.org",
        spf="softfail", dmarc="none"),
}  # fmt: skip


def sent_from(mailbox: str, sender: str, seed: str) -> tuple[Sent, str]:
    """How the mail left, and its Message-ID."""
    kind = MAILBOXES[mailbox]
    known = {
        "a": sender, "d": sender.rpartition("@")[2], "k": token(seed + mailbox, 22).strip("-_"),
        "n": digits(seed, 8), "w": moment(seed, -4),
    }  # fmt: skip
    lines = kind.lines.format(**known).replace("\n", "\r\n") + "\r\n"
    sent = Sent(
        shown=known["d"],
        bounce=kind.bounce.format(**known),
        host=kind.host.format(**known),
        signed=tuple(kind.signs.format(**known).split()),
        spf=kind.spf,
        dmarc=kind.dmarc,
        policy=kind.policy,
        lines=lines,
        number=kind.number,
        when=seed,
    )
    return sent, f"<{kind.message.format(**known)}>"
