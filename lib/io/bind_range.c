/* Ranges of a plan's quantities, the causes that they share, and the section `uncertainty`. */
#include <stdlib.h>
#include <string.h>

#include "io/binder_priv.h"
#include "io/plan_schema_priv.h"
#include "num/linalg_priv.h"
#include "num/rng_priv.h"

/* Quantities whose ranges would do nothing, a pointer or the beginning of several: they are read once, before anything
 * is drawn, or what follows from them is reckoned once, on the mean of the draws (instead NULL). Beside the former what
 * may have a range. */
static const struct {
    const char *pointer, *instead;
} fixed[] = { { "/mortality/improvement_factor", "/mortality/level" },
              { "/migration/national_net", "/migration/net" },
              { "/housing/projects/", "/migration/extra" },
              { "/housing/slippage_years", "/migration/extra" },
              { "/capacity/backlog_cost/", NULL },
              { "/capacity/suitability/", NULL },
              { "/capacity/building_life_years", NULL },
              { "/capacity/steps/", NULL },
              { "/capacity/expansion/", NULL },
              { "/workforce/higher_education/", NULL },
              { "/workforce/courses/", NULL },
              { "/workforce/full_time/", NULL },
              { "/preparedness/pandemic/", NULL },
              { "/preparedness/war/", NULL },
              { "/preparedness/disaster/", NULL },
              { "/economy/savings_required", NULL },
              { "/economy/measure_budget", NULL },
              { "/area/response_minutes", NULL },
              { "/measures/", NULL } };

static const char *const populations[] = { "all", "chance", "none" };
enum { POPULATIONS = sizeof populations / sizeof populations[0] };

static size_t index_in(size_t n, const char *const *names, const cJSON *item)
{
    for (size_t i = 0; cJSON_IsString(item) && i < n; i++) {
        if (strcmp(names[i], item->valuestring) == 0) {
            return i;
        }
    }
    return n;
}

static void find(koh_binder *b, const char *pointer, const koh_error *error)
{
    const char *place = koh__arena_format(b->arena, "%s/range", pointer);
    b->failed |= place == NULL;
    koh__findings_add(b->findings, error->status, place != NULL ? place : pointer, "%s", error->message);
}

static const char not_drawn[] = "a range of this figure is not drawn: what follows from it is reckoned once";

/* The same where only some of a section's members are drawn: those that `last` ends, or all others. */
static const struct {
    const char *before, *last;
    int is_named; /* 1: the member that is not drawn; 0: the only one that is */
} parts[] = { { "/workforce/rotas/", "/skilled", 1 }, { "/preparedness/arrivals/", "/persons", 0 } };

static int is_last(const char *pointer, const char *last)
{
    const size_t n = strlen(pointer), m = strlen(last);
    return n >= m && strcmp(pointer + n - m, last) == 0;
}

void koh__ranges_refuse(koh_binder *b, size_t first, const char *before, const char *last, const char *why)
{
    for (size_t i = first; i < b->n_figures; i++) {
        const koh_plan_figure *figure = &b->figures[i];
        if (figure->drawn != NULL && strncmp(figure->pointer, before, strlen(before)) == 0 &&
            is_last(figure->pointer, last)) {
            koh_error error;
            (void) koh_error_set(&error, KOH_EDOMAIN, "%s", why);
            find(b, figure->pointer, &error);
        }
    }
}

/* KOH_EDOMAIN where a range of this quantity would do nothing. */
static koh_status check_place(const char *pointer, koh_error *error)
{
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        if (strncmp(pointer, fixed[i].pointer, strlen(fixed[i].pointer)) == 0) {
            return fixed[i].instead != NULL
                       ? koh_error_set(error, KOH_EDOMAIN, "a range of this figure is not drawn; give one to '%s'",
                                       fixed[i].instead)
                       : koh_error_set(error, KOH_EDOMAIN, "%s", not_drawn);
        }
    }
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (strncmp(pointer, parts[i].before, strlen(parts[i].before)) == 0 &&
            is_last(pointer, parts[i].last) == parts[i].is_named) {
            return koh_error_set(error, KOH_EDOMAIN, "%s", not_drawn);
        }
    }
    return strncmp(pointer, "/uncertainty/", strlen("/uncertainty/")) == 0
               ? koh_error_set(error, KOH_EDOMAIN, "a range of what says how to draw is not drawn")
               : KOH_OK;
}

