/* A case from folder to files: read, life tables, path, write. */
#include <string.h>

#include "base/memory_priv.h"
#include "base/text_priv.h"
#include "io/bind_case_priv.h"
#include "io/file_priv.h"
#include "kohort/case.h"
#include "kohort/lifetable.h"

/* A case under way. Arrays live in the arena of the case. */
typedef struct run {
    koh_case data;
    size_t n_steps;
    double *tables;                /* [7][n_mortality][2][n_age]: the columns of the life tables */
    koh_proj_workspace *workspace; /* owns */
    koh_proj_path_output path;
} run;

enum { QX, LX, DX, PERSON_YEARS, SURVIVAL, TX, EX, N_COLUMNS };

static const char *const sex_names[KOH_SEXES] = { "female", "male" };

koh_case_options koh_case_options_defaults(void)
{
    return (koh_case_options){ .timing = KOH_TIMING_EVEN };
}

static size_t table_cells(const run *r)
{
    return r->data.n_mortality * KOH_SEXES * r->data.n_age;
}

static koh_status make_life_tables(run *r, koh_error *error)
{
    const koh_case *data = &r->data;
    r->tables = KOH_TAKE(data->arena, N_COLUMNS * table_cells(r), double);
    if (r->tables == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t k = 0; k < data->n_mortality * KOH_SEXES; k++) {
        double *at[N_COLUMNS];
        for (size_t c = 0; c < N_COLUMNS; c++) {
            at[c] = r->tables + c * table_cells(r) + k * data->n_age;
        }
        const koh_lifetable_input input = { .n_age = data->n_age,
                                            .mx = data->mx + k * data->n_age,
                                            .ax = data->ax != NULL ? data->ax + k * data->n_age : NULL,
                                            .sex = (int) (k % KOH_SEXES) };
        koh_lifetable table = { at[QX], at[LX], at[DX], at[PERSON_YEARS], at[SURVIVAL], at[TX], at[EX] };
        koh_status status = koh_lifetable_compute(&input, error, &table);
        if (status != KOH_OK) {
            return status;
        }
    }
    return KOH_OK;
}

static koh_status take_steps(run *r, koh_timing timing, koh_error *error)
{
    const koh_case *data = &r->data;
    const size_t n = KOH_SEXES * data->n_age, first = (size_t) (data->start_year - data->mortality_from);
    koh_proj_year *years = KOH_TAKE(data->arena, r->n_steps, koh_proj_year);
    const koh_proj_year **list = KOH_TAKE(data->arena, r->n_steps, const koh_proj_year *);
    r->path.population = KOH_TAKE(data->arena, (r->n_steps + 1) * n, double);
    r->path.deaths = KOH_TAKE(data->arena, r->n_steps * n, double);
    r->path.totals = KOH_TAKE(data->arena, r->n_steps, koh_proj_totals);
    if (years == NULL || list == NULL || r->path.population == NULL || r->path.deaths == NULL ||
        r->path.totals == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t t = 0; t < r->n_steps; t++) {
        years[t] = (koh_proj_year){ .survival = r->tables + SURVIVAL * table_cells(r) + (first + t) * n,
                                    .fertility = data->fertility + t * data->n_age,
                                    .boys_per_girl = data->boys_per_girl[t],
                                    .net_count = data->net != NULL ? data->net + t * n : NULL };
        list[t] = &years[t];
    }
    koh_status status = koh_proj_workspace_new(data->n_age, &r->workspace);
    if (status != KOH_OK) {
        return koh_error_set(error, status, "no room for %zu ages", data->n_age);
    }
    const koh_proj_path_input input = { data->n_age, r->n_steps, timing, data->start, list };
    return koh_proj_path(&input, r->workspace, error, &r->path);
}

/* "2026,female,0" */
static void write_key(koh_buffer *text, int year, size_t sex, size_t age)
{
    koh__buffer_int(text, year);
    koh__buffer_char(text, ',');
    koh__buffer_text(text, sex_names[sex]);
    koh__buffer_char(text, ',');
    koh__buffer_int(text, (long long) age);
}

static void write_number(koh_buffer *text, double value)
{
    koh__buffer_char(text, ',');
    koh__buffer_number(text, value);
}

static void write_population(const run *r, koh_buffer *text)
{
    const size_t n_age = r->data.n_age, n = KOH_SEXES * n_age;
    koh__buffer_text(text, "year,sex,age,population,cohort_deaths\n");
    for (size_t i = 0; i < r->n_steps * n; i++) {
        write_key(text, r->data.start_year + 1 + (int) (i / n), i % n / n_age, i % n_age);
        write_number(text, r->path.population[n + i]);
        write_number(text, r->path.deaths[i]);
        koh__buffer_char(text, '\n');
    }
}

