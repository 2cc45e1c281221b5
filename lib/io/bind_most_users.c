/* What a usage figure can be at most: nobody is two users, and nobody stays for more days than the year has. A figure
 * beyond that is another municipality's, or counts something else. */
#include <math.h>
#include <stdio.h>

#include "io/binder_priv.h"
#include "kohort/age_band.h"
#include "plan/need_priv.h"

enum { DAYS_OF_LEAP_YEAR = 366 };

/* Persons of some ages at a 1 January; NaN where nobody has counted them. */
static double persons_at(const koh_register *population, int year, int from, int to)
{
    const double *persons = population == NULL ? NULL : koh_register_year(population, year);
    if (persons == NULL) {
        return (double) NAN;
    }
    return koh_age_sum(population->n_age, persons, from, to) +
           koh_age_sum(population->n_age, persons + population->n_age, from, to);
}

/* Users at 31 December are among those of the next day; whoever is one in the course of a year may have died in it or
 * passed into the ages in it, and is among those of the 1 January before, a year younger. */
static double most_persons(const koh_usage_limit *limit, const koh_usage_count *count, int *year)
{
    const int stock = count->basis == KOH_BASIS_STOCK, from = count->from > 0 && !stock ? count->from - 1 : count->from;
    const int years[] = { limit->base_year, count->year + 1, stock ? limit->base_year : count->year };
    double most = (double) NAN;
    for (size_t i = 0; i < (count->year > 0 ? sizeof years / sizeof years[0] : 1); i++) {
        const double persons = persons_at(limit->population, years[i], from, count->to);
        if (persons > most || isnan(most)) {
            most = persons;
            *year = years[i];
        }
    }
    return most;
}

int koh__is_too_many(const koh_usage_limit *limit, const koh_usage_count *count, char message[KOH_MESSAGE_SIZE])
{
    static const char cause[] = "another municipality's figure, or hours?";
    const int days = count->basis == KOH_BASIS_BED_DAYS;
    int year = limit->base_year;
    const double persons = most_persons(limit, count, &year), most = days ? DAYS_OF_LEAP_YEAR * persons : persons;
    char ages[48] = "";
    if (!(count->value > most)) {
        return 0;
    }
    if (count->to >= 0) {
        (void) snprintf(ages, sizeof ages, " of %d to %d years", count->from, count->to);
    } else if (count->from > 0) {
        (void) snprintf(ages, sizeof ages, " of %d years and over", count->from);
    }
    if (days) {
        (void) snprintf(
            message, KOH_MESSAGE_SIZE,
            "%.10g days of stay%s, expected at most %.10g: %d of each of the %.10g inhabitants at 1 January "
            "%d; %s",
            count->value, ages, most, DAYS_OF_LEAP_YEAR, persons, year, cause);
    } else {
        (void) snprintf(message, KOH_MESSAGE_SIZE,
                        "%.10g users%s, expected at most %.10g: the inhabitants%s at 1 January %d; %s", count->value,
                        ages, most,
                        ages[0] == '\0'                   ? ""
                        : count->basis == KOH_BASIS_STOCK ? " of these ages"
                                                          : " of these ages or a year younger",
                        year, cause);
    }
    return 1;
}

/* Every year of a figure; where it stands as the plan has it. */
static void check_figure(koh_binder *b, const koh_quantity *q, const cJSON *item, const char *place, const int ages[2])
{
    const int told = koh__bind_member(item, "value") != NULL, path = koh__bind_member(item, "path") != NULL;
    for (size_t i = 0; q != NULL && i < q->n && !b->failed; i++) {
        char message[KOH_MESSAGE_SIZE];
        const koh_usage_count count = { q->basis, q->value[i], q->year[i], ages[0], ages[1] };
        if (!koh__is_too_many(&b->limit, &count, message)) {
            continue;
        }
        const char *here = told   ? koh__arena_format(b->arena, "%s/value", place)
                           : path ? koh__arena_format(b->arena, "%s/path/%d", place, q->year[i])
                                  : place;
        b->failed |= here == NULL;
        if (here == place) { /* a file of years */
            koh__findings_add(b->findings, KOH_EDOMAIN, here, "'%.60s' in %d: %s",
                              koh__bind_member(item, "file")->valuestring, q->year[i], message);
        } else {
            koh__findings_add(b->findings, KOH_EDOMAIN, here != NULL ? here : "", "%s", message);
        }
    }
}

void koh__bind_most_users(koh_binder *b, const cJSON *item, const koh_plan_service *service)
{
    static const int all_ages[2] = { 0, -1 };
    const koh_age_bands *groups = koh_age_bands_get(KOH_BANDS_IPLOS);
    char place[KOH_POINTER_SIZE];
    (void) snprintf(place, sizeof place, "/services/%s/users", item->string);
    check_figure(b, service->users, koh__bind_member(item, "users"), place, all_ages);
    (void) snprintf(place, sizeof place, "/services/%s/bed_days", item->string);
    check_figure(b, service->bed_days, koh__bind_member(item, "bed_days"), place, all_ages);
    for (size_t i = 0; service->bands != NULL && i < KOH_NEED_BANDS; i++) {
        const cJSON *band = koh__bind_member(koh__bind_member(item, "bands"), groups->labels[i]);
        (void) snprintf(place, sizeof place, "/services/%s/bands/%s/users", item->string, groups->labels[i]);
        check_figure(b, service->bands[i].users, koh__bind_member(band, "users"), place,
                     (const int[2]){ groups->from[i], i + 1 < groups->n ? groups->from[i + 1] - 1 : -1 });
    }
}
