"""The words around a place's name that tell what it is: titles, offices, organisations, directions, states and their short forms."""

from __future__ import annotations

TITLES = frozenset(
    """mr mrs ms miss messrs mx dr prof professor sir dame lord lady baron baroness count duke duchess earl king queen prince princess saint
    president vice-president chancellor premier minister secretary senator sen sens rep reps representative congressman congresswoman
    governor gov mayor judge justice chief officer detective inspector constable sheriff sergeant sgt lieutenant lt captain capt major maj
    colonel col general gen brigadier admiral adm commander commodore corporal cpl private pvt rev reverend father pastor bishop archbishop
    cardinal pope rabbi imam sheikh sheik ayatollah ambassador attorney coach speaker chairman chairwoman director editor spokesman
    spokeswoman spokesperson author actor actress singer brother sister uncle aunt councillor councilman councilwoman cllr deputy hon""".split()
)
"""A name after one of these is a person's, unless a longer place's name begins here."""

OFFICES = frozenset(
    """mayor governor gov gov. president prime premier chancellor senator sen sen. rep rep. representative congressman congresswoman
    attorney secretary minister foreign defence defense interior finance health police state county city province region oblast
    district republican republicans democrat democrats democratic gop government parliament legislature senate house assembly
    ambassador embassy supreme court courts judge sheriff coroner federal national king queen prince prosecutor prosecutors
    metropolitan metro area river island islands vice fire local authorities officials residents correspondent bureau""".split()
)
"""A place before one of these stays a place: "Texas Governor Ann Doe"."""

BODIES = frozenset(
    """times post daily news herald tribune journal gazette chronicle telegraph guardian sun mirror globe star inquirer examiner register review
    today radio television tv airways airlines bank group inc corp corporation ltd limited company university college school schools academy
    institute hospital hospitals clinic infirmary press magazine fc united rovers wanderers athletic albion hotspur zoo museum theatre theater
    orchestra stadium library foundation trust association federation league union society council commission committee centre center agency
    church cathedral festival marathon declaration treaty accord accords agreement protocol convention consensus process deal cartel virus flu
    airport station motors systems holdings partners capital pictures records studios brewery hotel inn tower towers building bridge
    patriots giants jets yankees mets knicks rangers cowboys texans astros dodgers lakers clippers bulls bears cubs bulldogs hawks falcons
    braves marlins dolphins broncos nuggets rockies chargers padres eagles phillies flyers steelers pirates penguins ravens orioles redskins
    nationals wizards bengals browns cavaliers indians tigers pistons colts pacers packers brewers bucks vikings timberwolves
    pelicans royals rams blues titans predators grizzlies panthers hornets hurricanes seahawks mariners warriors 49ers raptors canadiens oilers
    flames canucks energy mining oil steel industries pharmaceuticals foods media network networks insurance institution society cross
    street avenue road boulevard lane highway expressway drive square park plaza bay beach creek river lake mountain mountains
    hills hill valley forest canyon falls peak glacier reef strait canal basin""".split()
)
"""A town before one of these, or before capitalised words that end in one, is part of a longer name: "the Boston Globe"."""

GREAT_BODIES = frozenset(
    """times post daily news herald tribune journal gazette chronicle telegraph globe inquirer examiner today radio television airways airlines
    university college school academy hospital institute magazine fc rovers wanderers corporation cross street avenue road boulevard lane
    patriots giants jets yankees mets knicks rangers cowboys texans dodgers broncos dolphins flu virus cartel""".split()
)
"""The same for a country or a state: "the New York Times", "Kenya Airways", "the Texas Rangers"."""

HEADS = frozenset(
    """university universities bank college institute museum church bishop archbishop cathedral duke duchess prince princess earl lord battle treaty
    declaration voice corp times journal airport""".split()
)
"""A town or state after one of these and "of" is part of a longer name: "the Bank of England", "the University of York"."""

PREFIXES = frozenset("trans anglo afro franco sino indo euro pan proto neo inter".split())
"""Before a hyphen these make another name of it: "Trans-Pacific", "Anglo-Saxon"."""

