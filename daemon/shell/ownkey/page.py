"""The sheet of paper itself: black on white, A4, nothing loaded from anywhere, and how to come back from it."""

import html
from collections.abc import Sequence
from datetime import datetime

from daemon.shell.init_words import in_fours
from pgp.certificates import Certificate

STYLE = """
@page { size: A4; margin: 15mm }
body { font: 10.5pt/1.4 serif; color: #000; background: #fff; max-width: 180mm; margin: 0 auto }
h1 { font-size: 16pt; margin: 0 0 2mm } h2 { font-size: 12pt; margin: 5mm 0 1mm; break-after: avoid }
.warning { border: 1.5pt solid #000; padding: 2mm 3mm; margin: 3mm 0 }
pre { font: 8.5pt/1.5 monospace; margin: 2mm 0; white-space: pre }
.fingerprint { font: bold 12pt monospace }
.codes { display: flex; flex-wrap: wrap; gap: 4mm }
figure { margin: 0; width: 82mm; text-align: center; break-inside: avoid }
figure svg { width: 80mm; height: 80mm; display: block } figcaption { font-size: 9pt }
ol { margin: 1mm 0; padding-left: 6mm } code { font: 9pt monospace; white-space: nowrap } .apart { break-before: page }
"""


def page(key: Certificate, lines: Sequence[str], codes: Sequence[str], now: datetime) -> str:
    """`lines` as they are typed back, `codes` as drawings. The only words of others are the key's own names."""
    names = "<br>".join(html.escape(name) for name in key.names)
    ends = f"It can be written to until {key.encryption_expires_at:%Y-%m-%d}" if key.encryption_expires_at else ""
    figures = "\n".join(
        f"<figure>{code}<figcaption>QR code {number} of {len(codes)}</figcaption></figure>"
        for number, code in enumerate(codes, start=1)
    )
    typed = html.escape("\n".join(lines))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Backup of a secret key</title>
<style>{STYLE}</style>
</head>
<body>
<h1>Secret OpenPGP key of a helpdesk</h1>
<p>{names}<br><span class="fingerprint">{in_fours(key.fingerprint)}</span><br>
Printed on {now:%Y-%m-%d}. {ends}</p>
<p class="warning"><b>Whoever holds this sheet reads every mail that was ever sealed to this desk, and can write in its
name.</b> There is no passphrase. Keep it in a safe, in another house than the desk's server and its backups. When the
desk changes its key (<code>hirz key rotate</code>), print a new sheet and burn this one.</p>
<h2>To bring the key back</h2>
<ol>
<li>Either type the {len(lines)} lines below into a file, or read the {len(codes)} QR codes with any telephone that is
offline, and copy what they say into a file, in any order.</li>
<li><code>hirz key restore FILE</code> names each line that was mistyped. It writes the key where the desk's config
wants it; <code>--to KEYFILE</code> names another place.</li>
<li>Compare the fingerprint it shows with the one above, then <code>hirz check</code>.</li>
</ol>
<p>Digits are 0 to 9 and A to F; what stands behind = is the checksum of its line, and is typed, too.<br>
Without Hirz: leave out the numbers, and = with all behind it; then <code>xxd -r -p FILE | gpg --import</code>.</p>
<h2>The key in {len(lines)} lines</h2>
<pre>{typed}</pre>
<h2 class="apart">The key in {len(codes)} QR codes</h2>
<p class="fingerprint">{in_fours(key.fingerprint)}</p>
<div class="codes">
{figures}
</div>
</body>
</html>
"""
