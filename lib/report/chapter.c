/* The chapter: its sections in order, and cells as people and programs read them. */
#include "report/chapter_priv.h"

#include <math.h>
#include <string.h>

#include "report/builder_priv.h"
#include "report/sentence_priv.h"
#include "report/summary_priv.h"

static const char *const unknown = "..";

void koh__chapter_cell_text(const koh_chapter *chapter, const koh_chapter_cell *cell, koh_buffer *buffer)
{
    char text[KOH_NUMBER_TEXT];
    if (cell->kind == KOH_CHAPTER_TEXT) {
        koh__buffer_text(buffer, cell->text == NULL ? "" : cell->text);
    } else if (isnan(cell->value)) {
        koh__buffer_text(buffer, koh_is_withheld(cell->value) ? ":" : unknown);
    } else {
        if (cell->decimals == KOH_YEAR_DIGITS) {
            (void) koh__number_write_fixed(cell->value, 0, text);
        } else {
            koh__number_text(cell->value, cell->decimals, chapter->language, text);
        }
        koh__buffer_text(buffer, text);
    }
}

int koh__chapter_is_text(const koh_chapter_table *table, size_t column)
{
    int all = table->n_rows > 0, any = 0;
    for (size_t r = 0; r < table->n_rows; r++) {
        const koh_chapter_cell *cell = &table->rows[r].cells[column];
        all &= cell->kind == KOH_CHAPTER_TEXT && cell->a.path == NULL;
        any |= cell->kind == KOH_CHAPTER_TEXT && cell->text != NULL && cell->text[0] != '\0';
    }
    return all && any;
}

void koh__chapter_ref_text(const koh_chapter_ref *ref, const koh_chapter_ref *of, koh_buffer *buffer)
{
    const int is_short = of != NULL && ref->scenario == of->scenario && ref->cube == of->cube;
    if (ref->n_blocks == 0) {
        koh__buffer_format(buffer, "/scenarios/%zu/%s", ref->scenario, ref->path);
    }
    for (size_t i = 0; i < ref->n_blocks; i++) {
        koh__buffer_text(buffer, i > 0 ? " " : "");
        if (!is_short) {
            koh__buffer_format(buffer, "%zu:%zu:", ref->scenario, ref->cube - 1);
        }
        koh__buffer_format(buffer, "%zu", ref->from[i]);
        if (ref->n > 1) {
            koh__buffer_format(buffer, "..%zu", ref->from[i] + (ref->n - 1) * ref->step);
        }
        if (ref->n > 1 && ref->step > 1) {
            koh__buffer_format(buffer, ";%zu", ref->step);
        }
    }
}

/* The default columns: base year, plan start and end, 2030, 2035, 2040, 2050, as far as the years reach. */
static void set_years(koh_builder *b)
{
    const koh_plan *plan = b->result->scenarios[0].plan;
    const int wanted[] = { plan->base_year, plan->period_from, 2030, 2035, 2040, 2050, plan->period_to };
    b->last = (size_t) (plan->end_year - plan->base_year);
    b->end = plan->period_to > plan->base_year && plan->period_to <= plan->end_year
                 ? (size_t) (plan->period_to - plan->base_year)
                 : b->last;
    for (size_t t = 0; t <= b->last; t++) {
        int found = t == b->last;
        for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
            found |= plan->base_year + (int) t == wanted[i];
        }
        if (found) {
            b->years[b->n_years++] = t;
        }
    }
}

static void set_names(koh_builder *b)
{
    size_t n = b->result->n_scenarios;
    const char **names = KOH_TAKE(b->arena, n, const char *), **ids = KOH_TAKE(b->arena, n, const char *);
    b->failed |= names == NULL || ids == NULL;
    for (size_t s = 0; s < n && !b->failed; s++) {
        const koh_plan *plan = b->result->scenarios[s].plan;
        ids[s] = plan->id;
        names[s] = plan->id;
        for (size_t i = 0; i < KOH_LANGUAGES; i++) {
            const char *label = plan->label[(b->language + i) % KOH_LANGUAGES];
            if (label != NULL) {
                names[s] = label;
                break;
            }
        }
    }
    b->chapter->scenarios = names;
    b->chapter->ids = ids;
}

static void set_title(koh_builder *b)
{
    const koh_plan *plan = b->result->scenarios[0].plan;
    b->chapter->title = b->result->inputs->region_name;
    for (size_t i = KOH_LANGUAGES; i-- > 0;) {
        const char *title = plan->title[(b->language + i) % KOH_LANGUAGES];
        b->chapter->title = title != NULL ? title : b->chapter->title;
    }
    b->chapter->subtitle = (koh_chapter_sentence){ koh__say(b, KOH_LABEL_SUBTITLE),
                                                   4,
                                                   { { 'r', koh__cell_text(b->result->inputs->region_name) },
                                                     { 'c', koh__cell_text(b->result->inputs->region) },
                                                     { 'y', koh__cell_text(koh__format(b, "%d", plan->base_year)) },
                                                     { 'z', koh__cell_text(koh__format(b, "%d", plan->end_year)) } } };
}

/* Who may read the chapter. */
static void set_mark(koh_builder *b)
{
    const char *limit = koh__format(b, "%d", b->result->disclosure == NULL ? 0 : b->result->disclosure->min_count);
    b->chapter->mark = koh__say_with(b, koh__mark_label(b->result), 'n', limit);
    b->chapter->mark_why = koh__say_with(b, koh__mark_why(b->result), 'n', limit);
}

koh_status koh__chapter_new(const koh_result *result, size_t language, koh_chapter *chapter)
{
    static void (*const parts[])(
        koh_builder *) = { koh__build_summary, koh__build_population,   koh__build_carers,  koh__build_zones,
                           koh__build_homes,   koh__build_need,         koh__build_places,  koh__build_buildings,
                           koh__build_staff,   koh__build_workforce,    koh__build_economy, koh__build_measures,
                           koh__build_targets, koh__build_preparedness, koh__build_health,  koh__build_scenarios,
                           koh__build_spread,  koh__build_assumptions,  koh__build_notes };
    koh_builder b = { .result = result, .arena = result->arena, .language = language, .chapter = chapter };
    memset(chapter, 0, sizeof *chapter);
    chapter->language = language;
    chapter->n_scenarios = result->n_scenarios;
    chapter->base_year = result->scenarios[0].plan->base_year;
    for (size_t s = 0; s < result->n_scenarios; s++) { /* values and quantiles of each */
        chapter->size_cubes += 2 * result->scenarios[s].n_cubes;
    }
    chapter->cubes = KOH_TAKE(b.arena, chapter->size_cubes, const char *);
    if (chapter->cubes == NULL) {
        return KOH_ENOMEM;
    }
    set_years(&b);
    set_names(&b);
    set_title(&b);
    set_mark(&b);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && !b.failed; i++) {
        parts[i](&b);
    }
    return b.failed ? KOH_ENOMEM : KOH_OK;
}
