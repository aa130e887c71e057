"""Names that strangers borrow all over the world, and the domains their owners truly write from.

A line is `name, other name: domains`. The name itself under an ordinary ending (paypal.com, paypal.de) is its owner's
and is not listed. A * marks a name that is also a word or a person's name: it counts only where nothing but the name
and words of office ("support", "security") stand there. Names of the region lie in brands_regional.py.
"""

MAIL_AND_CLOUD = """
google, gmail, google drive, google docs, google workspace, youtube: google.com youtube.com gmail.com googlemail.com \
withgoogle.com 1e100.net
microsoft, office 365, office365, microsoft 365, outlook 365, onedrive, sharepoint, microsoft teams, hotmail, msn: \
microsoft.com microsoftonline.com office.com office365.com outlook.com live.com sharepointonline.com azure.com \
skype.com linkedin.com xbox.com windows.com onedrive.com sharepoint.com hotmail.com microsoftemail.com msn.com
outlook*, teams*, windows*, azure*: microsoft.com outlook.com live.com azure.com office.com microsoftonline.com
icloud, itunes, app store, apple id, appleid, apple pay: apple.com icloud.com itunes.com me.com
apple*: apple.com icloud.com itunes.com
yahoo: yahoo-inc.com yahoo.com yahooinc.com ymail.com oath.com
aol*: aol.com yahoo-inc.com
proton mail, protonmail, protonvpn: proton.me protonmail.com pm.me protonvpn.com protonmail.ch
proton*: proton.me protonmail.com
tutanota: tuta.com tutanota.com tutao.de
zoho: zoho.com zohocorp.com zoho.eu
dropbox, docsend: dropbox.com dropboxmail.com docsend.com hellosign.com
docusign: docusign.com docusign.net
adobe, acrobat sign, adobe sign: adobe.com adobesign.com echosign.com behance.net
wetransfer: wetransfer.com
godaddy: godaddy.com secureserver.net
cloudflare: cloudflare.com cloudflareaccess.com
namecheap: namecheap.com
hostinger: hostinger.com
ovhcloud: ovh.com ovh.net ovhcloud.com
bluehost: bluehost.com
ionos: ionos.com 1und1.de
roundcube, zimbra:
norton, norton lifelock, lifelock: norton.com nortonlifelock.com gendigital.com lifelock.com
mcafee: mcafee.com
geek squad, best buy: bestbuy.com geeksquad.com
kaspersky: kaspersky.com
malwarebytes: malwarebytes.com
avast:
zoom*: zoom.us zoom.com
webex: cisco.com webex.com
github: github.com githubusercontent.com githubnext.com
slack*: slack.com slackhq.com
atlassian: atlassian.com atlassian.net trello.com
canva: canva.com
notion*: notion.so makenotion.com notion.com
openai, chatgpt: openai.com chatgpt.com
"""

SOCIAL_AND_MESSENGERS = """
facebook, meta business, meta support, meta verified, meta for business, meta ads, meta platforms: facebook.com \
facebookmail.com meta.com metamail.com fb.com instagram.com workplace.com
meta*: meta.com facebookmail.com facebook.com metamail.com
instagram: instagram.com facebookmail.com meta.com
threads*: threads.net instagram.com
whatsapp: whatsapp.com facebookmail.com meta.com
twitter: twitter.com x.com
linkedin: linkedin.com e.linkedin.com
tiktok: tiktok.com tiktokv.com bytedance.com
snapchat: snapchat.com snap.com
telegram: telegram.org
signal messenger, signal support, signal security, signal team: signal.org
signal*: signal.org
viber: viber.com rakuten.com
skype: microsoft.com skype.com
discord: discord.com discordapp.com
reddit: reddit.com redditmail.com
pinterest: pinterest.com
wechat: tencent.com wechat.com
paltalk:
clubhouse*: joinclubhouse.com
tinder, bumble*, badoo: gotinder.com tinder.com bumble.com badoo.com
"""

