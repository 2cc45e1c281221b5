/* Tidy rows: one figure each, keyed by codes. */
#include "io/tidy_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/label_priv.h"
#include "io/names_priv.h"

enum { COLUMNS = 2 * KOH_FIGURES_VARIABLES + 2 };

/* A row in the making: what its cells add up to. */
typedef struct sum {
    double value;
    koh_reason reason; /* of the first cell without a number; else ZERO while all cells are */
    int unknown, provisional;
    unsigned n_parts;
    uint32_t cell; /* the first */
} sum;

typedef struct tidy {
    koh_figures *figures;
    const koh_import_options *options;
    koh_error *error;
    koh_tidy_axis axes[KOH_FIGURES_VARIABLES];
    koh_tidy_regions regions;
    size_t region, time; /* variables, SIZE_MAX = none */
    koh_column columns[COLUMNS];
    const koh_axis_column *source[COLUMNS]; /* of a column, NULL for the last two */
    size_t variable_of[COLUMNS], n_columns;
    size_t n_unknown, n_dropped[4];
    double dropped_unknown;
} tidy;

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

/* "-" becomes zero or missing, as asked for or as the source has it. */
static koh_status settle_dashes(koh_figures *figures, koh_dash dash, koh_error *error)
{
    size_t n = 0, first = 0;
    for (size_t i = figures->n_cells; i-- > 0;) {
        if (figures->reason[i] == KOH_REASON_DASH) {
            n++;
            first = i;
        }
    }
    if (n == 0) {
        return KOH_OK;
    }
    if (dash == KOH_DASH_AS_SOURCE && !figures->statistics_norway) {
        (void) koh_error_set(
            error, KOH_EAMBIGUOUS,
            "\"-\" may be zero, as Statistics Norway prints it, or a missing figure: say which (--dash "
            "zero, --dash missing)");
        koh_error_at(error, figures->file, figures->line[first], figures->line[first] > 0 ? 1 : 0, NULL);
        return KOH_EAMBIGUOUS;
    }
    int zero = dash != KOH_DASH_MISSING;
    for (size_t i = 0; i < figures->n_cells; i++) {
        if (figures->reason[i] == KOH_REASON_DASH) {
            figures->value[i] = zero ? 0 : NAN;
            figures->reason[i] = zero ? KOH_REASON_ZERO : KOH_REASON_NOT_AVAILABLE;
        }
    }
    koh__figures_note(figures, dash == KOH_DASH_AS_SOURCE ? "assumed" : "dashes", "\"-\" stands for %s (%zu)%s",
                      zero ? "zero" : "missing", n,
                      dash == KOH_DASH_AS_SOURCE ? ", as the source prints it" : ", as asked for");
    return KOH_OK;
}

static koh_status make_axes(tidy *t, const koh_division *division)
{
    koh_figures *figures = t->figures;
    koh_status status = KOH_OK;
    t->region = t->time = SIZE_MAX;
    for (size_t i = 0; i < figures->n_variables && status == KOH_OK; i++) {
        const koh_variable *variable = &figures->variables[i];
        if (variable->role == KOH_ROLE_REGION) {
            t->region = i;
            status = koh__tidy_axis_new(figures, variable, &t->axes[i], t->error);
        } else {
            t->time = variable->role == KOH_ROLE_TIME ? i : t->time;
            status = koh__tidy_axis(figures, t->options, variable, &t->axes[i], t->error);
        }
    }
    if (status == KOH_OK && t->time == SIZE_MAX) {
        status = koh_error_set(t->error, KOH_EMISSING, "no year: neither a column nor the header has one");
        koh_error_at(t->error, figures->file, 0, 0, NULL);
    }
    if (status == KOH_OK && t->region != SIZE_MAX) {
        status = koh__tidy_regions(figures, t->options, division, &t->axes[t->region], &t->regions, t->error);
    } else if (status == KOH_OK) {
        koh__figures_note(figures, "warning", "no region: the table does not say whose figures these are");
    }
    return status;
}

