/* Primary suppression of registered counts and secondary suppression of what gives them back.
 *
 * Rules: Statistics Norway withholds counts of users below 5 in care services and below 3 elsewhere (KOSTRA); a cell
 * that follows from a withheld cell and a published total is withheld too (A. Hundepool et al. 2012, Statistical
 * Disclosure Control, chapter 4).
 * Assumption: whoever reads knows the population, the country's rates, the norms and this program.
 * Limits: texts are not read; a source that says "two users" is for the plan's author to see. */
#include "disclosure/small_count_priv.h"

#include <math.h>
#include <string.h>

#include "plan/health_priv.h"
#include "plan/survey_priv.h"
#include "plan/workforce_priv.h"

/* What is known of a plan while figures are being withheld. */
typedef struct withholder {
    size_t n_plans;
    const koh_plan *plans;
    const koh_inputs *inputs;
    koh_arena *arena;
    koh_disclosure *disclosure;
    unsigned char *service; /* [n_services] 1 = its registered figures are withheld */
} withholder;

static int is_small(double count, int min_count)
{
    return count > 0 && count < min_count;
}

static int has_small(const koh_quantity *q, int min_count)
{
    int found = 0;
    for (size_t i = 0; i < q->n; i++) {
        found |= is_small(q->value[i], min_count);
    }
    return found;
}

/* Is the last part of a pointer this name? */
static int ends_with(const char *pointer, const char *name)
{
    const char *last = strrchr(pointer, '/');
    return last != NULL && strcmp(last + 1, name) == 0;
}

static int starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* The service whose users a figure counts, or (size_t) -1. */
static size_t service_of(const koh_inputs *inputs, const char *pointer)
{
    static const char services[] = "/services/";
    const char *id = pointer + sizeof services - 1;
    if (!starts_with(pointer, services)) {
        return (size_t) -1;
    }
    for (size_t k = 0; k < inputs->n_services; k++) {
        size_t length = strlen(inputs->services[k].id);
        if (strncmp(id, inputs->services[k].id, length) == 0 && id[length] == '/') {
            return k;
        }
    }
    return (size_t) -1;
}

/* Does a figure count persons whom a register knows? Users, those who wait or apply, and staff always; else households
 * that are to be housed and what has persons for its unit, with a source, since an assumption counts nobody. */
static int is_count(const koh_plan_figure *figure)
{
    const koh_quantity *q = figure->quantity;
    const int is_persons = (q->unit != NULL && (strcmp(q->unit, "persons") == 0 || strcmp(q->unit, "users") == 0)) ||
                           (starts_with(figure->pointer, "/housing/municipal/") && ends_with(figure->pointer, "need"));
    return ends_with(figure->pointer, "users") || ends_with(figure->pointer, "waiting") ||
           ends_with(figure->pointer, "arrivals_per_year") ||
           (starts_with(figure->pointer, "/workforce/") && ends_with(figure->pointer, "fte")) ||
           (is_persons && q->source != NULL);
}

static void withhold(withholder *w, const char *pointer)
{
    koh_disclosure *d = w->disclosure;
    for (size_t i = 0; i < d->n; i++) {
        if (strcmp(d->pointers[i], pointer) == 0) {
            return;
        }
    }
    d->pointers[d->n++] = pointer;
}

/* Puts "withheld" in the place of every value, wherever the figure is used. */
static koh_status apply(withholder *w)
{
    for (size_t i = 0; i < w->disclosure->n * w->n_plans; i++) {
        const koh_plan *plan = &w->plans[i % w->n_plans];
        const char *pointer = w->disclosure->pointers[i / w->n_plans];
        for (size_t j = 0; j < plan->n_figures; j++) {
            koh_quantity *q = plan->figures[j].quantity;
            if (q == NULL || strcmp(plan->figures[j].pointer, pointer) != 0) {
                continue;
            }
            double *values = KOH_TAKE(w->arena, q->n, double);
            if (values == NULL) {
                return KOH_ENOMEM;
            }
            for (size_t v = 0; v < q->n; v++) {
                values[v] = koh_withheld();
            }
            q->value = values;
        }
    }
    return KOH_OK;
}

