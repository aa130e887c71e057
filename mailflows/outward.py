"""What a handler wrote, made fit to leave the house: nothing quoted, nothing of the handler's own, nothing of ours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailflows.commands.nonce import MARK, marked, nonce_lines, unquoted
from mailflows.quoting import own_words, split_lines
from mailflows.spelling import fold

_AROUND_WORDS = ".,;:!?\"'()[]{}<>«»“”‘’،؛؟…*"


@dataclass(frozen=True)
class Outward:
    """The text as it may leave, what was taken off it, and why it may not leave after all."""

    text: str
    stripped: tuple[str, ...]  # line by line as written; of a quotation its first line
    refused: str | None  # "missing_text", "quoted_text_left" or None: keys of the labels "why"


def outward_text(text: str, nonce_mark: str = MARK, own_lines: Sequence[str] = ()) -> Outward:
    """Makes the text below the commands fit to leave, or says why it is not (peers §3c rule 7; LEAK-02, -09, -11).

    `own_lines` are sentences that only the desk writes (such as those of its notices): none may survive in the text.
    Linear in the text; raises nothing.
    """
    own = own_words(text, nonce_mark)
    left = "".join(c for c in own.text if c in "\n\t" or c.isprintable() or not _control(c))
    if not left.strip():
        return Outward("", own.stripped, "missing_text")
    nonces = [found.nonce for found, _ in nonce_lines(split_lines(text), nonce_mark)]
    quoting = own.doubtful or marked(left, nonce_mark) or any(unquoted(line)[0] for line in left.split("\n"))
    ours = quoting or any(nonce in left for nonce in nonces) or _repeated(left, own_lines)
    return Outward(left, own.stripped, "quoted_text_left" if ours else None)


def repeats(text: str, secrets: Sequence[str], n: int = 8) -> str | None:
    """The first run of `n` words that also stands in one of the secrets, or None (LEAK-02).

    Words are compared folded and without punctuation; a secret of fewer than `n` words is never found.
    """
    known = {run for secret in secrets for run in _runs(secret, n)}
    return next((" ".join(run) for run in _runs(text, n) if run in known), None) if known else None


def _runs(text: str, n: int) -> Iterator[tuple[str, ...]]:
    words = [word for piece in fold(text).split() if (word := piece.strip(_AROUND_WORDS))]
    return zip(*(words[start:] for start in range(n)), strict=False)


def _repeated(text: str, own_lines: Sequence[str]) -> bool:
    said = " ".join(fold(text).split())
    return any(line in said for raw in own_lines if (line := " ".join(fold(raw).split())))


def _control(c: str) -> bool:
    """C0, C1 and lone surrogates: nothing a person typed, and nothing a mail may carry."""
    return ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000
