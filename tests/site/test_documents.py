"""The five documents that the register began with: each of their facts is on the built pages, in
both languages, in the words of offices and never of a person.

A fact is the kind of page and the record whose page tells it, and the words of the page in Polish
and in English; its first word names it.
"""

import re
from functools import cache
from pathlib import Path

import built_sites
import pytest
from lxml import html

Fact = tuple[str, str, str, str, str]  # its name, the kind of page, the record, and its words

SECTIONS = {
    "project": {"pl": "projekty", "en": "projects"},
    "cooperation": {"pl": "wspolpraca", "en": "cooperation"},
    "organisation": {"pl": "organizacje", "en": "organisations"},
    "programme": {"pl": "programy", "en": "programmes"},
}
P, C, B, F = SECTIONS  # kinds of pages: of a project, cooperation, a body, a fund

LIAISON = "eurlo-azja-srodkowa-2"
ILO = "europejska-siec-ilo"
DOCUMENT_1: tuple[Fact, ...] = (
    ("publisher", P, LIAISON, "Straż Graniczna, Wzmacniamy", "Polish Border Guard, Wzmacniamy"),
    ("published", P, LIAISON, "podpisane, 30 kwietnia 2026.", "podpisane, 30 April 2026."),
    ("read-not-published", P, LIAISON, "Odczytano: 2 maja 2026.", "Read: 2 May 2026."),
    (
        "agreement-kind",
        P,
        LIAISON,
        "Trójstronne porozumienie o realizacji projektu porozumienie",
        "Trilateral agreement on carrying out the project agreement",
    ),
    (
        "agreement-signed",
        P,
        LIAISON,
        "30 kwietnia 2026: Podpisanie trójstronnego porozumienia",
        "30 April 2026: Signing of the three-party agreement",
    ),
    (
        "agreement-where",
        P,
        LIAISON,
        "podpisanie umowy siedziba Komendy Głównej Straży Granicznej",
        "agreement signed Border Guard Headquarters",
    ),
    (
        "agreement-parties",
        P,
        LIAISON,
        "Strony: Centrum Obsługi Projektów Europejskich MSWiA, Straż Graniczna i Urząd do Spraw",
        "Parties: the European Project Implementation Centre of the Ministry, the Border Guard and",
    ),
    (
        "agreement-sets-rules",
        P,
        LIAISON,
        "Porozumienie mówi, jak trzy instytucje będą współpracować",
        "The agreement says how the three bodies will work together",
    ),
    (
        "department-took-part",
        P,
        LIAISON,
        "Uczestnicy: Centrum Obsługi Projektów Europejskich MSWiA, Departament Funduszy Zagran",
        "Interior and Administration, Department of Foreign Funds of the Ministry of the Interior",
    ),
    (
        "department-is-an-organisation",
        B,
        "departament-funduszy-zagranicznych-mswia",
        "Departament Funduszy Zagranicznych MSWiA",
        "Department of Foreign Funds of the Ministry",
    ),
    (
        "title",
        P,
        LIAISON,
        "Wzmocnienie działań oficerów łącznikowych ds. imigracji w Azji Środkowej 2",
        "Strengthening the work of immigration liaison officers in Central Asia 2",
    ),
    (
        "second-edition",
        P,
        LIAISON,
        "Druga edycja wsparcia oficerów łącznikowych",
        "The second edition of support for liaison officers",
    ),
    (
        "organises-and-finances",
        P,
        LIAISON,
        "Odpowiada za organizację i finansowanie",
        "Responsible for organisation and financing",
    ),
    (
        "strategic-partner-guard",
        P,
        LIAISON,
        "Straż Graniczna partner Strategiczny partner merytoryczny",
        "Polish Border Guard partner Strategic partner for the substance",
    ),
    (
        "strategic-partner-office",
        P,
        LIAISON,
        "Urząd do Spraw Cudzoziemców partner Strategiczny partner merytoryczny",
        "Office for Foreigners partner Strategic partner for the substance",
    ),
    (
        "target-countries",
        P,
        LIAISON,
        "Dla krajów: Kirgistan, Tadżykistan, Turkmenistan, Uzbekistan.",
        "Intended for: Kyrgyzstan, Tajikistan, Turkmenistan, Uzbekistan.",
    ),
    (
        "states-not-partners",
        P,
        LIAISON,
        "(to nie partnerzy): Czechy, Niemcy, Litwa, Szwecja.",
        "(states, not partners): Czechia, Germany, Lithuania, Sweden.",
    ),
    ("budget", P, LIAISON, "blisko 1,6 mln EUR", "nearly EUR 1.6 million"),
    ("eu-share", P, LIAISON, "Unia Europejska, 95", "European Union, 95%"),
    (
        "fund",
        P,
        LIAISON,
        "Z jakiego funduszu Fundusz Zintegrowanego Zarządzania Granicami",
        "From which fund Integrated Border Management Fund",
    ),
    ("no-zero-for-the-fund", F, "fzzg", "blisko 1,6 mln EUR", "nearly EUR 1.6 million"),
    ("end", P, LIAISON, "Kiedy do 31 sierpnia 2028", "When until 31 August 2028"),
    (
        "status-has-its-ground",
        P,
        LIAISON,
        "wnosimy z podpisanego porozumienia",
        "follows from the signed agreement",
    ),
    (
        "aim-cooperation",
        P,
        LIAISON,
        "ściślej współpracować z urzędami migracyjnymi czterech państw przy zarządzaniu",
        "work more closely with the migration authorities of four states on managing",
    ),
    (
        "aim-readmission",
        P,
        LIAISON,
        "rozmowy o dwustronnych umowach o readmisji",
        "talks on bilateral readmission agreements",
    ),
    (
        "aim-national-priorities",
        P,
        LIAISON,
        "odpowiada priorytetom polskiej polityki migracyjnej",
        "fits the priorities of Poland’s migration policy",
    ),
    (
        "network",
        C,
        ILO,
        "Europejska sieć urzędników łącznikowych ds. imigracji (ILO)",
        "European network of immigration liaison officers (ILO)",
    ),
    (
        "network-is-coordinated",
        C,
        ILO,
        "Straż Graniczna koordynator w Azji Środkowej",
        "Polish Border Guard coordinator in Central Asia",
    ),
    (
        "network-has-its-project",
        C,
        ILO,
        "Projekty Wzmocnienie działań oficerów łącznikowych ds. imigracji w Azji Środkowej 2",
        "Projects Strengthening the work of immigration liaison officers in Central Asia 2",
    ),
    (
        "money-thanks-to-the-office",
        P,
        LIAISON,
        "dzięki pracy Straży Granicznej, która koordynuje tę sieć w Azji Środkowej",
        "thanks to the work of the Border Guard, which coordinates this network in Central Asia",
    ),
)

