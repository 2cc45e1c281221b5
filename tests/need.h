/* A small municipality for tests of need, places and staff: a catalogue with a sum of parts and a whole counted for
 * itself, persons by formula, and plans that a test fills in. The population is given, not projected. */
#ifndef KOH_NEED_H
#define KOH_NEED_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "plan/model_priv.h"
#include "plan/need_priv.h"

enum { BASE = 2026, STEPS = 6, AGES = 106, BANDS = 4, PROFESSIONS = 2 };
enum { WHOLE, LONG, SHORT, VIEW, HOME, NURSE, HELP, HOUSE, WORK, ASIDE, GHOST, SERVICES };
enum { CARER, COOK };

typedef struct koh_world {
    koh_arena *arena;
    koh_service services[SERVICES];
    koh_shape_band bands[SERVICES][BANDS];
    koh_age_shape shapes[SERVICES];
    koh_national_total totals[SERVICES];
    double drift[SERVICES], hours[SERVICES], ratio[SERVICES];
    koh_profession professions[PROFESSIONS];
    koh_norm norms[16];
    double nation[2 * AGES], persons[(STEPS + 1) * 2 * AGES];
    double register_of_nation[3 * 2 * AGES]; /* 2024-2026; `nation` is the middle one */
    int years[STEPS + 1];
    const char *ids[SERVICES], *profession_ids[PROFESSIONS];
    koh_inputs inputs;
    koh_result result;
    koh_scenario_result scenarios[8];
    koh_plan_service levers[8][SERVICES]; /* of each plan */
    const koh_quantity *registered[PROFESSIONS];
    koh_plan plans[8];
    koh_frame frames[8];
    koh_error error;
} koh_world;

/* A quantity that lasts as long as its expression's block. */
#define KOH_VALUE(number) (&(koh_quantity){ .n = 1, .year = (const int[]){ 0 }, .value = (const double[]){ number } })
#define KOH_PATH(y0, v0, y1, v1)                                                                                       \
    (&(koh_quantity){ .n = 2, .year = (const int[]){ y0, y1 }, .value = (const double[]){ v0, v1 } })
#define KOH_THROUGH(number)                                                                                            \
    (&(koh_quantity){                                                                                                  \
        .n = 1, .year = (const int[]){ 2025 }, .value = (const double[]){ number }, .basis = KOH_BASIS_THROUGH_YEAR })

static inline double persons_by_formula(double level, double old, int age)
{
    return level / (1 + exp((age - old) / 6.3)) + 0.0137 * level;
}

static inline void add_service(koh_world *w, int k, const char *id, koh_service_kind kind, int whole, int adds)
{
    static const char *const areas[] = { "pro", "tff", "psykiatri_nav" };
    static const double young[] = { 0.0011, 0.0213, 0.1109, 0.3127 };
    w->services[k] = (koh_service){ .id = id,
                                    .area = areas[k < HELP   ? 0
                                                  : k < WORK ? 1
                                                             : 2],
                                    .in_scope = k != ASIDE,
                                    .kind = kind,
                                    .parent = whole < 0 ? (size_t) -1 : (size_t) whole,
                                    .adds = adds };
    if (adds) {
        w->services[whole].sum_of_parts = 1;
    }
    for (int b = 0; b < BANDS; b++) {
        static const int from[] = { 0, 67, 80, 90 }, to[] = { 66, 79, 89, -1 };
        double share = (0.7 + 0.11 * k) * young[k == WORK ? BANDS - 1 - b : b];
        w->bands[k][b] = (koh_shape_band){ 2, from[b], to[b], NAN, share };
    }
    w->shapes[k] = (koh_age_shape){ .year = 2024, .n = BANDS, .bands = w->bands[k] };
    w->totals[k] = (koh_national_total){ .year = 2024, .users = 9131.5 + 517.3 * k };
    w->drift[k] = -0.0173 + 0.003 * k;
    w->hours[k] = kind == KOH_SERVICE_HOURS ? 3.7 + 0.31 * k : (double) NAN;
    w->ratio[k] = k == HELP ? 0.713 : (double) NAN;
    w->ids[k] = id;
}

static inline void fill_catalogue(koh_world *w)
{
    add_service(w, WHOLE, "whole", KOH_SERVICE_PLACE, -1, 0);
    add_service(w, LONG, "long", KOH_SERVICE_PLACE, WHOLE, 1);
    add_service(w, SHORT, "short", KOH_SERVICE_PLACE, WHOLE, 1);
    add_service(w, VIEW, "view", KOH_SERVICE_PLACE, WHOLE, 0);
    add_service(w, HOME, "home", KOH_SERVICE_HOURS, -1, 0);
    add_service(w, NURSE, "nurse", KOH_SERVICE_HOURS, HOME, 0);
    add_service(w, HELP, "help", KOH_SERVICE_HOURS, HOME, 0);
    add_service(w, HOUSE, "house", KOH_SERVICE_DWELLING, -1, 0);
    add_service(w, WORK, "work", KOH_SERVICE_USERS, -1, 0);
    add_service(w, ASIDE, "aside", KOH_SERVICE_USERS, -1, 0);
    add_service(w, GHOST, "ghost", KOH_SERVICE_USERS, -1, 0);
    w->totals[HELP].basis = KOH_BASIS_THROUGH_YEAR;
    w->totals[GHOST] = (koh_national_total){ .year = KOH_YEAR_NONE, .users = NAN };
    const koh_norm norms[] = {
        { LONG, CARER, KOH_PER_PLACE, 0.917, NULL, NULL },
        { LONG, COOK, KOH_PER_PLACE, 0.083, NULL, NULL },
        { SHORT, CARER, KOH_PER_PLACE, 1.203, NULL, NULL },
        { NURSE, CARER, KOH_PER_WEEKLY_HOUR, 0.0473, NULL, NULL },
        { HELP, CARER, KOH_PER_WEEKLY_HOUR, 0.0391, NULL, NULL },
        { HOUSE, CARER, KOH_PER_DWELLING, 0.811, NULL, NULL },
        { ASIDE, CARER, KOH_PER_USER, 0.0217, NULL, NULL },
        { GHOST, CARER, KOH_PER_USER, 0.0413, NULL, NULL },
    };
    memcpy(w->norms, norms, sizeof norms);
    w->inputs.n_norms = sizeof norms / sizeof norms[0];
    w->professions[CARER].id = w->profession_ids[CARER] = "carer";
    w->professions[COOK].id = w->profession_ids[COOK] = "cook";
}

