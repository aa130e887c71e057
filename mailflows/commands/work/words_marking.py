"""The names of the words that mark a ticket: what raises its risk, what it is counted by, who may see it."""

from mailflows.commands.undoing import said, with_a_minus
from mailflows.commands.word import Word

MARKING = (
    Word(
        name="flag",
        ar="علامة",
        fr="drapeau",
        also=("علامات", "العلامة", "flags"),
        value="required",
        text="optional",
        hint="NAME … or -NAME",
        repeats=True,
        help={
            "en": "Marks what raises the risk; `restricted` with names lets only those named see the ticket.",
            "ar": "تعلّم ما يزيد الخطر؛ ومع \u2066restricted\u2069 وأسماء لا يرى التذكرة إلا أصحاب هذه الأسماء.",
            "fr": "Marque ce qui accroît le risque ; `restricted` avec des noms réserve le ticket à ces personnes.",
        },
        example="#flag minor mailbox_watched -detained",
        undo=with_a_minus("#flag"),
    ),
    Word(
        name="facet",
        ar="سمة",
        fr="facette",
        also=("سمات", "السمة", "facets"),
        value="required",
        text="optional",
        hint="KEY=VALUE",
        repeats=True,
        help={
            "en": "Says something the reports count, such as country=LB; lang= is also the language of our answers.",
            "ar": "تسجّل ما تعدّه التقارير، مثل \u2066country=LB\u2069؛ و\u2066lang=\u2069 هي أيضًا لغة أجوبتنا.",
            "fr": "Note ce que comptent les rapports, comme country=LB ; lang= est aussi la langue de nos réponses.",
        },
        example="#facet country=LB platform=whatsapp",
        undo=said(
            "#facet with the one before, or with nothing behind the equals sign",
            "\u2066#facet\u2069 مع القيمة السابقة، أو بلا شيء بعد علامة المساواة",
            "#facet avec la valeur d'avant, ou sans rien derrière le signe égal",
        ),
    ),
    Word(
        name="tag",
        ar="وسم",
        fr="étiquette",
        also=("الوسم", "وسوم", "tags", "étiquettes"),
        value="required",
        text="optional",
        hint="NAME … or -NAME",
        repeats=True,
        help={
            "en": "Puts short labels of your own on the ticket: letters, digits and hyphens.",
            "ar": "تضع على التذكرة وسومًا قصيرة من اختيارك: حروف وأرقام وواصلات.",
            "fr": "Colle des étiquettes de votre choix sur le ticket : lettres, chiffres et tirets.",
        },
        example="#tag elections-2026 -draft",
        undo=with_a_minus("#tag"),
    ),
)