MONEY = """
paypal: paypal.com paypal-communication.com paypalobjects.com
mastercard*: mastercard.com
american express, amex: americanexpress.com aexp.com amex.com
western union: westernunion.com
moneygram: moneygram.com
wise*: wise.com transferwise.com
revolut: revolut.com
payoneer: payoneer.com
skrill: skrill.com paysafe.com
venmo: venmo.com
zelle, cash app, cashapp: zellepay.com cash.app square.com squareup.com
stripe*, klarna: stripe.com klarna.com
bank of america: bankofamerica.com bofa.com
wells fargo: wellsfargo.com wf.com
chase*: chase.com jpmorgan.com jpmorganchase.com
jpmorgan, jp morgan: jpmorgan.com jpmchase.com chase.com
citibank, citigroup: citi.com citibank.com
capital one: capitalone.com
us bank: usbank.com
hsbc: hsbc.com hsbc.co.uk
barclays: barclays.com barclays.co.uk
lloyds bank, natwest, nationwide: lloydsbank.co.uk lloydsbank.com natwest.com nationwide.co.uk
santander: santander.com gruposantander.com
bbva:
caixabank, la caixa: caixabank.com lacaixa.es
bnp paribas: bnpparibas.com bnpparibas.net
credit agricole*: credit-agricole.fr ca-paris.fr creditagricole.com
societe generale: societegenerale.com socgen.com societegenerale.fr sg.fr
la banque postale: labanquepostale.fr
credit mutuel: creditmutuel.fr
caisse d epargne: caisse-epargne.fr
boursorama, boursobank: boursorama.fr boursobank.com
ing bank, abn amro, rabobank: ing.com ing.nl abnamro.com rabobank.nl
deutsche bank, commerzbank, postbank, sparkasse*, volksbank*: db.com deutsche-bank.de commerzbank.com postbank.de \
sparkasse.de dsgv.de vr.de
unicredit, intesa sanpaolo, poste italiane, postepay, bancoposta: unicredit.eu intesasanpaolo.com poste.it \
posteitaliane.it
ubs*: ubs.com
postfinance: postfinance.ch
banco do brasil, bradesco, pagseguro, itau, nubank, caixa economica, mercado pago, mercado livre, mercadolibre: \
bb.com.br bradesco.com.br pagseguro.uol.com.br uol.com.br itau.com.br \
itau-unibanco.com.br nubank.com.br caixa.gov.br mercadopago.com mercadolivre.com.br \
mercadolibre.com
royal bank of canada, rbc royal bank, scotiabank, td bank, bmo bank, interac: rbc.com royalbank.com scotiabank.com \
td.com tdbank.com bmo.com interac.ca
commonwealth bank, westpac, anz bank: cba.com.au commbank.com.au westpac.com.au anz.com
standard bank, absa bank, fnb: standardbank.co.za absa.co.za fnb.co.za
world bank, international monetary fund: worldbank.org worldbankgroup.org imf.org
federal reserve, swift banking: frb.gov federalreserve.gov swift.com
hm revenue, hmrc, gov uk: gov.uk hmrc.gov.uk
internal revenue service, irs gov, social security administration: irs.gov ssa.gov
impots gouv, ameli*, assurance maladie, france connect, antai, caf fr: impots.gouv.fr dgfip.finances.gouv.fr \
assurance-maladie.fr ameli.fr franceconnect.gouv.fr antai.gouv.fr caf.fr
"""

