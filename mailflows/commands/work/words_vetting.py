"""The names of the words by which it is found out who somebody is."""

from mailflows.commands.undoing import WHILE_HELD, by
from mailflows.commands.word import Word

VETTING = (
    Word(
        name="vet",
        ar="تحقّق",
        fr="vérifier",
        also=("التحقق", "vetting"),
        value="optional",
        text="optional",
        hint="ROLE who=NAME, or nothing",
        named={"who": ""},
        outward=True,
        help={
            "en": "Finds out who somebody is before accounts or devices are acted on; a role may be asked to vouch.",
            "ar": "تبدأ التحقّق ممّن يكتب قبل أي إجراء على حساب أو جهاز؛ ويمكن سؤال جهة تعرفه، بالاسم وحده.",
            "fr": "Vérifie qui est la personne avant d'agir sur comptes ou appareils ; un rôle peut se porter garant.",
        },
        example="#vet",
        undo=WHILE_HELD,
    ),
    Word(
        name="vetted",
        ar="تم-التحقق",
        fr="vérifié",
        also=("تحققنا",),
        value="required",
        text="optional",
        hint="HOW LEVEL, or no",
        help={
            "en": "Writes down how it was found out who they are, and how sure that is; no tells who leads.",
            "ar": "تسجّل كيف عُرفت هوية من يكتب ودرجة التأكّد؛ و\u2066no\u2069 تُعلم من يقود.",
            "fr": "Note comment on sait qui est la personne, et à quel point ; no avertit qui dirige.",
        },
        example="#vetted partner high",
        undo=by("#vetted no"),
    ),
)
