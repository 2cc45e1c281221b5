/* The zones of a plan: counts from a CSV file, and what the plan says of each. */
#include <limits.h>
#include <string.h>

#include "io/area_binder_priv.h"

enum { ZONE, SEX, FROM, TO, PERSONS, COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [ZONE] = { .name = "zone", .what = "a short name" },
    [SEX] = { .name = "sex", .kind = KOH_CSV_SEX, .both = 1, .optional = 1, .what = "female, male or both" },
    [FROM] = { .name = "age_from", .kind = KOH_CSV_INT, .max = 130, .optional = 1, .what = "completed years" },
    [TO] = { .name = "age_to",
             .kind = KOH_CSV_INT,
             .max = 130,
             .optional = 2,
             .what = "completed years, or empty: open" },
    [PERSONS] = { .name = "persons", .kind = KOH_CSV_NUMBER, .max = 1e7, .what = "persons >= 0" },
};

/* A file being read. */
typedef struct reader {
    koh_binder *b;
    const koh_csv *csv;
    koh_plan_zone *zones;
    koh_zone_count *counts;
    size_t n_zones, n_age;
    unsigned char *told; /* [KOH_ZONES_MAX][2][n_age] */
    koh_error error;
} reader;

size_t koh__zone_named(const koh_plan_area *area, const char *id)
{
    size_t z = 0;
    while (z < area->n_zones && strcmp(area->zones[z].id, id) != 0) {
        z++;
    }
    return z;
}

size_t koh__bind_zone(koh_binder *b, const koh_plan_area *area, const char *id, const char *place)
{
    const size_t z = koh__zone_named(area, id);
    const char *names[KOH_ZONES_MAX];
    for (size_t i = 0; i < area->n_zones; i++) {
        names[i] = area->zones[i].id;
    }
    const char *nearest = z < area->n_zones ? NULL : koh__text_nearest(id, names, area->n_zones);
    if (z == area->n_zones) {
        koh__findings_add(b->findings, KOH_EUNKNOWN, place, "unknown zone '%.60s'%s%s%s", id,
                          nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                          nearest != NULL ? "'?" : "");
    }
    return z;
}

/* The zone of a row, made when it is new. */
static koh_status zone_of(reader *r, size_t row, size_t *found)
{
    const char *id = koh__csv_text(r->csv, row, ZONE);
    for (*found = 0; *found < r->n_zones && strcmp(r->zones[*found].id, id) != 0;) {
        ++*found;
    }
    if (*found < r->n_zones) {
        return KOH_OK;
    }
    if (*found == KOH_ZONES_MAX || strcmp(id, "all") == 0) {
        return koh__csv_fail(r->csv, row, ZONE, *found == KOH_ZONES_MAX ? KOH_ELIMIT : KOH_EDUPLICATE, &r->error,
                             *found == KOH_ZONES_MAX ? "more than %d zones"
                                                     : "'all' is the %d zones together: choose another name",
                             *found == KOH_ZONES_MAX ? KOH_ZONES_MAX : (int) r->n_zones);
    }
    const char *own = koh__arena_text(r->b->arena, id);
    r->b->failed |= own == NULL;
    r->zones[*found] = (koh_plan_zone){ .id = own, .label = { own, own, own } };
    r->n_zones++;
    return r->b->failed ? KOH_ENOMEM : KOH_OK;
}

/* Notes the cells of a row as told. */
static koh_status tell(reader *r, size_t row, const koh_zone_count *count)
{
    for (size_t i = 0; i < 2 * r->n_age; i++) {
        const size_t sex = i / r->n_age, age = i % r->n_age;
        unsigned char *cell = &r->told[count->zone * 2 * r->n_age + i];
        if ((count->sex != 2 && (size_t) count->sex != sex) || age < count->from || age > count->to) {
            continue;
        }
        if (*cell) {
            return koh__csv_fail(r->csv, row, ZONE, KOH_EDUPLICATE, &r->error,
                                 "zone '%.60s', %s, age %zu is given twice", r->zones[count->zone].id,
                                 koh__csv_sex_name((int) sex), age);
        }
        *cell = 1;
    }
    return KOH_OK;
}

static koh_status read_row(reader *r, size_t row)
{
    const int open = (int) r->n_age - 1;
    const int from = koh__csv_has(r->csv, FROM) ? koh__csv_int(r->csv, row, FROM) : 0;
    const int given = koh__csv_has(r->csv, TO) ? koh__csv_int(r->csv, row, TO) : INT_MIN;
    const int to = given == INT_MIN ? open : given;
    if (from > to || to > open) {
        return koh__csv_fail(r->csv, row, koh__csv_has(r->csv, FROM) ? FROM : ZONE, KOH_EDOMAIN, &r->error,
                             "ages %d to %d: expected a band within 0 to %d (open)", from, to, open);
    }
    koh_zone_count *count = &r->counts[row];
    *count = (koh_zone_count){ .sex = koh__csv_has(r->csv, SEX) ? koh__csv_int(r->csv, row, SEX) : 2,
                               .from = (size_t) from,
                               .to = (size_t) to,
                               .persons = koh__csv_number(r->csv, row, PERSONS) };
    const koh_status status = zone_of(r, row, &count->zone);
    return status == KOH_OK ? tell(r, row, count) : status;
}

