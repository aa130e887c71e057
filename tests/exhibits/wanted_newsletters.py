"""Newsletters that people signed up for: aid, news, security, petitions; in many tongues, often in a hurry."""

NEWSLETTERS = """
gift-doubled sendgrid en | Cedar Relief <news@cedar-relief.example>
LAST CHANCE: your gift is doubled until midnight
Only today every donation is matched. Your help keeps forty heaters running in the Bekaa.
Act now: the offer ends tonight at 23:59.
> Give now | /give?utm_source=newsletter&utm_medium=email
> Read the report | /report/2025

winter-appeal mailchimp ar | إغاثة الأرز <hello@cedar-relief.example>
الفرصة الأخيرة: تبرعكم يتضاعف اليوم فقط
كل تبرع يُضاعف حتى منتصف الليل. ساعدونا في تدفئة مدارس البقاع هذا الشتاء.
اضغطوا الزر أدناه للتبرع الآن قبل انتهاء المهلة.
> تبرعوا الآن | /ar/give
> تقريرنا السنوي | /ar/report

weekly-brief substack en | Mona from The Delta Letter <deltaletter@substack.com>
What the new cybercrime bill means for your phone
This week: a draft law, two arrests, and why your account is easier to lose than you think.
Turn on two-step verification, and do not click links that ask you to confirm your password.
> Read online | https://deltaletter.substack.com/p/the-bill
> Share | https://deltaletter.substack.com/p/the-bill?action=share

paid-substack substack fr | Lettre du Rif <lettredurif@substack.com>
Votre abonnement se renouvelle bientôt
Votre abonnement annuel sera renouvelé le 12 juin. Vous n'avez rien à faire.
> Gérer mon abonnement | https://lettredurif.substack.com/account

morning-beehiiv beehiiv en | The Souk Digest <thesoukdigest@mail.beehiiv.com>
Oil, onions, and a bank that forgot its password
Good morning. A regional bank locked thousands of accounts after a failed update, and customers were told to verify
theirs.
Bitcoin fell below its support, and the wallet maker Ledgerly promises refunds.
> Read more | https://thesoukdigest.beehiiv.com/p/oil-onions
> Our sponsor | https://tea-house.example/?ref=souk

ngo-security mailgun en | Digital Shelter <letter@digital-shelter.example>
Five signs of a phishing mail, and what to do
"Your account has been suspended, click here to verify your account" is the oldest trick.
Nobody honest asks for your password.
If a page asks you to paste a command into PowerShell or Terminal, close it.
Do not open invoice.pdf.exe, and never send a verification code to anybody.
> Read the guide | /guide/phishing
> Ask our helpdesk | /help

ngo-security-ar mailgun ar | ملجأ رقمي <letter@digital-shelter.example>
كيف تعرفون رسالة التصيد؟
يكتبون: تم تعليق حسابكم، اضغطوا هنا لتأكيد كلمة المرور خلال ٢٤ ساعة. لا تضغطوا.
لا ترسلوا رمز التحقق إلى أحد، ولو قال إنه من واتساب.
> الدليل كاملا | /ar/guide

security-weekly mailchimp en | Threat Tuesday <weekly@threat-tuesday.example>
ClickFix is back, mercenary spyware, and a bank trojan
Attackers ask victims to press Win+R and paste: powershell -w hidden -enc SQBFAFgA. Block it.
Apple notified users about mercenary spyware in 92 countries; WhatsApp patched a zero-click.
Indicators: hxxps://update-login[.]example/verify, 203.0.113[.]77.
> Full write-up | /issues/118
> Indicators | https://github.com/threat-tuesday/iocs

union-strike brevo fr | Syndicat des journalistes <info@syndicat-presse.example>
Urgent : assemblée générale demain à 18 h
Chers collègues, l'assemblée aura lieu demain. Confirmez votre présence avant midi.
> Confirmer ma présence | https://forms.gle/abCdEf123456
> Ordre du jour | /ag/odj.pdf

press-agency campaignmonitor en | Gulf Press Agency <alerts@gulf-press.example>
URGENT: parliament suspends session
The speaker suspended the session at noon; accounts differ about why.
> Follow live | /live
> Manage alerts | /alerts

film-festival campaignmonitor ar | مهرجان الأفلام القصيرة <info@short-films.example>
فزتم بتذكرتين مجانيتين؟ السحب اليوم
نعلن الليلة أسماء الفائزين بالسحب. تابعوا صفحتنا.
> البرنامج | /ar/program

persian-news mailchimp fa | خبرنامه‌ی آفتاب <khabar@aftab-news.example>
فقط امروز: آخرین فرصت ثبت‌نام در کارگاه امنیت دیجیتال
می‌خواهیم یاد بگیریم چگونه حساب‌های خود را امن کنیم. رمز عبور خود را به هیچ‌کس ندهید.
> ثبت‌نام | /fa/register
> کانال تلگرام | https://t.me/aftab_example

hebrew-news mailerlite he | העין המקומית <news@local-eye.example>
רק היום: הצטרפו למנוי בחצי מחיר
המבצע מסתיים בחצות. לחצו כאן כדי להצטרף ולתמוך בעיתונות עצמאית.
> להצטרפות | /join

kurdish-news mailerlite ku | Nûçeyên Çiya <nuce@ciya-news.example>
Tenê îro: roja dawî ji bo abonetiyê
Xwendevanên hêja, abonetiya we îşev diqede. Ji kerema xwe nû bikin.
> Nû bike | /abone

sorani-ngo mailgun ku | ڕێکخراوی ئاشتی <hewal@ashti.example>
بانگهێشت بۆ ۆرکشۆپی پاراستنی هەژمار
تکایە ناوی خۆتان تۆمار بکەن. وشەی نهێنی بۆ کەس مەنێرن.
> تۆمارکردن | /ku/register

crypto-news sendgrid en | Chainwatch Weekly <weekly@chainwatch.example>
Airdrop season, wallet drainers, and a hack
Users who tried to claim a fake airdrop lost their wallet. Real ones never ask for your seed phrase.
Exchanges froze withdrawals; verify addresses before you send coins.
> Read | /weekly/77

petition mailgun en | People's Voice <campaigns@peoples-voice.example>
URGENT: 24 hours to stop the eviction. Sign now
Layla, we need 500 more names before the court opens. Click to sign.
> Sign the petition | /p/eviction
> Chip in 3 USD | /donate

petition-ar mailgun ar | صوت الناس <campaigns@peoples-voice.example>
عاجل: ٢٤ ساعة لوقف الإخلاء
نحتاج إلى خمسمئة توقيع قبل افتتاح المحكمة. وقّعوا الآن.
> وقّعوا | /ar/p/eviction

conference own en | RightsCamp 2026 <hello@rightscamp.example>
Your visa letter is ready. Please verify your passport name
We attached nothing; sign in to download your letter, and verify the spelling of your name.
> Sign in | https://register.rightscamp.example/login

fact-check listmonk ar | مرصد التحقق <nashra@marsad.example>
هل أرسلت لكم واتساب رسالة عن إغلاق الحسابات؟
رسالة متداولة تقول إن حسابكم سيُغلق خلال ساعات ما لم تؤكدوا رقمكم. الرسالة مزيفة.
> قراءة التحقق | /fact/441

developer-letter listmonk en | Self-hosted Notes <notes@selfhosted.example>
curl | bash considered harmful, and a password manager
Readers ask how to install it: curl -fsSL https://get.selfhosted.example/install.sh | sh, or better: read it first.
> Archive | /archive

mailing-house bare fr | Théâtre de Poche <theatre@poche.example>
Programme de juin
Bonjour, voici notre programme. Réservations au 01 23 45 67 89.
> Programme | https://poche.example/juin

ngo-onepager campaignmonitor en | Water for Yemen <hello@water-yemen.example>
Thank you. Your receipt and one small request
Your donation of USD 25.00 was received. Receipt no. 20260441. If you did not make it, call +44 20 7946 0000.
> Download receipt | /receipts/20260441
> Invite a friend | https://bit.ly/3wateryemen

seat-form mailgun en | Rights House <events@rights-house.example>
Please confirm your registration before Friday
Your registration is not complete. Confirm your details in the form, or your place will be given away.
> Complete the form | https://forms.gle/ZyXwVu98765

women-form brevo ar | جمعية نساء الغد <info@ghad-women.example>
دعوة: سجّلوا قبل نهاية اليوم
الأماكن محدودة. املؤوا الاستمارة لتأكيد الحضور.
> الاستمارة | https://docs.google.com/forms/d/e/1FAIpQLSxyz/viewform

told-lost-account substack en | Beirut Nights <beirutnights@substack.com>
How I lost my Instagram account in ten minutes
He wrote: send me the code you receive. I sent it. My account was locked before I finished my coffee.
> Read | https://beirutnights.substack.com/p/ten-minutes

token-museum campaignmonitor en | Crypto Museum <hello@crypto-museum.example>
Bitcoin talk tonight: reserve your free token
Claim your free ticket token at the door. Wallet workshop at 8.
> Reserve | /tonight

book-club mailerlite fa | باشگاه کتاب <hello@ketab-club.example>
اشتراک شما فردا به پایان می‌رسد
برای تمدید حساب خود وارد شوید. لغو اشتراک در هر زمان ممکن است.
> تمدید | /renew

telecom-warns listmonk fr | Quadra Libre <info@quadra-libre.example>
Alerte : faux courriels demandant vos identifiants
Des victimes nous signalent de faux messages « votre compte sera suspendu, cliquez ici ». Ne cliquez pas.
> Lire | /alerte

union-form bare ar | نقابة الصحفيين <info@press-union.example>
استمارة تجديد العضوية: آخر موعد الخميس
الزملاء، يرجى تعبئة الاستمارة لتجديد العضوية وتحديث بياناتكم قبل الخميس.
> الاستمارة | https://forms.gle/ABCDEFG12345

workshop-form mailchimp ar | ورشات نون <hello@noon-workshops.example>
ورشة مجانية: سجّلوا الآن
التسجيل مجاني والأماكن محدودة.
> سجّلوا | https://docs.google.com/forms/d/e/1FAIpQLSxyz/viewform

bakery-orders listmonk en | Coop Bakery <orders@bakery-example.online>
Order window closes tonight
Place your order before 8 pm. Payment by transfer.
> Order form | https://tally.so/r/abcd12
> Shortcut | https://bit.ly/3breadd
"""
