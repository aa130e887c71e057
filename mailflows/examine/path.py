"""Following a path from the outermost mail inwards, to one object.

A path begins with "mail" (a letter to the desk) or "suspect" (the mail that frightened, by itself). "/3" is the third
part of a mail, "/in/3" the third thing inside a file, "/inline" the mail that was forwarded in the text.
"""

from dataclasses import replace

from mailflows.examine.body.passwords import words_that_may_open
from mailflows.examine.evidence.inline import forwarded_inline
from mailflows.examine.evidence.mails import mail_in
from mailflows.examine.openers import take_out
from mailflows.examine.seen import Part


def find(raw: bytes, path: str) -> Part:
    """Follow a path from the outermost mail inwards. Raises KeyError where it leads nowhere."""
    found = Part(1, "message/rfc822", None, (), attached=True, content=raw, forwarded=True)
    steps = iter(path.split("/")[1:])
    for step in steps:
        if step == "in":
            found = take_out(found, int(next(steps)))
            continue
        mail = mail_in(found)
        if step == "inline":
            inline = forwarded_inline(mail)
            if inline is None:
                raise KeyError(path)
            mail = inline.mail
        number = int(next(steps) if step == "inline" else step)
        inner = next((part for part in mail.parts if part.number == number), None)
        if inner is None:
            raise KeyError(path)
        found = replace(inner, words=(*found.words, *words_that_may_open(mail)))
    return found
