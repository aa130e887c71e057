"""The closed vocabularies behind `#status`, `#category`, `#handler` and others: keys, and how people write them."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from mailflows.casework.categories import Casework, Term
from mailflows.casework.reading import shipped
from mailflows.commands.call.choices import CHOICES as CALL
from mailflows.commands.end.choices import CHOICES as END
from mailflows.commands.gather.choices import CHOICES as GATHER
from mailflows.commands.mine.choices import CHOICES as MINE
from mailflows.commands.see.choices import CHOICES as SEE
from mailflows.commands.shift.choices import CHOICES as SHIFT
from mailflows.commands.speak.choices import CHOICES as SPEAK
from mailflows.commands.work.choices import CHOICES as WORK
from mailflows.spelling import as_compared
from templates.mails.guidance import CATEGORIES

# `#resolve` and `#close` have words of their own, because they ask for an outcome and tell the reporter.
STATUS: Mapping[str, Sequence[str]] = {
    "triage": ("فرز", "tri"),
    "vetting": ("تحقق", "vérification"),
    "active": ("open", "working", "نشط", "مفتوحة", "قيد العمل", "actif", "ouvert", "en cours"),
    "pending_user": ("waiting", "waiting user", "waiting reporter", "pending", "انتظار", "بانتظار الرد", "en attente"),
    "pending_third_party": ("waiting partner", "waiting platform", "بانتظار طرف ثالث", "en attente d'un tiers"),
    "monitoring": ("watching", "متابعة", "مراقبة", "suivi"),
    "referred": ("handed on", "إحالة", "محالة", "orienté"),
    "out_of_mandate": ("rejected", "خارج الاختصاص", "hors mandat"),
    "spam": ("مزعج", "pourriel"),
}

PRIORITY: Mapping[str, Sequence[str]] = {
    "P1": ("1", "urgent", "critical", "عاجل", "عاجلة", "urgente"),
    "P2": ("2", "high", "عالية", "haute", "élevée"),
    "P3": ("3", "normal", "medium", "عادية", "متوسطة", "normale", "moyenne"),
    "P4": ("4", "low", "منخفضة", "basse", "faible"),
}

CATEGORY: Mapping[str, Sequence[str]] = {
    "account_compromise": ("hacked", "hacked account", "حساب مخترق", "اختراق", "compte piraté"),
    "account_suspension": ("suspended", "suspension", "حساب معلق", "تعليق حساب", "compte suspendu"),
    "content_takedown": ("takedown", "حذف محتوى", "contenu supprimé"),
    "doxxing": ("doxing", "كشف معلومات", "divulgation"),
    "sextortion_ncii": ("sextortion", "ncii", "ابتزاز جنسي", "sextorsion"),
    "blackmail": ("extortion", "ابتزاز", "chantage"),
    "cyberbullying_harassment": ("harassment", "bullying", "stalking", "تحرش", "تنمر", "harcèlement"),
    "hate_speech_incitement": ("hate speech", "incitement", "خطاب كراهية", "تحريض", "discours de haine"),
    "threats_violence": ("threats", "threat", "تهديد", "menaces"),
    "impersonation": ("fake account", "انتحال", "usurpation"),
    "phishing_suspicious_message": ("phishing", "suspicious message", "تصيد", "رسالة مشبوهة", "hameçonnage"),
    "device_suspicious": ("malware", "suspicious device", "جهاز مشبوه", "برمجية خبيثة", "appareil suspect"),
    "targeted_spyware": ("spyware", "تجسس", "برنامج تجسس", "logiciel espion"),
    "device_lost_seized": (
        "lost device",
        "seized device",
        "جهاز مفقود",
        "جهاز مصادر",
        "appareil perdu",
        "appareil saisi",
    ),
    "arrest_detention": ("arrest", "detention", "اعتقال", "احتجاز", "arrestation", "détention"),
    "disinformation_defamation": ("disinformation", "defamation", "تضليل", "تشهير", "désinformation", "diffamation"),
    "website_attack": ("ddos", "defacement", "هجوم على موقع", "attaque de site"),
    "censorship_shutdown": ("censorship", "shutdown", "حجب", "قطع الإنترنت", "censure", "coupure"),
    "data_breach_loss": ("data breach", "data loss", "تسريب بيانات", "fuite de données"),
    "advice_prevention": ("advice", "prevention", "نصيحة", "وقاية", "conseil", "prévention"),
    "training_request": ("training", "تدريب", "formation"),
    "data_rights_request": ("data rights", "حقوق البيانات", "droits sur les données"),
    "out_of_mandate": ("خارج الاختصاص", "hors mandat"),
    "spam_abuse": ("spam", "مزعج", "pourriel"),
    "other": ("أخرى", "autre"),
}

OUTCOME: Mapping[str, Sequence[str]] = {
    "account_restored": ("restored", "حساب مستعاد", "compte restauré"),
    "account_secured": ("secured", "حساب مؤمن", "compte sécurisé"),
    "account_deactivated": ("deactivated", "حساب معطل", "compte désactivé"),
    "content_removed": ("removed", "محتوى محذوف", "contenu retiré"),
    "impersonator_removed": ("منتحل محذوف", "usurpateur retiré"),
    "device_cleaned_or_replaced": ("device cleaned", "device replaced", "جهاز منظف", "appareil nettoyé"),
    "malicious_infra_taken_down": ("infra taken down", "إزالة موقع خبيث", "infrastructure retirée"),
    "compromise_confirmed": ("confirmed", "اختراق مؤكد", "compromission confirmée"),
    "no_compromise_found": ("nothing found", "لم يعثر على شيء", "rien trouvé"),
    "inconclusive": ("غير حاسم", "non concluant"),
    "attempt_failed": ("محاولة فاشلة", "tentative échouée"),
    "advice_given": ("advice", "advised", "نصيحة", "conseil donné"),
    "referred": ("إحالة", "orienté"),
    "platform_refused": ("رفض المنصة", "refus plateforme"),
    "platform_silent": ("صمت المنصة", "plateforme muette"),
    "partly_resolved": ("partly", "حل جزئي", "partiellement résolu"),
    "person_withdrew": ("withdrew", "انسحاب", "désistement"),
    "unreachable": ("لا رد", "injoignable"),
    "out_of_mandate": ("خارج الاختصاص", "hors mandat"),
    "duplicate": ("مكرر", "doublon"),
    "spam": ("مزعج", "pourriel"),
}

# Ready mails that a handler may send; each is a file of that name in templates/.
GUIDANCE: Mapping[str, Sequence[str]] = {
    **{f"guidance/{category}": CATEGORY[category] for category in CATEGORIES},
    "guidance/account_whatsapp": ("whatsapp", "واتساب", "compte whatsapp"),
    "guidance/account_telegram": ("telegram", "تيليغرام", "تلغرام", "compte telegram"),
    "guidance/account_signal": ("signal", "سيغنال", "سيجنال", "compte signal"),
    "guidance/first_reply": ("first", "first reply", "الرد الأول", "première réponse"),
    "guidance/original_please": (
        "original_please",
        "original please",
        "original",
        "الأصل",
        "الرسالة الأصلية",
        "l'original",
    ),
    "guidance/appointment": ("appointment", "call", "موعد", "مكالمة", "rendez-vous", "appel"),
    "what_we_found": (
        "findings",
        "what we found",
        "verdict",
        "ما وجدناه",
        "النتيجة",
        "ce que nous avons trouvé",
        "avis",
    ),
    "how_to_write_sealed": ("sealed", "pgp", "تشفير", "chiffrer"),
}

# What may be done about who works here, and as what they may.
HANDLER: Mapping[str, Sequence[str]] = {
    "add": ("إضافة", "ajouter"),
    "role": ("دور", "rôle"),
    "key": ("مفتاح", "clé", "clef"),
    "disable": ("تعطيل", "désactiver"),
    "list": ("قائمة", "liste"),
    "confirm": ("تأكيد", "confirmer"),
    "withdraw": ("سحب", "retirer"),
}
SEAT: Mapping[str, Sequence[str]] = {
    "handler": ("عضو", "membre"),
    "lead": ("قيادة", "responsable"),
    "coordinator": ("تنسيق", "coordination"),
    "reports": ("تقارير", "rapports"),
    "threat_lab": ("مختبر", "laboratoire", "labo"),
    "sysadmin": ("خادم", "serveur"),
}

# What a handler may say instead of the rules. There is no word for "safe".
VERDICT: Mapping[str, Sequence[str]] = {
    "dangerous": ("خطر", "خطِر", "dangereux"),
    "suspicious": ("مشبوه", "مشبوهة", "suspect"),
    "unusual": ("غير معتاد", "غير معتادة", "inhabituel"),
    "nothing_found": ("nothing found", "nothing", "لا شيء", "لم يعثر على شيء", "rien trouvé", "rien"),
    "could_not_check": ("could not check", "unchecked", "تعذر الفحص", "non examiné"),
}
AGAIN: Mapping[str, Sequence[str]] = {"again": ("مجددا", "مرة أخرى", "من جديد", "encore", "à nouveau", "de nouveau")}

# Roles and an operator's own categories are the desk's: `choices_at` adds them.
CHOICES: Mapping[str, Mapping[str, Sequence[str]]] = MappingProxyType(
    {
        "status": STATUS,
        "priority": PRIORITY,
        "category": CATEGORY,
        "outcome": OUTCOME,
        "cause": {key: term.spellings[1:] for key, term in shipped().causes.items()},
        "guidance": GUIDANCE,
        "handler": HANDLER,
        "seat": SEAT,
        "verdict": VERDICT,
        "again": AGAIN,
        **WORK,
        **GATHER,
        **SPEAK,
        **CALL,
        **END,
        **SEE,
        **SHIFT,
        **MINE,
    }
)


def choices_at(casework: Casework, roles: Collection[str]) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The closed vocabularies of one desk: its roles, and what its operator added to ours."""
    return {
        **CHOICES,
        "role": dict.fromkeys(roles, ()),
        "category": {**CATEGORY, **_spelled(casework.named_by_operator)},
        "outcome": {**OUTCOME, **_spelled({key: one for key, one in casework.outcomes.items() if key not in OUTCOME})},
        "cause": _spelled(casework.causes),
    }


def doubled_in(casework: Casework) -> str:
    """Where a spelling of an operator's own category means another one already, in words; "" where all is well."""
    for key, term in casework.named_by_operator.items():
        mine = set(map(as_compared, term.spellings))
        for other, spellings in {**CATEGORY, **_spelled(casework.named_by_operator)}.items():
            if other != key and (both := mine & set(map(as_compared, (other, *spellings)))):
                return f"category.{key}: {min(both)} already means {other}"
    return ""


def _spelled(terms: Mapping[str, Term]) -> dict[str, Sequence[str]]:
    return {key: term.spellings[1:] for key, term in terms.items()}
