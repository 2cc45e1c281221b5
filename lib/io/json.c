/* JSON in: scanned strictly, then made a tree by cJSON. */
#include "io/json_priv.h"

#include <locale.h>

#include "io/json_scan_priv.h"
#include "io/place_priv.h"

koh_status koh__json_read(const char *file, const char *text, size_t length, cJSON **tree, koh_error *error)
{
    koh_status status = koh__json_scan(file, text, length, error);
    if (status != KOH_OK) {
        return status;
    }
    /* cJSON reads numbers with the locale's strtod. */
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t) 0);
    if (c == (locale_t) 0) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    locale_t before = uselocale(c);
    size_t bom = koh__place_bom(text, length);
    cJSON *made = cJSON_ParseWithLengthOpts(text + bom, length - bom, NULL, 0);
    (void) uselocale(before);
    freelocale(c);
    if (made == NULL) {
        status = koh_error_set(error, KOH_ENOMEM, "out of memory");
        koh_error_at(error, file, 0, 0, NULL);
        return status;
    }
    *tree = made;
    return KOH_OK;
}