ASYLUM, VISAS = "grupa-robocza-do-spraw-azylu", "grupa-robocza-do-spraw-wiz-vision"
INTEGRATION = "grupa-robocza-integracja-migracja-wydalenia"
EASO, COMMITTEES = "rada-nadzorcza-easo", "komitety-komisji-europejskiej"
UNHCR = "wspolpraca-udsc-z-biurem-unhcr"
PROCEDURES = "sop-przemoc-seksualna-i-ze-wzgledu-na-plec"
STEERING, UKRAINE = "grupa-sterujaca-gdisc", "gdisc-erit-ukraina"
RET, MOBILITY = "reception-expert-teams", "partnerstwa-na-rzecz-mobilnosci"
COMMISSION = "komisja-polsko-rosyjska-wspolpraca-miedzyregionalna"
LEADS = ("Urząd do Spraw Cudzoziemców przewodniczy polskiej", "Foreigners leads the Polish")
TAKES_PART = ("Urząd do Spraw Cudzoziemców uczestnik", "Office for Foreigners participant")
CARRIES_OUT = ("Urząd do Spraw Cudzoziemców realizator", "Office for Foreigners implementer")
DOCUMENT_2: tuple[Fact, ...] = (
    ("leads-asylum", C, ASYLUM, *LEADS),
    ("leads-visas", C, VISAS, *LEADS),
    ("leads-visas-vision", C, VISAS, "podgrupa VISION", "VISION subgroup"),
    ("leads-integration", C, INTEGRATION, *LEADS),
    (
        "leads-integration-admission",
        C,
        INTEGRATION,
        "delegacji w części dotyczącej przyjmowania cudzoziemców",
        "delegation on matters of the admission of foreigners",
    ),
    ("of-the-council", C, ASYLUM, "Rada Unii Europejskiej organ", "of the European Union body"),
    ("takes-part-scifa", C, "grupa-scifa", *TAKES_PART),
    ("takes-part-freemo", C, "grupa-freemo", *TAKES_PART),
    ("takes-part-other-groups", C, "inne-grupy-robocze-rady", *TAKES_PART),
    (
        "takes-part-committees",
        C,
        COMMITTEES,
        "pracownicy Urzędu do Spraw Cudzoziemców byli członkami",
        "staff of the Office for Foreigners sat on committees",
    ),
    (
        "easo-alternate",
        C,
        EASO,
        "Urząd do Spraw Cudzoziemców zastępca członka Źródło używa słowa „alternate”",
        "Office for Foreigners alternate member in the text: “alternate”",
    ),
    ("easo-was-new", C, EASO, "rady nowej wówczas agencji", "of what was then a new agency"),
    ("easo-is-not-today", C, EASO, "Dziś jest to Agencja Unii", "Today it is the European Union"),
    (
        "easo-task-cooperation",
        B,
        "euaa",
        "ułatwiać współpracę urzędów azylowych państw",
        "ease cooperation between the asylum bodies of states",
    ),
    ("easo-task-level", B, "euaa", "podnosić poziom ich pracy", "raise the standard of their work"),
    (
        "easo-task-system",
        B,
        "euaa",
        "budowie Wspólnego Europejskiego Systemu Azylowego",
        "building the Common European Asylum System",
    ),
    ("unhcr-constant", C, UNHCR, "stale, prawie na co dzień", "regularly, almost from day to day"),
    ("unhcr-warsaw", C, UNHCR, "z biurem UNHCR w Warszawie", "with the UNHCR office in Warsaw"),
    (
        "procedures-title",
        C,
        PROCEDURES,
        "Standard Operating Procedures on Sexual Gender Based Violence",
        "Standard Operating Procedures on Sexual Gender Based Violence",
    ),
    (
        "procedures-especially-important",
        C,
        UNHCR,
        "Za szczególnie ważny uważał wspólny program",
        "It thought the joint programme on procedures",
    ),
    ("procedures-office", C, PROCEDURES, *CARRIES_OUT),
    (
        "procedures-unhcr",
        C,
        PROCEDURES,
        "UNHCR w Polsce realizator",
        "Office in Poland implementer",
    ),
    (
        "procedures-police",
        C,
        PROCEDURES,
        "Komenda Główna Policji realizator",
        "National Police Headquarters implementer",
    ),
    (
        "procedures-la-strada",
        C,
        PROCEDURES,
        "Fundacja „La Strada” realizator",
        "La Strada Foundation implementer",
    ),
    (
        "procedures-ocalenie",
        C,
        PROCEDURES,
        "Fundacja „Ocalenie” realizator",
        "Ocalenie Foundation implementer",
    ),
    (
        "procedures-niec",
        C,
        PROCEDURES,
        "Centrum Pomocy Prawnej im. Haliny Nieć realizator",
        "Halina Nieć Legal Aid Centre implementer",
    ),
    (
        "gdisc-steering",
        C,
        STEERING,
        "Członkiem grupy był Szef Urzędu",
        "The Head of the Office was a member of the group",
    ),
    (
        "ukraine-title",
        C,
        UKRAINE,
        "Capacity Building and Technical Support to Ukrainian Authorities to Effectively Respond",
        "Capacity Building and Technical Support to Ukrainian Authorities to Effectively Respond",
    ),
    ("ukraine-implementer", C, UKRAINE, *CARRIES_OUT),
    (
        "ukraine-asylum-part",
        C,
        UKRAINE,
        "Odpowiadał za część dotyczącą azylu",
        "was responsible for the asylum part",
    ),
    ("ukraine-years", C, UKRAINE, "Kilkuletni projekt", "A project of several years"),
    ("ukraine-beneficiary", C, UKRAINE, "Dla kraju: Ukraina.", "Intended for: Ukraine."),
    (
        "ukraine-of-gdisc",
        C,
        UKRAINE,
        "Projekt należał do inicjatyw tej konferencji",
        "one of the initiatives of this conference",
    ),
    ("ukraine-is-a-project", C, UKRAINE, "źródło nazywa to projektem", "source calls it a project"),
    (
        "enaro-since",
        C,
        "enaro",
        "Kiedy 2010: Urząd do Spraw Cudzoziemców przystępuje do sieci",
        "When 2010: The Office for Foreigners joins the network",
    ),
    (
        "enaro-states",
        C,
        "enaro",
        "o 15 państwach Unii oraz Szwajcarii i Norwegii",
        "of 15 EU states plus Switzerland and Norway",
    ),
    (
        "enaro-exchange",
        C,
        "enaro",
        "dwa razy w roku jej członkowie wysyłali do siebie pracowników",
        "twice a year its members sent staff to one another",
    ),
    (
        "enaro-aim",
        C,
        "enaro",
        "dobre praktyki i zacieśniać współpracę",
        "good practice and strengthen cooperation",
    ),
    (
        "ret-led",
        C,
        RET,
        "Centralna Agencja ds. Azylu prowadzący",
        "Central Agency for the Reception of Asylum Seekers leader",
    ),
    (
        "ret-unnamed-partners",
        C,
        RET,
        "z partnerami, których tekst Urzędu nie wymienia",
        "with partners whom the text of the Office does not name",
    ),
    (
        "ret-office-joins",
        C,
        RET,
        "grudzień 2010: Urząd do Spraw Cudzoziemców włącza się w projekt",
        "December 2010: The Office for Foreigners joins the project",
    ),
    (
        "ret-aim",
        C,
        RET,
        "wspólną metodę przyjmowania osób ubiegających się o azyl i opieki nad nimi",
        "a common method for the reception and care of asylum applicants",
    ),
    ("ret-is-a-project", C, RET, "źródło nazywa to projektem", "the source calls it a project"),
    ("mobility-states", C, MOBILITY, "Dla krajów: Gruzja, Mołdawia.", "for: Georgia, Moldova."),
    (
        "mobility-wider-frame",
        C,
        MOBILITY,
        "w programach partnerskich, a w nich w projektach",
        "in partnership programmes and, within them, in projects",
    ),
    (
        "mobility-aim",
        C,
        MOBILITY,
        "wzmocnić służby migracyjne obu krajów",
        "strengthen the migration services of both countries",
    ),
    ("mobility-no-titles", C, MOBILITY, "nie podaje tytułów", "does not give the titles"),
    ("commission-office", C, COMMISSION, *TAKES_PART),
    (
        "commission-parties",
        C,
        COMMISSION,
        "Strony (państwa): Polska, Rosja.",
        "Parties (states): Poland, Russia.",
    ),
    ("undated", C, COMMISSION, "Około 2011 roku", "Around 2011"),
)

