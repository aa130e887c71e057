"""Names that strangers borrow in West Asia and North Africa, in every script they are written in, and their domains.

Lines as in brands.py: `name, other name: domains`; a * marks a name that is also an ordinary word. Alef, ya and ta
marbuta need no variants here: both sides are folded before they are compared.
"""

BANKS_AND_WALLETS = """
bank audi, بنك عوده: bankaudi.com.lb banqueaudi.com bankaudigroup.com
blom bank, blombank, بنك لبنان والمهجر: blombank.com blom.com.lb
byblos bank, بنك بيبلوس: byblosbank.com
fransabank, فرنسبنك: fransabank.com
banque du liban, مصرف لبنان: bdl.gov.lb
whish money, omt lebanon: whish.money omt.com.lb
national bank of egypt, البنك الاهلي المصري: nbe.com.eg alahlynet.com.eg
banque misr, بنك مصر: banquemisr.com
banque du caire, بنك القاهره: bdc.com.eg banqueducaire.com
cib egypt, البنك التجاري الدولي: cibeg.com
instapay egypt, انستاباي: instapay.eg ipn.eg
fawry, فوري*: fawry.com
vodafone cash, فودافون كاش, فودافون: vodafone.com.eg vodafone.com
arab bank, البنك العربي: arabbank.com arabbank.com.jo
housing bank, بنك الاسكان: hbtf.com hbtf.com.jo
cairo amman bank, بنك القاهره عمان: cab.jo
bank of palestine, بنك فلسطين: bankofpalestine.com bop.ps
palpay, jawwal pay, جوال باي: palpay.ps jawwalpay.ps
al rajhi bank, alrajhi bank, alrajhi*, مصرف الراجحي, الراجحي*: alrajhibank.com.sa alrajhibank.com
saudi national bank, snb alahli, alahli bank, البنك الاهلي السعودي, الاهلي اونلاين: alahli.com snb.com
riyad bank, بنك الرياض: riyadbank.com
alinma bank, alinma, مصرف الانماء: alinma.com
stc pay, stc bank: stcpay.com.sa stcbank.com.sa stc.com.sa
emirates nbd, بنك الامارات دبي الوطني: emiratesnbd.com
first abu dhabi bank, بنك ابوظبي الاول: bankfab.com
adcb, بنك ابوظبي التجاري: adcb.com
mashreq bank, mashreq, بنك المشرق: mashreq.com mashreqbank.com
dubai islamic bank, بنك دبي الاسلامي: dib.ae
abu dhabi islamic bank, مصرف ابوظبي الاسلامي: adib.ae adib.com
qatar national bank, qnb, بنك قطر الوطني: qnb.com qnbalahli.com
national bank of kuwait, بنك الكويت الوطني: nbk.com
kuwait finance house, بيت التمويل الكويتي: kfh.com
bank muscat, بنك مسقط: bankmuscat.com
rafidain bank, مصرف الرافدين: rafidain-bank.gov.iq
qi card, qicard, كي كارد: qi.iq qicard.iq
zain cash, زين كاش: zaincash.iq zain.com
fastpay iraq, asia hawala: fast-pay.cash asiahawala.iq
sham cash, شام كاش: shamcash.sy
kuraimi bank, بنك الكريمي, kuraimi*, الكريمي*: kuraimibank.com
attijariwafa bank, attijariwafa, التجاري وفا بنك: attijariwafabank.com attijariwafa.com
banque populaire maroc, chaabi bank, البنك الشعبي: gbp.ma groupebcp.com
bank of africa, bmce bank: bankofafrica.ma bmcebank.ma
cih bank, القرض العقاري والسياحي: cihbank.ma
biat, attijari bank, stb bank, amen bank: biat.com.tn attijaribank.com.tn stb.com.tn amenbank.com.tn
baridimob, بريدي موب: poste.dz
bank melli, بانك ملي, بانک ملی ایران: bmi.ir
bank mellat, بانک ملت: bankmellat.ir
bank saderat, بانک صادرات: bsi.ir
bank tejarat, بانک تجارت: tejaratbank.ir
bank pasargad, بانک پاسارگاد: bpi.ir
bank saman, بانک سامان: sb24.ir sb24.com
ziraat bankasi, ziraat bank: ziraatbank.com.tr
garanti bbva, garanti bankasi: garantibbva.com.tr garanti.com.tr
akbank, yapi kredi, is bankasi, papara: akbank.com yapikredi.com.tr isbank.com.tr papara.com
bank leumi, בנק לאומי: leumi.co.il bankleumi.co.il
bank hapoalim, בנק הפועלים: bankhapoalim.co.il poalim.co.il
mizrahi tefahot, מזרחי טפחות: mizrahi-tefahot.co.il umtb.co.il
isracard, ישראכרט: isracard.co.il
"""

