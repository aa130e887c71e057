"""The words for a kind of trouble: ours are labels of the templates, an operator's own stand in their file."""

from mailflows.casework.categories import Casework
from templates import label


def category_fact(casework: Casework, key: str, language: str) -> str:
    """What the fact `category` of a mail is given: ours by key, which the mail words; an operator's in their words."""
    own = casework.named_by_operator.get(key)
    return own.said(language) if own else key


def category_words(casework: Casework, key: str, language: str) -> str:
    """The words themselves; the bare key where the operator took the category out of their file again."""
    if own := casework.named_by_operator.get(key):
        return own.said(language)
    try:
        return label("category", key, language)
    except KeyError:
        return key