MEETING = "spotkanie-policja-iom-2024-02-09"
OFFICE = "iom-polska"
DOCUMENT_3: tuple[Fact, ...] = (
    ("published", C, MEETING, "w Polsce, 9 lutego 2024.", "w Polsce, 9 February 2024."),
    ("one-day", C, MEETING, "Kiedy 9 lutego 2024 9 lutego", "When 9 February 2024 9 February"),
    (
        "place",
        C,
        MEETING,
        "spotkanie siedziba Komendy Głównej Policji",
        "meeting National Police Headquarters",
    ),
    (
        "took-part-team",
        C,
        MEETING,
        "Zespół ds. Ochrony Praw Człowieka KGP uczestnik",
        "Human Rights Protection Team of the National Police Headquarters participant",
    ),
    (
        "took-part-iom",
        C,
        MEETING,
        "Biuro Międzynarodowej Organizacji do Spraw Migracji w Polsce uczestnik",
        "IOM Poland participant",
    ),
    (
        "plenipotentiary-represented",
        C,
        MEETING,
        "reprezentował także Pełnomocnik Komendanta Głównego",
        "also represented by the National Police Commander’s Plenipotentiary",
    ),
    (
        "plenipotentiary-is-an-office",
        B,
        "kgp",
        "Pełnomocnik Komendanta Głównego Policji ds. Ochrony Praw Człowieka",
        "Plenipotentiary of the National Police Commander for the Protection of Human Rights",
    ),
    (
        "topic-projects",
        C,
        MEETING,
        "wspólnych szkoleniach, badaniach i projektach rozwojowych",
        "training, research and development projects together",
    ),
    (
        "topic-funding",
        C,
        MEETING,
        "o staraniach o pieniądze z zewnątrz",
        "about applying for outside funding",
    ),
    (
        "aim-competences",
        C,
        MEETING,
        "lepsze przygotowanie prawne i społeczne policjantów",
        "make officers more professional in legal and social matters",
    ),
    (
        "aim-humanitarian",
        C,
        MEETING,
        "o zrozumieniu pomocy humanitarnej",
        "of understanding humanitarian aid",
    ),
    ("topic-hate-crime", C, MEETING, "o przestępstwach z nienawiści", "of hate crime"),
    ("topic-community", C, MEETING, "o community policing", "of community policing"),
    (
        "topic-visit",
        C,
        MEETING,
        "o wizycie IOM w szkołach policyjnych, na zajęciach w warunkach niskosymulowanych",
        "a visit by IOM to police schools, to classes in low-simulation conditions",
    ),
    ("nothing-agreed", C, MEETING, "Żadnego projektu nie uzgodniono", "No project was agreed"),
    (
        "next-meeting",
        C,
        MEETING,
        "Następne spotkanie zaplanowano w siedzibie IOM w Warszawie, bez daty",
        "The next meeting was planned at the seat of IOM in Warsaw, with no date",
    ),
    (
        "past-training-of-iom",
        B,
        OFFICE,
        "wyszkoliło wielu policjantów: złożone procesy migracji, praca z migrantami, zwalczanie",
        "has trained many police officers: complex migration processes, work with migrants, the",
    ),
    (
        "past-training-of-police",
        B,
        "kgp",
        "IOM w Polsce: z tej współpracy pochodzą szkolenia wielu policjantów",
        "IOM in Poland: this cooperation has brought many officers training",
    ),
    (
        "iom-sort",
        B,
        "iom",
        "organizacja międzyrządowa, agenda ONZ do spraw migracji",
        "an intergovernmental organisation, the UN agency for migration",
    ),
    ("iom-founded", B, "iom", "powstanie 1951", "founded 1951"),
    ("iom-members", B, "iom", "173 stan na: 9 lutego 2024", "173 as of 9 February 2024"),
    ("iom-poland-member", B, "iom", "Polska należy od 1992", "Poland a member since 1992"),
    (
        "iom-in-poland",
        B,
        "iom",
        "w Polsce od 2002, na podstawie porozumienia z rządem",
        "in Poland since 2002, by agreement with the government",
    ),
    (
        "iom-agreement",
        B,
        OFFICE,
        "porozumienie IOM z rządem polskim",
        "an agreement between IOM and the Polish government",
    ),
    (
        "iom-mission",
        B,
        "iom",
        "migracja uporządkowana, zgodna z prawami człowieka i dobra dla wszystkich",
        "migration that is orderly, respects human rights and is good for all",
    ),
    (
        "iom-helps-states",
        B,
        "iom",
        "pomaga państwom w praktycznych, społecznych i gospodarczych zadaniach",
        "to help states meet the practical, social and economic demands of migration",
    ),
    (
        "iom-helps-migrants",
        B,
        "iom",
        "pomaga migrantom i chroni ich prawa",
        "to help migrants and protect their rights",
    ),
    ("iom-integration", B, OFFICE, "wspierające integrację", "work on integration"),
    (
        "iom-works-with",
        B,
        OFFICE,
        "instytucje państwowe, samorządy, pracodawcy",
        "state bodies, local governments, employers",
    ),
    (
        "iom-direct-help",
        B,
        OFFICE,
        "informuje, szkoli i pomaga wprost ludziom z doświadczeniem migracji, także obywatelom",
        "informs, trains and directly helps people with experience of migration, Polish citizens",
    ),
    (
        "iom-private-sector",
        B,
        OFFICE,
        "etyczna rekrutacja, prawa migrantów, koniec pracy przymusowej, przeciwdziałanie handlowi",
        "ethical recruitment, the rights of migrants, an end to forced labour, action against",
    ),
)

