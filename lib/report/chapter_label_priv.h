/* The words of the chapter: one table, every text in bokmål, nynorsk and English. */
#ifndef KOH_CHAPTER_LABEL_PRIV_H
#define KOH_CHAPTER_LABEL_PRIV_H

#include <stddef.h>

#include "plan/plan_priv.h"
#include "report/label_care_priv.h"
#include "report/label_figures_priv.h"
#include "report/label_sections_priv.h"
#include "report/label_workforce_priv.h"

/* name, nb, nn, en. Gaps are {x}, the same ones in every language. */
#define KOH_LABEL_LIST(X)                                                                                                 \
    X(INTERNAL, "Kun til internt bruk – ikke prikket", "Berre til internt bruk – ikkje prikka",                           \
      "For internal use only – small counts are not suppressed")                                                          \
    X(INTERNAL_WHY, "Små tall er ikke skjult. Dokumentet kan ikke offentliggjøres slik det er.",                          \
      "Små tal er ikkje skjulte. Dokumentet kan ikkje offentleggjerast slik det er.",                                     \
      "Small counts are not hidden. The document cannot be published as it is.")                                          \
    X(PUBLISHED, "Til publisering – færre enn {n} personer er ikke vist",                                                 \
      "Til publisering – færre enn {n} personar er ikkje viste",                                                          \
      "For publication – fewer than {n} persons are not shown")                                                           \
    X(PUBLISHED_WHY,                                                                                                      \
      "Kolon (:) står der et tall er holdt tilbake: færre enn {n} registrerte personer, eller et tall som ville røpe " \
      "dem.",                                                                                                             \
      "Kolon (:) står der eit tal er halde tilbake: færre enn {n} registrerte personar, eller eit tal som ville røpe " \
      "dei.",                                                                                                             \
      "A colon (:) stands where a number is withheld: fewer than {n} registered persons, or a number that would give "    \
      "them away.")                                                                                                       \
    X(PUBLISHED_ALL, "Til publisering – ingen tall er holdt tilbake", "Til publisering – ingen tal er haldne tilbake",    \
      "For publication – no number is withheld")                                                                          \
    X(PUBLISHED_ALL_WHY, "Planen sier at også små tall skal vises.", "Planen seier at også små tal skal visast.",         \
      "The plan says that small counts are to be shown too.")                                                             \
    X(SUBTITLE, "Kunnskapsgrunnlag for {r} ({c}), {y}–{z}", "Kunnskapsgrunnlag for {r} ({c}), {y}–{z}",                   \
      "Evidence base for {r} ({c}), {y}–{z}")                                                                             \
    X(SKIP, "Hopp til innholdet", "Hopp til innhaldet", "Skip to the content")                                            \
    X(CONTENTS, "Innhold", "Innhald", "Contents")                                                                         \
    X(SWITCH, "Vis scenario", "Vis scenario", "Show scenario")                                                            \
    X(SWITCH_WHY, "Tabeller og tekst som er like i alle scenarioer, står fast. De andre bytter når du velger.",           \
      "Tabellar og tekst som er like i alle scenario, står fast. Dei andre byter når du vel.",                            \
      "Tables and text that are the same in every scenario stay. The others change with your choice.")                    \
    X(ONLY_IN, "Gjelder: {s}", "Gjeld: {s}", "Applies to: {s}")                                                           \
    X(TABLE, "Tabell", "Tabell", "Table")                                                                                 \
    X(FIGURE, "Figur", "Figur", "Figure")                                                                                 \
    X(FIGURE_DATA, "Tallene bak figuren", "Tala bak figuren", "The figures behind the chart")                             \
    X(SOURCE, "Kilde", "Kjelde", "Source")                                                                                \
    X(UNIT, "Enhet", "Eining", "Unit")                                                                                    \
    X(UNKNOWN_NOTE, ".. betyr at tallet er ukjent.", ".. betyr at talet er ukjent.", ".. means that it is unknown.")      \
    X(BUNDLE_RUN, "Grunnlaget er en del av kjøring {s}; alle delplaner med dette nummeret har de samme tallene.",         \
      "Grunnlaget er ein del av køyring {s}; alle delplanar med dette nummeret har dei same tala.",                       \
      "This evidence is part of run {s}; all sister plans with this number have the same figures.")                       \
    X(YEAR, "År (1. januar)", "År (1. januar)", "Year (1 January)")                                                       \
    X(YEAR_SHORT, "År", "År", "Year")                                                                                     \
    X(LAST_OBSERVED, "siste observerte", "siste observerte", "last observed")                                             \
    X(BASE_YEAR, "basisår", "basisår", "base year")                                                                       \
    X(PLAN_START, "planstart", "planstart", "plan start")                                                                 \
    X(PLAN_END, "planslutt", "planslutt", "plan end")                                                                     \
    X(CHANGE, "Endring {y}–{z}", "Endring {y}–{z}", "Change {y}–{z}")                                                     \
    X(IN_NUMBERS, "antall", "tal", "number")                                                                              \
    X(IN_PERCENT, "%", "%", "%")                                                                                          \
    X(IN_POINTS, "prosentpoeng", "prosentpoeng", "percentage points")                                                     \
    X(PERSONS, "personer", "personar", "persons")                                                                         \
    X(PLACES_UNIT, "plasser", "plassar", "places")                                                                        \
    X(FTE, "årsverk", "årsverk", "full-time equivalents")                                                                 \
    X(HOURS, "timer per år", "timar per år", "hours per year")                                                            \
    X(PERCENT_UNIT, "prosent av alle innbyggere", "prosent av alle innbyggjarar", "per cent of all residents")            \
    X(PRICES_OF, "kr i {y}-priser", "kr i {y}-prisar", "NOK at prices of {y}")                                            \
    X(RATIO, "personer per person", "personar per person", "persons per person")                                          \
    X(INDEX, "indeks, {y} = 100", "indeks, {y} = 100", "index, {y} = 100")                                                \
    X(ALL_AGES, "Alle", "Alle", "All")                                                                                    \
    X(AGE_GROUP, "Aldersgruppe", "Aldersgruppe", "Age band")                                                              \
    X(YEARS_FROM_TO, "{a}–{b} år", "{a}–{b} år", "{a}–{b} years")                                                         \
    X(YEARS_AND_OVER, "{a} år og over", "{a} år og over", "{a} years and over")                                           \
    X(WOMEN, "Kvinner", "Kvinner", "Women")                                                                               \
    X(MEN, "Menn", "Menn", "Men")                                                                                         \
    X(BIRTHS, "Fødte", "Fødde", "Births")                                                                                 \
    X(DEATHS, "Døde", "Døde", "Deaths")                                                                                   \
    X(IN_MIGRATION, "Innflytting fra andre kommuner", "Innflytting frå andre kommunar", "In-migration")                   \
    X(OUT_MIGRATION, "Utflytting til andre kommuner", "Utflytting til andre kommunar", "Out-migration")                   \
    X(IMMIGRATION, "Innvandring", "Innvandring", "Immigration")                                                           \
    X(EMIGRATION, "Utvandring", "Utvandring", "Emigration")                                                               \
    X(NET_MIGRATION, "Nettoinnflytting", "Nettoinnflytting", "Net migration")                                             \
    X(EXCESS_DEATHS, "Overdødelighet i krise", "Overdødelegheit i krise", "Excess deaths of a crisis")                    \
    X(ARRIVALS, "Flyktninger og evakuerte", "Flyktningar og evakuerte", "Refugees and evacuees")                          \
    X(ONWARD_MOVES, "Videreflytting", "Vidareflytting", "Onward moves")                                                   \
    X(GROWTH, "Folkevekst", "Folkevekst", "Population growth")                                                            \
    X(COMPONENT, "Endringen skyldes", "Endringa kjem av", "Component")                                                    \
    X(INDICATOR, "Forholdstall", "Forholdstal", "Ratio")                                                                  \
    X(SUPPORT_RATIO, "Aldersbæreevne: 20–66 år per person 67 år og over",                                                 \
      "Aldersbereevne: 20–66 år per person 67 år og over", "Old-age support ratio: 20–66 per person 67 and over")         \
    X(DEPENDENCY_RATIO, "Forsørgerbyrde: 0–19 år og 67 år og over per person 20–66 år",                                   \
      "Forsørgingsbyrde: 0–19 år og 67 år og over per person 20–66 år",                                                   \
      "Dependency ratio: 0–19 and 67 and over per person 20–66")                                                          \
    X(CAREGIVER_RATIO, "Omsorgskoeffisient: 50–66 år per person 85 år og over",                                           \
      "Omsorgskoeffisient: 50–66 år per person 85 år og over", "Caregiver ratio: 50–66 per person 85 and over")           \
    X(SERVICE, "Tjeneste", "Teneste", "Service")                                                                          \
    X(BEHIND, "Bygger på", "Byggjer på", "Based on")                                                                      \
    X(OWN, "egne tall", "eigne tal", "own figures")                                                                       \
    X(NATIONAL, "nasjonale rater", "nasjonale ratar", "national rates")                                                   \
    X(THROUGH_YEAR, "i løpet av året", "i løpet av året", "in the course of the year")                                    \
    X(MIXED, "egne tall og nasjonale rater", "eigne tal og nasjonale ratar", "own figures and national rates")            \
    X(OUT_OF_SCOPE, "utenfor planen", "utanfor planen", "outside the plan")                                               \
    X(AREA_PRO, "Pleie, rehabilitering og omsorg", "Pleie, rehabilitering og omsorg",                                     \
      "Nursing, rehabilitation and care")                                                                                 \
    X(AREA_TFF, "Tjenester til personer med funksjonsnedsettelse", "Tenester til personar med funksjonsnedsetjing",       \
      "Services for persons with disabilities")                                                                           \
    X(AREA_PSYKIATRI_NAV, "Psykisk helse, rus og NAV", "Psykisk helse, rus og NAV",                                       \
      "Mental health, addiction and NAV")                                                                                 \
    X(ALL_SERVICES, "Alle tjenester i planen", "Alle tenester i planen", "All services of the plan")                      \
    X(TYPE_OF_PLACE, "Type plass", "Type plass", "Type of place")                                                         \
    X(NEED_OF, "{s}: behov", "{s}: behov", "{s}: need")                                                                   \
    X(PLACES_OF, "{s}: plasser", "{s}: plassar", "{s}: places")                                                           \
    X(GAP_OF, "{s}: udekket behov", "{s}: udekt behov", "{s}: gap")                                                       \
    X(REGISTERED_PLACES, "Registrerte plasser", "Registrerte plassar", "Registered places")                               \
    X(BAND_OF_SCENARIOS, "Spennet mellom scenarioene", "Spennet mellom scenarioa", "Range of the scenarios")              \
    X(STILL_FIGURES,                                                                                                      \
      "Figurene er bilder: programmet er bygget uten Vega-Lite. Tallene står i tabellen under hver figur.",               \
      "Figurane er bilete: programmet er bygd utan Vega-Lite. Tala står i tabellen under kvar figur.",                    \
      "The charts are pictures: the program was built without Vega-Lite. The figures are in the table below each "        \
      "chart.")                                                                                                           \
    X(READ_FIGURE, "Les av verdiene", "Les av verdiane", "Read the values")                                               \
    X(SAVE_PNG, "Lagre som PNG", "Lagre som PNG", "Save as PNG")                                                          \
    X(SAVE_SVG, "Lagre som SVG", "Lagre som SVG", "Save as SVG")                                                          \
    X(CHOOSE_YEAR, "Velg år for de fylte søylene", "Vel år for dei fylte søylene",                                        \
      "Choose the year of the filled bars")                                                                               \
    X(FAN, "80 prosent av trekningene", "80 prosent av trekningane", "80 per cent of the draws")                          \
    X(FAN_LOW, "Nedre grense (10 %)", "Nedre grense (10 %)", "Lower limit (10%)")                                         \
    X(FAN_HIGH, "Øvre grense (90 %)", "Øvre grense (90 %)", "Upper limit (90%)")                                          \
    X(FAN_NOTE, "Det skraverte feltet rommer 80 prosent av {n} trekninger.",                                              \
      "Det skraverte feltet rommar 80 prosent av {n} trekningar.", "The shaded area holds 80 per cent of {n} draws.")     \
    X(GROUP, "Gruppe", "Gruppe", "Group")                                                                                 \
    X(DEMENTIA, "Personer med demens", "Personar med demens", "Persons with dementia")                                    \
    X(WOMEN_WITH, "Kvinner med demens", "Kvinner med demens", "Women with dementia")                                      \
    X(MEN_WITH, "Menn med demens", "Menn med demens", "Men with dementia")                                                \
    X(LIVING_ALONE, "Aleneboende {s}", "Åleinebuande {s}", "Living alone, {s}")                                           \
    X(KEY_FIGURE, "Nøkkeltall", "Nøkkeltal", "Key figure")                                                                \
    X(FIRST_SHORTAGE, "Første år med underdekning: {s}", "Første år med underdekning: {s}",                               \
      "First year of shortage: {s}")                                                                                      \
    X(NO_SHORTAGE, "ingen", "ingen", "none")                                                                              \
    X(USERS_OF, "Brukere: {s}", "Brukarar: {s}", "Users: {s}")                                                            \
    X(PEOPLE_80, "Innbyggere 80 år og over", "Innbyggjarar 80 år og over", "Residents 80 years and over")                 \
    X(PEOPLE, "Innbyggere", "Innbyggjarar", "Residents")                                                                  \
    X(TOTAL_FTE, "Årsverk i alle tjenester i planen", "Årsverk i alle tenester i planen",                                 \
      "Full-time equivalents in all services of the plan")                                                                \
    X(HISTORY, "Registrert", "Registrert", "Registered")                                                                  \
    X(PROJECTED, "Framskrevet", "Framskriven", "Projected")                                                               \
    /* headings */                                                                                                        \
    X(H_SUMMARY, "Det viktigste", "Det viktigaste", "Main points")                                                        \
    X(H_POPULATION, "Befolkningen", "Folketalet", "Population")                                                           \
    X(H_CARERS, "Bærekraft: arbeidsføre og eldre", "Berekraft: arbeidsføre og eldre",                                     \
      "Sustainability: working age and older people")                                                                     \
    X(H_NEED, "Behov for tjenester", "Behov for tenester", "Need for services")                                           \
    X(H_PLACES, "Plasser", "Plassar", "Places")                                                                           \
    X(H_STAFF, "Årsverk", "Årsverk", "Staff")                                                                             \
    X(H_SCENARIOS, "Scenarioene side om side", "Scenarioa side om side", "The scenarios side by side")                    \
    X(H_ASSUMPTIONS, "Forutsetninger og datakilder", "Føresetnader og datakjelder", "Assumptions and sources")            \
    X(H_NOTES, "Merknader", "Merknader", "Notes")                                                                         \
    /* tables */                                                                                                          \
    X(T01, "Forutsetninger og datakilder", "Føresetnader og datakjelder", "Assumptions and sources")                      \
    X(T02, "Folkemengde etter aldersgruppe", "Folkemengd etter aldersgruppe", "Population by age band")                   \
    X(T03, "Endring i aldersgruppe siden {y}", "Endring i aldersgruppe sidan {y}", "Change by age band since {y}")        \
    X(T04, "Andel 67+, 80+ og 90+", "Del 67+, 80+ og 90+", "Shares 67+, 80+ and 90+")                                     \
    X(T05, "Fødte, døde, flytting og folkevekst", "Fødde, døde, flytting og folkevekst",                                  \
      "Births, deaths, migration and growth")                                                                             \
    X(T06, "Innbyggere i arbeidsfør alder per eldre", "Innbyggjarar i arbeidsfør alder per eldre",                        \
      "Persons of working age per older person")                                                                          \
    X(T08, "Brukere per tjeneste", "Brukarar per teneste", "Users by service")                                            \
    X(T10A, "Årsverk per tjeneste og tjenesteområde", "Årsverk per teneste og tenesteområde",                             \
      "Full-time equivalents by service and service area")                                                                \
    X(T10B, "Tjenestetimer", "Tenestetimar", "Hours of service")                                                          \
    X(T11, "Plasser: behov, kapasitet og gap", "Plassar: behov, kapasitet og gap", "Places: need, capacity and gap")      \
    X(T12A, "Personer med demens", "Personar med demens", "Persons with dementia")                                        \
    X(T12B, "Eldre som bor alene", "Eldre som bur åleine", "Older people living alone")                                   \
    X(T24, "Scenariosammenligning: {z}", "Scenariosamanlikning: {z}", "Comparison of scenarios: {z}")                     \
    /* sentences */                                                                                                       \
    X(S_BASE, "{r} hadde {a} innbyggere 1. januar {y}.", "{r} hadde {a} innbyggjarar 1. januar {y}.",                     \
      "{r} had {a} residents on 1 January {y}.")                                                                          \
    X(S_PEOPLE_UP, "Folkemengden øker til om lag {b} i {z}, en økning på {d} personer ({p} prosent).",                    \
      "Folkemengda aukar til om lag {b} i {z}, ein auke på {d} personar ({p} prosent).",                                  \
      "The population grows to about {b} in {z}, an increase of {d} persons ({p} per cent).")                             \
    X(S_PEOPLE_DOWN, "Folkemengden går ned til om lag {b} i {z}, en nedgang på {d} personer ({p} prosent).",              \
      "Folkemengda går ned til om lag {b} i {z}, ein nedgang på {d} personar ({p} prosent).",                             \
      "The population falls to about {b} in {z}, a decrease of {d} persons ({p} per cent).")                              \
    X(S_OLD_UP,                                                                                                           \
      "Antallet 80 år og over øker fra {a} i {y} til om lag {b} i {z}, en økning på {d} personer ({p} prosent).",         \
      "Talet på innbyggjarar 80 år og over aukar frå {a} i {y} til om lag {b} i {z}, ein auke på {d} personar "       \
      "({p} prosent).",                                                                                                   \
      "Residents 80 years and over increase from {a} in {y} to about {b} in {z}, an increase of {d} persons "             \
      "({p} per cent).")                                                                                                  \
    X(S_OLD_DOWN,                                                                                                         \
      "Antallet 80 år og over går ned fra {a} i {y} til om lag {b} i {z}, en nedgang på {d} personer ({p} prosent).",     \
      "Talet på innbyggjarar 80 år og over går ned frå {a} i {y} til om lag {b} i {z}, ein nedgang på {d} personar " \
      "({p} prosent).",                                                                                                   \
      "Residents 80 years and over decrease from {a} in {y} to about {b} in {z}, a decrease of {d} persons "              \
      "({p} per cent).")                                                                                                  \
    X(S_RATIO, "For hver innbygger 67 år og over er det {a} i alderen 20–66 år i {y}. I {z} er tallet om lag {b}.",       \
      "For kvar innbyggjar 67 år og over er det {a} i alderen 20–66 år i {y}. I {z} er talet om lag {b}.",                \
      "For every resident 67 years and over there are {a} aged 20–66 in {y}. In {z} there are about {b}.")                \
    X(S_CONSTANT, "Med samme dekningsgrad og standard som i {y}:", "Med same dekningsgrad og standard som i {y}:",        \
      "At the same coverage and standard as in {y}:")                                                                     \
    X(S_CHANGING, "I scenarioet «{s}»:", "I scenarioet «{s}»:", "In the scenario “{s}”:")                                 \
    X(S_USERS_UP, "Antall brukere av {s} øker fra {a} i {y} til om lag {b} i {z}.",                                       \
      "Talet på brukarar av {s} aukar frå {a} i {y} til om lag {b} i {z}.",                                               \
      "Users of {s} increase from {a} in {y} to about {b} in {z}.")                                                       \
    X(S_USERS_DOWN, "Antall brukere av {s} går ned fra {a} i {y} til om lag {b} i {z}.",                                  \
      "Talet på brukarar av {s} går ned frå {a} i {y} til om lag {b} i {z}.",                                             \
      "Users of {s} decrease from {a} in {y} to about {b} in {z}.")                                                       \
    X(S_PLACES, "{s}: Behovet er om lag {b} plasser i {z}; kapasiteten er {m}.",                                          \
      "{s}: Behovet er om lag {b} plassar i {z}; kapasiteten er {m}.",                                                    \
      "{s}: the need is about {b} places in {z}; the capacity is {m}.")                                                   \
    X(S_SHORTAGE, "Underdekningen inntrer første gang i {y}.", "Underdekninga kjem første gong i {y}.",                   \
      "The first shortage comes in {y}.")                                                                                 \
    X(S_LASTS, "Plassene rekker til og med {z}.", "Plassane rekk til og med {z}.", "The places last through {z}.")        \
    X(S_STAFF, "Årsverkene i tjenestene som planen omfatter, går fra om lag {a} i {y} til om lag {b} i {z}.",             \
      "Årsverka i tenestene som planen omfattar, går frå om lag {a} i {y} til om lag {b} i {z}.",                         \
      "Full-time equivalents in the services of the plan go from about {a} in {y} to about {b} in {z}.")                  \
    X(S_NO_PROPHECY, "Tallene viser hva som følger av de oppgitte forutsetningene; de er ikke en spådom.",                \
      "Tala viser kva som følgjer av dei oppgitte føresetnadene; dei er ikkje ein spådom.",                               \
      "The figures show what follows from the stated assumptions; they are not a prophecy.")                              \
    X(S_NATIONAL, "Brukertallene bygger på nasjonale rater, ikke på kommunens egne tall.",                                \
      "Brukartala byggjer på nasjonale ratar, ikkje på eigne tal for kommunen.",                                          \
      "Users follow from national rates, not from the municipality's own figures.")                                       \
    X(S_MIXED, "Egne brukertall er brukt der de er gitt, ellers nasjonale rater.",                                        \
      "Eigne brukartal er brukte der dei er gitt, elles nasjonale ratar.",                                                \
      "The municipality's own users are used where given, national rates elsewhere.")                                     \
    X(S_OWN, "Brukertallene er kommunens egne.", "Brukartala er kommunen sine eigne.",                                    \
      "Users are the municipality's own.")                                                                                \
    X(S_PLACES_WITHHELD,                                                                                                  \
      "Behovet for plasser er holdt tilbake fordi det er få brukere. Plassene vises, men ikke behovet eller "            \
      "underdekningen.",                                                                                                  \
      "Behovet for plassar er halde tilbake fordi det er få brukarar. Plassane er viste, men ikkje behovet eller "       \
      "underdekninga.",                                                                                                   \
      "The need for places is withheld because there are few users. Places are shown, need and shortage are not.")        \
    X(S_NO_REGISTER, "Antall plasser i kommunen er ikke oppgitt, så behovet holdes ikke mot noen kapasitet.",             \
      "Talet på plassar i kommunen er ikkje oppgitt, så behovet blir ikkje halde mot nokon kapasitet.",                   \
      "The municipality's places are not given, so the need is held against no capacity.")                                \
    X(S_START_BEFORE, "Planperioden begynner i {y}, før basisåret {z}; tabellene begynner med basisåret.",                \
      "Planperioden byrjar i {y}, før basisåret {z}; tabellane byrjar med basisåret.",                                    \
      "The plan period begins in {y}, before the base year {z}; the tables begin with the base year.")                    \
    X(S_END_BEYOND, "Planperioden {y} ligger ikke innenfor framskrivingen; endringer regnes til {z}.",                    \
      "Planperioden {y} ligg ikkje innanfor framskrivinga; endringar blir rekna til {z}.",                                \
      "The plan period {y} does not lie within the projection; changes are reckoned to {z}.")                             \
    X(S_USERS_APART,                                                                                                      \
      "Brukere kan ikke summeres over tjenester: en person kan ha flere. De er talt 31. desember der ikke annet "         \
      "står; "                                                                                                           \
      "en del som er talt i løpet av året, kan være større enn det den er en del av.",                                    \
      "Brukarar kan ikkje summerast over tenester: ein person kan ha fleire. Dei er talde 31. desember der ikkje "        \
      "anna "                                                                                                             \
      "står; ein del som er tald i løpet av året, kan vere større enn det han er ein del av.",                            \
      "Users cannot be added over services: one person may have several. They are counted at 31 December where "          \
      "nothing "                                                                                                          \
      "else is said; a part that is counted in the course of the year may be larger than what it is a part of.")          \
    X(S_FIVE, "Figuren viser de fem første scenarioene.", "Figuren viser dei fem første scenarioa.",                      \
      "The figure shows the first five scenarios.")                                                                       \
    X(S_MARKDOWN, "Tabellene gjelder «{s}»; de andre scenarioene står i tabell T24.",                                     \
      "Tabellane gjeld «{s}»; dei andre scenarioa står i tabell T24.",                                                    \
      "The tables apply to “{s}”; the other scenarios stand in table T24.")                                               \
    X(S_STATIC, "Figurene er tegnet som bilder i siden; de samme figurene ligger som Vega-Lite i mappen «figures».",      \
      "Figurane er teikna som bilete i sida; dei same figurane ligg som Vega-Lite i mappa «figures».",                    \
      "The figures are drawn as pictures in the page; the same figures lie as Vega-Lite in the folder “figures”.")        \
    X(S_FILES, "Alle år, aldersgrupper og yrkesgrupper står i filene med format csv.",                                    \
      "Alle år, aldersgrupper og yrkesgrupper står i filene med format csv.",                                             \
      "All years, age bands and professions stand in the files of format csv.")                                           \
    /* titles of figures: what they find */                                                                               \
    X(F01_UP, "Flere eldre: {a} er 67 år og over i {y}, {b} i {z}",                                                       \
      "Fleire eldre: {a} er 67 år og over i {y}, {b} i {z}",                                                              \
      "More older people: {a} are 67 and over in {y}, {b} in {z}")                                                        \
    X(F01_DOWN, "Færre eldre: {a} er 67 år og over i {y}, {b} i {z}",                                                     \
      "Færre eldre: {a} er 67 år og over i {y}, {b} i {z}",                                                               \
      "Fewer older people: {a} are 67 and over in {y}, {b} in {z}")                                                       \
    X(F01_WHAT,                                                                                                           \
      "Befolkningspyramide med menn til venstre og kvinner til høyre, femårige aldersgrupper. Fylte søyler er {z}, "   \
      "omrisset er {y}. Enhet: personer.",                                                                                \
      "Befolkningspyramide med menn til venstre og kvinner til høgre, femårige aldersgrupper. Fylte søyler er {z}, "   \
      "omrisset er {y}. Eining: personar.",                                                                               \
      "Population pyramid with men on the left and women on the right, five-year age bands. Filled bars are {z}, "        \
      "the outline is {y}. Unit: persons.")                                                                               \
    X(F02_UP, "Folkemengden vokser fra {a} i {y} til {b} i {z}", "Folkemengda veks frå {a} i {y} til {b} i {z}",          \
      "The population grows from {a} in {y} to {b} in {z}")                                                               \
    X(F02_DOWN, "Folkemengden går ned fra {a} i {y} til {b} i {z}", "Folkemengda går ned frå {a} i {y} til {b} i {z}",    \
      "The population falls from {a} in {y} to {b} in {z}")                                                               \
    X(F02_WHAT,                                                                                                           \
      "Linje for folkemengden 1. januar: registrert til og med {y}, deretter framskrevet til {z}. Enhet: "                \
      "personer.",                                                                                                        \
      "Linje for folkemengda 1. januar: registrert til og med {y}, deretter framskriven til {z}. Eining: personar.",      \
      "Line of the population on 1 January: registered through {y}, then projected to {z}. Unit: persons.")               \
    X(F03_MOST, "{s} endrer seg mest: til {b} i {z} når {y} er 100",                                                      \
      "{s} endrar seg mest: til {b} i {z} når {y} er 100", "{s} change most: to {b} in {z} when {y} is 100")              \
    X(F03_WHAT, "Linjer for 67–79, 80–89 og 90 år og over, {y}–{z}. Enhet: indeks, {y} = 100.",                           \
      "Linjer for 67–79, 80–89 og 90 år og over, {y}–{z}. Eining: indeks, {y} = 100.",                                    \
      "Lines for 67–79, 80–89 and 90 years and over, {y}–{z}. Unit: index, {y} = 100.")                                   \
    X(F04_DOWN, "Færre i arbeidsfør alder per eldre: {a} i {y}, {b} i {z}",                                               \
      "Færre i arbeidsfør alder per eldre: {a} i {y}, {b} i {z}",                                                         \
      "Fewer of working age per older person: {a} in {y}, {b} in {z}")                                                    \
    X(F04_UP, "Flere i arbeidsfør alder per eldre: {a} i {y}, {b} i {z}",                                                 \
      "Fleire i arbeidsfør alder per eldre: {a} i {y}, {b} i {z}",                                                        \
      "More of working age per older person: {a} in {y}, {b} in {z}")                                                     \
    X(F04_WHAT, "Linje for personer 20–66 år per person 67 år og over, {y}–{z}. Enhet: personer per person.",             \
      "Linje for personar 20–66 år per person 67 år og over, {y}–{z}. Eining: personar per person.",                      \
      "Line of persons 20–66 per person 67 and over, {y}–{z}. Unit: persons per person.")                                 \
    X(F05_TITLE, "Brukere av {s}: fra {a} i {y} til {b} i {z} i «{v}»",                                                   \
      "Brukarar av {s}: frå {a} i {y} til {b} i {z} i «{v}»", "Users of {s}: from {a} in {y} to {b} in {z} in “{v}”")     \
    X(F05_WHAT, "Ett felt for hver tjeneste, én linje for hvert scenario, {y}–{z}. Enhet: personer.",                     \
      "Eitt felt for kvar teneste, éi linje for kvart scenario, {y}–{z}. Eining: personar.",                              \
      "One panel per service, one line per scenario, {y}–{z}. Unit: persons.")                                            \
    X(F06_SHORT, "{s}: plassene rekker ikke fra {y} i «{v}»", "{s}: plassane rekk ikkje frå {y} i «{v}»",                 \
      "{s}: the places do not suffice from {y} in “{v}”")                                                                 \
    X(F06_LASTS, "{s}: plassene rekker til og med {z} i «{v}»", "{s}: plassane rekk til og med {z} i «{v}»",              \
      "{s}: the places last through {z} in “{v}”")                                                                        \
    X(F06_WHAT,                                                                                                           \
      "Linje for behovet og trappelinje for registrerte plasser, {y}–{z}. Et skravert felt er forklart i "              \
      "tegnforklaringen. Enhet: plasser.",                                                                                \
      "Linje for behovet og trappelinje for registrerte plassar, {y}–{z}. Eit skravert felt er forklart i "             \
      "teiknforklaringa. Eining: plassar.",                                                                               \
      "Line of the need and stepped line of registered places, {y}–{z}. A shaded area is explained in the "             \
      "legend. Unit: places.")                                                                                            \
    X(F07_TITLE, "{s}: behovet er {a} årsverk i {z}, tilbudet {b}", "{s}: behovet er {a} årsverk i {z}, tilbodet {b}",    \
      "{s}: {a} full-time equivalents are needed in {z}, {b} are there")                                                  \
    X(F07_WHAT,                                                                                                           \
      "Linjer for etterspurte årsverk, tilbud og tilbud uten nyansettelser i de største yrkesgruppene, {y}–{z}. "     \
      "Enhet: årsverk.",                                                                                                  \
      "Linjer for etterspurde årsverk, tilbod og tilbod utan nytilsetjingar i dei største yrkesgruppene, {y}–{z}. "   \
      "Eining: årsverk.",                                                                                                 \
      "Lines of full-time equivalents in demand, supply and supply without new staff in the largest professions, "        \
      "{y}–{z}.")                                                                                                         \
    X(F07_DEMAND, "Etterspørsel", "Etterspurnad", "Demand")                                                               \
    X(F07_SUPPLY, "Tilbud", "Tilbod", "Supply")                                                                           \
    X(F07_UNFILLED, "Tilbud uten nyansettelser", "Tilbod utan nytilsetjingar", "Supply without new staff")                \
    /* sources */                                                                                                         \
    X(SRC_REGISTER, "SSB, tabell 07459", "SSB, tabell 07459", "Statistics Norway, table 07459")                           \
    X(SRC_POPULATION, "{s}, egne beregninger", "{s}, eigne utrekningar", "{s}, own calculations")                         \
    X(SRC_PLAN, "planens tall, nasjonale rater og {s}; egne beregninger",                                                 \
      "tala i planen, nasjonale ratar og {s}; eigne utrekningar",                                                         \
      "the plan's figures, national rates and {s}; own calculations")                                                     \
    X(SRC_PREVALENCE, "nasjonale andeler etter kjønn og alder og {s}; egne beregninger",                                  \
      "nasjonale delar etter kjønn og alder og {s}; eigne utrekningar",                                                   \
      "national shares by sex and age and {s}; own calculations")                                                         \
    /* assumptions: columns and figures */                                                                                \
    X(A_FIGURE, "Forutsetning", "Føresetnad", "Assumption")                                                               \
    X(A_SCENARIO, "Scenario", "Scenario", "Scenario")                                                                     \
    X(A_VALUE, "Verdi", "Verdi", "Value")                                                                                 \
    X(A_REASON, "Kilde eller begrunnelse", "Kjelde eller grunngiving", "Source or reason")                                \
    X(A_DEFAULT, "standard", "standard", "default")                                                                       \
    X(A_FILE, "filen {s}", "fila {s}", "the file {s}")                                                                    \
    X(A_ENGLISH, "Kilder og begrunnelser gjengis slik de står i planen og i datagrunnlaget, noen på engelsk.",            \
      "Kjelder og grunngivingar er gjengitt slik dei står i planen og i datagrunnlaget, nokre på engelsk.",               \
      "Sources and reasons are given as they stand in the plan and in the data.")                                         \
    X(A_REST, "Normer, aldersmønstre og andre standardverdier, {n} i alt, står i tabell T01 i formatet csv.",             \
      "Normer, aldersmønster og andre standardverdiar, {n} i alt, står i tabell T01 i formatet csv.",                     \
      "Norms, age patterns and other defaults, {n} in all, stand in table T01 of format csv.")                            \
    X(A_REGISTER, "Registrert folkemengde", "Registrert folkemengd", "Registered population")                             \
    X(A_MORTALITY, "Dødelighet", "Dødelegheit", "Mortality")                                                              \
    X(A_FERTILITY, "Fruktbarhet", "Fruktbarheit", "Fertility")                                                            \
    X(A_MIGRATION, "Flytting", "Flytting", "Migration")                                                                   \
    X(A_ALONE, "Andel som bor alene", "Del som bur åleine", "Share living alone")                                         \
    X(A_OCCUPANCY, "Mål for belegg", "Mål for belegg", "Target occupancy")                                                \
    X(A_MORTALITY_WHY, "Human Mortality Database, Norge: nasjonale rater gjelder lokalt, og nedgangen fortsetter",        \
      "Human Mortality Database, Noreg: nasjonale ratar gjeld lokalt, og nedgangen held fram",                            \
      "Human Mortality Database, Norway: national rates hold locally, and their fall goes on")                            \
    X(A_FERTILITY_WHY, "Human Fertility Database, Norge, og SSB, tabell 07459: siste nivå holdes fast",                   \
      "Human Fertility Database, Noreg, og SSB, tabell 07459: siste nivå blir halde fast",                                \
      "Human Fertility Database, Norway, and Statistics Norway, table 07459: the newest level is held")                   \
    X(A_MIGRATION_WHY,                                                                                                    \
      "SSB, tabell 07459: kommunens eget nivå og aldersmønster, som fases ut mot SSBs hovedalternativ 2024",              \
      "SSB, tabell 07459: kommunen sitt eige nivå og aldersmønster, som blir fasa ut mot hovudalternativet til SSB "    \
      "2024",                                                                                                             \
      "Statistics Norway, table 07459: the municipality's own level and age pattern, fading to Statistics Norway's "      \
      "main alternative of 2024")                                                                                         \
    X(A_MIGRATION_OWN_WHY,                                                                                                \
      "SSB, tabell 07459, og ikke planens egen folkemengde: kommunens nivå og aldersmønster der, som fases ut mot "     \
      "SSBs "                                                                                                             \
      "hovedalternativ 2024",                                                                                             \
      "SSB, tabell 07459, og ikkje planen si eiga folkemengd: nivå og aldersmønster for kommunen der, som blir "        \
      "fasa ut "                                                                                                          \
      "mot hovudalternativet til SSB 2024",                                                                               \
      "Statistics Norway, table 07459, and not the plan's own population: the municipality's level and age pattern "      \
      "there, "                                                                                                           \
      "fading to Statistics Norway's main alternative of 2024")                                                           \
    X(A_REGISTER_WHY, "SSB, tabell 07459, {y}–{z}", "SSB, tabell 07459, {y}–{z}",                                         \
      "Statistics Norway, table 07459, {y}–{z}")                                                                          \
    X(A_ALONE_WHY, "nasjonale andeler etter kjønn og alder holdes fast",                                                  \
      "nasjonale delar etter kjønn og alder blir haldne faste", "national shares by sex and age are held")                \
    X(A_OCCUPANCY_WHY, "19 av 20 plasser i bruk der planen ikke sier annet",                                              \
      "19 av 20 plassar i bruk der planen ikkje seier noko anna",                                                         \
      "19 of 20 places in use where the plan says nothing")                                                               \
    /* columns and codes of the tables as data */                                                                         \
    X(C_ALL, "Alle", "Alle", "All")                                                                                       \
    X(C_DEMENTIA, "Demens", "Demens", "Dementia")                                                                         \
    X(Q_USERS, "brukere", "brukarar", "users")                                                                            \
    X(Q_BED_DAYS, "liggedøgn", "liggedøgn", "bed-days")                                                                   \
    X(Q_COVERAGE, "faktor på dekningsgraden", "faktor på dekningsgraden", "factor on coverage")                           \
    X(Q_AGE_SHIFT, "forskjøvet alder, år", "forskoven alder, år", "age shift, years")                                     \
    X(Q_TREND, "trend per år", "trend per år", "trend per year")                                                          \
    X(Q_FADE, "trenden fases ut over år", "trenden blir fasa ut over år", "the trend fades out over years")               \
    X(Q_HOURS, "timer per uke", "timar per veke", "hours per week")                                                       \
    X(Q_TARGET, "Mål for belegg", "Mål for belegg", "Target occupancy")                                                   \
    X(Q_STAFF_FACTOR, "Årsverk per enhet mot basisåret", "Årsverk per eining mot basisåret",                              \
      "FTE per unit against the base year")                                                                               \
    X(Q_SHARE, "andel som får dette i stedet", "del som får dette i staden", "share served by this instead")              \
    X(Q_REGISTER, "Register over plasser", "Register over plassar", "Register of places")                                 \
    X(Q_FTE, "årsverk", "årsverk", "full-time equivalents")                                                               \
    X(Q_NORM, "årsverk per enhet", "årsverk per eining", "full-time equivalents per unit")                                \
    KOH_LABEL_LIST_WORKFORCE(X) KOH_LABEL_LIST_SECTIONS(X) KOH_LABEL_LIST_CARE(X) KOH_LABEL_LIST_FIGURES(X)

typedef enum koh_label {
#define KOH_LABEL_ENUM(name, nb, nn, en) KOH_LABEL_##name,
    KOH_LABEL_LIST(KOH_LABEL_ENUM)
#undef KOH_LABEL_ENUM
        KOH_LABEL_COUNT
} koh_label_id;

/* The text of a label in a language (0 nb, 1 nn, 2 en). */
const char *koh__label(koh_label_id label, size_t language);

#endif
