/* All municipalities together, from the registers to text. */
#include "kohort/country.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "app/estimate_priv.h"
#include "app/session_priv.h"
#include "io/controls_priv.h"
#include "io/file_priv.h"
#include "io/flows_priv.h"
#include "num/sum_priv.h"
#include "plan/together_priv.h"

enum { STEPS = 24 };

koh_country_options koh_country_options_defaults(void)
{
    return (koh_country_options){ .n_steps = STEPS };
}

/* A run at hand; the estimation's arena owns it. */
typedef struct run {
    koh_estimation estimation;
    koh_controls controls;
    koh_country_input input;
    koh_country country;
    size_t *county;
    size_t n_counties, n_told;
    int *told; /* [1 + n_counties + n municipalities] */
} run;

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

/* The number of a county, from any of its municipalities. */
static const char *county_id(const run *r, size_t county)
{
    size_t i = 0;
    while (r->county[i] != county) {
        i++;
    }
    return r->estimation.registers.county[i];
}

/* Does municipality m belong to line i of the output? */
static int belongs(const run *r, size_t i, size_t m)
{
    return i == 0 || (i <= r->n_counties ? r->county[m] == i - 1 : m == i - 1 - r->n_counties);
}

static const char *line_id(const run *r, size_t i)
{
    return i == 0 ? "0" : i <= r->n_counties ? county_id(r, i - 1) : r->estimation.registers.id[i - 1 - r->n_counties];
}

static koh_status choose_one(run *r, const char *id, koh_error *error)
{
    const size_t n = r->estimation.registers.n;
    const int counties = strcmp(id, "counties") == 0, all = strcmp(id, "all") == 0;
    for (size_t i = 0; i < 1 + r->n_counties + n; i++) {
        if ((all && i > r->n_counties) || (counties && i > 0 && i <= r->n_counties) || strcmp(line_id(r, i), id) == 0) {
            r->told[i] = 1;
            r->n_told++;
        }
    }
    size_t region;
    return r->n_told > 0 ? KOH_OK : koh__estimation_find(&r->estimation, id, &region, error);
}

static koh_status choose(const koh_country_options *options, run *r, koh_error *error)
{
    const size_t n = r->estimation.registers.n;
    r->county = KOH_TAKE(r->estimation.arena, n, size_t);
    for (size_t i = 0; r->county != NULL && i < n; i++) {
        r->county[i] = (size_t) r->estimation.registers.county_index[i];
        r->n_counties = r->county[i] >= r->n_counties ? r->county[i] + 1 : r->n_counties;
    }
    r->told = KOH_TAKE(r->estimation.arena, 1 + r->n_counties + n, int);
    if (r->county == NULL || r->told == NULL) {
        return no_memory(error);
    }
    koh_status status = options->n_regions == 0 ? choose_one(r, "all", error) : KOH_OK;
    for (size_t i = 0; status == KOH_OK && i < options->n_regions; i++) {
        r->n_told = 0;
        status = choose_one(r, options->regions[i], error);
    }
    return status;
}

/* Rates and counts of every municipality, the mean of all years that the file has before the origin. */
static koh_status estimate_flows(const run *r, const koh_flow_register *moves, koh_flow_rates *rates, koh_error *error)
{
    const koh_estimation *e = &r->estimation;
    const size_t size = 2 * e->nation.n_age;
    const int last = moves->first_year + (int) moves->n_years;
    for (size_t i = 0; i < e->registers.n; i++) {
        double *block = KOH_TAKE(e->arena, KOH_FLOWS * size, double);
        koh_error own = { 0 };
        if (block == NULL) {
            return no_memory(error);
        }
        rates[i] = (koh_flow_rates){ block, block + size, block + 2 * size, block + 3 * size };
        koh_status status =
            koh_flows_estimate(&e->registers.population[i], &moves[i], moves->first_year,
                               last < e->nation.origin ? last : e->nation.origin, e->nation.n_age, &own, &rates[i]);
        if (status != KOH_OK) {
            return koh_error_set(error, status, "moves of %s: %s", e->registers.id[i], own.message);
        }
    }
    return KOH_OK;
}

