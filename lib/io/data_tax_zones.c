/* The zone of the payroll tax that municipalities are in. */
#include <string.h>

#include "io/data_priv.h"
#include "plan/economy_priv.h"

static size_t zone_of(const koh_economy_data *economy, const char *id)
{
    size_t i = 0;
    while (i < economy->n_zones && strcmp(economy->zones[i].id, id) != 0) {
        i++;
    }
    return i;
}

koh_status koh__data_tax_zones(const koh_data *data, koh_economy_data *economy, koh_error *error)
{
    static const koh_csv_column columns[] = {
        { .name = "region", .what = "a municipality number" },
        { .name = "zone", .what = "a zone" },
        { .name = "source", .optional = 2, .what = "a text" },
        { .name = "assumption", .optional = 2, .what = "a text" },
    };
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "economy/payroll_tax_regions.csv", 4, columns, &csv, error);
    const size_t n = status == KOH_OK ? koh__csv_rows(csv) : 0;
    koh_region_zone *zones = KOH_TAKE(data->arena, n, koh_region_zone);
    int failed = zones == NULL;
    for (size_t row = 0; status == KOH_OK && !failed && row < n; row++) {
        zones[row] = (koh_region_zone){ .region = koh__data_text(data, csv, row, 0, &failed),
                                        .zone = zone_of(economy, koh__csv_text(csv, row, 1)),
                                        .source = koh__data_text(data, csv, row, 2, &failed),
                                        .assumption = koh__data_text(data, csv, row, 3, &failed) };
        if (zones[row].zone == economy->n_zones) {
            status =
                koh__csv_fail(csv, row, 1, KOH_EUNKNOWN, error, "unknown zone '%.20s'", koh__csv_text(csv, row, 1));
        }
    }
    koh__csv_free(csv);
    economy->n_region_zones = n;
    economy->region_zones = zones;
    return failed && status == KOH_OK ? KOH_ENOMEM : status;
}

const koh_region_zone *koh__data_region_zone(const koh_economy_data *economy, const char *region)
{
    size_t i = 0;
    while (i < economy->n_region_zones && strcmp(economy->region_zones[i].region, region) != 0) {
        i++;
    }
    return i < economy->n_region_zones ? &economy->region_zones[i] : NULL;
}