SAFETY = "integracja-dla-bezpieczenstwa"
WROCLAW = "kwp-wroclaw"
PART = ("Komenda Wojewódzka Policji we Wrocławiu, 14 maja 2025", "in Wrocław, 14 May 2025")
DOCUMENT_4: tuple[Fact, ...] = (
    ("published", P, SAFETY, "praw podstawowych, 14 maja 2025.", "praw podstawowych, 14 May 2025."),
    (
        "title",
        P,
        SAFETY,
        "Integracja dla bezpieczeństwa – współpraca międzynarodowa w zakresie praw podstawowych",
        "Integration for safety – international cooperation in the field of fundamental rights",
    ),
    ("number", P, SAFETY, "NMF/PA18/0004 Integracja", "NMF/PA18/0004 Integration"),
    ("number-of-2022", P, SAFETY, "NMF/PA18/004 numer umowy", "NMF/PA18/004 agreement or"),
    (
        "programme",
        P,
        SAFETY,
        "Program „Sprawy wewnętrzne”, obszar PA18 Azyl i migracja",
        "Home Affairs programme, area PA18 Asylum and Migration",
    ),
    (
        "mechanism",
        P,
        SAFETY,
        "Z Norweskiego Mechanizmu Finansowego 2014–2021.",
        "From the Norwegian Financial Mechanism 2014–2021.",
    ),
    (
        "lead",
        P,
        SAFETY,
        "Komenda Wojewódzka Policji w Szczecinie partner wiodący (beneficjent)",
        "Voivodeship Police Headquarters in Szczecin lead partner (beneficiary)",
    ),
    (
        "partner-wroclaw",
        P,
        SAFETY,
        "Komenda Wojewódzka Policji we Wrocławiu partner",
        "Voivodeship Police Headquarters in Wrocław partner",
    ),
    (
        "partner-gorzow",
        P,
        SAFETY,
        "Komenda Wojewódzka Policji w Gorzowie Wielkopolskim partner",
        "Voivodeship Police Headquarters in Gorzów Wielkopolski partner",
    ),
    (
        "partner-office",
        P,
        SAFETY,
        "Zachodniopomorski Urząd Wojewódzki w Szczecinie partner",
        "West Pomerania Voivodeship Office partner",
    ),
    (
        "start-as-printed-is-set-aside",
        P,
        SAFETY,
        "24 września 2022 odrzucono",
        "24 September 2022 set aside",
    ),
    ("period", P, SAFETY, "Kiedy 2021–2024", "When 2021–2024"),
    (
        "total",
        P,
        SAFETY,
        "791 000 EUR wartość całego projektu",
        "EUR 791,000 value of the whole project",
    ),
    ("wroclaw-value", P, SAFETY, f"{PART[0]} 90 000 EUR", f"{PART[1]} EUR 90,000"),
    ("wroclaw-grant", P, SAFETY, f"{PART[0]} 76 500 EUR", f"{PART[1]} EUR 76,500"),
    (
        "wroclaw-equipment-no-currency",
        P,
        SAFETY,
        "około 99 000 waluty nie podano",
        "about 99,000 no currency stated",
    ),
    (
        "wroclaw-equipment",
        P,
        SAFETY,
        "komputer z oprogramowaniem do analizy danych, laptopy z drukarkami i lornetka",
        "a computer with software for data analysis, laptops with printers and thermal-imaging",
    ),
    (
        "wroclaw-training",
        P,
        SAFETY,
        "szkolenia i akcje prewencyjne wydatek",
        "training and prevention campaigns expenditure",
    ),
    ("wroclaw-training-amount", P, SAFETY, "2025 230 000 PLN", "2025 PLN 230,000"),
    ("wroclaw-page-value", B, WROCLAW, "90 000 EUR", "EUR 90,000"),
    (
        "wroclaw-page-grant",
        B,
        WROCLAW,
        "76 500 EUR dofinansowanie od darczyńcy",
        "EUR 76,500 donor grant",
    ),
    ("wroclaw-page-equipment", B, WROCLAW, "około 99 000", "about 99,000"),
    (
        "wroclaw-page-training",
        B,
        WROCLAW,
        "230 000 PLN szkolenia i akcje prewencyjne, wydana",
        "PLN 230,000 training and prevention campaigns, spent",
    ),
    ("publisher-is-no-lead", P, SAFETY, "ale nie prowadziła projektu", "did not lead the project"),
    (
        "aim-standard",
        P,
        SAFETY,
        "oparty na nowych technologiach standard zapobiegania handlowi ludźmi",
        "standard, built on new technology, for preventing and detecting trafficking",
    ),
    ("aim-irregular-migration", P, SAFETY, "i nielegalnej migracji", "and irregular migration"),
    ("aim-victims", P, SAFETY, "i pomocy ofiarom", "for helping victims"),
    ("aim-violence", P, SAFETY, "przemocą ze względu na płeć", "gender-based violence"),
    (
        "aim-voluntary-returns",
        P,
        SAFETY,
        "dobrowolnych powrotów, do których projekt miał zachęcać",
        "voluntary returns, which the project was to encourage",
    ),
    ("training-officers", P, SAFETY, "Funkcjonariuszy szkolono", "Officers were trained"),
    (
        "training-psychological",
        P,
        SAFETY,
        "wsparcia psychologicznego dla ofiar oraz osób ubiegających się o azyl",
        "psychological support for victims and asylum seekers",
    ),
    ("aim-children", P, SAFETY, "zwłaszcza dzieci bez opieki", "above all unaccompanied children"),
    (
        "aim-routes",
        P,
        SAFETY,
        "kontroli szlaków oraz miejsc wysokiego ryzyka",
        "the control of routes and high-risk places",
    ),
    (
        "aim-procedures",
        P,
        SAFETY,
        "wymieniano doświadczenia, by ustalić wspólne procedury",
        "experience was exchanged to agree on common procedures",
    ),
    ("aim-awareness", P, SAFETY, "zwiększyć świadomość społeczną", "raise public awareness"),
)

