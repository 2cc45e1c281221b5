/* Any bytes as a JSON-stat text, the first one choosing options: refused with a message, or read and made rows. */
#include <stddef.h>
#include <stdint.h>

#include "figures_fuzz.h"
#include "io/jsonstat_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static koh_division *division;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void) argc;
    (void) argv;
    return koh__division_read(KOH_TEST_DATA, &division, NULL) == KOH_OK ? 0 : 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0) {
        return 0;
    }
    koh_buffer text = { 0 };
    koh_figures *figures = NULL;
    koh_error error = { 0 };
    koh_import_options options = koh_fuzz_options(bytes[0]);
    const char *name = NULL;
    koh_status status = koh__encoding_read("f", (const char *) bytes + 1, length - 1, &name, &text, &error);
    if (status == KOH_OK) {
        status = koh__jsonstat_read("f", text.data, text.length, &figures, &error);
    }
    if (status == KOH_OK) {
        koh_fuzz_use(figures, division, options);
    } else if (status == KOH_ENOMEM || figures != NULL || error.message[0] == '\0') {
        abort();
    }
    koh__buffer_free(&text);
    return 0;
}