CRYPTO = """
metamask, meta mask: metamask.io consensys.net consensys.io
binance: binance.com binance.us
coinbase: coinbase.com
ledger*: ledger.com ledger.fr
ledger live, ledger wallet, ledger nano: ledger.com ledger.fr
trezor: trezor.io satoshilabs.com
trust wallet, trustwallet: trustwallet.com
kraken*: kraken.com
ftx*, ftxteam, ftx trading: ftx.com kroll.com
celsius network, celsius corporate, celsius*: celsius.network kroll.com
opensea: opensea.io
phantom wallet: phantom.com phantom.app
uniswap: uniswap.org
exodus wallet: exodus.com
blockchain com: blockchain.com
crypto com: crypto.com
bitpay, bitfinex, bitstamp, kucoin, bybit, okx, gemini exchange, huobi, coinmarketcap, coindesk, walletconnect: \
bitpay.com okx.com huobi.com gemini.com coinmarketcap.com walletconnect.com
ripple xrp, ripple*, ethereum foundation, ethereum*, cardano*: ripple.com ethereum.org cardano.org iohk.io
tether to, tether*: tether.to
"""

SHOPS_AND_PARCELS = """
amazon prime, prime membership, prime customer support, amazon pay, amazon aws, amazon customer, amazon support, \
amazon web services, amazon business: amazon.com amazonaws.com amazon.co.uk amazonses.com primevideo.com audible.com
amazon*: amazon.com primevideo.com audible.com
ebay: ebay.com
aliexpress, alibaba, temu, shein: aliexpress.com alibaba.com temu.com temuemail.com shein.com \
sheingroup.com sheinnotice.com sheinemail.com alibaba-inc.com
walmart, costco, lowes, home depot, kohls, sams club, harbor freight, cvs pharmacy, walgreens: walmart.com costco.com \
lowes.com homedepot.com kohls.com samsclub.com harborfreight.com cvs.com walgreens.com
target*, aldi*, lidl*, tesco*: target.com aldi.com lidl.com tesco.com
ikea, mediamarkt, carrefour, decathlon, starbucks, nespresso: ikea.com mediamarkt.com carrefour.com decathlon.com \
starbucks.com nespresso.com
sephora, louis vuitton: sephora.com lvmh.com louisvuitton.com
shopify: shopify.com shopifyemail.com
etsy: etsy.com
booking com, airbnb, tripadvisor, expedia: booking.com airbnb.com tripadvisor.com expedia.com expediamail.com
uber*, deliveroo: uber.com deliveroo.com
netflix: netflix.com nflxext.com
spotify: spotify.com
disney plus, disney+, hulu, hbo max, paramount plus, prime video: disneyplus.com disney.com hulu.com hbomax.com \
paramountplus.com paramount.com primevideo.com go.com
steam support, steampowered, roblox, epic games, playstation: steampowered.com valvesoftware.com roblox.com \
epicgames.com playstation.com sony.com sonyentertainmentnetwork.com
dhl, dhl express, dhl parcel: dhl.com dhl.de deutschepost.de
fedex: fedex.com
ups*, ups delivery, ups express, ups parcel: ups.com upsemail.com
usps, us postal service: usps.com usps.gov
royal mail, evri, hermes parcel: royalmail.com royalmail.co.uk evri.com
la poste, colissimo, chronopost, mondial relay: laposte.fr laposte.net laposte.info \
notif-laposte.info notif-colissimo-laposte.info colissimo.fr chronopost.fr pickup.fr \
mondialrelay.fr
deutsche post, swiss post, post nl, postnl, bpost, postnord, correos express, correos*, gls parcel, dpd parcel: \
deutschepost.de dhl.de post.ch postnl.nl bpost.be postnord.com correos.es gls-group.com dpd.com
canada post, australia post, auspost: canadapost.ca canadapost-postescanada.ca auspost.com.au
at&t, verizon, comcast, xfinity, t mobile, telefonica, movistar, telekom deutschland: att.com att.net \
att-mail.com verizon.com \
verizonwireless.com comcast.com xfinity.com t-mobile.com telefonica.com movistar.es telekom.de telekom.com t-online.de
bouygues telecom, vodafone, lycamobile: bouyguestelecom.fr vodafone.com lycamobile.com
adac: adac.de
"""

TABLE = MAIL_AND_CLOUD + SOCIAL_AND_MESSENGERS + MONEY + CRYPTO + SHOPS_AND_PARCELS