/* A zone without a row for an age is not one without people of that age: it must say so. */
static koh_status check_told(reader *r)
{
    for (size_t i = 0; i < r->n_zones * 2 * r->n_age; i++) {
        const size_t cell = i % (2 * r->n_age);
        if (!r->told[i]) {
            const koh_status status = koh_error_set(
                &r->error, KOH_EMISSING, "there are no persons for zone '%.60s', %s, age %zu",
                r->zones[i / (2 * r->n_age)].id, koh__csv_sex_name((int) (cell / r->n_age)), cell % r->n_age);
            koh_error_at(&r->error, koh__csv_file(r->csv), 0, 0, NULL);
            return status;
        }
    }
    return KOH_OK;
}

static void bind_counts(koh_binder *b, const cJSON *item, koh_plan_area *area)
{
    static const char pointer[] = "/area/population";
    koh_csv *csv = koh__bind_file(b, item, pointer, COLUMNS, columns);
    const size_t n = csv == NULL ? 0 : koh__csv_rows(csv), n_age = b->source->inputs->local.n_age;
    reader r = { .b = b,
                 .csv = csv,
                 .zones = KOH_TAKE(b->arena, KOH_ZONES_MAX, koh_plan_zone),
                 .counts = KOH_TAKE(b->arena, n, koh_zone_count),
                 .n_age = n_age,
                 .told = KOH_TAKE(b->arena, 2 * KOH_ZONES_MAX * n_age, unsigned char) };
    b->failed |= r.zones == NULL || r.counts == NULL || r.told == NULL;
    koh_status status = csv == NULL || b->failed ? KOH_ENOMEM : KOH_OK;
    for (size_t row = 0; status == KOH_OK && row < n; row++) {
        status = read_row(&r, row);
    }
    status = status == KOH_OK ? check_told(&r) : status;
    if (csv != NULL && status != KOH_OK && !b->failed) {
        koh__findings_add_error(b->findings, &r.error, pointer);
    }
    koh__csv_free(csv);
    koh__bind_note_file(b, pointer, item);
    area->zones = r.zones;
    area->n_zones = status == KOH_OK ? r.n_zones : 0;
    area->counts = r.counts;
    area->n_counts = status == KOH_OK ? n : 0;
}

static void bind_zone(koh_binder *b, const cJSON *item, const koh_plan_area *area)
{
    const char *place = koh__arena_format(b->arena, "/area/zones/%s", item->string);
    b->failed |= place == NULL;
    const size_t z = b->failed ? area->n_zones : koh__bind_zone(b, area, item->string, place);
    if (z < area->n_zones) {
        koh_plan_zone *zone = &area->zones[z];
        const char *const fallback[KOH_LANGUAGES] = { zone->id, zone->id, zone->id };
        koh__bind_label(b, item, "label", fallback, zone->label);
        zone->attraction = koh__bind_quantity(b, item, place, "attraction");
    }
}

/* A project names its zone by id or as people do. */
static size_t project_zone(koh_binder *b, const koh_plan_area *area, const char *zone, const char *place)
{
    for (size_t z = 0; z < area->n_zones; z++) {
        for (size_t language = 0; language < KOH_LANGUAGES; language++) {
            if (strcmp(area->zones[z].label[language], zone) == 0) {
                return z;
            }
        }
    }
    return koh__bind_zone(b, area, zone, place);
}

/* The zones of the projects of the housing programme. */
static void bind_projects(koh_binder *b, const koh_plan *plan, koh_plan_area *area)
{
    const koh_plan_housing *housing = plan->housing;
    const size_t n = housing == NULL ? 0 : housing->n_projects;
    size_t *zones = KOH_TAKE(b->arena, n, size_t);
    b->failed |= zones == NULL;
    for (size_t p = 0; p < n && !b->failed; p++) {
        const koh_project *project = &housing->projects[p];
        const char *place = koh__arena_format(b->arena, "/housing/projects/%s/zone", project->id);
        b->failed |= place == NULL;
        zones[p] = project->zone == NULL || b->failed ? area->n_zones : project_zone(b, area, project->zone, place);
    }
    area->n_projects = b->failed ? 0 : n;
    area->project_zones = zones;
}

void koh__bind_zones(koh_binder *b, const cJSON *section, const koh_plan *plan, koh_plan_area *area)
{
    const cJSON *population = koh__bind_member(section, "population"), *item;
    if (population != NULL) {
        bind_counts(b, population, area);
    }
    if (b->failed || (population != NULL && area->n_zones == 0)) {
        return; /* what is wrong has been said */
    }
    cJSON_ArrayForEach(item, koh__bind_member(section, "zones"))
    {
        bind_zone(b, item, area);
    }
    if (area->n_zones > 0) {
        bind_projects(b, plan, area);
    }
}

void koh__bind_unit_zones(koh_binder *b, const koh_plan *plan)
{
    const koh_plan_area *area = plan->area;
    for (size_t u = 0; u < plan->n_units && !b->failed; u++) {
        const char *zone = plan->unit_zones[u];
        size_t z = 0;
        while (zone != NULL && area != NULL && z < area->n_zones && strcmp(area->zones[z].id, zone) != 0) {
            z++;
        }
        if (zone != NULL && (area == NULL || z == area->n_zones)) {
            koh__findings_add(b->findings, KOH_EUNKNOWN, "/capacity/register",
                              "unit '%.60s' stands in zone '%.60s', which the area does not have", plan->units[u].id,
                              zone);
        }
    }
}
