"""The names of the words that end a ticket, in three languages, and one sentence about each."""

from mailflows.commands.word import Word

ROWS = (
    Word(
        name="resolve",
        ar="حل",
        fr="résoudre",
        also=("الحل", "تم-الحل", "résolu"),
        value="required",
        text="optional",
        hint="OUTCOME",
        choices="outcome",
        conflicts=("status", "close"),
        help={
            "en": "Says that the trouble is over, and how it ended.",
            "ar": "تعلن أنّ المشكلة انتهت، وكيف انتهت.",
            "fr": "Dit que le problème est réglé, et comment.",
        },
        example="#resolve account_secured",
        undo="#status active",
    ),
    Word(
        name="close",
        ar="إغلاق",
        fr="fermer",
        also=("أغلق", "الإغلاق", "إقفال", "clore", "clôturer", "ferme"),
        value="none",
        text="optional",
        outward=True,
        conflicts=("status", "resolve"),
        help={
            "en": "Closes the ticket and tells the reporter; a new mail from the reporter opens it again.",
            "ar": "تغلق التذكرة وتُعلم صاحب الطلب؛ ورسالة جديدة من صاحب الطلب تفتحها من جديد.",
            "fr": "Ferme le ticket et le dit à la personne ; un nouveau mail de la personne le rouvre.",
        },
        example="#close",
        undo="#status active",
    ),
)