OPEN = "malopolska-otwarta"
DOCUMENT_5: tuple[Fact, ...] = (
    (
        "conference",
        P,
        OPEN,
        "15 listopada 2023: Konferencja podsumowująca projekt zakończenie",
        "15 November 2023: Conference that summed up the project closing",
    ),
    (
        "conference-venue",
        P,
        OPEN,
        "Centrum Kongresowe Uniwersytetu Rolniczego w Krakowie",
        "Congress Centre of the University of Agriculture in Kraków",
    ),
    ("title", P, OPEN, "Małopolska otwarta", "Open Małopolska"),
    ("number", P, OPEN, "12/14-2022/OG-FAMI numer umowy", "12/14-2022/OG-FAMI agreement or"),
    (
        "programme",
        P,
        OPEN,
        "Fundusz Azylu, Migracji i Integracji 2014–2020 Unia Europejska Z Programu Krajowego FAMI",
        "Fund 2014–2020 European Union From the national programme of AMIF",
    ),
    ("payer-state", P, OPEN, "budżet państwa Udziału", "state budget Neither the share"),
    ("lead", P, OPEN, "Wojewoda Małopolski partner wiodący", "Voivode of Małopolska lead partner"),
    (
        "carried-out-by-department-for-foreigners",
        P,
        OPEN,
        "Spraw Cudzoziemców Małopolskiego Urzędu Wojewódzkiego w Krakowie realizuje część zadań",
        "Department for Foreigners of the Małopolska Voivodeship Office implementer",
    ),
    (
        "carried-out-by-department-of-social-policy",
        P,
        OPEN,
        "Polityki Społecznej Małopolskiego Urzędu Wojewódzkiego w Krakowie realizuje część zadań",
        "Department of Social Policy of the Małopolska Voivodeship Office implementer",
    ),
    (
        "partner-as-printed",
        P,
        OPEN,
        "nazywa partnerem urząd: Marszałek Województwa Małopolskiego",
        "names an office as the partner, the Marshal of Małopolska Voivodeship",
    ),
    ("start", P, OPEN, "Kiedy 1 września 2022", "When 1 September 2022"),
    ("end", P, OPEN, "31 grudnia 2023", "31 December 2023"),
    ("no-amount", P, OPEN, "nie podaje kwoty", "states any amount"),
    (
        "activity-points",
        P,
        OPEN,
        "pięć punktów informacji i porad połączonych z infolinią INFO.OPT",
        "five information and advice points linked to the helpline INFO.OPT",
    ),
    (
        "activity-outside-the-office",
        P,
        OPEN,
        "także poza urzędem i poza jego zwykłymi godzinami",
        "also worked outside the office and outside its usual hours",
    ),
    (
        "activity-courses",
        P,
        OPEN,
        "Uchodźcy z Ukrainy i inni cudzoziemcy mieli kursy językowe i adaptacyjne",
        "Refugees from Ukraine and other foreigners took language and adaptation courses",
    ),
    ("activity-platform", P, OPEN, "w „Platformie współpracy”", "in a “cooperation platform”"),
    (
        "activity-staff",
        P,
        OPEN,
        "pracowników instytucji publicznych szkolono",
        "staff of public institutions were trained",
    ),
    (
        "regional-programme",
        P,
        OPEN,
        "Program integracji imigrantów w województwie małopolskim „Małopolska otwarta”",
        "Programme for the integration of immigrants in Małopolska Voivodeship “Open Małopolska”",
    ),
    (
        "regional-programme-is-a-result",
        P,
        OPEN,
        "jest jednym z wyników projektu, ale nie samym projektem",
        "it is one result of the project, not the project itself",
    ),
    (
        "regional-programme-first",
        P,
        OPEN,
        "pierwszy taki program przyjęty przez województwo",
        "first such programme adopted by a voivodeship",
    ),
    (
        "present-ministry",
        P,
        OPEN,
        "Uczestnicy: Departament Funduszy Europejskich MSWiA",
        "Took part: Department of European Funds",
    ),
    (
        "present-team",
        P,
        OPEN,
        "jego zespołu do spraw azylu, migracji i integracji",
        "its team for asylum, migration and integration",
    ),
    (
        "present-consulate",
        P,
        OPEN,
        "Konsulat Generalny Ukrainy w Krakowie, Straż Graniczna",
        "Consulate General of Ukraine in Kraków, Polish Border Guard",
    ),
    (
        "present-marshals-office",
        P,
        OPEN,
        "przedstawiciele urzędu wojewódzkiego i Urzędu Marszałkowskiego",
        "Representatives of the Voivodeship Office and of the Marshal’s Office",
    ),
    (
        "present-others",
        P,
        OPEN,
        "uczelnie, samorządy i organizacje pozarządowe",
        "universities, local governments and non-governmental organisations",
    ),
)

