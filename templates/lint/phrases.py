"""What no mail to somebody who is frightened may say, and why; a phrase is written as it would be said to them.

Persian and Turkish say no inside the verb, so their phrases are the verbs that say yes.
"""

# ruff: noqa: E501, S105 - a pattern is one line, and names no secret of ours

import re
from dataclasses import dataclass

POLICE = "for many of our readers the police are the danger; where they go is theirs to say, after talking to a lawyer"
SECRETS = "whoever sits in the mailbox could ask the same: we never ask for passwords, codes, intimate images or papers"
SAFETY = "nobody can find everything, so nobody can say that somebody is safe"
BLAME = "it is not their fault, and a question like that says it is"


@dataclass(frozen=True)
class Phrase:
    """A pattern that must not be said, and the reason."""

    pattern: re.Pattern[str]
    why: str


def _phrases(why: str, *patterns: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(re.compile(pattern, re.IGNORECASE), why) for pattern in patterns)


_EN_SECRET = (
    r"(passwords?|passphrases?|passcodes?|codes?|pins?|(seed|recovery) phrases?|"
    r"(private|intimate|nude|naked|sexual|your) (images?|pictures?|photos?|videos?)|(images|photos|videos) of you|nudes|papers|"
    r"passports?|identity (cards?|documents?|papers)|(your|an) ids?\b|id cards?|(national )?id number)\b"
)
_FR_SECRET = (
    r"(mots? de passe|phrases? (secrètes?|de passe|de récupération)|codes?|pin|(photos?|images?|vidéos?) intimes?|vos (photos|images|vidéos)|"
    r"papiers|passeports?|pièces? d'identité|carte d'identité)\b"
)
_AR_SECRET = r"(ال)?(كلم(ة|ات) (ال)?(سر|مرور)|رمز|رموز|شيفرة|صوركم|صورة? (ال)?(خاصة|حميمة|عارية)|الصور (الخاصة|الحميمة|العارية)|جواز|هوي(ة|ات)|وثائق هوي|أوراق ثبوتية)"

