"""Places in the web that anybody can take for an hour: shorteners, free pages, tunnels, buckets; a table of names."""

from mailflows.examine.domains import TRACKERS, WELL_KNOWN, under

# U02: short names that say nothing of where they lead.
SHORTENERS = frozenset(
    "bit.ly bitly.com bitly.cx j.mp t.co tinyurl.com tiny.cc tiny.one tiny.pl is.gd v.gd goo.gl ow.ly buff.ly rb.gy "
    "rebrand.ly cutt.ly cutt.us shorturl.at shorturl.asia short.gy short.io s.id t.ly t.ly urlz.fr urls.fr u.to "
    "lnkd.in bl.ink soo.gd clck.ru clc.is shrtco.de shorte.st adf.ly adfoc.us ouo.io bc.vc linktr.ee lnk.bio "
    "qrco.de qr.io qrcc.ai q-r.to me-qr.com scanned.page l.ead.me zpr.io kutt.it dub.sh dub.co smarturl.it 1url.com "
    "x.gd gg.gg 2u.pw n9.cl acortar.link acesse.one encr.pw l1nk.dev l1nq.com surl.li surl.lu vk.cc vk.sv "
    "tr.ee reurl.cc lihi.cc lihi1.com lihi2.com lihi3.com pse.is ppt.cc han.gl vo.la me2.do url.kr abre.ai bityli.com "
    "encurtador.com.br encurta.net shre.ink hyp.ink urlshortener.at da.gd po.st tl.gd 0rz.tw chilp.it cli.gs "
    "budurl.com fb.me wp.me trib.al dlvr.it ift.tt po.st mcaf.ee snip.ly switchy.io pxl.to lc.chat mrk.to rdl.ink "
    "goolnk.com yourls.org tinu.be rotf.lol t2m.io u.nu 4url.cc shortest.link shorturl.fm shorturl.com tiny.ee "
    "linkly.link swiy.co did.li 3.ly 1kb.link 128.pl bio.link urlday.cc shorten.is shorten.ee sor.bz sc.link "
    "ln.run ln5.sync.com oreil.ly bre.is hoo.be snip.link dik.si heylink.me taplink.cc taplink.ws campsite.bio "
    "beacons.ai solo.to flow.page page.link app.link onelink.me adj.st smart.link sng.link lnk.to fanlink.to "
    "short.cm shrt.li shor.tz jpeg.ly 2.gp zurl.co zws.im zzb.bz aka.ms-link.com tny.im tny.sh wa.link rebrandly.com "
    "iplogger.org iplogger.com grabify.link 2no.co yip.su blasze.com ps3cfw.com bmwforum.co leancoding.co".split()
)

# Short names that lead only into the house they belong to: shared photographs, maps, videos.
OF_ONE_HOUSE = frozenset("photos.app.goo.gl maps.app.goo.gl".split())

