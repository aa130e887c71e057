"""Notices of well-known firms from their own domains: sign-ins, codes, receipts, parcels, renewals."""

NOTICES = """
paypal-receipt bigbrand en | service@paypal.com <service@paypal.com>
Receipt for your payment to Noor Ceramics
You sent a payment of $48.00 USD to Noor Ceramics. Transaction ID 8XY12345AB678901C.
If you did not authorise this payment, log in to your PayPal account and open the Resolution Centre.
> View details | https://www.paypal.com/activity/payment/8XY12345AB678901C

paypal-limited bigbrand fr | PayPal <service@paypal.fr>
Nous avons besoin d'informations supplémentaires de votre part
Votre compte PayPal est limité. Connectez-vous pour confirmer votre identité avant le 12 juin.
> Confirmer mon identité | https://www.paypal.com/fr/restore

amazon-order ses en | Amazon.com <auto-confirm@amazon.com>
Ordered: "USB-C cable..." and 1 more item
Thanks for your order, Layla! Arriving Thursday. Order # 114-1234567-1234567. Total $21.98
> View or edit order | https://www.amazon.com/gp/css/your-orders-access?ref_=pe_386300

amazon-eg ses ar | Amazon.eg <shipment-tracking@amazon.eg>
تم شحن طلبك رقم 404-1234567-7654321
طردك في الطريق ويصل يوم الخميس. المبلغ المطلوب عند الاستلام ٥٤٠ جنيها.
> تتبع الطرد | https://www.amazon.eg/progress-tracker/package

amazon-sa ses ar | أمازون السعودية <account-update@amazon.sa>
رمز التحقق الخاص بك في أمازون
رمز التحقق هو ٤٨١٩٢٠. لا تشاركه مع أحد. إذا لم تطلب الرمز فغيّر كلمة المرور.
> إعدادات الحساب | https://www.amazon.sa/ap/cnep

amazon-fr ses fr | Amazon.fr <no-reply@amazon.fr>
Problème de paiement : mettez à jour votre mode de paiement
Votre paiement a été refusé. Mettez à jour votre mode de paiement pour ne pas perdre votre abonnement Prime.
> Mettre à jour | https://www.amazon.fr/gp/primecentral/paymentupdate

google-alert bigbrand en | Google <no-reply@accounts.google.com>
Security alert
A new sign-in on Windows. We noticed a new sign-in to your Google Account layla.haddad@gmail.com.
If this was you, you don't need to do anything. If not, we'll help you secure your account.
> Check activity | https://accounts.google.com/AccountChooser?Email=layla.haddad@gmail.com&continue=https://myaccount.google.com/alert/nt/1

google-alert-ar bigbrand ar | Google <no-reply@accounts.google.com>
تنبيه أمان بالغ الأهمية
حظرنا محاولة تسجيل دخول مشبوهة إلى حسابك. يجب تغيير كلمة المرور فورا.
> التحقق من النشاط | https://accounts.google.com/AccountChooser?Email=layla.haddad@gmail.com&continue=https://myaccount.google.com/alert/nt/2

google-storage bigbrand en | Google One <googleone-updates-noreply@google.com>
Your storage is 92% full
When you run out of storage you won't be able to send or receive mail in Gmail. Get more storage today.
> Get more storage | https://one.google.com/storage?utm_source=email

microsoft-code bigbrand en | Microsoft account team <account-security-noreply@accountprotection.microsoft.com>
Your single-use code
We received your request for a single-use code to use with your Microsoft account. Your code is: 481920
If you didn't request this code, you can safely ignore this email.
> Privacy Statement | https://go.microsoft.com/fwlink/?LinkId=521839

microsoft-unusual bigbrand en | Microsoft account team <account-security-noreply@accountprotection.microsoft.com>
Microsoft account unusual sign-in activity
We detected something unusual about a recent sign-in to the Microsoft account ra*****@outlook.com.
Please review your recent activity and we'll help you secure your account. IP address 203.0.113.44, Lebanon.
> Review recent activity | https://account.live.com/activity

microsoft-365 bigbrand fr | Microsoft <microsoft-noreply@microsoft.com>
Action requise : votre abonnement Microsoft 365 va expirer
Mettez à jour vos informations de paiement avant le 3 juin pour conserver vos fichiers.
> Renouveler | https://account.microsoft.com/services/renew

apple-receipt bigbrand en | Apple <no_reply@email.apple.com>
Your receipt from Apple.
iCloud+ with 50GB of storage (Monthly) $0.99. Order ID MXY12345. Renews 12 June.
> Report a Problem | https://reportaproblem.apple.com/?s=6

apple-id bigbrand ar | Apple <noreply@id.apple.com>
تم استخدام حساب Apple لتسجيل الدخول على iPhone 13
إذا كنت أنت فتجاهل هذه الرسالة. إن لم تكن أنت فأعد تعيين كلمة السر على iforgot.
> iforgot.apple.com | https://iforgot.apple.com

facebook-login bigbrand en | Facebook <security@facebookmail.com>
Did you just log in near Amman, Jordan?
It looks like someone tried to log into your account from a new device. If it wasn't you, secure your account.
> This was me | https://www.facebook.com/n/?loginalerts%2Fstart%2F&aref=16789
> Secure account | https://www.facebook.com/hacked/disavow?u=100012345&nArIa
+ site=facebook.com

facebook-code bigbrand ar | Facebook <security@facebookmail.com>
٤٨١٩٢٠ هو رمز استرداد حسابك على فيسبوك
تلقينا طلبا لإعادة تعيين كلمة السر. لا تشارك الرمز مع أحد.
> تغيير كلمة السر | https://www.facebook.com/recover/code/?n=481920
+ site=facebook.com

instagram-reset bigbrand en | Instagram <security@mail.instagram.com>
layla.writes, we've made it easy to get back on Instagram
Sorry to hear you're having trouble logging in. Reset your password or log in directly.
> Log in as layla.writes | https://instagram.com/accounts/one_click_login_email/?uid=abc&token=Xy12&auto_send=0
> Reset your password | https://instagram.com/accounts/password/reset/confirm/?uidb36=1abc
+ site=instagram.com

linkedin-invite bigbrand en | LinkedIn <invitations@linkedin.com>
Layla, please add me to your LinkedIn network
Hi Layla, I'd like to join your LinkedIn network. Karim Aziz, Editor at The Delta.
> Accept | https://www.linkedin.com/comm/mynetwork/invite-accept/7012345/?midToken=AQ&trk=eml&otpToken=MTY
> View profile | https://www.linkedin.com/comm/in/karim-aziz-example

x-login bigbrand en | X <verify@x.com>
New login to X from Firefox on Linux
We noticed a login to your account @layla_writes from a new device. Was this you?
If not, change your password. Do not share codes with anybody.
> Change password | https://x.com/account/begin_password_reset

tiktok-code bigbrand en | TikTok <register@account.tiktok.com>
481920 is your verification code
To verify your account, enter this code in TikTok. Verification codes expire after 48 hours.
+ site=tiktok.com

netflix-payment bigbrand en | Netflix <info@account.netflix.com>
Your account is on hold. Please update your payment
We're having some trouble with your current billing information. Update it to keep watching.
> Update account now | https://www.netflix.com/YourAccountPayment?g=abc&lkid=UPDATE
+ site=netflix.com

spotify-receipt bigbrand en | Spotify <no-reply@spotify.com>
Your Premium payment failed
We could not charge your card. Update your payment details to keep listening without ads.
> Update details | https://www.spotify.com/account/subscription/update/

dhl-parcel bigbrand en | DHL Express <noreply@dhl.com>
DHL On Demand Delivery: your shipment 1234567890 is on its way
Customs duties of EUR 12.40 must be paid before delivery. Track or pay online.
> Pay duties | https://mydhl.express.dhl/us/en/tracking.html#/track-by-reference
> Track | https://www.dhl.com/en/express/tracking.html?AWB=1234567890

aramex-parcel bigbrand ar | Aramex <no-reply@aramex.com>
شحنتكم رقم 41234567890 بانتظار عنوانكم
لم نتمكن من تسليم الشحنة. يرجى تحديث العنوان خلال ٤٨ ساعة حتى لا تعود إلى المرسل.
> تحديث العنوان | https://www.aramex.com/jo/ar/track/results?ShipmentNumber=41234567890

fedex-parcel bigbrand en | FedEx Delivery Manager <TrackingUpdates@fedex.com>
Action needed: delivery exception for 7712 3456 7890
We couldn't complete delivery. Confirm your address to schedule a new one.
> Manage delivery | https://www.fedex.com/fedextrack/?trknbr=771234567890

ups-parcel bigbrand fr | UPS <mcinfo@ups.com>
Mise à jour UPS : colis en attente, numéro de suivi 1Z999AA10123456784
Votre colis est retenu en douane. Des frais de 8,20 EUR sont à régler.
> Régler | https://www.ups.com/track?loc=fr_FR&tracknum=1Z999AA10123456784

binance-login bigbrand en | Binance <do-not-reply@ses.binance.com>
[Binance] Login from New IP 203.0.113.9 - 2026-05-12 09:12:11 (UTC)
Your account was accessed from a new IP. If this was not you, disable your account at once.
Never tell anybody your code, and never send crypto to verify a wallet.
> Disable account | https://www.binance.com/en/my/security/forbid-account
+ site=binance.com

booking-confirmed bigbrand en | Booking.com <noreply@booking.com>
Your booking is confirmed at Hotel Cordoba, Tunis
Confirmation number 4012.345.678. Pay at the property: TND 340. Your card may be verified before arrival.
> Manage booking | https://secure.booking.com/myreservations.en-gb.html?aid=304142

booking-message bigbrand en | Hotel Cordoba via Booking.com <4012345678-ab12.cd34@property.booking.com>
You have a new message from Hotel Cordoba
Dear guest, at what time will you arrive? You can answer this mail.
> Reply | https://secure.booking.com/mymessages.html
+ site=booking.com

uber-trip bigbrand en | Uber Receipts <noreply@uber.com>
Your Tuesday evening trip with Uber
Total EGP 84.20. You rode with Mahmoud. Rate or tip.
> Download PDF | https://riders.uber.com/trips/abc

careem-pin bigbrand ar | Careem <no-reply@careem.com>
رمزك السري لمرة واحدة: ٤٨١٩
استخدم الرمز لإكمال الدفع بمبلغ ٢٥ درهم. لا تعطه لأي شخص حتى موظفي كريم.

zoom-recording bigbrand en | Zoom <no-reply@zoom.us>
Cloud Recording - Weekly meeting is now available
Your cloud recording is now available. Passcode: k#9xR2!a
> View recording | https://us02web.zoom.us/rec/share/abc_DEF-123.xyz

dropbox-share bigbrand en | Karim Aziz (via Dropbox) <no-reply@dropbox.com>
Karim Aziz shared "Interview notes.docx" with you
Karim (karim.aziz@delta.example) invited you to view the file "Interview notes.docx" on Dropbox.
> View on Dropbox | https://www.dropbox.com/l/scl/AADabc123?oref=e

wetransfer-files bigbrand en | WeTransfer <noreply@wetransfer.com>
karim.aziz@delta.example sent you files via WeTransfer
3 items, 1.2 GB in total. Expires on 4 June. Get your files before they are gone.
> Get your files | https://we.tl/t-AbCdEf1234
> Link | https://wetransfer.com/downloads/abc123def456

docusign-sign bigbrand en | Karim Aziz via Docusign <dse_NA3@docusign.net>
Complete with Docusign: Freelance contract.pdf
Karim Aziz sent you a document to review and sign. Do not share this email: it contains a secure link.
> Review document | https://na3.docusign.net/Signing/EmailStart.aspx?a=abc-123&etti=24&acct=1&er=2
+ reply=Karim Aziz <karim.aziz@delta.example>

github-device bigbrand en | GitHub <noreply@github.com>
[GitHub] Please verify your device
A sign in attempt requires further verification because we did not recognize your device. Verification code: 481920
> Security settings | https://github.com/settings/security

slack-invite bigbrand en | Slack <no-reply@slack.com>
Karim Aziz has invited you to work with them in Slack
Join the workspace The Delta. This invitation expires in 30 days.
> Join Now | https://join.slack.com/t/thedelta-example/invite/enQtabc?x=x-p1&signature=abc

stripe-receipt bigbrand en | Tea House <receipts+acct_1AbCdEfGhIj@stripe.com>
Your receipt from Tea House #1234-5678
Receipt from Tea House. Amount paid $12.00. Payment method Visa 4242. Questions? Contact sara@tea-house.example.
> View in browser | https://dashboard.stripe.com/receipts/payment/CAcaFwoVYWNjdF8xabc
+ reply=Tea House <sara@tea-house.example>

shopify-order sendgrid en | Noor Ceramics <store+6412345@t.shopifyemail.com>
Order #1042 confirmed
Thank you for your purchase! We're getting your order ready. Total EUR 54.00
> View your order | https://noor-example.shop/64123/orders/abc/authenticate?key=def
+ site=noor-example.shop
+ reply=Noor Ceramics <noor.ceramics.sidon@gmail.com>

proton-reset bigbrand en | Proton <no-reply@notify.proton.me>
Your recovery email was changed
If you did not do this, sign in and change your password immediately.
> Secure account | https://account.proton.me/mail/recovery
+ site=proton.me

whatsapp-code bigbrand ar | WhatsApp <no-reply@support.whatsapp.com>
رمز التحقق من بريدك على واتساب: 481-920
أدخل الرمز في واتساب لتأكيد بريدك. لا تشاركه مع أحد.
+ site=whatsapp.com

telegram-code bigbrand en | Telegram <noreply@telegram.org>
Your code - 48192
Dear Layla, your code is 48192. Use it to log in. If you didn't request this code, ignore this message.

domain-renewal postmark en | Registrar One <renewals@registrar-one-example.net>
FINAL NOTICE: delta.example expires in 3 days
Your domain will be suspended unless you renew. Amount due USD 14.90. Call +1 202 555 0144 with questions.
> Renew now | /cart/renew
"""
