/* Running cost by service and year: staff at what an employer pays, and other running cost, in fixed kroner and in
 * those of the year.
 *
 * Cost is that of a year at the volumes and staff of its 1 January. Capital cost and the building are not in it. Wholes
 * have no staff beside that of their parts, so nothing is counted twice. A service without a norm or a unit cost has
 * unknown cost. */
#include <math.h>

#include "kohort/cost.h"
#include "plan/prices_priv.h"

enum { STAFF, OTHER, GROSS, PAYMENT, NET, ITEMS };
enum { TOTAL_GROSS, TOTAL_CURRENT, TOTAL_PAYMENT, TOTAL_REFUND, TOTAL_NET, TOTALS };

typedef struct accounts {
    koh_frame *f;
    koh_prices prices;
    const koh_cube *fte;
    koh_cube *volume, *cost, *current, *unit;
    const char *unit_text, *current_text;
} accounts;

static const koh_plan_cost *cost_of(const koh_frame *f, size_t k)
{
    static const koh_plan_cost none = { 0 };
    const koh_plan_cost *costs = f->plan->economy->services;
    return costs == NULL ? &none : &costs[k];
}

static int has_norm(const koh_frame *f, size_t k)
{
    const koh_quantity **own = f->plan->services[k].fte_per_unit;
    for (size_t i = 0; i < f->inputs->n_norms; i++) {
        if (f->inputs->norms[i].service == k) {
            return 1;
        }
    }
    for (size_t j = 0; own != NULL && j < f->professions.n; j++) {
        if (own[j] != NULL) {
            return 1;
        }
    }
    return 0;
}

static int is_costed(const koh_frame *f, size_t k)
{
    const koh_plan_cost *own = cost_of(f, k);
    return own->unit_cost != NULL || own->other_cost != NULL || has_norm(f, k);
}

/* Users of service k at one time. */
static double users_at(const koh_frame *f, size_t t, size_t k)
{
    const double *users = f->users + t * f->services.n;
    koh_service_kind kind = f->inputs->services[k].kind;
    return kind == KOH_SERVICE_PLACE || kind == KOH_SERVICE_DWELLING ? koh__occupied(f, users, k)
                                                                     : users[k] * koh__at_once(f, k);
}

static double staff_cost(const accounts *e, size_t t, size_t k)
{
    size_t n = e->f->services.n, m = e->f->professions.n;
    return koh_cost_staff(m, e->fte->value + (t * n + k) * m, e->prices.staff + t * m);
}

/* Cost of service k in year t; items [ITEMS]. */
static void cost_service(const accounts *e, size_t t, size_t k, double *items)
{
    const koh_frame *f = e->f;
    const koh_plan_cost *own = cost_of(f, k);
    int year = f->years.numbers[t];
    double volume = e->volume->value[t * f->services.n + k];
    items[STAFF] = items[OTHER] = (double) NAN;
    if (own->unit_cost != NULL) {
        items[GROSS] = volume * koh__price_at(&e->prices, own->unit_cost, KOH_PRICE_MIXED, year);
    } else {
        items[STAFF] = has_norm(f, k) ? staff_cost(e, t, k) : own->other_cost != NULL ? 0 : (double) NAN;
        items[OTHER] = own->other_cost != NULL
                           ? volume * koh__price_at(&e->prices, own->other_cost, KOH_PRICE_OTHER, year)
                           : items[STAFF] * e->prices.other_cost_ratio;
        items[GROSS] = items[STAFF] + items[OTHER];
    }
    items[PAYMENT] = own->user_payment == NULL
                         ? (double) NAN
                         : volume * koh__price_at(&e->prices, own->user_payment, KOH_PRICE_OTHER, year);
    items[NET] = items[GROSS] - items[PAYMENT];
}

/* The same in kroner of the year: wages by their index, the rest by its own. */
static double gross_current(const accounts *e, size_t t, size_t k, const double *items)
{
    int year = e->f->years.numbers[t];
    if (cost_of(e->f, k)->unit_cost != NULL) {
        return items[GROSS] * koh__mixed_index(&e->prices, year);
    }
    return (items[STAFF] == 0 ? 0 : items[STAFF] * koh__wage_index(&e->prices, year)) +
           (items[OTHER] == 0 ? 0 : items[OTHER] * koh__price_index(&e->prices, year));
}

