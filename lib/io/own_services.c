/* What a plan adds to the catalogues: services of its own, age patterns of services that have none, conditions.
 *
 * It is read before the plan is checked, since the check needs the names of the services: what has another form than it
 * should is left out here and found there. */
#include "core/language_priv.h"
#include "io/own_services_priv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plan/economy_priv.h"
#include "plan/need_priv.h"

enum { AGES = 106 };

static const char prefix[] = "own_";

/* What is being extended, and the arrays that are the plan's own. */
typedef struct extension {
    koh_arena *arena;
    koh_inputs *inputs;
    koh_service *services;
    koh_age_shape *shapes;
    koh_national_total *totals;
    double *drift;
    int failed; /* out of memory */
} extension;

static const cJSON *member(const cJSON *object, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(object, key);
}

static const char *text_of(extension *x, const cJSON *item)
{
    char *copy = cJSON_IsString(item) ? koh__arena_text(x->arena, item->valuestring) : NULL;
    x->failed |= cJSON_IsString(item) && copy == NULL;
    return copy;
}

/* The name in all languages; one that is missing takes another's, or the id. */
static void name_of(extension *x, const cJSON *item, const char *id, const char *name[KOH_LANGUAGES])
{
    const cJSON *label = member(item, "label");
    const char *any = cJSON_IsString(label) ? text_of(x, label) : NULL;
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        const char *text = cJSON_IsObject(label) ? text_of(x, member(label, koh__languages[i])) : NULL;
        name[i] = text != NULL ? text : any;
        any = any != NULL ? any : text;
    }
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        name[i] = name[i] != NULL ? name[i] : any != NULL ? any : id;
    }
}

static size_t choice_of(const cJSON *item, size_t n, const char *const *words)
{
    size_t i = 0;
    while (i < n && !(cJSON_IsString(item) && strcmp(words[i], item->valuestring) == 0)) {
        i++;
    }
    return i == n ? 0 : i;
}

static double number_of(const cJSON *quantity)
{
    const cJSON *value = member(quantity, "value");
    return cJSON_IsNumber(value) ? value->valuedouble : (double) NAN;
}

static int by_sex_and_age(const void *a, const void *b)
{
    const koh_shape_band *x = a, *y = b;
    return x->sex != y->sex ? (x->sex > y->sex) - (x->sex < y->sex) : (x->from > y->from) - (x->from < y->from);
}

/* The pattern of a map of bands, by sex where any band is; n = 0 where one is not as it should be. */
static koh_age_shape shape_of(extension *x, const cJSON *map)
{
    static const char *const sexes[2] = { "female", "male" };
    const size_t n = (size_t) cJSON_GetArraySize(map);
    koh_shape_band *bands = KOH_TAKE(x->arena, 2 * n, koh_shape_band);
    koh_age_shape shape = { .bands = bands, .is_own = 1 };
    const cJSON *item;
    int by_sex = 0, sound = cJSON_IsObject(map);
    x->failed |= bands == NULL;
    cJSON_ArrayForEach(item, map)
    {
        by_sex |= member(item, "both") == NULL;
    }
    cJSON_ArrayForEach(item, map)
    {
        const cJSON *both = member(item, "both"), *from = member(item, "age_from"), *to = member(item, "age_to");
        for (size_t sex = 0; sex < (by_sex ? 2U : 1U) && bands != NULL; sex++) {
            const cJSON *rate = both != NULL ? both : member(item, sexes[sex]);
            const double share = number_of(rate);
            sound &= cJSON_IsNumber(from) && share >= 0 && share <= 1;
            bands[shape.n++] = (koh_shape_band){ .sex = by_sex ? (int) sex : 2,
                                                 .from = cJSON_IsNumber(from) ? (int) from->valuedouble : 0,
                                                 .to = cJSON_IsNumber(to) ? (int) to->valuedouble : -1,
                                                 .users = (double) NAN,
                                                 .share = share };
            shape.source = shape.source != NULL ? shape.source : text_of(x, member(rate, "source"));
            shape.assumption = shape.assumption != NULL ? shape.assumption : text_of(x, member(rate, "assumption"));
        }
    }
    if (bands != NULL) {
        qsort(bands, shape.n, sizeof *bands, by_sex_and_age);
    }
    shape.n = sound ? shape.n : 0;
    return shape;
}

