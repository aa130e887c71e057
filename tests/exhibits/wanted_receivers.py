"""The lines that eight kinds of provider write above a mail they take in, as a reader forwards them with the mail."""

from tests.exhibits.wanted_stacks import Sent, address, digits, moment, token

_SAID = {"pass": "was verified", "fail": "did not verify"}
_JUDGED = {"pass": "Good", "fail": "Bad"}


def gmail(sent: Sent, to: str) -> str:
    at, ip, key = sent.bounce, address(sent), token(sent.bounce, 40)
    dkim = "".join(
        f"\r\n       dkim={word} header.i=@{one} header.s=s{len(one)} header.b={key[:8]};" for one, word in sent.checked
    )
    spf = {
        "pass": f'spf=pass (google.com: domain of {at} designates {ip} as permitted sender) smtp.mailfrom="{at}"',
        "none": f"spf=none (google.com: {sent.host} does not designate permitted sender hosts) smtp.mailfrom={at}",
        "softfail": f"spf=softfail (google.com: domain of transitioning {at} does not designate {ip} as permitted "
        "sender)"
        f" smtp.mailfrom={at}",
    }[sent.spf]
    told = f"mx.google.com;{dkim}\r\n       {spf}"
    if sent.dmarc != "none":
        policy = sent.policy.upper()
        told += f";\r\n       dmarc={sent.dmarc} (p={policy} sp={policy} dis=NONE) header.from={sent.shown}"
    return (
        f"Delivered-To: {to}\r\n"
        f"Received: by 2002:a05:7300:4d24:b0:123:9c1e:77ab with SMTP id x12csp{digits(key)}dyb;\r\n"
        f"        {moment(sent.when, 3)}\r\n"
        f"X-Google-Smtp-Source: {key}{key}\r\n"
        f"X-Received: by 2002:a17:907:60cd:b0:a6f:1c2d:3e4f with SMTP id hv13-2002mr{digits(at)}"
        f"ejc.70.{digits(to)};\r\n"
        f"        {moment(sent.when, 2)}\r\n"
        f"ARC-Seal: i=1; a=rsa-sha256; t=17{digits(at)}; cv=none;\r\n        d=google.com; s=arc-20240605;\r\n"
        f"        b={key}\r\n"
        f"ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605;\r\n"
        f"        h=to:subject:from:date:dkim-signature; bh={key}=; fh={key}; b={key}; dara=google.com\r\n"
        f"ARC-Authentication-Results: i=1; {told}\r\n"
        f"Return-Path: <{at}>\r\n"
        f"Received: from {sent.host} ({sent.host}. [{ip}])\r\n"
        f"        by mx.google.com with ESMTPS id a640c23a62f3a-{key[:12]}si{digits(at)}66b.12.{digits(to)}\r\n"
        f"        for <{to}>\r\n        (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128);\r\n"
        f"        {moment(sent.when, 1)}\r\n"
        f"Received-SPF: {sent.spf} (google.com: domain of {at}) client-ip={ip};\r\n"
        f"Authentication-Results: {told}\r\n"
    )