/* Fills the world; every plan starts without figures. */
static inline void world_make(koh_world *w)
{
    memset(w, 0, sizeof *w);
    w->arena = koh__arena_new();
    fill_catalogue(w);
    for (int i = 0; i < 2 * AGES; i++) {
        w->nation[i] = persons_by_formula(31234.5 + 611.7 * (i / AGES), 82.3, i % AGES);
        w->register_of_nation[i] = persons_by_formula(29117.3, 79.1, i % AGES);
        w->register_of_nation[2 * AGES + i] = w->nation[i];
        w->register_of_nation[4 * AGES + i] = persons_by_formula(33871.9, 84.7, i % AGES);
        for (int t = 0; t <= STEPS; t++) {
            w->persons[t * 2 * AGES + i] = persons_by_formula(57.3 - 0.41 * t + i / AGES, 81.9 + 0.37 * t, i % AGES);
        }
    }
    for (int t = 0; t <= STEPS; t++) {
        w->years[t] = BASE + t;
    }
    w->inputs.national = (koh_register){ 2024, 3, AGES, w->register_of_nation };
    w->inputs.n_services = SERVICES;
    w->inputs.services = w->services;
    w->inputs.shapes = w->shapes;
    w->inputs.totals = w->totals;
    w->inputs.drift = w->drift;
    w->inputs.hours_per_week = w->hours;
    w->inputs.stock_ratio = w->ratio;
    w->inputs.n_professions = PROFESSIONS;
    w->inputs.professions = w->professions;
    w->inputs.norms = w->norms;
    w->result = (koh_result){ .arena = w->arena, .inputs = &w->inputs, .n_scenarios = 8, .scenarios = w->scenarios };
    static const koh_plan_need nothing; /* no prevention, no new task */
    for (int i = 0; i < 8; i++) {
        for (int k = 0; k < SERVICES; k++) {
            w->levers[i][k].in_scope = -1;
        }
        w->plans[i] = (koh_plan){ .id = i == 0 ? "reference" : "other",
                                  .base_year = BASE,
                                  .end_year = BASE + STEPS,
                                  .services = w->levers[i],
                                  .care = &nothing,
                                  .profession_fte = w->registered };
    }
}

/* Runs plan i (0 first) from persons to staff by area. */
static inline koh_status world_run(koh_world *w, int i)
{
    koh_frame *f = &w->frames[i];
    w->scenarios[i].plan = &w->plans[i];
    *f = (koh_frame){ .plan = &w->plans[i],
                      .inputs = &w->inputs,
                      .result = &w->result,
                      .scenario = &w->scenarios[i],
                      .error = &w->error,
                      .n_steps = STEPS,
                      .n_age = AGES,
                      .years = { "year", STEPS + 1, w->years, NULL },
                      .persons = w->persons,
                      .services = { "service", SERVICES, NULL, w->ids },
                      .professions = { "profession", PROFESSIONS, NULL, w->profession_ids } };
    koh_status status = koh__model_need(f);
    if (status == KOH_OK) {
        status = koh__model_places(f);
    }
    if (status == KOH_OK) {
        status = koh__model_staff(f);
    }
    return status == KOH_OK ? koh__model_areas(f) : status;
}

/* Cells of the cubes of plan i. */
static inline const double *cube_of(const koh_world *w, int i, const char *path)
{
    return koh__result_cube(&w->scenarios[i], path)->value;
}

static inline double users_at(const koh_world *w, int i, int t, int k)
{
    return cube_of(w, i, "demand/users")[t * SERVICES + k];
}

/* FTE of a service over professions. */
static inline double fte_at(const koh_world *w, int i, int t, int k)
{
    const double *fte = cube_of(w, i, "demand/fte") + (t * SERVICES + k) * PROFESSIONS;
    return fte[CARER] + fte[COOK];
}

/* FTE of an area: 0 pro, 1 tff, 2 psykiatri_nav, 3 total. */
static inline double area_at(const koh_world *w, int i, int t, int area)
{
    return cube_of(w, i, "demand/fte_by_area")[t * 4 + area];
}

/* A cell of the capacity cubes, whose types are whole, long, short, view, house. */
static inline double places_at(const koh_world *w, int i, const char *path, int t, int type)
{
    return cube_of(w, i, path)[t * 5 + type];
}

static inline int is_warned(const koh_world *w, const char *code)
{
    for (size_t i = 0; i < w->result.n_warnings; i++) {
        if (strcmp(w->result.warnings[i].code, code) == 0) {
            return 1;
        }
    }
    return 0;
}

static inline void world_free(koh_world *w)
{
    koh__arena_free(w->arena);
}

#endif
