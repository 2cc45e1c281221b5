/* Any bytes as CSV files of statistics. */
#include "figures_fuzz.h"
#include "io/statbank_priv.h"

static koh_status read_figures(const koh_buffer *text, const koh_import_options *options, koh_figures **figures,
                               koh_error *error)
{
    return koh__statbank_read("f", text->data, text->length, options, figures, error);
}