# U03: where anybody has a page of his own without a name. Each stands for itself and all below it.
FREE_PAGES = frozenset(
    "weebly.com weeblysite.com wixsite.com wixstudio.com editorx.io webflow.io framer.app framer.website framer.ai "
    "firebaseapp.com web.app pages.dev workers.dev r2.dev vercel.app netlify.app netlify.com github.io gitlab.io "
    "bitbucket.io codeberg.page glitch.me glitch.com repl.co replit.app replit.dev herokuapp.com onrender.com "
    "fly.dev railway.app up.railway.app deno.dev surge.sh neocities.org tiiny.site tiiny.host tiiny.co carrd.co "
    "square.site strikingly.com mystrikingly.com jimdosite.com jimdofree.com webador.com yolasite.com "
    "blogspot.com wordpress.com wpcomstaging.com wpenginepowered.com godaddysites.com mybluehost.me "
    "hostingersite.com 000webhostapp.com infinityfreeapp.com epizy.com rf.gd byethost.com x10.mx altervista.org "
    "ucoz.net ucoz.com narod.ru webnode.page site123.me ukit.me tilda.ws bubbleapps.io softr.app adalo.com "
    "glide.page gamma.site gamma.app mydurable.com durable.co b12sites.com typedream.app super.site notion.site "
    "gitbook.io readme.io zendesk.com-page.com hubspotpagebuilder.com hs-sites.com myshopify.com mailchimpsites.com "
    "landen.co unbounce.com ubpages.com pagecloud.com systeme.io leadpages.co clickfunnels.com swipepages.net "
    "azurewebsites.net azurestaticapps.net cloudapp.azure.com azurefd.net azureedge.net trafficmanager.net "
    "run.app appspot.com cloudfunctions.net withgoogle-page.com amplifyapp.com elasticbeanstalk.com awsapprunner.com "
    "on.aws lambda-url.us-east-1.on.aws sites.google.com lovable.app bolt.host v0.app base44.app streamlit.app "
    "gradio.live hf.space csb.app stackblitz.io webcontainer.io codesandbox.io codepen.io jsfiddle.net jsbin.com "
    "canva.site my.canva.site canva.com adobe.com-page.com express.adobe.com indd.adobe.com spark.adobe.com "
    "secureserver.net servegame.org chickenkiller.com mooo.com zapto.org hopto.org sytes.net ddns.net no-ip.org "
    "duckdns.org dynv6.net dynu.net freeddns.org serveo.net us.to strangled.net crabdance.com jumpingcrab.com "
    "myftp.org servehttp.com redirectme.net ddnsking.com 3utilities.com gotdns.ch webhop.me dyndns.org kozow.com "
    "plesk.page cprapid.com temp.domains builderallwppro.com mystagingwebsite.com dotster.com cloudns.cl".split()
)
TUNNELS = frozenset(
    "ngrok.io ngrok.app ngrok-free.app ngrok-free.dev ngrok.dev trycloudflare.com loca.lt localtunnel.me serveo.net "
    "localhost.run lhr.life pagekite.me devtunnels.ms tunnelmole.net telebit.io bore.pub pinggy.link pinggy.online "
    "zrok.io".split()
)
FORM = "form anybody can make"
FORMS = frozenset(
    "forms.gle jotform.com jotform.me typeform.com tally.so formstack.com cognitoforms.com wufoo.com "
    "123formbuilder.com formsite.com forms.office.com forms.cloud.microsoft forms.yandex.com forms.yandex.ru "
    "formsubmit.co formspree.io formfacade.com paperform.co fillout.com airtable.com zfrmz.com forms.zohopublic.com "
    "survey.zohopublic.com surveymonkey.com surveyheart.com hsforms.com getform.io web3forms.com "
    "smartsheet.com freeonlinesurveys.com form.jotform.com ionos-forms.com padlet.com".split()
)
BUCKETS = frozenset(
    "storage.googleapis.com firebasestorage.googleapis.com storage.cloud.google.com blob.core.windows.net "
    "web.core.windows.net digitaloceanspaces.com s3.amazonaws.com cloudfront.net backblazeb2.com wasabisys.com "
    "myqcloud.com aliyuncs.com linodeobjects.com vultrobjects.com storjshare.io contabostorage.com b-cdn.net "
    "rsc.cdn77.org azureedge.net filebase.io fleek.co fleek.cool oraclecloud.com cloud-object-storage.appdomain.cloud "
    "objectstorage.com supabase.co appwrite.global bunnycdn.com tebi.io idrivee2.com ibm-cos.com".split()
)
GATEWAYS_OF_IPFS = frozenset(
    "ipfs.io dweb.link cf-ipfs.com cloudflare-ipfs.com w3s.link nftstorage.link gateway.pinata.cloud mypinata.cloud "
    "ipfs.dweb.link 4everland.io 4everland.app infura-ipfs.io ipfs.infura.io arweave.net arweave.dev "
    "gateway.ipfs.io hardbin.com ipfs.nftstorage.link storry.tv aragon.ventures skynet.net siasky.net".split()
)
PROXIES = frozenset("translate.goog cdn.ampproject.org ampproject.org 12ft.io webcache.googleusercontent.com".split())
# What is named when a link leads there; the order is that of asking.
FREE: tuple[tuple[str, frozenset[str]], ...] = (
    ("tunnel to somebody's machine", TUNNELS),
    (FORM, FORMS),
    ("gateway of IPFS", GATEWAYS_OF_IPFS),
    ("proxy that hides the site", PROXIES),
    ("storage anybody can rent", BUCKETS),
    ("page anybody can make", FREE_PAGES),
)

# U10: endings that cost a cent and are cast away; weak, for honest people buy them too.
RISKY_ENDINGS = frozenset(
    "xyz top click link shop online site store live cyou icu buzz rest sbs cfd beauty hair makeup quest mom lol bond "
    "life vip cam monster skin autos boats homes yachts tokyo fun space website tk ml ga cf gq pw su zip mov lat pics "
    "motorcycles christmas win bid loan men date racing stream download review party trade science faith accountant "
    "cricket gdn surf uno ooo wang sa.com za.com ru.com us.com uk.com eu.com br.com cn.com in.net de.com it.com "
    "gb.net jp.net hu.net".split()
)
# U14: where stolen words are dropped, and where nobody can be found.
PASTES = frozenset(
    "pastebin.com paste.ee ghostbin.com rentry.co rentry.org hastebin.com dpaste.com dpaste.org controlc.com "
    "justpaste.it ideone.com privatebin.net 0bin.net termbin.com paste.rs pastebin.pl telegra.ph graph.org "
    "anonfiles.com gofile.io transfer.sh file.io catbox.moe litter.catbox.moe temp.sh pixeldrain.com bashupload.com "
    "webhook.site pipedream.net requestbin.com requestbin.net interact.sh oast.fun oast.live oast.site oast.pro "
    "oast.me burpcollaborator.net canarytokens.com beeceptor.com".split()
)
LANDLORDS = frozenset(name for _, rented in FREE for name in rented)


def is_borrowed(host: str) -> bool:
    """A short name, or ground that anybody can rent."""
    return under(host, SHORTENERS) or under(host, LANDLORDS)


def is_ordinary(host: str) -> bool:
    """A place that stands in honest mail beside the sender's own: a mail service, a great house; nothing rented."""
    return (under(host, TRACKERS) or under(host, WELL_KNOWN)) and not is_borrowed(host)