/* Staff that a file counts by age: a small profession goes with all its ages. */
static void withhold_staff(withholder *w, const koh_plan *plan)
{
    for (size_t j = 0; j < w->inputs->n_professions; j++) {
        double *ages = plan->workforce == NULL ? NULL : plan->workforce->professions[j].ages;
        if (ages == NULL || !is_small(koh_staff_total(ages), w->disclosure->min_count)) {
            continue;
        }
        for (size_t a = 0; a < KOH_STAFF_AGES; a++) {
            ages[a] = koh_withheld();
        }
        withhold(w, "/workforce/staff");
    }
}

static void find_small(withholder *w)
{
    for (size_t s = 0; s < w->n_plans; s++) {
        for (size_t i = 0; i < w->plans[s].n_figures; i++) {
            const koh_plan_figure *figure = &w->plans[s].figures[i];
            if (figure->quantity == NULL || !is_count(figure) ||
                !has_small(figure->quantity, w->disclosure->min_count)) {
                continue;
            }
            size_t k = service_of(w->inputs, figure->pointer);
            if (k != (size_t) -1) {
                w->service[k] = 1;
            }
            withhold(w, figure->pointer);
        }
        withhold_staff(w, &w->plans[s]);
    }
}

/* Do the parts of a whole that a plan registers leave a small count to the others, or tell what a withheld one has at
 * least? `at` is a year, or KOH_YEAR_NONE for the mean that the run uses. */
static int gives_back(const withholder *w, const koh_plan *plan, size_t whole, int at)
{
    const koh_service *services = w->inputs->services;
    const koh_quantity *all = plan->services[whole].users;
    double left = at == KOH_YEAR_NONE ? koh_quantity_mean(all, plan->base_year) : koh_quantity_at(all, at);
    int n_shown = 0, n_withheld = 0;
    for (size_t k = 0; k < w->inputs->n_services; k++) {
        const koh_quantity *part = services[k].parent == whole ? plan->services[k].users : NULL;
        if (services[k].parent != whole || (services[whole].sum_of_parts && !services[k].adds)) {
            continue;
        }
        n_withheld += w->service[k];
        if (part != NULL && !w->service[k]) {
            left -= at == KOH_YEAR_NONE ? koh_quantity_mean(part, plan->base_year) : koh_quantity_at(part, at);
            n_shown++;
        }
    }
    return services[whole].sum_of_parts ? n_shown > 0 && is_small(left, w->disclosure->min_count)
                                        : n_withheld > 0 && left > 0;
}

/* Wholes that give back a count of one of their parts. */
static void find_wholes(withholder *w)
{
    for (size_t i = 0; i < w->inputs->n_services * w->n_plans; i++) {
        size_t whole = i / w->n_plans;
        const koh_plan *plan = &w->plans[i % w->n_plans];
        const koh_quantity *all = plan->services[whole].users;
        int found = all != NULL && gives_back(w, plan, whole, KOH_YEAR_NONE);
        for (size_t v = 0; all != NULL && v < all->n && !found; v++) {
            found = gives_back(w, plan, whole, all->year[v]);
        }
        w->service[whole] |= (unsigned char) found;
    }
    for (size_t k = 0; k < w->inputs->n_services; k++) { /* users, days and hours of a sum tell of its parts */
        const koh_service *service = &w->inputs->services[k];
        if (w->service[k] && service->adds) {
            w->service[service->parent] = 1;
        }
    }
}

/* Is a figure what a register knows of the users of a service? */
static int is_registered(const char *pointer)
{
    return ends_with(pointer, "users") || ends_with(pointer, "bed_days") || ends_with(pointer, "hours_per_week");
}

/* Everything that is registered of a service whose users are withheld. */
static void find_figures(withholder *w)
{
    for (size_t s = 0; s < w->n_plans; s++) {
        for (size_t i = 0; i < w->plans[s].n_figures; i++) {
            const koh_plan_figure *figure = &w->plans[s].figures[i];
            size_t k = figure->quantity == NULL ? (size_t) -1 : service_of(w->inputs, figure->pointer);
            if (k != (size_t) -1 && w->service[k] && is_registered(figure->pointer)) {
                withhold(w, figure->pointer);
            }
        }
    }
}

