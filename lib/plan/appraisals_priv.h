/* What the parts of a run of measures share. */
#ifndef KOH_APPRAISALS_PRIV_H
#define KOH_APPRAISALS_PRIV_H

#include "kohort/measure.h"
#include "kohort/portfolio.h"
#include "plan/measures_priv.h"
#include "plan/prices_priv.h"

enum { KOH_OUTLAY_ONE_OFF, KOH_OUTLAY_INVESTMENT, KOH_OUTLAY_GRANT, KOH_OUTLAY_UPKEEP, KOH_OUTLAYS };

typedef struct koh_measures_run {
    koh_frame *f;
    const koh_plan_measures *plan;
    koh_prices prices;
    koh_axis axis; /* of the measures */
    const char *unit;
    int begins[KOH_MEASURES_MAX];            /* months from January of the base year, premises heeded */
    unsigned char allowed[KOH_MEASURES_MAX]; /* neither rejected nor in need of what is */
    unsigned char counted[KOH_MEASURES_MAX];
} koh_measures_run;

/* What measures are worth and cost [n], and what they may cost together. */
typedef struct koh_measure_worth {
    const double *value, *cost;
    double budget;
} koh_measure_worth;

/* The measures that are open to choice, as a problem of its own. */
typedef struct koh_open_measures {
    koh_portfolio_input input; /* of the arrays below */
    double value[KOH_MEASURES_MAX], cost[KOH_MEASURES_MAX];
    unsigned char fixed[KOH_MEASURES_MAX];
    size_t place[KOH_MEASURES_MAX]; /* among all measures */
} koh_open_measures;

/* Money at the plan's level; 0 where there is no such quantity. */
double koh__measure_price(const koh_measures_run *run, const koh_quantity *quantity, int year);

/* The calendar year in which a measure begins. */
int koh__measure_starts(const koh_measures_run *run, size_t i);

/* Share of the full effect in a year, and the effect itself; NaN = unknown. */
double koh__measure_share(const koh_measures_run *run, size_t i, int year);
double koh__measure_effect(const koh_measures_run *run, size_t i, int year);

/* Does it count whatever else could be chosen? */
int koh__measure_is_fixed(const koh_plan_measure *measure);

/* What is laid out in a year, [KOH_OUTLAYS]; NaN = a grant whose condition cannot be seen. */
void koh__measure_outlay(const koh_measures_run *run, size_t i, int year, double *outlay);

/* The problem of the measures that are open [n]. KOH_ENOMEM. */
koh_status koh__measures_open(const koh_measures_run *run, const unsigned char *open, const koh_measure_worth *worth,
                              koh_open_measures *problem) KOH_NODISCARD;

/* The best choice of the measures that are open [n] within the budget, into chosen [n]. The statuses of
 * koh_portfolio_solve. */
koh_status koh__measures_choose(const koh_measures_run *run, const unsigned char *open, const koh_measure_worth *worth,
                                unsigned char *chosen) KOH_NODISCARD;

/* A cube of one or two dimensions in the run's unit, by year; NULL when there is no memory. */
koh_cube *koh__measure_cube(const koh_measures_run *run, const char *path, const koh_axis *first,
                            const koh_axis *second);

/* Present value, internal rate, annuity, grant and choice of each measure. KOH_ENOMEM, and the statuses of
 * koh_portfolio_solve. */
koh_status koh__appraise_measures(koh_measures_run *run) KOH_NODISCARD;

#endif
