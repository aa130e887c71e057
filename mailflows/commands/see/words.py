"""The names of the words that only show, in three languages, and one sentence about each."""

from mailflows.commands.word import Word

ROWS = (
    Word(
        name="show",
        ar="عرض",
        fr="montrer",
        also=("اعرض", "العرض", "afficher", "montre", "voir"),
        value="optional",
        text="none",
        hint="TAG",
        needs_ticket=False,
        help={
            "en": "Sends you the whole history of this ticket, or of the one named.",
            "ar": "ترسل إليك تاريخ هذه التذكرة كلّه، أو تاريخ التذكرة المسمّاة.",
            "fr": "Vous envoie tout l'historique de ce ticket, ou de celui qui est nommé.",
        },
        example="#show H-7K4Q-M2XD",
    ),
    Word(
        name="help",
        ar="مساعدة",
        fr="aide",
        also=("المساعدة", "ساعدني"),
        value="none",
        text="none",
        needs_ticket=False,
        help={
            "en": "Sends you this list.",
            "ar": "ترسل إليك هذه القائمة.",
            "fr": "Vous envoie cette liste.",
        },
        example="#help",
    ),
)