/* Nobody is told from an answer that few have given, or that all or nobody has. */
static void withhold_surveys(const koh_plan *plan, int min_count)
{
    for (size_t i = 0; plan->surveys != NULL && i < plan->surveys->n; i++) {
        const koh_plan_survey *survey = &plan->surveys->surveys[i];
        for (size_t q = 0; q < survey->n; q++) {
            koh_survey_sums *sums = &survey->sums[q];
            if (sums->yes < min_count || sums->n - sums->yes < min_count) {
                *sums = (koh_survey_sums){ 0 };
            }
        }
    }
}

/* Are the cases of an indicator few, or the others of a share? */
static int has_few(const koh_plan_indicator *indicator, double cases, double persons, int min_count)
{
    return is_small(cases, min_count) || (!indicator->is_rate && is_small(persons - cases, min_count));
}

/* Do n groups of an area's year leave few to those of no group, where the figures of all are told? */
static int leave_few(const koh_plan_indicator *indicator, size_t n, const koh_health_group *groups, int min_count)
{
    double cases = 0, persons = 0;
    for (size_t i = 0; i < indicator->n_rows; i++) {
        const koh_health_row *row = &indicator->rows[i];
        if (row->area == groups->area && row->year == groups->year) {
            cases += row->cases;
            persons += row->persons;
        }
    }
    for (size_t i = 0; i < n; i++) {
        cases -= groups[i].cases;
        persons -= groups[i].persons;
    }
    return has_few(indicator, cases, persons, min_count);
}

/* The groups of an area's year go together: the indices are of them all, and the whole is told of the indicator. One
 * whose cases are not known may be the rest of that whole. */
static void withhold_groups(const koh_plan_indicator *indicator, int min_count)
{
    for (size_t i = 0, n = 0; i < indicator->n_groups; i += n) {
        koh_health_group *first = &indicator->groups[i];
        int found = 0;
        for (n = 0; i + n < indicator->n_groups && first[n].area == first->area && first[n].year == first->year; n++) {
            found |= isnan(first[n].cases) || has_few(indicator, first[n].cases, first[n].persons, min_count);
        }
        found |= leave_few(indicator, n, first, min_count);
        for (size_t k = 0; k < n && found && first->area == KOH_AREA_MUNICIPALITY; k++) {
            first[k].cases = koh_withheld();
        }
    }
}

/* Makes small counts of the municipality's health indicators unknown, with what is made of them. */
static void withhold_health(const koh_plan *plan, int min_count)
{
    for (size_t i = 0; i < plan->health->n; i++) {
        const koh_plan_indicator *indicator = &plan->health->indicators[i];
        for (size_t k = 0; k < indicator->n_rows; k++) {
            koh_health_row *row = &indicator->rows[k];
            if (row->area == KOH_AREA_MUNICIPALITY && has_few(indicator, row->cases, row->persons, min_count)) {
                row->cases = (double) NAN;
            }
        }
        withhold_groups(indicator, min_count);
    }
}

/* Small counts of zones are not known; the file that has them is told. */
static koh_status withhold_zones(withholder *w, const koh_plan *plan)
{
    int n = 0;
    koh_status status =
        plan->area == NULL ? KOH_OK : koh__disclosure_zones(plan->area, w->disclosure->min_count, w->arena, &n);
    if (n > 0) {
        withhold(w, "/area/population");
    }
    return status;
}

