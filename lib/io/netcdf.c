/* Draws as NetCDF-4, by the CF conventions 1.8 (Eaton et al. 2020). The only file that sees the NetCDF library.
 *
 * Dimensions region, year, sex, age, age_group, quantile and, where single draws are kept, draw. A chunk is a
 * municipality, of single draws some of its draws in a year, compressed without loss; chunks are written in the order
 * of municipalities and nothing in the file tells the time, so the same draws are the same bytes. */
#include <netcdf.h>
#include <netcdf_mem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory_priv.h"
#include "io/drawn_file_priv.h"

enum { DIMENSIONS = 10, FIGURES = 5, FIRST_BYTES = 1 << 20, CHUNK_DRAWS = 1000 };
enum { DEFLATE = 1 }; /* more takes longer and saves little */

typedef enum dimension {
    REGION = 0,
    YEAR,
    SEX,
    AGE,
    GROUP,
    ORDER,
    ID_LENGTH,
    NAME_LENGTH,
    LABEL_LENGTH,
    DRAW
} dimension;

struct koh_netcdf {
    const koh_drawn_head *head; /* borrows */
    int id, failed;             /* the first error of the NetCDF library, or 0 */
    int dimensions[DIMENSIONS];
    size_t lengths[DIMENSIONS];
    int figures[FIGURES];
    size_t n_figures; /* the last, single draws, only where they are kept */
};

/* A variable of figures and its dimensions. */
typedef struct figure_form {
    const char *name, *long_name, *cell_methods;
    int n;
    dimension dimensions[5];
} figure_form;

static const figure_form figure_forms[FIGURES] = {
    { "population_mean", "persons, mean of the draws", "realization: mean", 4, { REGION, YEAR, SEX, AGE } },
    { "population_quantile", "persons, quantiles of the draws", NULL, 5, { REGION, YEAR, SEX, AGE, ORDER } },
    { "group_mean",
      "persons by planners' age groups, both sexes, mean of the draws",
      "realization: mean",
      3,
      { REGION, YEAR, GROUP } },
    { "group_quantile",
      "persons by planners' age groups, both sexes, quantiles of the draws",
      NULL,
      4,
      { REGION, YEAR, GROUP, ORDER } },
    { "population_draw", "persons, single draws", NULL, 5, { REGION, YEAR, SEX, AGE, DRAW } },
};

int koh__netcdf_is_supported(void)
{
    return 1;
}

/* Keeps the first failure; nothing is done after it. */
static void keep(koh_netcdf *f, int result)
{
    f->failed = f->failed == NC_NOERR ? result : f->failed;
}

/* In memory nothing but memory can fail. */
static koh_status told(const koh_netcdf *f, koh_error *error)
{
    return f->failed == NC_NOERR ? KOH_OK
                                 : koh_error_set(error, KOH_ENOMEM, "no memory for NetCDF: %s", nc_strerror(f->failed));
}

static void text(koh_netcdf *f, int variable, const char *name, const char *value)
{
    if (f->failed == NC_NOERR && value != NULL) {
        keep(f, nc_put_att_text(f->id, variable, name, strlen(value), value));
    }
}

static int define(koh_netcdf *f, const char *name, nc_type type, int n, const dimension *along)
{
    int ids[5], variable = -1;
    for (int i = 0; i < n; i++) {
        ids[i] = f->dimensions[along[i]];
    }
    if (f->failed == NC_NOERR) {
        keep(f, nc_def_var(f->id, name, type, n, ids, &variable));
    }
    return variable;
}

static void define_dimensions(koh_netcdf *f)
{
    static const char *const names[DIMENSIONS] = { "region",   "year",      "sex",         "age",          "age_group",
                                                   "quantile", "id_length", "name_length", "label_length", "draw" };
    const koh_drawn_head *head = f->head;
    size_t n_groups, id = 1, name = 1, label = 1;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    for (size_t i = 0; i < head->n_regions; i++) {
        id = strlen(head->ids[i]) > id ? strlen(head->ids[i]) : id;
        name = strlen(head->names[i]) > name ? strlen(head->names[i]) : name;
    }
    for (size_t k = 0; k < n_groups; k++) {
        label = strlen(groups[k].label) > label ? strlen(groups[k].label) : label;
    }
    const size_t lengths[DIMENSIONS] = { head->n_regions, head->shape.n_states, 2,  head->shape.n_age,
                                         n_groups,        head->shape.n_orders, id, name,
                                         label,           head->shape.n_kept };
    memcpy(f->lengths, lengths, sizeof lengths);
    for (size_t i = 0; i < DIMENSIONS && lengths[i] > 0 && f->failed == NC_NOERR; i++) {
        keep(f, nc_def_dim(f->id, names[i], lengths[i], &f->dimensions[i]));
    }
}

