/* The words of the sections on homes, buildings, staff, money, measures, crises, health and targets. */
#ifndef KOH_LABEL_SECTIONS_PRIV_H
#define KOH_LABEL_SECTIONS_PRIV_H

/* name, nb, nn, en, as KOH_LABEL_LIST. */
#define KOH_LABEL_LIST_SECTIONS(X)                                                                                       \
    X(H_HOMES, "Husholdninger og boliger", "Hushald og bustader", "Households and homes")                                \
    X(H_BUILDINGS, "Bygg og byggetrinn", "Bygg og byggjetrinn", "Buildings and building steps")                          \
    X(H_WORKFORCE, "Personell og rekruttering", "Personell og rekruttering", "Staff and recruitment")                    \
    X(H_ECONOMY, "Økonomi", "Økonomi", "Money")                                                                          \
    X(H_MEASURES, "Tiltak og omstilling", "Tiltak og omstilling", "Measures and savings")                                \
    X(H_PREPAREDNESS, "Beredskap", "Beredskap", "Preparedness")                                                          \
    X(H_HEALTH, "Folkehelse", "Folkehelse", "Public health")                                                             \
    X(H_TARGETS, "Mål og balanse", "Mål og balanse", "Targets and balance")                                              \
    X(S_SHELF,                                                                                                           \
      "Framskrivingen av folkemengden holder til {a} og av 80 år og over til {b}: så lenge lå minst åtte av ti "     \
      "kommuner på denne størrelsen innenfor 10 prosent av det som kom, i tilbakeblikk fra {y} til {z}.",                \
      "Framskrivinga av folkemengda held til {a} og av 80 år og over til {b}: så lenge låg minst åtte av ti "        \
      "kommunar på denne storleiken innanfor 10 prosent av det som kom, i tilbakeblikk frå {y} til {z}.",                \
      "The projection of the population holds until {a}, of those 80 years and over until {b}: for so long at least "    \
      "eight of ten municipalities of this size were within 10 per cent of what came, in hindcasts from {y} to {z}.")    \
    X(S_SHELF_PLACES,                                                                                                    \
      "Behovet for {s} holder til {a}, om dekningsgraden gjør det: så lenge holder framskrivingen av dem som bruker "  \
      "plassene mest.",                                                                                                  \
      "Behovet for {s} held til {a}, om dekningsgraden gjer det: så lenge held framskrivinga av dei som bruker "        \
      "plassane mest.",                                                                                                  \
      "The need for {s} holds until {a} if its coverage does: so long holds the projection of those who use the "        \
      "places "                                                                                                          \
      "most.")                                                                                                           \
    X(S_AS_PLANNED,                                                                                                      \
      "Med alle tall som planlagt er behovet for {s} {a} i {z}. Gjennomsnittet av trekningene er {b}, for de slår "     \
      "ikke "                                                                                                            \
      "like langt ut til begge sider.",                                                                                  \
      "Med alle tal som planlagde er behovet for {s} {a} i {z}. Gjennomsnittet av trekningane er {b}, for dei slår "    \
      "ikkje like langt ut til begge sider.",                                                                            \
      "With every figure as planned the need for {s} is {a} in {z}. The mean of the draws is {b}, for they do not "      \
      "reach "                                                                                                           \
      "equally far to both sides.")                                                                                      \
    X(F14_TITLE, "Sannsynligheten for underdekning er {a} prosent i {z}",                                                \
      "Sannsynet for underdekning er {a} prosent i {z}", "The chance of shortage is {a} per cent in {z}")                \
    X(F14_WHAT, "Linje for hver type plasser, {y}–{z}. Enhet: prosent av trekningene.",                                  \
      "Linje for kvar type plassar, {y}–{z}. Eining: prosent av trekningane.",                                           \
      "A line for each type of places, {y}–{z}. Unit: per cent of the draws.")                                           \
    X(S_FIRST_SHORTAGE,                                                                                                  \
      "I {a} prosent av trekningene mangler det plasser i {s} i {y}; i {b} prosent har det gjort det minst én gang "    \
      "innen da, og i gjennomsnitt mangler {m} plasser.",                                                                \
      "I {a} prosent av trekningane manglar det plassar i {s} i {y}; i {b} prosent har det gjort det minst éin gong "   \
      "innan då, og i gjennomsnitt manglar {m} plassar.",                                                                \
      "In {a} per cent of the draws places are lacking in {s} in {y}; in {b} per cent they have at least once by "       \
      "then, "                                                                                                           \
      "and {m} places are lacking on average.")                                                                          \
    X(PERCENT_OF_DRAWS, "prosent av trekningene", "prosent av trekningane", "per cent of the draws")                     \
    X(ABSENT, "Planen har ikke grunnlag for disse delene, og de er derfor ikke med: {s}.",                               \
      "Planen har ikkje grunnlag for desse delane, og dei er difor ikkje med: {s}.",                                     \
      "The plan has nothing for these parts, which are therefore left out: {s}.")                                        \
    X(HOUSEHOLDS_UNIT, "husholdninger; de to siste radene personer", "hushald; dei to siste radene personar",            \
      "households; persons in the last two rows")                                                                        \
    X(DWELLINGS_UNIT, "boliger og husholdninger", "bustader og hushald", "dwellings and households")                     \
    X(INDICATOR_YEARS,                                                                                                   \
      "År for år, så langt tallene er registrert. Der definisjonen er en annen, begynner en ny linje.",                  \
      "År for år, så langt tala er registrerte. Der definisjonen er ein annan, byrjar ei ny linje.",                     \
      "Year by year, as far as figures are registered. Where the definition is another, a new line begins.")             \
    X(INEQUALITY_GROUPS, "{s}, {t}: «{u}» mot «{v}» ({x})", "{s}, {t}: «{u}» mot «{v}» ({x})",                           \
      "{s}, {t}: '{u}' against '{v}' ({x})")                                                                             \
    X(INEQUALITY_HOW,                                                                                                    \
      "Forskjellen er dårligst stilt minus best stilt gruppe. Absolutt ulikhet (SII) og relativ ulikhet (RII) regner "  \
      "med alle gruppene og hvor store de er: avstanden og forholdet mellom nederst og øverst. Uten ulikhet er de 0 "   \
      "og 1. Tallene er ikke justert for alder.",                                                                        \
      "Skilnaden er dårlegast stilt minus best stilt gruppe. Absolutt ulikskap (SII) og relativ ulikskap (RII) "        \
      "reknar "                                                                                                          \
      "med alle gruppene og kor store dei er: avstanden og forholdet mellom nedst og øvst. Utan ulikskap er dei 0 og "  \
      "1. Tala er ikkje justerte for alder.",                                                                            \
      "The difference is the worst-off less the best-off group. The slope index (SII) and the relative index (RII) "     \
      "take all groups and their sizes: the distance and the ratio between bottom and top. Without inequality they "     \
      "are 0 and 1. Figures are not standardised by age.")                                                               \
    X(PROJECT, "Boligprosjekt", "Bustadprosjekt", "Housing project")                                                     \
    X(ALL_PROJECTS, "Alle prosjekter", "Alle prosjekt", "All projects")                                                  \
    X(PROFESSION, "Yrkesgruppe", "Yrkesgruppe", "Profession")                                                            \
    X(ALL_PROFESSIONS, "Alle yrkesgrupper", "Alle yrkesgrupper", "All professions")                                      \
    X(OTHERS, "Andre", "Andre", "Others")                                                                                \
    X(UNIT_OF_WORK, "Enhet", "Eining", "Unit")                                                                           \
    X(ROTA, "Turnus", "Turnus", "Rota")                                                                                  \
    X(SHARE_OF_FTE, "prosent av årsverkene", "prosent av årsverka", "per cent of full-time equivalents")                 \
    X(THOUSANDS_OF, "1 000 kr, faste {y}-priser", "1 000 kr, faste {y}-prisar", "NOK 1,000 at constant {y} prices")      \
    X(THOUSANDS, "1 000 kr, faste priser", "1 000 kr, faste prisar", "NOK 1,000 at constant prices")                     \
    X(MILLIONS, "mill. kr, faste priser", "mill. kr, faste prisar", "NOK million at constant prices")                    \
    X(FUNCTION, "KOSTRA-funksjon", "KOSTRA-funksjon", "KOSTRA function")                                                 \
    X(TOTAL_GROSS, "Brutto driftsutgifter", "Brutto driftsutgifter", "Gross running cost")                               \
    X(TOTAL_PAYMENT, "Brukerbetaling", "Brukarbetaling", "User payment")                                                 \
    X(TOTAL_REFUND, "Statlig refusjon", "Statleg refusjon", "State refund")                                              \
    X(TOTAL_NET, "Netto driftsutgifter", "Netto driftsutgifter", "Net running cost")                                     \
    X(TOTAL_CURRENT, "Brutto driftsutgifter i løpende priser", "Brutto driftsutgifter i løpande prisar",                 \
      "Gross running cost at current prices")                                                                            \
    X(MEASURE, "Tiltak", "Tiltak", "Measure")                                                                            \
    X(MEASURES, "Tiltak", "Tiltak", "Measures")                                                                          \
    X(EFFECT, "Virkning på drift", "Verknad på drift", "Effect on running cost")                                         \
    X(INVESTMENT, "Investering", "Investering", "Investment")                                                            \
    X(GRANT, "Tilskudd", "Tilskot", "Grant")                                                                             \
    X(FOCUS_AREA, "Satsingsområde", "Satsingsområde", "Focus area")                                                      \
    X(OWNER, "Ansvarlig", "Ansvarleg", "Owner")                                                                          \
    X(DUE, "Frist", "Frist", "Due")                                                                                      \
    X(PROGRESS, "Status", "Status", "Status")                                                                            \
    X(STATUS, "Status", "Status", "Status")                                                                              \
    X(P_PROPOSED, "foreslått", "foreslått", "proposed")                                                                  \
    X(P_IDEA, "idé", "idé", "idea")                                                                                      \
    X(P_DECIDED, "vedtatt", "vedteke", "decided")                                                                        \
    X(P_RUNNING, "i gang", "i gang", "running")                                                                          \
    X(P_DONE, "gjennomført", "gjennomført", "done")                                                                      \
    X(P_REJECTED, "forkastet", "forkasta", "rejected")                                                                   \
    X(CHOSEN, "Med i beste valg", "Med i beste val", "In the best choice")                                               \
    X(YES, "ja", "ja", "yes")                                                                                            \
    X(NO, "nei", "nei", "no")                                                                                            \
    X(WHERE, "Hvor", "Kvar", "Where")                                                                                    \
    X(STUDY, "Utredning", "Utgreiing", "Study")                                                                          \
    X(STUDY_RESULT, "Resultat", "Resultat", "Result")                                                                    \
    X(BUILDING, "Bygg", "Bygg", "Building")                                                                              \
    X(IN_USE_FROM, "I bruk fra", "I bruk frå", "In use from")                                                            \
    X(DECIDE_BY, "Siste år for vedtak", "Siste år for vedtak", "Last year to decide")                                    \
    X(COST_WITH_SHORTAGE, "Kostnad med mangel, mill. kr", "Kostnad med mangel, mill. kr",                                \
      "Cost with shortage, NOK million")                                                                                 \
    X(MISSING_PLACE_YEARS, "Plasser som mangler, sum over år", "Plassar som manglar, sum over år",                       \
      "Place years missing")                                                                                             \
    X(MET_THROUGHOUT, "Alle år uten mangel, %", "Alle år utan mangel, %", "Without shortage in any year, %")             \
    X(REGRET_MEAN, "Ekstra mot det beste valget, i snitt, mill. kr", "Ekstra mot det beste valet, i snitt, mill. kr",    \
      "Regret on average, NOK million")                                                                                  \
    X(REGRET_HIGH, "Ekstra, én av ti over, mill. kr", "Ekstra, éin av ti over, mill. kr",                                \
      "Regret, one in ten above, NOK million")                                                                           \
    X(PRESENT_VALUE, "Nåverdi, mill. kr", "Noverdi, mill. kr", "Present value, NOK million")                             \
    X(REGRET, "Ekstra kostnad mot det beste valget, mill. kr", "Ekstra kostnad mot det beste valet, mill. kr",           \
      "Extra cost against the best choice, NOK million")                                                                 \
    X(NOT_BUILT, "bygges ikke", "blir ikkje bygd", "not built")                                                          \
    X(FIGURE_OF, "Størrelse", "Storleik", "Figure")                                                                      \
    X(UNKNOWN, "ukjent", "ukjent", "unknown")                                                                            \
    X(REACHED, "nådd", "nådd", "reached")                                                                                \
    X(NOT_REACHED, "ikke nådd", "ikkje nådd", "not reached")                                                             \
    X(RESOURCE, "Ressurs", "Ressurs", "Resource")                                                                        \
    X(BALANCE_PLACES, "Plasser", "Plassar", "Places")                                                                    \
    X(BALANCE_STAFF, "Årsverk", "Årsverk", "Full-time equivalents")                                                      \
    X(BALANCE_MONEY, "Driftsutgifter, mill. kr", "Driftsutgifter, mill. kr", "Running cost, NOK million")                \
    X(THERE_OF, "{s}: det som finnes", "{s}: det som finst", "{s}: what is there")                                       \
    X(PERCENT, "prosent", "prosent", "per cent")                                                                         \
    X(PER_THOUSAND, "per 1 000 personår", "per 1 000 personår", "per 1,000 person-years")                                \
    X(YEARS_OF_LIFE, "gjenstående leveår", "attståande leveår", "years of life left")                                    \
    X(AT_AGE, "{s} ved {a} år: {t}", "{s} ved {a} år: {t}", "{s} aged {a}: {t}")                                         \
    X(WEEK, "Uke", "Veke", "Week")                                                                                       \
    X(WEEK_OF, "uke {a} i {y}", "veke {a} i {y}", "week {a} of {y}")                                                     \
    X(WEEKS_FROM, "Uker (1 = {s})", "Veker (1 = {s})", "Weeks (1 = {s})")                                                \
    X(LOST_UNIT, "Enhet som er ute av bruk", "Eining som er ute av bruk", "Unit out of use")                             \
    X(CRISIS_AND_UNIT, "Krise og enhet", "Krise og eining", "Crisis and unit")                                           \
    X(SRC_MONEY, "planens tall, KOSTRA og lønnsstatistikk fra SSB, nasjonale rater; egne beregninger",                   \
      "tala i planen, KOSTRA og lønsstatistikk frå SSB, nasjonale ratar; eigne utrekningar",                             \
      "the plan's figures, KOSTRA and earnings from Statistics Norway, national rates; own calculations")                \
    X(SRC_LIFE, "Human Mortality Database, nasjonale andeler med hjelpebehov; egne beregninger",                         \
      "Human Mortality Database, nasjonale delar med hjelpebehov; eigne utrekningar",                                    \
      "Human Mortality Database, national shares with need of help; own calculations")                                   \
    X(S_HOUSEHOLDS, "I {y} er det om lag {a} husholdninger i kommunen, i {z} om lag {b}.",                               \
      "I {y} er det om lag {a} hushald i kommunen, i {z} om lag {b}.",                                                   \
      "In {y} there are about {a} households in the municipality, in {z} about {b}.")                                    \
    X(S_HOUSEHOLDS_OLD, "Husholdninger der hovedpersonen er 80 år eller eldre, går fra om lag {a} til om lag {b}.",      \
      "Hushald der hovudpersonen er 80 år eller eldre, går frå om lag {a} til om lag {b}.",                              \
      "Households headed by someone of 80 years or over go from about {a} to about {b}.")                                \
    X(S_PROJECTS,                                                                                                        \
      "Boligprosjektene gir om lag {b} flere innbyggere i {z} enn uten dem, og et behov for {c} flere årsverk i "       \
      "tjenestene.",                                                                                                     \
      "Bustadprosjekta gir om lag {b} fleire innbyggjarar i {z} enn utan dei, og eit behov for {c} fleire årsverk i "   \
      "tenestene.",                                                                                                      \
      "The housing projects bring about {b} more residents in {z} than without them, and a need for {c} more "           \
      "full-time equivalents in the services.")                                                                          \
    X(S_WAITING,                                                                                                         \
      "{s}: Uten flere plasser enn registrert venter om lag {b} personer i {z}, mot {a} i {y}. Ventetiden er da {c} "    \
      "måneder i gjennomsnitt.",                                                                                         \
      "{s}: Utan fleire plassar enn registrert ventar om lag {b} personar i {z}, mot {a} i {y}. Ventetida er då {c} "   \
      "månader i gjennomsnitt.",                                                                                         \
      "{s}: without more places than registered about {b} persons wait in {z}, against {a} in {y}. The mean wait is "    \
      "then {c} months.")                                                                                                \
    X(S_NO_WAIT, "{s}: Med de registrerte plassene venter det så å si ingen i {z}.",                                     \
      "{s}: Med dei registrerte plassane ventar det så å seie ingen i {z}.",                                             \
      "{s}: with the registered places hardly anyone waits in {z}.")                                                     \
    X(S_BACKLOG, "Det er beregnet et vedlikeholdsetterslep på {c} mill. kr i byggene samlet.",                           \
      "Det er rekna ut eit vedlikehaldsetterslep på {c} mill. kr i bygga samla.",                                        \
      "The maintenance backlog of the buildings together is reckoned at NOK {c} million.")                               \
    X(NEED_IN_CRISIS, "Behov, også på grunn av krisen", "Behov, også på grunn av krisa", "Need, the crisis included")    \
    X(S_SAVINGS_MET,                                                                                                     \
      "I {z} skal utgiftene være {a} mill. kr lavere. Det er identifisert tiltak for {b} mill. kr, som er {c} mill. "   \
      "kr mer enn det som kreves.",                                                                                      \
      "I {z} skal utgiftene vere {a} mill. kr lågare. Det er identifisert tiltak for {b} mill. kr, som er {c} mill. "   \
      "kr meir enn det som blir kravt.",                                                                                 \
      "In {z} cost is to be NOK {a} million lower. Measures for NOK {b} million are identified, which is NOK {c} "       \
      "million more than asked for.")                                                                                    \
    X(SHORT_OF, "Underdekning", "Underdekning", "Gap")                                                                   \
    X(H_SPREAD, "Hva usikkerheten kommer av", "Kva uvissa kjem av", "What the uncertainty comes from")                   \
    X(H_ZONES, "Soner i kommunen", "Soner i kommunen", "Zones of the municipality")                                      \
    X(ZONE, "Sone", "Sone", "Zone")                                                                                      \
    X(OF_THEM_OLD, "80 år og over", "80 år og over", "80 years and over")                                                \
    X(MUNICIPALITY, "Kommunen", "Kommunen", "The municipality")                                                          \
    X(COUNTRY, "Landet", "Landet", "The country")                                                                        \
    X(DIFFERENCE, "Forskjell", "Skilnad", "Difference")                                                                  \
    X(PER_HUNDRED_OLD, "brukere per 100 innbyggere 80 år og over", "brukarar per 100 innbyggjarar 80 år og over",        \
      "users per 100 inhabitants of 80 years and over")                                                                  \
    X(MILLION, "mill. kr", "mill. kr", "NOK million")                                                                    \
    X(DRIVER_NEED, "Endring i nullalternativet", "Endring i nullalternativet", "Change in the reference")                \
    X(DRIVER_SCENARIO, "Det scenarioet gjør annerledes", "Det scenarioet gjer annleis",                                  \
      "What the scenario does otherwise")                                                                                \
    X(DRIVER_PRICES, "Lønns- og prisvekst", "Løns- og prisvekst", "Wages and prices")                                    \
    X(SOURCE_LOW, "Nedre ende av kilden", "Nedre ende av kjelda", "Lower end of the source")                             \
    X(SOURCE_HIGH, "Øvre ende av kilden", "Øvre ende av kjelda", "Upper end of the source")                              \
    X(SHARE_OF_SPREAD, "Andel av spredningen, prosent", "Del av spreiinga, prosent", "Share of the spread, per cent")    \
    X(SOURCE_OF_SPREAD, "Kilde til usikkerhet", "Kjelde til uvisse", "Source of uncertainty")                            \
    X(FIGURE_UNIT, "personer, plasser eller årsverk", "personar, plassar eller årsverk", "persons, places or FTE")       \
    X(S_SPREAD,                                                                                                          \
      "Stolpene viser hvor mye hver kilde flytter tallet når den går fra den nedre til den øvre delen av spennet "    \
      "sitt og alt annet trekkes som før.",                                                                              \
      "Stolpane viser kor mykje kvar kjelde flyttar talet når ho går frå den nedre til den øvre delen av spennet "   \
      "sitt og alt anna blir trekt som før.",                                                                            \
      "The bars show how far each source moves the figure from the lower to the upper part of its range, all else "      \
      "drawn as before.")                                                                                                \
    X(S_SPREAD_ERROR, "Med så mange trekninger kan andelene av spredningen bomme med omtrent {e} prosentpoeng.",         \
      "Med så mange trekningar kan delane av spreiinga bomme med omtrent {e} prosentpoeng.",                             \
      "With as many draws the shares of the spread may be off by about {e} percentage points.")                          \
    X(F08_TITLE, "{s}: {a} brukere per 100 innbyggere 80 år og over, {b} i landet",                                      \
      "{s}: {a} brukarar per 100 innbyggjarar 80 år og over, {b} i landet",                                              \
      "{s}: {a} users per 100 inhabitants of 80 years and over, {b} in the country")                                     \
    X(F08_WHAT,                                                                                                          \
      "Liggende stolper for tjenestene med høyest dekningsgrad i kommunen, ved siden av landet. Enhet: brukere per "    \
      "100 innbyggere 80 år og over.",                                                                                   \
      "Liggjande stolpar for tenestene med høgast dekningsgrad i kommunen, ved sida av landet. Eining: brukarar per "   \
      "100 innbyggjarar 80 år og over.",                                                                                 \
      "Horizontal bars of the services with the highest coverage in the municipality, beside the country. Unit: "        \
      "users per 100 inhabitants of 80 years and over.")                                                                 \
    X(F09_TITLE, "Nullalternativet endrer driftsutgiftene med {a} mill. kr til {s}",                                     \
      "Nullalternativet endrar driftsutgiftene med {a} mill. kr til {s}",                                                \
      "The reference changes running cost by NOK {a} million until {s}")                                                 \
    X(F09_WHAT, "Liggende stolper for det som endrer brutto driftsutgifter fra {y} til {z}. Enhet: mill. kr.",           \
      "Liggjande stolpar for det som endrar brutto driftsutgifter frå {y} til {z}. Eining: mill. kr.",                   \
      "Horizontal bars of what changes gross running cost from {y} to {z}. Unit: NOK million.")                          \
    X(F10_TITLE, "Mest å si for {s}, fra {a} til {b}", "Mest å seie for {s}, frå {a} til {b}",                           \
      "What matters most to {s}, from {a} to {b}")                                                                       \
    X(F10_WHAT, "Ett felt for hver størrelse i {z}, én stolpe for hver kilde, fra nedre til øvre ende.",                 \
      "Eitt felt for kvar storleik i {z}, éin stolpe for kvar kjelde, frå nedre til øvre ende.",                         \
      "One panel per figure in {z}, one bar per source, from its lower to its upper end.")                               \
    X(F11_TITLE, "Flest 80 år og over bor i {s}: {a}, og {b} ved slutten av planperioden",                               \
      "Flest 80 år og over bur i {s}: {a}, og {b} ved slutten av planperioden",                                          \
      "Most residents of 80 years and over live in {s}: {a}, and {b} at the end of the plan period")                     \
    X(F13_PERCENT, "{s}: {a} prosent i kommunen", "{s}: {a} prosent i kommunen",                                         \
      "{s}: {a} per cent in the municipality")                                                                           \
    X(F13_RATE, "{s}: {a} per 1 000 i kommunen", "{s}: {a} per 1 000 i kommunen",                                        \
      "{s}: {a} per 1,000 in the municipality")                                                                          \
    X(F11_WHAT, "Liggende stolper for hver sone i {y} og {z}. Enhet: personer.",                                         \
      "Liggjande stolpar for kvar sone i {y} og {z}. Eining: personar.",                                                 \
      "Horizontal bars of each zone in {y} and {z}. Unit: persons.")                                                     \
    X(T14_PERIOD, "Rekrutteringsbehov i planperioden", "Rekrutteringsbehov i planperioden",                              \
      "Recruitment need in the plan period")                                                                             \
    X(T21C_UNITS, "Reserve når en enhet er ute av bruk", "Reserve når ei eining er ute av bruk",                         \
      "What is left when a unit is out of use")                                                                          \
    X(SRC_OWN, "opplysninger i planen; egne beregninger", "opplysningar i planen; eigne utrekningar",                    \
      "the plan's figures; own calculations")                                                                            \
    X(S_CONDITION, "Tilstandsgrad 0 er best og 3 er dårligst (NS 3424).",                                                \
      "Tilstandsgrad 0 er best og 3 er dårlegast (NS 3424).",                                                            \
      "Condition grade 0 is the best and 3 the worst (NS 3424).")                                                        \
    X(S_FIRST_STEP, "Det første byggetrinnet som trengs, er «{s}», i bruk fra {a}. Det må vedtas senest i {b}.",         \
      "Det første byggjetrinnet som trengst, er «{s}», i bruk frå {a}. Det må vedtakast seinast i {b}.",                 \
      "The first building step that is needed is “{s}”, in use from {a}. It must be decided in {b} at the latest.")      \
    X(S_NEAREST,                                                                                                         \
      "Byggetrinnene i planen dekker ikke behovet for plasser i alle år. Rekkefølgen som mangler færrest plasser, "   \
      "tar "                                                                                                             \
      "først i bruk «{s}», fra {a}.",                                                                                    \
      "Byggjetrinna i planen dekkjer ikkje behovet for plassar i alle år. Rekkjefølgja som manglar færrast plassar, " \
      "tek først i bruk «{s}», frå {a}.",                                                                                \
      "The building steps of the plan do not meet the need for places in every year. The schedule that lacks the "       \
      "fewest places takes “{s}” into use first, from {a}.")                                                             \
    X(S_NO_STEP, "Behovet for plasser kan dekkes uten noen av byggetrinnene i planen.",                                  \
      "Behovet for plassar kan dekkjast utan nokon av byggjetrinna i planen.",                                           \
      "The need for places can be met without any of the building steps of the plan.")                                   \
    X(S_NO_SCHEDULE, "Byggetrinnene i planen er ikke nok til å dekke behovet for plasser i hele perioden.",              \
      "Byggjetrinna i planen er ikkje nok til å dekkje behovet for plassar i heile perioden.",                           \
      "The building steps of the plan do not suffice for the need for places throughout.")                               \
    X(S_SCHEDULES,                                                                                                       \
      "De første er de billigste rekkefølgene som dekker behovet, i dette scenarioet og i alle, eller, der ingen "     \
      "gjør "                                                                                                           \
      "det i alle år, de som mangler færrest plasser. I de to siste har "                                              \
      "en plass som mangler, en pris: der er den ekstra kostnaden i verste fall minst, eller kostnaden i alt minst.",    \
      "Dei første er dei billegaste rekkjefølgjene som dekkjer behovet, i dette scenarioet og i alle, eller, der "     \
      "ingen "                                                                                                           \
      "gjer det i alle år, dei som manglar færrast plassar. I dei to siste "                                           \
      "har ein plass som manglar, ein pris: der er den ekstra kostnaden i verste fall minst, eller kostnaden i alt "     \
      "minst.",                                                                                                          \
      "The first are the cheapest schedules that meet the need, in this scenario and in all, or, where none does in "    \
      "every year, those that lack the fewest places. In the last two a "                                                \
      "missing place has a price: there the extra cost at worst is least, or the whole cost is.")                        \
    X(S_VERDICTS,                                                                                                        \
      "Hver rekkefølge er prøvd mot alle scenarioer og trekninger. Plasser som mangler, har planens pris. Det beste "  \
      "valget er det som hadde kostet minst om framtida var kjent.",                                                     \
      "Kvar rekkjefølgje er prøvd mot alle scenario og trekningar. Plassar som manglar, har prisen til planen. Det "   \
      "beste valet er det som hadde kosta minst om framtida var kjend.",                                                 \
      "Each schedule is held against all scenarios and draws. Missing places have the plan's price. The best choice "    \
      "is what would have cost least had the future been known.")                                                        \
    X(S_PROFESSION_GAP,                                                                                                  \
      "{s}: Om rekrutteringen fortsetter som nå, mangler det om lag {b} årsverk i {z}. For å dekke behovet må det "  \
      "ansettes om lag {c} personer fra {y} og til da.",                                                                 \
      "{s}: Om rekrutteringa held fram som no, manglar det om lag {b} årsverk i {z}. For å dekkje behovet må det "    \
      "tilsetjast om lag {c} personar frå {y} og til då.",                                                               \
      "{s}: if recruitment goes on as now, about {b} full-time equivalents are missing in {z}. To meet the need "        \
      "about {c} persons must be hired from {y} until then.")                                                            \
    X(S_GAP_SIGN, "Tall over null er underdekning.", "Tal over null er underdekning.", "Numbers above zero are gaps.")   \
    X(S_COST,                                                                                                            \
      "Brutto driftsutgifter til tjenestene i planen går fra {a} mill. kr i {y} til {b} mill. kr i {z}, i faste "       \
      "priser.",                                                                                                         \
      "Brutto driftsutgifter til tenestene i planen går frå {a} mill. kr i {y} til {b} mill. kr i {z}, i faste "       \
      "prisar.",                                                                                                         \
      "Gross running cost of the services of the plan goes from NOK {a} million in {y} to NOK {b} million in {z}, at "   \
      "constant prices.")                                                                                                \
    X(S_DEMOGRAPHY,                                                                                                      \
      "Endringene i befolkningen alene endrer utgiftsbehovet med {b} mill. kr i {z}. Holdt mot veksten i frie "          \
      "inntekter er differansen {c} mill. kr.",                                                                          \
      "Endringane i folketalet åleine endrar utgiftsbehovet med {b} mill. kr i {z}. Halde mot veksten i frie "          \
      "inntekter er differansen {c} mill. kr.",                                                                          \
      "Changes of the population alone change the need for expenditure by NOK {b} million in {z}. Held against the "     \
      "growth of free revenue the difference is NOK {c} million.")                                                       \
    X(S_SAVINGS,                                                                                                         \
      "I {z} skal utgiftene være {a} mill. kr lavere. Det er identifisert tiltak for {b} mill. kr, og det gjenstår "   \
      "{c} mill. kr.",                                                                                                   \
      "I {z} skal utgiftene vere {a} mill. kr lågare. Det er identifisert tiltak for {b} mill. kr, og det står att "   \
      "{c} mill. kr.",                                                                                                   \
      "In {z} cost is to be NOK {a} million lower. Measures for NOK {b} million are identified, and NOK {c} million "    \
      "remain.")                                                                                                         \
    X(S_EFFECT_SIGN, "Virkning under null er innsparing.", "Verknad under null er innsparing.",                          \
      "Effects below zero are savings.")                                                                                 \
    X(S_TARGET_MET, "«{s}» er nådd: målet er {a} {t} i {z}, og beregningen gir {b}.",                                    \
      "«{s}» er nådd: målet er {a} {t} i {z}, og utrekninga gir {b}.",                                                   \
      "“{s}” is reached: the target is {a} {t} in {z}, and {b} are expected.")                                           \
    X(S_TARGET_MISSED, "«{s}» er ikke nådd: målet er {a} {t} i {z}, beregningen gir {b}, og det skiller {c}.",           \
      "«{s}» er ikkje nådd: målet er {a} {t} i {z}, utrekninga gir {b}, og det skil {c}.",                               \
      "“{s}” is not reached: the target is {a} {t} in {z}, {b} are expected, and {c} are missing.")                      \
    X(S_BALANCE, "Penger er brutto driftsutgifter mot basisårets utgifter i faste priser (forutsetning).",               \
      "Pengar er brutto driftsutgifter mot utgiftene i basisåret i faste prisar (føresetnad).",                          \
      "Money is gross running cost against that of the base year at constant prices (assumption).")                      \
    X(S_GAP_PLACES, "Behovet for plasser er {b} i {z}. Det er {c} flere enn det som er registrert.",                     \
      "Behovet for plassar er {b} i {z}. Det er {c} fleire enn det som er registrert.",                                  \
      "The need for places is {b} in {z}, {c} more than registered.")                                                    \
    X(S_GAP_STAFF, "Behovet for årsverk er {b} i {z}. Det er {c} flere enn tilbudet.",                                   \
      "Behovet for årsverk er {b} i {z}. Det er {c} fleire enn tilbodet.",                                               \
      "The need for full-time equivalents is {b} in {z}, {c} more than the supply.")                                     \
    X(S_GAP_MONEY, "Driftsutgiftene blir {b} mill. kr i {z} i faste priser, {c} mill. kr mer enn i {y}.",                \
      "Driftsutgiftene blir {b} mill. kr i {z} i faste prisar, {c} mill. kr meir enn i {y}.",                            \
      "Running cost is NOK {b} million in {z} at constant prices, NOK {c} million more than in {y}.")                    \
    X(S_PEAK, "I den verste uken av krisen ({s}) mangler det {c} årsverk.",                                              \
      "I den verste veka av krisa ({s}) manglar det {c} årsverk.",                                                       \
      "In the worst week of the crisis ({s}) {c} full-time equivalents are missing.")                                    \
    X(S_LEFT_SIGN, "Tall under null betyr at det mangler plasser når enheten er ute av bruk.",                           \
      "Tal under null tyder at det manglar plassar når eininga er ute av bruk.",                                         \
      "Numbers below zero mean that places are missing when the unit is out of use.")                                    \
    X(F12_TITLE, "På det verste, {s}, mangler det {a} årsverk", "På det verste, {s}, manglar det {a} årsverk",           \
      "At the worst, {s}, {a} full-time equivalents are missing")                                                        \
    X(F12_WHAT, "Linjer uke for uke fra {s} for årsverk som trengs, og årsverk som er på jobb. Enhet: årsverk.",         \
      "Linjer veke for veke frå {s} for årsverk som trengst, og årsverk som er på jobb. Eining: årsverk.",               \
      "Lines week by week from {s} of full-time equivalents needed and at work. Unit: full-time equivalents.")

#endif