def outlook(sent: Sent, to: str) -> str:
    at, ip, key = sent.bounce, address(sent), token(sent.bounce, 60)
    home = at.rpartition("@")[2]
    dkim = "".join(f" dkim={word} (signature {_SAID[word]})\r\n header.d={one};" for one, word in sent.checked)
    dkim = dkim or " dkim=none (message not signed)\r\n header.d=none;"
    spf = f"spf={sent.spf} (sender IP is {ip})\r\n smtp.mailfrom={home};"
    dmarc = f"dmarc={sent.dmarc if sent.dmarc != 'none' else 'bestguesspass'} action=none header.from={sent.shown};"
    composite = "compauth=pass reason=100" if sent.dmarc == "pass" else "compauth=pass reason=109"
    return (
        "Received: from AS8PR04MB8404.eurprd04.prod.outlook.com (2603:10a6:20b:3f8::7)\r\n"
        f" by AM0PR04MB5121.eurprd04.prod.outlook.com with HTTPS; {moment(sent.when, 5)}\r\n"
        "Received: from DU7PR01CA0030.eurprd01.prod.exchangelabs.com (2603:10a6:10:50e::21) by\r\n"
        " AS8PR04MB8404.eurprd04.prod.outlook.com (2603:10a6:20b:3f8::7) with Microsoft SMTP Server "
        "(version=TLS1_2,\r\n"
        f" cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id 15.20.8792.27; {moment(sent.when, 4)}\r\n"
        "Received: from DU2PEPF00028D0B.eurprd03.prod.outlook.com\r\n"
        " (2603:10a6:10:50e:cafe::d5) by DU7PR01CA0030.outlook.office365.com\r\n"
        " (2603:10a6:10:50e::21) with Microsoft SMTP Server (version=TLS1_3,\r\n"
        f" cipher=TLS_AES_256_GCM_SHA384) id 15.20.8792.27 via Frontend Transport; {moment(sent.when, 3)}\r\n"
        f"Authentication-Results: {spf}{dkim}{dmarc}{composite}\r\n"
        f"Received-SPF: {sent.spf.title()} (protection.outlook.com: domain of {home}\r\n designates {ip} as permitted"
        f" sender) receiver=protection.outlook.com;\r\n client-ip={ip}; helo={sent.host}; pr=C\r\n"
        f"Received: from {sent.host} ({ip}) by\r\n"
        " DU2PEPF00028D0B.mail.protection.outlook.com (10.167.242.171) with Microsoft SMTP Server (version=TLS1_3,\r\n"
        f" cipher=TLS_AES_256_GCM_SHA384) id 15.20.8792.22 via Frontend Transport; {moment(sent.when, 2)}\r\n"
        f"X-IncomingTopHeaderMarker: OriginalChecksum:{key};UpperCasedChecksum:{key}\r\n"
    ) + (
        f"Return-Path: {at}\r\n"
        "X-MS-Exchange-Organization-ExpirationInterval: 1:00:00:00.0000000\r\n"
        "X-MS-Exchange-Organization-SCL: 1\r\n"
        f"X-Forefront-Antispam-Report: CIP:{ip};CTRY:US;LANG:en;SCL:1;SRV:;IPV:NLI;SFV:NSPM;H:{sent.host};PTR:"
        f"{sent.host};CAT:NONE;SFS:(13230040)(4022899009);DIR:INB;\r\n"
        "X-Microsoft-Antispam: BCL:3;ARA:13230040|4022899009;\r\n"
        "X-MS-Exchange-CrossTenant-FromEntityHeader: Internet\r\n"
    )


def yahoo(sent: Sent, to: str) -> str:
    at, ip = sent.bounce, address(sent)
    dkim = "".join(f" dkim={word} header.i=@{one} header.s=s{len(one)};\r\n" for one, word in sent.checked)
    dmarc = (
        f"dmarc={sent.dmarc}(p={sent.policy.upper()}) header.from={sent.shown}"
        if sent.dmarc != "none"
        else (f"dmarc=unknown header.from={sent.shown}")
    )
    return (
        f"X-Apparently-To: {to}; {moment(sent.when, 3)}\r\nReturn-Path: <{at}>\r\nX-Originating-Ip: [{ip}]\r\n"
        f"Received-SPF: {sent.spf} (domain of {at.rpartition('@')[2]} designates {ip} as permitted sender)\r\n"
        "Authentication-Results: atlas-production.v2-mail-prod1-gq1.omega.yahoo.com;\r\n"
        f"{dkim or ' dkim=unknown;' + chr(13) + chr(10)} spf={sent.spf} smtp.mailfrom={at.rpartition('@')[2]};"
        f"\r\n {dmarc};\r\n"
        f"X-YMailISG: {token(at, 60)}\r\n {token(ip, 60)}\r\n"
        f"Received: from {ip} (EHLO {sent.host})\r\n by 10.217.151.143 with SMTPs\r\n"
        f" (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256);\r\n {moment(sent.when, 2)}\r\n"
    )


