/* The cheapest dated plan of building steps.
 *
 * Method: the present value at the first year of capex less grant, paid at once or as the annuity
 *   c r / (1 - (1 + r)^-L) over a life of L years, and of opex, each year discounted by (1 + r)^-(year - first year)
 *   (Brealey, Myers & Allen 2011, Principles of Corporate Finance, ch. 2); the need at the service level by year and
 *   type (expansion_need.c); the search over plans (expansion_search.c).
 *   Growth that lasts (Husbanken, grants for nursing homes and care dwellings: net growth must hold for ten years): for
 *   growth_years from the completion of a step with a grant, the places of all types together are at least what they
 *   were before it took effect, and its growth.
 * Assumptions: types cannot stand in for each other; the service level holds for each year and type by itself, not for
 *   whole paths; costs of a step depend on its year only.
 * Limits: opex beyond the horizon is nobody's; capex with years_life 0 counts in full even in the last year. */
#include "kohort/expansion.h"

#include <math.h>

#include "base/memory_priv.h"
#include "capacity/expansion_priv.h"
#include "kohort/capacity.h"

enum { YEARS_MAX = 1000, CALENDAR_MAX = 9999 }; /* no plan is longer; sums of years stay far from overflow */

koh_expansion_options koh_expansion_options_defaults(void)
{
    return (koh_expansion_options){ .service_level = 1, .rate_discount = 0.04 };
}

static koh_status check_sizes(const koh_expansion_input *in, koh_error *error)
{
    if (in->n_years < 1 || in->n_years > KOH_EXPANSION_YEARS || in->n_types < 1 || in->n_types > KOH_EXPANSION_TYPES ||
        in->n_steps > KOH_EXPANSION_STEPS || in->n_scenarios < 1 || in->n_scenarios > KOH_EXPANSION_SCENARIOS ||
        in->n_draws < 1 || in->n_draws > KOH_EXPANSION_DRAWS) {
        return koh_error_set(error, KOH_ELIMIT,
                             "%zu years, %zu types, %zu steps, %zu scenarios, %zu draws: at most %d, %d, %d, %d, %d",
                             in->n_years, in->n_types, in->n_steps, in->n_scenarios, in->n_draws, KOH_EXPANSION_YEARS,
                             KOH_EXPANSION_TYPES, KOH_EXPANSION_STEPS, KOH_EXPANSION_SCENARIOS, KOH_EXPANSION_DRAWS);
    }
    return KOH_OK;
}

static int is_span(int years)
{
    return years >= 0 && years <= YEARS_MAX;
}

static koh_status check_step(const koh_expansion_input *in, const koh_expansion_step *s, koh_error *error)
{
    if (s->last_year < s->first_year) {
        return koh_error_set(error, KOH_EDOMAIN, "step '%s' may be taken from %d to %d, expected a year", s->id,
                             s->first_year, s->last_year);
    }
    if (!is_span(s->years_lead) || !is_span(s->years_out) || !is_span(s->years_life)) {
        return koh_error_set(error, KOH_EDOMAIN,
                             "step '%s': %d years of lead, %d of building, %d of life, expected 0 to %d", s->id,
                             s->years_lead, s->years_out, s->years_life, YEARS_MAX);
    }
    if (!(s->cost_grant >= 0 && s->cost_grant <= s->cost_capex) || isinf(s->cost_capex) || !isfinite(s->cost_opex)) {
        return koh_error_set(error, KOH_EDOMAIN, "step '%s': capex %g, grant %g, opex %g, expected 0 <= grant <= capex",
                             s->id, s->cost_capex, s->cost_grant, s->cost_opex);
    }
    for (size_t type = 0; type < in->n_types; type++) {
        if (!isfinite(s->places[type]) || (s->years_out > 0 && s->during && !isfinite(s->during[type]))) {
            return koh_error_set(error, KOH_EDOMAIN, "step '%s': places of type %zu are not a number", s->id, type);
        }
    }
    return KOH_OK;
}

static koh_status check_arrays(const koh_expansion_input *in, koh_error *error)
{
    size_t cells = in->n_types * in->n_years;
    for (size_t i = 0; i < cells; i++) {
        if (!(in->places[i] >= 0) || isinf(in->places[i])) {
            return koh_error_set(error, KOH_EDOMAIN, "%g places of type %zu in %d, expected 0 or more", in->places[i],
                                 i / in->n_years, in->first_year + (int) (i % in->n_years));
        }
    }
    for (size_t i = 0; i < in->n_scenarios * in->n_draws * cells; i++) {
        if (!(in->need[i] >= 0) || isinf(in->need[i])) {
            return koh_error_set(error, KOH_EDOMAIN,
                                 "a need of %g places of type %zu in %d (scenario %zu, draw %zu), expected 0 or more",
                                 in->need[i], i / in->n_years % in->n_types, in->first_year + (int) (i % in->n_years),
                                 i / cells / in->n_draws, i / cells % in->n_draws);
        }
    }
    return KOH_OK;
}

