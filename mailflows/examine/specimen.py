"""A mail that nobody sent: it is looked at once before all others, so that no child has to learn how to read.

What is learnt then (tables made, patterns compiled, names looked up) is shared by every child that is forked later.
"""

SPECIMEN = (
    "Received: from out.sender.example (out.sender.example [192.0.2.7])\r\n"
    " by mx.provider.example with ESMTPS id 1 for <reader@provider.example>; Mon, 1 Jun 2026 10:00:01 +0000\r\n"
    "Authentication-Results: mx.provider.example; spf=pass smtp.mailfrom=sender.example; dkim=pass\r\n"
    " header.d=sender.example; dmarc=pass header.from=sender.example\r\n"
    "ARC-Authentication-Results: i=1; mx.provider.example; dmarc=pass header.from=sender.example\r\n"
    "DKIM-Signature: v=1; a=rsa-sha256; d=sender.example; s=s1; h=from:subject; bh=x; b=x\r\n"
    "From: =?utf-8?b?2YXYpNiz2LPYqQ==?= <news@sender.example>\r\n"
    "Reply-To: Desk <answers@sender.example>\r\n"
    "To: reader@provider.example\r\n"
    "Subject: =?windows-1256?q?=C7=E1=CA=CD=DE=DE?= Please confirm your account\r\n"
    "Message-ID: <1@sender.example>\r\n"
    "List-Unsubscribe: <https://sender.example/u>\r\n"
    "X-Mailer: specimen\r\n"
    "MIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="specimen"\r\n\r\n'
    "--specimen\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "Dear reader, your password expires in 24 hours. مرحبا، حسابك https://sender.example/a?b=c. Merci.\r\n"
    "--specimen\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    '<html><body style="color:#000"><p>Dear <b>reader</b></p><div style="display:none">x</div>'
    '<table><tr><td bgcolor="#fff"><a href="https://www.bank.example@sender.example/login">bank.example</a></td></tr>'
    '</table><img src="https://sender.example/p.png" width="1"><form action="/x"><input type="password"></form>'
    "</body></html>\r\n"
    '--specimen\r\nContent-Type: application/octet-stream; name="notes.txt"\r\n'
    "Content-Transfer-Encoding: base64\r\n\r\nbm90ZXM=\r\n--specimen--\r\n"
).encode()
PARTS = ("suspect", "suspect/3")
