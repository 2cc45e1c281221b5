/* What a run gives: cubes by scenario, warnings, and the names of the methods. Memory belongs to one arena. */
#ifndef KOH_RESULT_PRIV_H
#define KOH_RESULT_PRIV_H

#include <stddef.h>

#include "base/memory_priv.h"
#include "kohort/cube.h"
#include "plan/inputs_priv.h"
#include "plan/plan_priv.h"

typedef struct koh_warning {
    const char *code, *message;
    const char *scenario; /* or NULL: all */
    int year, sex, age;   /* KOH_YEAR_NONE, -1, -1: not tied to a cell */
} koh_warning;

enum { KOH_CUBES = 256 };

/* A type of places and the first year of shortage. */
typedef struct koh_shortage {
    const char *type;
    int year; /* KOH_YEAR_NONE = none within the horizon */
} koh_shortage;

typedef struct koh_scenario_result {
    const koh_plan *plan;
    size_t n_cubes;
    koh_cube cubes[KOH_CUBES];
    unsigned keys[KOH_CUBES]; /* of their paths: a search compares numbers before names */
    size_t n_shortages;
    koh_shortage *shortages;
    const koh_usage_basis *counted; /* [n_services] what the users of demand/users count */
    const char **shelf_rulers;      /* [n_services] age band whose shelf life each service has, or NULL */
    size_t n_need_draws;
    const double *need_draws;   /* [n_need_draws][cells of capacity/need] where building steps are chosen, or NULL */
    const double *zone_persons; /* [years][zone][sex][age] before they are whole, or NULL */
} koh_scenario_result;

/* Random draws of a run; n = 0: none. */
typedef struct koh_draws {
    size_t n, threads;
    unsigned long long seed;
    size_t n_plans;
    const koh_plan *const *copies; /* [threads] sets [n_plans] of the plans bound again, for ranges; NULL = none */
} koh_draws;

/* Whom to tell how far a run has come: koh_run_options. */
typedef struct koh_watch {
    int (*tell)(void *context, double done); /* NULL = nobody */
    void *context;
} koh_watch;

/* What is withheld of a published result. */
typedef struct koh_disclosure {
    const char *policy; /* its name, as plans have it */
    int min_count;      /* counts from 1 to min_count - 1 are withheld; 0 = none */
    size_t n;
    const char **pointers; /* [n] of the plan's figures that are withheld */
} koh_disclosure;

typedef struct koh_result {
    koh_watch watch;
    const koh_disclosure *disclosure; /* NULL = for internal use: nothing is withheld */
    koh_draws draws;                  /* asked for */
    koh_arena *arena;                 /* borrows */
    const koh_inputs *inputs;
    double *norm_fte; /* [n_professions] FTE of the reference's base year by the norms alone; NULL until known */
    const char *method_mortality, *method_fertility, *method_migration, *method_demand;
    size_t n_scenarios;
    koh_scenario_result *scenarios;
    size_t n_warnings, size_warnings;
    koh_warning *warnings;
} koh_result;

/* Does a service count in the totals of a scenario? */
/* Tells that a share of scenario number `scenario` is done; not 0 = stop. */
int koh__result_tell(const koh_result *result, size_t scenario, double share);

int koh__in_scope(const koh_result *result, const koh_scenario_result *scenario, size_t service);

/* The cube at a path, or NULL. */
const koh_cube *koh__result_cube(const koh_scenario_result *scenario, const char *path);

/* Appends a cube of the given form (its value is ignored) with zeroed values from the result's arena; NULL when out of
 * memory or beyond KOH_CUBES. */
koh_cube *koh__result_add(koh_result *result, koh_scenario_result *scenario, const koh_cube *form);

/* Appends a warning (message formatted into the arena). KOH_ENOMEM. */
koh_status koh__result_warn(koh_result *result, koh_warning warning, const char *format, ...) KOH_PRINTF(3, 4);

#endif
