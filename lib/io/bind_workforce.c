/* The staff of a plan: registered FTE, assumptions by profession, employees by age. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "plan/workforce_priv.h"

enum { PROFESSION, AGE, PERSONS, SHARE, UNIT, COLUMNS };

static void bind_profession(koh_binder *b, const cJSON *item, const char *place, koh_plan_profession *profession)
{
    for (size_t i = 0; i < KOH_SUPPLY_N; i++) {
        profession->supply[i] = koh__bind_quantity(b, item, place, koh__supply_names[i]);
    }
    profession->graduates = koh__bind_quantity(b, item, place, "graduates");
    profession->hires = koh__bind_quantity(b, item, place, "hires");
    profession->vacant = koh__bind_quantity(b, item, place, "vacant");
    profession->applicants = koh__bind_quantity(b, item, place, "applicants");
    profession->acceptance = koh__bind_quantity(b, item, place, "acceptance");
    profession->announcement_months = koh__bind_quantity(b, item, place, "announcement_months");
    const int given =
        (profession->applicants != NULL) + (profession->acceptance != NULL) + (profession->announcement_months != NULL);
    if (given != 0 && given != 3) {
        koh__findings_add(b->findings, KOH_EMISSING, place,
                          "expected all of 'applicants', 'acceptance' and 'announcement_months', or none");
    }
}

/* Nobody retires before the youngest are hired. Both are linear between the years of their paths. */
static void check_ages(koh_binder *b, const koh_plan_workforce *workforce, size_t j)
{
    const koh_plan_profession *own = &workforce->professions[j];
    const koh_quantity *paths[] = { own->supply[KOH_SUPPLY_RETIREMENT_AGE], own->supply[KOH_SUPPLY_HIRING_AGE] };
    for (size_t i = 0; i < 2; i++) {
        for (size_t k = 0; paths[i] != NULL && k < paths[i]->n; k++) {
            const int year = paths[i]->year[k];
            const double leaves = koh__supply_at(b->source->inputs, workforce, j, KOH_SUPPLY_RETIREMENT_AGE, year);
            const double comes = koh__supply_at(b->source->inputs, workforce, j, KOH_SUPPLY_HIRING_AGE, year);
            if (!(leaves > comes)) {
                char place[KOH_POINTER_SIZE];
                (void) snprintf(place, sizeof place, "/workforce/professions/%s/%s",
                                b->source->inputs->professions[j].id, i == 0 ? "retirement_age" : "hiring_age");
                koh__findings_add(b->findings, KOH_EDOMAIN, place,
                                  "retirement at %g years would come before hiring at %g", leaves, comes);
                return;
            }
        }
    }
}

/* FTE of a row in its unit, which is new or not. */
static void add_to_unit(koh_binder *b, const char *unit, size_t profession, double fte, koh_staff_units *units)
{
    size_t i = 0;
    while (i < units->n && strcmp(units->id[i], unit) != 0) {
        i++;
    }
    if (i == units->size) {
        const size_t size = units->size == 0 ? 32 : 2 * units->size;
        const char **id = KOH_TAKE(b->arena, size, const char *);
        double **sums = KOH_TAKE(b->arena, size, double *);
        if (id == NULL || sums == NULL) {
            b->failed = 1;
            return;
        }
        for (size_t k = 0; k < units->n; k++) {
            id[k] = units->id[k];
            sums[k] = units->fte[k];
        }
        units->id = id;
        units->fte = sums;
        units->size = size;
    }
    if (i == units->n) {
        units->id[i] = koh__arena_text(b->arena, unit);
        units->fte[i] = KOH_TAKE(b->arena, b->source->lists[KOH_NAMES_PROFESSIONS].n, double);
        b->failed |= units->id[i] == NULL || units->fte[i] == NULL;
        units->n += !b->failed;
    }
    if (!b->failed) {
        units->fte[i][profession] += fte;
    }
}

/* One row of the staff file; sum[j] gathers FTE. */
static koh_status add_row(koh_binder *b, const koh_csv *csv, size_t row, koh_plan_profession *professions,
                          double *fte_sum, koh_staff_units *units, koh_error *error)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_PROFESSIONS];
    const char *id = koh__csv_text(csv, row, PROFESSION);
    const double persons = koh__csv_number(csv, row, PERSONS);
    size_t j = 0;
    while (j < list->n && strcmp(list->names[j], id) != 0) {
        j++;
    }
    if (j == list->n) {
        const char *nearest = koh__text_nearest(id, list->names, list->n);
        return koh__csv_fail(csv, row, PROFESSION, KOH_EUNKNOWN, error, "unknown profession '%.40s'%s%s%s", id,
                             nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                             nearest != NULL ? "'?" : "");
    }
    double *ages = professions[j].ages;
    if (ages == NULL) {
        professions[j].ages = ages = KOH_TAKE(b->arena, KOH_STAFF_AGES, double);
    }
    if (ages == NULL) {
        return KOH_ENOMEM;
    }
    ages[koh__csv_int(csv, row, AGE) - KOH_STAFF_YOUNGEST] += persons;
    const double fte = persons * (koh__csv_has(csv, SHARE) ? koh__csv_number(csv, row, SHARE) : (double) NAN);
    const char *unit = koh__csv_has(csv, UNIT) ? koh__csv_text(csv, row, UNIT) : NULL;
    fte_sum[j] += fte;
    if (unit != NULL && !isnan(fte)) {
        add_to_unit(b, unit, j, fte, units);
    }
    return b->failed ? KOH_ENOMEM : KOH_OK;
}