/* Texts of equal length, the shorter ones filled with zeros. */
static void write_labels(koh_netcdf *f, const char *name, const char *long_name, dimension along, dimension length,
                         const char *const *labels)
{
    const dimension both[2] = { along, length };
    const size_t n = f->lengths[along], width = f->lengths[length];
    const int variable = define(f, name, NC_CHAR, 2, both);
    text(f, variable, "long_name", long_name);
    text(f, variable, "_Encoding", "utf-8");
    char *block = KOH_NEW(n * width, char);
    if (block == NULL) {
        keep(f, NC_ENOMEM);
    }
    for (size_t i = 0; block != NULL && i < n; i++) {
        for (size_t k = 0; k < width && labels[i][k] != '\0'; k++) {
            block[i * width + k] = labels[i][k];
        }
    }
    if (f->failed == NC_NOERR) {
        keep(f, nc_put_var_text(f->id, variable, block));
    }
    koh__free(block);
}

/* Numbers along one dimension. */
static int write_line(koh_netcdf *f, const char *name, const char *long_name, const char *unit, dimension along,
                      const int *numbers)
{
    const int variable = define(f, name, NC_INT, 1, &along);
    text(f, variable, "long_name", long_name);
    text(f, variable, "units", unit);
    if (f->failed == NC_NOERR) {
        keep(f, nc_put_var_int(f->id, variable, numbers));
    }
    return variable;
}