static void add_column(tidy *t, size_t variable, const koh_axis_column *source)
{
    if (source->name != NULL) {
        t->columns[t->n_columns] =
            (koh_column){ source->name, source->is_number ? KOH_COLUMN_NUMBER : KOH_COLUMN_TEXT };
        t->variable_of[t->n_columns] = variable;
        t->source[t->n_columns++] = source;
    }
}

/* region, year, sex, age, the others in their order, missing_reason, value. */
static koh_status order_columns(tidy *t)
{
    static const koh_role order[] = { KOH_ROLE_REGION, KOH_ROLE_TIME,  KOH_ROLE_SEX,
                                      KOH_ROLE_AGE,    KOH_ROLE_OTHER, KOH_ROLE_CONTENTS };
    for (size_t k = 0; k < sizeof order / sizeof order[0]; k++) {
        for (size_t i = 0; i < t->figures->n_variables; i++) {
            if (t->figures->variables[i].role == order[k]) {
                add_column(t, i, &t->axes[i].column);
                add_column(t, i, &t->axes[i].more);
            }
        }
    }
    for (size_t i = 0; i < t->n_columns; i++) {
        for (size_t j = 0; j < i; j++) {
            if (strcmp(t->columns[i].name, t->columns[j].name) == 0) {
                return koh__figures_fail(t->figures, &t->figures->variables[t->variable_of[i]], NULL, KOH_EDUPLICATE,
                                         t->error, "two variables are called \"%s\"", t->columns[i].name);
            }
        }
    }
    t->columns[t->n_columns++] = (koh_column){ "missing_reason", KOH_COLUMN_TEXT };
    t->columns[t->n_columns++] = (koh_column){ "value", KOH_COLUMN_NUMBER };
    return KOH_OK;
}

/* Why a cell is left out, or NOT. */
static koh_drop drop_of(tidy *t, const uint32_t *category)
{
    for (size_t i = 0; i < t->figures->n_variables; i++) {
        koh_drop drop = t->axes[i].drop[category[i]];
        if (drop != KOH_DROP_NOT) {
            return drop;
        }
    }
    return KOH_DROP_NOT;
}

static koh_used used_of(const tidy *t, const uint32_t *category)
{
    return t->region == SIZE_MAX ? KOH_USED_YES
                                 : t->regions.used[category[t->region] * t->regions.n_years + category[t->time]];
}

static koh_status add_row(tidy *t, koh_table *table, const uint32_t *key, double value, koh_reason reason)
{
    koh_cell cells[COLUMNS];
    for (size_t i = 0; i + 2 < t->n_columns; i++) {
        size_t variable = t->variable_of[i];
        const koh_axis_column *source = t->source[i];
        if (variable == t->region) {
            cells[i].text = t->regions.text[key[variable]];
        } else if (source->is_number) {
            cells[i].number = source->number[key[variable]];
        } else {
            cells[i].text = source->text[key[variable]];
        }
    }
    cells[t->n_columns - 2].text = koh__reason_name(reason);
    cells[t->n_columns - 1].number = value;
    t->n_unknown += isnan(value) != 0;
    return koh_table_add(table, cells) == KOH_OK ? KOH_OK : no_memory(t->error);
}

static void add_up(sum *s, double value, koh_reason reason, double share)
{
    s->reason = s->n_parts == 0 || (isnan(value) && !s->unknown) ? reason
                : s->unknown || s->reason == reason              ? s->reason
                                                                 : KOH_REASON_NONE;
    s->unknown |= isnan(value) != 0;
    s->provisional |= reason == KOH_REASON_PROVISIONAL;
    s->value += share * value;
    s->n_parts++;
}

typedef struct merger_keys {
    const uint32_t *key;
    size_t width;
} merger_keys;

static const void *key_of(const void *keys, uint32_t number)
{
    const merger_keys *all = keys;
    return all->key + number * all->width;
}

