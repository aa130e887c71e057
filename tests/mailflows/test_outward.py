"""What mail programs leave below a handler's words, and what may leave the house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflows.commands.grammar import read_commands
from mailflows.commands.nonce import nonce_line
from mailflows.commands.vocabulary import WORDS
from mailflows.outward import outward_text, repeats
from mailflows.quoting import own_words

NONCE = nonce_line("H-7K4Q-M2XD", "k7f3qmxy2abc")
NOTICE = ("Ticket H-7K4Q-M2XD", "", "THEY WRITE", "| they took my phone", "", "#take", "#reply", "", NONCE)
OWN = "Dear Zahra,\n\nchange your password.\n* From: a new device\nOn Monday we call."
QUOTED = "\n".join(f"> {line}".rstrip() for line in NOTICE)
BARE = "\n".join(NOTICE)
RLM, LRM, LRE, PDF, NBSP = "\u200f", "\u200e", "\u202a", "\u202c", "\u00a0"

BOTTOMS = {
    "thunderbird en": f"On 2/3/25 10:00, Desk wrote:\n{QUOTED}\n",
    "thunderbird en, below the signature": f"-- \nBob Handler\n+961 1 000\n\nOn 2/3/25 10:00, Desk wrote:\n{QUOTED}\n",
    "thunderbird fr": f"Le 03/02/2025 à 10:00, Desk a écrit{NBSP}:\n{QUOTED}\n",
    "thunderbird ar": f"في 3/2/25 10:00 ص، كتب Desk:\n{QUOTED}\n",
    "apple en": "Bob\n\nSent from my iPhone\n\n> On 3 Feb 2025, at 10:00, Desk <desk@example.org> wrote:\n"
    f">\n> {RLM}x\n{QUOTED}",
    "apple mac en": f"On 3 Feb 2025, at 10:00, Desk <desk@example.org> wrote:\n\n{QUOTED}",
    "apple fr": f"Envoyé de mon iPhone\n\n> Le 3 févr. 2025 à 10:00, Desk <desk@example.org> a écrit :\n>\n{QUOTED}",
    "apple ar": "أُرسلت من الـ iPhone\n\n> في ٣ فبراير ٢٠٢٥، الساعة ١٠:٠٠ ص، كتب Desk <desk@example.org>:\n"
    f">\n{QUOTED}",
    "apple mac ar": f"في ٣ فبراير ٢٠٢٥، الساعة ١٠:٠٠ ص، كتب Desk\n{LRE}<desk@example.org>{PDF}:\n\n{QUOTED}",
    "k-9 en": f"-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n{QUOTED}",
    "k-9 en, no delimiter": f"On 3 February 2025 10:00:00 EET, Desk <desk@example.org> wrote:\n{QUOTED}\n\n"
    "Sent from my Android device with K-9 Mail.\nPlease excuse my brevity.",
    "k-9 fr": f"Le 3 février 2025 10:00:00 GMT+02:00, Desk <desk@example.org> a écrit :\n{QUOTED}\n"
    "Envoyé de mon appareil Android avec Courriel K-9 Mail. Veuillez excuser ma brièveté.",
    "k-9 ar": f"في 3 فبراير 2025 10:00:00 GMT+02:00، كتب Desk <desk@example.org>:\n{QUOTED}\n"
    "أرسل من جهازي الأندرويد باستخدام K-9 Mail. يرجى العذر على الإيجاز.",
    "gmail en": f"On Mon, 3 Feb 2025 at 10:00, Desk <desk@example.org>\nwrote:\n\n{QUOTED}\n",
    "gmail fr": f"Le lun. 3 févr. 2025 à 10:00, Desk <desk@example.org> a écrit :\n\n{QUOTED}\n",
    "gmail ar": f"في الاثنين، ٣ فبراير ٢٠٢٥ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة {LRE}Desk{PDF}{RLM} <\n"
    f"{LRE}desk@example.org{PDF}>:\n\n{QUOTED}",
    "proton en": "Sent with Proton Mail secure email.\n\n"
    f"On Monday, February 3rd, 2025 at 10:00 AM, Desk <desk@example.org> wrote:\n\n{QUOTED}",
    "outlook en": "From: Desk <desk@example.org>\nSent: Monday, February 3, 2025 10:00\n"
    f"To: Bob <bob@example.org>\nSubject: ...\n\n{BARE}",
    "outlook en, bold": "________________________________\n*From:* Desk <desk@example.org>\n*Sent:* Monday\n"
    f"*To:* Bob\n*Subject:* ...\n\n{BARE}",
    "outlook en, doubled": f"From: Desk\n\nSent: Monday\n\nTo: Bob\n\nSubject: ...\n\n{BARE}",
    "outlook fr": "De : Desk <desk@example.org>\nEnvoyé : lundi 3 février 2025 10:00\nÀ : Bob\nObjet : ...\n"
    f"\n{BARE}",
    "outlook ar": f"{RLM}من: Desk <desk@example.org>\n{RLM}تاريخ الإرسال: الاثنين ٣ فبراير ٢٠٢٥\n"
    f"{RLM}إلى: Bob\n{RLM}الموضوع: ...\n\n{BARE}",
    "outlook android en": "Get Outlook for Android<https://aka.example/x>\n________________________________\n"
    f"From: Desk\nSent: Monday\nTo: B\nSubject: x\n\n{BARE}",
    "outlook android fr": "Obtenez Outlook pour Android\n________________________________\nDe : Desk\n"
    f"Envoyé : lundi\nÀ : B\nObjet : x\n\n{BARE}",
    "outlook android ar": "الحصول على Outlook لـ Android\n________________________________\nمن: Desk\n"
    f"تم الإرسال: الاثنين\nإلى: B\nالموضوع: x\n\n{BARE}",
    "outlook classic en": f"-----Original Message-----\nFrom: Desk\nSent: Monday\nTo: Bob\nSubject: ...\n\n{BARE}",
    "outlook classic fr": f"-----Message d'origine-----\nDe : Desk\nEnvoyé : lundi\nÀ : Bob\nObjet : ...\n\n{BARE}",
    "samsung ar": f"-------- الرسالة الأصلية --------\nمن: Desk\nالتاريخ: ٣/٢\nإلى: Bob\nالموضوع: x\n\n{BARE}",
    "outlook mac en, no marks": f'On 03/02/2025, 10:00, "Desk" <desk@example.org> wrote:\n\n{BARE}',
    "outlook mac fr, no marks": f"Le 03/02/2025 10:00, « Desk » <desk@example.org> a écrit :\n\n    {BARE}",
    "bare quote": QUOTED,
    "quoted nonce wrapped": "> Ticket\n> -- hirz H-7K4Q-M2XD\n> k7f3qmxy2abc --\n",
    "persian": f"در دوشنبه ۳ فوریه ۲۰۲۵ Desk <desk@example.org> نوشت:\n\n{QUOTED}",
    "turkish": f"Desk <desk@example.org>, 3 Şub 2025 Pzt, 10:00 tarihinde şunu yazdı:\n\n{QUOTED}",
    "signature cut": "--\nBob Handler\nDigital security, Beirut",
    "phone only": "Sent from my Galaxy",
    "nothing": "",
}  # fmt: skip


@pytest.mark.parametrize("bottom", BOTTOMS.values(), ids=BOTTOMS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_handlers_own_words_leave(bottom: str, newline: str) -> None:
    expected = OWN + ("\n\nBob" if bottom.startswith("Bob\n") else "")
    mail = f"#reply\n#status waiting\n\n{OWN}\n\n{bottom}".replace("\n", newline)
    read = read_commands(mail, WORDS)
    assert [(spoken.word.name) for spoken in read.spoken] == ["reply", "status"], read.problems
    leaving = outward_text(read.text)
    assert (leaving.text, leaving.refused) == (expected, None)
    assert not bottom or leaving.stripped
    assert outward_text(leaving.text) == type(leaving)(expected, (), None)  # nothing honest is eaten by a second look


@pytest.mark.parametrize("bottom", BOTTOMS.values(), ids=BOTTOMS)
def test_with_nothing_of_their_own_nothing_leaves(bottom: str) -> None:
    if not bottom.startswith("Bob\n"):
        assert outward_text(bottom).refused == "missing_text"
        assert [p.why for p in read_commands(f"#reply\n\n{bottom}", WORDS).problems] == ["missing_text"]


HONEST = [
    "Look at the line\nFrom: the bank\nand compare it with the address below it.",
    "Three things:\n- one\n- two --\n-- three",
    "On the phone they wrote:\ncome here",
    "On 3 May 2025 the ministry wrote:\n\nno more protests",
    "كتبوا في ٣ أيار:\n\nلا تخرجوا",
    "De : rien",
    "Sent from my heart: everything will be fine.\nCall us.",
    "Subject: lines like this one are forged easily.\nTo: is never proof.",
    "----------\nStep one\n----------\nStep two",
    "the page is named a > b",
    "hirz is the name of our desk -- and it will stay.",
    "عزيزتي زهراء،\n\n\u200fغيّري كلمة السر.\n\nمن: نحن",
]


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_not_eaten(text: str) -> None:
    leaving = outward_text(text)
    assert (leaving.text, leaving.stripped, leaving.refused) == (text, (), None)


@pytest.mark.parametrize(
    "text",
    [
        f"{OWN}\n> they took my phone\nI am sorry.",
        f"{QUOTED}\n\n{OWN}",
        f"{OWN}\n＞ quoted\nmore",
        f"{OWN}\n\nFrom: Desk\nSent: Monday\nTo: Bob\nSubject: Ticket\n\nthey took my phone",
        f"{OWN}\n\n-----Original Message-----\nthey took my phone",
        f"{OWN}\n\nOn 3 May 2025, Desk <desk@example.org> wrote:\n\nthey took my phone",
        f"{OWN}\n\n3 mag 2025 Desk ha scritto: \n\nthey took my phone\n\n{NONCE}",
        f"{OWN} -- hirz H-7K4Q-M2XD nonsense",
        f"{OWN} — hirz",
        f"the code is k7f3qmxy2abc\n\n{QUOTED}",
        f"{OWN}\nLeave this line in your  reply.",
    ],
)
def test_what_still_holds_our_notice_does_not_leave(text: str) -> None:
    assert outward_text(text, own_lines=("Leave this line in your reply.",)).refused == "quoted_text_left"


def test_our_line_on_top_is_taken_off() -> None:
    assert outward_text(f"{NONCE}\n\n{OWN}").text == OWN
    assert outward_text(f"{NONCE}\n\n{OWN}").refused is None


def test_what_was_taken_off_is_told_shortly() -> None:
    leaving = outward_text(f"{OWN}\n\n-- \nBob\n\nOn 2/3/25 10:00, Desk wrote:\n{QUOTED}\n")
    assert leaving.stripped == ("--", "Bob", "On 2/3/25 10:00, Desk wrote:", "> Ticket H-7K4Q-M2XD")
    many = outward_text(f"{OWN}\n-- \n" + "\n".join(f"{'line' * 100} {n}" for n in range(500)))
    assert len(many.stripped) == 20
    assert all(len(line) <= 120 for line in many.stripped)


def test_controls_do_not_leave_and_marks_of_order_do() -> None:
    assert outward_text("a\x00b\x1b[31mc\u200fd\ud800\x85e\tf").text == "ab[31mc\u200fde\tf"


def test_a_note_keeps_only_the_handlers_own_words() -> None:
    assert own_words(f"I called her.\n\nOn 2/3/25 10:00, Desk wrote:\n{QUOTED}\n").text == "I called her."


def test_eight_words_of_a_secret_are_found_and_seven_are_not() -> None:
    secret = "They took my phone at the checkpoint, near «Tripoli» yesterday evening."
    assert repeats("I see that THEY TOOK my phone at the\ncheckpoint near Tripoli. Sorry.", [secret]) == (
        "they took my phone at the checkpoint near"
    )
    assert repeats("they took my phone at the checkpoint", [secret]) is None
    assert repeats("x " + secret, [secret], n=3) == "they took my"
    assert (
        repeats("اخذوا الهاتف مني عند الحاجز قرب طرابلس مساء", ["أخذوا الهاتف منّي عند الحاجز قرب طرابلس مساءً"])
        is not None
    )
    assert repeats("anything", []) is None
    assert repeats("", [secret]) is None


@given(
    st.lists(
        st.sampled_from([*"ab\n\r>- :@1", "From: x\n", "wrote:\n", "-- \n", NONCE, "\u200f", "On 1 "]), max_size=80
    ).map("".join)
)
def test_nothing_written_breaks_the_taking_off(text: str) -> None:
    leaving = outward_text(text)
    if leaving.refused is None:
        assert leaving.text
        assert NONCE not in leaving.text
        assert not any(line.lstrip().startswith(">") for line in leaving.text.split("\n"))
