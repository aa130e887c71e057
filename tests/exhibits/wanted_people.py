"""Mail from person to person, as colleagues, friends, sources and accountants write it."""

PEOPLE = """
freelancer gmail en | Layla - Daraj Desk <layla.writes.sidon@gmail.com>
Draft, 1,200 words
Hi both, draft attached. Please check the quotes before noon.
+ file=draft.docx

org-in-name gmail ar | ليلى حداد – صحيفة المدن <layla.haddad.press@gmail.com>
المقال المطلوب
مرفق المقال. أرجو الرد قبل المساء.
+ file=المقال.docx

unesco-consultant gmail en | Karim (UNESCO consultant) <karim.consults.beirut@gmail.com>
Terms of reference
Dear Rami, as discussed I send the terms. My contract with the office ends in June.
+ file=terms.pdf

random-source proton en | kx83hd <kx83hd@proton.me>
you should see this
I work there. I cannot give my name. Use Signal, not this address.

random-source-ar tuta ar | . <zq7t4m9@tutamail.com>
للصحافة
عندي وثائق عن الصفقة. كيف أرسلها بأمان؟

source-file proton en | r8k2vw <r8k2vw@proton.me>
docs
password for the zip: Cedar-Nahr-41. burn after reading.
+ file=docs.zip

link-only-drive gmail en | Nour Khalil <nour.khalil.photo@gmail.com>
photos
> https://drive.google.com/drive/folders/1AbCdEfGhIjKlMnOpQrStUvWxYz?usp=sharing

link-only-docs yahoo fr | Samir B. <samir.b.rabat@yahoo.fr>
le doc
> https://docs.google.com/document/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit?usp=sharing

form-of-colleague gmail ar | هبة منصور <heba.mansour.teach@gmail.com>
استمارة التسجيل في الورشة
مرحبا، أرجو تعبئة الاستمارة قبل الخميس.
> https://docs.google.com/forms/d/e/1FAIpQLSabc/viewform

transfer-link outlook en | Rami Saleh <rami.saleh.video@outlook.com>
rushes
Rushes are here, link is valid for a week.
> https://we.tl/t-AbCdEf1234

shortener-friend yahoo en | Dana Q <dana_q_amman@yahoo.com>
read this :)
> https://bit.ly/3AbCdEf

shortener-talk gmail ar | سامر <samer.dib.homs@gmail.com>
مقال جميل
شوف هالمقال، عجبني كتير، خصوصا القسم عن طرابلس.
> https://tinyurl.com/4abcde12

telegram-link gmail fa | مریم رضایی <maryam.rezaei.tehran@gmail.com>
کانال جدید ما
سلام، می‌خواهم کانال جدیدمان را معرفی کنم.
> https://t.me/aftab_example

whatsapp-link icloud ar | أبو كريم <abukarim.tripoli@icloud.com>
رقمي الجديد
هذا رقمي الجديد على واتساب، احفظوه.
> https://wa.me/96171234567

arabic-site own ar | دار النشر <info@dar-nashr.example>
موقعنا الجديد
زوروا موقعنا بعنوانه العربي.
> http://دار-النشر.شبكة/جديد

zoom-invite gmail en | Sara Nassar <sara.nassar.edits@gmail.com>
Sara Nassar is inviting you to a scheduled Zoom meeting
Topic: editorial. Time: Jun 4, 2026 11:00 Beirut. Meeting ID: 812 3456 7890. Passcode: 481920
> Join Zoom Meeting | https://us02web.zoom.us/j/81234567890?pwd=AbCdEf.1
+ file=invite.ics

teams-invite office365 en | Karim Aziz <karim.aziz@delta.example>
Weekly planning
Microsoft Teams meeting. Join on your computer. Meeting ID: 312 456 789 01 Passcode: aB3dE6
> Click here to join the meeting | https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc%40thread.v2/0?context=%7b%7d
+ file=invite.ics

jitsi-link own fr | Amélie Karam <amelie@collectif.example>
Réunion à 15 h
> https://meet.jit.si/CollectifReunionJuin

photo-only gmail ar | أم نور <um.nour.saida@gmail.com>
صورة
+ file=IMG_20260601_101112.jpg
+ empty=yes

photo-iphone icloud en | Ziad <ziad.k.photos@icloud.com>
-
Sent from my iPhone
+ file=IMG_0441.jpg

voice-note gmail ar | حسن <hassan.field.deir@gmail.com>
تسجيل صوتي
اسمع التسجيل واتصل بي.
+ file=AUD-20260601-WA0007.m4a

empty-pdf outlook fr | Cabinet Benali <cabinet.benali@hotmail.fr>
Document
+ file=attestation.pdf
+ empty=yes

zip-password office365 en | Nadia Hamdan <nadia@delta.example>
Payroll May
Payroll attached. The password for the zip is the one I told you on the phone.
+ file=payroll.zip

zip-password-told gmail ar | رنا <rana.accounts.jo@gmail.com>
كشوف الرواتب
كلمة المرور: Ward-1987
+ file=payroll.zip

accountant-iban roundcube fr | Comptabilité Olivier <compta@olivier-conseil.example>
RE: Facture 2026-041
Bonjour, voici notre RIB pour le règlement : FR76 3000 6000 0112 3456 7890 189. Merci de régler avant vendredi.
+ file=facture-2026-041.pdf
+ thread=yes

accountant-change own en | Accounts <accounts@supplier.example>
Invoice 2231 and our new bank details
Our bank has changed. Please use IBAN LB62 0999 0000 0001 0019 0122 9114 and call me on the number you know to confirm.
+ file=2231.pdf

self-note gmail en | Layla Haddad <layla.haddad@gmail.com>
todo
call dentist; send invoice; password manager renewal
+ to=self

self-ticket yahoo ar | Nour <nour_k@yahoo.com>
تذكرة
+ to=self
+ file=ticket.pdf
+ empty=yes

bcc-friends gmail ar | رامي <rami.khoury.band@gmail.com>
حفلة الجمعة
أصدقائي، أنتم مدعوون مساء الجمعة.
+ to=undisclosed

bcc-lawyer roundcube fr | Maître Haddad <contact@haddad-avocats.example>
Permanence juridique
Chers tous, la permanence de jeudi est annulée.
+ to=undisclosed

reply-thread gmail en | Omar Taleb <omar.taleb.gaza@gmail.com>
Re: visit on Sunday
Sunday works. I'll bring the keys.
+ thread=yes

reply-loose outlook ar | Huda <huda.sabri@live.com>
RE: موعد الأحد
الأحد مناسب. سأحضر المفاتيح.

reply-web gmail en | Omar Taleb <omar.taleb.gaza@gmail.com>
Re: visit on Sunday
I lost the thread, so I write again: Sunday works.

forward-chain gmail en | Lina Faour <lina.faour.trip@gmail.com>
Fwd: Fwd: Fwd: road closed
---------- Forwarded message --------- From: Municipality <info@municipality.example> Subject: road closed
The coast road is closed tomorrow from 8:00. Please share.

ngo-noauth unsigned ar | جمعية الربيع <info@rabee.example>
محضر الاجتماع
الزملاء الأعزاء، مرفق محضر الاجتماع.
+ file=محضر.pdf

ngo-noauth-link unsigned fr | Association Source <contact@source-assoc.example>
Compte rendu
Chers amis, le compte rendu est en ligne.
> https://www.source-assoc.example/cr/juin.html

ngo-noauth-docs unsigned en | Spring Group <hello@spring-group.example>
minutes
> https://docs.google.com/document/d/1AbCdEfGhIjKl/edit

windows-1256 own ar | مكتب المحاماة <office@mahaman.example>
موعد الجلسة
نعلمكم بأن الجلسة تأجلت إلى ٢٢ حزيران.
+ charset=windows-1256

iso-8859-6 roundcube ar | البلدية <baladiya@municipality.example>
إشعار
نذكركم بموعد تسديد الرسوم البلدية.
+ charset=iso-8859-6

hurry-boss office365 en | Maya Director <maya@delta.example>
urgent: press card
Need your passport scan today to renew the press card, please confirm before 4. Call me if unsure.

passport-travel gmail ar | مكتب السفر <safar.office.jeddah@gmail.com>
تأكيد الحجز
يرجى إرسال صورة الجواز لتأكيد الحجز قبل الخميس. المبلغ ٣٢٠ دولارا.

friend-abroad yahoo en | Aunt Salma <salma.in.montreal@yahoo.ca>
need your help
Habibti, can you transfer 50 dollars to the pharmacy for teta? I'll pay you back on Sunday.

helper-code proton ar | سمر من فريق الدعم <samar@digital-shelter.example>
بخصوص حسابك في فيسبوك
وصلني طلبك. لا ترسلي رمز التحقق لأحد. غيّري كلمة المرور من الإعدادات ثم أخبريني.

dropbox-paper gmail en | Tarek <tarek.h.docs@gmail.com>
notes
Editable here, anyone with the link can comment.
> https://paper.dropbox.com/doc/Notes--AbCdEf
> https://www.notion.so/Notes-0123456789abcdef0123456789abcdef

site-of-student gmail en | Yara Aoun <yara.aoun.design@gmail.com>
my portfolio
Feedback welcome before I apply!
> https://yara-aoun.github.io/portfolio/
> https://yara-aoun.wixsite.com/works

hebrew-friend gmail he | נועה לוי <noa.levi.haifa@gmail.com>
Re: פגישה מחר
נפגשים בשמונה ליד הים.

turkish-friend outlook tr | Çağrı Öztürk <cagri.ozturk.dil@hotmail.com>
Ynt: çeviri
Çeviriyi ekledim, bakar mısın?
+ file=ceviri.docx

kurdish-friend gmail ku | Hêvî <hevi.ali.qamislo@gmail.com>
silav
Çawa yî? Wêneyên me li vir in.
> https://photos.app.goo.gl/AbCdEf12345

forwarder forwarded en | Old Classmate <classmate@school-friends.example>
reunion
Ten years! Saturday at Hana's place.

bitcoin-joke gmail en | Fadi <fadi.nerd.zahle@gmail.com>
pizza split
you owe me 0.0001 btc lol, or just pay the pizza
"""