koh_status koh__disclosure_prepare(size_t n, const koh_plan *plans, const koh_inputs *inputs, koh_arena *arena,
                                   koh_disclosure *disclosure)
{
    static const int limits[] = { 5, 3, 0 };
    static const char *const names[] = { "ssb_plo", "ssb_3", "none" };
    size_t most = 0;
    for (size_t s = 0; s < n; s++) {
        most += plans[s].n_figures + 3;
    }
    *disclosure = (koh_disclosure){ .policy = names[plans[0].disclosure],
                                    .min_count = limits[plans[0].disclosure],
                                    .pointers = KOH_TAKE(arena, most, const char *) };
    withholder w = { n, plans, inputs, arena, disclosure, KOH_TAKE(arena, inputs->n_services, unsigned char) };
    if (disclosure->pointers == NULL || w.service == NULL) {
        return KOH_ENOMEM;
    }
    if (disclosure->min_count == 0) {
        return KOH_OK;
    }
    for (size_t s = 0; s < n; s++) {
        withhold_health(&plans[s], disclosure->min_count);
        withhold_surveys(&plans[s], disclosure->min_count);
        if (withhold_zones(&w, &plans[s]) != KOH_OK) {
            return KOH_ENOMEM;
        }
    }
    find_small(&w);
    find_wholes(&w);
    for (size_t s = 0; s < n; s++) {
        if (plans[s].area != NULL && koh__disclosure_zone_users(plans[s].area, disclosure->min_count, w.service) > 0) {
            withhold(&w, "/area/users");
        }
    }
    find_figures(&w);
    return apply(&w);
}

void koh__disclosure_choose(size_t n, const double *counts, int min_count, unsigned char *hidden)
{
    double sum = 0;
    size_t n_hidden = 0;
    for (size_t i = 0; i < n; i++) {
        hidden[i] = is_small(counts[i], min_count) != 0;
        n_hidden += hidden[i];
        sum += hidden[i] ? counts[i] : 0;
    }
    while (n_hidden > 0 && (n_hidden == 1 || sum < min_count)) {
        size_t smallest = n;
        for (size_t i = 0; i < n; i++) {
            if (!hidden[i] && counts[i] > 0 && (smallest == n || counts[i] < counts[smallest])) {
                smallest = i;
            }
        }
        if (smallest == n) {
            return;
        }
        hidden[smallest] = 1;
        n_hidden++;
        sum += counts[smallest];
    }
}

static void withhold_cell(koh_cube *cube, size_t cell)
{
    cube->value[cell] = koh_withheld();
    for (size_t q = 0; q < cube->n_quantiles; q++) {
        cube->quantile[q * koh_cube_size(cube) + cell] = koh_withheld();
    }
}

/* Withholds label i of the last axis of a cube [year][...][label] in all years, at place `row` of the axes between. */
static void withhold_series(koh_cube *cube, size_t row, size_t i)
{
    size_t n = cube->axes[cube->n_axes - 1].n, years = cube->axes[0].n, size = koh_cube_size(cube);
    for (size_t t = 0; t < years; t++) {
        withhold_cell(cube, t * (size / years) + row * n + i);
    }
}

/* Chooses by the base year of the reference and withholds in every scenario, row by row of the cube. */
static koh_status withhold_small(koh_result *result, const char *path, int min_count)
{
    const koh_cube *reference = koh__result_cube(&result->scenarios[0], path);
    size_t n = reference == NULL ? 0 : reference->axes[reference->n_axes - 1].n;
    size_t rows = n == 0 ? 0 : koh_cube_size(reference) / reference->axes[0].n / n;
    double *base = KOH_TAKE(result->arena, rows * n, double);
    unsigned char *hidden = KOH_TAKE(result->arena, n, unsigned char);
    if (base == NULL || hidden == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < rows * n; i++) {
        base[i] = reference->value[i];
    }
    for (size_t i = 0; i < rows * result->n_scenarios; i++) {
        koh_scenario_result *scenario = &result->scenarios[i % result->n_scenarios];
        size_t row = i / result->n_scenarios;
        const char *basis = reference->basis_by_label != NULL ? reference->basis_by_label[row] : reference->basis;
        if (basis != NULL && strcmp(basis, "own") != 0) {
            continue; /* made of the country's rates alone */
        }
        koh__disclosure_choose(n, base + row * n, min_count, hidden);
        const koh_cube *found = koh__result_cube(scenario, path);
        for (size_t j = 0; j < n && found != NULL; j++) {
            if (hidden[j]) {
                withhold_series(&scenario->cubes[found - scenario->cubes], row, j);
            }
        }
    }
    return KOH_OK;
}

