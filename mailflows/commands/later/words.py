"""The names of the words whose work is not built yet, in three languages, and one sentence about each."""

from mailflows.commands.word import FIGURES, Word

ROWS: tuple[Word, ...] = (
    Word(
        name="report",
        ar="تقرير",
        fr="rapport",
        also=("التقرير", "bilan"),
        value="optional",
        text="optional",
        hint="WHAT, FROM, UNTIL",
        needs_ticket=False,
        may=FIGURES,
        help={
            "en": "Not yet: figures about the desk's work.",
            "ar": "ليس بعد: أرقام عن عمل المكتب.",
            "fr": "Pas encore : des chiffres sur le travail du service.",
        },
        example="#report",
    ),
    Word(
        name="forget",
        ar="نسيان",
        fr="oublier",
        also=("محو", "النسيان", "effacer"),
        value="optional",
        text="optional",
        hint="TAG",
        help={
            "en": "Not yet: erases what the desk keeps about a person.",
            "ar": "ليس بعد: تمحو ما يحتفظ به المكتب عن شخص.",
            "fr": "Pas encore : efface ce que le service garde sur une personne.",
        },
        example="#forget",
    ),
    Word(
        name="export",
        ar="تصدير",
        fr="exporter",
        also=("التصدير", "exporte"),
        value="optional",
        text="optional",
        hint="TAG",
        help={
            "en": "Not yet: gives a person everything the desk keeps about them.",
            "ar": "ليس بعد: تعطي شخصًا كلّ ما يحتفظ به المكتب عنه.",
            "fr": "Pas encore : remet à une personne tout ce que le service garde sur elle.",
        },
        example="#export",
    ),
)
