"""The names of the words that change a ticket inside the desk, in three languages, and one sentence about each."""

from mailflows.commands.undoing import by, said, with_the_one_before
from mailflows.commands.word import Word
from mailflows.commands.work.words_doing import DOING
from mailflows.commands.work.words_marking import MARKING
from mailflows.commands.work.words_vetting import VETTING

STANDING = (
    Word(
        name="take",
        ar="استلام",
        fr="prendre",
        also=("أستلم", "استلم", "prends"),
        value="none",
        text="optional",
        conflicts=("give", "unassign"),
        help={
            "en": "Makes the ticket yours; the others see that somebody is on it.",
            "ar": "تصبح التذكرة في عهدتك، ويرى الآخرون أنّ أحدًا يعمل عليها.",
            "fr": "Le ticket est à vous ; les autres voient que quelqu'un s'en occupe.",
        },
        example="#take",
        undo=said(
            "#unassign, or #give to whoever had it",
            "\u2066#unassign\u2069، أو \u2066#give\u2069 إلى من كانت في عهدته",
            "#unassign, ou #give à qui l'avait",
        ),
    ),
    Word(
        name="give",
        ar="تسليم",
        fr="donner",
        also=("سلم", "أسلم", "passer", "donne"),
        value="required",
        text="optional",
        hint="NAME",
        conflicts=("take", "unassign"),
        help={
            "en": "Hands the ticket to another handler, who is told by mail.",
            "ar": "تسلّم التذكرة إلى زميل، ويُبلَّغ بالبريد.",
            "fr": "Passe le ticket à un collègue, qui en est averti par mail.",
        },
        example="#give samira",
        undo=said(
            "#take by whoever leads, or #give by the new owner",
            "\u2066#take\u2069 ممّن يقود، أو \u2066#give\u2069 ممّن صارت في عهدته",
            "#take par qui dirige, ou #give par qui l'a reçu",
        ),
    ),
    Word(
        name="unassign",
        ar="تحرير",
        fr="libérer",
        also=("حرر", "بلا-عهدة", "release", "désassigner"),
        value="none",
        text="optional",
        conflicts=("take", "give"),
        help={
            "en": "Puts the ticket back among those that nobody has; everybody is told.",
            "ar": "تعيد التذكرة إلى ما ليس في عهدة أحد، ويُبلَّغ الجميع.",
            "fr": "Remet le ticket parmi ceux que personne n'a ; tout le monde en est averti.",
        },
        example="#unassign",
        undo=by("#take"),
    ),
    Word(
        name="note",
        ar="ملاحظة",
        fr="note",
        also=("ملحوظة", "الملاحظة", "remarque"),
        value="none",
        text="required",
        owns_text=True,
        help={
            "en": "Keeps the text below inside the desk; a text without any word is kept the same way.",
            "ar": "تحفظ النصّ أدناه داخل الفريق؛ وكذلك يُحفظ كلّ نصّ بلا أمر.",
            "fr": "Garde le texte ci-dessous dans l'équipe ; un texte sans aucun mot est gardé de même.",
        },
        example="#note",
    ),
    Word(
        name="status",
        ar="حالة",
        fr="statut",
        also=("الحالة", "état"),
        value="required",
        text="optional",
        hint="STATUS",
        choices="status",
        conflicts=("resolve", "close"),
        help={
            "en": "Says how the ticket stands.",
            "ar": "تحدّد حالة التذكرة.",
            "fr": "Dit où en est le ticket.",
        },
        example="#status waiting",
        undo=with_the_one_before("#status"),
    ),
    Word(
        name="category",
        ar="تصنيف",
        fr="catégorie",
        also=("التصنيف", "فئة", "الفئة"),
        value="required",
        text="optional",
        hint="CATEGORY",
        choices="category",
        help={
            "en": "Says what kind of trouble it is; where that is more urgent than so far, the priority rises with it.",
            "ar": "تحدّد نوع المشكلة؛ فإن كان أكثر استعجالًا مما سبق ارتفعت الأولوية معه.",
            "fr": "Dit de quel genre de problème il s'agit ; s'il est plus urgent, la priorité monte avec lui.",
        },
        example="#category phishing",
        undo=with_the_one_before("#category"),
    ),
    Word(
        name="priority",
        ar="أولوية",
        fr="priorité",
        also=("الأولوية",),
        value="required",
        text="optional",
        hint="P1 … P4",
        choices="priority",
        help={
            "en": "Says how urgent it is, P1 most; the promised times follow it.",
            "ar": "تحدّد درجة الاستعجال، وأعلاها P1، وتتبعها المواعيد الموعودة.",
            "fr": "Dit l'urgence, P1 la plus grande ; les délais promis en découlent.",
        },
        example="#priority P1",
        undo=with_the_one_before("#priority"),
    ),
)

ROWS = (*STANDING, *MARKING, *DOING, *VETTING)
