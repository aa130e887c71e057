"""Mail about work: papers, meetings, money, locked files, requests that hurry."""

COLLEAGUES = """
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

form-of-colleague gmail ar | هبة منصور <heba.mansour.teach@gmail.com>
استمارة التسجيل في الورشة
مرحبا، أرجو تعبئة الاستمارة قبل الخميس.
> https://docs.google.com/forms/d/e/1FAIpQLSabc/viewform

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

bcc-lawyer roundcube fr | Maître Haddad <contact@haddad-avocats.example>
Permanence juridique
Chers tous, la permanence de jeudi est annulée.
+ to=undisclosed

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

office-vpn own en | IT Paper <it@paper.example>
New VPN: please set it up today
Download the client from the vendor and log in with your usual password. Call me on 112 if stuck.
> https://www.wireguard.com/install/

professor-locked outlook en | Professor Adel <adel.prof.amman@outlook.com>
Recommendation letter (password: Amman2026)
The letter is locked, the password is in the subject.
+ file=letter.pdf

municipality-fees unsigned ar | بلدية الجبل <info@jabal-municipality.example>
تذكير بدفع الرسوم
يرجى دفع الرسوم قبل نهاية الشهر لتجنب الغرامة.
> https://www.jabal-municipality.example/fees

lab-results gmail en | Dr. Samah <samah.clinic.ramallah@gmail.com>
lab results
Results attached, password is your birth year.
+ file=results.pdf

zoom-union roundcube en | Secretariat <secretariat@union.example>
Zoom link and passcode
> https://us06web.zoom.us/j/81234567890?pwd=AbC
+ to=undisclosed

hebrew-invoice gmail he | דוד כהן <david.cohen.tlv@gmail.com>
חשבונית לתשלום
מצורפת חשבונית, נא לשלם עד סוף השבוע.
+ file=invoice.pdf

volunteers-form unsigned ar | جمعية الأمل <amal@amal-society.example>
استمارة المتطوعين
يرجى تعبئة الاستمارة.
> https://docs.google.com/forms/d/e/1FAIpQLSabc/viewform

teacher-form gmail ar | الأستاذة ريم <reem.teacher.zarqa@gmail.com>
استمارة الرحلة
أولياء الأمور الكرام، يرجى تعبئة الاستمارة اليوم.
> https://forms.gle/ABCDEFG12345
+ to=undisclosed

velo-form roundcube fr | Asso Vélo <contact@velo-asso.example>
inscription
> https://framaforms.org/inscription-velo-1234
> https://tinyurl.com/velo2026

deposit-please outlook en | Sami <sami.k.1987@hotmail.com>
RE: RE: the flat
account details below, please transfer the deposit today so they keep it for us.
IBAN JO94 CBJO 0010 0000 0000 0131 0003 02
+ reply=sami.k.1987@gmail.com

trading-invoice own ar | محاسب الشركة <accounts@najm-trading.example>
فاتورة رقم ٢٢٣١
يرجى تحويل المبلغ ١٢٥٠ دولارا إلى الحساب المرفق خلال ثلاثة أيام.
+ file=invoice.pdf

print-ready unsigned en | printer shop <orders@print-shop.example>
your order is ready
Come and pick it up, 35 JOD, call 0791234567.
+ to=undisclosed
"""