TELEPHONE_AND_POST = """
etisalat, e& uae, اتصالات الامارات: etisalat.ae eand.com etisalat.com
ooredoo, اوريدو: ooredoo.com ooredoo.qa ooredoo.tn ooredoo.dz
zain*, زين*: zain.com
orange*, اورنج*: orange.com orange.fr orange.jo orange.eg orange.tn orange.ma wanadoo.fr
asiacell, اسياسيل: asiacell.com
korek telecom, كورك: korektel.com
earthlink iraq, ايرثلنك: earthlink.iq earthlinktele.com
syriatel, سيريتل: syriatel.sy
alfa lebanon, touch lebanon, ogero, اوجيرو: alfa.com.lb touch.com.lb ogero.gov.lb
jawwal, paltel, بالتل: jawwal.ps paltel.ps
telecom egypt, المصريه للاتصالات: te.eg telecomegypt.com.eg
stc saudi, mobily, موبايلي: stc.com.sa mobily.com.sa
omantel, batelco, بتلكو, عمانتل: omantel.om batelco.com
libyana, ليبيانا, libya telecom: libyana.ly ltt.ly
tunisie telecom, اتصالات تونس: tunisietelecom.tn topnet.tn
algerie telecom, اتصالات الجزائر, djezzy, جازي*, mobilis, موبيليس: algerietelecom.dz at.dz djezzy.dz mobilis.dz
maroc telecom, اتصالات المغرب, inwi: iam.ma inwi.ma
irancell, ایرانسل: irancell.ir mtnirancell.ir
hamrah aval, همراه اول: mci.ir
turkcell, turk telekom: turkcell.com.tr turktelekom.com.tr
bezeq, cellcom, pelephone, בזק, סלקום, פלאפון: bezeq.co.il cellcom.co.il pelephone.co.il
aramex, ارامكس: aramex.com aramex.net
smsa express, سمسا: smsaexpress.com
emirates post, بريد الامارات: emiratespost.ae epg.ae
saudi post, spl online, البريد السعودي, سبل*: splonline.com.sa sp.com.sa
egypt post, البريد المصري: egyptpost.org egyptpost.gov.eg
jordan post, البريد الاردني: jordanpost.com.jo
liban post, libanpost, ليبان بوست: libanpost.com
iraqi post, البريد العراقي: post.iq
qatar post, بريد قطر: qatarpost.qa
poste tunisienne, البريد التونسي: poste.tn
algerie poste, بريد الجزائر: poste.dz
barid al maghrib, poste maroc, بريد المغرب: poste.ma barid.ma baridbank.ma
ptt kargo, israel post, דואר ישראל: ptt.gov.tr israelpost.co.il
"""

