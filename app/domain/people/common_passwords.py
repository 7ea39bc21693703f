"""Words and rows of keys that passwords are commonly made of, in Danish and English.

Long common passwords are built from short ones. Of the 30,000 that attackers try first, 229 have
12 characters or more; they are rows of keys, repetitions, or words such as these with a number.
"""

from __future__ import annotations

WORDS = frozenset(
    """
    aalborg aarhus adgang adgangskode adgangskoden agurk arsenal august banan barcelona baseball
    batman bruger brøndby charlie chelsea chokolade computer danmark december dragon elsker
    england esbjerg familie familien februar flower fodbold football foraar formand forår fredag
    frederik freedom frihed glemt goddag godmorgen google guldfisk hejmeddig hello hemmelig
    hemmeligt herheridag heridag herihuset hockey hundehund håndbold ilove iloveyou internet
    jakobsen januar jegelsker jegelskerdig jensen jordan juleaften julemand juli juni kaffe
    kaffeogkage kage kode kodeord kodeordet koordinator kærlighed københavn letmein liverpool
    login lotte lørdag manchester mandag marts master mercedes michael minecraft minkode monkey
    morgen mormor ninja november odense oktober onsdag passw0rd password playstation pokemon
    princess qwerty secret september shadow skat skatter skole skolen smukke snoopy solskin
    sommer sommeren sommerhus starwars summer sunshine superman søndag test tester testing
    tirsdag torsdag trustno1 vaert velkommen vinter vært welcome winter yndling århus
    """.split()  # noqa: SIM905
)
LONG = frozenset(
    """
    010203040506 014702580369 01telemike01 102030405060 112233445566 123123qweqwe 123321456654
    123321qweewq 123qwe456rty 123qweasdzxc 159753456852 1a2s3d4f5g6h 1qa2ws3ed4rf
    1qa2ws3ed4rf5tg 23176djivanfros 32615948worms 41d8cd98f00b 4815162342lost 59382113kevinp
    89231243658s 89876065093rax a1s2d3f4g5h6 admin18533362 amadeusptfcor an83546921an13
    andrewjackie antananarivu auckland2010 avrillavigne bltynbabrfwbz boy4u2ownnyc
    bpgjldsgjldthnf chickenwing101 christopher1 cjdthitycndj combat123654 contortionist
    corperfmonsy counterstrike devilmaycry4 digitalprodu dkflbvbhjdbx dkflbvbhjdyf
    domainlock2005 finalfantasy fkmnthyfnbdf fktrcfylhjdbx fktrcfylhjdf fktrcfylhjdyf
    fynfyfyfhbde gfhjkmgfhjkm ghbdtnghbdtn ghbdtnrfrltkf ghhh47hj7649 ghjcnjgbpltw ghjcnjgfhjkm
    ghjcnjqgfhjkm ghjcnjrdfibyj ghjnbdjcnjzybt gjkysqgbpltw greenlantern gtnhjpfdjlcr
    hd764nw5d7e1vb1 hedimaptfcor iampurehaha2 ilovemyfamily ingodwetrust installdevic
    installsqlst iseedeadpeople jamesbond007 justinbieber leavemealone lhbjkjubz2957704
    lost4815162342 lytghjgtnhjdcr mailcreated5240 maprchem56458 massimiliano maurolarastefy
    mevefalkcakk michaeljackson morganstanley mortalkombat msorcloledbr needforspeed
    nemvxyheqdd5oqxyxyzi networkingpe newproject2004 nhecsyfujkjdt nhfdvfnjkju123 nhfycajhvths
    nightcrawler nondriversig olcrackmaster ontheoutside paraklast1974 passwordstandard
    peanutbutter polniypizdec0211 polniypizdec110211 ptybnxtvgbjy q1w2e3r4t5y6 q1w2e3r4t5y6u7
    q1w2e3r4t5y6u7i8 q1w2e3r4t5y6u7i8o9p0 qawsedrftgyh qaz123wsx456 qwaszxerdfcv qweasdzxc123
    residentevil rfnthbyf1988 sanfrancisco saun24865709 seemnemaailm sojdlg123aljg sonnenschein
    sonyericsson specialinsta stickdaddy77 stratocaster systemofadown thecakeisalie vanyarespekt
    vfvfvskfhfve vladimirovna warhammer40k wazzkaprivet websolutions websolutionssu webuivalidat
    weihnachtsbau weihnachtsbaum whosyourdaddy xxxp455w0rd5 z1x2c3v4b5n6m7 zcfvfzkexifz
    zqjphsyf6ctifgu zxcasdqwe123
    """.split()  # noqa: SIM905
)
"""Those of the 229 that the rule would accept without this list. From zxcvbn's list (MIT)."""
ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyzæøå",
    "qwertyuiopå",
    "asdfghjklæø",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujm",
    "1q2w3e4r5t6y7u8i9o0p",
)
