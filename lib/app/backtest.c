/* kohort backtest: from the registers to a scored hindcast. */
#include "kohort/backtest.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "app/backtest_priv.h"
#include "app/session_priv.h"
#include "io/file_priv.h"
#include "io/home_priv.h"
#include "io/official_priv.h"

enum { PATH_SIZE = 4096 };

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

static koh_status check(const koh_backtest_options *options, koh_error *error)
{
    if (options->horizon < 1 || options->horizon > KOH_HINDCAST_STEPS) {
        return koh_error_set(error, KOH_EDOMAIN, "a horizon of %zu years, expected 1 to %d", options->horizon,
                             KOH_HINDCAST_STEPS);
    }
    return KOH_OK;
}

/* Lays the official totals out by step; NaN where there are none. */
static double *official_steps(const koh_official *official, const koh_estimation *e, size_t horizon)
{
    const size_t n = e->registers.n;
    double *steps = KOH_TAKE(e->arena, (horizon + 1) * n, double);
    for (size_t i = 0; steps != NULL && i < (horizon + 1) * n; i++) {
        steps[i] = i / n < official->n_years ? official->total[i] : (double) NAN;
    }
    return steps;
}

/* The official projection if there is one of this origin, and which municipalities have borders that can be followed.
 */
static koh_status read_official(const koh_backtest_options *options, koh_backtest_run *run, koh_hindcast_input *input,
                                koh_error *error)
{
    char path[PATH_SIZE];
    koh_official official;
    koh_estimation *e = &run->estimation;
    const char *folder = koh__home_data(e->arena, options->data);
    if (folder == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    (void) snprintf(path, sizeof path, "%s/national/official_projection_2016.csv", folder);
    const char *file = options->official != NULL ? options->official : path;
    koh_status status = koh__official_read(file, &e->registers, e->arena, &official, error);
    if (status != KOH_OK) {
        return status;
    }
    if (options->official != NULL && official.first_year != options->origin) {
        return koh_error_set(error, KOH_EDOMAIN, "%.200s begins in %d, the hindcast in %d", options->official,
                             official.first_year, options->origin);
    }
    input->scored = official.followed;
    run->official_year = official.first_year;
    run->has_official = official.first_year == options->origin;
    if (run->has_official) {
        input->official = official_steps(&official, e, options->horizon);
        return input->official == NULL ? no_memory(error) : KOH_OK;
    }
    return KOH_OK;
}

static koh_status choose(const koh_backtest_options *options, const koh_estimation *e, koh_hindcast_input *input,
                         koh_error *error)
{
    int *asked = KOH_TAKE(e->arena, e->registers.n, int);
    if (asked == NULL) {
        return no_memory(error);
    }
    for (size_t r = 0; r < e->registers.n; r++) {
        asked[r] = options->n_regions == 0;
    }
    for (size_t i = 0; i < options->n_regions; i++) {
        size_t region;
        koh_status status = koh__estimation_find(e, options->regions[i], &region, error);
        if (status != KOH_OK) {
            return status;
        }
        asked[region] = 1;
    }
    input->asked = asked;
    return KOH_OK;
}

static void write_row(const koh_backtest_run *run, size_t step, size_t region, size_t i, koh_buffer *buffer)
{
    const koh_estimation *e = &run->estimation;
    const size_t n_age = e->nation.n_age, size = 2 * n_age;
    koh__buffer_text(buffer, e->registers.id[region]);
    koh__buffer_char(buffer, ',');
    koh__buffer_int(buffer, e->nation.origin + (int) step);
    koh__buffer_text(buffer, i / n_age == 0 ? ",female," : ",male,");
    koh__buffer_int(buffer, (long long) (i % n_age));
    koh__buffer_char(buffer, ',');
    koh__buffer_number(buffer, e->projected[(step * e->registers.n + region) * size + i]);
}

static void write_bounds(const koh_backtest_run *run, size_t step, size_t region, size_t i, koh_buffer *buffer)
{
    const size_t size = 2 * run->estimation.nation.n_age;
    const size_t at = (region * run->estimation.nation.n_steps + step - 1) * size + i;
    koh__buffer_char(buffer, ',');
    koh__buffer_number(buffer, run->bounds.low[at]);
    koh__buffer_char(buffer, ',');
    koh__buffer_number(buffer, run->bounds.high[at]);
}

static koh_status write_predictions(const koh_backtest_options *options, const koh_backtest_run *run, const int *asked,
                                    koh_error *error)
{
    const koh_estimation *e = &run->estimation;
    koh_buffer buffer = { 0 };
    assert(asked != NULL);
    koh__buffer_text(&buffer, "region,year,sex,age,value");
    koh__buffer_text(&buffer, options->draws > 0 ? ",q10,q90\n" : "\n");
    for (size_t step = 1; step <= e->nation.n_steps; step++) {
        for (size_t region = 0; region < e->registers.n; region++) {
            for (size_t i = 0; asked[region] && i < 2 * e->nation.n_age; i++) {
                write_row(run, step, region, i, &buffer);
                if (options->draws > 0) {
                    write_bounds(run, step, region, i, &buffer);
                }
                koh__buffer_char(&buffer, '\n');
            }
        }
    }
    koh_status status =
        buffer.failed ? no_memory(error) : koh__file_write(options->predictions, buffer.data, buffer.length, error);
    koh__buffer_free(&buffer);
    return status;
}

static void count(const koh_hindcast_input *input, koh_backtest_run *run)
{
    assert(input->scored != NULL);
    for (size_t r = 0; r < run->estimation.registers.n; r++) {
        run->n_scored += input->scored[r] != 0;
        run->n_left_out += input->scored[r] == 0;
    }
}

static koh_status make(const koh_backtest_options *options, koh_backtest_run *run, koh_error *error)
{
    koh_estimation *e = &run->estimation;
    koh_status status =
        koh__estimation_make(options->data, options->origin, options->horizon, options->mortality, e, error);
    koh_hindcast_input input = { .calibration = &e->input, .projected = e->projected };
    status = status == KOH_OK ? read_official(options, run, &input, error) : status;
    status = status == KOH_OK ? choose(options, e, &input, error) : status;
    status = status == KOH_OK ? koh__hindcast_make(&input, e->arena, &run->hindcast, error) : status;
    if (status != KOH_OK) {
        return status;
    }
    count(&input, run);
    status = koh__hindcast_bounds(&input, &e->nation, e->regions, e->arena, &run->bounds);
    status = status == KOH_OK ? koh__backtest_tables(&input, run) : status;
    if (status != KOH_OK) {
        return no_memory(error);
    }
    return options->predictions == NULL ? KOH_OK : write_predictions(options, run, input.asked, error);
}

koh_status koh_backtest(const koh_backtest_options *options, koh_error *error, koh_text *scores)
{
    koh_backtest_run run = { 0 };
    koh_buffer buffer = { 0 };
    koh_status status = check(options, error);
    status = status == KOH_OK ? make(options, &run, error) : status;
    if (status == KOH_OK) {
        if (options->form == KOH_TEXT_JSON) {
            koh__backtest_json(&run, &buffer);
        } else {
            koh__backtest_text(&run, &buffer);
        }
        status = koh__text_take(&buffer, error, scores);
    }
    koh_table_free(&run.scores);
    koh_table_free(&run.intervals);
    koh_table_free(&run.cells);
    koh_table_free(&run.shelf_life);
    koh__estimation_free(&run.estimation);
    return status;
}