static koh_status prepare_flows(const koh_country_options *options, run *r, koh_error *error)
{
    const koh_estimation *e = &r->estimation;
    const size_t n = e->registers.n;
    koh_csv *csv = NULL;
    if (options->flows == NULL) {
        return KOH_OK;
    }
    koh_flow_register *moves = KOH_TAKE(e->arena, n, koh_flow_register);
    koh_flow_rates *rates = KOH_TAKE(e->arena, n, koh_flow_rates);
    koh_status status = moves == NULL || rates == NULL ? no_memory(error) : KOH_OK;
    if (status == KOH_OK) {
        status = koh__csv_read_file(options->flows, KOH_FLOW_COLUMNS, koh__flow_columns, &csv, error);
    }
    status = status == KOH_OK ? koh__flows_read(csv, n, e->registers.id, e->arena, error, moves) : status;
    status = status == KOH_OK ? estimate_flows(r, moves, rates, error) : status;
    koh__csv_free(csv);
    r->input.flows = rates;
    if (status == KOH_OK && options->path != NULL) {
        status = koh__flow_path_read(options->path, e->nation.origin, options->n_steps, e->arena, error,
                                     &r->input.immigration, &r->input.emigration);
    }
    return status;
}

static koh_status prepare(const koh_country_options *options, run *r, koh_error *error)
{
    koh_estimation *e = &r->estimation;
    const size_t n = e->registers.n, cells = n * 2 * e->nation.n_age;
    r->controls = (koh_controls){ .origin = e->nation.origin, .n_steps = options->n_steps };
    if (options->controls != NULL) {
        koh_status status = koh__controls_read(options->controls, &e->registers, e->arena, &r->controls, error);
        if (status != KOH_OK) {
            return status;
        }
    }
    r->input = (koh_country_input){ .nation = &e->nation,
                                    .n_regions = n,
                                    .n_steps = options->n_steps,
                                    .regions = e->regions,
                                    .start = e->projected,
                                    .n_controls = r->controls.n,
                                    .controls = r->controls.controls };
    r->country.persons = KOH_TAKE(e->arena, (options->n_steps + 1) * cells, double);
    r->country.components = KOH_TAKE(e->arena, options->n_steps * n * KOH_COUNTRY_COMPONENTS, double);
    return r->country.persons == NULL || r->country.components == NULL ? no_memory(error)
                                                                       : prepare_flows(options, r, error);
}

/* Adds `width` figures of the municipalities of a line. */
static void add_up(const run *r, size_t line, size_t width, const double *figures, double *sum)
{
    for (size_t i = 0; i < width; i++) {
        koh_sum total = { 0, 0 };
        for (size_t m = 0; m < r->input.n_regions; m++) {
            if (belongs(r, line, m)) {
                koh__sum_add(&total, figures[m * width + i]);
            }
        }
        sum[i] = koh__sum_value(&total);
    }
}

static void write_population(const run *r, size_t step, size_t line, koh_buffer *buffer)
{
    const size_t n_age = r->estimation.nation.n_age, size = 2 * n_age;
    double sum[2 * KOH_CALIB_MAX_AGES];
    assert(n_age > 0);
    add_up(r, line, size, r->country.persons + step * r->input.n_regions * size, sum);
    for (size_t i = 0; i < size; i++) {
        koh__buffer_text(buffer, line_id(r, line));
        koh__buffer_char(buffer, ',');
        koh__buffer_int(buffer, r->estimation.nation.origin + (int) step);
        koh__buffer_text(buffer, i < n_age ? ",female," : ",male,");
        koh__buffer_int(buffer, (long long) (i % n_age));
        koh__buffer_char(buffer, ',');
        koh__buffer_number(buffer, sum[i]);
        koh__buffer_char(buffer, '\n');
    }
}

static void write_components(const run *r, size_t step, size_t line, koh_buffer *buffer)
{
    double sum[KOH_COUNTRY_COMPONENTS];
    add_up(r, line, KOH_COUNTRY_COMPONENTS, r->country.components + step * r->input.n_regions * KOH_COUNTRY_COMPONENTS,
           sum);
    koh__buffer_text(buffer, line_id(r, line));
    koh__buffer_char(buffer, ',');
    koh__buffer_int(buffer, r->estimation.nation.origin + (int) step);
    for (size_t i = 0; i < (r->input.flows != NULL ? KOH_COUNTRY_COMPONENTS : KOH_COUNTRY_FLOWS); i++) {
        koh__buffer_char(buffer, ',');
        koh__buffer_number(buffer, sum[i]);
    }
    koh__buffer_char(buffer, '\n');
}