/* Rows of regions that are made of several, added up. */
typedef struct merger {
    merger_keys keys;
    uint32_t *key; /* [size][width], owns */
    sum *sums;     /* [size], owns */
    size_t n, size;
    koh_names names;
} merger;

static void merger_free(merger *m)
{
    koh__free(m->key);
    koh__free(m->sums);
    koh__names_free(&m->names);
}

/* The sum with a key, made when it is new; NULL when there is no memory. */
static sum *merger_find(merger *m, const uint32_t *key, size_t cell)
{
    size_t width = m->keys.width;
    if (m->n == m->size) {
        size_t size = m->size == 0 ? 256 : m->size * 2;
        uint32_t *keys = koh__grow(m->key, size * width, sizeof *keys);
        m->key = keys == NULL ? m->key : keys;
        sum *sums = koh__grow(m->sums, size, sizeof *sums);
        m->sums = sums == NULL ? m->sums : sums;
        if (keys == NULL || sums == NULL) {
            return NULL;
        }
        m->size = size;
        m->keys.key = keys;
    }
    memcpy(m->key + m->n * width, key, width * sizeof *key);
    size_t found = koh__names_find(&m->names, key_of, &m->keys, key);
    if (found == m->n) {
        m->sums[m->n++] = (sum){ .cell = (uint32_t) cell };
    }
    return found == SIZE_MAX ? NULL : &m->sums[found];
}

static koh_status flush(tidy *t, const merger *m, koh_table *table)
{
    koh_status status = KOH_OK;
    for (size_t i = 0; i < m->n && status == KOH_OK; i++) {
        const uint32_t *key = m->key + i * m->keys.width;
        const sum *s = &m->sums[i];
        size_t at = key[t->region] * t->regions.n_years + key[t->time];
        if (s->n_parts != t->regions.parts[at]) {
            status =
                koh_error_set(t->error, KOH_EMISSING,
                              "region %s is made of %u municipalities of this table, of which only %u have a figure "
                              "at this place",
                              t->regions.text[key[t->region]], (unsigned) t->regions.parts[at], s->n_parts);
            koh_error_at(t->error, t->figures->file, t->figures->line[s->cell], t->figures->line[s->cell] > 0, NULL);
            continue;
        }
        koh_reason reason = !s->unknown && s->provisional ? KOH_REASON_PROVISIONAL : s->reason;
        status = add_row(t, table, key, s->value, reason);
    }
    return status;
}

/* Every cell to its region or regions. */
static koh_status add_cell(tidy *t, merger *m, size_t i, koh_table *table)
{
    koh_figures *figures = t->figures;
    size_t width = figures->n_variables;
    uint32_t key[KOH_FIGURES_VARIABLES] = { 0 };
    memcpy(key, figures->category + i * width, width * sizeof *key);
    double value = figures->value[i];
    koh_reason reason = figures->reason[i];
    if (used_of(t, key) == KOH_USED_BLANK) {
        value = NAN;
        reason = reason == KOH_REASON_NONE || reason == KOH_REASON_ZERO ? KOH_REASON_NOT_APPLICABLE : reason;
    }
    if (t->region == SIZE_MAX) {
        return add_row(t, table, key, value, reason);
    }
    const koh_tidy_regions *regions = &t->regions;
    size_t category = key[t->region];
    for (size_t k = regions->first[category]; k < regions->first[category + 1]; k++) {
        key[t->region] = regions->carried[k].region;
        if (!regions->merges) {
            return add_row(t, table, key, value, reason);
        }
        sum *s = merger_find(m, key, i);
        if (s == NULL) {
            return no_memory(t->error);
        }
        add_up(s, value, reason, regions->carried[k].share);
    }
    return KOH_OK;
}