def proton(sent: Sent, to: str) -> str:
    at, ip = sent.bounce, address(sent)
    name = "Authentication-Results: mail.protonmail.ch;"
    dkim = "".join(
        f"{name} dkim={word} ({_JUDGED[word]} 2048 bit\r\n    rsa-sha256 signature) header.d={one} "
        "header.a=rsa-sha256\r\n"
        for one, word in sent.checked
    )
    policy = f"(p={sent.policy} dis=none) " if sent.dmarc != "none" else ""
    return (
        f"Return-Path: <{at}>\r\nX-Original-To: {to}\r\nDelivered-To: {to}\r\n{dkim}"
        f"{name} dmarc={sent.dmarc} {policy}header.from={sent.shown}\r\n"
        f"{name} spf={sent.spf} smtp.mailfrom={at.rpartition('@')[2]}\r\n"
        f"{name} arc=none smtp.remote-ip={ip}\r\n"
        f"{'' if dkim else name + ' dkim=none' + chr(13) + chr(10)}"
        f"Received: from {sent.host} ({sent.host} [{ip}]) (using TLSv1.3 with cipher\r\n TLS_AES_256_GCM_SHA384 "
        "(256/256"
        " bits) key-exchange X25519 server-signature RSA-PSS (2048 bits)) (No client certificate requested) by\r\n"
        f" mailin034.protonmail.ch (Postfix) with ESMTPS id 4Z{token(at, 10)} for\r\n <{to}>; "
        f"{moment(sent.when, 1)}\r\n"
        "X-Pm-Spamscore: 0\r\nX-Pm-Origin: external\r\nX-Pm-Transfer-Encryption: TLSv1.3 with cipher"
        " TLS_AES_256_GCM_SHA384 (256/256 bits)\r\nX-Pm-Content-Encryption: on-delivery\r\n"
        f"X-Pm-Spam: 0yezJI6cihiJeYR3pi42bi{token(at, 40)}\r\n"
    )


def yandex(sent: Sent, to: str) -> str:
    at, ip = sent.bounce, address(sent)
    front = "mail-nwsmtp-mxfront-production-main-12.klg.yp-c.yandex.net"
    dkim = "".join(f" dkim={word} header.i=@{one};" for one, word in sent.checked)
    return (
        f"Received: from {front} ({front} [IPv6:2a02:6b8:c42:7a22:0:640:e8d4:0])\r\n"
        f" by postback12b.mail.yandex.net (Yandex) with LMTP id {token(at, 10)}-{token(to, 8)}\r\n for <{to}>;"
        f" {moment(sent.when, 3)}\r\n"
        f"Received: from {sent.host} ({sent.host} [{ip}])\r\n by {front} (mxfront/Yandex) with ESMTPS id "
        f"{token(ip, 12)};"
        f"\r\n {moment(sent.when, 2)}\r\n"
        f"X-Yandex-Fwd: 1\r\nReturn-Path: {at}\r\n"
    ).replace(
        f"Received: from {sent.host}",
        f"Authentication-Results: {front}; spf={sent.spf} ({front}: domain of {at.rpartition('@')[2]} designates "
        f"{ip} as"
        f" permitted sender, rule=[ip4:{ip}]) smtp.mail={at};{dkim} dmarc={sent.dmarc}\r\n"
        f"X-Yandex-Spam: 1\r\nReceived: from {sent.host}",
        1,
    )


def zoho(sent: Sent, to: str) -> str:
    at, ip = sent.bounce, address(sent)
    dkim = f"dkim={'pass' if sent.signed else 'fail' if sent.broken else 'none'}"
    told = (
        f"mx.zohomail.com;\r\n\t{dkim};\r\n\tspf={sent.spf} (zohomail.com: domain of {at} designates {ip} as permitted"
        f" sender)  smtp.mailfrom={at};\r\n\tdmarc={sent.dmarc}(p={sent.policy} dis=none)  header.from={sent.shown}"
    )
    return (
        f"Delivered-To: {to}\r\nReceived-SPF: {sent.spf} (zohomail.com: domain of {at} designates {ip} as permitted"
        f" sender) client-ip={ip}; envelope-from={at}; helo={sent.host};\r\n"
        f"Authentication-Results: {told}\r\n"
        f"ARC-Seal: i=1; a=rsa-sha256; t=17{digits(at)}; cv=none;\r\n\td=zohomail.com; s=zohoarc;"
        f"\r\n\tb={token(at)}=\r\n"
        f"ARC-Authentication-Results: i=1; {told}\r\nReturn-Path: <{at}>\r\n"
        f"Received: from {sent.host} ({sent.host} [{ip}]) by mx.zohomail.com\r\n\twith SMTPS id 17{digits(at)}"
        f".{digits(to)};"
        f" {moment(sent.when, 1)}\r\nX-ZohoMail-DKIM: {dkim[5:]} (identity @{sent.shown})\r\n"
    )