static koh_cube *add_cube(const accounts *e, const char *path, const char *unit, const koh_axis *second,
                          const koh_axis *third)
{
    koh_cube form = { .path = path, .unit = unit, .time = "1 January", .n_axes = 2, .axes = { e->f->years, *second } };
    if (third != NULL) {
        form.axes[form.n_axes++] = *third;
    }
    form.basis = e->fte->basis;
    form.basis_by_label = second->labels == e->f->services.labels ? e->fte->basis_by_label : NULL;
    return koh__result_add(e->f->result, e->f->scenario, &form);
}

static koh_status add_services(accounts *e)
{
    static const char *const labels[ITEMS] = { "staff", "other", "gross", "user_payment", "net" };
    const koh_axis items = { "item", ITEMS, NULL, labels };
    size_t n = e->f->services.n;
    e->volume = add_cube(e, "economy/user_years", "user-years", &e->f->services, NULL);
    e->cost = add_cube(e, "economy/service_cost", e->unit_text, &e->f->services, &items);
    e->current = add_cube(e, "economy/service_cost_current", e->current_text, &e->f->services, NULL);
    e->unit = add_cube(e, "economy/unit_cost", e->unit_text, &e->f->services, NULL);
    if (e->volume == NULL || e->cost == NULL || e->current == NULL || e->unit == NULL) {
        return KOH_ENOMEM;
    }
    for (size_t i = 0; i < e->f->years.n * n; i++) {
        double *items_of = e->cost->value + i * ITEMS;
        e->volume->value[i] = users_at(e->f, i / n, i % n);
        cost_service(e, i / n, i % n, items_of);
        e->current->value[i] = gross_current(e, i / n, i % n, items_of);
        e->unit->value[i] = e->volume->value[i] > 0 ? items_of[GROSS] / e->volume->value[i] : (double) NAN;
    }
    return KOH_OK;
}

/* Is a cost withheld in this scenario and not in the reference? A sum without it could not be held against that of the
 * reference, so the sum is withheld too. */
static int is_withheld_here(const accounts *e, size_t i)
{
    if (e->f->scenario == &e->f->result->scenarios[0] || !koh_is_withheld(e->cost->value[i * ITEMS + GROSS])) {
        return 0;
    }
    const koh_cube *reference = koh__result_cube(&e->f->result->scenarios[0], "economy/service_cost");
    return reference != NULL && i * ITEMS + GROSS < koh_cube_size(reference) &&
           !koh_is_withheld(reference->value[i * ITEMS + GROSS]);
}

