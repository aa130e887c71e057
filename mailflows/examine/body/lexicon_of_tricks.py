"""What is said in tricks with a name of their own: codes asked for, extortion, calls, commands to paste.

Rows as in lexicon.py: a star stands for any ending, a low line joins the words of a phrase.
"""

TRICKS: dict[str, str] = {
    "code": (
        "verification_code confirmation_code security_code login_code sms_code activation_code six_digit digit_code "
        "6-digit one_time_code one_time_password code_you_receive code_sent registration_code two_factor_code "
        "code_de_vérification code_de_confirmation code_à_6 code_reçu code_sms code_que_tu code_que_vous code_à_six "
        "رمز_التحقق رمز_التأكيد رمز_التفعيل كود_التفعيل كود_التحقق رمز_تحقق كود_تفعيل الرمز_الذي الكود_الذي رمز_مكون "
        "رمز_من_6 الكود الرمز "
        "کد_تأیید کد_تایید کد_فعال‌سازی کد_فعالسازی کدی_که کد_ورود کد_۶ کد_پیامک "
        "کۆدی_دڵنیاکردنەوە کۆدەکە کۆدی_پشتڕاستکردنەوە koda_piştrastkirinê koda_erêkirinê "
        "doğrulama_kodu onay_kodu kodu kod_gelecek sms_kodu "
        "קוד_אימות קוד_האימות הקוד קוד_הזיהוי "
        "código_de_verificación código_de_confirmación código_de_6 código_que bestätigungscode verifizierungscode "
        "sicherheitscode sms-code código_de_verificação código_de_confirmação codice_di_verifica codice_di_conferma "
        "codice_che код_подтверждения код_из_смс код_который "
        "otp the_otp otp_code رقم_التحقق رقم_التفعيل رقم_التأكيد كود_التأكيد كود_تحقق رمز_تفعيل رمز_الواتس "
        "كود_الواتس كود_واتس كود_الواتساب رمز_الواتساب الرقم_اللي_وصل الرقم_اللي_وصلك الرقم_اللي_اجاك الرقم_الذي_وصلك "
        "الرقم_يلي_وصلك الرقم_لي_وصلك کد_واتساپ کد_تلگرام کد_اینستا کد_اینستاگرام کۆدەکەم کۆدی_واتساپ "
        "کۆدی_دڵنیاکردنەوەکە ئەو_کۆدەی koda_whatsappê koda_ku koda_telegramê doğrulama_kodunu onay_kodunu kodunu "
        "gelen_kodu הקוד_שקיבלת הקוד_שהגיע"
    ),
    "bare_code": "code codes كود رمز کد کدو کدرو کۆد کۆدە koda kodê kod קוד código codice",
    "other_code": (
        "promo postal zip source discount coupon porte portail immeuble wifi wi-fi barres couleur review module "
        "conduct "
        "qr patch repository repo البريدي بريدي الخصم خصم البوابة الباب العمارة التخفيض المصدر المنتج اللون "
        "البلد الدولة "
        "تخفیف ملی پستی منبع درب محصول داشکاندن پۆستە kapı indirim posta kaynak bina הבניין הכניסה הדלת המיקוד "
        "descuento fuente puerta rabatt tür sconto portone"
    ),
    "came": (
        "you_received you_just_received you_just_got you_got you_get texted_you sent_to_you sent_to_your code_i_sent "
        "by_sms via_sms by_mistake par_erreur reçu que_tu_as_reçu que_vous_avez_reçu par_sms وصلك وصلكم وصلتك وصلكي "
        "جاك اجاك اجاكي جاتك يجيك يوصلك وصل_على وصل_إلى بالغلط بالخطأ عالموبايل اومده آمده برات_اومد برایت_آمد "
        "برات_آمد "
        "برات_پیامک پیامک_شد بۆت_هات بۆت_دێت ji_te_re_hat gelen sana_geldi שקיבלת שהגיע recibiste erhalten_hast"
    ),
    "arrived_at": "هاتفك هاتفكم جوالك جوالكم بريدك بريدكم موبايلك رقمك إيميلك",
    "ask": (
        "send_over forward share pass_on what's what_is transférer transférez transfère me_transférer me_transmettre "
        "me_donner me_communiquer me_passer me_dire m'envoyer nous_transmettre nous_communiquer nous_envoyer "
        "nous_transférer envoyez envoie donne donnez transmets transmettez communique communiquez file-moi passe-moi "
        "dis-moi "
        "ارسل ارسلي ارسلوا ارسلو ارسللي ارسليلي ارسلولي رسل رسلي رسللي ابعت ابعتي ابعتوا ابعتلي ابعتيلي ابعتولي "
        "ابعتلنا "
        "ابعث ابعثي ابعثوا ابعثلي ابعثيلي ابعثولي ابعثلنا بعثلي بعثيلي تبعتلي تبعتيلي تبعتولي تبعثلي تبعثيلي ترسللي "
        "عطيني عطني اعطني اعطيني اعطوني عطوني عطينا تعطيني تعطني صيفطلي صيفط صيفطي صيفطيلي صفطلي سيفطلي سيفط سيفطيلي "
        "دزلي دزيلي دزولي وديلي ودي_لي حول_لي حولي_لي حوللي حوليلي مرر_لي مرري_لي مررلي هات هاتي هاتيلي هاتوا "
        "قلي قللي "
        "قولي_لي قوللي قوليلي اكتبلي اكتبيلي طرشلي طرشيلي زودني زوديني زودوني شاركني شاركيني شاركونا ممكن بدي "
        "ابغى ابي "
        "اريد عايز عاوز محتاج بغيت אפשר תן תני"
    ),
    "hand_over": (
        "send_me send_us send_it_to send_it_back send_back send_the_code send_that_code send_me_the forward_me "
        "forward_it forward_the_code share_it_with share_the_code tell_me tell_us give_me give_us reply_with text_me "
        "enter_it_here read_it_to provide_the_code "
        "envoie-moi envoyez-moi renvoie-moi renvoyez-moi envoie_le_moi me_l'envoyer me_le_transmettre "
        "transmettez-nous "
        "donne-moi donnez-moi envoyez-nous communiquez-nous communique-moi transmets-moi répondez_avec "
        "أرسله أرسلها أرسلوه ارسله_لي ابعثه ابعثها ابعته ابعتها ابعتلي ابعثلي أرسل_لي أرسلي_لي أرسلوا_لي ارسلولي "
        "أرسل_الرمز أرسل_الكود أرسلوا_الرمز إرسال_الرمز إرسال_الكود بإرسال_الرمز تزويدنا زودنا زودونا أعطني اعطيني "
        "أعطنا شاركنا مشاركة_الرمز مشاركته إرساله ترسله ترسلها ترسل_لي تبعته تبعتلي بعتلي "
        "بفرست بفرستید برایم_بفرست ارسال_کنید ارسال_کن به_من_بده به_من_بدهید بهم_بده "
        "بۆم_بنێرە بینێرە بۆمی_بنێرە ji_min_re_bişîne bişîne_min "
        "bana_gönder* bana_ilet* bize_ilet* bize_gönder* gönderir_misin* kodu_gönder* kodu_ilet* kodu_paylaş* "
        "שלח_לי שלחי_לי תשלח_לי תשלחי_לי תעביר_לי תעבירי_לי שלחו_לנו "
        "envíame envíamelo mándame mándamelo reenvíame pásame dame_el envíenos reenvíelo "
        "schick_mir schicke_mir sende_mir senden_sie_uns teile_mir teilen_sie_uns gib_mir schicken_sie_mir "
        "me_envia me_envie me_mande me_manda me_passa envie-me mande-me envie_o_código "
        "mandami inviami inviaci girami mandamelo пришли_мне пришлите_мне отправь_мне отправьте_нам скинь скиньте "
        "перешли перешлите пришлите_код отправьте_код "
        "تبعتهولي ابعتهولي ابعتيهولي تبعتيه ابعثهولي تبعثهولي صيفطو_ليا صيفطهولي ترسلهولي ارسلهولي "
        "بفرس بفرسش بگو_به_من به_من_بگو به_من_بگویید بهم_بگو برام_بفرست بدش_به_من ارسال_نمایید "
        "بۆ_بنێرە بنێرە بنێرن پێم_بڵێ بۆم_بنووسە bişîne_ji_min ji_min_re_bişînin ji_me_re_bişîne bide_min "
        "kodu_at kodunu_at kodunu_ilet kodunu_ilet* kodunu_gönder kodunu_gönderin kodunu_iletin kodunu_yaz "
        "kodunu_söyle "
        "kodu_söyle kodu_ver kodu_yaz atar_mısın atar_mısınız söyler_misin yazar_mısın iletir_misin iletir_misiniz "
        "paylaşır_mısın kodunu_paylaş kodunu_paylaşın תגיד_לי תגידי_לי תכתבי_לי תכתוב_לי "
        "with_the_code send_that_code forward_that_code"
    ),
    "never": (
        "never not don't dont cannot won't without_sharing jamais pas aucun ne "
        "لا لن أبدا أبداً عدم دون تجنب احذر احذروا هرگز نکنید ندهید نکن مه مەدە مەنێرە هەرگیز tu_car neşîne "
        "asla paylaşmayın göndermeyin vermeyin לעולם אל אין nunca jamás niemals nie nicht keinesfalls não mai non "
        "никогда не никому "
        "إياك اياك اياكم إياكم حذار بدون kimse* kesî kesek ممنوع"
    ),
    "messenger": (
        "whatsapp telegram signal instagram facebook messenger viber tiktok snapchat gmail imo botim threema "
        "واتساب الواتساب واتس الواتس واتس_اب تيليجرام تلغرام تيليغرام التلغرام سيجنال سيغنال انستغرام انستجرام انستا "
        "فيسبوك الفيسبوك فايبر واتساپ تلگرام اینستاگرام سیگنال ایتا روبیکا بله واتسئاپ تێلێگرام ئینستاگرام "
        "וואטסאפ ווטסאפ טלגרם אינסטגרם סיגנל ватсап вотсап телеграм* инстаграм*"
    ),
    "spied": (
        "webcam camera recorded filmed trojan malware spyware keylogger hacked infected rootkit rat_software "
        "access_to_your_device full_access caméra filmé filmée enregistré piraté cheval_de_troie "
        "كاميرا كاميرتك صورتك صوّرتك سجلت تسجيل_لك اخترقت اخترقنا تجسس برنامج_خبيث دوربین هک جاسوسی کامێرا هاک "
        "kamera kaydettim virüs מצלמה פרצתי cámara grabé grabado hackeé troyano webcam_aufgenommen aufgenommen "
        "trojaner câmera gravei hackeei vírus telecamera registrato hackerato вебкам* камер* взломал* записал* троян*"
    ),
    "shame": (
        "masturbat* porn* intimate nude nudes naked pleasur* explicit_video dirty_secret* sexual compromising "
        "embarrass* adult_sites adult_websites intime* nue nus compromettant* masturb* "
        "إباحية اباحية الإباحية عارية عاريا خليعة فاضحة فضيحة فضيحتك صورك_الخاصة مقاطعك مقطع_فاضح ابتزاز "
        "برهنه مستهجن خصوصی_شما ڕووت مەحرەم mahrem çıplak müstehcen פורנו עירום אינטימי "
        "íntim* desnud* nackt* intimen pornografi* nudez интим* порно* голы*"
    ),
    "expose": (
        "all_your_contacts your_contacts your_friends your_family your_relatives your_loved_ones everyone_you_know "
        "send_it_to_all your_colleagues diffuser_la_vidéo vos_contacts tes_contacts vos_proches tes_proches "
        "ta_famille "
        "votre_famille tes_amis vos_amis سأنشر سننشر سأفضحك أفضحك نفضحك عائلتك أهلك أصدقائك جهات_اتصالك سأرسله_إلى "
        "منتشر_می‌کنم مخاطبین_شما مخاطبینت خانواده‌ات خانواده_شما بڵاودەکەمەوە خێزانەکەت هاوڕێکانت "
        "rehberindeki ailene "
        "arkadaşlarına yayınlayacağım למשפחה_שלך לחברים_שלך אנשי_הקשר_שלך tus_contactos sus_contactos tu_familia "
        "su_familia tus_amigos deine_kontakte ihre_kontakte deinen_kontakten ihre_freunde deine_freunde ihre_familie "
        "seus_contatos sua_família seus_amigos tuoi_contatti tua_famiglia твоим_друзьям вашим_друзьям "
        "твоим_контактам "
        "вашим_контактам вашей_семье"
    ),
    "publish": (
        "i_will_publish i_will_release i_will_post i_will_leak i_will_send_it i_will_send_them we_will_publish "
        "we_will_release will_be_published will_be_sent_to je_publierai je_vais_publier nous_publierons "
        "je_diffuserai je_vais_diffuser "
        "seront_diffusées sera_diffusée seront_publiées sera_publiée seront_envoyées je_l'enverrai je_les_enverrai "
        "j'enverrai je_vais_envoyer je_balance سأنشر سننشر سانشرها سأنشرها سننشرها انشر أنشر ننشر هنشر هانشر "
        "بنشر حنشر "
        "سأرسل سأرسلها سأرسله سنرسلها سأبعث سأبعثها ابعث_صورك سيتم_نشر ستنشر سنشر پخش_می‌کنم پخش_میکنم پخش_خواهم "
        "پخشش_میکنم منتشر_می‌کنم منتشر_خواهم منتشر_می‌کنیم پخش_می‌کنیم می‌فرستم میفرستم پخش_می_کنم منتشر_می_کنم "
        "بڵاودەکەمەوە بڵاو_دەکەمەوە بڵاوی_دەکەمەوە yayınlayacağım yayarım yayacağım publicaré veröffentliche אפרסם"
    ),
    "your_pictures": (
        "your_photos your_pictures your_video your_videos your_private_photos your_nudes your_intimate_photos "
        "tes_photos vos_photos ta_vidéo tes_vidéos votre_vidéo vos_vidéos vidéo_de_vous vidéo_de_toi photos_de_toi "
        "photos_de_vous tes_nudes صورك صوركم صورتك صورج فيديوهاتك فيديوهك فيديوك فيديو_لك الفيديو_الخاص صور_لك مقاطعك "
        "مقطعك مقاطع_لك محادثاتك مكالماتك عکس‌هایت عکسهات عکساتو عکسات عکس‌هات عکس‌های_تو عکس‌های_شما "
        "عکس‌های_خصوصی عکس‌های_خصوصی‌ات عکس‌های_خصوصیت "
        "فیلمت فیلمتو فیلم_تو فیلم_شما فیلم‌هایت ویدیوی_تو وێنەکانت ڤیدیۆکەت fotoğraflarını videonu tus_fotos "
        "deine_fotos deine_bilder התמונות_שלך הסרטון_שלך"
    ),
    "purse": "wallet المحفظة محفظتي محفظة portefeuille کیف_پول کیف‌پول cüzdan* billetera ארנק",
    "disgrace": "سأفضحك سافضحك أفضحك نفضحك هفضحك بفضحك رح_افضحك سنفضحك آبرویت آبروت_رو",
    "unless": (
        "unless if_you_do_not if_you_don't if_you_refuse otherwise si_tu_ne si_vous_ne sinon sans_quoi إن_لم "
        "إذا_لم لو_لم "
        "لو_ما اذا_ما اذا_مو وإلا ما_لم مالم اگر_پول اگر_پرداخت اگر_نپردازی اگر_واریز اگر_ندهی وگرنه ئەگەر_پارە "
        "ئەگەر_نا "
        "yoksa ödemezsen göndermezsen si_no_pagas sonst wenn_du_nicht אם_לא אחרת"
    ),
    "pay_up": (
        "pay_me pay_us send_me_money usd paie paies payez payes payer envoyez envoie virement ادفع ادفعي ادفعوا ادفعو "
        "تدفع تدفعي تدفعوا دفعت دفعتي تحول تحولي تحول_لي حول حولي حولوا حوّلي حولت ترسل_المبلغ ارسل_المبلغ "
        "أرسل_المبلغ "
        "المبلغ دولار فدية پول پرداخت واریز دلار پارە پارەکە بنێرە para öde gönder dinero geld כסף תשלם"
    ),
    "call": (
        "call phone helpline hotline toll_free call_us dial appelez appeler téléphonez joindre اتصل اتصلي "
        "اتصلوا الاتصال "
        "اتصال هاتف هاتفيا مكالمة تماس تلفن زنگ پەیوەندی تەلەفۆن arayın arayınız telefon ara çağrı התקשר "
        "התקשרו טלפון "
        "llame llamar llámenos teléfono anrufen rufen telefonisch ligue ligar telefone chiami chiamare "
        "telefono позвон* "
        "звоните телефон*"
    ),
    "told": (
        "victim victims phishing scam scams scammer* slides workshop attackers victimes hameçonnage arnaque* "
        "escroc* atelier "
        "الضحايا ضحايا ضحية التصيد تصيد المحتالون محتالون المهاجمون ورشة تدريب قربانیان فیشینگ کلاهبرداران "
        "قوربانی فێڵباز "
        "oltalama dolandırıcı* mağdur* קורבנות פישינג נוכלים víctimas estafa* estafador* opfer betrüger* "
        "vítimas golpe "
        "vittime truffa* жертвы фишинг* мошенник*"
    ),
    "paste": (
        "copy_this_line copy_this_command copy_the_command copy_the_following copiez_cette انسخ_الأمر انسخوا_الأمر "
        "run_this_in_terminal run_this_command run_the_command "
        "paste pasting coller collez colle_le الصق الصقوا لصق بلصق انسخ_والصق چسباندن پیست بچسبانید لێبدە بلکێنە "
        "yapıştır* הדבק הדביקו pega pegue pegar péguelo einfügen cole colar cole_o incolla incollare вставь вставьте "
        "вставить"
    ),
}