PEOPLED_LANDS = ("US", "CA", "AU", "GB", "IN", "CN")
"""The countries whose states or provinces are known to readers elsewhere by their names alone."""

CALLERS = frozenset("radio television air agence banco bank team hotel hms uss hurricane storm anglo".split())
"""A place right after one of these is part of a longer name: "Air France", "Radio Pyongyang"."""

DIRECTIONS = frozenset(
    """north south east west northern southern eastern western central northeast northwest southeast southwest northeastern northwestern
    southeastern southwestern north-east north-west south-east south-west north-eastern north-western south-eastern south-western mid
    upper lower inner outer greater downtown mainland rural far coastal""".split()
)

FUNCTION_WORDS = frozenset(
    """the a an in on at of to from for by with and or but as if when while after before since until because although though however
    meanwhile also then there here this that these those it its he she they we i you his her their our my your is are was were be been has
    have had do does did will would can could may might must shall should not no yes so such some many most all both each every any few
    several other another one two three four five six seven eight nine ten first second third last next near outside inside around across
    through throughout over under between among against during into onto upon within without about above below behind beyond toward towards
    per via than like unlike despite amid only even still yet just now today yesterday tomorrow monday tuesday wednesday thursday friday
    saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug
    sept sep oct nov dec who whom whose which what where why how nor either neither instead earlier later early late according officials
    police authorities people residents visiting leaving entering reaching neighbouring neighboring""".split()
)
"""Capitalised only because a sentence begins with them, and months and days: they say nothing of the name that follows."""

LOCATIVES = frozenset(
    """in near at from outside inside around across throughout within into through toward towards via to leaving visiting entering reaching
    between of off over northern southern eastern western central downtown neighbouring neighboring rural greater suburban""".split()
)

SURE_LOCATIVES = LOCATIVES - {"of", "at", "to", "over", "between", "off", "into", "greater"}

LINK_WORDS = frozenset(
    "of the and de del della di da do dos das du des la le les el al an ar as es in on sur sous upon under by am im an der den kwa ez ed bin op aan".split()
)
"""Small words that may stand in the middle of a place's name."""

TYPE_WORDS = frozenset(
    """province state region governorate department district county oblast prefecture parish canton municipality krai voivodeship
    autonomous territory""".split()
)
"""After a name that a town and a province share, one of these decides for the province."""

JOINED_TYPES = frozenset(
    "Province Prefecture Oblast Governorate Voivodeship Parish Canton Municipality State Region Island Islands Peninsula County".split()
)
"""Behind a name and with a capital, these belong to it."""

STATE_SHORT_FORMS = {
    **dict(
        pair.split("=")
        for pair in """Ala=US.AL Ariz=US.AZ Ark=US.AR Calif=US.CA Cal=US.CA Colo=US.CO Conn=US.CT Del=US.DE Fla=US.FL Ga=US.GA Ill=US.IL Ind=US.IN
        Kan=US.KS Kans=US.KS Ky=US.KY La=US.LA Md=US.MD Mass=US.MA Mich=US.MI Minn=US.MN Miss=US.MS Mo=US.MO Mont=US.MT Neb=US.NE Nebr=US.NE
        Nev=US.NV Okla=US.OK Ore=US.OR Pa=US.PA Penn=US.PA Tenn=US.TN Tex=US.TX Vt=US.VT Va=US.VA Wash=US.WA Wis=US.WI Wisc=US.WI Wyo=US.WY
        Ont=CA.08 Que=CA.10 Alta=CA.01 Man=CA.03 Sask=CA.11""".split()
    ),
    **{
        code: f"US.{code}"
        for code in """AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR
        PA RI SC SD TN TX UT VT VA WA WV WI WY DC""".split()
    },
    "BC": "CA.02",
    "ON": "CA.08",
    "AB": "CA.01",
    "QC": "CA.10",
    "NSW": "AU.02",
}
"""Old and postal short forms, without full stops; they count only after a comma or in brackets."""
