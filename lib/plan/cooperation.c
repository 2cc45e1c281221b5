/* Services that municipalities could have together.
 *
 * Method: capacity/pool.c. The municipality's load is what it has in use of the service at one time (places, or users
 * where the service has no places); partners' loads are as the plan tells them. Places by the chance of having to wait.
 * Limits: no cost, and no distance: what area/travel and the economy say of them stands beside it. */
#include <math.h>

#include "kohort/pool.h"
#include "plan/area_priv.h"

static const char *const measures[KOH_COOPERATION_MEASURES] = {
    "load", "load_partners", "places_alone", "places_alone_partners", "places_together", "places_saved", "own_part"
};

/* What the municipality has in use of service k at year index t; NaN = unknown. */
static double own_load(const koh_frame *f, size_t k, size_t t)
{
    const double *users = f->users + t * f->services.n;
    const koh_service_kind kind = f->inputs->services[k].kind;
    return kind == KOH_SERVICE_PLACE || kind == KOH_SERVICE_DWELLING ? koh__occupied(f, users, k)
                                                                     : users[k] * koh__at_once(f, k);
}

static koh_status fill(const koh_frame *f, const koh_plan_cooperation *c, size_t t, double *loads, size_t *alone,
                       double *row)
{
    const int year = f->years.numbers[t];
    koh_pool pool = { 0, 0, 0 };
    loads[0] = own_load(f, c->service, t);
    row[KOH_COOPERATION_LOAD] = loads[0];
    for (size_t i = 0; i < c->n_partners; i++) {
        loads[i + 1] = koh_quantity_at(c->users[i], year);
        row[KOH_COOPERATION_LOAD_PARTNERS] += loads[i + 1];
    }
    const double unknown = loads[0] + row[KOH_COOPERATION_LOAD_PARTNERS]; /* hands on what is withheld */
    if (isnan(unknown)) {
        for (size_t m = KOH_COOPERATION_ALONE; m < KOH_COOPERATION_MEASURES; m++) {
            row[m] = unknown;
        }
        return KOH_OK;
    }
    const koh_status status =
        koh_pool_compute(c->n_partners + 1, loads, koh_quantity_at(c->level, year), f->error, alone, &pool);
    if (status != KOH_OK) {
        return status;
    }
    row[KOH_COOPERATION_ALONE] = (double) alone[0];
    row[KOH_COOPERATION_ALONE_PARTNERS] = (double) (pool.places_alone - alone[0]);
    row[KOH_COOPERATION_TOGETHER] = (double) pool.places_together;
    row[KOH_COOPERATION_SAVED] = (double) pool.places_alone - (double) pool.places_together;
    row[KOH_COOPERATION_PART] = pool.load > 0 ? (double) pool.places_together * (loads[0] / pool.load) : 0;
    return KOH_OK;
}

koh_status koh__model_cooperation(koh_frame *f)
{
    const koh_plan_area *area = f->plan->area;
    const size_t n = area->n_cooperations;
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        most = area->cooperations[i].n_partners > most ? area->cooperations[i].n_partners : most;
    }
    const char **ids = KOH_TAKE(f->result->arena, n, const char *);
    double *loads = KOH_TAKE(f->result->arena, most + 1, double);
    size_t *alone = KOH_TAKE(f->result->arena, most + 1, size_t);
    if (n == 0 || ids == NULL || loads == NULL || alone == NULL) {
        return n == 0 ? KOH_OK : KOH_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        ids[i] = area->cooperations[i].id;
    }
    koh_cube *cube =
        koh__result_add(f->result, f->scenario,
                        &(koh_cube){ .path = "area/cooperation",
                                     .unit = "persons, places",
                                     .time = "1 January",
                                     .n_axes = 3,
                                     .axes = { f->years,
                                               { "cooperation", n, NULL, ids },
                                               { "measure", KOH_COOPERATION_MEASURES, NULL, measures } } });
    koh_status status = cube == NULL ? KOH_ENOMEM : KOH_OK;
    for (size_t i = 0; i < (f->n_steps + 1) * n && status == KOH_OK; i++) {
        status = fill(f, &area->cooperations[i % n], i / n, loads, alone, cube->value + i * KOH_COOPERATION_MEASURES);
    }
    return status;
}