koh_status koh_expansion_check(const koh_expansion_input *input, const koh_expansion_options *options, koh_error *error)
{
    koh_expansion_options o = options ? *options : koh_expansion_options_defaults();
    if (!(o.service_level > 0 && o.service_level <= 1)) {
        return koh_error_set(error, KOH_EDOMAIN, "a service level of %g, expected a share above 0 and at most 1",
                             o.service_level);
    }
    if (!(o.rate_discount >= 0 && o.rate_discount <= 1) || !(o.cost_shortage >= 0) || isinf(o.cost_shortage) ||
        !is_span(o.growth_years)) {
        return koh_error_set(
            error, KOH_EDOMAIN,
            "discount rate %g, price of shortage %g, %d years of growth, expected 0 to 1 and 0 or more",
            o.rate_discount, o.cost_shortage, o.growth_years);
    }
    if (input->first_year < 0 || input->first_year > CALENDAR_MAX || input->decision_year < 0 ||
        input->decision_year > CALENDAR_MAX) {
        return koh_error_set(error, KOH_EDOMAIN, "first year %d, decisions from %d, expected years", input->first_year,
                             input->decision_year);
    }
    koh_status status = check_sizes(input, error);
    for (size_t i = 0; status == KOH_OK && i < input->n_steps; i++) {
        status = check_step(input, &input->steps[i], error);
    }
    return status == KOH_OK ? check_arrays(input, error) : status;
}

void koh_expansion_workspace_free(koh_expansion_workspace *w)
{
    if (w) {
        double *const arrays[] = { w->sorted, w->above,  w->required, w->gain,  w->cost,  w->discount,
                                   w->paid,   w->stages, w->value,    w->sweep, w->child, w->seen_cost };
        for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
            koh__free(arrays[i]);
        }
        koh__free(w->choice);
        koh__free(w->seen);
        koh__free(w);
    }
}

koh_status koh_expansion_workspace_new(const koh_expansion_input *sizes, koh_expansion_workspace **workspace)
{
    koh_status status = check_sizes(sizes, NULL);
    if (status != KOH_OK) {
        return status;
    }
    koh_expansion_workspace *w = KOH_NEW(1, koh_expansion_workspace);
    if (!w) {
        return KOH_ENOMEM;
    }
    w->n_years = sizes->n_years;
    w->n_types = sizes->n_types;
    w->n_steps = sizes->n_steps;
    w->n_scenarios = sizes->n_scenarios;
    w->n_draws = sizes->n_draws;
    w->n_sets = (size_t) 1 << sizes->n_steps;
    size_t cells = w->n_types * w->n_years, columns = w->n_scenarios * cells;
    w->sorted = KOH_NEW(columns * w->n_draws, double);
    w->above = KOH_NEW(columns * (w->n_draws + 1), double);
    w->required = KOH_NEW(cells, double);
    w->gain = KOH_NEW(w->n_sets * w->n_types, double);
    w->cost = KOH_NEW(w->n_steps * w->n_years, double);
    w->discount = KOH_NEW(w->n_years, double);
    w->paid = KOH_NEW(w->n_years * w->n_sets, double);
    w->stages = KOH_NEW(w->n_scenarios * w->n_years * w->n_sets, double);
    w->value = KOH_NEW((w->n_scenarios + 1) * w->n_years * w->n_sets, double);
    w->sweep = KOH_NEW(w->n_sets, double);
    w->child = KOH_NEW(w->n_years * w->n_sets, double);
    w->choice = KOH_NEW(w->n_years * w->n_sets, unsigned);
    w->seen = KOH_NEW(KOH_SEEN_BUCKETS * KOH_SEEN_WAYS, koh_plan_key);
    w->seen_cost = KOH_NEW(KOH_SEEN_BUCKETS * KOH_SEEN_WAYS * w->n_scenarios, double);
    if (!w->sorted || !w->above || !w->required || !w->gain || !w->cost || !w->discount || !w->paid || !w->stages ||
        !w->value || !w->sweep || !w->child || !w->choice || !w->seen || !w->seen_cost) {
        koh_expansion_workspace_free(w);
        return KOH_ENOMEM;
    }
    *workspace = w;
    return KOH_OK;
}

