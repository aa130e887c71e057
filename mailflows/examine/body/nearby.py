"""The pieces of a long text around words worth asking about, so that slow questions are asked of little text."""

from collections.abc import Iterable, Iterator

MOST = 60  # pieces of one text


def pieces(text: str, words: Iterable[str], before: int, after: int) -> Iterator[str]:
    """The text around each of the words (small letters), pieces that touch joined, in order, at most sixty."""
    low = text.lower()
    if len(low) != len(text):  # a letter that grows when made small would shift what follows
        low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    spots: list[int] = []
    for word in words:
        at = low.find(word)
        count = 0
        while at >= 0 and count < MOST:
            spots.append(at)
            count += 1
            at = low.find(word, at + len(word))
    start = end = -1
    count = 0
    for spot in sorted(spots):
        if end >= 0 and spot - before <= end:
            end = max(end, spot + after)
            continue
        if end >= 0:
            yield text[start:end]
            count += 1
            if count == MOST:
                return
        start, end = max(0, spot - before), spot + after
    if end >= 0:
        yield text[start:end]
