/* T23 and the sentences of what the spread of key figures is made of. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "report/sentence_priv.h"
#include "report/spread_priv.h"
#include "report/tables_priv.h"

enum { SAID = 3, FIGURE_ITEMS = 4, SOURCE_ITEMS = 3, ENOUGH_DRAWS = 1000 };

typedef const char *const words[KOH_LANGUAGES];

static words between = { "80 prosent: {f} mellom {a} og {b} i {y}", "80 prosent: {f} mellom {a} og {b} i {y}",
                         "80 per cent: {f} between {a} and {b} in {y}" };
static words part = { "{p} prosent av spredningen er ", "{p} prosent av spreiinga er ",
                      "{p} per cent of the spread is " };
static words more = { "{p} prosent ", "{p} prosent ", "{p} per cent " };
static words within = { " (±{e} prosentpoeng med {n} trekninger)", " (±{e} prosentpoeng med {n} trekningar)",
                        " (±{e} percentage points with {n} draws)" };
static words certain = { "{f}: {a} i {y}; ingenting i planen gjør tallet usikkert.",
                         "{f}: {a} i {y}; ingenting i planen gjer talet uvisst.",
                         "{f}: {a} in {y}; nothing in the plan makes it uncertain." };

/* Causes that plans often have, and what is no range, by name. */
typedef struct source_name {
    const char *id, *name[KOH_LANGUAGES];
} source_name;

static const source_name names[] = {
    { "net_migration", { "flytting", "flytting", "migration" } },
    { "chance", { "tilfeldighet", "tilfelle", "chance" } },
    { "chance_of_population",
      { "tilfeldighet i fødsler, dødsfall og flytting", "tilfelle i fødslar, dødsfall og flytting",
        "chance in births, deaths and moves" } },
    { "chance_of_users",
      { "tilfeldighet i hvem som trenger tjenesten", "tilfelle i kven som treng tenesta",
        "chance in who needs the service" } },
    { "coverage", { "dekningsgrad", "dekningsgrad", "coverage" } },
    { "coverage_of_places", { "dekningsgraden for plasser", "dekningsgraden for plassar", "the coverage of places" } },
    { "coverage_at_home",
      { "dekningsgraden for tjenester hjemme", "dekningsgraden for tenester heime",
        "the coverage of services at home" } },
    { "drift", { "utviklingen i dekningsgradene", "utviklinga i dekningsgradane", "the drift of coverage" } },
    { "stays", { "oppholdstid", "opphaldstid", "length of stay" } },
    { "absence", { "sykefravær", "sjukefråvær", "absence" } },
    { "productivity", { "timer per bruker", "timar per brukar", "hours per user" } },
    { "unit_costs", { "enhetskostnader", "einingskostnader", "unit costs" } },
    { "norms", { "bemanning per plass og time", "bemanning per plass og time", "staff per place and hour" } },
    { "/capacity/target_occupancy", { "beleggsprosent", "beleggsprosent", "occupancy" } },
    { "/fertility/level", { "fruktbarhet", "fruktbarheit", "fertility" } },
    { "/mortality/level", { "dødelighet", "dødelegheit", "mortality" } },
};

/* The name of one cause, whose id has a length; NULL = it has none. */
static const char *name_of(const char *id, size_t length, size_t language)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i].id) == length && strncmp(names[i].id, id, length) == 0) {
            return names[i].name[language];
        }
    }
    return NULL;
}

void koh__source_write(const char *id, size_t language, koh_buffer *buffer)
{
    static const char *const and[KOH_LANGUAGES] = { " og ", " og ", " and " };
    static const char between_causes[] = " + "; /* as the model joins correlated ones */
    for (const char *at = id; at != NULL;) {
        const char *end = strstr(at, between_causes);
        const size_t length = end != NULL ? (size_t) (end - at) : strlen(at);
        const char *name = name_of(at, length, language);
        koh__buffer_text(buffer, at == id ? "" : and[language]);
        if (name != NULL) {
            koh__buffer_text(buffer, name);
        } else {
            koh__buffer_format(buffer, "%.*s", (int) length, at);
        }
        at = end == NULL ? NULL : end + strlen(between_causes);
    }
}

const char *koh__spread_name(const char *id, size_t language)
{
    size_t n;
    const koh_spread_figure *forms = koh__spread_figures(&n);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(forms[i].id, id) == 0) {
            return forms[i].name[language];
        }
    }
    return NULL;
}

double koh__spread_error(size_t draws)
{
    const double error = 0.05, of = ENOUGH_DRAWS;
    return error * sqrt(of / (double) draws);
}

/* The largest share that is left, with 5 per cent at least and more than it may be off; n = none. */
static size_t next_largest(const koh_spread_text *t, const int *said)
{
    const double told = 0.05; /* less is not worth a reader's time */
    const double least = t->draws > 0 ? fmax(told, koh__spread_error(t->draws)) : told;
    size_t best = t->n;
    for (size_t g = 0; g < t->n; g++) {
        if (!said[g] && t->share[g * t->stride] >= least &&
            (best == t->n || t->share[g * t->stride] > t->share[best * t->stride])) {
            best = g;
        }
    }
    return best;
}

