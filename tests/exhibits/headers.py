"""Header stacks as the large providers write them, with made-up names; every mail is one that frightened somebody."""

from mailflows.examine.read import read_mail
from mailflows.examine.seen import Mail

READER = "layla@reporter.example"

# Each: what the provider writes above the border, and the border itself. {auth} is what it found out.
GOOGLE = (
    "Delivered-To: layla@reporter.example\r\n"
    "Received: by 2002:a05:6402:1f0a:b0:5c0:a1b2:c3d4 with SMTP id f10csp123; Mon, 1 Jun 2026 03:00:02 -0700 (PDT)\r\n"
    "ARC-Authentication-Results: i=1; mx.google.com; {auth}\r\n"
    "Received: from {helo} ({rdns}. [198.51.100.7]) by mx.google.com with ESMTPS id x1 for <layla@reporter.example>;"
    " Mon, 1 Jun 2026 03:00:01 -0700 (PDT)\r\n"
    "Received-SPF: pass (google.com: domain of a@sender.example)\r\n"
    "Authentication-Results: mx.google.com; {auth}\r\n"
)
MICROSOFT = (
    "Received: from AM0PR01MB0001.eurprd01.prod.outlook.com (2603:10a6:208:bf::1) by AM0PR01MB0002.eurprd01.prod."
    "outlook.com with HTTPS; Mon, 1 Jun 2026 10:00:03 +0000\r\n"
    "Authentication-Results: {auth}\r\n"
    "Received: from {helo} (198.51.100.7) by DB5EUR01FT001.mail.protection.outlook.com (10.152.4.1) with Microsoft SMTP"
    " Server id 15.20.1; Mon, 1 Jun 2026 10:00:01 +0000\r\n"
)
PROTON = (
    "Authentication-Results: mail.protonmail.ch; {auth}\r\n"
    "Received: from {helo} ({rdns} [198.51.100.7]) (using TLSv1.3) by mailin001.protonmail.ch (Postfix) with ESMTPS id"
    " 1 for <layla@reporter.example>; Mon, 1 Jun 2026 10:00:01 +0000 (UTC)\r\n"
)
YAHOO = (
    "Received: from 10.217.137.73 by atlas217.aol.mail.bf1.yahoo.com pod-id NONE with HTTPS;"
    " Mon, 1 Jun 2026 10:00:02 +0000\r\n"
    "Authentication-Results: atlas217.aol.mail.bf1.yahoo.com; {auth}\r\n"
    "Received: from 198.51.100.7 (EHLO {helo}) by 10.253.231.25 with SMTPs; Mon, 1 Jun 2026 10:00:01 +0000\r\n"
)
EXIM = (
    "Authentication-Results: mxs.mail.ru; {auth}\r\n"
    "Received: from [198.51.100.7] (port=1234 helo={helo}) by mx98.mail.ru with esmtp"
    " (envelope-from <a@sender.example>) id 1; Mon, 1 Jun 2026 13:00:01 +0300\r\n"
)
# A house whose filter stands in a network of its own, under another name.
TWO_NAMES = (
    "Received: from mx0304.filter.example (bob.store.example [10.31.68.143]) by imap.store.example with ESMTP;"
    " Mon, 1 Jun 2026 10:00:03 +0000\r\n"
    "Authentication-Results: mx0304.filter.example; {auth}\r\n"
    "Received: from {helo} ({rdns} [198.51.100.7]) by mx0304.filter.example with ESMTPS;"
    " Mon, 1 Jun 2026 10:00:01 +0000\r\n"
)
# A small server of an organisation: its filters write below its own line.
POSTFIX = (
    "Return-Path: <a@sender.example>\r\n"
    "Received: from {helo} ({rdns} [198.51.100.7]) by mx.reporter.example (Postfix) with ESMTPS id 1;"
    " Mon, 1 Jun 2026 10:00:01 +0000 (UTC)\r\n"
    "Authentication-Results: mx.reporter.example; {auth}\r\n"
)
# Apple's lines: scores first, then a result of each of its checks, all below the line of its Postfix.
APPLE = (
    "Received: from {helo} ({rdns} [198.51.100.7]) by st43p00im-qukt05021701.me.com (Postfix) with ESMTPS id 1;"
    " Mon, 1 Jun 2026 10:00:01 +0000 (UTC)\r\n"
    "X-ICL-SCORE: 3.333\r\nX-ICL-INFO: GAtbVUse\r\n"
    "Authentication-Results: bimi.icloud.com; bimi=none\r\nX-ARC-Info: policy=fail; arc=none\r\n"
    "Authentication-Results: dmarc.icloud.com; dmarc=pass header.from=sender.example\r\n"
    "X-DMARC-Info: pass=pass; dmarc-policy=reject\r\n"
    "Authentication-Results: spf.icloud.com; {auth}\r\n"
)
EXIM_BELOW = (
    "Received: from {helo} ({rdns} [198.51.100.7]) by mx.hosting.example with esmtps (Exim 4.98) id 1;"
    " Mon, 1 Jun 2026 10:00:01 +0000\r\n"
    "Authentication-Results: mx.hosting.example; {auth}\r\n"
)
PASSED = (
    "spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain} header.s=s1;"
    " dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from={domain}"
)
FAILED = "spf=fail smtp.mailfrom={domain}; dkim=none; dmarc=fail (p={policy} dis=NONE) header.from={domain}"


def letter(
    frm: str = "Karim Aziz <karim@sender.example>",
    subject: str = "Notes of our meeting",
    provider: str = GOOGLE,
    auth: str = "",
    more: str = "",
    helo: str = "mail.sender.example",
    rdns: str = "mail.sender.example",
    to: str = f"To: {READER}\r\n",
    body: str = "Hello Layla",
) -> bytes:
    """A whole mail as it reached its reader; without `auth` everything passed for the domain that is shown."""
    domain = frm.rpartition("@")[2].strip(" >") or "sender.example"
    stack = provider.format(auth=auth or PASSED.format(domain=domain), helo=helo, rdns=rdns)
    own = (
        f"{more}From: {frm}\r\n{to}Subject: {subject}\r\nDate: Mon, 1 Jun 2026 09:59:59 +0000\r\n"
        "Message-ID: <20260601.1@mail.sender.example>\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    return (stack + own + body + "\r\n").encode()


def opened(raw: bytes) -> Mail:
    return read_mail(raw)


def report_of_delivery(frm: str = "Mail Delivery System <MAILER-DAEMON@mx.sender.example>") -> bytes:
    """A bounce as RFC 3464 wants it."""
    return (
        "Return-Path: <>\r\n"
        "Received: from mx.sender.example (mx.sender.example [198.51.100.7]) by mx.reporter.example (Postfix) with"
        " ESMTP id 1; Mon, 1 Jun 2026 10:00:01 +0000 (UTC)\r\n"
        f"From: {frm}\r\nTo: {READER}\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Auto-Submitted: auto-replied\r\nDate: Mon, 1 Jun 2026 09:59:59 +0000\r\nMessage-ID: <1@mx.sender.example>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.sender.example\r\n\r\n"
        "Final-Recipient: rfc822; x@gone.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n"
    ).encode()