static koh_status add_cells(tidy *t, koh_table *table)
{
    koh_figures *figures = t->figures;
    merger m = { .keys = { .width = figures->n_variables },
                 .names = { .width = figures->n_variables * sizeof(uint32_t) } };
    koh_status status = KOH_OK;
    for (size_t i = 0; i < figures->n_cells && status == KOH_OK; i++) {
        const uint32_t *category = figures->category + i * figures->n_variables;
        koh_drop drop = drop_of(t, category);
        t->n_dropped[drop]++;
        t->dropped_unknown += drop == KOH_DROP_UNKNOWN && !isnan(figures->value[i]) ? figures->value[i] : 0;
        if (drop == KOH_DROP_NOT && used_of(t, category) != KOH_USED_NO) {
            status = add_cell(t, &m, i, table);
        }
    }
    if (status == KOH_OK && t->regions.merges) {
        status = flush(t, &m, table);
    }
    merger_free(&m);
    return status;
}

static void note_rows(tidy *t, const koh_table *table)
{
    koh_figures *figures = t->figures;
    if (t->n_dropped[KOH_DROP_TOTAL] + t->n_dropped[KOH_DROP_AREA] > 0) {
        koh__figures_note(figures, "totals", "figures of totals beside their parts left out (%zu)",
                          t->n_dropped[KOH_DROP_TOTAL] + t->n_dropped[KOH_DROP_AREA]);
    }
    if (t->n_dropped[KOH_DROP_UNKNOWN] > 0) {
        char number[KOH_NUMBER_SIZE];
        size_t length = koh__number_write(t->dropped_unknown, number);
        koh__figures_note(figures, "skipped", "figures of \"Uoppgitt\" (%zu), in all %.*s",
                          t->n_dropped[KOH_DROP_UNKNOWN], (int) length, number);
    }
    koh__figures_note(figures, "figures", "read %zu, rows written %zu, unknown %zu", figures->n_cells, table->n_rows,
                      t->n_unknown);
}

static int names_statistics_norway(const char *text)
{
    return text != NULL && (strstr(text, "Statistisk sentralbyrå") != NULL ||
                            strstr(text, "Statistics Norway") != NULL || strstr(text, "SSB") != NULL);
}

/* Figures of which unit or contents say that they must not be added. */
static void find_ratios(koh_figures *figures)
{
    int ratio = koh__label_is_ratio(figures->unit);
    const koh_variable *contents = koh__figures_find(figures, KOH_ROLE_CONTENTS);
    for (size_t i = 0; contents != NULL && i < contents->n; i++) {
        ratio |= koh__label_is_ratio(contents->categories[i].label);
    }
    if (ratio && figures->not_additive == NULL) {
        figures->not_additive = "they are shares, rates or means";
    }
}

koh_status koh__tidy(koh_figures *figures, const koh_import_options *options, const koh_division *division,
                     koh_table *table, koh_error *error)
{
    if (figures->n_cells == 0) {
        (void) koh_error_set(error, KOH_EMISSING, "no figures");
        koh_error_at(error, figures->file, 0, 0, NULL);
        return KOH_EMISSING;
    }
    figures->table = figures->table == NULL ? options->table : figures->table;
    figures->statistics_norway |= koh__figures_table_id(figures, figures->table) != NULL ||
                                  names_statistics_norway(figures->source) || names_statistics_norway(figures->title);
    find_ratios(figures);
    tidy *t = KOH_TAKE(figures->arena, 1, tidy);
    if (t == NULL) {
        return no_memory(error);
    }
    t->figures = figures;
    t->options = options;
    t->error = error;
    koh_status status = koh__figures_unique(figures, error);
    if (status == KOH_OK) {
        status = settle_dashes(figures, options->dash, error);
    }
    if (status == KOH_OK) {
        status = make_axes(t, division);
    }
    if (status == KOH_OK) {
        status = order_columns(t);
    }
    if (status != KOH_OK) {
        return status;
    }
    koh_table made;
    koh_table_init(&made, "import", "import", t->n_columns, t->columns);
    status = add_cells(t, &made);
    if (status != KOH_OK) {
        koh_table_free(&made);
        return status;
    }
    note_rows(t, &made);
    *table = made;
    return KOH_OK;
}