static void write_events(const run *r, koh_buffer *text)
{
    koh__buffer_text(text, "year,births,male,female,deaths\n");
    for (size_t t = 0; t < r->n_steps; t++) {
        const koh_proj_totals *year = &r->path.totals[t];
        koh__buffer_int(text, r->data.start_year + (int) t);
        write_number(text, year->births[KOH_FEMALE] + year->births[KOH_MALE]);
        write_number(text, year->births[KOH_MALE]);
        write_number(text, year->births[KOH_FEMALE]);
        write_number(text, year->deaths);
        koh__buffer_char(text, '\n');
    }
}

static void write_life_table(const run *r, koh_buffer *text)
{
    const size_t n_age = r->data.n_age, n = KOH_SEXES * n_age;
    koh__buffer_text(text, "year,sex,age,qx,lx,dx,Lx,Sx,Tx,ex\n");
    for (size_t i = 0; i < table_cells(r); i++) {
        write_key(text, r->data.mortality_from + (int) (i / n), i % n / n_age, i % n_age);
        for (size_t c = 0; c < N_COLUMNS; c++) {
            write_number(text, r->tables[c * table_cells(r) + i]);
        }
        koh__buffer_char(text, '\n');
    }
}

/* Makes all texts, then writes them. */
static koh_status write_all(const run *r, const koh_case_options *options, koh_error *error)
{
    const struct {
        const char *path;
        void (*write)(const run *, koh_buffer *);
    } files[] = { { options->life_table, write_life_table },
                  { options->events, write_events },
                  { options->population, write_population } };
    enum { N_FILES = sizeof files / sizeof files[0] };
    koh_buffer texts[N_FILES] = { { 0 } };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < N_FILES && status == KOH_OK; i++) {
        if (files[i].path != NULL) {
            files[i].write(r, &texts[i]);
            status = texts[i].failed ? koh_error_set(error, KOH_ENOMEM, "out of memory") : KOH_OK;
        }
    }
    for (size_t i = 0; i < N_FILES && status == KOH_OK; i++) {
        if (files[i].path != NULL) {
            status = koh__file_write(files[i].path, texts[i].data, texts[i].length, error);
        }
    }
    for (size_t i = 0; i < N_FILES; i++) {
        koh__buffer_free(&texts[i]);
    }
    return status;
}

static int same_place(const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static koh_status check_options(const koh_case_options *options, koh_error *error)
{
    if (same_place(options->population, options->events) || same_place(options->population, options->life_table) ||
        same_place(options->events, options->life_table)) {
        return koh_error_set(error, KOH_EUSAGE, "two results cannot go to the same place");
    }
    return KOH_OK;
}

static koh_status count_steps(run *r, const char *folder, const koh_case_options *options, koh_error *error)
{
    const size_t covered = r->data.n_years;
    r->n_steps = options->n_steps == 0 ? covered : options->n_steps;
    if (r->n_steps <= covered) {
        return KOH_OK;
    }
    return koh_error_set(error, KOH_EUSAGE, "%zu steps asked for: the rates in %s cover %zu, %d to %d", r->n_steps,
                         folder, covered, r->data.start_year, r->data.start_year + (int) covered - 1);
}

koh_status koh_project_case_run(const char *folder, const koh_case_options *options, koh_error *error,
                                koh_case_outcome *outcome)
{
    run r = { 0 };
    koh_status capped = KOH_OK;
    koh_status status = check_options(options, error);
    if (status == KOH_OK) {
        status = koh__case_read(folder, &r.data, error);
    }
    if (status == KOH_OK) {
        status = count_steps(&r, folder, options, error);
    }
    if (status == KOH_OK) {
        status = make_life_tables(&r, error);
    }
    if (status == KOH_OK) {
        capped = take_steps(&r, options->timing, error);
        status = capped > 0 ? KOH_OK : capped;
    }
    if (status == KOH_OK) {
        status = write_all(&r, options, error);
    }
    if (status == KOH_OK) {
        *outcome = (koh_case_outcome){ r.data.start_year, r.n_steps, r.path.n_capped, { { 0 } } };
        for (size_t i = 0; i < r.path.n_capped && i < KOH_PROJ_CAPPED_KEPT; i++) {
            outcome->capped[i] = r.path.capped[i];
        }
    }
    koh_proj_workspace_free(r.workspace);
    koh__case_free(&r.data);
    return status == KOH_OK ? capped : status;
}