FORBIDDEN: dict[str, tuple[Phrase, ...]] = {
    "en": (
        *_phrases(
            POLICE,
            r"\b(go|report|complain|turn|write|talk|speak)\b( \w+){0,3} to (the |your |local )*(police|authorities)\b",
            r"\b(call|contact|inform|notify|tell|alert|involve|see) (the |your |local )*(police|authorities)\b",
            r"\bfile (a )?(police )?(report|complaint) (with|at) (the )?(police|authorities)\b|\bpolice report\b",
        ),
        *_phrases(
            SECRETS,
            rf"\b(send|give|tell|share|forward|show|write|attach|email)\b (us |me |it |with us )*([\w']+ ){{0,4}}?{_EN_SECRET}",
            rf"\bwe (will |may )?need ([\w']+ ){{0,2}}{_EN_SECRET}",
        ),
        *_phrases(
            SAFETY,
            r"\b(you are|you're|you will be|it is|it's|is now|account is|device is|phone is) (now |completely |fully |quite )*safe\b",
            r"\bsafe to (open|click|use)\b|\bnothing to worry about\b|\bcompletely (safe|secure)\b|\b100 ?% (safe|secure)\b",
        ),
        *_phrases(BLAME, r"\bwhy (did|didn't|have|haven't) you\b|\byou should(n't| not)? have\b|\byour (own )?fault\b"),
    ),
    "fr": (
        *_phrases(
            POLICE,
            r"\b(allez|adressez-vous|rendez-vous|parlez-en|signalez\S*|écrivez)\b( \S+){0,4} (à|au|chez|voir) (la |le )?"
            r"(police|gendarmerie|commissariat)\b",
            r"\b(appelez|contactez|prévenez|alertez|avertissez|informez) (la |les )?(police|gendarmerie|autorités)\b",
            r"\b(portez|déposez|porter|déposer) plainte\b",
        ),
        *_phrases(
            SECRETS,
            rf"\b(envoyez|donnez|transmettez|communiquez|indiquez|joignez|partagez|dites)(-nous|-le-nous)?\b "
            rf"(\S+ ){{0,3}}?{_FR_SECRET}",
            rf"\b(avons|aurons) besoin (\S+ ){{0,2}}?(d['’])?{_FR_SECRET}",
        ),
        *_phrases(
            SAFETY,
            r"\b(vous êtes|vous serez) (maintenant |désormais |tout à fait |bien )*(en sécurité|hors de danger)",
            r"\bsans (aucun )?(danger|risque) (à|d')\S*ouvrir\b|\bvous n'avez rien à craindre\b|\baucun risque\b",
        ),
        *_phrases(BLAME, r"\bpourquoi (avez-vous|n'avez-vous)|\bvous auriez dû\b|\b(de )?votre faute\b"),
    ),
    "ar": (
        *_phrases(
            POLICE,
            r"(اتصال|اتصلوا|إبلاغ|بلغوا|بلّغوا|أبلغوا|بلاغ|شكوى|لجوء|الجأوا|توجه|توجّه|توجهوا|مراجعة|راجعوا|إخبار|أخبروا|إعلام)"
            r"( \S+){0,3}? (إلى |لدى |عند |على )?\S{0,3}(شرطة|درك|قوى الأمن|السلطات|مخفر)",
        ),
        *_phrases(
            SECRETS,
            rf"(إرسال|أرسلوا|ارسلوا|إعطاؤنا|إعطاءنا|أعطونا|مشاركة|شاركونا|إخبارنا|أخبرونا|تزويدنا|زوّدونا|إرفاق|أرفقوا)"
            rf"( (إلينا|لنا|معنا))?( \S+){{0,2}}? (ب|عن )?{_AR_SECRET}",
        ),
        *_phrases(
            SAFETY,
            r"(أنتم(/ن)?|أنتن|أنت|إنكم(/ن)?|حسابكم(/ن)?|جهازكم(/ن)?) (الآن |تمامًا |اليوم )*(بأمان|في أمان|آمنون|آمنة|آمن|بخير)",
            r"آمن(ة)? (للفتح|تمامًا)|لا داعي للقلق|لا خطر (عليكم|إطلاقًا)",
        ),
        *_phrases(
            BLAME,
            r"(لماذا|ليش|لمَ) (لم )?(فتح|ضغط|أرسل|أعط|نقر|وثق|صدّق|تفتح|تضغط)\S*|كان (يجب|ينبغي|الأجدر) عليكم|ذنبكم|خطؤكم|بسببكم",
        ),
    ),
    "fa": (
        *_phrases(
            POLICE,
            r"(به|با) (پلیس|کلانتری|نیروی انتظامی|مقامات|فتا)( \S+){0,3}? (بروید|زنگ بزنید|تماس بگیرید|خبر دهید|خبر بدهید|"
            r"گزارش دهید|گزارش کنید|مراجعه کنید|شکایت کنید|بگویید)|پلیس را (خبر|باخبر|مطلع) کنید",
        ),
        *_phrases(
            SECRETS,
            r"(گذرواژه|رمز|کد|پین|عکس‌های (خصوصی|شخصی)|تصاویر خصوصی|عکس خصوصی|گذرنامه|شناسنامه|کارت ملی|مدارک)\S*( \S+){0,4}? (بفرستید|ارسال کنید|"
            r"بدهید|بگویید|بنویسید|پیوست کنید|در میان بگذارید)",
        ),
        *_phrases(SAFETY, r"(شما|حساب شما|حسابتان|دستگاهتان|گوشی‌تان) (اکنون |حالا |کاملا |کاملاً )*(در امان|امن|ایمن)\S*",
                  r"جای نگرانی نیست|خطری ندارد"),
        *_phrases(BLAME, r"چرا (\S+ ){0,3}?(کردید|زدید|دادید|باز کردید|فرستادید)|باید (\S+ ){0,3}?می‌کردید|تقصیر (خودتان|شما)"),
    ),
    "tr": (
        *_phrases(
            POLICE,
            r"\b(polise|karakola|emniyete|jandarmaya|savcılığa)( \S+){0,2}? (gidin|başvurun|haber verin|bildirin|şikâyet edin|"
            r"şikayet edin|söyleyin)\b|\bpolisi arayın\b|\bsuç duyurusunda bulunun\b",
        ),
        *_phrases(
            SECRETS,
            r"\b(şifre|parola|kod|pin|(özel|mahrem|çıplak) (fotoğraf|görüntü|video)|pasaport|kimlik)\w*( \S+){0,4}? (gönderin|verin|yazın|paylaşın|"
            r"söyleyin|iletin|ekleyin)\b",
        ),
        *_phrases(SAFETY, r"\b(güvendesiniz|emniyettesiniz)\b|\b(hesabınız|cihazınız|telefonunuz) (artık |tamamen )*güvende\b",
                  r"\bendişelenecek bir şey yok\b"),
        *_phrases(BLAME, r"\b(neden|niye|niçin) (\S+ ){0,3}?(tıkladınız|açtınız|verdiniz|gönderdiniz|yaptınız)\b|"
                         r"\b\w+(malıydınız|meliydiniz)\b|\bsizin hatanız\b"),
    ),
}  # fmt: skip
