/* Where a large run goes on that was ended.
 *
 * Method: what a municipality's figures are made from is brought to one digest, the key of the checkpoint: version,
 * options, registers (the total and the largest cell of each) and the calibration. What threads, ranks and the output
 * are does not count. */
#include <string.h>

#include "app/simulate_priv.h"
#include "io/digest_priv.h"

static void add_figures(koh_buffer *text, size_t n, const double *figures)
{
    char hex[KOH_DIGEST_SIZE];
    if (figures != NULL) {
        koh__digest(figures, n * sizeof *figures, hex);
        koh__buffer_format(text, "%s\n", hex);
    }
}

static void add_nation(koh_buffer *text, const koh_calib_nation *nation)
{
    const size_t cells = 2 * nation->n_age, n = nation->n_steps;
    add_figures(text, cells, nation->death_rate);
    add_figures(text, cells, nation->improvement);
    add_figures(text, nation->n_age, nation->fertility);
    add_figures(text, n * cells, nation->net_rate);
    add_figures(text, n * cells, nation->aged);
    add_figures(text, n, nation->persons);
    add_figures(text, cells, nation->age_profile);
    add_figures(text, n, nation->net_total);
    add_figures(text, n, nation->level_shift);
    add_figures(text, 2, (const double[]){ nation->rate_year, nation->boys_per_girl });
}

/* 0 when there is no memory. */
static int put_key(const koh_simulation *s, char key[KOH_DIGEST_SIZE])
{
    koh_buffer text = { 0 };
    const koh_drawn_head *head = &s->sink.head;
    koh__buffer_format(&text, "kohort %s seed %llu draws %zu years %zu from %d ages %zu groups %zu\n", head->version,
                       head->draws.seed, head->draws.n, s->options->n_years, head->first_year, head->shape.n_age,
                       head->shape.n_groups);
    if (head->shape.n_kept > 0) {
        koh__buffer_format(&text, "single draws\n");
    }
    add_figures(&text, head->shape.n_orders, head->orders);
    add_nation(&text, &s->session.data.calibration->nation);
    for (size_t i = 0; i < s->n; i++) {
        const koh_calib_region *region = &s->session.data.calibration->regions[s->regions[i] - s->session.data.regions];
        koh__buffer_format(&text, "%s\n", s->regions[i]->id);
        add_figures(&text, 2, (const double[]){ s->persons[i], s->largest[i] });
        add_figures(&text, sizeof *region / sizeof(double), &region->level_mean);
    }
    const int whole = !text.failed;
    if (whole) {
        koh__digest(text.data, text.length, key);
    }
    koh__buffer_free(&text);
    return whole;
}

koh_status koh__simulation_resume(koh_simulation *s, koh_error *error)
{
    const char *path = s->options->checkpoint;
    koh_checkpoint_form form = { .n_parts = s->n, .n_figures = koh__drawn_size(&s->sink.head.shape) };
    if (path == NULL) {
        return KOH_OK;
    }
    if (!put_key(s, form.key)) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    koh_status status = koh__checkpoint_open(
        path, koh__simulation_leads(s) ? KOH_CHECKPOINT_WRITTEN : KOH_CHECKPOINT_READ, &form, &s->checkpoint, error);
    for (size_t i = 0; i < s->n; i++) {
        s->state.n_kept += (size_t) koh__checkpoint_has(s->checkpoint, i);
    }
    const double share = (double) s->state.n_kept / (double) s->n;
    atomic_store(&s->begun, (size_t) (share * s->n_blocks));
    return status;
}
