"""The word a person reads: many small things convict nobody, and nothing is ever called safe."""

from dataclasses import replace

from mailflows.examine.finding import Finding, Group, Severity, not_examined
from mailflows.examine.verdict import MISSING, Word, total, verdict

ALL = ("forwarded-mail", "headers", "links", "files")


def seen(look: str, group: Group, weight: int, severity: Severity = Severity.MEDIUM) -> Finding:
    return Finding(look, severity, group, weight, "mail/2", "x", "y", "decoded")


def test_there_is_no_word_for_safe() -> None:
    five = {"dangerous", "suspicious", "unusual", "nothing_found", "could_not_check"}
    assert {word.value for word in Word} == five | {"training_exercise", "real_security_alert"}


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
    assert set(MISSING) == {"forwarded_mail", "original_mail", "headers", "links", "files"}


def test_what_speaks_for_a_mail_lifts_only_what_it_explains() -> None:
    failed, macro = seen("A01", Group.AUTH, 3), seen("F03", Group.FILE, 6, Severity.HIGH)
    a_list = seen("C01", Group.CONTEXT, 0, Severity.INFO)
    assert verdict([failed], ALL).word is Word.SUSPICIOUS
    assert verdict([failed, a_list], ALL).word is Word.NOTHING_FOUND
    assert verdict([failed, a_list, macro], ALL).word is Word.DANGEROUS
    elsewhere = replace(a_list, path="mail/3")
    assert verdict([failed, elsewhere], ALL).word is Word.SUSPICIOUS


def test_the_two_special_words_yield_to_hard_evidence() -> None:
    exercise = seen("A09", Group.CONTEXT, 0, Severity.INFO)
    alert = replace(seen("B03", Group.BODY, 0, Severity.INFO), field="real alert")
    macro = seen("F03", Group.FILE, 6, Severity.HIGH)
    assert verdict([exercise], ALL).word is Word.TRAINING_EXERCISE
    assert verdict([alert, exercise], ALL).word is Word.REAL_ALERT
    assert verdict([alert, exercise, macro], ALL).word is Word.DANGEROUS


def test_a_mark_that_anybody_can_write_makes_nothing_better() -> None:
    lure = [seen("S03", Group.SENDER, 3), seen("U05", Group.URL, 3)]
    copied = replace(seen("A09", Group.CONTEXT, 0, Severity.INFO), provenance="header-forgeable")
    assert verdict([*lure, copied], ALL).word is Word.SUSPICIOUS
    assert verdict([copied], ALL).word is Word.TRAINING_EXERCISE
    confirmed = replace(copied, provenance="header-trusted")  # the reader's provider saw the firm's signature
    assert verdict([*lure, confirmed], ALL).word is Word.TRAINING_EXERCISE


def test_a_true_alert_speaks_for_itself_and_not_for_the_mail_it_was_attached_to() -> None:
    lure = [seen("S03", Group.SENDER, 3), seen("U05", Group.URL, 3)]
    alert = replace(seen("B03", Group.BODY, 0, Severity.INFO), field="real alert", path="mail/2/3")
    exercise = replace(seen("A09", Group.CONTEXT, 0, Severity.INFO), provenance="header-trusted", path="mail/2/3")
    assert verdict([*lure, alert], ALL).word is Word.SUSPICIOUS
    assert verdict([*lure, exercise], ALL).word is Word.SUSPICIOUS
    assert verdict([*lure, replace(alert, path="mail/2")], ALL).word is Word.REAL_ALERT
    sent_on = seen("A02", Group.AUTH, 1, Severity.LOW)  # a colleague sends on the alert they got
    assert verdict([sent_on, alert], ALL).word is Word.REAL_ALERT


def test_a_photo_that_is_not_drawn_is_missing_and_hides_nothing() -> None:
    quiet = replace(not_examined("mail/2", "HEIC"), severity=Severity.INFO, weight=0)
    judged = verdict([quiet], ALL)
    assert judged.word is Word.NOTHING_FOUND and "files" in judged.missing
    assert verdict([not_examined("mail/2", "HEIC")], ALL).word is Word.COULD_NOT_CHECK


def test_a_forward_in_the_text_asks_for_the_original() -> None:
    assert "original_mail" in verdict([], ("inline", "links")).missing
    assert "original_mail" not in verdict([], ("inline", "forwarded-mail", "headers")).missing
