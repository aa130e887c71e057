"""Where a text threatens to publish pictures of its reader unless money is paid."""

from mailflows.examine.body.meaning import Meant

CLOSE = 8  # words between "I will publish" and "your pictures"
AROUND = 40  # words around it in which the money and the condition stand
FEW = 250  # words; the long ones tell of it


def blackmail(read: Meant, *, paid: bool) -> tuple[int, bool] | None:
    """The place of the threat, and whether price and condition make it sure; None where there is none.

    Photographers publish pictures of their guests too and clubs take fees: only both, with a condition, coins or a
    wallet, are a threat.
    """
    if len(read.words) > FEW and not paid:
        return None
    for place in _threats(read):
        coins = read.near(place, "crypto", AROUND, AROUND) or read.near(place, "purse", AROUND, AROUND)
        money = coins or read.near(place, "pay_up", AROUND, AROUND)
        condition = read.near(place, "unless", AROUND, AROUND)
        if money and condition:
            return place, True
        if coins or paid:
            return place, read.near(place, "pay_up", AROUND, AROUND)
    return None


def _threats(read: Meant) -> list[int]:
    spoken = [place for place in read.places.get("publish", ()) if read.near(place, "your_pictures", CLOSE, CLOSE)]
    return sorted((*spoken, *read.places.get("disgrace", ())))
