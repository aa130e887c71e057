"""The names of the words that call others, in three languages, and one sentence about each."""

from mailflows.commands.word import Word

ROWS = (
    Word(
        name="escalate",
        ar="تصعيد",
        fr="escalader",
        also=("صعد", "التصعيد", "escalade"),
        value="required",
        text="optional",
        hint="ROLE",
        choices="role",
        outward=True,
        owns_text=True,
        help={
            "en": "Sends the ticket's summary, and the text below, sealed to those who hold that role.",
            "ar": "ترسل ملخّص التذكرة والنصّ أدناه، مختومَين، إلى أصحاب هذا الدور.",
            "fr": "Envoie le résumé du ticket et le texte ci-dessous, scellés, à qui tient ce rôle.",
        },
        example="#escalate threat_lab",
        undo="#undo, while it is held",
    ),
)
