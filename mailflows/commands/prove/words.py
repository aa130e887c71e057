"""The names of the words about evidence, in three languages, and one sentence about each."""

from mailflows.commands.undoing import said, with_the_one_before
from mailflows.commands.word import LEADING, Word

ROWS = (
    Word(
        name="open",
        ar="فتح",
        fr="ouvrir",
        also=("افتح", "الفتح", "ouvre"),
        value="required",
        text="none",
        hint="NUMBER",
        help={
            "en": "Opens a sealed part of a letter, for you alone; nothing proves who wrote it.",
            "ar": "تفتح جزءًا مختومًا من رسالة، لك وحدك؛ ولا شيء يثبت من كتبه.",
            "fr": "Ouvre une partie scellée d'un mail, pour vous seul·e ; rien ne prouve qui l'a écrite.",
        },
        example="#open 1",
    ),
    Word(
        name="fetch",
        ar="جلب",
        fr="récupérer",
        also=("اجلب", "الجلب", "récupère"),
        value="required",
        text="none",
        hint="NUMBER, or NUMBER ROLE",
        outward=True,
        help={
            "en": "Sends you, or a role such as threat_lab, a file as it came, in a zip locked with a password.",
            "ar": "ترسل إليك، أو إلى جهة مثل مختبر التهديدات، ملفًّا كما وصل، في أرشيف مقفل بكلمة مرور.",
            "fr": "Vous envoie, ou à un rôle comme threat_lab, un fichier tel quel, dans un zip à mot de passe.",
        },
        example="#fetch 2 threat_lab",
        undo=said(
            "#undo, where it goes to a role",
            "\u2066#undo\u2069 إن كان الملف ذاهبًا إلى جهة",
            "#undo, s'il part vers un rôle",
        ),
    ),
    Word(
        name="examine",
        ar="فحص",
        fr="examiner",
        also=("افحص", "الفحص", "analyser"),
        value="required",
        text="none",
        hint="again",
        choices="again",
        help={
            "en": "Examines the letters of this ticket again under the rules of today, and tells what changed.",
            "ar": "تعيد فحص رسائل هذه التذكرة بقواعد اليوم، وتخبرك بما تغيّر.",
            "fr": "Réexamine les messages de ce ticket avec les règles du jour, et dit ce qui a changé.",
        },
        example="#examine again",
    ),
    Word(
        name="verdict",
        ar="حكم",
        fr="avis",
        also=("الحكم",),
        value="required",
        text="optional",
        hint="WORD REASON",
        help={
            "en": "Puts your verdict in the place of the rules', with your reason; it helps to make better rules.",
            "ar": "تضع حكمك مكان حكم القواعد، مع السبب؛ وهو يساعد على تحسين القواعد.",
            "fr": "Met votre avis à la place de celui des règles, avec la raison ; cela aide à les améliorer.",
        },
        example="#verdict nothing_found the bank confirmed it by phone",
        undo=with_the_one_before("#verdict"),
    ),
    Word(
        name="intel",
        ar="مؤشرات",
        fr="indicateurs",
        also=("المؤشرات", "indicators", "indicateur"),
        value="required",
        text="none",
        hint="add, add KIND, or list",
        may=LEADING,
        needs_ticket=False,
        help={
            "en": "Adds the attached lists of indicators, and tells which tickets match; or lists those there are.",
            "ar": "تضيف قوائم المؤشرات المرفقة وتخبر بالتذاكر المطابقة، أو تعرض القوائم الموجودة.",
            "fr": "Ajoute les listes d'indicateurs jointes et dit quels tickets correspondent ; ou énumère les listes.",
        },
        example="#intel add spyware",
    ),
)
