"""A notice on a telephone, drawn by a browser: nothing sticks out, nothing is fetched. The pictures are for people."""

import shutil
import subprocess
from pathlib import Path

import pytest

from mailflows.compose import page_of
from mailflows.leaving import Leaving
from mailflows.letter import Attachment
from tests.mailflows.flow import Flow
from tests.mailflows.test_notices import TRAP, speaks, tells

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PHONE = "390,3600"
LINK = "https://bank.example.evil.test/login?id=" + "f81d4fae7dec11d0a76500a0c91e6bf6" * 2
LETTERS = {
    "en": "Hello,\n\nI got this mail from my bank and I clicked the link before I saw the address. I fear that they "
    f"read my mail.\n\n{LINK}\n#close\n\nOn Sat, 21 Nov 2026 at 10:12, Cedar <help@desk.test> wrote:\n"
    "> We got your message.\n> Take care.\n",
    "ar": "مرحبًا،\n\nوصلتني رسالة من البنك وضغطت على الرابط قبل أن أنتبه إلى العنوان. أخاف أن يقرؤوا بريدي الآن.\n\n"
    f"{LINK}\n#close\nThank you (urgent)!\n\nفي 21 نوفمبر 2026 كتب Cedar <help@desk.test>:\n> وصلتنا رسالتكم/ن.\n",
}


@pytest.mark.skipif(BROWSER is None, reason="no browser here that could draw it")
@pytest.mark.parametrize("tongue", ["en", "ar"])
def test_a_notice_is_drawn_on_a_telephone(flow: Flow, tongue: str, tmp_path: Path) -> None:
    speaks(flow, tongue)
    files = (
        Attachment(
            1, "mail/2", "كشف المستحقات.docm", "application/octet-stream", "application/vnd.ms-word", 48_213, "ab" * 32
        ),
        Attachment(2, "mail/3", "screen.jpg", "image/jpeg", "image/jpeg", 812_000, "0c" * 32),
    )
    notice = tells(flow, LETTERS[tongue], attachments=files, subject="Your account / حسابك")
    leaving = flow.leaves(notice)
    assert isinstance(leaving, Leaving)
    page, picture = tmp_path / f"notice-{tongue}.html", tmp_path / f"notice-{tongue}.png"
    page.write_text(page_of(leaving, flow.desk), "utf-8")
    (tmp_path / f"notice-{tongue}.txt").write_text(notice.text, "utf-8")
    draw(page, picture)
    print(f"drawn: {picture}")
    assert picture.stat().st_size > 20_000 and TRAP.evidence in notice.text.replace("\u2068", "").replace("\u2069", "")


def draw(page: Path, picture: Path, *more: str) -> None:
    """Headless, without network and without a profile of anybody's; in a telephone's width."""
    subprocess.run(
        [
            str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={page.parent / 'profile'}",
            f"--window-size={PHONE}", f"--screenshot={picture}", *more, page.as_uri(),
        ],
        check=True, capture_output=True, timeout=90,
    )  # fmt: skip
