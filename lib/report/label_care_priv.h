/* The words of the chapter on peers, prevention, events, the care ladder, simulated units, aims for the staff and
 * structures. */
#ifndef KOH_LABEL_CARE_PRIV_H
#define KOH_LABEL_CARE_PRIV_H

/* name, nb, nn, en, as KOH_LABEL_LIST. */
#define KOH_LABEL_LIST_CARE(X)                                                                                          \
    X(ALL_AGES_OF, "alle aldre", "alle aldrar", "all ages")                                                             \
    X(PER_HUNDRED, "brukere per 100 innbyggere i aldersgruppen", "brukarar per 100 innbyggjarar i aldersgruppa",        \
      "users per 100 inhabitants of the age group")                                                                     \
    X(AT_COVERAGE, "{s} ved uendret dekningsgrad", "{s} ved uendra dekningsgrad", "{s} at unchanged coverage")          \
    X(FROM_STATE, "Fra", "Frå", "From")                                                                                 \
    X(PERCENT_THEN_FTE, "prosent; siste rad årsverk", "prosent; siste rad årsverk", "per cent; FTE in the last row")    \
    X(PARTICIPANTS, "Deltakere", "Deltakarar", "Participants")                                                          \
    X(COURSE_HOURS, "Kurstimer", "Kurstimar", "Course hours")                                                           \
    X(TRAINED, "Andel som har kurset", "Del som har kurset", "Share who have had the course")                           \
    X(GPS, "Fastleger", "Fastlegar", "General practitioners")                                                           \
    X(PALLIATIVE, "Lindrende behandling", "Lindrande behandling", "Palliative care")                                    \
    X(STRUCTURE, "Struktur", "Struktur", "Structure")                                                                   \
    X(S_PEERS,                                                                                                          \
      "{s}: Kommunen har {a} brukere per 100 innbyggere ({t}). I kommunene den blir sammenlignet med, er det fra {b} "  \
      "til {c}.",                                                                                                       \
      "{s}: Kommunen har {a} brukarar per 100 innbyggjarar ({t}). I kommunane han blir samanlikna med, "                \
      "er det frå {b} til {c}.",                                                                                        \
      "{s}: the municipality has {a} users per 100 inhabitants ({t}). In the municipalities it is compared with "       \
      "there are from {b} to {c}.")                                                                                     \
    X(S_PREVENTION, "{s}: I {z} er det om lag {b} færre brukere enn ellers.",                                           \
      "{s}: I {z} er det om lag {b} færre brukarar enn elles.",                                                         \
      "{s}: in {z} there are about {b} fewer users than otherwise.")                                                    \
    X(S_PREVENTION_PAID, "{s}: Innsparingen har dekket kostnaden i løpet av {c}.",                                      \
      "{s}: Innsparinga har dekt kostnaden i løpet av {c}.",                                                            \
      "{s}: the saving has covered the cost in the course of {c}.")                                                     \
    X(S_PREVENTION_UNPAID, "{s}: Innsparingen dekker ikke kostnaden innen {z}; det mangler {c} mill. kr.",              \
      "{s}: Innsparinga dekkjer ikkje kostnaden innan {z}; det manglar {c} mill. kr.",                                  \
      "{s}: the saving does not cover the cost by {z}; NOK {c} million are missing.")                                   \
    X(S_TASK, "{s}: Den nye oppgaven gir om lag {b} brukere i {z}.",                                                    \
      "{s}: Den nye oppgåva gir om lag {b} brukarar i {z}.", "{s}: the new task brings about {b} users in {z}.")        \
    X(S_HOSPITAL, "{s}: Om lag {b} opphold i {z}, mot {a} i {y}; de tar {c} plasser.",                                  \
      "{s}: Om lag {b} opphald i {z}, mot {a} i {y}; dei tek {c} plassar.",                                             \
      "{s}: about {b} stays in {z}, against {a} in {y}; they take {c} places.")                                         \
    X(S_GPS, "Med dagens bruk trengs det {b} fastleger i {z}, mot {a} i {y}.",                                          \
      "Med bruken i dag trengst det {b} fastlegar i {z}, mot {a} i {y}.",                                               \
      "At today's use {b} general practitioners are needed in {z}, against {a} in {y}.")                                \
    X(S_PALLIATIVE, "Om lag {b} personer trenger lindrende behandling i {z}, mot {a} i {y}; de tar {c} plasser.",       \
      "Om lag {b} personar treng lindrande behandling i {z}, mot {a} i {y}; dei tek {c} plassar.",                      \
      "About {b} persons need palliative care in {z}, against {a} in {y}; they take {c} places.")                       \
    X(S_DAY_PLACES, "{s}: Det trengs om lag {b} dagplasser i {z}, mot {a} i {y}.",                                      \
      "{s}: Det trengst om lag {b} dagplassar i {z}, mot {a} i {y}.",                                                   \
      "{s}: about {b} day places are needed in {z}, against {a} in {y}.")                                               \
    X(S_LADDER,                                                                                                         \
      "Om folk flytter mellom trinnene på omsorgstrappa slik planen sier, er {b} personer på institusjon i {z}, mot " \
      "{a} i "                                                                                                          \
      "{y}. Ved uendret dekningsgrad er tallet {c}.",                                                                   \
      "Om folk flyttar mellom trinna på omsorgstrappa slik planen seier, er {b} personar på institusjon i {z}, mot "  \
      "{a} i "                                                                                                          \
      "{y}. "                                                                                                           \
      "Ved uendra dekningsgrad er talet {c}.",                                                                          \
      "If people move between the steps of care as the plan says, {b} persons are in institutions in {z}, against "     \
      "{a} in "                                                                                                         \
      "{y}. "                                                                                                           \
      "At unchanged coverage the number is {c}.")                                                                       \
    X(S_LADDER_FLOW, "I løpet av {z} får om lag {b} personer uten omsorgstjeneste tjenester hjemme, mot {a} i {y}.",    \
      "I løpet av {z} får om lag {b} personar utan omsorgsteneste tenester heime, mot {a} i {y}.",                      \
      "In the course of {z} about {b} persons without care come to need care at home, against {a} in {y}.")             \
    X(S_SIMULATED,                                                                                                      \
      "{s}: Regnet person for person, med tilfeldigheter, venter {b} i {z}; i de verste ti prosent av tilfellene "      \
      "venter {c} eller flere.",                                                                                        \
      "{s}: Rekna person for person, med tilfelle, ventar {b} i {z}; i dei verste ti prosent av tilfella ventar {c} "   \
      "eller fleire.",                                                                                                  \
      "{s}: reckoned person by person, with chance, {b} wait in {z}; in the worst tenth of the cases {c} or more "      \
      "wait.")                                                                                                          \
    X(S_EDUCATION,                                                                                                      \
      "Andelen årsverk med høyere utdanning går fra {a} prosent i {y} til {b} prosent i {z}. Målet er da {c}.",         \
      "Delen årsverk med høgare utdanning går frå {a} prosent i {y} til {b} prosent i {z}. Målet er då {c}.",           \
      "The share of FTE with higher education goes from {a} per cent in {y} to {b} per cent in {z}. The target is "     \
      "then {c}.")                                                                                                      \
    X(S_TRAINING, "{s}: {b} prosent har kurset i {z}, mot {a} i {y}. Det koster {c} mill. kr i perioden.",              \
      "{s}: {b} prosent har kurset i {z}, mot {a} i {y}. Det kostar {c} mill. kr i perioden.",                          \
      "{s}: {b} per cent have had the course in {z}, against {a} in {y}. It costs NOK {c} million in the period.")      \
    X(S_FULL_TIME,                                                                                                      \
      "{s}: Større stillinger gir {b} flere årsverk i {z} av dem som er der, til {c} mill. kr netto i året.",           \
      "{s}: Større stillingar gir {b} fleire årsverk i {z} av dei som er der, til {c} mill. kr netto i året.",          \
      "{s}: larger positions give {b} more FTE in {z} from those who are there, at NOK {c} million net a year.")        \
    X(S_STRUCTURE, "{s}: {b} årsverk etter enhetenes størrelse i {z}, mot {c} med dagens struktur.",                    \
      "{s}: {b} årsverk etter storleiken på einingane i {z}, mot {c} med strukturen i dag.",                            \
      "{s}: {b} FTE by size of units in {z}, against {c} with today's structure.")                                      \
    X(S_KNOWN_COST, "Kostnaden gjelder de tjenesteområdene der den er kjent.",                                          \
      "Kostnaden gjeld dei tenesteområda der han er kjend.", "The cost is of the service areas where it is known.")     \
    X(S_PROJECTS_COST, "Å gi tjenestene til dem som flytter inn, koster {b} mill. kr i {z}.",                           \
      "Å gi tenestene til dei som flyttar inn, kostar {b} mill. kr i {z}.",                                             \
      "To serve those who move in costs NOK {b} million in {z}.")

#endif
