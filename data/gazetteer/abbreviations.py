"""Words that mean the same in addresses: one is written for the other, in every language here.

Words of one group are compared as the first of it. A group may join languages ("st" is street and saint):
what stands beside it tells them apart.
"""

from collections.abc import Mapping
from typing import Final

_KINDS: Final = (
    "st street saint sainte ste sankt str strasse straat strada stradella",
    "r rue rua",
    "rd road",
    "av ave avenue avenida avda avinguda aveny",
    "bd boulevard blvd bld boul bulevar bulvar",
    "pl place plaza plac platz plads pza plass plats placa ploshchad площадь",
    "ln lane",
    "dr drive",
    "cl close",
    "ct court",
    "cres crescent",
    "sq square",
    "terr terrace ter",
    "gdns gardens garden",
    "gr grove gro",
    "way",
    "wy",
    "hwy highway",
    "pkwy parkway",
    "cir circle",
    "aly alley",
    "rte route",
    "ch chemin chem",
    "imp impasse",
    "all allee alley allees alameda",
    "q quai quay",
    "fg faubourg",
    "sq square",
    "passage psge pass",
    "esc escalier escaliers escadas",
    "c calle",
    "ctra carretera",
    "paseo p",
    "pc praca",
    "tv travessa trav",
    "lg largo",
    "est estrada",
    "bc beco",
    "via v",
    "viale vle",
    "piazza pzza",
    "corso cso",
    "weg wg",
    "gasse g gatan gata gate gt",
    "vn veien vei vegen",
    "katu k",
    "tie",
    "kuja",
    "ul ulica ulitsa улица ул",
    "al aleja",
    "пр проспект просп",
    "пер переулок",
    "ш шоссе",
    "路",
    "街",
    "道",
    "号",
    "號",
    "市",
    "区",
    "區",
    "省",
)

_OTHERS: Final = (
    "n north nord norte",
    "s south sud sul",
    "e east est",
    "w west ouest oeste",
    "nw northwest",
    "ne northeast",
    "sw southwest",
    "se southeast",
    "mt mount mont",
    "gen general",
    "dr doctor doutor docteur doktor",
    "prof professor",
    "eng engenheiro",
    "prince pr",
    "princesse pcesse",
    "jr junior",
)

_LIGHT_ROWS: Final = (
    "de la le les du des d l da do dos das del the of der die das den dem am an zum zur im van",
    "von y e i and und et",
    "apt apartment flat unit floor room suite bat batiment etage og eg stock porte no nr num numero",
)
_LIGHT: Final = frozenset(word for row in _LIGHT_ROWS for word in row.split())
"""Words that say little about which street is meant."""

_COUNTRY_ROWS: Final = (
    "france monaco deutschland germany allemagne osterreich austria schweiz suisse switzerland liechtenstein",
    "italia italy espana spain portugal nederland netherlands belgique belgie belgium luxembourg uk gb wales",
    "cymru scotland england ireland eire denmark danmark sverige sweden norge norway suomi finland polska",
    "poland cesko czechia usa us america canada china 中 国",
)
_COUNTRIES: Final = frozenset(word for row in _COUNTRY_ROWS for word in row.split())
"""Words that name a country: customers write them, maps of towns do not."""


def _first_of_group() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for group in (*_KINDS, *_OTHERS):
        first, *others = group.split()
        for each in (first, *others):
            found.setdefault(each, first)
    return found


SAME: Final = _first_of_group()
"""By word the first of its group."""

_KIND_WORDS: Final = frozenset(SAME[word] for group in _KINDS for word in group.split())


def weight(word: str) -> float:
    """Return how much a word, the first of its group, tells of an address."""
    if word in _KIND_WORDS or word in _LIGHT:
        return 0.25
    if word in _COUNTRIES:
        return 0.1
    if len(word) == 1:
        return 0.4
    return 1.0
