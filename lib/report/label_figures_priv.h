/* Words for single figures of a plan in the table of assumptions. */
#ifndef KOH_LABEL_FIGURES_PRIV_H
#define KOH_LABEL_FIGURES_PRIV_H

/* name, nb, nn, en, as KOH_LABEL_LIST. {s} is what the plan calls the thing. */
#define KOH_LABEL_LIST_FIGURES(X)                                                                                      \
    X(F_BUILDINGS, "Register over bygninger", "Register over bygningar", "Register of buildings")                      \
    X(F_RENEWALS, "Videre fornyelser av enheter", "Vidare fornyingar av einingar", "Further renewals of units")        \
    X(F_LEVEL, "Sannsynlighet for å måtte vente på plass", "Sannsyn for å måtte vente på plass",                       \
      "Chance of having to wait for a place")                                                                          \
    X(F_LIFE, "Levetid for bygninger, år", "Levetid for bygningar, år", "Life of buildings, years")                    \
    X(F_BACKLOG, "Kostnad ved tilstandsgrad {s}, kroner per m²", "Kostnad ved tilstandsgrad {s}, kroner per m²",       \
      "Cost at condition grade {s}, kroner per m²")                                                                    \
    X(F_WEIGHT, "Vekt ved vurdering av bygninger: {s}", "Vekt ved vurdering av bygningar: {s}",                        \
      "Weight in the suitability of buildings: {s}")                                                                   \
    X(F_CAPEX, "{s}: investering, kroner", "{s}: investering, kroner", "{s}: investment, kroner")                      \
    X(F_GRANT, "{s}: tilskudd fra staten, kroner", "{s}: tilskot frå staten, kroner",                                  \
      "{s}: grant from the state, kroner")                                                                             \
    X(F_OPEX, "{s}: drift, kroner per år", "{s}: drift, kroner per år", "{s}: running cost, kroner per year")          \
    X(F_SHORTAGE, "Kostnad per manglende plass, kroner per år", "Kostnad per manglande plass, kroner per år",          \
      "Cost per missing place, kroner per year")                                                                       \
    X(F_DISCOUNT, "Kalkulasjonsrente", "Kalkulasjonsrente", "Discount rate")                                           \
    X(F_READY_DAY, "Kostnad per døgn for utskrivningsklare pasienter, kroner",                                         \
      "Kostnad per døgn for utskrivingsklare pasientar, kroner",                                                       \
      "Cost per day of patients ready to be discharged, kroner")                                                       \
    X(F_ZONES, "Folkemengde etter sone", "Folkemengd etter sone", "Population by zone")                                \
    X(F_TRAVEL, "Reisetid mellom soner", "Reisetid mellom soner", "Travel times between zones")                        \
    X(F_INDICATOR, "{s}: tallgrunnlag", "{s}: talgrunnlag", "{s}: figures")                                            \
    X(F_GROUPS, "{s}: tallgrunnlag etter gruppe", "{s}: talgrunnlag etter gruppe", "{s}: figures by group")            \
    X(F_AIM, "{s}: mål", "{s}: mål", "{s}: target")                                                                    \
    X(F_ANSWERS, "{s}: svar", "{s}: svar", "{s}: answers")

#endif