/* Is the register of profession j withheld in any scenario? */
static int is_staff_withheld(const koh_result *result, size_t j)
{
    int found = 0;
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_quantity *fte = result->scenarios[s].plan->profession_fte[j];
        found |= fte != NULL && koh_is_withheld(fte->value[0]);
    }
    return found;
}

/* A cube [year][profession][...]. */
static void withhold_staff_of(const koh_result *result, koh_cube *cube)
{
    size_t size = koh_cube_size(cube), m = cube->axes[1].n, width = size / cube->axes[0].n / m;
    for (size_t i = 0; i < size; i++) {
        if (is_staff_withheld(result, i / width % m)) {
            withhold_cell(cube, i);
        }
    }
}

/* Demand, supply and gap of a profession without its register are no figures of the municipality. The FTE of services
 * keep them by the norms, so that there are totals. */
static void withhold_professions(koh_result *result)
{
    for (size_t s = 0; s < result->n_scenarios; s++) {
        for (size_t c = 0; c < result->scenarios[s].n_cubes; c++) {
            koh_cube *cube = &result->scenarios[s].cubes[c];
            if (cube->n_axes > 1 && strcmp(cube->axes[1].name, "profession") == 0) {
                withhold_staff_of(result, cube);
            }
        }
    }
}

/* Users of a service the ages of which the ladder tells too. */
static int is_climbed(const char *service)
{
    static const char *const services[] = { "institution", "staffed_housing_24h", "home_services" };
    int found = 0;
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        found |= strcmp(services[i], service) == 0;
    }
    return found;
}

/* An age of the care ladder is withheld in all states where the users of that age of any of its services are. */
static void withhold_ladder(koh_result *result)
{
    for (size_t s = 0; s < result->n_scenarios; s++) {
        koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *by_age = koh__result_cube(scenario, "demand/users_by_age");
        const koh_cube *found = koh__result_cube(scenario, "demand/ladder");
        koh_cube *ladder = found == NULL ? NULL : &scenario->cubes[found - scenario->cubes];
        const size_t n = by_age == NULL ? 0 : by_age->axes[2].n;
        for (size_t i = 0; ladder != NULL && by_age != NULL && i < by_age->axes[1].n * n; i++) {
            const int hidden = is_climbed(by_age->axes[1].labels[i / n]) && koh_is_withheld(by_age->value[i]);
            for (size_t cell = i % n; hidden && cell < koh_cube_size(ladder); cell += n) {
                withhold_cell(ladder, cell);
            }
        }
    }
}

/* Coverage of an age whose users are withheld gives them back; that of 80 and over where one of its two bands is. */
static void withhold_coverage(koh_result *result)
{
    for (size_t s = 0; s < result->n_scenarios; s++) {
        koh_scenario_result *scenario = &result->scenarios[s];
        const koh_cube *by_age = koh__result_cube(scenario, "demand/users_by_age");
        const koh_cube *found = koh__result_cube(scenario, "demand/coverage");
        koh_cube *coverage = found == NULL ? NULL : &scenario->cubes[found - scenario->cubes];
        const size_t n = by_age == NULL ? 0 : by_age->axes[2].n, m = coverage == NULL ? 0 : coverage->axes[1].n;
        for (size_t i = 0; coverage != NULL && by_age != NULL && i < coverage->axes[0].n * m; i++) {
            const double *row = by_age->value + i / m * n;
            const size_t b = i % m;
            if (b < n ? koh_is_withheld(row[b]) : koh_is_withheld(row[n - 2]) || koh_is_withheld(row[n - 1])) {
                withhold_cell(coverage, i * coverage->axes[2].n);
            }
        }
    }
}

koh_status koh__disclosure_finish(const koh_disclosure *disclosure, koh_result *result)
{
    koh_status status = KOH_OK;
    result->disclosure = disclosure;
    if (disclosure->min_count > 0) {
        status = withhold_small(result, "demand/users_by_age", disclosure->min_count);
    }
    if (status == KOH_OK && disclosure->min_count > 0) {
        status = withhold_small(result, "strata", disclosure->min_count);
    }
    if (disclosure->min_count > 0) {
        withhold_professions(result);
        withhold_coverage(result);
        withhold_ladder(result);
    }
    return status;
}
