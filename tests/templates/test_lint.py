"""What the looking over of the mails finds, each trouble with its file and line; and what it leaves alone."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from daemon.shell.cli import main
from templates import MAILS, languages
from templates.facts import Line, Text
from templates.lint import all_tongues, faults, lint, operators_faults, scrambled, wanted_in
from templates.lint.direction import begins_latin, turned
from templates.lint.guidance import SECTIONS, SHARED, senders, shared, steps_of
from templates.lint.notes import troubles_of_note
from templates.lint.reading import hardness, unreadable
from templates.lint.saying import forbidden
from templates.lint.walk import lint_mail, told_alike
from templates.mails import Mail, Reader
from templates.tongues import PACK, PACKS

TODAY = date(2026, 11, 28)
HEAD = "{# reviewed: 2026-11-28; compromised_mailbox: no; sources: own text #}\n"
Writes = Callable[..., Path]


@pytest.fixture
def writes(tmp_path: Path) -> Writes:
    """A file in an operator's folder."""

    def write_down(text: str, name: str = "en/closing.txt") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    return write_down


def found(folder: Path, name: str = "closing", language: str = "en") -> list[str]:
    """The troubles of one mail, with paths from the operator's folder on."""
    return [str(trouble).removeprefix(f"{folder}/") for trouble in lint_mail(name, language, folder, TODAY)]


CLOSING = (
    HEAD
    + """Subject: Goodbye
Hello,

{% if text %}
{{ text }}

{% endif %}
{% include "parts/danger.txt" %}

{{ desk_name }}
{% if tag %}
{{ tag | alone }}
{% endif %}
"""
)


def test_the_mails_are_well() -> None:
    """Shipped ones, whose reviews are not old today; tests go on when they are, and `make check` does not."""
    assert [str(trouble) for trouble in lint(today=TODAY)] == []


def test_a_mail_of_ones_own_that_is_well(writes: Writes, tmp_path: Path) -> None:
    writes(CLOSING)
    assert found(tmp_path) == []