/* The function of the accounts that a service stands under where the plan does not say: that of care at home. */
static size_t function_of(const koh_inputs *inputs, const cJSON *item)
{
    const char *id = cJSON_IsString(item) ? item->valuestring : "254";
    size_t i = 0;
    while (i + 1 < inputs->economy->n_functions && strcmp(inputs->economy->functions[i].id, id) != 0) {
        i++;
    }
    return i;
}

/* Users of the country at the rates of a pattern. */
static double users_at(const koh_inputs *inputs, const koh_age_shape *shape, const double *persons)
{
    const size_t n_age = inputs->national.n_age;
    double sum = 0;
    for (size_t b = 0; b < shape->n; b++) {
        const koh_shape_band *band = &shape->bands[b];
        for (size_t age = (size_t) band->from; age < n_age && (band->to < 0 || age <= (size_t) band->to); age++) {
            sum += band->share * ((band->sex != 1 ? persons[age] : 0) + (band->sex != 0 ? persons[n_age + age] : 0));
        }
    }
    return sum;
}

/* Gives service k the pattern of `item`: its rates as they are. */
static void put_pattern(extension *x, size_t k, const cJSON *item)
{
    static const char *const bases[] = { "stock_31dec", "through_year" };
    const koh_register *national = &x->inputs->national;
    const int last = national->first_year + (int) national->n_years - 1;
    koh_age_shape shape = shape_of(x, member(item, "ages"));
    if (shape.n == 0 || x->failed) {
        return;
    }
    shape.year = last - 1;
    shape.basis = (koh_usage_basis) choice_of(member(item, "basis"), 2, bases);
    x->shapes[k] = shape;
    x->totals[k] = (koh_national_total){ .year = last - 1,
                                         .basis = shape.basis,
                                         .users = users_at(x->inputs, &shape, koh_register_year(national, last)),
                                         .source = shape.source,
                                         .assumption = shape.assumption };
    x->drift[k] = 0;
}

/* A copy of n items with room for `more`, which are zero. */
static void *grown(extension *x, const void *old, size_t n, size_t more, size_t size)
{
    char *copy = koh__arena_take(x->arena, n + more, size);
    x->failed |= copy == NULL;
    if (copy != NULL && old != NULL) {
        memcpy(copy, old, n * size);
    }
    return copy;
}

/* Own copies of all that is told by service, with room for `more` of which nothing is known. */
static void grow(extension *x, size_t more)
{
    koh_inputs *inputs = x->inputs;
    const size_t n = inputs->n_services;
    koh_economy_data *economy = KOH_TAKE(x->arena, 1, koh_economy_data);
    double *hours = grown(x, inputs->hours_per_week, n, more, sizeof *hours);
    double *ratio = grown(x, inputs->stock_ratio, n, more, sizeof *ratio);
    double *levels = grown(x, inputs->level_shares, n * KOH_LEVELS, more * KOH_LEVELS, sizeof *levels);
    koh_stay *stays = grown(x, inputs->stays, n, more, sizeof *stays);
    size_t *functions = grown(x, inputs->economy->function, n, more, sizeof *functions);
    x->services = grown(x, inputs->services, n, more, sizeof *x->services);
    x->shapes = grown(x, inputs->shapes, n, more, sizeof *x->shapes);
    x->totals = grown(x, inputs->totals, n, more, sizeof *x->totals);
    x->drift = grown(x, inputs->drift, n, more, sizeof *x->drift);
    x->failed |= economy == NULL;
    for (size_t k = n; k < n + more && !x->failed; k++) {
        hours[k] = ratio[k] = (double) NAN;
        x->totals[k].year = KOH_YEAR_NONE;
        stays[k] = (koh_stay){ (double) NAN, (double) NAN, (double) NAN, NULL, NULL };
        for (size_t i = 0; i < KOH_LEVELS; i++) {
            levels[k * KOH_LEVELS + i] = (double) NAN;
        }
    }
    if (x->failed) {
        return;
    }
    *economy = *inputs->economy;
    economy->function = functions;
    inputs->economy = economy;
    inputs->hours_per_week = hours;
    inputs->stock_ratio = ratio;
    inputs->level_shares = levels;
    inputs->stays = inputs->stays == NULL ? NULL : stays;
    inputs->services = x->services;
    inputs->shapes = x->shapes;
    inputs->totals = x->totals;
    inputs->drift = x->drift;
    for (size_t k = n; k < n + more; k++) {
        functions[k] = function_of(inputs, NULL);
    }
}

