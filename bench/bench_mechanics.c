/* How long zones, distance, crises, public health and the mechanics of a plan take for one municipality and scenario,
 * Shapley values of a revision with all 8 groups changed, and the best bases among 20 candidates.
 * Usage: bench_mechanics [PLAN] [--json]; PLAN is by default the shipped one of Sør-Varanger. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kohort/shapley.h"
#include "parts.h"
#include "plan/area_priv.h"
#include "plan/attribution_priv.h"
#include "plan/health_priv.h"
#include "plan/need_priv.h"
#include "plan/structures_priv.h"
#include "plan/survey_priv.h"

enum { REPEATS = 5, SITES = 20, ZONES = 40 };

static koh_zones zones;

static koh_status run_zones(koh_frame *f)
{
    return f->plan->area == NULL || f->plan->area->n_zones == 0 ? KOH_OK : koh__model_zones(f, &zones);
}

static koh_status run_zone_counts(koh_frame *f)
{
    return zones.n == 0 ? KOH_OK : koh__model_zone_counts(f, &zones);
}

static koh_status run_zone_users(koh_frame *f)
{
    return zones.n == 0 ? KOH_OK : koh__model_zone_users(f, &zones);
}

static int has_roads(const koh_frame *f)
{
    return zones.n > 0 && f->plan->area->minutes != NULL;
}

static koh_status run_travel(koh_frame *f)
{
    return has_roads(f) ? koh__model_travel(f, &zones) : KOH_OK;
}

static koh_status run_nearness(koh_frame *f)
{
    return has_roads(f) ? koh__model_nearness(f, &zones) : KOH_OK;
}

static koh_status run_bases(koh_frame *f)
{
    return has_roads(f) ? koh__model_bases(f, &zones) : KOH_OK;
}

static koh_status run_cooperation(koh_frame *f)
{
    return f->plan->area == NULL ? KOH_OK : koh__model_cooperation(f);
}

/* In the order of lib/plan/run.c. */
static const koh_part parts[] = {
    { NULL, koh__model_strata },
    { NULL, koh__model_ratios },
    { NULL, koh__model_need },
    { NULL, koh__model_coverage },
    { NULL, koh__model_levels },
    { NULL, koh__model_places },
    { NULL, koh__model_waiting },
    { NULL, koh__model_staff },
    { NULL, koh__model_workforce },
    { NULL, koh__model_areas },
    { NULL, koh__model_economy },
    { NULL, koh__model_conditions },
    { "public health: indicators, series, targets", koh__model_health },
    { "public health: surveys", koh__model_surveys },
    { "crises: weeks, reserves, relocation", koh__model_preparedness },
    { "mechanics: structures", koh__model_structures },
    { "mechanics: targets", koh__model_targets },
    { "mechanics: balance sheet", koh__model_balance },
    { "area: persons by zone", run_zones },
    { "area: persons by zone, whole", run_zone_counts },
    { "area: users by zone", run_zone_users },
    { "area: time on the road", run_travel },
    { "area: far away", run_nearness },
    { "area: bases", run_bases },
    { "area: alone or together", run_cooperation },
};

enum { PARTS = sizeof parts / sizeof parts[0] };

/* The dearest scenario of every part. */
static koh_status run_plans(const koh_session *session, koh_error *error, double *most)
{
    koh_status status = KOH_OK;
    for (size_t s = 0; s < session->set.n && status == KOH_OK; s++) {
        double best[PARTS] = { 0 };
        for (int i = 0; i < REPEATS && status == KOH_OK; i++) {
            zones.n = 0;
            status = run_parts(PARTS, parts, &session->set.plans[s], &session->inputs, error, best);
        }
        for (size_t i = 0; i < PARTS; i++) {
            most[i] = best[i] > most[i] ? best[i] : most[i];
        }
    }
    return status;
}

