"""Campaigns of shops, firms, schools and banks to their customers: offers, reminders, prizes, last days."""

CAMPAIGNS = """
shop-ramadan klaviyo ar | متجر نور <offers@noor-example.shop>
آخر يوم! خصم ٥٠٪ على كل شيء
عروض رمضان تنتهي الليلة. استخدموا الرمز NOOR50 عند الدفع.
> تسوقوا الآن | /collections/ramadan
> تتبع طلبكم | /track

shop-cart klaviyo en | Noor Ceramics <hello@noor-example.shop>
You left something behind. Your cart expires in 2 hours
Your basket is reserved for a short time. Complete your order now to keep free shipping.
> Complete my order | /cart/recover/9f3
> Contact us | mailto:hello@noor-example.shop

shop-birthday salesforce en | Marina Home <news@marina-home-example.com>
Claim your birthday gift card, Layla. Only today
A free gift is waiting: AED 100 off your next order. Redeem it before midnight.
> Claim your gift | /gift
> Find a store | /stores

shop-picture klaviyo fr | Atelier Zellige <bonjour@zellige.example>
Dernières heures : -60 % sur tout
+ shape=picture
> Profiter | /soldes

shop-turkish sendgrid tr | Çini Dükkanı <bulten@cini-dukkani.example>
Son gün! Sadece bugün %40 indirim
Fırsatı kaçırmayın: kampanya bu gece sona eriyor. Hemen tıklayın ve hediyenizi alın.
> Alışverişe başla | /kampanya
> Kargom nerede | /kargo

university-term mailchimp en | Levant University Alumni <alumni@levant-university.example>
Action required: confirm your details for the alumni directory
Dear graduates, the printed directory closes on Friday. Please confirm your address and update your profile.
> Update my profile | /alumni/profile
> Directory FAQ | /alumni/faq

university-fees ses ar | جامعة الساحل <registrar@coast-university.example>
تذكير: آخر موعد لتسديد الرسوم يوم الخميس
أعزاءنا الطلبة، يرجى تسديد الرسوم قبل نهاية الدوام يوم الخميس لتجنب إيقاف التسجيل.
> بوابة الطالب | /portal
> طرق الدفع | /fees

university-library own en | University Library <library@coast-university.example>
Your library account: two books are overdue
Please renew or return your loans. Your borrowing account will be suspended after 14 days.
> My account | https://library.coast-university.example/account

museum-week brevo fr | Musée du Littoral <lettre@musee-littoral.example>
Plus que trois jours pour voir l'exposition
Réservez vos billets avant dimanche : les dernières places partent vite.
> Réserver | /billets
> Nous écrire | mailto:contact@musee-littoral.example

webinar hubspot en | Sara at Ledger House <events@ledger-house-example.com>
Re-confirm your seat: webinar starts in 24 hours
Your registration will be released unless you confirm. Click below to keep your seat.
> Confirm my seat | /webinar/confirm
> Add to calendar | /webinar.ics

saas-trial hubspot en | Kanzy <team@kanzy-example.io>
Your trial expires tomorrow. Update your payment method
Your free trial ends tomorrow and your boards will be locked. Add a card to keep them.
> Upgrade now | https://app.kanzy-example.io/billing
> Talk to us | https://meet.kanzy-example.io/sara

persian-shop sendgrid fa | فروشگاه ترمه <hello@termeh.example>
تخفیف ۳۰٪ فقط تا نیمه‌شب
سفارش شما آماده است و هدیه‌ای برایتان کنار گذاشته‌ایم.
> خرید | /sale

job-board ses en | Wazeefa Jobs <jobs@wazeefa.example>
7 new jobs for you: verify your email to apply
Editor, fact checker, and five more in Amman. Your alert expires in 7 days unless you renew it.
> See jobs | /jobs?alert=991
> Renew alert | /alerts/renew

airline-miles salesforce en | Coral Air Club <miles@coral-air-example.com>
Your 4,200 miles expire on 30 June
Log in to your account and claim a reward before your miles are gone.
> Log in | /club/login
> Book | /book

bank-campaign salesforce ar | بنك المرجان <offers@news.marjan-bank.example>
قرض شخصي بلا رسوم حتى نهاية الشهر
عميلنا العزيز، حدّثوا بياناتكم عبر التطبيق واستفيدوا من العرض.
> تفاصيل العرض | /ar/loans
> أقرب فرع | /ar/branches

telco-campaign klaviyo ar | شبكة نسيم <offers@naseem-telecom.example>
مبروك! ربحتم ٥ غيغابايت مجانية
جائزتكم بانتظاركم: اضغطوا لتفعيل الباقة قبل منتصف الليل.
> تفعيل الهدية | /ar/gift

school-parents brevo fr | École Les Oliviers <secretariat@oliviers.example>
Dernier rappel : factures de cantine à régler avant vendredi
Chers parents, merci de régler la facture jointe ou sur le portail avant vendredi.
> Portail des familles | https://portail.oliviers.example/factures

medical brevo ar | عيادة الياسمين <info@yasmin-clinic.example>
تذكير بموعدكم غدا الساعة ١٠:٣٠
يرجى تأكيد الحضور أو الاتصال على ٠٧٩١٢٣٤٥٦٧.
> تأكيد الموعد | /confirm/88

real-estate mailchimp en | Harbour Homes <hello@harbour-homes.example>
Final notice: open house closes today
Prices from USD 95,000. Transfer of the deposit by Friday reserves your flat.
> See flats | /flats
> WhatsApp us | https://wa.me/96170123456

lottery-charity mailerlite en | Hope Raffle <tickets@hope-raffle.example>
Congratulations to our winners. Is your ticket among them?
Log in and check your number. Prizes are collected at our office in Tripoli.
> Check my ticket | /check

bookshop mailerlite ar | مكتبة الضفاف <salam@difaf.example>
وصلت شحنتكم من الكتب. ادفعوا عند الاستلام
طردكم رقم ٤٤٧١ في الطريق. رسوم التوصيل ٥ آلاف.
> تتبع الطرد | /orders/4471

emoji-fancy klaviyo en | 𝗡𝗼𝗼𝗿 Kids <kids@noor-example.shop>
🎉 𝗦𝗔𝗟𝗘 ends tonight ⏰
Little ones grow fast. So do our discounts.
> Shop | /kids

bank-blocked sendgrid en | Nile Bank <alerts@nilebank-example.com>
Unusual sign-in blocked: review your account activity
We blocked a sign-in attempt from a new device. Log in and change your password if it was not you.
> Review activity | /login

insurance-claim ses en | MedCare Insurance <claims@medcare-insurance.example>
Your claim was rejected: upload the missing invoice within 7 days
Claim 88123 is on hold. Upload the invoice in your account before it is closed.
> Upload | https://portal.medcare-insurance.example/claims/88123

canteen-payment mandrill fr | La Cantine Numérique <bonjour@cantine-num.example>
Votre paiement a échoué, votre abonnement sera suspendu
Nous n'avons pas pu débiter votre carte. Mettez à jour votre moyen de paiement sous 48 heures.
> Mettre à jour | https://app.cantine-num.example/facturation

verify-domain hubspot en | Lina at Cloudy <lina@cloudy-example.io>
Action required: verify your domain or emails will stop
Your sending domain is not verified. Verify it today or your emails will be blocked.
> Verify domain | https://app.cloudy-example.io/domains

perfume-reward klaviyo en | Oud & Amber <hello@oud-example.store>
You won a reward! Claim your gift before midnight
Free perfume with any order. Redeem your reward points today.
> Claim | /rewards
> Find us on WhatsApp | https://wa.me/971501234567

book-member mailchimp tr | Kitap Kurdu <bulten@kitapkurdu.example>
Üyeliğiniz sona eriyor: hemen yenileyin
Üyeliğiniz bugün bitiyor. Hesabınıza giriş yapın ve güncelleyin.
> Giriş yap | /giris

bank-warns salesforce ar | مصرف البيان <noreply@mail.bayan-bank.example>
تحذير: رسائل احتيالية باسم المصرف
لن نطلب منكم كلمة المرور أو رمز التحقق. لا تضغطوا على روابط تحديث الحساب.
> نصائح الأمان | /ar/security
"""
