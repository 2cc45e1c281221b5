/* All municipalities together.
 *
 * Method: one cohort-component step a year for each (proj/step.c, migrants at the end of the year), net migration by
 * level and pattern (calib/net.c), whose sum is the country's, or gross (together_flows.c); on request fitted to
 * control totals (proj/reconcile.c) and rounded to whole persons (num/round.c). Source: as those files. Limits:
 * rounding is of the results, not of what the next year starts from, so that it does not grow. */
#include "plan/together_flows_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory_priv.h"
#include "kohort/projection.h"
#include "num/round_priv.h"
#include "num/sum_priv.h"

#define BALANCE 1e-9 /* relative to all persons concerned: what the accounting promises */

/* One run's scratch. */
typedef struct runner {
    const koh_country_input *input;
    koh_country *country;
    koh_proj_workspace *step;
    koh_reconcile_workspace *reconcile;
    koh_control *controls; /* [n_controls] of one step */
    double *survival;      /* [2][n_age] */
    double *net;           /* [n_regions][2][n_age] */
    double *flows;         /* [koh__country_flows_work], NULL without flows */
} runner;

static void runner_free(runner *r)
{
    koh_proj_workspace_free(r->step);
    koh__reconcile_workspace_free(r->reconcile);
    koh__free(r->controls);
    koh__free(r->survival);
    koh__free(r->net);
    koh__free(r->flows);
}

static koh_status runner_new(const koh_country_input *input, koh_country *country, runner *r)
{
    const size_t size = 2 * input->nation->n_age;
    *r = (runner){ .input = input, .country = country };
    r->controls = KOH_NEW(input->n_controls, koh_control);
    r->survival = KOH_NEW(size, double);
    r->net = koh__new(input->n_regions, size * sizeof(double));
    r->flows = input->flows == NULL ? NULL : KOH_NEW(koh__country_flows_work(input), double);
    koh_status status = koh_proj_workspace_new(input->nation->n_age, &r->step);
    if (status == KOH_OK) {
        status = koh__reconcile_workspace_new(input->n_regions, input->nation->n_age, input->n_controls,
                                              input->controls, &r->reconcile);
    }
    const int flows = input->flows == NULL || r->flows != NULL;
    return r->controls == NULL || r->survival == NULL || r->net == NULL || !flows ? KOH_ENOMEM : status;
}

static double *persons_at(const koh_country_input *input, const koh_country *country, size_t step, size_t region)
{
    return country->persons + (step * input->n_regions + region) * 2 * input->nation->n_age;
}

static double *components_at(const koh_country_input *input, const koh_country *country, size_t step, size_t region)
{
    return country->components + (step * input->n_regions + region) * KOH_COUNTRY_COMPONENTS;
}

/* Survivors and births of one municipality, and its net migrants where they are found without the others. */
static koh_status take_region(const runner *r, const koh_proj_year *rates, size_t step, size_t region)
{
    const koh_country_input *input = r->input;
    const size_t size = 2 * input->nation->n_age;
    const double *now = persons_at(input, r->country, step, region);
    double *next = persons_at(input, r->country, step + 1, region), *net = r->net + region * size;
    double *components = components_at(input, r->country, step, region);
    koh_proj_components events = { 0 };
    koh_status status = koh_proj_check(input->nation->n_age, now, rates, NULL);
    if (status == KOH_OK) {
        status = koh_proj_step(now, rates, KOH_TIMING_END, r->step, next, &events);
    }
    if (status == KOH_OK && input->flows == NULL) {
        status = koh_calib_net(input->nation, &input->regions[region], step, koh__sum(size, now), next, NAN, net);
    }
    components[KOH_COUNTRY_BIRTHS] = events.total.births[KOH_FEMALE] + events.total.births[KOH_MALE];
    components[KOH_COUNTRY_DEATHS] = events.total.deaths;
    return status;
}

/* Sums net migration, and checks every municipality's balance. */
static koh_status close_books(const runner *r, size_t step)
{
    const size_t size = 2 * r->input->nation->n_age;
    for (size_t region = 0; region < r->input->n_regions; region++) {
        double *c = components_at(r->input, r->country, step, region);
        const double before = koh__sum(size, persons_at(r->input, r->country, step, region));
        const double after = koh__sum(size, persons_at(r->input, r->country, step + 1, region));
        c[KOH_COUNTRY_NET] = koh__sum(size, r->net + region * size);
        const double said = before + c[KOH_COUNTRY_BIRTHS] - c[KOH_COUNTRY_DEATHS] + c[KOH_COUNTRY_NET];
        if (!(fabs(after - said) <= BALANCE * fmax(1, before))) {
            return KOH_EINTERNAL;
        }
    }
    return KOH_OK;
}

/* Says which total could not be met, and why. */
static koh_status tell(const runner *r, size_t step, koh_status status, const koh_reconcile_report *report,
                       koh_error *error)
{
    static const char *const sexes[] = { "both sexes", "female", "male" };
    char age[32] = "all ages";
    if (report->age < r->input->nation->n_age) {
        (void) snprintf(age, sizeof age, "age %zu", report->age);
    }
    return koh_error_set(error, status, "the control total of %s, %s, %s at 1 January %d cannot be met: %s",
                         r->controls[report->control].names[report->group], sexes[report->sex + 1], age,
                         r->input->nation->origin + (int) step + 1,
                         status == KOH_ENOSOLUTION ? "nobody is there to be scaled"
                                                   : "it contradicts other totals, or the cells without anybody");
}

