/* The range of the draws around a line: two columns of quantiles and the band between them. */
#include <math.h>

#include "report/builder_priv.h"

/* 80 per cent of the draws lie between these. */
static const double edges[KOH_FAN] = { 0.1, 0.9 };

static size_t place_of(const koh_cube *cube, double p)
{
    size_t q = 0;
    while (q < cube->n_quantiles && fabs(cube->quantile_p[q] - p) > 1e-12) { /* rounding of a decimal in binary */
        q++;
    }
    return q;
}

int koh__has_fan(const koh_builder *b, const char *path)
{
    const koh_cube *cube = koh__cube(b, path);
    return cube != NULL && place_of(cube, edges[0]) < cube->n_quantiles && place_of(cube, edges[1]) < cube->n_quantiles;
}

void koh__fan_begin(koh_builder *b, koh_chapter_figure *figure, koh_chapter_panel *panel, size_t column)
{
    static const koh_label_id heads[KOH_FAN] = { KOH_LABEL_FAN_LOW, KOH_LABEL_FAN_HIGH };
    for (size_t i = 0; i < KOH_FAN; i++) {
        panel->marks[column + i] = KOH_MARK_EDGE;
        panel->table->heads[column + i].text = koh__say(b, heads[i]);
    }
    panel->band = koh__say(b, KOH_LABEL_FAN);
    figure->note = koh__say_with(b, KOH_LABEL_FAN_NOTE, 'n', koh__format(b, "%zu", b->result->draws.n));
}

void koh__fan_put(koh_builder *b, const char *path, size_t label, size_t t, koh_chapter_cell cells[KOH_FAN])
{
    const koh_cube *cube = koh__cube(b, path);
    const char *place = koh__format(b, "%s/quantiles", path);
    size_t at = t * cube->axes[1].n + label;
    for (size_t i = 0; i < KOH_FAN; i++) {
        size_t cell = place_of(cube, edges[i]) * koh_cube_size(cube) + at;
        cells[i] = (koh_chapter_cell){ .kind = KOH_CHAPTER_SUM,
                                       .value = cube->quantile[cell],
                                       .scale = 1,
                                       .a = { b->scenario, place, 1, { cell, 0 }, 1, 1, koh__cube_place(b, place) } };
    }
}
