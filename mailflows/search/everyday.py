"""Words that stand in every letter: nobody finds anything by them, so they are neither kept nor asked for."""

from mailflows.spelling import fold

_ENGLISH = (
    "the and of to in is it that was for on are with this have be not from at he she they we you your his her hers him "
    "its them their our us my me mine has had or an but what can will would there been if do does did how when who "
    "which as by so no yes am were than then into out about up all any some more most very just also only over such "
    "being because while where why could should may might must shall too i'm it's don't ll ve re isn aren don didn"
)
_FRENCH = (
    "le la les de des du et un une est je il elle nous vous ils elles que qui dans pour sur pas ne mon ma mes mais "
    "avec ce cette ces cet se au aux par ou où en son sa ses leur leurs plus comme votre vos notre nos tout tous toute "
    "être avoir ai as avez avons ont était sont suis es si donc car quand lui moi toi qu lorsqu jusqu on fait"
)
_TURKISH = (
    "ve bir bu şu için ile ben sen biz siz onlar değil ne mi mı mu mü var yok çok daha gibi kadar ama benim senin onun "
    "bizim bana beni sana seni ona onu olarak de da den dan ki her şey hiç en ya veya nasıl"
)
_ARABIC = (
    "في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن هل أن إن أنا أنت هو هي نحن هم كان كانت قد كل بعد "
    "قبل عند يا أو ثم كيف لماذا متى أين لكن بس لي له لها لهم لنا به بها بهم فيه فيها عليه عليها عليهم منه منها إليه "
    "إليها اللي مش مو شو هيك وهو وهي ولا وما ومن وفي وعلى أي غير بين حتى إذا لو كما هناك هنا لدي لديه لدينا تم"
)
_PERSIAN = (
    "از به که را این است در با برای شما ما آن یک هم خود تا بر نیست هست شد می نمی ها های اما یا چه چرا خیلی فقط هر "
    "اگر پس بود بودم باید دارم دارد کرد کنم کنید شده"
)
_KURDISH = "لە بە بۆ و کە ئەم ئەو من تۆ ئێمە ئێوە هەر زۆر li di de ji ku bi ez tu ew em hûn min te wî wê bo jî ya yên"

# As `folding` compares words; the parts of what an apostrophe divides stand here as well.
EVERYDAY = frozenset(
    part.replace("ۆ", "و").replace("ێ", "ي")
    for said in (_ENGLISH, _FRENCH, _TURKISH, _ARABIC, _PERSIAN, _KURDISH)
    for part in fold(said).replace("'", " ").split()
)