/* Present value of a step that takes effect in a year (from 0), as far as the horizon reaches. */
static double present_value(const koh_expansion_step *s, double rate, const double *discount, size_t year,
                            size_t n_years)
{
    double capex = s->cost_capex - s->cost_grant, sum = s->years_life > 0 ? 0 : capex * discount[year];
    double life = s->years_life;
    double annuity = rate > 0 ? capex * rate / -expm1(-life * log1p(rate)) : capex / life;
    for (size_t t = year; t < n_years; t++) {
        sum += s->cost_opex * discount[t];
        sum += s->years_life > 0 && (double) (t - year) < life ? annuity * discount[t] : 0;
    }
    return sum;
}

static int clamp_index(long long year, int first_year, size_t n_years)
{
    long long index = year - first_year;
    return index < -1 ? -1 : index > (long long) n_years ? (int) n_years : (int) index;
}

void koh__expansion_begin(koh_search *q, const koh_expansion_input *in, const koh_expansion_options *o,
                          koh_expansion_workspace *w)
{
    double all = 0;
    *q = (koh_search){ .in = in, .options = o, .space = w };
    for (size_t t = 0; t < w->n_years; t++) {
        w->discount[t] = pow(1 + o->rate_discount, -(double) t);
    }
    for (size_t i = 0; i < w->n_steps; i++) {
        const koh_expansion_step *s = &in->steps[i];
        double largest = 0;
        for (size_t t = 0; t < w->n_years; t++) {
            double cost = present_value(s, o->rate_discount, w->discount, t, w->n_years);
            w->cost[i * w->n_years + t] = cost;
            largest = fmax(largest, fabs(cost));
        }
        all += largest;
        q->required_set |= s->choice == KOH_EXPANSION_REQUIRED ? 1U << i : 0;
    }
    q->slack = KOH_TIE_RELATIVE * all;
    koh__need_sort(in, w);
}

void koh__expansion_open(koh_search *q, int decision_year)
{
    for (size_t i = 0; i < q->in->n_steps; i++) {
        const koh_expansion_step *s = &q->in->steps[i];
        long long earliest = (long long) decision_year + s->years_lead;
        earliest = earliest > s->first_year ? earliest : s->first_year;
        int first = clamp_index(earliest, q->in->first_year, q->in->n_years);
        q->first[i] = first < 0 ? 0 : first;
        q->last[i] = clamp_index(s->last_year, q->in->first_year, q->in->n_years);
    }
}

static void write_required(const koh_search *q, size_t scenario, double *required)
{
    for (size_t type = 0; type < q->in->n_types; type++) {
        for (size_t year = 0; year < q->in->n_years; year++) {
            required[type * q->in->n_years + year] =
                koh__need_required(q->space, scenario, q->options->service_level, type, year);
        }
    }
}

/* One objective: to meet the need of a scenario or of all. */
static void ask_service(koh_search *q, size_t scenario)
{
    q->kind = KOH_SEARCH_SERVICE;
    q->n_objectives = 1;
    q->scenario[0] = 0;
    write_required(q, scenario, q->space->required);
    koh__search_stages(q);
}

void koh__expansion_write(const koh_search *q, koh_expansion_plan *plan)
{
    *plan = (koh_expansion_plan){ .n_nodes = q->n_nodes };
    for (size_t i = 0; i < KOH_EXPANSION_STEPS; i++) {
        int taken = i < q->in->n_steps && q->best_at[i] >= 0;
        plan->year[i] = taken ? q->in->first_year + q->best_at[i] : KOH_YEAR_NONE;
        plan->decide_by[i] = KOH_YEAR_NONE;
        plan->cost += taken ? q->space->cost[i * q->in->n_years + (size_t) q->best_at[i]] : 0;
    }
}

/* The last decision on each step that keeps the plan whole, the others as planned. */
static void write_decisions(koh_search *q, koh_expansion_plan *plan)
{
    for (size_t i = 0; i < q->in->n_steps; i++) {
        if (q->best_at[i] < 0) {
            continue;
        }
        for (size_t j = 0; j < KOH_EXPANSION_STEPS; j++) {
            q->at[j] = q->best_at[j];
        }
        int last = q->best_at[i];
        for (int year = last + 1; year <= q->last[i] && year < (int) q->in->n_years; year++) {
            q->at[i] = year;
            if (!koh__plan_holds(q)) {
                break;
            }
            last = year;
        }
        plan->decide_by[i] = q->in->first_year + last - q->in->steps[i].years_lead;
    }
}

