"""Evidence can be read and not clicked, whatever stands around what it shows; cleaning it again changes nothing."""

import pytest

from mailflows.examine.clean import EVIDENCE, defanged, shown_codes


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://evil.example/a", "hxxps://evil[.]example/a"),
        ("xmlns=_http://evil.example", "xmlns=_hxxp://evil[.]example"),
        ("ahttps://evil.example", "ahxxps://evil[.]example"),
        ("_file://evil.example", "_file[:]//evil[.]example"),
        ("file::x", "file[:]:x"),
        ("metadata: a", "metadata: a"),
        ("layla@paper.example", "layla[@]paper[.]example"),
        ("layla[@]paper.example", "layla[@]paper[.]example"),
    ],
)
def test_no_link_lives_in_evidence(written: str, shown: str) -> None:
    assert defanged(written) == shown == defanged(shown)


@pytest.mark.parametrize("size", range(EVIDENCE - 12, EVIDENCE + 1))
def test_what_was_cut_stays_as_it_is(size: int) -> None:
    """The desk cleans once more what the sandbox answers, and both mean the same finding."""
    for tail in ("@evil.example", "http://evil.example", "data:x", ".a.b.c", "\u202e\u202e"):
        for clean in (defanged, shown_codes):
            cut = clean("a" * size + tail)
            assert defanged(cut) == cut and len(cut) <= EVIDENCE
