"""Mail that comes through something: lists, ticket systems, shared files, surveys, tickets, answers of machines."""

LISTS = """
mailman-plain mailman en | Karim Aziz <karim@delta.example>
[journalists] visa question
Does anybody know how long the press visa takes these days?
+ list=lists.press-house.example

mailman-strict mailman-munged en | Karim Aziz via journalists <journalists@lists.press-house.example>
[journalists] Re: visa question
Three weeks for me.
+ list=lists.press-house.example
+ reply=Karim Aziz <karim.aziz.delta@gmail.com>
+ thread=yes

mailman-arabic mailman ar | هبة <heba.list.member@yahoo.com>
[نسوية] دعوة إلى اللقاء
الصديقات، اللقاء يوم الأربعاء. كلمة مرور الاجتماع 4471.
> رابط اللقاء | https://meet.jit.si/LiqaaArbiaa
+ list=lists.nisa.example

mailman-code mailman en | Dev Person <dev.person@gmail.com>
[devel] [PATCH 2/3] verify account token before login
If the password expired, the account is locked and must be verified. Click handlers are unchanged.
> https://github.com/example/app/pull/77
+ list=lists.freesoftware.example

google-group googlegroups en | Samia Farouk <samia.farouk.cairo@gmail.com>
[fixers-cairo] driver needed today
Need a driver to Fayoum today, please call me.
+ list=googlegroups.com

google-group-munged googlegroups-munged ar | 'ليلى' via فريق التغطية <team@delta.example>
اجتماع التحرير
الاجتماع عند الرابعة.
+ list=delta.example
+ reply=ليلى <layla.haddad.press@gmail.com>

groups-io groupsio en | Dina via groups.io <dina=alumni-example.org@groups.io>
Re: [translators] rates
Nobody should accept less than 0.08 per word.
+ list=translators.groups.io
+ reply=translators@groups.io
+ thread=yes

discourse discourse en | Rafik <noreply@forum.freesoftware.example>
[Free Software Forum] [PM] Your account was locked?
An administrator unlocked your account. Reply to this mail to answer Rafik.
> Visit Message | https://forum.freesoftware.example/t/your-account/991/2
+ list=forum.freesoftware.example

zendesk zendesk en | Layla (Kanzy Support) <support@kanzy.zendesk.com>
[Request received] Cannot log in
##- Please type your reply above this line -## Your request (4471) has been received.
Reset your password if you cannot log in.
> View request | https://kanzy.zendesk.com/hc/requests/4471

freshdesk freshdesk ar | دعم نسيم <support@naseem-telecom.example>
تم استلام طلبكم رقم ٨٨١
سيرد عليكم الفريق خلال ٢٤ ساعة. لمتابعة الطلب اضغطوا الرابط.
> متابعة | https://naseem.freshdesk.com/support/tickets/881

rt-ticket own en | Digital Shelter Helpdesk via RT <help@digital-shelter.example>
[digital-shelter #4471] Suspicious email
Please forward the mail as an attachment. Never send us your password.
+ reply=help@digital-shelter.example

drive-share bigbrand en | Karim Aziz (via Google Drive) <drive-shares-dm-noreply@google.com>
Item shared with you: "Interview notes"
karim.aziz@delta.example shared an item. Google Drive: Have all your files within reach from any device.
> Open | https://drive.google.com/file/d/1AbCdEf/view?usp=sharing_eil&invite=CNabc&ts=665
+ reply=Karim Aziz <karim.aziz@delta.example>
+ site=google.com

docs-comment bigbrand ar | ليلى حداد (Google Docs) <comments-noreply@docs.google.com>
المقال - @rami هل أكدتم الرقم؟
أضافت ليلى تعليقا على مستند "المقال".
> فتح | https://docs.google.com/document/d/1AbC/edit?disco=AAA&usp=comment_email_discussion
+ reply="ليلى حداد (Google Docs)" <d+MTA1-abc@docs.google.com>
+ site=google.com

forms-receipt bigbrand en | Google Forms <forms-receipts-noreply@google.com>
Workshop registration
Thanks for filling out Workshop registration. Here's what was received. Email, phone number, passport name.
> Edit response | https://docs.google.com/forms/d/e/1FAIpQLSabc/viewform?edit2=2_ABaOnu
+ site=google.com

sharepoint bigbrand en | Karim Aziz <no-reply@sharepointonline.com>
Karim Aziz shared "Budget 2026" with you
This link only works for the direct recipients of this message.
> Open | https://delta-my.sharepoint.com/:x:/g/personal/karim_delta_example/EaBcDeF?e=4%3aAbCd&at=9

typeform mailgun en | Delta Research <research@delta.example>
3 minutes: tell us how you work, win a 50 USD voucher
Fill in the survey before Friday to enter the draw.
> Start | https://delta.typeform.com/to/AbCdEf

surveymonkey bigbrand fr | Enquête Collectif via SurveyMonkey <member@surveymonkeyuser.com>
Votre avis compte : dernier rappel
Merci de répondre avant vendredi.
> Commencer le sondage | https://www.surveymonkey.com/r/?sm=AbC_2Bdef_3D
+ reply=collectif.enquete@gmail.com

forms-survey own ar | مركز الدراسات <survey@studies.example>
استبيان: وقتكم عشر دقائق
املؤوا الاستمارة قبل نهاية الأسبوع.
> الاستمارة | https://forms.gle/AbCdEf12345

eventbrite bigbrand en | Delta Events <noreply@order.eventbrite.com>
Your tickets for Press Night
Order total: free. You're going! Keep this mail and show the code at the door.
> Get ticket | https://www.eventbrite.com/mytickets/123456?utm_campaign=order_confirm
+ file=ticket.pdf
+ reply=delta.events.amman@gmail.com
+ site=eventbrite.com

calendly bigbrand en | Calendly <notifications@calendly.com>
Confirmed: 30 minutes with Sara Nassar on Thursday
Join with Zoom. Need to make changes? Cancel or reschedule.
> Reschedule | https://calendly.com/reschedulings/abc
+ file=invite.ics

google-invite gmail-calendar en | Sara Nassar <sara.nassar.edits@gmail.com>
Invitation: Editorial @ Thu Jun 4, 2026 11am (rami.saleh@outlook.com)
Sara Nassar has invited you. Going? Yes No Maybe
> Join with Google Meet | https://meet.google.com/abc-defg-hij
+ file=invite.ics

calendar-accept gmail-calendar ar | ليلى حداد <layla.haddad.press@gmail.com>
Accepted: اجتماع @ Thu Jun 4, 2026
ليلى حداد قبلت الدعوة.
+ file=invite.ics

out-of-office autoreply fr | Nadia Hamdan <nadia@delta.example>
Automatic reply: article
Je suis absente jusqu'au 12 juin. En cas d'urgence, appelez Karim.

out-of-office-ar autoreply ar | كريم عزيز <karim@delta.example>
رد تلقائي: المقال
أنا في إجازة حتى ١٢ حزيران.

bounce-postfix dsn en | Mail Delivery System <MAILER-DAEMON@mail.paper.example>
Undelivered Mail Returned to Sender
I'm sorry to have to inform you that your message could not be delivered. <nobody@delta.example>: unknown user

bounce-google dsn en | Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Delivery Status Notification (Failure)
Address not found. Your message wasn't delivered to nobody@delta.example because the mailbox is full.
> LEARN MORE | https://support.google.com/mail/?p=NoSuchUser

bounce-exchange dsn en | Microsoft Outlook <postmaster@outlook.com>
Undeliverable: draft
Your message to nobody@delta.example couldn't be delivered. Your account may have been used to send spam.

trello-note bigbrand en | Trello <do-not-reply@trello.com>
Karim Aziz mentioned you on the card "Verify password story"
@layla can you verify the account of the witness today?
> Reply on Trello | https://trello.com/c/AbCdEf/12-verify#comment-1

training-quote gmail en | Samar Trainer <samar.trainer.beirut@gmail.com>
Slides for tomorrow: what phishing looks like
Example 1: "Your account will be suspended. Verify your password within 24 hours: hxxps://secure-login[.]example".
Example 2: "To prove you are not a robot press Win+R, paste this command: powershell -enc SQBFAFgA and press Enter".
Ask people what they notice.
+ file=slides.pdf

training-powershell office365 en | Samar <samar@digital-shelter.example>
Re: cleaning the laptop
Open PowerShell as administrator and run: Get-MpComputerStatus. Then run a full scan.
Call me before you change anything.
+ thread=yes

extortion-quote office365 en | Karim Aziz <karim@delta.example>
Have you had this one too?
My aunt got a mail saying "I recorded you through your webcam, pay 900 USD in Bitcoin within 48 hours".
No wallet of hers ever existed. Should we write about it? It quotes an old password of hers.
+ thread=yes

extortion-quote-ar own ar | رنا يعقوب <rana@marsad.example>
رسالة ابتزاز وصلت لزميلة
كتبوا لها: سجلت لك مقاطع من كاميرا الجهاز، ادفعي ٥٠٠ دولار بيتكوين خلال يومين. هل رأيتم مثلها؟
+ thread=yes

otp-story own ar | قسم التحقيقات <investigations@marsad.example>
مسودة: كيف تُسرق حسابات واتساب
يقول الضحايا إن صديقا طلب منهم: أرسل لي رمز التحقق الذي وصلك بالخطأ. بعدها يضيع الحساب.
+ file=draft.docx
"""