/* Sums known gross cost of what is in scope over the services of a group; nothing known in a group: NaN. */
static koh_status add_groups(const accounts *e, const char *path, const koh_axis *groups, const size_t *group_of)
{
    size_t n = e->f->services.n;
    koh_cube *cube = add_cube(e, path, e->unit_text, groups, NULL);
    for (size_t i = 0; cube != NULL && i < koh_cube_size(cube); i++) {
        cube->value[i] = (double) NAN;
    }
    for (size_t i = 0; cube != NULL && i < e->f->years.n * n; i++) {
        double gross = e->cost->value[i * ITEMS + GROSS];
        double *sum = &cube->value[i / n * groups->n + group_of[i % n]];
        if (!koh__in_scope(e->f->result, e->f->scenario, i % n) || koh_is_withheld(*sum)) {
            continue;
        }
        if (is_withheld_here(e, i)) {
            *sum = koh_withheld();
        } else if (!isnan(gross)) {
            *sum = isnan(*sum) ? gross : *sum + gross;
        }
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

static koh_status add_areas(const accounts *e)
{
    const koh_cube *fte = koh__result_cube(e->f->scenario, "demand/fte_by_area");
    koh_axis areas = fte->axes[1];
    size_t *area_of = KOH_TAKE(e->f->result->arena, e->f->services.n, size_t);
    areas.n--; /* all but "total" */
    for (size_t k = 0; area_of != NULL && k < e->f->services.n; k++) {
        area_of[k] = koh_axis_find_label(&areas, e->f->inputs->services[k].area);
    }
    return area_of == NULL ? KOH_ENOMEM : add_groups(e, "economy/cost_by_area", &areas, area_of);
}

static koh_status add_functions(const accounts *e)
{
    const koh_economy_data *data = e->f->inputs->economy;
    const char **labels = KOH_TAKE(e->f->result->arena, data->n_functions, const char *);
    for (size_t i = 0; labels != NULL && i < data->n_functions; i++) {
        labels[i] = data->functions[i].id;
    }
    const koh_axis functions = { "function", data->n_functions, NULL, labels };
    return labels == NULL ? KOH_ENOMEM : add_groups(e, "economy/cost_by_function", &functions, data->function);
}

static double refund_of(const koh_frame *f, const koh_prices *prices, int year)
{
    const koh_plan_economy *economy = f->plan->economy;
    double sum = economy->n_groups == 0 ? (double) NAN : 0;
    for (size_t i = 0; i < economy->n_groups; i++) {
        double recipients = koh_quantity_at(economy->groups[i].recipients, year);
        double cost = koh__price_at(prices, economy->groups[i].cost, KOH_PRICE_MIXED, year);
        double threshold = koh__price_at(prices, economy->refund_threshold, KOH_PRICE_MIXED, year);
        sum += koh_cost_refund(1, &recipients, &cost, threshold, koh_quantity_at(economy->refund_share, year));
    }
    return sum;
}

/* Adds service k to the totals of year t; 1 where its cost is known. */
static int add_to_total(const accounts *e, size_t t, size_t k, double *total)
{
    const size_t i = t * e->f->services.n + k;
    const double *cost = e->cost->value + i * ITEMS;
    if (!koh__in_scope(e->f->result, e->f->scenario, k)) {
        return 0;
    }
    if (is_withheld_here(e, i)) {
        total[TOTAL_GROSS] += koh_withheld();
        total[TOTAL_CURRENT] += koh_withheld();
        total[TOTAL_PAYMENT] += koh_withheld();
    } else if (!isnan(cost[GROSS])) {
        total[TOTAL_GROSS] += cost[GROSS];
        total[TOTAL_CURRENT] += e->current->value[i];
        total[TOTAL_PAYMENT] += cost[PAYMENT];
        return 1;
    }
    return 0;
}

/* All in scope: what is known. Net is known where every payment and the refund is. */
static koh_status add_total(const accounts *e)
{
    static const char *const labels[TOTALS] = { "gross", "gross_current", "user_payment", "state_refund", "net" };
    const koh_axis items = { "item", TOTALS, NULL, labels };
    koh_cube *cube = add_cube(e, "economy/total", e->unit_text, &items, NULL);
    for (size_t t = 0; cube != NULL && t < e->f->years.n; t++) {
        double *total = cube->value + t * TOTALS;
        int known = 0;
        for (size_t k = 0; k < e->f->services.n; k++) {
            known |= add_to_total(e, t, k, total);
        }
        for (size_t i = 0; !known && i < TOTALS; i++) {
            total[i] = koh_is_withheld(total[i]) ? total[i] : (double) NAN;
        }
        total[TOTAL_REFUND] = refund_of(e->f, &e->prices, e->f->years.numbers[t]);
        total[TOTAL_NET] = total[TOTAL_GROSS] - total[TOTAL_PAYMENT] - total[TOTAL_REFUND];
    }
    return cube == NULL ? KOH_ENOMEM : KOH_OK;
}

/* Is the cost of service k, which has none of its own, in that of its whole, its parts or other parts of its whole? */
static int is_covered(const koh_frame *f, size_t k)
{
    const koh_service *services = f->inputs->services;
    size_t whole = services[k].parent;
    for (size_t i = 0; i < f->services.n; i++) {
        if (is_costed(f, i) && (i == whole || services[i].parent == k ||
                                (whole != (size_t) -1 && services[i].parent == whole && !services[k].adds))) {
            return 1;
        }
    }
    return 0;
}

/* Adds the id of service k to a list with commas. */
static koh_status list(const koh_frame *f, size_t k, const char **ids)
{
    const char *id = f->inputs->services[k].id;
    *ids = *ids == NULL ? id : koh__arena_format(f->result->arena, "%s, %s", *ids, id);
    return *ids == NULL ? KOH_ENOMEM : KOH_OK;
}

/* Says once what no total holds, and why. */
static koh_status note(const accounts *e)
{
    const koh_frame *f = e->f;
    const char *no_price = NULL, *no_volume = NULL;
    const koh_warning none = { "no_unit_cost", NULL, NULL, KOH_YEAR_NONE, -1, -1 };
    const koh_warning unknown = { "unknown_cost", NULL, NULL, KOH_YEAR_NONE, -1, -1 };
    const koh_warning level = { "price_level", NULL, NULL, KOH_YEAR_NONE, -1, -1 };
    const koh_warning zone = { "payroll_tax_zone", NULL, NULL, KOH_YEAR_NONE, -1, -1 };
    koh_status status = KOH_OK;
    if (f->scenario != f->result->scenarios) {
        return KOH_OK; /* of the reference */
    }
    if (!koh__tax_is_known(f->plan->economy)) {
        status =
            koh__result_warn(f->result, zone,
                             "the zone of the payroll tax is not known of this municipality: the rate of zone %s is "
                             "taken, the highest; name the zone under /economy/payroll_tax_zone",
                             f->inputs->economy->zones[f->plan->economy->zone].id);
    }
    if (status == KOH_OK && isnan(koh_cost_staff(f->professions.n, e->prices.staff, e->prices.staff))) {
        return koh__result_warn(f->result, level,
                                "earnings of another year cannot be carried to %d without 'wage_growth': the cost of "
                                "staff is unknown",
                                e->prices.year);
    }
    for (size_t k = 0; k < f->services.n && status == KOH_OK; k++) {
        if (koh__in_scope(f->result, f->scenario, k) && isnan(e->cost->value[k * ITEMS + GROSS])) {
            status = is_costed(f, k) ? list(f, k, &no_volume) : is_covered(f, k) ? KOH_OK : list(f, k, &no_price);
        }
    }
    if (status == KOH_OK && no_price != NULL) {
        status = koh__result_warn(f->result, none,
                                  "neither a norm of staff nor a unit cost is known, so they are in no total of "
                                  "cost: %s",
                                  no_price);
    }
    if (status == KOH_OK && no_volume != NULL) {
        status = koh__result_warn(
            f->result, unknown, "volume or price unknown or withheld, so they are in no total of cost: %s", no_volume);
    }
    return status;
}

/* Cost by service and by area. */
static koh_status add_costs(koh_frame *f, accounts *e)
{
    *e = (accounts){ .f = f, .fte = koh__result_cube(f->scenario, "demand/fte") };
    koh_status status = koh__prices(f, &e->prices);
    if (status != KOH_OK) {
        return status;
    }
    e->unit_text = koh__arena_format(f->result->arena, "NOK of %d", e->prices.year);
    e->current_text = "NOK of the year";
    status = e->unit_text == NULL ? KOH_ENOMEM : add_services(e);
    return status == KOH_OK ? add_areas(e) : status;
}

koh_status koh__model_costs(koh_frame *f)
{
    accounts e;
    return add_costs(f, &e);
}

koh_status koh__model_economy(koh_frame *f)
{
    accounts e;
    koh_status status = add_costs(f, &e);
    if (status == KOH_OK) {
        status = add_functions(&e);
    }
    if (status == KOH_OK) {
        status = add_total(&e);
    }
    if (status == KOH_OK) {
        status = koh__model_peers(f, &e.prices);
    }
    if (status == KOH_OK) {
        status = koh__model_substitution(f);
    }
    if (status == KOH_OK) {
        status = koh__model_age_costs(f, &e.prices, e.unit_text);
    }
    return status == KOH_OK ? note(&e) : status;
}
