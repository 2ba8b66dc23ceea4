"""Bodies by what they are: organs of a state, a county or a town are government; other bodies are organizations."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.resolve.who.table import Known

BODY_NOUNS = frozenset(
    "vendor maker supplier manufacturer contractor carrier builder insurer lender pollster drugmaker carmaker start-up startup".split()
)
"""Nouns of companies that are no nouns of bodies elsewhere."""
_STATE = frozenset(
    "ministry ministries police army navy military marines court courts tribunal parliament senate legislature congress cabinet embassy consulate treasury judiciary prosecution "
    "prosecutor prosecutor's prosecutor’s prosecutors sheriff sheriff's sheriff’s marshals gendarmerie customs coastguard politburo junta government governor's governor’s "
    "mayor's mayor’s secretary's secretary’s president's president’s minister's minister’s coroner's coroner’s attorney's attorney’s county municipality inspectorate "
    "ombudsman admiralty".split()
)
_HEADS = frozenset(
    "authority council commission board committee office service services agency bureau department administration institute institution centers centre center directorate "
    "force forces guard bank chamber assembly secretariat regulator court district division team unit branch registry".split()
)
_PUBLIC = frozenset(
    "health electoral election elections airport port hospital hospitals regional national federal state county city town village provincial municipal school police prison "
    "prisons security intelligence weather meteorological statistics statistical competition tax revenue transport transportation aviation rail safety education rescue "
    "emergency emergencies armed border coast fire civil public central disease labor labour relations environmental protection drug medicines food immigration "
    "secret parliamentary congressional oversight house senate judicial justice audit auditor immigration supreme constitutional high appeals district incident command "
    "homeland defense defence foreign interior finance treasury energy nuclear water forest parks geological survey social housing planning procurement sanctions "
    "investigation investigations".split()
)
_BEYOND = frozenset(
    "world international united european africa african union global interamerican inter-american arab islamic european-wide council-of-europe nations".split()
)
_PRIVATE = frozenset(
    "bar union party federation association club company bishops workers rights trade student students investment savings private party's party’s red cross club "
    "chamber-of-commerce commerce museum theater theatre sports football news press".split()
)
_KNOWN = frozenset(
    "us-house us-department-of-commerce us-department-of-agriculture us-department-of-veterans-affairs us-federal-reserve ftc sec usgs us-air-force us-marine-corps us-centcom "
    "gb-home-office gb-bank-of-england de-bundestag de-bundesbank ru-state-duma ru-svr ru-roscosmos il-mossad il-shin-bet il-knesset ir-irgc ir-majlis pk-isi in-lok-sabha "
    "ua-verkhovna-rada".split()
)
_NO_ORGANS = frozenset("us-dnc us-rnc us-dccc in-congress free-syrian-army syrian-democratic-forces".split())


def is_known_organ(known: Known, names: Iterable[str]) -> bool:
    """Whether a body of the table is an organ of its country; `names` are its other names, such as those that the report uses."""
    slug = known.key.partition(":")[2]
    if known.kind != "organization" or known.country is None or slug in _NO_ORGANS:
        return False
    return (
        slug in _KNOWN
        or slug.startswith("us-department-of")
        or any(is_organ(name.split()) for name in (known.name, *names))
    )


def is_organ(words: Iterable[str]) -> bool:
    """
    Whether the name is that of an organ of a state, a county or a town.

    >>> is_organ(("Ministry", "of", "Defence")), is_organ(("drivers'", "union")), is_organ(("World", "Health", "Organization"))
    (True, False, False)
    """
    lower = [word.lower().strip(".,") for word in words]
    found = set(lower)
    if not lower or found & _BEYOND:
        return False
    head = next(
        (word for at, word in enumerate(lower) if at + 1 < len(lower) and lower[at + 1] in ("of", "for", "on")),
        lower[-1],
    )
    if found & _PRIVATE:
        return False
    if head in _STATE or lower[-1] in _STATE or (found & _STATE and head in _HEADS):
        return True
    return head in _HEADS and bool(found & _PUBLIC)
