"""The name of the word about lists of indicators in three languages, and one sentence about it."""

from mailflows.commands.word import Word

ROWS = (
    Word(
        name="intel",
        ar="مؤشرات",
        fr="indicateurs",
        also=("المؤشرات", "indicators", "indicateur"),
        value="required",
        text="none",
        hint="add, add KIND, or list",
        needs_ticket=False,
        help={
            "en": "For leads: adds the attached lists of indicators, tells which tickets match, or lists all lists.",
            "ar": "لمن يقود المكتب: تضيف قوائم المؤشرات المرفقة وتخبر بالتذاكر المطابقة، أو تعرض القوائم كلّها.",
            "fr": "Pour qui dirige : ajoute les listes d'indicateurs jointes, dit quels tickets correspondent, "
            "ou les énumère.",
        },
        example="#intel add spyware",
    ),
)
