/* Method: arithmetic of a weekly rota. With h_s paid hours, p_s posts on a weekday and q_s on a day of the weekend,
 *   hours a week H = sum h_s (5 p_s + 2 q_s), on duty H / w, w the weekly hours of a full position,
 *   gross factor g = w Y / ((w (Y - holiday)) (1 - absence) - training), Y = 365.2425 / 7 weeks, FTE = g H / w.
 * Weekends: with Q = sum q_s, a weekend takes max(ceil(Q), ceil(2 Q / k)) persons, when nobody has two shifts a day and
 * k shifts a weekend at most. Who works every n-th weekend at most is in one of n groups, so there are at least n times
 * as many persons. It is met by n groups that take turns, hence exact for whole n; for others it is a bound.
 * Sources: one post round the clock, 168 hours a week, is 168 / 35.5 = 4.73 FTE before absence (working time of shift
 * and rota work: the Norwegian Working Environment Act, section 10-4, and the main tariff agreement of KS, 35.5 and
 * 33.6 hours a week).
 * Assumptions: absence spreads evenly over shifts and days and is stood in for to the full; every week is alike.
 * Limits: rest between shifts, nights and single persons' rotas are not laid. */
#include "kohort/rota.h"

#include <math.h>

#define WEEKS_PER_YEAR (365.2425 / 7) /* mean Gregorian year */

/* Whole persons: a sum of posts or hours that is above a whole number by less than this share of it is rounding. */
#define WHOLE 1e-9

static double whole(double persons)
{
    return ceil(persons * (1 - WHOLE));
}

typedef struct bound {
    const char *what;
    double value, low, high;
} bound;

static koh_status check_bounds(size_t n, const bound *bounds, koh_error *error)
{
    for (size_t i = 0; i < n; i++) {
        if (!(bounds[i].value >= bounds[i].low && bounds[i].value <= bounds[i].high)) {
            return koh_error_set(error, KOH_EDOMAIN, "rota: %s is %g, expected %g to %g", bounds[i].what,
                                 bounds[i].value, bounds[i].low, bounds[i].high);
        }
    }
    return KOH_OK;
}

/* Hours a year on duty of a full position. */
static double hours_on_duty(const koh_rota_terms *t)
{
    return t->hours_per_week * (WEEKS_PER_YEAR - t->holiday_weeks) * (1 - t->absence) - t->training_hours;
}

koh_status koh_rota_check(size_t n, const koh_rota_shift *shifts, const koh_rota_terms *terms, koh_error *error)
{
    enum { MOST_POSTS = 10000 };
    const double smallest = 0.01; /* of hours and of positions: less is a slip of unit */
    const bound of_terms[] = { { "hours_per_week", terms->hours_per_week, 20, 48 },
                               { "weekend_every", terms->weekend_every, 1, 52 },
                               { "shifts_per_weekend", terms->shifts_per_weekend, 1, 2 },
                               { "position_share", terms->position_share, smallest, 1 },
                               { "holiday_weeks", terms->holiday_weeks, 0, 20 },
                               { "absence", terms->absence, 0, 0.9 },
                               { "training_hours", terms->training_hours, 0, 1950 } };
    koh_status status = check_bounds(sizeof of_terms / sizeof of_terms[0], of_terms, error);
    if (n < 1) {
        return koh_error_set(error, KOH_EMISSING, "rota: no shifts");
    }
    for (size_t s = 0; s < n && status == KOH_OK; s++) {
        const bound of_shift[] = { { "hours of a shift", shifts[s].hours, smallest, 24 },
                                   { "posts_weekday", shifts[s].posts_weekday, 0, MOST_POSTS },
                                   { "posts_weekend", shifts[s].posts_weekend, 0, MOST_POSTS } };
        status = check_bounds(sizeof of_shift / sizeof of_shift[0], of_shift, error);
    }
    if (status == KOH_OK && !(hours_on_duty(terms) > 0)) {
        return koh_error_set(error, KOH_EDOMAIN, "rota: holiday, absence and training leave no time for work");
    }
    return status;
}

static void add_weekends(const koh_rota_terms *terms, double posts, koh_rota *r)
{
    const double on_duty = fmax(whole(posts), whole(2 * posts / terms->shifts_per_weekend));
    const double full = whole(r->fte) * terms->shifts_per_weekend / terms->weekend_every;
    r->weekend_shifts = 2 * posts;
    r->persons_weekends = whole(on_duty * terms->weekend_every);
    r->weekend_short = fmax(0, r->weekend_shifts - full);
}

koh_status koh_rota_compute(size_t n, const koh_rota_shift *shifts, const koh_rota_terms *terms, koh_error *error,
                            koh_rota *rota)
{
    koh_status status = koh_rota_check(n, shifts, terms, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_rota r = { .gross_factor = terms->hours_per_week * WEEKS_PER_YEAR / hours_on_duty(terms) };
    double posts = 0;
    for (size_t s = 0; s < n; s++) {
        r.hours += shifts[s].hours * (5 * shifts[s].posts_weekday + 2 * shifts[s].posts_weekend);
        posts += shifts[s].posts_weekend;
    }
    r.fte_on_duty = r.hours / terms->hours_per_week;
    r.fte = r.fte_on_duty * r.gross_factor;
    r.persons_hours = whole(r.fte / terms->position_share);
    add_weekends(terms, posts, &r);
    r.persons = fmax(r.persons_hours, r.persons_weekends);
    r.mean_position = r.persons > 0 ? r.fte / r.persons : (double) NAN;
    *rota = r;
    return KOH_OK;
}
