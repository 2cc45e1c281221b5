/* Any bytes as records of persons, the first one choosing of what: refused with a place, or counted; and no digits of a
 * person's number ever in a message. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/encoding_priv.h"
#include "io/records_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const koh_record_target professions[] = { { "nurse", { "Sykepleier", "Sjukepleiar", "Nurse" }, SIZE_MAX },
                                                 { "leader", { "Leder", "Leiar", "Leader" }, SIZE_MAX } };
static const koh_record_target services[] = { { "home_services", { "a", "b", "c" }, SIZE_MAX },
                                              { "home_nursing", { "d", "e", "f" }, 0 } };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length == 0) {
        return 0;
    }
    static const char codes[] = "code;profession;service\n7174;nurse;home_nursing\n9;none;none\n";
    koh_record_options options = { .kind = (koh_records) (1 + bytes[0] % 3),
                                   .first_year = bytes[0] & 64 ? 2020 : 0,
                                   .last_year = 2026,
                                   .codes_file = bytes[0] & 128 ? "codes" : NULL,
                                   .codes = codes,
                                   .codes_length = sizeof codes - 1,
                                   .n_targets = { 2, 2 },
                                   .targets = { professions, services } };
    koh_buffer text = { 0 };
    koh_records_counted counted = { 0 };
    koh_error error = { 0 };
    const char *name = NULL;
    koh_status status = koh__encoding_read("f", (const char *) bytes + 1, length - 1, &name, &text, &error);
    if (status == KOH_OK) {
        (void) koh__records_kind("f", text.data, text.length);
        status = koh__records_read("f", text.data, text.length, &options, &counted, &error);
        koh__records_free(&counted);
    }
    if (status != KOH_OK && (status == KOH_ENOMEM || error.message[0] == '\0' || strstr(error.message, "99999999"))) {
        abort();
    }
    koh__buffer_free(&text);
    return 0;
}