WRONG = {
    "a fact that nobody gives": ("{{ desk_name }}", "{{ hour }}", "11: there is no fact hour"),
    "a field that no row has": ("{{ desk_name }}", "{{ desk_name.owner }}", "11: there is no fact ….owner"),
    "a fact in the Subject": ("Goodbye", "Goodbye {{ desk_name }}", "2: a Subject may hold the ticket's tag"),
    "a part that is not there": ("parts/danger", "parts/dangers", "9: includes parts/dangers.txt, and there is no"),
    "no grammar": ("{% if tag %}", "{% if %}", "12: Expected an expression"),
    "something called": ("{{ desk_name }}", "{{ desk_name() }}", "11: cannot be written: SecurityError"),
    "something computed": ("Hello,", "Hello, {{ 'x' * 3 }}", "3: cannot be written: SecurityError"),
    "no such filter": ("{{ desk_name }}", "{{ desk_name | upper }}", "11: No filter named 'upper'"),
    "no Subject": ("Subject: ", "Betreff: ", "1: the first line must be 'Subject: …'"),
    "the police": ("Hello,", "Hello,\n\nPlease go to the police.", "5: must not say: go to the police"),
    "too many words": ("Hello,", "Hello." + " Take care." * 120, "words; 250 at most"),
    "two steps in a line": ("Hello,", "1. " + "Do this and that. " * 8, "3: step 1 has 32 words, 30 at most"),
    "a step left out": ("Hello,", "1. Wait.\n3. Write.", "4: step 3 should be 2"),
    "an endless sentence": ("Hello,", "We write " + "and go on " * 12, "3: a sentence of 38 words"),
    "long words": ("Hello,", "Administrative organisational considerations presuppose documentation. " * 9, "hard to"),
    "an isolate left open": ("Hello,", "Hello \u2068you,", "3: an isolate or embedding does not close"),
    "an old review": ("2026-11-28", "2025-11-27", "1: reviewed on 2025-11-27, more than 12 months ago"),
    "a date that is none": ("2026-11-28", "last spring", "1: reviewed: 'last spring' is no date"),
    "a flag that is neither": ("mailbox: no", "mailbox: maybe", "1: compromised_mailbox should be yes or no"),
    "no sources": ("sources: own text", "sources:", "1: the comment at its head lacks sources"),
    "empty lines": ("Hello,", "Hello,\n\n\nYou,", "two empty lines"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_trouble_is_told_with_its_line(wrong: str, writes: Writes, tmp_path: Path) -> None:
    old, new, told = WRONG[wrong]
    assert old in CLOSING
    writes(CLOSING.replace(old, new, 1))
    troubles = found(tmp_path)
    assert any(trouble.startswith("en/closing.txt:") and told in trouble for trouble in troubles), troubles


def test_all_languages_say_the_same_facts(writes: Writes, tmp_path: Path) -> None:
    writes(
        CLOSING.replace("{{ desk_name }}", "Cedar").replace("Hello", "مرحبًا").replace("Goodbye", "وداعًا"),
        "ar/closing.txt",
    )
    assert "ar/closing.txt: the English one also says desk_name" in found(tmp_path, language="ar")


def test_a_trouble_in_a_part_is_told_there(writes: Writes, tmp_path: Path) -> None:
    writes("If you are in danger now:\n\n- Call {{ nobody }}.\n", "en/parts/danger.txt")
    assert "en/parts/danger.txt:3: there is no fact nobody" in found(tmp_path)
    assert "en/parts/danger.txt:3: there is no fact nobody" in {
        str(fault).removeprefix(f"{tmp_path}/") for fault in operators_faults(tmp_path, ("en",))
    }


def test_a_file_that_is_no_text_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "closing.txt").write_bytes(b"Subject: x\n\nna\xefve\n")
    assert found(tmp_path) == ["en/closing.txt:3: is not UTF-8 text"]


def test_a_language_with_some_mails_has_those_it_must(tmp_path: Path) -> None:
    assert all(set(PACK) <= set(wanted_in(pack)) < set(MAILS) for pack in PACKS)
    assert all(set(wanted_in(tongue)) == set(MAILS) for tongue in languages())
    (tmp_path / "de").mkdir()
    troubles = [str(fault).removeprefix(f"{tmp_path}/") for fault in faults(tmp_path, ("de",))]
    assert "de/closing.txt: no such file" in troubles and len(troubles) == len(MAILS)


GUIDED = CLOSING.replace(
    "{% if text %}\n{{ text }}\n\n{% endif %}",
    "Now:\n1. Wait.\n\nNext:\n2. Write.\n\nTo prevent it:\n3. Read.\n",
)


def test_guidance_says_now_and_next_and_how_to_prevent_it(writes: Writes, tmp_path: Path) -> None:
    writes(GUIDED, "en/guidance/doxxing.txt")
    assert found(tmp_path, "guidance/doxxing") == []
    writes(GUIDED.replace("Next:", "Perhaps:"), "en/guidance/impersonation.txt")
    (trouble,) = found(tmp_path, "guidance/impersonation")
    assert "lacks the section 'next'" in trouble
    assert set(SECTIONS) == set(all_tongues())


def test_two_kinds_of_trouble_are_not_told_the_same(writes: Writes, tmp_path: Path) -> None:
    writes(GUIDED, "en/guidance/doxxing.txt")
    writes(GUIDED.replace("3. Read.", "3. Think."), "en/guidance/blackmail.txt")
    (trouble,) = told_alike("en", tmp_path)
    assert "67% of its steps are those of doxxing" in str(trouble)
    one, other = steps_of("1. Change the password.\n2. Wait."), steps_of("1. CHANGE the password!\n2. Write.")
    assert shared(one, other) == 0.5 > SHARED
    assert shared(steps_of("1. عدم الردّ."), steps_of("4. عدم الرد")) == 1


def test_guidance_takes_nothing_of_the_senders() -> None:
    assert list(senders("guidance/x", Mail(Reader.REPORTER, {"desk_name": Line()}))) == []
    for kind in (Line(""), Text("")):
        assert list(senders("guidance/x", Mail(Reader.REPORTER, {"subject": kind})))


def test_a_review_is_old_after_twelve_months_to_the_day() -> None:
    note = {"reviewed": "2026-02-28", "compromised_mailbox": "yes", "sources": "own text"}
    for today, old in ((date(2027, 2, 28), False), (date(2027, 3, 1), True), (date(2028, 1, 1), True), (None, False)):
        assert bool(list(troubles_of_note(note, today))) is old
    assert not list(troubles_of_note({**note, "reviewed": "2024-02-29"}, date(2025, 2, 28)))


def test_right_to_left_lines() -> None:
    for bad in (
        "رقم التذكرة H-7K4Q-M2XD هنا",
        "اكتبوا إلى help@desk.example",
        "الأمر #reply هنا",
        "على +353 1 210 0489",
    ):
        assert scrambled(bad)
    for good in ("الأمر \u2066#reply\u2069 هنا", "H-7K4Q-M2XD", "في Thunderbird: كذا", "خلال 24 ساعة"):
        assert not scrambled(good) and not list(turned(good, "ar"))
    assert begins_latin("- Thunderbird: استيراد الملف") == "Thunderbird"
    assert list(turned("Signal تطبيق آمن", "fa")) and not list(turned("Signal تطبيق", "en"))
    assert not begins_latin("\u2068Signal\u2069 تطبيق")  # what is isolated has no say in a line's direction
    assert list(turned("ابدأ \u2068هنا", "ar")) and list(turned("ابدأ\u2069 هنا", "ar"))


def test_reading_is_measured_in_each_language() -> None:
    easy = {
        "en": "Wait here. We write soon.",
        "fr": "Restez ici. Nous vous écrivons vite.",
        "ar": "الرجاء الانتظار. نكتب قريبًا.",
    }
    for language, text in easy.items():
        assert 0 < hardness(text, language) <= 40 and not list(unreadable(text, language))
    assert hardness("", "en") == 0 == hardness("Warten Sie", "de")


def test_what_lint_prints(writes: Writes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    writes(CLOSING.replace("Hello,", "Hello {{ hour }},"))
    writes("Subject: x\n{% include 'parts/next.txt' %}\n", "de/received.txt")
    assert main(["templates", "lint", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"{tmp_path}/en/closing.txt:3: there is no fact hour" in lines
    assert f"{tmp_path}/de/received.txt:2: includes parts/next.txt, and there is no such file in this language" in lines
    assert f"{tmp_path}/de/closing.txt: no such file" in lines
    counts = [line for line in lines if re.match(r"\w\w: \d+ mails, \d+ words; (longest to a reporter: |none)", line)]
    assert [count[:2] for count in counts] == [*languages(), *PACKS, "de"]
    assert lines[-1].endswith("to put right")
    assert main(["templates", "lint", str(tmp_path / "nowhere")]) == 1
    assert "there is no such folder" in capsys.readouterr().err


# Said to somebody who is frightened: what must not be, and beside it what may.
NEVER = {
    "en": (
        "Go to the police.", "Please report it to your local police.", "Call the authorities at once.",
        "Send us your password.", "Tell us the code you received.", "Do not hesitate to send us your password.",
        "If you did not sign out, send us the code.", "Send us a photo of your passport.",
        "Attach your private photos.",
        "You are safe now.", "It is safe to open.", "Do not worry, your account is safe.", "Why did you open it?",
        "You should have asked us.", "This is your own fault.", "Give the code to us.",
    ),
    "fr": (
        "Allez voir la police.", "Contactez la police.", "Portez plainte.", "Envoyez-nous votre mot de passe.",
        "N'hésitez pas, envoyez-nous le code.", "Joignez votre passeport.", "Vous êtes maintenant en sécurité.",
        "Pourquoi avez-vous cliqué ?", "Vous auriez dû attendre.", "Envoyez-nous vos photos.",
    ),
    "ar": (
        "يرجى الاتصال بالشرطة.", "اللجوء إلى الشرطة.", "يرجى إرسال كلمة السر إلينا.", "أرسلوا إلينا الرمز.",
        "لا تترددوا في إرسال كلمة السر.", "أنتم/ن بأمان الآن.", "أنتم الآن في أمان.", "لماذا فتحتم الرابط؟",
        "كان يجب عليكم الانتباه.", "إرسال صوركم إلينا.",
    ),
    "fa": (
        "به پلیس زنگ بزنید.", "گذرواژه خود را برای ما بفرستید.", "کد را به ما بدهید.", "شما در امان هستید.",
        "چرا روی پیوند کلیک کردید؟",
    ),
    "tr": ("Polise gidin.", "Şifrenizi bize gönderin.", "Kodu bize söyleyin.", "Artık güvendesiniz.",
           "Neden tıkladınız?"),
}  # fmt: skip
FINE = {
    "en": (
        "Do not send us passwords or codes. We will never ask for them.", "Send no codes or papers.",
        "Give a code to nobody, even to support.", "This is not your fault.", "Nobody can say that you are safe.",
        "Go to the police only if you want to, after talking to a lawyer.", "If the police took your phone, tell us.",
        "Change the password from another device.", "Go to people you trust, or to a safer place.",
        "Tell us which service it is, without passwords.", "Take a screenshot, and send us the pictures.",
        "Send us the account's link or ID.",
    ),
    "fr": (
        "N'envoyez ni mot de passe ni code.", "Ne donnez de code à personne.", "Ce n'est pas votre faute.",
        "Porter plainte ou non, c'est votre choix.", "N'envoyez pas votre mot de passe.", "Changez le mot de passe.",
    ),
    "ar": (
        "يرجى عدم إرسال كلمات سر أو رموز. لن نطلبها أبدًا.", "عدم إعطاء أي رمز لأحد.", "ليس هذا ذنبكم/ن.",
        "تغيير كلمة السر من جهاز آخر.", "إخبارنا باسم الخدمة، بلا رموز ولا وثائق هوية.", "تقديم شكوى أو عدمه قراركم/ن.",
    ),
    "fa": ("گذرواژه یا کد نفرستید.",
           "گذرواژه را عوض کنید.", "این تقصیر شما نیست.", "ما هرگز گذرواژه نمی‌خواهیم."),
    "tr": ("Şifre veya kod göndermeyin.", "Şifrenizi değiştirin.", "Bu sizin hatanız değil.", "Kodu kimseye vermeyin."),
}  # fmt: skip


@pytest.mark.parametrize("language", NEVER)
def test_forbidden_advice(language: str) -> None:
    passed = [said for said in NEVER[language] if not list(forbidden(said, language))]
    held = [(said, list(forbidden(said, language))) for said in FINE[language] if list(forbidden(said, language))]
    assert not passed, passed
    assert not held, held
    for said in NEVER[language]:
        assert all(len(why) > 20 for _, why in forbidden(said, language)), "each with its reason"
