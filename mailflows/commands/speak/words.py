"""The names of the words that speak to the reporter, in three languages, and one sentence about each."""

from mailflows.commands.word import Word

ROWS = (
    Word(
        name="reply",
        ar="رد",
        fr="répondre",
        also=("الرد", "أرد", "réponse", "réponds"),
        value="none",
        text="required",
        outward=True,
        owns_text=True,
        help={
            "en": "Sends the text below to the reporter, with nothing of yours in it.",
            "ar": "ترسل النصّ أدناه إلى صاحب الطلب، دون أيّ أثر منك.",
            "fr": "Envoie le texte ci-dessous à la personne, sans rien qui vienne de vous.",
        },
        example="#reply",
        undo="#undo, while it is held",
    ),
    Word(
        name="send",
        ar="إرسال",
        fr="envoyer",
        also=("أرسل", "الإرسال", "envoie"),
        value="required",
        text="optional",
        hint="GUIDANCE",
        choices="guidance",
        outward=True,
        help={
            "en": "Sends a ready guidance mail to the reporter, in their language; your own text stays inside.",
            "ar": "ترسل إرشادات جاهزة إلى صاحب الطلب بلغته؛ ونصّك يبقى داخل الفريق.",
            "fr": "Envoie à la personne un conseil tout prêt, dans sa langue ; votre texte reste dans l'équipe.",
        },
        example="#send phishing",
        undo="#undo, while it is held",
    ),
    Word(
        name="undo",
        ar="تراجع",
        fr="annuler",
        also=("التراجع", "annule"),
        value="none",
        text="none",
        help={
            "en": "Takes back what you sent on this ticket, as long as it is still held.",
            "ar": "تسترجع ما أرسلته في هذه التذكرة ما دام محتجزًا ولم يغادر بعد.",
            "fr": "Reprend ce que vous avez envoyé sur ce ticket, tant que c'est encore retenu.",
        },
        example="#undo",
    ),
    Word(
        name="confirm",
        ar="تأكيد",
        fr="confirmer",
        also=("أكد", "أؤكد", "التأكيد", "confirme"),
        value="none",
        text="none",
        help={
            "en": "Says that you mean it, beside a word that asks to be confirmed.",
            "ar": "تؤكّد أنّك تقصد ما طلبت، إلى جانب أمر يحتاج إلى تأكيد.",
            "fr": "Dit que vous le voulez vraiment, à côté d'un mot qui demande confirmation.",
        },
        example="#confirm",
    ),
)
