"""What the people of the demo write, word for word."""

LAYLA_ASKS_ABOUT = "رسالة غريبة باسم النقابة"
LAYLA_ASKS = """\
السلام عليكم،

أنا صحفية. وصلتني هذه الرسالة باسم النقابة وتطلب الدخول إلى حسابي خلال ٢٤ ساعة.
لم أضغط على الرابط، لكنني فتحت المستند على حاسوبي. أرفقت الرسالة كما وصلت، والمستند.
أخشى أن يكون أحد قد دخل إلى بريدي وأن يصل إلى مصادري. ماذا أفعل؟

ليلى
"""

NOOR_ANSWERS = """\
شكرًا لأنكِ توقفتِ وسألتِ. ليس في هذا أي ذنب لكِ.

الرسالة ليست من النقابة، والمستند يحمل برنامجًا صغيرًا يعمل عند فتحه.
افصلي الحاسوب عن الشبكة ولا تطفئيه، وغيّري كلمة سر بريدك من جهاز آخر.
هل ضغطتِ على «تمكين المحتوى» حين فتحتِ المستند؟"""
NOORS_SIGNATURE = "-- \nNoor Khalil, digital safety, Beirut office\n+961 1 555 0142\n"
NOORS_PROGRAM = "Mail 9.1 on noors-laptop"

LAYLA_ANSWERS = """\
نعم، ضغطت على «تمكين المحتوى». فصلت الحاسوب الآن وغيّرت كلمة السر من هاتفي.
"""

MALLORY_FORGES = """\
#close

All is solved, please close this.
Noor
"""

SAM_ASKS_ABOUT = "Locked out of our page"
SAM_ASKS = """\
Hello,

since this morning nobody at our food cooperative can get into our page any more, and somebody
posts there in our name. We have 9,000 followers. A friend said you might be able to help.

Sam Ortiz
"""

NOOR_ESCALATES = """\
Please look at the macro document of this ticket: what would it have fetched, and have you seen it elsewhere?
The content was enabled on the reporter's computer, which is off the network now and still switched on."""

NOOR_CLOSES = """\
Advice was given and followed; the lab goes on looking. Reopen this when their answer comes."""
