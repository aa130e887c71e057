"""Arabic, Persian and Sorani words without what is written onto them: particles, article, possessors, plurals.

All words are folded: one alef, ي for ى and ی, ه for ة, ك for ک, no marks, no joiner that nobody sees.
"""

from collections.abc import Iterator

NOT_ARABIC = frozenset("پچژگ")  # letters of Persian and Kurdish
_AND = "وف"
_PARTICLES = "بكلس"
_ARTICLES = ("ال", "لل")
# What stands behind a word, in the order in which it is taken off: the possessor, then number and gender.
_POSSESSORS = dict.fromkeys("هما كما ها هم هن كم كن نا ني ي ك ه".split(), 3)
_FORMS = dict.fromkeys("تين تان يات يون يين ات وا يه ي ه ت".split(), 3) | dict.fromkeys("ان ين ون".split(), 4)
_BROKEN = {
    many: one
    for pair in (
        "رسايل:رسال هواتف:هاتف صور:صور برامج:برنامج تطبيقات:تطبيق اجهزه:جهاز روابط:رابط مواقع:موقع اخبار:خبر ملفات:ملف "
        "نشطا:ناشط زملا:زميل اصدقا:صديق ارقام:رقم حكومات:حكوم قضايا:قضي وثايق:وثيق كتب:كتب اسما:اسم اشخاص:شخص "
        "ضحايا:ضحي خبرا:خبير وزرا:وزير منازل:منزل مكاتب:مكتب سجون:سجن محاكم:محكم اطفال:طفل رجال:رجل اولاد:ولد "
        "مقاطع:مقطع تقارير:قرر تقرير:قرر تهديدات:هدد هجمات:هجم حسابات:حساب كلمات:كلم عناوين:عنوان مفاتيح:مفتاح "
        "قنوات:قنا مراكز:مركز شركات:شرك بيانات:بيان فيروسات:فيروس شباب:شاب طلاب:طالب حقوق:حق اسابيع:اسبوع ايام:يوم "
        "شهور:شهر اشهر:شهر بنوك:بنك اموال:مال انظمه:نظام"
    ).split()
    for many, one in (pair.split(":"),)
}
_LEAST = 3

# Persian: endings one behind the other; what stays is at least as long as told.
_PERSIAN = {
    ending: least
    for least, endings in (
        (2, "ها هاي هايم هايت هايش هايمان هايتان هايشان هايي"),
        (3, "هكان هكانم هكانت هكاني هكه هكهم هكهت هكهي گان ترين ش"),
        (4, "ان ات مان تان شان يم يد ند تر ي م ت ه اش ام"),
    )
    for ending in endings.split()
}
_PERSIAN_LONGEST = max(map(len, _PERSIAN))
_SPOKEN = ("يم", "يد", "ند", "م", "ي", "د")  # endings of a verb behind می
_PAST = {"دم": "د", "تم": "ت", "ديم": "د", "تيم": "ت", "دند": "د", "تند": "ت", "ديد": "د", "تيد": "ت"}
_MOST_ENDINGS = 4


def arabic(word: str) -> Iterator[str]:
    """One stem, or a few where a first letter may be a particle or the word's own: كتاب, or ك with something."""
    for rest in _without_particles(word):
        stem = _cut(_cut(rest, _POSSESSORS), _FORMS)
        alone = _cut(rest, _POSSESSORS)
        forms = (rest, alone, alone[:-1] + "ه" if alone[-1] == "ت" else "", stem)
        yield next((_BROKEN[form] for form in forms if form in _BROKEN), None) or _root(stem)


def _without_particles(word: str) -> Iterator[str]:
    """The article says for sure that what stands before it is none of the word's own."""
    for before in range(3):
        head, rest = word[:before], word[before:]
        if rest.startswith(_ARTICLES) and len(rest) >= 2 + _LEAST and _are_particles(head):
            yield rest[2:]
            return
    yield word
    for before in (1, 2):
        if len(word) - before >= _LEAST + (before > 1) and _are_particles(word[:before]):
            yield word[before:]


def _are_particles(head: str) -> bool:
    if len(head) == 2:
        return head[0] in _AND and head[1] in _PARTICLES
    return not head or head in _AND or head in _PARTICLES


def _cut(word: str, endings: dict[str, int]) -> str:
    for size in (3, 2, 1):
        least = endings.get(word[-size:])
        if least is not None and len(word) - size >= least:
            return word[:-size]
    return word


def _root(word: str) -> str:
    """He breaks in, broke in, breaking in: يخترق، اخترق، اختراق are looked for as one."""
    size = len(word)
    if word[0] == "ي" and 4 <= size <= 6:
        return word[1:]
    if word.startswith("است") and size in (6, 7):
        return word[1:] if size == 6 else word[1:5] + word[6:]
    if word[0] == "ا" and size in (5, 6) and word[2] == "ت":
        return word[1:] if size == 5 else word[1:4] + word[5] if word[4] == "ا" else word
    if word[0] == "ت" and size == 5 and word[3] == "ي":  # threatening, as he threatens: تهديد، يهدد
        return word[1:3] + word[4]
    return word


def persian(word: str) -> str:
    """Persian and Sorani: plural, possessor, comparison; می and نمی with the ending of the verb behind them."""
    for prefix in ("نمي", "مي"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            verb = word[len(prefix) :]
            return next((verb[: -len(end)] for end in _SPOKEN if verb.endswith(end) and len(verb) > len(end) + 1), verb)
    for ending, stays in _PAST.items():
        if word.endswith(ending) and 2 <= len(word) - len(ending) <= 4:
            return word[: -len(ending)] + stays
    for _ in range(_MOST_ENDINGS):
        for size in range(min(_PERSIAN_LONGEST, len(word) - 2), 0, -1):
            least = _PERSIAN.get(word[-size:])
            if least is not None and len(word) - size >= least:
                word = word[:-size]
                break
        else:
            break
    return word
