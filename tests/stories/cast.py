"""The cast of the month: who writes, in which language, how urgent it is in truth, and what they will do."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from tests.people import Person
from tests.stories.ledger import BEIRUT, DAY, HOUR, OPENS, at, works

BEGINS = at(date(2027, 3, 1), OPENS)

URGENCY = {"P1": 8, "P2": 32, "P3": 40, "P4": 20}
CATEGORIES = {
    "P1": ("threats_violence", "doxxing", "sextortion_ncii"),
    "P2": ("account_compromise", "blackmail", "device_lost_seized"),
    "P3": ("phishing_suspicious_message", "impersonation", "cyberbullying_harassment"),
    "P4": ("content_takedown", "advice_prevention", "training_request"),
}
WORDS = {
    "ar": "مرحبًا، أحتاج إلى مساعدتكم في أمر حسابي على المنصة، ولا أعرف ماذا أفعل الآن",
    "en": "Hello, I need some help with what happened to my account and I do not know what to do",
    "fr": "Bonjour, j'ai besoin de votre aide pour mon compte et je ne sais pas quoi faire maintenant",
    "fa": "سلام، من برای حساب خود به کمک شما نیاز دارم و نمی‌دانم چه کار باید بکنم",
    "tr": "Merhaba, hesabım için yardımınıza ihtiyacım var ve şimdi ne yapacağımı bilmiyorum",
}
STOP = {"ar": "توقف", "en": "stop", "fr": "arrêt", "fa": "بس کنید", "tr": "dur"}
SAFE = {"yes": 20, "no": 10, "unknown": 70}
STOPS, MOVES, SEALED = 0.05, 0.02, 0.3
ENDINGS = {"resolve": 55, "close": 12, "silence": 15, "monitoring": 9, "refer": 9}
ASKED = {
    "form": "https://form.test/7",
    "owner": "yes",
    "country": "LB",
    "profile_url": "https://social.test/she",
    "notice": "removed",
    "harm": "her sources are seen by everybody",
}
RESOLVED = "#resolve advice_given cause=unknown recommend=enable_2fa"


def one_of(dice: random.Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]


@dataclass
class Writer:
    """A reporter of the month, and what they will do."""

    address: str
    key: Person | None
    language: str
    meant: str  # how urgent it is in truth
    safe: str  # what a handler will say of the mailbox
    stops: str  # "", "first" letter, "second" letter
    moves: bool  # they will be written to at another address
    tag: str = ""
    letters: int = 0


def everybody(dice: random.Random, keys: Iterable[Person], tickets: int) -> Iterator[tuple[datetime, Writer]]:
    """Who writes when; nights are quieter, and most trouble comes on weekends."""
    midnight = BEGINS.astimezone(BEIRUT).replace(hour=0)
    days = [(midnight + number * DAY).date() for number in range(30)]
    chances = [1.0 if works(day) else 2.2 for day in days]
    hours = [0.25 if hour < 8 else 1.0 if hour < 22 else 0.5 for hour in range(24)]
    sealed = iter(keys)
    for number, day in enumerate(dice.choices(days, chances, k=tickets)):
        when = at(day, time(dice.choices(range(24), hours)[0])) + dice.random() * HOUR
        key = next(sealed, None) if dice.random() < SEALED else None
        yield (
            max(when, BEGINS),
            Writer(
                address=key.address if key else f"writer{number}@post{number % 40}.test",
                key=key,
                language=dice.choices(list(WORDS), [45, 20, 20, 8, 7])[0],
                meant=one_of(dice, URGENCY),
                safe=one_of(dice, SAFE),
                stops=dice.choice(("first", "second")) if dice.random() < STOPS else "",
                moves=dice.random() < MOVES,
            ),
        )
