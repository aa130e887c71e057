"""The names of the words about the desk itself, in three languages, and one sentence about each."""

from mailflows.commands.undoing import said, with_the_one_before
from mailflows.commands.word import LEADING, Word

ROWS = (
    Word(
        name="ticket",
        ar="تذكرة",
        fr="dossier",
        also=("التذكرة", "billet"),
        value="required",
        text="optional",
        hint="TAG CODE",
        needs_ticket=False,
        help={
            "en": "Says which ticket a mail is about, with the code of its last notice, where nothing is quoted.",
            "ar": "تحدّد التذكرة التي تخصّها هذه الرسالة، مع رمز آخر إشعار عنها، إن لم يُقتبس الإشعار.",
            "fr": "Dit de quel ticket il s'agit, avec le code de sa dernière notification, quand rien n'est cité.",
        },
        example="#ticket H-7K4Q-M2XD k7f3qm",
    ),
    Word(
        name="desk",
        ar="مكتب",
        fr="bureau",
        also=("المكتب",),
        value="required",
        text="none",
        hint="ADDRESS",
        needs_ticket=False,
        help={
            "en": "Says that the mail is meant for this desk, where it is no answer to a mail of ours.",
            "ar": "تقول إنّ الرسالة موجّهة إلى هذا المكتب، إن لم تكن ردًّا على رسالة منّا.",
            "fr": "Dit que le mail est pour ce service, quand il ne répond à aucun mail de notre part.",
        },
        example="#desk help@desk.example",
    ),
    Word(
        name="key",
        ar="مفتاح",
        fr="clé",
        also=("المفتاح", "clef"),
        value="optional",
        text="optional",
        hint="accept, refuse or apart FINGERPRINT; find ADDRESS",
        help={
            "en": "Says which key is the reporter's, once you compared it in another way; alone, lists those known.",
            "ar": "تقول أيّ مفتاح هو لصاحب الطلب، بعد مقارنة البصمة بوسيلة أخرى؛ ووحدها تسرد المفاتيح المعروفة.",
            "fr": "Dit quelle clé est celle de la personne, vérifiée par une autre voie ; seul, liste les clés.",
        },
        example="#key accept 6B7A FAB8 C2CA FD20 508C 57CA 5230 6FC6 6F71 E1F3",
        undo=with_the_one_before("#key accept"),
    ),
    Word(
        name="handler",
        ar="فريق",
        fr="équipe",
        also=("الفريق", "équipier"),
        value="required",
        text="none",
        hint="add, role, key, disable, list, confirm or withdraw …",
        may=LEADING,
        needs_ticket=False,
        help={
            "en": "Says who works here. A second person confirms who joins or gets another role or key; "
            "disabling acts at once.",
            "ar": "تحدّد من يعمل هنا. يؤكّد شخص ثانٍ كلّ انضمام أو دور أو مفتاح جديد؛ والتعطيل فوريّ.",
            "fr": "Dit qui est de l'équipe. Une deuxième personne confirme toute arrivée, tout rôle, toute clé ; "
            "désactiver agit aussitôt.",
        },
        example="#handler add Nadia nadia@desk.example lead",
        undo=said(
            "#handler withdraw, until it is confirmed",
            "\u2066#handler withdraw\u2069 قبل التأكيد",
            "#handler withdraw, avant la confirmation",
        ),
    ),
)
