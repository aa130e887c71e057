"""The names of the words about many tickets at once, in three languages, and one sentence about each."""

from mailflows.commands.undoing import WHILE_HELD, by
from mailflows.commands.word import Word

ROWS = (
    Word(
        name="campaign",
        ar="حملة",
        fr="campagne",
        also=("الحملة",),
        value="optional",
        text="optional",
        hint="send NAME",
        help={
            "en": "Shows the open tickets with the same trouble; send NAME shows whom a ready mail would reach, and "
            "leaves once you confirm it.",
            "ar": "تعرض التذاكر المفتوحة التي فيها المشكلة نفسها؛ ومع \u2066send\u2069 واسم رسالة جاهزة تعرض من تصله، "
            "ولا تخرج قبل أن تؤكّد.",
            "fr": "Montre les tickets ouverts avec le même problème ; send NOM montre qui un mail tout prêt "
            "joindrait, et il part une fois confirmé.",
        },
        example="#campaign send phishing",
        undo=WHILE_HELD,
    ),
    Word(
        name="burst",
        ar="سيل",
        fr="rafale",
        also=("السيل", "flood", "déluge"),
        value="optional",
        text="none",
        hint="open TAG, or close ID",
        needs_ticket=False,
        repeats=True,
        help={
            "en": "Shows a flood of mails; open takes a ticket out of it, close lets who leads end the rest as spam.",
            "ar": "تعرض سيلًا من الرسائل؛ \u2066open\u2069 تُخرج تذكرة منه، و\u2066close\u2069 تتيح لمن يقود إنهاء "
            "الباقي كرسائل مزعجة.",
            "fr": "Montre une rafale de mails ; open en sort un ticket, close laisse qui dirige finir le reste "
            "comme pourriel.",
        },
        example="#burst open H-7K4Q-M2XD",
        undo=by("#reopen"),
    ),
)