/* Form and centre of the range, and that its ends are ones that the quantity itself may have. */
static koh_status bind_form(const cJSON *item, const koh_quantity *q, koh_quantity_range *r, koh_error *error)
{
    const cJSON *as = koh__bind_member(item, "as");
    r->form = as == NULL ? KOH_RANGE_OF_VALUE : (koh_range_form) index_in(KOH_RANGE_FORMS, koh__range_forms, as);
    if (r->form == KOH_RANGE_OF_VALUE && q->n != 1) {
        return koh_error_set(error, KOH_EMISSING,
                             "the range of a path is one of a factor or an addition: 'as' is ratio or difference");
    }
    r->range.centre = r->form == KOH_RANGE_OF_VALUE ? q->value[0] : r->form == KOH_RANGE_OF_RATIO ? 1 : 0;
    const double end[] = { r->range.low, r->range.high };
    for (size_t i = 0; i < 2 && r->form == KOH_RANGE_OF_VALUE && (r->min != 0 || r->max != 0); i++) {
        if (!(end[i] >= r->min && end[i] <= r->max)) {
            return koh_error_set(error, KOH_EDOMAIN, "%g is outside %g to %g", end[i], r->min, r->max);
        }
    }
    return r->form == KOH_RANGE_OF_RATIO && r->range.low < 0
               ? koh_error_set(error, KOH_EDOMAIN, "a factor is not below 0, as %g is", r->range.low)
               : KOH_OK;
}

void koh__bind_range(koh_binder *b, const cJSON *item, koh_quantity *q)
{
    koh_plan_figure *figure = &b->figures[b->n_figures - 1];
    const koh_node *node = koh__schema_at(&koh__plan_schema, figure->pointer);
    const cJSON *shape = koh__bind_member(item, "shape");
    koh_quantity_range *r = KOH_TAKE(b->arena, 1, koh_quantity_range);
    figure->drawn = KOH_TAKE(b->arena, q->n, double);
    if (r == NULL || figure->drawn == NULL) {
        b->failed = 1;
        return;
    }
    *r = (koh_quantity_range){ .range = { .low = koh__bind_member(item, "low")->valuedouble,
                                          .high = koh__bind_member(item, "high")->valuedouble },
                               .min = node != NULL ? node->min : 0,
                               .max = node != NULL ? node->max : 0,
                               .shared = koh__bind_text(b, item, "shared"),
                               .source = koh__bind_text(b, item, "source"),
                               .assumption = koh__bind_text(b, item, "assumption") };
    r->range.shape =
        shape == NULL ? KOH_SHAPE_NORMAL : (koh_shape) index_in(KOH_RANGE_SHAPES, koh__range_shapes, shape);
    koh_error error = { 0 };
    koh_status status = check_place(figure->pointer, &error);
    status = status == KOH_OK ? bind_form(item, q, r, &error) : status;
    status = status == KOH_OK ? koh_range_check(&r->range, &error) : status;
    if (status != KOH_OK) {
        find(b, figure->pointer, &error);
        return;
    }
    memcpy(figure->drawn, q->value, q->n * sizeof *figure->drawn);
    q->value = figure->drawn;
    q->range = r;
}

static size_t find_cause(const koh_plan_uncertainty *u, const char *id)
{
    size_t i = 0;
    while (i < u->n_causes && strcmp(u->causes[i].id, id) != 0) {
        i++;
    }
    return i;
}

/* Numbers the causes of all ranges in the order of the figures. */
static void number_causes(koh_binder *b, koh_plan_uncertainty *u)
{
    koh_cause *causes = KOH_TAKE(b->arena, b->n_figures, koh_cause);
    b->failed |= causes == NULL;
    u->causes = causes;
    for (size_t i = 0; i < b->n_figures && !b->failed; i++) {
        koh_plan_figure *figure = &b->figures[i];
        if (figure->quantity != NULL && figure->quantity->range != NULL) {
            const char *shared = figure->quantity->range->shared, *id = shared != NULL ? shared : figure->pointer;
            figure->cause = find_cause(u, id);
            if (figure->cause == u->n_causes) {
                causes[u->n_causes++] = (koh_cause){ id, koh__stream_name(id) };
            }
        }
    }
}