STATES = """
absher, ابشر*: absher.sa moi.gov.sa
nafath, نفاذ*, tawakkalna, توكلنا: nafath.sa sdaia.gov.sa
uae pass, الهويه الرقميه: uaepass.ae tdra.gov.ae
hukoomi, حكومي*: gov.qa
sahel app, تطبيق سهل: sahel.paci.gov.kw
sanad jordan, تطبيق سند: sanad.gov.jo
e devlet, edevlet: turkiye.gov.tr
سامانه ثنا, ابلاغ الکترونیک, عدل ایران: adliran.ir eadl.ir
وزاره الداخليه, ministry of interior: gov.sa gov.ae gov.eg gov.qa gov.kw gov.om gov.lb gov.iq gov.jo gov.ma gov.tn
national insurance institute, ביטוח לאומי: btl.gov.il
cnss maroc, dgsn maroc: cnss.ma dgsn.gov.ma
interpol, europol: interpol.int europol.europa.eu
"""

HELPERS_AND_MEDIA = """
unhcr, مفوضيه اللاجئين, المفوضيه الساميه للامم المتحده: unhcr.org un.org
unrwa, الاونروا, اونروا: unrwa.org un.org
unicef, يونيسف: unicef.org unicefusa.org
world food programme, برنامج الاغذيه العالمي: wfp.org
united nations, الامم المتحده: un.org undp.org unops.org unesco.org unfpa.org \
unwomen.org unep.org unodc.org ohchr.org unhcr.org unicef.org unv.org undrr.org wfp.org
world health organization, منظمه الصحه العالميه: who.int
icrc, اللجنه الدوليه للصليب الاحمر: icrc.org
red crescent*, الهلال الاحمر*: ifrc.org
medecins sans frontieres, اطباء بلا حدود: msf.org doctorswithoutborders.org
amnesty international, منظمه العفو الدوليه: amnesty.org amnestyusa.org
human rights watch, هيومن رايتس ووتش: hrw.org
reporters without borders, reporters sans frontieres, مراسلون بلا حدود: rsf.org
committee to protect journalists, لجنه حمايه الصحفيين: cpj.org
access now, front line defenders, citizen lab: accessnow.org frontlinedefenders.org citizenlab.ca utoronto.ca
freedom house, internews: freedomhouse.org internews.org
al jazeera*, الجزيره*, العربيه*: aljazeera.net aljazeera.com alarabiya.net
bbc*, bbc arabic, bbc persian, بي بي سي: bbc.co.uk bbc.com
reuters*, france 24*, cnn*: thomsonreuters.com reuters.com france24.com cnn.com
iran international*, ایران اینترنشنال*: iranintl.com
"""

LOCAL_APPS = """
جوجل, غوغل, قوقل, گوگل, جيميل, جی میل, يوتيوب, יוטיוב, גוגל: google.com youtube.com
مايكروسوفت, مایکروسافت, هوتميل, اوتلوك, מיקרוסופט: microsoft.com microsoftonline.com outlook.com live.com
فيسبوك, فيس بوك, فیسبوک, פייסבוק: facebook.com facebookmail.com meta.com
انستغرام, انستجرام, انستقرام, اینستاگرام, אינסטגרם: instagram.com facebookmail.com
واتساب, واتس اب, واتساپ, ווטסאפ: whatsapp.com facebookmail.com meta.com
تلغرام, تيليغرام, تيليجرام, تلجرام, تلگرام, טלגרם: telegram.org
سيغنال*, سيجنال*, سیگنال*: signal.org
تويتر, تيك توك, سناب شات, טוויטר: twitter.com x.com tiktok.com snapchat.com
نتفليكس, باي بال, بايبال, نت فليكس: netflix.com paypal.com
امازون*, ابل*, اپل*, اي كلاود, ای کلود: amazon.com apple.com icloud.com
digikala, دیجی کالا, snapp, اسنپ, divar*, دیوار*: digikala.com snapp.ir snapp.cab divar.ir
rubika, روبیکا, eitaa, ایتا, soroush plus: rubika.ir eitaa.com splus.ir
careem, كريم*, talabat, طلبات*: careem.com talabat.com
noon*, نون*, jumia, جوميا, souq: noon.com jumia.com souq.com
trendyol, hepsiburada: trendyol.com hepsiburada.com
"""

TABLE = BANKS_AND_WALLETS + TELEPHONE_AND_POST + STATES + HELPERS_AND_MEDIA + LOCAL_APPS
