/* Any bytes as JSON-stat texts. */
#include "figures_fuzz.h"
#include "io/jsonstat_priv.h"

static koh_status read_figures(const koh_buffer *text, const koh_import_options *options, koh_figures **figures,
                               koh_error *error)
{
    (void) options;
    return koh__jsonstat_read("f", text->data, text->length, figures, error);
}