/* The number of a cause that the correlations name; a finding at `place` where no range has it. */
static size_t named_cause(koh_binder *b, const koh_plan_uncertainty *u, const char *id, const char *place)
{
    const size_t i = find_cause(u, id);
    if (i == u->n_causes) {
        koh__findings_add(b->findings, KOH_EUNKNOWN, place, "no range has '%.60s' under 'shared'", id);
    }
    return i;
}

/* A correlation: of two causes, once. A scenario may have taken the ranges of a cause away. */
static void bind_tie(koh_binder *b, const koh_plan *plan, const cJSON *one, const cJSON *other, double *matrix)
{
    const koh_plan_uncertainty *u = &plan->uncertainty;
    const size_t n = u->n_causes;
    const char *above = koh__arena_format(b->arena, "/uncertainty/correlation/%s", one->string);
    const char *place = above == NULL ? NULL : koh__arena_format(b->arena, "%s/%s", above, other->string);
    const koh_quantity *ratio = place == NULL ? NULL : koh__bind_quantity(b, one, above, other->string);
    b->failed |= place == NULL;
    if (ratio == NULL) {
        return;
    }
    const size_t first = find_cause(u, one->string), second = find_cause(u, other->string);
    if (plan->based_on != NULL && (first == n || second == n)) {
        return;
    }
    const size_t i = named_cause(b, u, one->string, place), j = named_cause(b, u, other->string, place);
    if (i == n || j == n) {
        return;
    }
    if (i == j || matrix[i * n + j] != 0 || ratio->n != 1) {
        koh__findings_add(b->findings, KOH_EDUPLICATE, place,
                          "a correlation is one 'value' of two different causes, and each pair is given once");
        return;
    }
    matrix[i * n + j] = matrix[j * n + i] = ratio->value[0];
}

static void bind_ties(koh_binder *b, const cJSON *map, koh_plan *plan)
{
    koh_plan_uncertainty *u = &plan->uncertainty;
    const size_t n = u->n_causes;
    double *matrix = KOH_TAKE(b->arena, n * n + 1, double);
    const size_t before = b->findings->n;
    b->failed |= matrix == NULL;
    const cJSON *one, *other;
    cJSON_ArrayForEach(one, map)
    {
        cJSON_ArrayForEach(other, one)
        {
            if (!b->failed) {
                bind_tie(b, plan, one, other, matrix);
            }
        }
    }
    for (size_t i = 0; i < n && !b->failed; i++) {
        matrix[i * n + i] = 1;
    }
    if (b->failed || b->findings->n > before) {
        return;
    }
    if (koh__cholesky(n, matrix) != KOH_OK) {
        koh__findings_add(b->findings, KOH_EDOMAIN, "/uncertainty/correlation",
                          "the correlations contradict each other: their matrix is not positive definite");
        return;
    }
    u->cholesky = matrix;
}

void koh__bind_uncertainty(koh_binder *b, const cJSON *tree, koh_plan *plan)
{
    const cJSON *section = koh__bind_member(tree, "uncertainty"), *users = koh__bind_member(section, "users");
    const cJSON *population = koh__bind_member(section, "population");
    const cJSON *ties = koh__bind_member(section, "correlation");
    koh_plan_uncertainty *u = &plan->uncertainty;
    u->population =
        population == NULL ? KOH_DRAWN_ALL : (koh_drawn_population) index_in(POPULATIONS, populations, population);
    u->users_certain = cJSON_IsString(users) && strcmp(users->valuestring, "none") == 0;
    u->stay_years = koh__bind_quantity(b, section, "/uncertainty", "stay_years");
    if (!b->failed) {
        number_causes(b, u);
    }
    if (ties != NULL && !b->failed) {
        bind_ties(b, ties, plan);
    }
}
