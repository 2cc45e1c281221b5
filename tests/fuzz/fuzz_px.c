/* Any bytes as PX files. */
#include "figures_fuzz.h"
#include "io/px_priv.h"

static koh_status read_figures(const koh_buffer *text, const koh_import_options *options, koh_figures **figures,
                               koh_error *error)
{
    (void) options;
    return koh__px_read("f", text->data, text->length, figures, error);
}