/* All groups of assumptions changed: 256 runs of the plan and the values of every key figure. */
static koh_status attribute(const koh_session *session, koh_error *error, double *took)
{
    const koh_plan *plan = &session->set.plans[0];
    const koh_vintage vintages[2] = { { plan, &session->inputs }, { plan, &session->inputs } };
    int changed[KOH_GROUPS];
    size_t n;
    const koh_key_figure *figures = koh__key_figures(&n);
    koh_attribution *shares = malloc(n * sizeof *shares);
    for (int i = 0; i < KOH_GROUPS; i++) {
        changed[i] = 1;
    }
    const double begin = seconds();
    const koh_status status =
        shares == NULL ? KOH_ENOMEM : koh__attribute(vintages, changed, plan->period_to, n, figures, error, shares);
    *took = seconds() - begin;
    free(shares);
    return status;
}

/* The values alone. */
static koh_status share(koh_error *error, double *took)
{
    double value[1 << KOH_GROUPS], shares[KOH_GROUPS];
    for (unsigned i = 0; i < 1u << KOH_GROUPS; i++) {
        value[i] = (double) (i * 2654435761u >> 8);
    }
    const double begin = seconds();
    const koh_status status = koh_shapley_compute(KOH_GROUPS, value, error, shares);
    *took = seconds() - begin;
    return status;
}

/* The best 1, 2, ... 20 of twenty candidates. */
static koh_status place(koh_site_rule rule, koh_error *error, double *took)
{
    static double minutes[SITES * ZONES], weight[ZONES], work[(SITES + 1) * ZONES];
    koh_site_choice choice[SITES];
    unsigned state = 2026;
    for (size_t i = 0; i < SITES * ZONES; i++) {
        state = state * 1664525u + 1013904223u;
        minutes[i] = 1 + (double) (state >> 26);
        weight[i % ZONES] = 10 + (double) (state >> 25);
    }
    const koh_site_problem problem = { SITES, ZONES, minutes, weight, 15 };
    const double begin = seconds();
    const koh_status status = koh_site_solve(&problem, rule, SITES, work, error, choice);
    *took = seconds() - begin;
    return status;
}

int main(int argc, char **argv)
{
    const int with_path = argc > 1 && strcmp(argv[1], "--json") != 0;
    const char *path = with_path ? argv[1] : KOH_BENCH_DATA "/plans/sor-varanger/plan.json";
    koh_session session;
    koh_error error = { 0 };
    double most[PARTS] = { 0 }, revision = 0, values = 0, near = 0, covered = 0;
    koh_status status = open_plan(path, &session, &error);
    status = status == KOH_OK ? run_plans(&session, &error, most) : status;
    status = status == KOH_OK ? attribute(&session, &error, &revision) : status;
    status = status == KOH_OK ? share(&error, &values) : status;
    status = status == KOH_OK ? place(KOH_SITE_MEAN, &error, &near) : status;
    status = status == KOH_OK ? place(KOH_SITE_WITHIN, &error, &covered) : status;
    koh__session_close(&session);
    if (status != KOH_OK) {
        (void) fprintf(stderr, "bench_mechanics: %s\n", error.message);
        return EXIT_FAILURE;
    }
    (void) printf("{\"bench\": \"mechanics\", \"unit\": \"ms of processor time, best of %d, dearest scenario\", "
                  "\"revision_of_%d_groups\": %.1f, \"shapley_of_%d\": %.4f, \"bases_of_%d\": {\"mean\": %.1f, "
                  "\"within\": %.1f}, \"parts\": {",
                  REPEATS, KOH_GROUPS, revision * 1e3, KOH_GROUPS, values * 1e3, SITES, near * 1e3, covered * 1e3);
    const char *between = "";
    for (size_t i = 0; i < PARTS; i++) {
        if (parts[i].name != NULL) {
            (void) printf("%s\"%s\": %.3f", between, parts[i].name, most[i] * 1e3);
            between = ", ";
        }
    }
    (void) printf("}}\n");
    return EXIT_SUCCESS;
}
