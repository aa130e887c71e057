"""Small numbers: which of many counts may be told apart, so that nobody learns of one person by subtracting."""

from collections.abc import Collection, Mapping

FEW = 5  # fewer of a category than so many could be known by it to somebody who sees no ticket


def told_apart(counts: Mapping[str, int], known: Collection[str], few: int) -> tuple[tuple[str, int], ...]:
    """The categories that are told by name, the most in front; the rest is one number, with what has none.

    "One arrest" would say who. A `<5` in its place would be worth nothing: all that is told adds up to the number of
    tickets, of which each status and each priority is told exactly, so that the one number that is hidden follows. Of
    the rest nothing follows while two are among it, and it is not as many as there can be; but where every category
    there is has just one ticket too few to be told, no number could be told instead.
    """
    apart = sorted((one for one in counts.items() if one[1] >= few), key=lambda one: (one[0] == "", -one[1], one[0]))
    rest = sum(counts.values()) - sum(count for _, count in apart)
    hidden = len({*known, *counts}) - len(apart)
    while rest and apart and (hidden < 2 or rest >= (few - 1) * hidden):
        fewest = min(apart, key=lambda one: one[1])
        apart.remove(fewest)
        rest, hidden = rest + fewest[1], hidden + 1
        if hidden >= 2 and fewest[1] >= few:
            break  # one of them may be any number now
    return tuple(apart)
