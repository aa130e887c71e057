"""Mail from person to person: friends, family, sources, notes to oneself, with and without words."""

PEOPLE = """
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

page-stopped gmail ar | منى (شغل) <mona.socialmedia.jo@gmail.com>
الصفحة توقفت
وصلني أن الصفحة معلقة ويجب تأكيد الحساب. هل الرابط صحيح؟
> https://business.facebook.com/help

three-links gmail en | Rana <rana.trans.istanbul@gmail.com>
3 links
> https://docs.google.com/spreadsheets/d/1AbC/edit#gid=0
> https://www.dropbox.com/scl/fi/abc/notes.docx?rlkey=xyz&dl=0
> https://mega.nz/folder/AbCdEf#key123456

asks-if-real gmail en | Ghassan <ghassan_77@gmail.com>
FW: your parcel
they sent me this, is it real??? says customs fee must be paid
> https://www.aramex.com/track

tip-onion-share proton ar | مجهول <news.tip.4471@proton.me>
تسريب
الملفات على الرابط، كلمة السر ارسلتها على سيغنال.
> https://send.vis.ee/download/abcdef1234567890/#AbCdEfGhIjKlMnOp

chain-letter yahoo ar | خالتي سعاد <suad.1955@yahoo.com>
Fwd: دعاء جميل
أرسلها إلى عشرة من أصدقائك.

through-alumni alumni en | Hana Saadeh <hana@school-friends.example>
reunion, again
Saturday moved to Sunday, same place. Bring photographs.

through-alumni-link alumni ar | جمعية الخريجين <office@graduates.example>
دعوة إلى اللقاء السنوي
يسعدنا حضوركم. التفاصيل على الموقع.
> https://www.graduates.example/meeting

own-blog unsigned en | Hope Centre <info@hope-centre.example>
our new page
> https://hope-centre.wordpress.com/2026/05/

gig-tickets gmail en | Band <band.saida.music@gmail.com>
Friday gig
Tickets here
> https://linktr.ee/bandsaida
+ to=undisclosed

logo-canva gmail en | Lara <lara.n.designs@gmail.com>
new logo!
> https://www.canva.com/design/DAFabc/view
> https://lara-designs.my.canva.site/

chain-question gmail en | Mum <mum.of.three.aleppo@gmail.com>
FW: URGENT share with everyone!!!
They say WhatsApp will close accounts that do not forward this. Is that true??
+ to=undisclosed

onion-address proton en | desk <desk.tips@proton.me>
onion address
> http://2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion/
"""
