"""What a handler may write at the top of a mail, and what their mail programs make of it."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mailflows.commands.choices import CHOICES
from mailflows.commands.grammar import LIMIT, WHY, Read, read_commands
from mailflows.commands.nonce import NonceLine
from mailflows.commands.vocabulary import WORDS
from mailflows.spelling import blank, fold
from tests.fuzz.top_block import only_from_the_top

RLM, LRM, ALM, BOM, NBSP, NNBSP, ZWNJ, TATWEEL = (
    "\u200f",
    "\u200e",
    "\u061c",
    "\ufeff",
    "\u00a0",
    "\u202f",
    "\u200c",
    "\u0640",
)
RLE, PDF, RLI, PDI = "\u202b", "\u202c", "\u2067", "\u2069"


def read(text: str) -> Read:
    return read_commands(text, WORDS, {**CHOICES, "role": {"threat_lab": ("lab",), "legal": ()}})


def said(text: str) -> list[tuple[str, str]]:
    """Every word and value the mail speaks; the mail must be understood."""
    result = read(text)
    assert not result.problems, result.problems
    return [(spoken.word.name, spoken.value) for spoken in result.spoken]


def whys(text: str) -> list[tuple[int, str]]:
    """Why the mail is refused, line by line; nothing of it may be spoken."""
    result = read(text)
    assert not result.spoken
    assert result.problems
    assert result.text == text
    return [(problem.line, problem.why) for problem in result.problems]


# -- what is understood


def test_words_then_an_empty_line_then_the_text() -> None:
    result = read("#reply\n#status waiting\n#priority P2\n\nDear Zahra, ...\nplease wait.\n")
    assert [(s.word.name, s.value, s.line, s.said) for s in result.spoken] == [
        ("reply", "", 1, "#reply"),
        ("status", "pending_user", 2, "#status waiting"),
        ("priority", "P2", 3, "#priority P2"),
    ]
    assert result.text == "Dear Zahra, ...\nplease wait."
    assert result.problems == ()


def test_a_mail_without_any_word_is_a_note_as_written() -> None:
    text = "\nI called her.\r\n  She is safe.\n\n"
    assert read(text) == Read((), text, ())
    assert read("") == Read((), "", ())
    assert read("\n \n\u200f\n") == Read((), "\n \n\u200f\n", ())


@pytest.mark.parametrize(
    "line",
    ["#status waiting", "#status: waiting", "#status=waiting", "#status : waiting", "#status = waiting"]
    + ["#status   waiting  ", "#Status: PENDING_USER", "#status pending-user", "#STATUS Waiting", "#status\twaiting"]
    + [f"#status{NBSP}: waiting", f"#statut{NNBSP}: en attente", f"#status{NBSP}waiting"]
    + ["＃status waiting", "#status：waiting", "#status＝waiting", "﹟status waiting"]
    + [f"{RLM}#status waiting", f"{BOM}#status waiting", f"{LRM}{ALM}#status{RLM} waiting{RLM}"]
    + [f"{RLI}#status waiting{PDI}", "  #status waiting", "\u200b#status waiting"]
    + [f"#{RLM}status waiting", f"{RLE}#status waiting{PDF}", f"#sta{ZWNJ}tus waiting"]
    + ["#ｓｔａｔｕｓ ｗａｉｔｉｎｇ", "#حالة انتظار", "#حاله إنتظار", f"#حـ{TATWEEL}ـالة: انتظار", "#الحالة انتظار"]
    + ["#état en attente", "#e\u0301tat en attente", "#etat EN  ATTENTE", "#حالة: بانتظار الرد"],
)  # fmt: skip
def test_a_word_is_recognised_however_it_was_typed(line: str) -> None:
    assert said(f"{line}\n\n") == [("status", "pending_user")]
    assert said(f"\n{NBSP}\n{line}\n#take") == [("status", "pending_user"), ("take", "")]


@pytest.mark.parametrize("digits", ["P2", "2", "٢", "۲", "P٢", "２"])
def test_digits_of_every_keyboard(digits: str) -> None:
    assert said(f"#أولوية {digits}") == [("priority", "P2")]


@pytest.mark.parametrize("word", WORDS.values(), ids=lambda word: word.name)
def test_every_spelling_of_every_word(word: object) -> None:
    word = WORDS[word.name]  # type: ignore[attr-defined]
    value = word.example.partition("\n")[0].partition(" ")[2]
    value = f" {value}" if word.value == "required" else ""
    text = "\n\nsome text" if word.text == "required" else ""
    for spelling in word.spellings:
        for form in (spelling, spelling.upper(), fold(spelling), unicodedata.normalize("NFD", spelling)):
            assert [s.word for s in read(f"#{form}{value}{text}").spoken] == [word], form


def test_a_wrapped_value_is_joined() -> None:
    assert said("#give samira\n  haddad\n\thome desk\n#take".replace("\n#take", "")) == [
        ("give", "samira haddad home desk")
    ]
    assert said("#ticket H-7K4Q-M2XD\n k7f3qm\n\ntext") == [("ticket", "H-7K4Q-M2XD k7f3qm")]


def test_only_digits_and_unseen_marks_of_a_value_change() -> None:
    assert said(f"#give {RLM}Zahra.K٣@Example.NET{RLM}") == [("give", "Zahra.K3@Example.NET")]
    assert said("#give إسراء فؤاد") == [("give", "إسراء فؤاد")]


def test_the_text_is_never_rewritten() -> None:
    body = f"عزيزتي زهراء،{RLM}\n\n١. غيّري كلمة السرّ{NBSP}!\n\tＡ ﬁ — “x” \u2028 y\x0bz"
    body += "\n#1042 and # Heading\n#KeepItOn tomorrow"
    assert read(f"#reply\n\n{body}\n").text == body
    assert read(f"#رد\r\n\r\n{body}\r\n").text == body.replace("\r\n", "\n")


def test_a_number_or_a_heading_is_no_word() -> None:
    for line in ("#1042 is about this", "# Heading", "#", "##", "#_x", "# reply", "#🔥 hot", "#-reply", "#٣"):
        result = read(f"{line}\n\nmore")
        assert (result.spoken, result.problems) == ((), ()), line


def test_the_block_may_end_the_mail() -> None:
    assert said("#take") == [("take", "")]
    assert said("#take\n") == [("take", "")]
    assert said("#take\n\n\n\n") == [("take", "")]


def test_more_empty_lines_below_the_block_are_tolerated() -> None:
    result = read("#reply\n\n\n\nDear Zahra\n\n\nBye\n\n")
    assert result.text == "Dear Zahra\n\n\nBye"


def test_a_role_comes_from_the_desk_and_an_unknown_vocabulary_takes_any_value() -> None:
    assert said("#escalate LAB\n\nplease look") == [("escalate", "threat_lab")]
    assert read_commands("#escalate whoever", WORDS).spoken[0].value == "whoever"


# -- what is refused, and where


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#relpy\n\nDear", [(1, "unknown_word", "#reply")]),
        ("#take\n#colse", [(2, "unknown_word", "#close")]),
        ("#اغلاغ", [(1, "unknown_word", "#إغلاق")]),
        ("#repondr\n\nBonjour", [(1, "unknown_word", "#répondre")]),
        ("#لبنان\n\nنص", [(1, "unknown_word", "")]),
        ("#r\u0435ply\n\nDear", [(1, "unknown_word", "#reply")]),  # a Cyrillic letter
        ("#reply!\n\nDear", [(1, "unknown_word", "#reply")]),
        ("#\x00reply\n\nDear", [(1, "unknown_word", "#reply")]),
        ("\x0b#relpy\n\nDear", [(1, "unknown_word", "#reply")]),
        ("#take\n#take", [(2, "duplicate", "#take")]),
        ("#reply\n#رد\n\nDear", [(2, "duplicate", "#reply")]),
        ("#reply\n#note\n\nDear", [(2, "conflict", "#reply")]),
        ("#note\n#répondre\n\nDear", [(2, "conflict", "#note")]),
        ("#reply\n#escalate threat_lab\n\nDear", [(2, "conflict", "#reply")]),
        ("#status active\n#close", [(2, "conflict", "#status")]),
        ("#close\n#resolve spam", [(2, "conflict", "#close")]),
        ("#take\n#give samira", [(2, "conflict", "#take")]),
        ("#status", [(1, "missing_value", "")]),
        ("#status:", [(1, "missing_value", "")]),
        (f"#status {RLM}{NBSP}", [(1, "missing_value", "")]),
        ("#take now", [(1, "unexpected_value", "")]),
        ("#reply: Dear Zahra", [(1, "unexpected_value", "")]),
        ("#reply\n Dear Zahra", [(1, "unexpected_value", "")]),
        ("#reply\u2028#close\n\nDear", [(1, "bad_value", "")]),
        ("#give samira\x00", [(1, "bad_value", "")]),
        ("#give samira\n hadd\x1bad", [(1, "bad_value", "")]),
        ("#status wating", [(1, "bad_value", "pending_user")]),
        ("#status closed", [(1, "bad_value", "")]),
        ("#priority P9", [(1, "bad_value", "P1")]),
        ("#category phising", [(1, "bad_value", "phishing_suspicious_message")]),
        ("#escalate thread_lab", [(1, "bad_value", "threat_lab")]),
        ("#ticket H-7K4Q-M2XD", [(1, "bad_value", "")]),
        ("#ticket 1042 x y", [(1, "bad_value", "")]),
        ("#reply", [(1, "missing_text", "")]),
        ("#reply\n\n", [(1, "missing_text", "")]),
        ("#reply\n\n> Dear desk,\n> help", [(1, "missing_text", "")]),
        ("#note\n\n-- \nBob", [(1, "missing_text", "")]),
        ("#reply\n\nSent from my iPhone", [(1, "missing_text", "")]),
        ("#help\n\nDear Zahra", [(3, "unexpected_text", "")]),
        ("#undo\n\n\nDear Zahra", [(4, "unexpected_text", "")]),
        ("#reply\nDear Zahra", [(2, "no_empty_line", "")]),
        ("#reply\n# Dear Zahra", [(2, "no_empty_line", "")]),
        ("#status active\n> they said", [(2, "no_empty_line", "")]),
        ("Hi team,\n#close\n\nBye", [(2, "block_not_at_top", "#close")]),
        ("Hi team,\n\n#colse\n\nBye", [(3, "block_not_at_top", "#close")]),
        ("#reply\n\nDear\n#close\nBye", [(4, "block_not_at_top", "#close")]),
        ("#reply\n\nعزيزتي\n  #إغلاق", [(4, "block_not_at_top", "#إغلاق")]),
        ("> they said\n\n#reply\n\nDear", [(3, "block_not_at_top", "#reply")]),
        ("On 3 May, desk@example.org wrote:\n> x\n\n#reply\n\nDear", [(4, "block_not_at_top", "#reply")]),
        ("-- \nBob\n\n#reply\n\nDear", [(4, "block_not_at_top", "#reply")]),
        ("#take\n\n> x\n\n#close", [(5, "block_not_at_top", "#close")]),
        ("#reply\n\n#status waiting\n\n\n\nDear\n\n", [(3, "doubled_newlines", "#status")]),
        ("#take\n\n#note\n\n#colse\n\nX", [(3, "doubled_newlines", "#note"), (5, "doubled_newlines", "#close")]),
        (f"#take\n{NBSP}\n#reply\n{NBSP}\nDear", [(3, "doubled_newlines", "#reply")]),
        ("#take\r\r\n#reply\r\r\n\r\r\nDear", [(3, "doubled_newlines", "#reply")]),
    ],
)  # fmt: skip
def test_all_or_nothing_with_the_line_and_the_nearest_word(text: str, expected: list[tuple[int, str, str]]) -> None:
    whys(text)
    assert [(p.line, p.why, p.nearest) for p in read(text).problems] == expected


def test_one_slip_stops_the_words_beside_it() -> None:
    assert whys("#take\n#relpy\n#status nowhere\n\nDear") == [(2, "unknown_word"), (3, "bad_value")]


def test_what_is_shown_back_is_short_and_holds_no_control() -> None:
    problem = read(f"#re\x1b[31mply{'x' * 500}\n").problems[0]
    assert len(problem.said) <= 120
    assert problem.said.isprintable()


def test_pasted_headers_of_a_phishing_mail_are_text() -> None:
    """Cc and Status in pasted headers were obeyed by another system."""
    text = "From: attacker@evil.test\nCc: attacker@evil.test\nStatus: resolved\nSubject: you won\n\nSee above."
    assert read(text) == Read((), text, ())
    assert said(f"#note\n\n{text}") == [("note", "")]


def test_a_subject_like_text_changes_nothing() -> None:
    assert read("Help with [site=facebook.com] and [status=closed]").spoken == ()


def test_a_reporters_words_quoted_in_a_notice_are_no_words() -> None:
    assert said("#take\n\nOn Monday desk@example.org wrote:\n> | #close\n> #close\n>> #reply\n") == [("take", "")]
    result = read("I will call.\n\n> #close\n>#reply\n ＞ #reply\n")
    assert (result.spoken, result.problems) == ((), ())


def test_words_in_a_notice_quoted_without_marks_are_no_words() -> None:
    headers = "From: Desk <desk@example.org>\nSent: Monday\nTo: Bob\nSubject: Ticket\n\n"
    notice = f"{headers}#take\n#reply\n\n-- hirz H-7K4Q-M2XD k7f3qm --\n"
    assert said(f"#take\n\n{notice}") == [("take", "")]
    assert read(f"I will call her.\n\n{notice}").problems == ()
    assert whys(notice + "\n#close\n")[-1][1] == "block_not_at_top"  # nothing else was written: say why nothing runs


def test_hashtags_in_the_text_are_text() -> None:
    assert read("#reply\n\n#KeepItOn is a campaign.\n#FreeAlaa\n#لبنان").text.startswith("#KeepItOn")


def test_html_may_be_a_note_and_never_a_word() -> None:
    assert read_commands("I called her.", WORDS, html=True).problems == ()
    for text in ("#reply\n\nDear", "Hi\n#close\n", "#relpy\n\nDear"):
        assert [problem.why for problem in read_commands(text, WORDS, html=True).problems] == ["html_only"]


def test_a_text_too_long_is_no_place_for_words_but_stays_whole() -> None:
    long = "x" * 70 + "\n"
    text = long * (LIMIT // len(long) + 2)
    assert read(text) == Read((), text, ())
    assert whys("#note\n\n" + text)[-1][1] == "too_long"


def test_thirty_words_are_too_many() -> None:
    assert (21, "too_many_words") in whys("\n".join(["#take"] * 30))


# -- what ties a mail to its ticket


@pytest.mark.parametrize(
    "text",
    [
        "-- hirz H-7K4Q-M2XD k7f3qm --",
        "> -- hirz H-7K4Q-M2XD k7f3qm --",
        ">> > -- hirz H-7K4Q-M2XD k7f3qm --",
        f"{RLM}> {RLM}-- hirz H-7K4Q-M2XD k7f3qm --{RLM}",
        f">{NBSP}--{NBSP}hirz H-7K4Q-M2XD k7f3qm --  ",
        "> -- hirz H-7K4Q-M2XD\n> k7f3qm --",
        "> -- hirz H-7K4Q-M2XD k7f3qm\n>  --",
        "> -- hirz H-7K4Q-M2XD\nk7f3qm --",
        "> -- hirz\n> H-7K4Q-\n> M2XD\n> k7f3qm --",
        "— hirz H-7K4Q-M2XD k7f3qm —",
        "– Hirz h-7k4q-m2xd k7f3qm –",
        f"> {RLI}-- hirz H-٧K٤Q-M٢XD k٧f٣qm --{PDI}",
        "#ticket H-7K4Q-M2XD k7f3qm",
        "#تذكرة h-7k4q-m2xd k٧f٣qm",
        f"#ticket: {LRM}H-7K4Q-M2XD k7f3qm{LRM}",
        "#ticket -- hirz H-7K4Q-M2XD k7f3qm --",
        "#ticket H-7K4Q-M2XD\n k7f3qm",
    ],
)
def test_the_nonce_line_is_found_wherever_a_mail_program_leaves_it(text: str) -> None:
    for before in ("", "#take\n\nI have it.\n\n", "> quoted\n> more\n"):
        if before and text.startswith("#"):
            continue
        tokens = read(before + text).tokens
        assert [(token.tag, token.nonce) for token in tokens] == [("H-7K4Q-M2XD", "k7f3qm")]


def test_nonce_lines_are_found_in_a_refused_mail_too() -> None:
    assert read("#relpy\n\nx\n\n> -- hirz H-7K4Q-M2XD k7f3qm --").tokens == (NonceLine("H-7K4Q-M2XD", "k7f3qm", 5),)


@pytest.mark.parametrize(
    "text",
    ["-- hirz --", "hirz H-7K4Q-M2XD k7f3qm", "-- hirz H-7K4Q-M2XD --", "-- hirz H7K4QM2XD k7f3qm --"]
    + ["-- hirz H-7K4Q-M2XD k$ --"]
    + ["| -- hirz H-7K4Q-M2XD k7f3qm --", "see -- hirz H-7K4Q-M2XD k7f3qm --", "-- hertz H-7K4Q-M2XD k7f3qm --"]
    + [f"-- hirz H-7K4Q-M2XD {'k' * 500} --", "-- hirz H-7K4Q-M2XD k7f3qm\n\n\n\n\n--"],
)  # fmt: skip
def test_what_is_no_nonce_line(text: str) -> None:
    assert read(text).tokens == ()


# -- whatever comes


ALPHABET = st.sampled_from(
    [
        *"#＃>-: =\n\r\t .aeR|*_1٣",
        RLM,
        BOM,
        NBSP,
        ZWNJ,
        "\x00",
        "\u2028",
        "\x85",
        "ة",
        "أ",
        "é",
        "\ud800",
        "\U0001f525",
        "hirz ",
        "--",
    ]
    + [f"#{spelling}" for word in WORDS.values() for spelling in word.spellings]
    + ["\n\n", "\n#reply\n", "From: a@b\nSent: x\nTo: y\n", "On 3 May a@b wrote:\n", "H-7K4Q-M2XD ", "waiting"]
)


@given(st.lists(ALPHABET, max_size=60).map("".join))
@example("#reply\n\n\u200f#close")
def test_nothing_a_mail_says_breaks_the_reading(text: str) -> None:
    result = read(text)
    assert not (result.spoken and result.problems)
    assert all(problem.why in WHY for problem in result.problems)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert all(1 <= problem.line <= len(lines) for problem in result.problems)
    assert all(problem.said.isprintable() for problem in result.problems)


@given(st.text(max_size=300))
def test_any_text_at_all(text: str) -> None:
    result = read(text)
    assert not (result.spoken and result.problems)
    only_from_the_top(text, result)


WORDED = st.sampled_from(["#take", "#close", "#priority P1", "#zzz"])
LINES = st.one_of(
    st.sampled_from(["#take", "#reply", f"{RLM}#status active", "＃close", "#رد", "#1042", "# take", "> #close"]),
    st.text(max_size=12),
    st.tuples(st.text(max_size=3), WORDED, st.text(max_size=3)).map("".join),
    st.sampled_from(["", " ", NBSP, RLM, "\u2028", "\x0b", "-- ", "Dear Zahra,", "| #take"]),
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
@example(["Dear Zahra,", "#close"], "\n")
@example(["", "#take", "", "#close"], "\n")
def test_no_word_runs_that_is_not_in_the_block_at_the_top(lines: list[str], newline: str) -> None:
    """CMD-06, with a second opinion on where that is."""
    text = newline.join(lines)
    only_from_the_top(text, read(text))


@given(st.text(min_size=1, max_size=40).filter(lambda said: not blank(said) and "#" not in fold(said)))
def test_below_anything_that_can_be_read_no_word_runs(said: str) -> None:
    result = read(f"{said}\n\n#take\n#reply\n\nDear")
    assert not result.spoken


@given(
    st.sampled_from(["", RLM, BOM, NBSP, "\u2066", "\x00", "\x0b", "\u2028", "  "]),
    st.text(st.characters(categories=["L"]), min_size=1, max_size=12),
    st.sampled_from(["", " x", ": y", "\n#take", "\n\ntext", "\n#take\n\ntext"]),
)
def test_a_line_with_the_sigil_at_the_top_is_understood_or_refused(mark: str, word: str, rest: str) -> None:
    result = read(f"{mark}#{word}{rest}")
    if fold(word)[:1].isalpha():
        assert result.spoken or result.problems


@given(st.integers(0, 3), st.text(st.characters(categories=["L"]), min_size=1, max_size=12))
def test_an_unknown_word_in_the_block_stops_every_other(place: int, word: str) -> None:
    known = {fold(spelling) for row in WORDS.values() for spelling in row.spellings}
    block = ["#take", "#status active", "#priority P1"]
    block.insert(place, f"#{word}")
    if fold(word) not in known:
        assert not read("\n".join(block)).spoken


@pytest.mark.parametrize(
    "unit",
    ["#a\n", "#reply\n", " a\n", "> ", "-", "#", "ا\n", "من: x\n", "في x كتب:\n", "-- hirz a\n"]
    + ["From: x\n", "-- hirz A-1", "> On 1 a@b wrote:\n"]
    + ["On 1 a@b wrote:\n", "\n", "\r", "--\n", "Sent from my x\n", "\ufdfa"]
    + ["*", "#é", ":", "#x:\n "],
)  # fmt: skip
def test_long_repetitions_are_read_to_their_end(unit: str) -> None:
    """Backtracking would show as a test that does not come back (DOS-11)."""
    for top, length in (("", 60_000), ("#note\n", 60_000), ("#reply\n\n", 10_000), ("#ticket ", 10_000)):
        read(top + unit * (length // len(unit)))