/* Names the first year and type that even all steps together cannot meet. */
static koh_status no_plan(const koh_search *q, koh_error *error)
{
    const koh_expansion_input *in = q->in;
    for (size_t year = 0; year < in->n_years; year++) {
        for (size_t type = 0; type < in->n_types; type++) {
            double most = in->places[type * in->n_years + year], wanted = q->space->required[type * in->n_years + year];
            for (size_t i = 0; i < in->n_steps; i++) {
                int may = q->first[i] <= (int) year && q->first[i] <= q->last[i];
                most += may ? fmax(0, q->space->gain[((size_t) 1 << i) * in->n_types + type]) : 0;
            }
            if (most < wanted) {
                return koh_error_set(error, KOH_ENOSOLUTION,
                                     "no plan: type %zu needs %g places in %d, at most %g are possible", type, wanted,
                                     in->first_year + (int) year, most);
            }
        }
    }
    return koh_error_set(error, KOH_ENOSOLUTION, "no plan of the steps given meets every year, type and rule");
}

koh_status koh__expansion_check(const koh_expansion_input *in, const koh_expansion_options *o, size_t scenario,
                                const koh_expansion_workspace *w, koh_error *error)
{
    if (scenario != KOH_EXPANSION_ALL && scenario >= in->n_scenarios) {
        return koh_error_set(error, KOH_EDOMAIN, "no scenario %zu of %zu", scenario, in->n_scenarios);
    }
    if (w->n_years != in->n_years || w->n_types != in->n_types || w->n_steps != in->n_steps ||
        w->n_scenarios != in->n_scenarios || w->n_draws != in->n_draws) {
        return koh_error_set(error, KOH_ESHAPE, "the workspace was made for other sizes");
    }
    return koh_expansion_check(in, o, error);
}

koh_status koh_expansion_solve(const koh_expansion_input *input, const koh_expansion_options *options, size_t scenario,
                               koh_expansion_workspace *workspace, koh_error *error, koh_expansion_plan *plan)
{
    koh_status status = koh__expansion_check(input, options, scenario, workspace, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_expansion_options o = options ? *options : koh_expansion_options_defaults();
    koh_search q;
    koh__expansion_begin(&q, input, &o, workspace);
    koh__expansion_open(&q, input->decision_year);
    ask_service(&q, scenario);
    if (!koh__search_run(&q, koh__search_bound(&q))) {
        return no_plan(&q, error);
    }
    koh__expansion_write(&q, plan);
    write_decisions(&q, plan);
    return KOH_OK;
}

koh_status koh_expansion_required(const koh_expansion_input *input, const koh_expansion_options *options,
                                  size_t scenario, koh_expansion_workspace *workspace, koh_error *error,
                                  double *required)
{
    koh_status status = koh__expansion_check(input, options, scenario, workspace, error);
    if (status == KOH_OK) {
        const koh_expansion_options o = options ? *options : koh_expansion_options_defaults();
        koh_search q;
        koh__expansion_begin(&q, input, &o, workspace);
        write_required(&q, scenario, required);
    }
    return status;
}

koh_status koh_expansion_deadline(const koh_expansion_input *input, const koh_expansion_options *options,
                                  size_t scenario, koh_expansion_workspace *workspace, koh_error *error, int *year)
{
    koh_status status = koh__expansion_check(input, options, scenario, workspace, error);
    if (status != KOH_OK) {
        return status;
    }
    koh_expansion_options o = options ? *options : koh_expansion_options_defaults();
    koh_search q;
    koh__expansion_begin(&q, input, &o, workspace);
    ask_service(&q, scenario);
    int low = input->decision_year, high = input->first_year + (int) input->n_years; /* low: possible, high: not */
    koh__expansion_open(&q, low);
    if (!koh__search_run(&q, koh__search_bound(&q))) {
        return no_plan(&q, error);
    }
    koh__expansion_open(&q, high);
    if (low >= high || koh__search_run(&q, koh__search_bound(&q))) {
        *year = KOH_YEAR_NONE;
        return KOH_OK;
    }
    while (high - low > 1) {
        int middle = low + (high - low) / 2;
        koh__expansion_open(&q, middle);
        if (koh__search_run(&q, koh__search_bound(&q))) {
            low = middle;
        } else {
            high = middle;
        }
    }
    *year = low;
    return KOH_OK;
}
