"""What the words of a lure mean, in the languages people here are fooled in; a star stands for any ending.

One row a meaning. Words are folded when the table is read, so they may be written as editors write them.
"""

MEANINGS: dict[str, str] = {
    "account": (
        "account* acct icloud cloud_storage mailbox webmail wallet* membership* profile* kyc "
        "compte* messagerie portefeuille* "
        "حساب* الحساب* حسابك حسابكم بحسابك لحسابك محفظة محفظتك المحفظة بطاقتك عضويتك "
        "حساب‌کاربری اکانت کیف‌پول هەژمار* هەژمارەکەت hesab* hesap* cüzdan* üyelik* hesabê hesabe "
        "חשבון* חשבונך החשבון ארנק cuenta* billetera* conto profilo konto* kontos postfach "
        "conta contas carteira cadastro аккаунт* акаунт* учетн* учётн* кошел* счет счёт"
    ),
    "lock": (
        "suspend* suspension lock locked block blocked blocking disable* deactivat* terminat* restrict* "
        "limited closed "
        "closure expire* expiring expiration delete* deletion cancel* revoked removed discontinu* on_hold interrupt* "
        "suspendu* suspension bloqu* désactiv* fermé* fermeture restreint* limité* expir* supprim* résili* clôtur* "
        "تعليق معلق معلقة سيعلق تجميد مجمد إيقاف موقوف ايقافه حظر محظور سيتم_حظر إغلاق مغلق سيغلق قفل مقفل "
        "تعطيل معطل "
        "تقييد مقيد إلغاء حذف سيحذف ينتهي انتهت انتهاء صلاحيته سيتوقف وقف "
        "مسدود تعلیق غیرفعال محدود منقضی بسته‌شدن ڕاگیر* داخرا* دادەخرێت قەدەغە* سڕینەوە qefil* asteng* girtî "
        "rawest* rawestandin were_girtin tê_girtin hat_girtin dê_bê_girtin tê_jêbirin "
        "askı* kilit* kapat* engel* dondur* sonlandır* silin* iptal süresi "
        "נחסם חסום חסימה יושעה הושעה נעול ננעל יינעל יבוטל יימחק מוגבל "
        "suspend* bloque* cerrad* cerrará desactiv* expir* cancel* caduc* venc* "
        "gesperrt* sperr* deaktivier* geschlossen eingeschränkt* ablauf* abläuft gelöscht gekündigt "
        "suspens* encerr* desativ* sospes* sospend* blocc* disattiv* scad* scadenza chius* "
        "заблокир* блокир* приостанов* удал* отключ* огранич* истек* закры*"
    ),
    "verify": (
        "verify verif* confirm* validat* update upgrade* authenticat* reactivat* restor* unlock* unblock* reverify "
        "review synchroni* vérifi* confirm* valider validez validation actualis* mettre_à_jour mettez_à_jour "
        "mise_à_jour réactiv* authentifi* débloqu* régularis* "
        "تحقق التحقق للتحقق تأكيد لتأكيد أكد أكدوا توثيق تحديث لتحديث حدث تفعيل لتفعيل فعّل استعادة لاستعادة "
        "مراجعة إثبات "
        "تأیید تایید به‌روزرسانی بروزرسانی احراز پشتڕاست* دڵنیابوون* نوێکردنەوە* چالاککردن* piştrast* nû_bike "
        "nû_bikin nû_bikî nûkirin* rojane_bikin rojane_bike "
        "çalak_bike "
        "doğrula* onayla* güncelle* etkinleştir* "
        "אמת אימות לאמת אשר לאשר עדכן לעדכן עדכון לשחזר "
        "verific* actualiz* actualice valid* reactiv* restaur* bestätig* verifizier* aktualisier* überprüf* "
        "freischalt* "
        "entsperr* atualiz* regulariz* confirme desbloque* conferm* aggiorn* sblocc* riattiv* "
        "подтверд* провер* обнов* восстанов* разблокир*"
    ),
    "secret": (
        "password* passwort* passcode credential* passphrase login_details pin otp seed_phrase recovery_phrase "
        "private_key secret_phrase two_factor 2fa two_step "
        "mot_de_passe mots_de_passe identifiant* code_secret code_de_sécurité "
        "كلمة_السر كلمة_المرور كلمة_سر كلمة_مرور الرقم_السري رمز_سري بيانات_الدخول كلمات_المرور الباسورد "
        "عبارة_الاسترداد "
        "رمز_عبور گذرواژه رمزعبور وشەی_نهێنی تێپەڕەوشە şîfre* şifre* parola* "
        "סיסמה סיסמא סיסמתך הסיסמה contraseña* clave* senha* password_di kennwort* zugangsdaten credencia* "
        "credenzial* "
        "пароль пароля паролей"
    ),
    "identity": (
        "identity identité هويتك الهوية هويتكم identidad* identität identidade identità nasname* agahiyên_xwe "
        "agahiyên_kesane kimlik* личност* זהותך هویت "
        "personal_information informations_personnelles بياناتك معلوماتك_الشخصية billing payment_details "
        "card_details "
        "payment_method payment_information bank_details coordonnées_bancaires moyen_de_paiement بيانات_البطاقة "
        "datos_personales datos_bancarios dados zahlungsdaten zahlungsmethode dati_personali credit_card "
        "carte_bancaire"
    ),
    "soon": (
        "immediately immediate urgent* asap today tonight hurry final_notice final_reminder final_warning "
        "last_warning "
        "last_chance last_reminder act_now right_away without_delay deadline expires_today action_required "
        "immédiat* urgen* aujourd'hui dernier_avis dernier_rappel sans_délai délai au_plus_vite "
        "فورا فوراً فوري فورية عاجل عاجلة خلال مهلة اليوم الآن بسرعة آخر_فرصة آخر_إنذار قبل_فوات "
        "فوری سریعا هرچه‌سریعتر خێرا بەپەلە دەستبەجێ lezgîn îro niha bilez acil* hemen derhal bugün son_uyarı son_gün "
        "דחוף מיד מיידי היום "
        "inmediat* hoy cuanto_antes último_aviso sofort* umgehend dringend* heute letzte_mahnung letzte_chance "
        "imediat* hoje último_aviso prazo urgente* immediatamente subito oggi ultimo_avviso entro "
        "срочно немедленно сегодня последн*"
    ),
    "click": (
        "click* tap_here press_here log_in login sign_in signin follow_the_link visit scan_the open_the_link "
        "clique* cliquer appuyez connectez suivez_le_lien "
        "اضغط اضغطي اضغطوا الضغط بالضغط انقر انقري انقروا النقر بالنقر ادخل الدخول لتسجيل_الدخول سجل_الدخول "
        "افتح_الرابط "
        "کلیک کلیک‌کنید وارد_شوید کرتە_بکە کلیک_بکە bitikîn* bikirtîn* pêl_bike pêl_bikin tıkla* giriş_yap* "
        "לחץ לחצו לחצי היכנסו "
        "clic haga_clic pulse pulsa acceda ingrese klick* anmelden einloggen acess* clicca* cliccare accedi "
        "нажм* нажать перейд* войд*"
    ),
    "link": (
        "here link button below website portal ici lien bouton ci-dessous ci_dessous هنا الرابط رابط الزر "
        "أدناه التالي "
        "اینجا لینک پیوند لێرە لینکەکە بەستەر vir girêdan* lînk* buraya buradan bağlantı* link* כאן קישור הקישור "
        "aquí enlace botón siguiente hier schaltfläche aqui botão abaixo qui pulsante sotto здесь ссылк* ссылке"
    ),
    "pay": (
        "payment* invoice* toll tolls bill fee fees refund* overdue unpaid transfer wire owed paypal debit charged "
        "charge purchase "
        "order renewal receipt remittance facture* paiement* virement* rembours* impay* frais amende "
        "فاتورة الفاتورة دفع الدفع رسوم الرسوم تحويل حوالة استرداد مبلغ غرامة مستحقات سداد "
        "پرداخت فاکتور واریز بازپرداخت پارەدان پسووڵە drav* fatûre dravdan* heqê ödeme* fatura* iade ücret* "
        "תשלום חשבונית החזר "
        "pago* factura* reembolso* multa* transferencia* zahlung* rechnung* rückerstattung* überweisung* mahnung* "
        "pagamento* pagament* taxa taxas taxada tarifa tasas boleto* fatura* reembolso* débito bonifico "
        "fattura rimborso* оплат* "
        "счёт-фактура возврат*"
    ),
    "alarm": (
        "unusual suspicious unauthori* unrecogni* fraud* compromised breach* hacked security_alert new_device "
        "new_sign attempted_to tried_to unknown_device unverified was_not_you wasn't_you "
        "inhabituel* suspect* non_autorisé* frauduleu* piraté* compromis tentative_de "
        "مشبوه مشبوهة مشبوهاً غير_معتاد غير_معتادة غير_مصرح غير_مألوف اختراق مخترق محاولة_دخول محاولة_تسجيل "
        "جهاز_جديد احتيال "
        "مشکوک غیرمجاز هک گوماناوی هاککردن nenas şüpheli olağandışı yetkisiz "
        "חשוד חשודה חריגה פריצה "
        "inusual* sospechos* no_autorizad* ungewöhnlich* verdächtig* unbefugt* suspeit* não_reconhec* incomum "
        "sospett* insolit* non_autorizzat* подозрительн* взлом* неизвестн*"
    ),
    "happening": (
        "sign_in signin sign-in login log_in activity transaction* access device attempt* purchase* charge* order "
        "connexion activité appareil تسجيل_الدخول دخول نشاط نشاطا عملية جهاز ورود فعالیت دستگاه چالاکی giriş "
        "etkinlik "
        "cihaz כניסה פעילות acceso actividad dispositivo compra anmeldung aktivität gerät acesso atividade accesso "
        "attività вход активност* устройств*"
    ),
    "prize": (
        "win won winner* congratulations gift* reward* prize* lottery sweepstake* lucky bonus giveaway "
        "voucher cashback "
        "airdrop* jackpot raffle eligible free gagn* félicitations cadeau* récompense* tirage loterie gratuit* "
        "فوز فزت ربحت جائزة الجائزة هدية مبروك تهانينا سحب مجانا مكافأة قرعة "
        "برنده جایزه هدیه تبریک براوە خەڵات پیرۆزە xelat* diyarî* qezenc kazand* hediye* ödül* tebrikler çekiliş "
        "זכית פרס מתנה "
        "gan* ganador* felicidades premio* regalo* sorteo* gratis gewinn* gewonnen glückwunsch gutschein* geschenk* "
        "verlos* kostenlos* ganhou sorteio* parabéns brinde* pontos vinto vincita congratulazioni omaggio "
        "выигр* приз призов поздравля* подар*"
    ),
    "claim": (
        "claim* redeem* collect participate survey chosen selected withdraw* réclam* récupér* participe* sondage "
        "sélectionné* استلم استلام لاستلام المطالبة اختيارك للحصول دریافت وەربگرە wergir* werbigir* talep "
        "seçild* canje* "
        "reclam* particip* "
        "encuesta seleccionad* einlös* teilnehmen umfrage ausgewählt sichern resgat* selecionad* riscatt* sondaggio "
        "selezionat* получ* забр*"
    ),
    "parcel": (
        "package parcel* delivery shipment* courier customs redeliver* tracking dhl usps fedex dpd colis livraison "
        "expédition douane* طرد طردك شحنة شحنتك الشحنة توصيل التوصيل جمارك الجمارك البريد_السريع بسته مرسوله گمرک "
        "گەیاندن kargo* teslimat gümrük gönderi* חבילה חבילתך משלוח מכס paquete* envío entrega* aduana* paket* "
        "lieferung* zustell* zoll sendung* encomenda* correios alfândega pacco consegna spedizione dogana "
        "посылк* доставк* таможен*"
    ),
    "held": (
        "failed fail declined rejected undeliver* held on_hold pending unable incomplete reschedul* incorrect "
        "missed stuck awaiting "
        "unsuccessful échou* échec en_attente retenu* impossible reprogramm* معلقة متعذر تعذر فشل بانتظار "
        "محتجز محتجزة "
        "ناموفق معطل شکست bekle* başarısız ממתין ממתינה נכשל pendiente* fallid* retenid* retrasad* fehlgeschlagen "
        "aussteh* zurückgehalten pendente* falha leiload* retenid* retid* aguard* in_attesa fallit* bloccat* "
        "задерж* не_удалось ожида*"
    ),
    "post": (
        "mail* email* e-mail* message* inbox courriel* courrier بريد بريدك البريد رسائل رسالة رسائلك ایمیل "
        "پیام* ئیمەیل "
        "نامە* e-posta posta mesaj* דואר הודעות correo* mensaje* nachricht* postfach* messagg* posta "
        "почт* сообщен* письм*"
    ),
    "full": (
        "quota full exceeded storage capacity running_out saturé* plein stockage dépassé espace ممتلئ ممتلئة امتلأ "
        "مساحة التخزين تجاوز پر_شده ظرفیت فضای پڕ dolu dolmuş depolama kota מלאה נפח אחסון lleno almacenamiento "
        "excedid* capacidad voll überschritten speicher* cheia armazenamento excedeu pieno spazio esaurit* "
        "перепол* превыш* хранилищ*"
    ),
    "fortune": (
        "million millions billion inheritance next_of_kin consignment lottery_winning unclaimed atm_card donation_of "
        "donate_to_you donation_to_you your_fund fund_beneficiary beneficiary_of compensation_fund loan_offer loans "
        "héritage million_d'euros millions_d'euros millions_de_dollars fonds_de_indemnisation offre_de_prêt don_de "
        "مليون ملايين ميراث ورثة الورثة تركة بصفتك_المستفيد تبرع_بمبلغ قرض_سريع عرض_قرض "
        "میلیون ارث میراث milyon miras kredi_teklif* מיליון ירושה "
        "millones herencia donación_de préstamos millionen erbschaft spende_von kreditangebot "
        "milhões herança doação_de empréstimo milioni eredità donazione_di prestiti миллион* наследств*"
    ),
    "fate": (
        "deceased late_husband late_father late_client late_wife cancer widow dying terminal_illness barrister "
        "foreign_partner feu_mon veuve mourant* cancer المتوفى زوجي_الراحل والدي_الراحل أرملة سرطان محامي_المرحوم "
        "درگذشته همسر_مرحوم بیوه سرطان rahmetli dul kanser אלמנה סרטן viuda fallecid* verstorben* witwe krebs "
        "falecid* viúva câncer vedova defunt* вдова покойн*"
    ),
    "trust": (
        "confidential* trustworthy business_proposal mutual_benefit urgent_reply kindly_reply reply_to_this "
        "contact_me "
        "utmost_secrecy god_bless god_fearing sincere_partner confidentiel* réponse_urgente contactez-moi "
        "بسرية_تامة سرية_تامة عرض_عمل_تجاري شخص_موثوق تواصل_معي_على محرمانه شخص_قابل_اعتماد gizlilik güvenilir_bir "
        "confidencial* persona_de_confianza vertraulich* vertrauenswürdig* confidenzial* persona_di_fiducia "
        "конфиденциальн* деловое_предложение"
    ),
    "answer": (
        "reply_with replying_with reply_to_this replying_to_this reply_by respond_with responding_with send_us "
        "send_your "
        "reply_your fill_in_and_return "
        "répondez répondre_à_ce répondant_à_ce en_réponse envoyez-nous envoyez_votre renvoyez "
        "بالرد الرد_على ردا_على رد_على_هذه أرسل_لنا أرسلوا_لنا ارسل_كلمة أرسل_كلمة إرسال_كلمة زودنا زودونا بتزويدنا "
        "در_پاسخ پاسخ_دهید پاسخ_به_این ارسال_کنید ارسال_نمایید بفرستید وەڵامی بنێرە بنێرن bersiva bersivê bişînin "
        "yanıt_olarak yanıtla* cevaplay* cevap_olarak gönderiniz gönderin השיבו השב_להודעה שלחו_לנו "
        "responda respondiendo envíenos antworten_sie senden_sie_uns respondendo rispondendo ответьте отправьте"
    ),
    "crypto": (
        "bitcoin* btc crypto* token* nft nfts staking stake ethereum usdt xrp metamask ledger seed mint airdrop* "
        "blockchain binance coinbase بيتكوين البيتكوين بيت_كوين عملات_رقمية عملة_رقمية بیتکوین رمزارز kripto* "
        "криптовалют* биткоин*"
    ),
    "greeting": (
        "dear_customer dear_user dear_client dear_beneficiary dear_member dear_valued valued_customer account_holder "
        "email_user email_owner dear_friend dearest cher_client chère_cliente cher_utilisateur cher_abonné "
        "عزيزي_العميل عزيزتي_العميلة عميلنا_العزيز عزيزي_المستخدم عزيزي_المشترك عملائنا_الكرام مشتری_گرامی "
        "کاربر_گرامی "
        "کڕیاری_بەڕێز bikarhênerê_hêja mişteriyê_hêja bikarhênerê_birêz sayın_müşterimiz değerli_müşterimiz "
        "sayın_kullanıcı לקוח_יקר estimado_cliente estimado_usuario "
        "sehr_geehrter_kunde lieber_kunde prezado_cliente prezado caro_cliente gentile_cliente уважаемый_клиент "
        "уважаемый_пользователь"
    ),
    "filed": (
        "attached attachment attach pdf_file document enclosed pièce_jointe ci-joint ci_joint fichier_joint "
        "مرفق المرفق "
        "مرفقة الملف_المرفق پیوست هاوپێچ ekte ekli מצורף adjunto* anexo* anhang angehängt im_anhang allegato "
        "allegata "
        "вложен* прикрепл* shared_document shared_a_file shared_with_you docusign e-sign esignature partagé "
        "voicemail voice_message"
    ),
}
HOURS = (
    "hour hours hrs day days business_days minutes heure heures jour jours ساعة ساعات أيام يوم دقيقة ساعت روز "
    "کاتژمێر ڕۆژ saat gün gun roj rojan saet saetan demjimêr demjimêran שעות ימים hora horas día dias días "
    "stunden stunde tage tagen ore giorni "
    "часов часа дней дня"
)
# Letters that join Arabic words: "and", "so", "in", "to", "as", "on", "this", and the article.
JOINED = ("وال", "بال", "فال", "كال", "عال", "هال", "لل", "ال", "و", "ف", "ب", "ل")
