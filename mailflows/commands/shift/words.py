"""The names of the words about who is on call, in three languages, and one sentence about each."""

from mailflows.commands.undoing import said
from mailflows.commands.word import Word

ROWS = (
    Word(
        name="oncall",
        ar="مناوبة",
        fr="astreinte",
        also=("on-call", "المناوبة", "مناوبات", "permanence"),
        value="optional",
        text="none",
        hint="nothing; add, remove or swap NAME DAY HOURS; holiday or ramadan DAY to DAY",
        needs_ticket=False,
        repeats=True,
        help={
            "en": "Shows who is on call; leads change it, and you may hand on a shift of yours, but take none.",
            "ar": "تعرض من في المناوبة؛ ومن يقود يغيّرها، ولك أن تسلّم مناوبتك، لا أن تأخذ مناوبة غيرك.",
            "fr": "Montre qui est d'astreinte ; qui dirige la change, et vous pouvez céder la vôtre, pas en prendre.",
        },
        example="#oncall add Noor mon-fri 08:00-16:00 from 2026-12-01 to 2026-12-31 deputy Karim",
        undo=said(
            "#oncall remove, or #oncall swap",
            "\u2066#oncall remove\u2069 أو \u2066#oncall swap\u2069",
            "#oncall remove ou #oncall swap",
        ),
    ),
)