typedef void write_line(const run *r, size_t step, size_t line, koh_buffer *buffer);

static koh_status write_file(const run *r, const char *path, const char *header, write_line *write, size_t n_steps,
                             koh_error *error)
{
    koh_buffer buffer = { 0 };
    if (path == NULL) {
        return KOH_OK;
    }
    koh__buffer_text(&buffer, header);
    for (size_t line = 0; line < 1 + r->n_counties + r->input.n_regions; line++) {
        for (size_t step = 0; r->told[line] && step < n_steps; step++) {
            write(r, step, line, &buffer);
        }
    }
    koh_status status = buffer.failed ? no_memory(error) : koh__file_write(path, buffer.data, buffer.length, error);
    koh__buffer_free(&buffer);
    return status;
}

static void tell(const koh_country_options *options, const run *r, koh_buffer *buffer)
{
    const size_t size = r->input.n_regions * 2 * r->estimation.nation.n_age;
    const int origin = r->estimation.nation.origin;
    koh__buffer_format(buffer, "%zu municipalities from 1 January %d (%.0f persons) to 1 January %d (%.0f persons)\n",
                       r->input.n_regions, origin, koh__sum(size, r->country.persons), origin + (int) options->n_steps,
                       koh__sum(size, r->country.persons + options->n_steps * size));
    if (options->flows != NULL) {
        koh__buffer_text(buffer, "gross migration: whoever leaves a municipality arrives in another\n");
    }
    if (options->controls != NULL) {
        koh__buffer_format(buffer, "control totals of %zu kinds are met; they moved %.0f persons\n", r->controls.n,
                           r->country.moved);
    }
    if (options->rounding == KOH_ROUNDING_WHOLE) {
        koh__buffer_text(buffer, "whole persons; cells, municipalities, counties and the country add up\n");
    }
}

static koh_status project(const koh_country_options *options, run *r, koh_error *error)
{
    static const char net[] = "region,year,births,deaths,net_migration\n";
    static const char gross[] =
        "region,year,births,deaths,net_migration,in_migration,out_migration,immigration,emigration\n";
    if ((options->path != NULL && options->flows == NULL) ||
        (options->flows != NULL && options->rounding == KOH_ROUNDING_WHOLE)) {
        return koh_error_set(error, KOH_EUSAGE, "%s",
                             options->flows == NULL ? "a path of immigration and emigration goes with flows"
                                                    : "rounding is of net migration: not with flows");
    }
    koh_status status = koh__estimation_make(options->data, options->origin, options->n_steps, KOH_CALIB_LEE_CARTER,
                                             &r->estimation, error);
    status = status == KOH_OK ? choose(options, r, error) : status;
    status = status == KOH_OK ? prepare(options, r, error) : status;
    status = status == KOH_OK ? koh__country_run(&r->input, error, &r->country) : status;
    if (status == KOH_OK && options->rounding == KOH_ROUNDING_WHOLE) {
        status = koh__country_round(&r->input, r->n_counties, r->county, &r->country);
        status = status == KOH_OK ? status : koh_error_set(error, status, "whole persons: %s", koh_status_text(status));
    }
    status = status == KOH_OK ? write_file(r, options->population, "region,year,sex,age,value\n", write_population,
                                           options->n_steps + 1, error)
                              : status;
    return status == KOH_OK ? write_file(r, options->components, options->flows != NULL ? gross : net, write_components,
                                         options->n_steps, error)
                            : status;
}

koh_status koh_country_project(const koh_country_options *options, koh_error *error, koh_text *summary)
{
    run r = { 0 };
    koh_buffer buffer = { 0 };
    koh_status status = project(options, &r, error);
    if (status == KOH_OK) {
        tell(options, &r, &buffer);
        status = koh__text_take(&buffer, error, summary);
    }
    koh__estimation_free(&r.estimation);
    return status;
}