static koh_status agree(const runner *r, size_t step, koh_error *error)
{
    koh_reconcile_report report;
    for (size_t k = 0; k < r->input->n_controls; k++) {
        r->controls[k] = r->input->controls[k];
        r->controls[k].total += step * koh__control_size(&r->controls[k], r->input->nation->n_age);
    }
    const koh_status status =
        koh__reconcile(r->controls, r->reconcile, persons_at(r->input, r->country, step + 1, 0), r->net, &report);
    r->country->moved += report.moved;
    return status == KOH_OK ? KOH_OK : tell(r, step, status, &report, error);
}

static koh_status take_step(const runner *r, size_t step, koh_error *error)
{
    const koh_calib_nation *nation = r->input->nation;
    const koh_proj_year rates = { .survival = r->survival,
                                  .fertility = nation->fertility,
                                  .boys_per_girl = nation->boys_per_girl };
    koh_status status = koh_calib_survival(nation, step, 1, 1, r->survival, NULL);
    for (size_t region = 0; status == KOH_OK && region < r->input->n_regions; region++) {
        status = take_region(r, &rates, step, region);
    }
    const size_t size = 2 * nation->n_age;
    double *next = persons_at(r->input, r->country, step + 1, 0);
    if (status == KOH_OK && r->input->flows != NULL) {
        status = koh__country_flows(r->input, step, next, r->flows, r->net,
                                    components_at(r->input, r->country, step, 0), error);
        if (status == KOH_ENOSOLUTION) {
            return status;
        }
    }
    for (size_t i = 0; status == KOH_OK && i < r->input->n_regions * size; i++) {
        next[i] += r->net[i]; /* koh_calib_net leaves a tenth of every cell, flows leave 0 or more: nobody is missing */
    }
    if (status == KOH_OK && r->input->n_controls > 0) {
        status = agree(r, step, error);
        if (status != KOH_OK) {
            return status;
        }
    }
    status = status == KOH_OK ? close_books(r, step) : status;
    return status == KOH_OK ? status
                            : koh_error_set(error, status, "all municipalities in %d: %s", nation->origin + (int) step,
                                            koh_status_text(status));
}

koh_status koh__country_run(const koh_country_input *input, koh_error *error, koh_country *country)
{
    runner r;
    country->moved = 0;
    memcpy(country->persons, input->start, input->n_regions * 2 * input->nation->n_age * sizeof(double));
    koh_status status = runner_new(input, country, &r);
    if (status != KOH_OK) {
        status = koh_error_set(error, status, "out of memory");
    }
    for (size_t step = 0; status == KOH_OK && step < input->n_steps; step++) {
        status = take_step(&r, step, error);
    }
    runner_free(&r);
    return status;
}

/* Births or deaths of all municipalities in a step, in whole persons. */
static koh_status round_events(const koh_country_input *input, koh_country *country, size_t step, size_t component,
                               double *work)
{
    for (size_t region = 0; region < input->n_regions; region++) {
        work[region] = components_at(input, country, step, region)[component];
    }
    koh_status status = koh__round_parts(input->n_regions, work, round(koh__sum(input->n_regions, work)), work);
    for (size_t region = 0; status == KOH_OK && region < input->n_regions; region++) {
        components_at(input, country, step, region)[component] = work[region];
    }
    return status;
}

static koh_status round_step(const koh_country_input *input, koh_country *country, size_t step, double *work)
{
    const size_t size = 2 * input->nation->n_age;
    koh_status status = round_events(input, country, step, KOH_COUNTRY_BIRTHS, work);
    if (status == KOH_OK) {
        status = round_events(input, country, step, KOH_COUNTRY_DEATHS, work);
    }
    for (size_t region = 0; status == KOH_OK && region < input->n_regions; region++) {
        double *c = components_at(input, country, step, region);
        const double before = koh__sum(size, persons_at(input, country, step, region));
        const double after = koh__sum(size, persons_at(input, country, step + 1, region));
        c[KOH_COUNTRY_NET] = after - before - c[KOH_COUNTRY_BIRTHS] + c[KOH_COUNTRY_DEATHS];
    }
    return status;
}

koh_status koh__country_round(const koh_country_input *input, size_t n_counties, const size_t *county,
                              koh_country *country)
{
    const koh_round_table table = { input->n_regions, 2 * input->nation->n_age, n_counties, county };
    koh_round_workspace *workspace = NULL;
    double *work = KOH_NEW(input->n_regions, double);
    koh_status status = work == NULL ? KOH_ENOMEM : koh__round_workspace_new(&table, &workspace);
    for (size_t step = 0; status == KOH_OK && step <= input->n_steps; step++) {
        status = koh__round_table(&table, workspace, persons_at(input, country, step, 0));
    }
    for (size_t step = 0; status == KOH_OK && step < input->n_steps; step++) {
        status = round_step(input, country, step, work);
    }
    koh__round_workspace_free(workspace);
    koh__free(work);
    return status;
}
