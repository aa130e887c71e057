"""Whether somebody who is frightened can read it: length, one thing to do a line, short sentences, short words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_WORDS = 250  # of a mail to a reporter, with everything in it
MOST_IN_A_STEP = 30  # words of a numbered line
MOST_IN_A_SENTENCE = 32
STEP = re.compile(r"(\d{1,2})\. (.*)")
ENDS = re.compile(r"[.!?؟]+(?=\s|$)|[:;؛](?=\s|$)|\n")
WORD = re.compile(r"[^\W\d_][\w’'·/-]*")


@dataclass(frozen=True)
class Measure:
    """What counts as a long word in a language, and how hard a text may be."""

    long: int  # letters from which on a word is long
    most: int  # the hardness that is still allowed


# Hardness, after Björnsson's LIX: words a sentence, plus the share of long words in per cent; a heading, a step and a
# clause behind a colon are sentences of their own. LIX calls a word long from seven letters on, in English and Swedish.
# Here it is from where a fifth to a quarter of everyday words are long: Arabic writes short vowels nowhere but glues
# articles and pronouns on; Turkish glues on more. `most` is what LIX calls the upper end of "easy", in each language.
MEASURES = {
    "en": Measure(7, 40),
    "fr": Measure(8, 40),
    "ar": Measure(7, 40),
    "fa": Measure(7, 40),
    "tr": Measure(10, 40),
}


def hardness(text: str, language: str) -> int:
    """Words a sentence plus per cent of long words; 0 for a text without words, or a language nobody measured."""
    measure = MEASURES.get(language)
    sentences = [words for part in ENDS.split(text) if (words := WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if measure is None or not words:
        return 0
    long = sum(len(word) >= measure.long for word in words)
    return round(len(words) / len(sentences) + 100 * long / len(words))


def unreadable(text: str, language: str) -> Iterator[tuple[str, str]]:
    """What of a finished mail to a reporter is too long or too hard: the words it is about, and what is wrong."""
    if (count := len(text.split())) > MOST_WORDS:
        yield "", f"{count} words; {MOST_WORDS} at most"
    if language in MEASURES and (hard := hardness(text, language)) > MEASURES[language].most:
        most, long = MEASURES[language].most, MEASURES[language].long
        yield (
            "",
            (f"hard to read: {hard}, {most} at most (words a sentence + per cent of words of {long} letters or more)"),
        )
    steps = 0
    for line in text.split("\n"):
        step = STEP.fullmatch(line)
        if step and (count := len(step[2].split())) > MOST_IN_A_STEP:
            yield line, f"step {step[1]} has {count} words, {MOST_IN_A_STEP} at most: one thing to do a line"
        if step and int(step[1]) != (steps := steps + 1):
            yield line, f"step {step[1]} should be {steps}"
        for sentence in ENDS.split(line):
            if (count := len(sentence.split())) > MOST_IN_A_SENTENCE:
                yield sentence.strip(), f"a sentence of {count} words, {MOST_IN_A_SENTENCE} at most"
