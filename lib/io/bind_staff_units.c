/* The units of work of a plan and their staff. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "plan/workforce_priv.h"

/* FTE of units that exceed the register by a part of 1e-9 are rounding of decimals. */
#define OVERLAP_ROUNDING 1e-9

/* What the staff file counts in a unit, of one profession; NULL = nothing. */
static const koh_quantity *counted_fte(koh_binder *b, const koh_staff_units *counted, const char *id, size_t profession,
                                       const char *place)
{
    size_t i = 0;
    while (i < counted->n && strcmp(counted->id[i], id) != 0) {
        i++;
    }
    if (i == counted->n || counted->fte[i][profession] <= 0) {
        return NULL;
    }
    koh_quantity *q = KOH_TAKE(b->arena, 1, koh_quantity);
    double *value = KOH_TAKE(b->arena, 1, double);
    int *year = KOH_TAKE(b->arena, 1, int);
    const char *source = koh__arena_format(b->arena, "%s: persons x position share", counted->file);
    const char *pointer = koh__arena_format(b->arena, "%s/fte", place);
    if (q == NULL || value == NULL || year == NULL || source == NULL || pointer == NULL) {
        b->failed = 1;
        return NULL;
    }
    *value = counted->fte[i][profession];
    *q = (koh_quantity){ .n = 1, .year = year, .value = value, .unit = "fte", .source = source };
    koh__bind_note(b, pointer, q, counted->file);
    return q;
}

static void bind_staff(koh_binder *b, const cJSON *map, const char *pointer, const koh_staff_units *counted,
                       koh_plan_staff_unit *unit)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_PROFESSIONS];
    const koh_quantity **fte = KOH_TAKE(b->arena, list->n, const koh_quantity *);
    const koh_quantity **share = KOH_TAKE(b->arena, list->n, const koh_quantity *);
    b->failed |= fte == NULL || share == NULL;
    for (size_t j = 0; j < list->n && !b->failed; j++) {
        const cJSON *item = koh__bind_member(map, list->names[j]);
        const char *place = koh__arena_format(b->arena, "%s/professions/%s", pointer, list->names[j]);
        b->failed |= place == NULL;
        if (item != NULL && !b->failed) {
            fte[j] = koh__bind_quantity(b, item, place, "fte");
            share[j] = koh__bind_quantity(b, item, place, "target_share");
        }
        if (fte[j] == NULL && !b->failed) {
            fte[j] = counted_fte(b, counted, unit->id, j, place);
        }
    }
    unit->fte = fte;
    unit->target_share = share;
}

/* A unit whose staff is told nowhere is unknown, not empty. */
static void check_staff(koh_binder *b, const koh_plan_staff_unit *unit, const koh_staff_units *counted,
                        const char *pointer)
{
    for (size_t j = 0; j < b->source->lists[KOH_NAMES_PROFESSIONS].n; j++) {
        if (unit->fte[j] != NULL) {
            return;
        }
    }
    koh__findings_add(b->findings, KOH_EMISSING, pointer, "no staff is told: expected the FTE of a profession%s",
                      counted->n == 0 ? ", or a staff file with the column 'unit'"
                                      : ", or rows of a unit of this name in the staff file");
}

/* Shares of a unit's mix sum to 1 in every year of the plan, or there are none. */
static void check_mix(koh_binder *b, const koh_plan *plan, const koh_plan_staff_unit *unit, const char *pointer)
{
    const double tolerance = 1e-6; /* shares are written with some decimals */
    for (int year = plan->base_year; year <= plan->end_year; year++) {
        double sum = 0;
        int given = 0;
        for (size_t j = 0; j < b->source->lists[KOH_NAMES_PROFESSIONS].n; j++) {
            given |= unit->target_share[j] != NULL;
            sum += unit->target_share[j] == NULL ? 0 : koh_quantity_at(unit->target_share[j], year);
        }
        if (given && !(fabs(sum - 1) <= tolerance)) {
            koh__findings_add(b->findings, KOH_EDOMAIN, pointer, "the target shares add up to %g in %d, expected 1",
                              sum, year);
            return;
        }
    }
}

/* The units have no more of a profession than is registered: nobody is in two of them. */
static void check_overlap(koh_binder *b, const koh_plan *plan, const koh_plan_workforce *workforce)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_PROFESSIONS];
    for (size_t j = 0; j < list->n; j++) {
        const koh_quantity *registered = plan->profession_fte[j];
        double sum = 0, most = registered == NULL ? (double) NAN : koh_quantity_mean(registered, plan->base_year);
        for (size_t i = 0; i < workforce->n_units; i++) {
            const koh_quantity *fte = workforce->units[i].fte[j];
            sum += fte == NULL ? 0 : koh_quantity_mean(fte, plan->base_year);
            if (fte != NULL && sum > most * (1 + OVERLAP_ROUNDING)) {
                char place[KOH_POINTER_SIZE];
                (void) snprintf(place, sizeof place, "/workforce/units/%s/professions/%s/fte", workforce->units[i].id,
                                list->names[j]);
                koh__findings_add(b->findings, KOH_EDOMAIN, place,
                                  "units have %g FTE together, %g are registered: they overlap", sum, most);
                break;
            }
        }
    }
}

void koh__bind_staff_units(koh_binder *b, const cJSON *map, const koh_plan *plan, const koh_staff_units *counted,
                           koh_plan_workforce *workforce)
{
    const size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), before = b->findings->n;
    const koh_name_list *services = &b->source->lists[KOH_NAMES_SERVICES];
    koh_plan_staff_unit *units = KOH_TAKE(b->arena, n, koh_plan_staff_unit);
    const cJSON *item;
    size_t i = 0;
    b->failed |= units == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *id = koh__arena_text(b->arena, item->string);
        const char *place = koh__arena_format(b->arena, "/workforce/units/%s", item->string);
        const char *const fallback[KOH_LANGUAGES] = { id, id, id };
        b->failed |= id == NULL || place == NULL;
        if (b->failed) {
            return;
        }
        koh_plan_staff_unit *unit = &units[i++];
        const char *service = koh__bind_text(b, item, "service");
        const char *at = koh__arena_format(b->arena, "%s/service", place);
        unit->id = id;
        koh__bind_label(b, item, "label", fallback, unit->label);
        unit->service =
            service == NULL ? services->n : koh__bind_name(b, services, "service", service, at != NULL ? at : "");
        if (strcmp(id, "rest") == 0) {
            koh__findings_add(b->findings, KOH_EDOMAIN, place, "'rest' is the name of what no unit has");
        }
        unit->leaders = koh__bind_quantity(b, item, place, "leaders");
        bind_staff(b, koh__bind_member(item, "professions"), place, counted, unit);
        if (!b->failed && b->findings->n == before) {
            check_staff(b, unit, counted, place);
            check_mix(b, plan, unit, place);
        }
    }
    workforce->n_units = n;
    workforce->units = units;
    if (!b->failed && b->findings->n == before) {
        check_overlap(b, plan, workforce);
    }
}
