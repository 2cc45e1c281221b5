/* Who is a user this year: the chance of small numbers.
 *
 * Method: users leave independently of each other, after stays that are exponential with the mean s, and new ones come
 * independently at the rate that keeps the expectation: n(t) = Binomial(n(t-1), r) + Poisson(m(t) - r m(t-1)), r =
 * exp(-1/s), from the users of the base year, who are known. Where fewer are expected than would stay, r is
 * m(t)/m(t-1). Its variance, m (1 - r^2t) where m is constant, is brought from that of independent arrivals to that of
 * a fixed number of persons at risk: times 1 - p, p the share of the persons who are users, averaged over the users.
 * Sources: W. Feller (1968), An Introduction to Probability Theory and Its Applications I, XVII.7 (immigration and
 * death), for the process; binomial variance for the rest.
 * Each year has two uniform variates of its own, at which the two laws are inverted: scenarios and draws of the plan's
 * figures share their chance.
 * Assumptions: users are independent of each other; where no stay is known they stay KOH_USERS_STAY_YEARS. Some stays
 * from the base year on the variance is m whatever they are: they decide how fast it comes, not how large it gets.
 * Limits: p by the age bands of the service; a waiting list, which smooths a full institution, is not in it. */
#include <math.h>

#include "kohort/age_band.h"
#include "num/sample_priv.h"
#include "plan/model_priv.h"

/* The mean stay of the users of service k: the plan's, that of its type of places, the country's, or what is assumed.
 */
double koh__users_stay(const koh_frame *f, size_t k, int year)
{
    const koh_quantity *all = f->plan->uncertainty.stay_years;
    const koh_quantity *of_type = f->plan->capacity != NULL ? f->plan->capacity->types[k].stay_years : NULL;
    const double known = f->inputs->stays != NULL ? f->inputs->stays[k].years : (double) NAN;
    return all != NULL       ? koh_quantity_at(all, year)
           : of_type != NULL ? koh_quantity_at(of_type, year)
           : isnan(known)    ? KOH_USERS_STAY_YEARS
                             : known;
}

/* Share of the persons who are users, averaged over the users, from bands [n_bands]. */
static double share_of_users(const koh_frame *f, size_t t, const double *bands)
{
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    const double *persons = f->persons + 2 * t * f->n_age;
    double users = 0, squares = 0;
    for (size_t b = 0; b < groups->n; b++) {
        const int to = b + 1 < groups->n ? groups->from[b + 1] - 1 : -1;
        const double there = koh_age_sum(f->n_age, persons, groups->from[b], to) +
                             koh_age_sum(f->n_age, persons + f->n_age, groups->from[b], to);
        users += bands[b];
        squares += there > 0 ? bands[b] * fmin(bands[b] / there, 1) : 0;
    }
    return users > 0 ? squares / users : 0;
}

/* The next year's users from this year's; before and after are those expected. */
static int32_t renew(koh_stream *stream, int32_t here, double before, double after, double stay)
{
    const double kept = before > 0 ? fmin(exp(-1 / stay), after / before) : 0;
    const double leave = koh__stream_uniform(stream), come = koh__stream_uniform(stream);
    return koh__binomial_at(leave, here, kept) + koh__poisson_at(come, fmax(after - kept * before, 0));
}

static void draw_service(const koh_frame *f, size_t k, size_t n_bands, double *bands)
{
    const size_t n = f->services.n;
    const koh_users_draw *u = f->users_draw;
    const koh_stream_id id = { u->seed, u->draw, koh__stream_name(f->inputs->services[k].id), 0, KOH_PURPOSE_USERS };
    koh_stream stream = koh__stream(id, 0);
    double before = f->users[k];
    int32_t here = (int32_t) before;
    here += koh__stream_uniform(&stream) < before - here;
    for (size_t t = 1; t <= f->n_steps; t++) {
        double *users = f->users + t * n + k, *row = bands + (t * n + k) * n_bands;
        const double expected = *users, share = share_of_users(f, t, row);
        here = renew(&stream, here, before, expected, koh__users_stay(f, k, f->years.numbers[t]));
        before = expected;
        *users = expected + (here - expected) * sqrt(1 - share);
        for (size_t b = 0; b < n_bands && expected > 0; b++) {
            row[b] *= *users / expected;
        }
    }
}

void koh__draw_users(koh_frame *f, size_t n_bands, double *bands)
{
    const double most = 1e9; /* persons, of koh__poisson */
    const int drawn = f->users_draw != NULL && !f->users_draw->is_certain;
    for (size_t k = 0; drawn && k < f->services.n; k++) {
        int known = !f->inputs->services[k].sum_of_parts && !koh__is_view(f, k);
        for (size_t t = 0; t <= f->n_steps; t++) {
            known &= f->users[t * f->services.n + k] <= most; /* not NaN */
        }
        if (known) {
            draw_service(f, k, n_bands, bands);
        }
    }
}
