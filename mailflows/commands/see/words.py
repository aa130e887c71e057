"""The names of the words that only show, in three languages, and one sentence about each."""

from mailflows.commands.word import EVERYBODY, FIGURES, LAB, Word

ROWS = (
    Word(
        name="show",
        ar="عرض",
        fr="montrer",
        also=("اعرض", "العرض", "afficher", "montre", "voir"),
        value="optional",
        text="none",
        hint="TAG",
        may=LAB,
        needs_ticket=False,
        help={
            "en": "Sends you the whole history of this ticket, or of the one named.",
            "ar": "ترسل إليك تاريخ هذه التذكرة كلّه، أو تاريخ التذكرة المسمّاة.",
            "fr": "Vous envoie tout l'historique de ce ticket, ou de celui qui est nommé.",
        },
        example="#show H-7K4Q-M2XD",
    ),
    Word(
        name="list",
        ar="قائمة",
        fr="liste",
        also=("القائمة", "لائحة", "lister", "tickets"),
        value="optional",
        text="none",
        hint="mine, new, due or all, and filters",
        named={"owner": "", "burst": ""},
        may=LAB,
        needs_ticket=False,
        help={
            "en": "Sends you the tickets you may see, most urgent first: mine, new and due ones, or those you ask "
            "for by P1 … P4, status, category, language, flag, tag:… or owner=NAME.",
            "ar": "ترسل إليك التذاكر التي لك أن تراها، الأعجل فالأعجل: تذاكرك والجديدة والمستحقّة، أو ما تطلبه "
            "بالأولوية أو الحالة أو الفئة أو اللغة أو العلامة أو الوسم أو الاسم.",
            "fr": "Vous envoie les tickets que vous pouvez voir, les plus urgents d'abord : les vôtres, les nouveaux "
            "et ceux à échéance, ou ceux que vous demandez par P1 … P4, statut, catégorie, langue, drapeau, "
            "étiquette ou nom.",
        },
        example="#list due P1 fr",
    ),
    Word(
        name="find",
        ar="بحث",
        fr="chercher",
        also=("ابحث", "البحث", "recherche", "trouver", "search"),
        value="required",
        text="none",
        hint="WORDS",
        needs_ticket=False,
        help={
            "en": "Finds tickets in which all of these words stand, in any form: names, addresses and files too.",
            "ar": "تجد التذاكر التي فيها هذه الكلمات كلّها بأيّ صيغة، ومنها الأسماء والعناوين والملفّات.",
            "fr": "Trouve les tickets qui ont tous ces mots, sous toute forme ; noms, adresses et fichiers aussi.",
        },
        example="#find stolen phone",
    ),
    Word(
        name="history",
        ar="تاريخ",
        fr="historique",
        also=("التاريخ", "timeline"),
        value="none",
        text="optional",
        may=LAB,
        help={
            "en": "Sends you who did what when in this ticket, one line for each event, without what was said.",
            "ar": "ترسل إليك من فعل ماذا ومتى في هذه التذكرة، سطرًا لكلّ حدث، بلا ما قيل فيها.",
            "fr": "Vous envoie qui a fait quoi et quand dans ce ticket, une ligne par événement, sans rien de ce qui "
            "a été dit.",
        },
        example="#history",
    ),
    Word(
        name="who",
        ar="أشخاص",
        fr="qui",
        also=("الأشخاص", "الأطراف", "من", "people"),
        value="none",
        text="optional",
        help={
            "en": "Sends you who belongs to this ticket: addresses, keys, how sure each is, who has it, who read it.",
            "ar": "ترسل إليك من ينتمي إلى هذه التذكرة: العناوين والمفاتيح ومدى الثقة بكلّ منها، ومن هي في عهدته "
            "ومن قرأها.",
            "fr": "Vous envoie qui appartient à ce ticket : adresses, clés, certitude de chacune, qui l'a, qui l'a lu.",
        },
        example="#who",
    ),
    Word(
        name="stats",
        ar="إحصاءات",
        fr="statistiques",
        also=("أرقام", "إحصائيات", "الإحصاءات", "stat", "chiffres"),
        value="optional",
        text="none",
        hint="platforms",
        choices="counted",
        may=FIGURES,
        needs_ticket=False,
        help={
            "en": "Sends you counts of open tickets, what waits and what is late, and how long first answers take.",
            "ar": "ترسل إليك أعداد التذاكر المفتوحة، وما ينتظر وما تأخّر، وكم يستغرق الجواب الأوّل.",
            "fr": "Vous envoie le nombre de tickets ouverts, ce qui attend, ce qui est en retard, et le délai des "
            "premières réponses.",
        },
        example="#stats",
    ),
    Word(
        name="observables",
        ar="دلائل",
        fr="indices",
        also=("الدلائل", "iocs", "traces"),
        value="none",
        text="optional",
        may=LAB,
        help={
            "en": "Sends you the links, hosts, addresses and hashes of files in this ticket, made harmless, each with "
            "its letter.",
            "ar": "ترسل إليك ما في هذه التذكرة من روابط ونطاقات وعناوين وبصمات ملفات، منزوعة الخطر، ومع كلّ منها "
            "رسالتها.",
            "fr": "Vous envoie les liens, domaines, adresses et empreintes de fichiers de ce ticket, rendus "
            "inoffensifs, chacun avec sa lettre.",
        },
        example="#observables",
    ),
    Word(
        name="help",
        ar="مساعدة",
        fr="aide",
        also=("المساعدة", "ساعدني"),
        value="optional",
        text="none",
        hint="WORD",
        may=EVERYBODY,
        needs_ticket=False,
        help={
            "en": "Sends you the list of words you may say, or all there is to know about one of them.",
            "ar": "ترسل إليك قائمة الأوامر المتاحة لك، أو كلّ ما يخصّ أمرًا منها.",
            "fr": "Vous envoie la liste des mots que vous pouvez dire, ou tout ce qu'il faut savoir de l'un d'eux.",
        },
        example="#help reply",
    ),
)