static void write_years(koh_netcdf *f, int *line)
{
    char since[64];
    const size_t n = f->lengths[YEAR];
    int days = 0;
    for (size_t t = 0; t < n; t++) {
        line[t] = f->head->first_year + (int) t;
    }
    (void) write_line(f, "year", "the state holds at 1 January of the year", "1", YEAR, line);
    for (size_t t = 0; t < n; t++) {
        const int year = f->head->first_year + (int) t;
        line[t] = days;
        days += (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 366 : 365;
    }
    (void) snprintf(since, sizeof since, "days since %d-01-01", f->head->first_year);
    const int variable = write_line(f, "time", "1 January", since, YEAR, line);
    text(f, variable, "standard_name", "time");
    text(f, variable, "calendar", "standard");
    text(f, variable, "axis", "T");
}

static void write_ages(koh_netcdf *f, int *line)
{
    const size_t n = f->lengths[AGE];
    size_t n_groups;
    const koh_planner_group *groups = koh__planner_groups(&n_groups);
    for (size_t x = 0; x < n; x++) {
        line[x] = (int) x;
    }
    (void) write_line(f, "age", "completed years; the last is open", "year", AGE, line);
    for (size_t k = 0; k < n_groups; k++) {
        line[k] = groups[k].from;
    }
    (void) write_line(f, "age_group_from", "youngest age of the group", "year", GROUP, line);
    for (size_t k = 0; k < n_groups; k++) {
        line[k] = groups[k].to < 0 ? (int) n - 1 : groups[k].to;
    }
    (void) write_line(f, "age_group_to", "oldest age of the group; the last age is open", "year", GROUP, line);
    const char **labels = KOH_NEW(n_groups, const char *);
    if (labels == NULL) {
        keep(f, NC_ENOMEM);
        return;
    }
    for (size_t k = 0; k < n_groups; k++) {
        labels[k] = groups[k].label;
    }
    write_labels(f, "age_group_label", "planners' age group", GROUP, LABEL_LENGTH, labels);
    koh__free(labels);
}

static void write_sexes(koh_netcdf *f)
{
    static const signed char flags[] = { 0, 1 };
    static const int numbers[] = { 0, 1 };
    const int variable = define(f, "sex", NC_BYTE, 1, (const dimension[]){ SEX });
    text(f, variable, "long_name", "sex");
    text(f, variable, "flag_meanings", "female male");
    if (f->failed == NC_NOERR) {
        keep(f, nc_put_att_schar(f->id, variable, "flag_values", NC_BYTE, 2, flags));
    }
    if (f->failed == NC_NOERR) {
        keep(f, nc_put_var_int(f->id, variable, numbers));
    }
}

static void write_orders(koh_netcdf *f)
{
    const int variable = define(f, "quantile", NC_DOUBLE, 1, (const dimension[]){ ORDER });
    text(f, variable, "long_name", "order of the quantile: type 7 of Hyndman and Fan (1996), exact over all draws");
    text(f, variable, "units", "1");
    if (f->failed == NC_NOERR) {
        keep(f, nc_put_var_double(f->id, variable, f->head->orders));
    }
}

/* A variable of figures, a chunk for each municipality. */
static void define_figures(koh_netcdf *f, size_t i)
{
    const figure_form *form = &figure_forms[i];
    size_t chunk[5];
    const int is_single = form->dimensions[form->n - 1] == DRAW;
    const int variable = f->figures[i] =
        define(f, form->name, is_single ? NC_INT : NC_DOUBLE, form->n, form->dimensions);
    for (int k = 0; k < form->n; k++) {
        const dimension along = form->dimensions[k];
        chunk[k] = along == REGION || (is_single && along == YEAR) ? 1 : f->lengths[along];
        chunk[k] = along == DRAW && chunk[k] > CHUNK_DRAWS ? CHUNK_DRAWS : chunk[k];
    }
    text(f, variable, "long_name", form->long_name);
    text(f, variable, "units", "1");
    text(f, variable, "cell_methods", form->cell_methods);
    text(f, variable, "coordinates",
         form->dimensions[2] == SEX ? "region_id region_name time" : "region_id region_name time age_group_label");
    if (f->failed == NC_NOERR) {
        keep(f, nc_def_var_chunking(f->id, variable, NC_CHUNKED, chunk));
    }
    if (f->failed == NC_NOERR) {
        keep(f, nc_def_var_deflate(f->id, variable, 1, 1, DEFLATE));
    }
    if (f->failed == NC_NOERR) {
        keep(f, nc_def_var_fill(f->id, variable, NC_NOFILL, NULL));
    }
}

static void write_head(koh_netcdf *f)
{
    const koh_drawn_head *head = f->head;
    char number[64];
    text(f, NC_GLOBAL, "Conventions", "CF-1.8");
    text(f, NC_GLOBAL, "title", "Drawn futures of the population of Norwegian municipalities");
    (void) snprintf(number, sizeof number, "kohort %s", head->version);
    text(f, NC_GLOBAL, "source", number);
    text(f, NC_GLOBAL, "references", "Registers: Statistics Norway, CC BY 4.0");
    text(f, NC_GLOBAL, "comment",
         "Deaths, births and net moves are drawn in whole persons; net migration varies besides by what hindcasts have "
         "shown, with one national factor for all municipalities. Rates of fertility and mortality are certain.");
    (void) snprintf(number, sizeof number, "%llu", head->draws.seed);
    text(f, NC_GLOBAL, "seed", number);
    (void) snprintf(number, sizeof number, "%zu", head->draws.n);
    text(f, NC_GLOBAL, "draws", number);
}

static void write_axes(koh_netcdf *f)
{
    const size_t longest = f->lengths[YEAR] > f->lengths[AGE] ? f->lengths[YEAR] : f->lengths[AGE];
    int *line = KOH_NEW(longest + f->lengths[GROUP], int);
    if (line == NULL) {
        keep(f, NC_ENOMEM);
        return;
    }
    write_labels(f, "region_id", "municipality number", REGION, ID_LENGTH, f->head->ids);
    write_labels(f, "region_name", "municipality", REGION, NAME_LENGTH, f->head->names);
    write_years(f, line);
    write_sexes(f);
    write_ages(f, line);
    write_orders(f);
    koh__free(line);
}

koh_status koh__netcdf_begin(const koh_drawn_head *head, koh_netcdf **file, koh_error *error)
{
    koh_netcdf *f = KOH_NEW(1, koh_netcdf);
    if (f == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    *f = (koh_netcdf){ .head = head, .n_figures = head->shape.n_kept > 0 ? FIGURES : FIGURES - 1 };
    const int created = nc_create_mem("kohort", NC_NETCDF4, FIRST_BYTES, &f->id);
    keep(f, created);
    write_head(f);
    define_dimensions(f);
    for (size_t i = 0; i < f->n_figures; i++) {
        define_figures(f, i);
    }
    write_axes(f);
    koh_status status = told(f, error);
    if (status == KOH_OK) {
        *file = f;
    } else if (created == NC_NOERR) {
        koh__netcdf_abort(f);
    } else {
        koh__free(f);
    }
    return status;
}

koh_status koh__netcdf_put(koh_netcdf *f, size_t region, const koh_drawn *drawn, koh_error *error)
{
    const double *const figures[FIGURES] = { drawn->mean, drawn->quantile, drawn->group_mean, drawn->group_quantile,
                                             drawn->draw };
    for (size_t i = 0; i < f->n_figures && f->failed == NC_NOERR; i++) {
        const figure_form *form = &figure_forms[i];
        size_t start[5] = { region }, count[5];
        for (int k = 0; k < form->n; k++) {
            count[k] = form->dimensions[k] == REGION ? 1 : f->lengths[form->dimensions[k]];
        }
        keep(f, nc_put_vara_double(f->id, f->figures[i], start, count, figures[i]));
    }
    return told(f, error);
}

koh_status koh__netcdf_end(koh_netcdf *f, koh_replacement *replacement, koh_error *error)
{
    NC_memio bytes = { 0 };
    keep(f, nc_close_memio(f->id, &bytes));
    koh_status status = told(f, error);
    if (status == KOH_OK) {
        status = koh__replacement_pour(replacement, bytes.memory, bytes.size, error);
    }
    free(bytes.memory);
    koh__free(f);
    return status;
}

void koh__netcdf_abort(koh_netcdf *f)
{
    if (f != NULL) {
        (void) nc_abort(f->id);
        koh__free(f);
    }
}
