"""The word a person reads: many small things convict nobody, and nothing is ever called safe."""

from mailflows.examine.finding import Finding, Group, Severity, not_examined
from mailflows.examine.verdict import MISSING, Word, total, verdict

ALL = ("forwarded-mail", "headers", "links", "files")


def seen(look: str, group: Group, weight: int, severity: Severity = Severity.MEDIUM) -> Finding:
    return Finding(look, severity, group, weight, "mail/2", "x", "y", "decoded")


def test_there_is_no_word_for_safe() -> None:
    assert {word.value for word in Word} == {"dangerous", "suspicious", "unusual", "nothing_found", "could_not_check"}


def test_words() -> None:
    macro = seen("F03", Group.FILE, 6, Severity.HIGH)
    assert verdict([macro], ALL).word is Word.DANGEROUS and verdict([macro], ALL).hard
    assert verdict([seen("S01", Group.SENDER, 3)], ALL).word is Word.SUSPICIOUS
    assert verdict([seen("A02", Group.AUTH, 1, Severity.LOW)], ALL).word is Word.UNUSUAL
    assert verdict([], ALL).word is Word.NOTHING_FOUND
    assert verdict([], ()).word is Word.COULD_NOT_CHECK
    assert verdict([not_examined("mail/2", "x")], ALL).word is Word.COULD_NOT_CHECK
    assert verdict([], ALL, "timeout").word is Word.COULD_NOT_CHECK


def test_many_weak_links_stay_under_their_cap() -> None:
    weak = [seen(f"U{number:02}", Group.URL, 1, Severity.LOW) for number in range(30)]
    assert total(weak) == 4
    assert total([seen("U05", Group.URL, 3)] * 9) == 3
    assert verdict([seen("S01", Group.SENDER, 9), seen("A01", Group.AUTH, 9)], ALL).word is Word.SUSPICIOUS


def test_what_was_missing_is_said() -> None:
    assert verdict([], ("links",)).missing == ("forwarded_mail", "headers", "links")
    assert verdict([], ("forwarded-mail",)).missing == ("headers",)
    assert verdict([not_examined("mail/2", "x")], ("forwarded-mail", "headers")).missing == ("files",)
    assert set(MISSING) == {"forwarded_mail", "headers", "links", "files"}