def rspamd(sent: Sent, to: str) -> str:
    """A newsroom's own Postfix with rspamd, whose lines stand below that of Postfix."""
    at, ip, home = sent.bounce, address(sent), "mail." + to.rpartition("@")[2]
    dkim = "".join(
        f"\r\n\tdkim={word} header.d={one} header.s=s{len(one)} header.b={token(one, 8)};" for one, word in sent.checked
    )
    return (
        f"Return-Path: <{at}>\r\nDelivered-To: {to}\r\n"
        f"Received: from {home}\r\n\tby {home} with LMTP\r\n\tid {token(at, 22)}\r\n\t(envelope-from <{at}>)\r\n"
        f"\tfor <{to}>; {moment(sent.when, 2)}\r\n"
        f"Received: from {sent.host} ({sent.host} [{ip}])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 "
        "(256/256"
        f" bits))\r\n\t(No client certificate requested)\r\n\tby {home} (Postfix) with ESMTPS id {token(ip, 11)}\r\n"
        f"\tfor <{to}>; {moment(sent.when, 1)}\r\n"
        f"Authentication-Results: {home};{dkim or chr(13) + chr(10) + chr(9) + 'dkim=none;'}\r\n"
        f"\tspf={sent.spf} ({home}: domain of {at} designates {ip} as permitted sender) smtp.mailfrom={at};\r\n"
        f"\tdmarc={sent.dmarc} (policy={sent.policy}) header.from={sent.shown}\r\n"
        f"X-Rspamd-Server: mail\r\nX-Spamd-Result: default: False [-2.10 / 15.00];"
        "\r\n\tMIME_GOOD(-0.10)[text/plain];\r\n"
        f"\tASN(0.00)[asn:64500, ipnet:{ip}/24, country:US];\r\n\tARC_NA(0.00)[]\r\n"
        f"X-Rspamd-Action: no action\r\nX-Spam-Status: No, score=-2.10\r\n"
    )


def hosting(sent: Sent, to: str) -> str:
    """Rented web space, whose Exim writes down nothing about authentication."""
    at, ip = sent.bounce, address(sent)
    return (
        f"Return-Path: <{at}>\r\nDelivered-To: {to}\r\n"
        f"Received: from srv07.hosting.example\r\n\tby srv07.hosting.example with LMTP\r\n\tid {token(at, 22)}\r\n"
        f"\t(envelope-from <{at}>)\r\n\tfor <{to}>; {moment(sent.when, 2)}\r\nEnvelope-to: {to}\r\n"
        f"Delivery-date: {moment(sent.when, 2)}\r\n"
        f"Received: from {sent.host} ([{ip}]:40122)\r\n\tby srv07.hosting.example with esmtps  (TLS1.3) tls"
        f" TLS_AES_256_GCM_SHA384\r\n\t(Exim 4.98.1)\r\n\t(envelope-from <{at}>)\r\n\tid 1u{token(at, 5)}"
        f"-0000000{token(to, 3)}"
        f"-1abc\r\n\tfor {to};\r\n\t{moment(sent.when, 1)}\r\n"
        "X-Spam-Status: No, score=-0.1\r\nX-Spam-Score: 0\r\nX-Spam-Bar: /\r\nX-Spam-Flag: NO\r\n"
    )


RECEIVERS = {
    "layla.haddad@gmail.com": gmail,
    "rami.saleh@outlook.com": outlook,
    "nour_k@yahoo.com": yahoo,
    "desk.beirut@proton.me": proton,
    "hevin.ali@yandex.com": yandex,
    "editor@zoho-house.example": zoho,
    "samira@paper.example": rspamd,
    "office@small-ngo.example": hosting,
}