DOCUMENTS = (DOCUMENT_1, DOCUMENT_2, DOCUMENT_3, DOCUMENT_4, DOCUMENT_5)
# Where the documents were published; the second was received without an address.
ADDRESSES = (
    (P, LIAISON, "https://strazgraniczna.pl/pl/aktualnosci/15597,"),
    (C, MEETING, "https://isp.policja.pl/isp/aktualnosci/17751,"),
    (P, SAFETY, "https://dolnoslaska.policja.gov.pl/wr1/fundusze-zewnetrzne/fundusze-norweskie/"),
    (P, OPEN, "https://infoopt.pl/konferencja-podsumowujaca-realizacje-projektu-malopolska"),
)
# What pages would say if they bent a fact.
DISTORTIONS: tuple[Fact, ...] = (
    ("1-fund-of-zero", F, "fzzg", " 0 EUR", "EUR 0 "),
    ("1-network-in-the-past", C, ILO, "Koordynowała", "coordinated the network"),
    ("1-computed-grant", P, LIAISON, "1 520 000", "1,520,000"),
    ("2-russia-is-a-party", C, COMMISSION, "Uzgadniane z państwami", "Coordinated with"),
    ("2-ukraine-is-a-project", C, UKRAINE, "a nie projekt", "not a project"),
    ("2-ret-is-a-project", C, RET, "a nie projekt", "not a project"),
    ("2-enaro-first-of-all-ended", C, "enaro", "Kiedy Odrzucono", "When Set aside"),
    ("3-a-day-is-not-from-it", C, MEETING, "od 9 lutego", "from 9 February"),
    ("4-norwegian-money", P, SAFETY, "dofinansowanie z UE", "EU grant"),
)
both_languages = pytest.mark.parametrize("lang", ["pl", "en"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.real(tmp_path_factory.getbasetemp())


@cache
def page(site: Path, kind: str, record: str, lang: str) -> html.HtmlElement:
    """The content of the page of a record."""
    file = site / lang / SECTIONS[kind][lang] / record / "index.html"
    (main,) = html.fromstring(file.read_bytes()).xpath("//main")
    return main


@cache
def text(site: Path, kind: str, record: str, lang: str) -> str:
    """What a page says, without its marks, links to itself and history, which has old values."""
    aside = (
        "ancestor-or-self::sup or ancestor-or-self::script or parent::a[@class='permalink']"
        " or ancestor-or-self::*[@id='history']"
    )
    said = page(site, kind, record, lang).xpath(
        f".//text()[not(parent::*[{aside}]) and not({aside})]"
    )
    return re.sub(r"\s+([,.;:])", r"\1", built_sites.plain(" ".join(said)))


def cases(facts: tuple[Fact, ...], prefix: str = "") -> list[object]:
    return [pytest.param(*fact[1:], id=prefix + fact[0]) for fact in facts]


@both_languages
@pytest.mark.parametrize(
    ("kind", "record", "pl", "en"),
    [case for n, facts in enumerate(DOCUMENTS, 1) for case in cases(facts, f"document-{n}-")],
)
def test_a_fact_of_a_document_is_on_its_page(
    site: Path, lang: str, kind: str, record: str, pl: str, en: str
) -> None:
    assert {"pl": pl, "en": en}[lang] in text(site, kind, record, lang)


@both_languages
@pytest.mark.parametrize(("kind", "record", "pl", "en"), cases(DISTORTIONS))
def test_no_page_bends_a_fact_of_a_document(
    site: Path, lang: str, kind: str, record: str, pl: str, en: str
) -> None:
    assert {"pl": pl, "en": en}[lang] not in text(site, kind, record, lang)


@both_languages
@pytest.mark.parametrize(("kind", "record", "address"), ADDRESSES)
def test_a_page_leads_to_its_document(
    site: Path, lang: str, kind: str, record: str, address: str
) -> None:
    links = page(site, kind, record, lang).xpath(".//ol[@class='sources']//a/@href")
    assert any(link.startswith(address) for link in links)


@both_languages
def test_the_document_received_without_an_address_says_so(site: Path, lang: str) -> None:
    words = {"pl": "Otrzymano bez adresu.", "en": "Received without a web address."}
    assert words[lang] in text(site, C, COMMISSION, lang)
