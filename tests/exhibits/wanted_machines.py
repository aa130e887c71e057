"""Mail that machines and offices write, and files people carry in mail: scans, alarms, fees, tickets, keys, cards."""

MACHINES = """
scanner inside en | Scanner 2nd floor <scanner@paper.example>
Scan from KM_C258
Scanned document attached. Please do not reply.
+ file=SCAN0001.pdf

voicemail inside ar | المقسم <pbx@paper.example>
رسالة صوتية جديدة من ٠٣١٢٣٤٥٦
مدة الرسالة ٢٣ ثانية. الملف مرفق.
+ file=msg0007.m4a

cron inside en | Cron Daemon <root@mail.paper.example>
Cron <root@mail> /usr/local/bin/backup.sh | sh -c 'tee /var/log/backup.log'
rsync: connection unexpectedly closed. curl -fsS https://hc.example/ping/abc | sh

monitor inside en | Uptime <alerts@status.paper.example>
[DOWN] http://203.0.113.20:8080/health
The check failed twice: http://203.0.113.20:8080/health returned 502.
> http://203.0.113.20:8080/health

internal inside en | Maya Director <maya@paper.example>
Payment to the printer today
Please pay the attached invoice today and send me the receipt.
+ file=invoice.pdf

it-desk inside en | IT Helpdesk <it@paper.example>
Your password expires in 7 days
Change it in the office or through the VPN at https://vpn.paper.example before Monday.
> https://vpn.paper.example/

github-run bigbrand en | karim-aziz <notifications@github.com>
[delta/site] Run failed: deploy, main (0a1b2c3)
All jobs have failed. View workflow run. You are receiving this because you are subscribed to this thread.
> View workflow run | https://github.com/delta/site/actions/runs/123456
+ site=github.com

jira ses en | Karim Aziz (Jira) <jira@delta.atlassian.net>
[JIRA] (DES-77) Reset password mail goes to spam
Karim Aziz commented: users click "verify account" and land on a 404.
> View issue | https://delta.atlassian.net/browse/DES-77
+ site=atlassian.net

teams-missed bigbrand en | Karim Aziz in Teams <noreply@email.teams.microsoft.com>
Karim sent a message
Karim: can you send me the code for the door? Reply in Teams.
> Reply in Teams | https://teams.microsoft.com/l/message/19:abc@unq.gbl.spaces/123?context=abc
+ site=microsoft.com

concert-qr bigbrand fr | Billetterie du Littoral <billets@billetterie-example.fr>
Vos billets pour samedi
Présentez ce code à l'entrée. Il est personnel.
+ file=billet-qr.png

boarding-pass bigbrand en | Coral Air <checkin@coral-air-example.com>
Your boarding pass to Amman
Gate closes 20 minutes before departure. Open the attached pass on your phone.
+ file=boarding.pkpass

bank-locked-page bigbrand ar | بنك المرجان <statement@marjan-bank.example>
كشف حسابكم لشهر أيار
كشف الحساب مرفق ومحمي. كلمة المرور هي آخر أربعة أرقام من هاتفكم.
+ file=statement.pdf

vcard gmail en | Tala Darwish <tala.darwish.ngo@gmail.com>
my contact
Here is my card, the number is new.
+ file=tala.vcf

pgp-sealed proton en | Source <source.delta@proton.me>
...
-----BEGIN PGP MESSAGE-----
wcBMA0a1b2c3d4e5AQf/ZxYwVuTsRqPoNmLkJiHgFeDcBa9876543210zyxwvutsrqponmlkjihgfedcba
-----END PGP MESSAGE-----

pgp-key own en | Nadim <nadim@collective.example>
my key
My key is attached. Fingerprint: 0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567
+ file=nadim.asc

chat-export gmail ar | لينا <lina.export.amman@gmail.com>
محادثة واتساب
صدّرت المحادثة كما طلبتم.
+ file=chat.txt

evidence-shots gmail ar | ياسمين <yasmin.h.daraa@gmail.com>
لقطات شاشة للرسالة التي وصلتني
وصلتني على واتساب رسالة تقول إن حسابي سيغلق، هذه صورتها. لم أضغط على شيء.
+ file=screenshot.jpg

csv-members own fr | Trésorière <tresor@collectif.example>
liste des membres
Voici la liste à jour.
+ file=membres.csv

hidden-address icloud en | Rita <dpdcnf87nu@privaterelay.appleid.com>
Question about your workshop
Is there still a place on Thursday? I use Hide My Email, sorry.

gateway-links gateway en | Hanan Odeh <hanan@partner-org.example>
Agenda
> https://urldefense.com/v3/__https://docs.google.com/document/d/1AbC/edit__;!!AbC!Def$
> https://eur05.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fj%2F8123&data=05%7C02%7Chanan&reserved=0

many-short listmonk en | Media Links <links@media-links.example>
Ten reads for the weekend
One: a river. Two: a court. Three: a kitchen. Four: a border. Five: a song.
> One | https://bit.ly/3aaaaa1
> Two | https://t.co/bbbbb2
> Three | https://tinyurl.com/ccccc3
> Four | https://www.ft.example/four
> Five | https://youtu.be/abcdefghijk

signature-images office365 en | Nadia Hamdan <nadia@delta.example>
Re: lunch
Yes!
+ file=logo.jpg
+ thread=yes

school-fees bare en | School Office <office@cedar-school.example>
Fees reminder: pay before Thursday
Dear parents, the second instalment is due. Pay at the office or online to avoid a late fee.
> Pay online | https://pay.school-pay-example.com/cedar

payroll-details own en | HR <hr@delta.example>
Action required: confirm your bank details for payroll
Log in to the HR portal and confirm your bank details before the 25th.
> HR portal | https://delta.bamboohr-example.com/home

visa-ready mandrill en | Visa Centre <noreply@visa-centre-example.com>
Your passport is ready for collection
Pay the courier fee of JOD 5 or collect it at the centre within 30 days.
> Track | https://track.visa-centre-example.com/?ref=JO123

page-review bigbrand en | Meta <noreply@accounts.meta.com>
Your Facebook page is scheduled for review
We received an appeal. Log in to see the status.
> See status | https://www.facebook.com/support/?item_id=123
+ site=meta.com

form-invited bigbrand en | Google Forms <forms-noreply@google.com>
Karim invited you to fill out a form: Volunteers
I've invited you to fill out a form: Volunteers.
> Fill out form | https://docs.google.com/forms/d/e/1FAIpQLSabc/viewform?usp=mail_form_link
+ reply=Karim Aziz <karim.aziz.delta@gmail.com>

property-tax ses tr | Belediye <bilgi@belediye.example>
Emlak vergisi son ödeme günü yarın
Ödemenizi bugün yapın, gecikme cezası ödemeyin. Hesabınıza giriş yapın.
> Öde | https://eodeme.belediye.example/
"""