static void add_service(extension *x, size_t k, const cJSON *item)
{
    static const char *const kinds[] = { "users", "place", "dwelling", "hours", "day_place" };
    static const char *const areas[] = { "pro", "tff", "psykiatri_nav" };
    koh_service *service = &x->services[k];
    service->id = koh__arena_text(x->arena, item->string);
    x->failed |= service->id == NULL;
    if (x->failed) {
        return;
    }
    name_of(x, item, service->id, service->name);
    service->area = areas[choice_of(member(item, "area"), 3, areas)];
    service->kind = (koh_service_kind) choice_of(member(item, "kind"), 5, kinds);
    service->in_scope = !cJSON_IsFalse(member(item, "in_scope"));
    service->parent = (size_t) -1;
    put_pattern(x, k, item);
}

static int is_own(const cJSON *item)
{
    return strncmp(item->string, prefix, sizeof prefix - 1) == 0;
}

static void add_services(extension *x, const cJSON *map, koh_name_list *list)
{
    const char **names = grown(x, list->names, list->n, (size_t) cJSON_GetArraySize(map), sizeof *names);
    const cJSON *item;
    size_t n = list->n;
    cJSON_ArrayForEach(item, map)
    {
        if (!x->failed && is_own(item) && cJSON_IsObject(item)) {
            add_service(x, n, item);
            names[n] = x->services[n].id;
            n++;
        }
    }
    *list = (koh_name_list){ n, names };
    x->inputs->n_services = n;
}

/* The condition of an id, or a new one. */
static koh_prevalence *condition_of(koh_prevalence *list, size_t *n, const char *id)
{
    size_t i = 0;
    while (i < *n && strcmp(list[i].id, id) != 0) {
        i++;
    }
    *n += i == *n;
    return &list[i];
}

static void add_conditions(extension *x, const cJSON *map)
{
    koh_inputs *inputs = x->inputs;
    size_t n = inputs->n_conditions;
    koh_prevalence *list = grown(x, inputs->conditions, n, (size_t) cJSON_GetArraySize(map), sizeof *list);
    const cJSON *item;
    cJSON_ArrayForEach(item, map)
    {
        const koh_age_shape shape = shape_of(x, member(item, "ages"));
        double *share = KOH_TAKE(x->arena, 2 * AGES, double);
        const char *id = koh__arena_text(x->arena, item->string);
        x->failed |= share == NULL || id == NULL;
        if (x->failed || shape.n == 0) {
            continue;
        }
        koh_prevalence *condition = condition_of(list, &n, id);
        *condition = (koh_prevalence){ .id = id, .share = share, .source = shape.source, .is_own = 1 };
        name_of(x, item, id, condition->name);
        for (size_t b = 0; b < shape.n; b++) {
            const koh_shape_band *band = &shape.bands[b];
            for (size_t age = (size_t) band->from; age < AGES && (band->to < 0 || age <= (size_t) band->to); age++) {
                share[age] = band->sex != 1 ? band->share : share[age];
                share[AGES + age] = band->sex != 0 ? band->share : share[AGES + age];
            }
        }
    }
    inputs->n_conditions = n;
    inputs->conditions = list;
}

static void add_patterns(extension *x, const cJSON *map, const koh_name_list *services)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, map)
    {
        for (size_t k = 0; k < services->n && !x->failed; k++) {
            if (strcmp(services->names[k], item->string) == 0) {
                put_pattern(x, k, item);
            }
        }
    }
}

koh_status koh__own_extend(const cJSON *tree, koh_arena *arena, koh_inputs *inputs, koh_name_list *services)
{
    const cJSON *need = member(tree, "need"), *own = member(need, "own_services");
    const cJSON *patterns = member(need, "patterns"), *conditions = member(need, "conditions");
    extension x = { .arena = arena, .inputs = inputs };
    if (cJSON_IsObject(own) || cJSON_IsObject(patterns)) {
        grow(&x, (size_t) cJSON_GetArraySize(own));
        if (!x.failed) {
            add_services(&x, own, services);
        }
        if (!x.failed) {
            add_patterns(&x, patterns, services);
        }
    }
    if (cJSON_IsObject(conditions)) {
        add_conditions(&x, conditions);
    }
    return x.failed ? KOH_ENOMEM : KOH_OK;
}
