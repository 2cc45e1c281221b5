/* The words of the tables of staff. */
#ifndef KOH_LABEL_WORKFORCE_PRIV_H
#define KOH_LABEL_WORKFORCE_PRIV_H

/* name, nb, nn, en, as KOH_LABEL_LIST. */
#define KOH_LABEL_LIST_WORKFORCE(X)                                                                                    \
    X(W_Q_POSITION, "stillingsstørrelse", "stillingsstorleik", "position share")                                       \
    X(W_Q_ABSENCE, "fravær", "fråvær", "absence")                                                                      \
    X(W_Q_RETIREMENT, "avgangsalder", "avgangsalder", "retirement age")                                                \
    X(W_Q_TURNOVER, "andel som slutter per år", "del som sluttar per år", "share who leave per year")                  \
    X(W_Q_HIRING_AGE, "laveste alder ved ansettelse", "lågaste alder ved tilsetjing", "youngest age when hired")       \
    X(W_Q_WOMEN, "andel kvinner", "del kvinner", "share of women")                                                     \
    X(W_Q_GRADUATES, "nyutdannede per år", "nyutdanna per år", "graduates per year")                                   \
    X(W_Q_HIRES, "ansettelser per år", "tilsetjingar per år", "hires per year")                                        \
    X(W_Q_VACANT, "ledige årsverk", "ledige årsverk", "vacant full-time equivalents")                                  \
    X(W_Q_STAFF, "Ansatte etter alder", "Tilsette etter alder", "Employees by age")                                    \
    X(W_Q_LEADERS, "ledere", "leiarar", "leaders")                                                                     \
    X(W_Q_TARGET_SHARE, "mål for andel av årsverkene", "mål for del av årsverka", "target share of the FTE")           \
    X(W_Q_APPLICANTS, "kvalifiserte søkere per stilling", "kvalifiserte søkjarar per stilling",                        \
      "qualified applicants per post")                                                                                 \
    X(W_Q_ACCEPTANCE, "sannsynlighet for ja til tilbud", "sannsyn for ja til tilbod",                                  \
      "probability of accepting an offer")                                                                             \
    X(W_Q_MONTHS, "måneder mellom utlysninger", "månader mellom utlysingar", "months between announcements")           \
    X(W_Q_EFFICIENCY, "effektivitet", "effektivitet", "efficiency")                                                    \
    X(W_Q_YEARS, "år fra en til ni tideler", "år frå ein til ni tidelar", "years from a tenth to nine tenths")         \
    X(W_Q_REACH, "andel brukere som får den", "del brukarar som får ho", "share of users who will have it")            \
    X(W_Q_COVERAGE, "digital dekning", "digital dekning", "digital coverage")                                          \
    X(W_Q_SAVED, "spart andel av timene", "spart del av timane", "share of hours saved")                               \
    X(W_Q_CHANGE, "endring i uformell omsorg", "endring i uformell omsorg", "change of informal care")                 \
    X(W_Q_SUBSTITUTION, "andel som kommunen overtar", "del som kommunen overtek",                                      \
      "share taken over by the municipality")                                                                          \
    X(W_Q_PER_FTE, "timer per årsverk", "timar per årsverk", "hours per full-time equivalent")                         \
    X(W_Q_WEEKEND, "arbeid høyst hver n-te helg, n", "arbeid høgst kvar n-te helg, n", "work every n-th weekend, n")   \
    X(W_Q_PER_WEEKEND, "vakter per arbeidshelg", "vakter per arbeidshelg", "shifts per weekend on duty")               \
    X(W_Q_HOLIDAY, "ferie, uker per år", "ferie, veker per år", "holiday, weeks per year")                             \
    X(W_Q_TRAINING, "opplæring, timer per år", "opplæring, timar per år", "training, hours per year")                  \
    X(W_Q_SKILLED_SHARE, "andel med kompetansen", "del med kompetansen", "share with the competence")                  \
    X(W_Q_SKILLED, "poster som krever kompetansen", "postar som krev kompetansen", "posts that ask for competence")    \
    X(W_Q_SHIFT_HOURS, "timer per vakt", "timar per vakt", "hours per shift")                                          \
    X(W_Q_WEEKDAY, "poster på hverdager", "postar på kvardagar", "posts on weekdays")                                  \
    X(W_Q_WEEKEND_POSTS, "poster per helgedag", "postar per helgedag", "posts per day of the weekend")

#endif
