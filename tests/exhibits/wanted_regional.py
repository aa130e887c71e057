"""Notices of banks, telephone firms, offices and small firms between Morocco and Iran, and receipts of little shops."""

REGIONAL = """
cib-eg bigbrand en | CIB <cib.estatement@cibeg.com>
Your e-statement for May 2026
Dear customer, your account statement is attached. The password is the last six digits of your national ID.
> Online banking | https://www.cibeg.com/en/personal/digital
+ file=statement.pdf

nbe-eg bigbrand ar | البنك الأهلي المصري <alerts@nbe.com.eg>
تم خصم مبلغ ١٬٢٥٠٫٠٠ جنيه من حسابكم
عميلنا العزيز، تم خصم مبلغ ١٢٥٠ جنيها ببطاقة تنتهي بـ ٤٤١٢. إن لم تكونوا أنتم فاتصلوا بنا على ١٩٦٢٣ فورا.

vodafone-eg bigbrand ar | Vodafone Egypt <e-bill@vodafone.com.eg>
فاتورتكم جاهزة: ٤٢٠ جنيها
عميلنا العزيز، يرجى سداد الفاتورة قبل ١٥ يونيو لتجنب إيقاف الخط.
> ادفع الآن | https://web.vodafone.com.eg/ar/bill

bank-audi bigbrand en | Bank Audi <contactus@bankaudi.com.lb>
Important: update your KYC information
Dear customer, please update your information at your branch or through the app before 30 June to avoid interruption.
> Find a branch | https://www.bankaudi.com.lb/branches

alfa-lb bigbrand ar | Alfa <care@alfa.com.lb>
رمز التحقق الخاص بكم: ٤٨١٩٢٠
الرمز صالح لخمس دقائق. لا تعطوه لأحد.

arab-bank-jo bigbrand ar | البنك العربي <noreply@arabbank.com.jo>
كلمة المرور لمرة واحدة
عميلنا العزيز، كلمة المرور لمرة واحدة هي ٤٨١٩٢٠ لإتمام عملية شراء بقيمة ٣٥ دينارا. لا تفصحوا عنها لأحد.

zain-jo bigbrand en | Zain Jordan <ebill@jo.zain.com>
Your Zain bill is ready: JOD 18.500
Please pay before 20 June to avoid suspension of your line.
> Pay my bill | https://www.jo.zain.com/english/billpayment

orange-jo bigbrand ar | Orange Jordan <noreply@orange.jo>
انتهاء اشتراككم خلال ٣ أيام
يرجى تجديد الاشتراك لتجنب انقطاع الخدمة.
> جددوا الآن | https://www.orange.jo/ar/pages/renew.aspx

asiacell-iq bigbrand ar | Asiacell <info@asiacell.com>
تم تفعيل باقتكم
شكرا لكم. إن لم تطلبوا الباقة فاتصلوا على ١١١.

zaincash-iq bigbrand ar | ZainCash <no-reply@zaincash.iq>
طلب تسجيل دخول من جهاز جديد
رمز التأكيد: ٤٨١٩٢٠. إن لم تكونوا أنتم فغيروا الرمز السري.
> الأمان | https://www.zaincash.iq/security

attijari-ma bigbrand fr | Attijariwafa bank <noreply@attijariwafa.com>
Activation de votre nouvel appareil
Cher client, un nouvel appareil a été ajouté à votre compte. Si ce n'est pas vous, appelez le 05 22 58 88 55.
> Espace client | https://www.attijarinet.com/

maroctelecom bigbrand fr | Maroc Telecom <facture@iam.ma>
Votre facture Internet est disponible
Montant à payer : 399,00 DH avant le 15 juin. Évitez la suspension de votre ligne.
> Payer ma facture | https://selfcare.iam.ma/

biat-tn bigbrand fr | BIAT <mybiat@biat.com.tn>
Code de confirmation MyBIAT
Votre code est 481920. Ne le communiquez à personne, pas même à un agent de la banque.

tunisie-telecom bigbrand ar | اتصالات تونس <contact@tunisietelecom.tn>
فاتورة شهر ماي
المبلغ ٤٥٫٩٠٠ د.ت. يرجى الدفع قبل انتهاء الأجل.
> خلاص الفاتورة | https://www.tunisietelecom.tn/ar/paiement

garanti-tr bigbrand tr | Garanti BBVA <garantibbva@info.garantibbva.com.tr>
Hesabınıza yeni bir cihazdan giriş yapıldı
Değerli müşterimiz, giriş size ait değilse 444 0 333'ü arayın. Şifrenizi kimseyle paylaşmayın.
> İnternet Bankacılığı | https://www.garantibbva.com.tr
+ site=garantibbva.com.tr

turkcell-tr bigbrand tr | Turkcell <fatura@turkcell.com.tr>
Faturanız kesildi: 412,50 TL
Son ödeme tarihi 18 Haziran. Hattınızın kapanmaması için zamanında ödeyin.
> Faturamı öde | https://www.turkcell.com.tr/fatura

enbd-ae bigbrand en | Emirates NBD <estatement@emiratesnbd.com>
Your credit card payment is due
Total due AED 1,204.33. Pay by 12 June to avoid late fees. We never ask for your PIN or OTP.
> Pay now | https://www.emiratesnbd.com/en/pay

rajhi-sa bigbrand ar | مصرف الراجحي <noreply@alrajhibank.com.sa>
تحديث بيانات اعرف عميلك
عميلنا العزيز، انتهت صلاحية هويتكم. يرجى تحديث البيانات عبر التطبيق حتى لا يتوقف الحساب.
> الراجحي | https://www.alrajhibank.com.sa/

stc-sa bigbrand ar | stc <no-reply@stc.com.sa>
فاتورتك الجديدة
مبلغ الفاتورة ٢٣٠ ريالا. سدد عبر mystc.
> ادفع | https://www.stc.com.sa/content/stc/sa/ar/payment.html

qnb-qa bigbrand en | QNB <info@qnb.com>
Transaction alert: QAR 220.00 at Souq Cafe
If you did not authorise this transaction call +974 4440 7777 immediately.

mellat-ir bigbrand fa | بانک ملت <info@bankmellat.ir>
ورود به حساب شما از دستگاه جدید
مشتری گرامی، اگر این ورود از سوی شما نبوده با ۱۵۵۶ تماس بگیرید. رمز دوم خود را به کسی ندهید.
> بانکداری اینترنتی | https://ebanking.bankmellat.ir

snapp-ir bigbrand fa | اسنپ <no-reply@snapp.ir>
رسید سفر شما
مبلغ ۸۵٬۰۰۰ تومان پرداخت شد. سفر خوش.

consulate own fr | Service des visas <rdv@visa-service-example.fr>
Confirmez votre rendez-vous sous 24 heures
Votre rendez-vous sera annulé sans confirmation de votre part. Présentez votre passeport.
> Confirmer | /rdv/confirm?token=ab12cd

small-invoice postmark en | Tea House <billing@tea-house.example>
Invoice INV-0042 from Tea House: USD 120.00 due today
Hi Layla, here's invoice INV-0042 for USD 120.00. Call Sara on +961 1 234 567 with any questions.
> View invoice | /inv/0042
+ file=INV-0042.pdf

books-invoice own en | Al Manar Printing <message-service@sender.zohobooks.com>
Invoice - INV-000217 from Al Manar Printing
Dear customer, your invoice is attached. Amount LBP 12,500,000. Thank you for your business.
> PAY NOW | https://books.zohosecure.com/portal/almanarprinting/index#/invoices/invoice/217
+ file=INV-000217.pdf
+ reply=Al Manar Printing <almanar.printing@gmail.com>
+ site=zohobooks.com

wordpress-notice bare en | Delta Blog <wordpress@delta-blog.example>
[Delta Blog] Login details changed
Howdy, your password was changed. If you did not change it, contact the administrator at karim@delta-blog.example.
> https://delta-blog.example/wp-login.php | https://delta-blog.example/wp-login.php?action=lostpassword

contact-form bare ar | WordPress <wordpress@small-ngo.example>
رسالة جديدة من نموذج الاتصال
الاسم: هبة. الرسالة: أريد موعدا هذا الأسبوع.
+ reply=heba.m.1990@gmail.com
+ mailer=PHPMailer 6.9.1 (https://github.com/PHPMailer/PHPMailer)

host-quota own en | cPanel on srv07.hosting.example <cpanel@srv07.hosting.example>
[delta.example] The mailbox layla@delta.example is almost full (92% of quota)
Disk usage for the mailbox is 920 MB of 1 GB. When it is full, new mail will be refused.
Delete old mail or raise the quota.
> Manage | https://srv07.hosting.example:2083/

code-mandrill mandrill en | Kanzy <login@kanzy-example.io>
Your sign-in link
Click the link below to sign in. It expires in 15 minutes and can be used once.
> Sign in to Kanzy | https://app.kanzy-example.io/magic/AbCdEf0123456789

reset-mailgun mailgun ar | منصة كنزي <support@kanzy-example.io>
طلب إعادة تعيين كلمة المرور
اضغطوا الرابط أدناه لإعادة تعيين كلمة المرور خلال ٣٠ دقيقة. إن لم تطلبوا ذلك فتجاهلوا الرسالة.
> إعادة التعيين | https://app.kanzy-example.io/reset/0123abcd

certificate-ends postmark en | Hostly <support@hostly-example.net>
Your SSL certificate expires in 3 days
Renew the certificate of delta.example or visitors will see a warning. Log in to your account.
> Renew | https://my.hostly-example.net/ssl

paytabs-receipt mandrill en | PayTabs Receipts <noreply@paytabs.com>
Payment receipt USD 35.00, Delta Shop
Thank you for your payment. Call +966 11 000 0000 with questions.

ebay-invoice bigbrand en | eBay <ebay@ebay.com>
Your invoice is ready to view
Your invoice for May is USD 3.20 and will be charged to your card.
> View invoice | https://www.ebay.com/myb/Invoice

yahoo-attempt bigbrand en | Yahoo <no-reply@cc.yahoo-inc.com>
Unexpected sign-in attempt
Sign-in attempt prevented from Windows, Iraq. If this wasn't you, change your password.
> Review | https://login.yahoo.com/account/security
+ site=yahoo.com

apple-reset bigbrand ar | حساب Apple <appleid@id.apple.com>
تمت إعادة تعيين كلمة مرور حساب Apple
إذا لم تطلب ذلك فاتصل بدعم Apple أو زر iforgot.apple.com.
> iforgot.apple.com | https://iforgot.apple.com

meta-ads bigbrand en | Meta for Business <noreply@business.facebook.com>
Your ad payment failed: account disabled until you pay
We couldn't charge your card. Update payment method in Ads Manager.
> Go to Ads Manager | https://business.facebook.com/ads/manager/billing
+ site=facebook.com

wise-identity bigbrand en | Wise <noreply@wise.com>
Verify your identity to keep using your account
We need to check your ID. Upload it by 12 June to avoid limits.
> Verify | https://wise.com/verification

workspace-billing bigbrand en | Google Workspace Team <workspace-noreply@google.com>
[Action Required] Update your billing information for delta.example
Your Google Workspace subscription is suspended in 7 days if payment fails again.
> Update billing | https://admin.google.com/ac/billing

adobe-sign bigbrand en | Adobe Acrobat Sign <adobesign@adobesign.com>
Signature requested on "Grant agreement"
Karim Aziz (karim@delta.example) requests your signature.
> Review and sign | https://eu1.documents.adobe.com/public/esign?tsid=CBFCIBAA3AAABLblqZ
+ reply=Karim Aziz <karim.aziz.delta@gmail.com>

ministry-account own ar | وزارة التعليم <noreply@moe.gov.example>
تم تفعيل حسابك في البوابة
اسم المستخدم layla، كلمة المرور المؤقتة Moe2026x. يجب تغييرها عند أول دخول.
> البوابة | https://portal.moe.gov.example/

nextcloud-share bare en | Nextcloud <cloud@collective.example>
Karim shared "Budget" with you
Open it with the button below. The link expires in 7 days and is protected with a password.
> Open »Budget« | https://cloud.collective.example/s/AbCdEfGh12

free-bill own fr | Free Mobile <noreply@free.fr>
Votre facture Free Mobile du mois
Montant : 19,99 €. Prélèvement le 5. Votre facture est en pièce jointe.
+ file=facture.pdf

own-mailbox own en | Mail server <postmaster@paper.example>
Your mailbox password expires in 5 days
Change it in the webmail of Paper before 12 June.
> Webmail | https://webmail.paper.example/?_task=settings

coinbase-device bigbrand en | Coinbase <no-reply@info.coinbase.com>
You received 0.01 BTC. Verify the new device
A new device was used to sign in. Verify it if this was you.
> Verify device | https://www.coinbase.com/verify-device
+ site=coinbase.com
"""
