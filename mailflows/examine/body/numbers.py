"""Telephone numbers and sums of money in a text, as people of many countries write them."""

import re
from collections.abc import Iterator

from mailflows.examine.body.folding import in_latin_digits

MOST = 100  # of one text
_TELEPHONE = re.compile(
    r"(?<![\w+.,/#=&-])(?:\+|00)[1-9]\d{0,2}(?:[ .\-/]{0,2}\(?\d{1,5}\)?){2,7}(?!\w)"
    r"|(?<![\w+.,/#=&-])(?:\+?1[ .\-]{0,2})?\(?[2-9]\d{2}\)?[ .\-]{1,3}\d{3}[ .\-]{1,3}\d{4}(?![\w-])"
)
_LOCAL = re.compile(r"(?<![\w+.,/#=&-])\(?0?\d{2,5}\)?[ .\-]{1,3}\d{3,5}[ .\-]{1,3}\d{3,5}(?![\w-])")
_SUM = re.compile(
    r"(?:[$€£₺₹₪﷼]|\b(?:usd|eur|gbp|aed|sar|egp|jod|lbp|iqd|irr|try|ils|us\$|r\$|chf|cad|aud)\b)\s{0,3}\d[\d.,  ]{0,15}"
    r"|\b\d[\d.,]{0,15}\s{0,3}(?:[$€£₺₹₪﷼]|(?:usd|eur|gbp|aed|sar|egp|jod|lbp|iqd|irr|try|ils|dollars?|euros?|درهم|ريال|"
    r"دينار|جنيه|ليرة|دولار|یورو|تومان|دلار|dinar|riyals?|dirhams?|lira|tl|шек|руб)(?!\w))",
    re.IGNORECASE,
)


def telephones_in(text: str) -> Iterator[str]:
    """International numbers as +digits, at most 100; American ones get their country."""
    seen: set[str] = set()
    for hit in _TELEPHONE.finditer(in_latin_digits(text)):
        digits = "".join(sign for sign in hit[0] if sign.isdigit())
        if hit[0].startswith("00"):
            digits = digits[2:]
        elif not hit[0].startswith("+"):
            digits = digits if len(digits) == 11 else f"1{digits}"
        if 9 <= len(digits) <= 15 and len(set(digits)) > 3 and digits not in seen and len(seen) < MOST:
            seen.add(digits)
            yield f"+{digits}"


def names_a_telephone(text: str) -> str:
    """The first number that can be called, as written; "" where there is none."""
    plain = in_latin_digits(text)
    found = _TELEPHONE.search(plain) or _LOCAL.search(plain)
    return found[0].strip() if found else ""


def names_a_sum(text: str) -> str:
    """The first sum of money, as written; "" where there is none."""
    found = _SUM.search(in_latin_digits(text))
    return found[0].strip() if found else ""
