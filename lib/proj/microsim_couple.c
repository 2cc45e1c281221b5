/* Method: the couples of the start. Women and men who live in a couple are paired by rank of age, the youngest with the
 * youngest; where one sex is more, the other's ranks are spread evenly over it, and who is left over has a partner who
 * is not known. Each lives on by his own chance; the one whose life here ends first leaves the other widowed or parted.
 * Source: none is needed for the pairing: it is the one of two given age distributions in which differences of age vary
 * least (the monotone coupling; see e.g. C. Villani 2009, Optimal Transport, chapter 1).
 * Assumptions: partners die and move independently of each other; no couple forms after the start.
 * Limits: partners of very different age are missing, so that widowhood is a little less spread over ages. */
#include "proj/microsim_life_priv.h"

/* One who is left by a partner at a time when he is still here. */
static void be_left(const koh_life_world *w, const koh_life_counts *counts, const koh_life_end *here,
                    const koh_life_end *gone)
{
    const size_t t = gone->time < w->n_steps * (uint64_t) KOH_LIFE_YEAR ? gone->time / KOH_LIFE_YEAR : w->n_steps - 1;
    const size_t sex = here->cell / w->n_age, age = here->cell % w->n_age + t + 1;
    const int widowed = gone->by == KOH_LIFE_DEATH;
    counts->events[t * KOH_MICROSIM_EVENTS + (widowed ? KOH_MICROSIM_WIDOWED : KOH_MICROSIM_PARTED)]++;
    if (widowed) {
        counts->widowed[(t * KOH_SEXES + sex) * w->n_age + (age < w->n_age ? age : w->n_age - 1)]++;
    }
}

void koh__life_couples(const koh_life_world *w, koh_life_thread *thread)
{
    const koh_life_end *women = thread->end, *men = women + thread->n_end[KOH_FEMALE];
    const size_t n_women = thread->n_end[KOH_FEMALE], n_men = thread->n_end[KOH_MALE];
    const size_t n = n_women < n_men ? n_women : n_men;
    for (size_t i = 0; i < n; i++) {
        const koh_life_end *woman = &women[(2 * i + 1) * n_women / (2 * n)];
        const koh_life_end *man = &men[(2 * i + 1) * n_men / (2 * n)];
        if (woman->time < man->time) {
            be_left(w, &thread->counts, man, woman);
        } else if (man->time < woman->time) {
            be_left(w, &thread->counts, woman, man);
        }
    }
}
