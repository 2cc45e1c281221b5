/* The words of the tables of staff. */
#ifndef KOH_LABEL_WORKFORCE_PRIV_H
#define KOH_LABEL_WORKFORCE_PRIV_H

/* name, nb, nn, en, as KOH_LABEL_LIST. */
#define KOH_LABEL_LIST_WORKFORCE(X)                                                                                    \
    X(W_DEMAND, "Etterspørsel, årsverk", "Etterspurnad, årsverk", "Demand, FTE")                                       \
    X(W_SUPPLY, "Tilbud, årsverk", "Tilbod, årsverk", "Supply, FTE")                                                   \
    X(W_GAP, "Underdekning, årsverk", "Underdekning, årsverk", "Gap, FTE")                                             \
    X(W_UNFILLED, "Tilbud uten ansettelser, årsverk", "Tilbod utan tilsetjingar, årsverk",                             \
      "Supply without hires, FTE")                                                                                     \
    X(W_GAP_AT_START, "Underdekning ved årets start", "Underdekning ved starten av året", "Gap at the year's start")   \
    X(W_DEMAND_CHANGE, "Endret etterspørsel", "Endra etterspurnad", "Change of demand")                                \
    X(W_RETIREMENTS, "Pensjonering", "Pensjonering", "Retirements")                                                    \
    X(W_TURNOVER, "Sluttet av andre grunner", "Slutta av andre grunnar", "Left for other reasons")                     \
    X(W_SURPLUS, "Overskudd ved årets slutt", "Overskot ved slutten av året", "Surplus at the year's end")             \
    X(W_HIRES, "Ansettelser", "Tilsetjingar", "Hires")                                                                 \
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