/* What comes after the year: the largest shares, and the full stop. */
static void write_parts(const koh_spread_text *t, size_t language, koh_buffer *buffer)
{
    int said[KOH_SPREAD_SOURCES] = { 0 };
    char share[KOH_NUMBER_TEXT], error[KOH_NUMBER_TEXT], draws[KOH_NUMBER_TEXT];
    size_t i = 0;
    for (size_t g = next_largest(t, said); i < SAID && g < t->n; i++, g = next_largest(t, said)) {
        said[g] = 1;
        koh__number_text(100 * fmin(t->share[g * t->stride], 1), 0, language, share);
        const koh_gap gap = { 'p', share };
        koh__buffer_text(buffer, i == 0 ? "; " : ", ");
        koh__sentence_write((i == 0 ? part : more)[language], 1, &gap, buffer);
        koh__source_write(t->ids[g], language, buffer);
    }
    if (i > 0 && t->draws > 0 && t->draws < ENOUGH_DRAWS) {
        koh__number_text(100 * koh__spread_error(t->draws), 0, language, error);
        koh__number_text((double) t->draws, 0, language, draws);
        const koh_gap gaps[] = { { 'e', error }, { 'n', draws } };
        koh__sentence_write(within[language], 2, gaps, buffer);
    }
    koh__buffer_char(buffer, '.');
}

void koh__spread_write(const koh_spread_text *t, size_t language, koh_buffer *buffer)
{
    char low[KOH_NUMBER_TEXT], high[KOH_NUMBER_TEXT], year[16];
    koh__number_text(t->low, 0, language, low);
    koh__number_text(t->high, 0, language, high);
    (void) snprintf(year, sizeof year, "%d", t->year);
    const koh_gap gaps[] = { { 'f', t->figure }, { 'a', low }, { 'b', high }, { 'y', year } };
    koh__sentence_write((t->is_certain ? certain : between)[language], 4, gaps, buffer);
    if (!t->is_certain) {
        write_parts(t, language, buffer);
    }
}

size_t koh__spread_of_result(const koh_result *result, size_t language, koh_spread_text texts[KOH_SPREAD_FIGURES])
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *figures = koh__result_cube(scenario, "sensitivity/figures");
    const koh_cube *sources = koh__result_cube(scenario, "sensitivity/sources");
    size_t n_forms, n = 0;
    const koh_spread_figure *forms = koh__spread_figures(&n_forms);
    for (size_t k = 0; sources != NULL && k < figures->axes[1].n && n < KOH_SPREAD_FIGURES; k++) {
        const double *row = figures->value + k * FIGURE_ITEMS;
        for (size_t i = 0; i < n_forms && !isnan(row[0]); i++) {
            if (strcmp(forms[i].id, figures->axes[1].labels[k]) == 0) {
                texts[n] = (koh_spread_text){ .figure = forms[i].name[language],
                                              .id = forms[i].id,
                                              .at = k,
                                              .year = figures->axes[0].numbers[0],
                                              .is_certain = !(row[3] > 0),
                                              .low = row[1],
                                              .high = row[2],
                                              .draws = result->draws.n,
                                              .n = sources->axes[2].n,
                                              .stride = SOURCE_ITEMS,
                                              .ids = sources->axes[2].labels,
                                              .share = sources->value + k * sources->axes[2].n * SOURCE_ITEMS };
                n++;
            }
        }
    }
    return n;
}

/* Of the result's arena; the id where there is no memory. */
static const char *source_text(const koh_result *result, const char *id, size_t language)
{
    koh_buffer buffer = { 0 };
    koh__source_write(id, language, &buffer);
    const char *text = buffer.failed ? NULL : koh__arena_text_n(result->arena, buffer.data, buffer.length);
    koh__buffer_free(&buffer);
    return text != NULL ? text : id;
}

koh_status koh__fill_spread(const koh_result *result, size_t language, koh_table *table)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *figures = koh__result_cube(scenario, "sensitivity/figures");
    const koh_cube *sources = koh__result_cube(scenario, "sensitivity/sources");
    const size_t n = sources == NULL ? 0 : sources->axes[2].n;
    koh_status status = KOH_OK;
    for (size_t i = 0; sources != NULL && i < figures->axes[1].n * n && status == KOH_OK; i++) {
        const double *row = figures->value + i / n * FIGURE_ITEMS, *cells = sources->value + i * SOURCE_ITEMS;
        status = koh_table_add(table,
                               (koh_cell[]){ { .text = scenario->plan->id },
                                             { .number = koh__axis_number(&figures->axes[0], 0) },
                                             { .text = figures->axes[1].labels[i / n] },
                                             { .text = sources->axes[2].labels[i % n] },
                                             { .text = source_text(result, sources->axes[2].labels[i % n], language) },
                                             { .number = row[0] },
                                             { .number = row[1] },
                                             { .number = row[2] },
                                             { .number = cells[1] },
                                             { .number = cells[2] },
                                             { .number = 100 * cells[0] } });
    }
    return status;
}

const koh_column koh__spread_columns[KOH_SPREAD_COLUMNS] = { { "scenario", KOH_COLUMN_TEXT },
                                                             { "year", KOH_COLUMN_NUMBER },
                                                             { "key_figure", KOH_COLUMN_TEXT },
                                                             { "source_of_spread", KOH_COLUMN_TEXT },
                                                             { "label", KOH_COLUMN_TEXT },
                                                             { "mean", KOH_COLUMN_NUMBER },
                                                             { "p10", KOH_COLUMN_NUMBER },
                                                             { "p90", KOH_COLUMN_NUMBER },
                                                             { "source_low", KOH_COLUMN_NUMBER },
                                                             { "source_high", KOH_COLUMN_NUMBER },
                                                             { "share_of_variance_percent", KOH_COLUMN_NUMBER } };
