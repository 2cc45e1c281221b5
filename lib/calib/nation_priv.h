/* The country: rates that hold from the origin on, and the net migration of every step. */
#ifndef KOH_NATION_PRIV_H
#define KOH_NATION_PRIV_H

#include "base/memory_priv.h"
#include "calib/residual_priv.h"

/* A nation of n_steps and n_age whose arrays, all 0, lie in the arena. KOH_ENOMEM. */
koh_status koh__nation_take(koh_arena *arena, size_t n_steps, size_t n_age, koh_calib_nation *nation) KOH_NODISCARD;

/* Fills death_rate, improvement, rate_year, fertility, boys_per_girl and age_profile, and net_now [2][n_age]: the net
 * rates of the newest years. Statuses of koh__improvement. */
koh_status koh__nation_estimate(const koh_calib_input *input, const koh_history *history, koh_error *error,
                                koh_calib_nation *nation, double *net_now) KOH_NODISCARD;

/* Fills net_rate and net_total of a step from net_now and nation->aged of the step. Deviations are not yet taken off.
 */
void koh__nation_net(const koh_calib_input *input, size_t step, const double *net_now, koh_calib_nation *nation);

#endif
