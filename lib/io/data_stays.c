/* Stays in places, and the price of a day that someone waits in hospital. */
#include <math.h>
#include <string.h>

#include "io/data_priv.h"
#include "kohort/capacity.h"

enum { SERVICE, YEARS, DEATH, READY, SOURCE, ASSUMPTION, COLUMNS };
enum { INDICATOR, AREA, PERIOD, VALUE, UNIT, WHERE, PRICE_COLUMNS };

static const koh_csv_column columns[COLUMNS] = {
    [SERVICE] = { .name = "service", .what = "a service" },
    [YEARS] = { .name = "stay_years", .kind = KOH_CSV_NUMBER, .min = 1e-3, .max = 100, .what = "years" },
    [DEATH] = { .name = "waiting_death_rate", .kind = KOH_CSV_NUMBER, .max = 100, .optional = 2, .what = "a rate" },
    [READY] = { .name = "discharge_ready_share", .kind = KOH_CSV_NUMBER, .max = 1, .optional = 2, .what = "a share" },
    [SOURCE] = { .name = "source", .optional = 2, .what = "a text" },
    [ASSUMPTION] = { .name = "assumption", .optional = 2, .what = "a text" },
};

static const koh_csv_column price_columns[PRICE_COLUMNS] = {
    [INDICATOR] = { .name = "indicator", .what = "a short name" },
    [AREA] = { .name = "area", .what = "NO or a municipality" },
    [PERIOD] = { .name = "period", .optional = 2, .what = "a year, a date or years" },
    [VALUE] = { .name = "value", .kind = KOH_CSV_NUMBER, .what = "a number" },
    [UNIT] = { .name = "unit", .what = "a unit" },
    [WHERE] = { .name = "source", .what = "a text" },
};

static koh_status read_stays(koh_data *data, koh_error *error)
{
    const koh_name_list *list = &data->lists[KOH_NAMES_SERVICES];
    koh_csv *csv = NULL;
    koh_status status = koh__data_read(data, "services/stays.csv", COLUMNS, columns, &csv, error);
    koh_stay *stays = KOH_TAKE(data->arena, list->n, koh_stay);
    int failed = stays == NULL;
    for (size_t k = 0; !failed && k < list->n; k++) {
        stays[k] = (koh_stay){ NAN, NAN, NAN, NULL, NULL };
    }
    for (size_t row = 0; status == KOH_OK && !failed && row < koh__csv_rows(csv); row++) {
        const char *service = koh__csv_text(csv, row, SERVICE);
        size_t k = 0;
        while (k < list->n && strcmp(list->names[k], service) != 0) {
            k++;
        }
        if (k == list->n) {
            status = koh__csv_fail(csv, row, SERVICE, KOH_EUNKNOWN, error, "unknown service '%.40s'", service);
        } else {
            stays[k] = (koh_stay){ koh__csv_number(csv, row, YEARS), koh__csv_number(csv, row, DEATH),
                                   koh__csv_number(csv, row, READY), koh__data_text(data, csv, row, SOURCE, &failed),
                                   koh__data_text(data, csv, row, ASSUMPTION, &failed) };
        }
    }
    koh__csv_free(csv);
    data->catalogue.stays = stays;
    return status == KOH_OK && failed ? KOH_ENOMEM : status;
}

/* The newest national price of a discharge-ready day. */
static koh_status read_price(koh_data *data, koh_error *error)
{
    koh_csv *csv = NULL;
    koh_ready_price *price = &data->catalogue.ready_price;
    koh_status status = koh__data_read(data, "care/stays.csv", PRICE_COLUMNS, price_columns, &csv, error);
    int failed = 0, year = 0;
    *price = (koh_ready_price){ .year = KOH_YEAR_NONE, .cost = NAN };
    for (size_t row = 0; status == KOH_OK && row < koh__csv_rows(csv); row++) {
        const char *period = koh__csv_text(csv, row, PERIOD);
        if (strcmp(koh__csv_text(csv, row, INDICATOR), "discharge_ready_day_rate") == 0 &&
            strcmp(koh__csv_text(csv, row, AREA), "NO") == 0 && period != NULL &&
            koh__int_read(period, strlen(period), &year) == KOH_OK && year > price->year) {
            *price = (koh_ready_price){ year, koh__csv_number(csv, row, VALUE),
                                        koh__data_text(data, csv, row, WHERE, &failed) };
        }
    }
    if (status == KOH_OK && price->year == KOH_YEAR_NONE) {
        status = koh_error_set(error, KOH_EMISSING, "no price of a discharge-ready day in the country");
        koh_error_at(error, koh__csv_file(csv), 0, 0, NULL);
    }
    koh__csv_free(csv);
    return status == KOH_OK && failed ? KOH_ENOMEM : status;
}

koh_status koh__data_stays(koh_data *data, koh_error *error)
{
    koh_status status = read_stays(data, error);
    return status == KOH_OK ? read_price(data, error) : status;
}