static void bind_staff(koh_binder *b, const cJSON *item, koh_plan_profession *professions, koh_staff_units *units)
{
    static const char pointer[] = "/workforce/staff";
    static const koh_csv_column columns[COLUMNS] = {
        [PROFESSION] = { .name = "profession", .what = "a profession" },
        [AGE] = { .name = "age",
                  .kind = KOH_CSV_INT,
                  .min = KOH_STAFF_YOUNGEST,
                  .max = KOH_STAFF_YOUNGEST + KOH_STAFF_AGES - 1,
                  .what = "completed years, 16 to 74" },
        [PERSONS] = { .name = "persons", .kind = KOH_CSV_NUMBER, .max = 1e6, .what = "persons >= 0" },
        [SHARE] = { .name = "position_share",
                    .kind = KOH_CSV_NUMBER,
                    .min = 0.01,
                    .max = 1,
                    .optional = 1,
                    .what = "mean share of a full position, 0.01 to 1" },
        [UNIT] = { .name = "unit", .optional = 1, .what = "the id of a unit" },
    };
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS, columns);
    const size_t n = b->source->lists[KOH_NAMES_PROFESSIONS].n;
    double *fte = KOH_TAKE(b->arena, n, double);
    koh_error error = { .status = KOH_OK };
    b->failed |= fte == NULL;
    koh_status status = csv == NULL || b->failed ? KOH_ENOMEM : KOH_OK;
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        status = add_row(b, csv, row, professions, fte, units, &error);
    }
    for (size_t j = 0; status == KOH_OK && j < n; j++) {
        const double persons = professions[j].ages == NULL ? 0 : koh_staff_total(professions[j].ages);
        const double share = fte[j] / persons;
        const double usual = koh__supply_default(b->source->inputs, KOH_SUPPLY_POSITION_SHARE, j)->value;
        professions[j].ages = persons > 0 ? professions[j].ages : NULL;
        professions[j].file_share = share > 0 ? share : usual;
    }
    b->failed |= csv != NULL && status == KOH_ENOMEM;
    if (csv != NULL && status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &error, pointer);
    }
    koh__csv_free(csv);
    units->file = koh__bind_text(b, item, "file");
    koh__bind_note_file(b, pointer, item);
}

void koh__bind_workforce(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_PROFESSIONS];
    const cJSON *section = koh__bind_member(tree, "workforce"), *map = koh__bind_member(section, "professions");
    koh_plan_workforce *workforce = KOH_TAKE(b->arena, 1, koh_plan_workforce);
    koh_plan_profession *professions = KOH_TAKE(b->arena, list->n, koh_plan_profession);
    koh_staff_units units = { .file = NULL };
    plan->profession_fte = KOH_TAKE(b->arena, list->n, const koh_quantity *);
    b->failed |= workforce == NULL || professions == NULL || plan->profession_fte == NULL;
    for (size_t i = 0; !b->failed && i < list->n; i++) {
        char place[KOH_POINTER_SIZE];
        const cJSON *item = koh__bind_member(map, list->names[i]);
        (void) snprintf(place, sizeof place, "/workforce/professions/%s", list->names[i]);
        plan->profession_fte[i] = koh__bind_quantity(b, item, place, "fte");
        bind_profession(b, item, place, &professions[i]);
    }
    if (!b->failed && koh__bind_member(section, "staff") != NULL) {
        bind_staff(b, koh__bind_member(section, "staff"), professions, &units);
    }
    if (b->failed) {
        return;
    }
    workforce->professions = professions;
    koh__bind_staff_units(b, koh__bind_member(section, "units"), plan, &units, workforce);
    koh__bind_staffing(b, section, plan, workforce);
    koh__bind_staff_aims(b, section, workforce);
    koh__bind_rotas(b, koh__bind_member(section, "rotas"), plan, workforce);
    plan->workforce = workforce;
    for (size_t i = 0; i < list->n; i++) {
        check_ages(b, workforce, i);
    }
}
