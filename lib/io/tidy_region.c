/* Regions: their codes, the level that is kept, and the years in which they have figures. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/tidy_region_priv.h"

enum { LIST_SIZE = 200, SHOWN = 4 };

static int number_of(const char *digits)
{
    int number = 0;
    for (; *digits >= '0' && *digits <= '9'; digits++) {
        number = number * 10 + (*digits - '0');
    }
    return number;
}

static koh_status read_code(koh_regions *r, size_t i)
{
    const koh_category *category = &r->variable->categories[i];
    const char *text = category->code != NULL ? category->code : category->label;
    r->read[i] = koh__label_region(text);
    if (r->read[i].kind == KOH_REGION_NONE || strcmp(r->read[i].code, "9999") == 0) {
        const char *label = category->label != NULL ? category->label : category->code;
        if (koh__label_is_unknown(label) || r->read[i].kind != KOH_REGION_NONE) {
            r->axis->drop[i] = KOH_DROP_UNKNOWN;
            return KOH_OK;
        }
        if (koh__label_is_total(NULL, label)) {
            r->read[i] = koh__label_region("0");
        } else {
            return koh__figures_fail(r->figures, r->variable, category, KOH_EUNKNOWN, r->error,
                                     "region \"%s\" has no code: codes are matched, never names; fetch the table with "
                                     "codes",
                                     text);
        }
    }
    r->n_kind[r->read[i].kind]++;
    return KOH_OK;
}

/* 301 is 0301 where a spreadsheet took the zero; not where other codes of the file have kept theirs. */
static koh_status restore_zeros(koh_regions *r)
{
    size_t kept = SIZE_MAX, n = 0;
    for (size_t i = 0; i < r->variable->n; i++) {
        kept = r->read[i].kind == KOH_REGION_MUNICIPALITY && r->read[i].code[0] == '0' ? i : kept;
    }
    for (size_t i = 0; i < r->variable->n; i++) {
        koh_region_label *region = &r->read[i];
        const koh_category *category = &r->variable->categories[i];
        if (region->kind != KOH_REGION_CUT) {
            continue;
        }
        if (kept != SIZE_MAX) {
            return koh__figures_fail(r->figures, r->variable, category, KOH_EAMBIGUOUS, r->error,
                                     "region %s may be 0%s without its zero or another code: %s in this file has kept "
                                     "its zero",
                                     region->code, region->code, r->read[kept].code);
        }
        if (r->division != NULL && !koh__division_knows(r->division, number_of(region->code))) {
            return koh__figures_fail(r->figures, r->variable, category, KOH_EUNKNOWN, r->error,
                                     "region %s is no municipality, nor is 0%s", region->code, region->code);
        }
        region->kind = KOH_REGION_MUNICIPALITY;
        memmove(region->code + 1, region->code, strlen(region->code) + 1);
        region->code[0] = '0';
        n++;
    }
    r->n_kind[KOH_REGION_MUNICIPALITY] += n;
    if (n > 0) {
        koh__figures_note(r->figures, "assumed", "region codes of three digits lost a leading zero, 301 is 0301 (%zu)",
                          n);
    }
    return KOH_OK;
}

/* The finest level is kept; what holds it (counties, the country, KOSTRA's groups) would count it twice. */
static koh_status choose_level(koh_regions *r)
{
    static const koh_region_kind levels[] = { KOH_REGION_PART, KOH_REGION_MUNICIPALITY, KOH_REGION_COUNTY,
                                              KOH_REGION_GROUP, KOH_REGION_COUNTRY };
    static const char *const names[KOH_REGION_KINDS] = {
        "", "municipalities", "", "the country", "counties", "groups of municipalities", "parts of municipalities"
    };
    if (r->n_kind[KOH_REGION_PART] > 0 && r->n_kind[KOH_REGION_MUNICIPALITY] > 0) {
        return koh__figures_fail(r->figures, r->variable, NULL, KOH_EAMBIGUOUS, r->error,
                                 "municipalities (%zu) stand beside parts of municipalities (%zu): either would "
                                 "count the other twice",
                                 r->n_kind[KOH_REGION_MUNICIPALITY], r->n_kind[KOH_REGION_PART]);
    }
    koh_region_kind level = KOH_REGION_COUNTRY;
    for (size_t k = sizeof levels / sizeof levels[0]; k-- > 0;) {
        level = r->n_kind[levels[k]] > 0 ? levels[k] : level;
    }
    size_t n_left = 0;
    for (size_t i = 0; i < r->variable->n; i++) {
        koh_region_label *region = &r->read[i];
        if (r->axis->drop[i] == KOH_DROP_NOT && region->kind != level && r->options->totals == KOH_TOTALS_LEAVE_OUT) {
            r->axis->drop[i] = region->kind == KOH_REGION_COUNTRY ? KOH_DROP_TOTAL : KOH_DROP_AREA;
            n_left++;
        }
        const char *text = region->kind == KOH_REGION_COUNTRY ? "NO" : region->code;
        r->axis->column.text[i] = koh__arena_text(r->figures->arena, text);
        r->code[i] = region->kind == KOH_REGION_MUNICIPALITY ? number_of(region->code) : 0;
        if (r->axis->column.text[i] == NULL) {
            return koh_error_set(r->error, KOH_ENOMEM, "out of memory");
        }
    }
    char list[LIST_SIZE] = "";
    size_t n_shown = 0, used = 0;
    for (size_t i = 0; i < r->variable->n && n_shown < SHOWN; i++) {
        if (r->read[i].kind == level && r->axis->drop[i] == KOH_DROP_NOT) {
            int length =
                snprintf(list + used, sizeof list - used, "%s%s", n_shown++ > 0 ? ", " : "", r->axis->column.text[i]);
            used += length < 0 ? 0 : (size_t) length;
        }
    }
    koh__figures_note(r->figures, "region", "%s: %s%s (%zu)%s", names[level], list,
                      r->n_kind[level] > n_shown ? ", ..." : "", r->n_kind[level],
                      level == KOH_REGION_PART ? ", codes left as they are" : "");
    if (n_left > 0) {
        koh__figures_note(r->figures, "totals", "larger regions beside them left out (%zu)", n_left);
    }
    return KOH_OK;
}

/* No larger or smaller area stands twice. */
static koh_status check_areas(const koh_regions *r)
{
    for (size_t i = 0; i < r->variable->n; i++) {
        for (size_t j = 0; j < i && r->code[i] == 0 && r->n_kind[KOH_REGION_PART] == 0; j++) {
            if (r->axis->drop[i] == KOH_DROP_NOT && r->axis->drop[j] == KOH_DROP_NOT &&
                strcmp(r->axis->column.text[i], r->axis->column.text[j]) == 0) {
                return koh__figures_fail(r->figures, r->variable, &r->variable->categories[i], KOH_EDUPLICATE, r->error,
                                         "region %s stands twice under different names", r->axis->column.text[i]);
            }
        }
    }
    return KOH_OK;
}

/* Where a municipality has figures at all in a year: tables print 0 or dots for the years a number was not in use. */
static koh_status find_used(koh_regions *r)
{
    koh_figures *figures = r->figures;
    size_t n_years = r->out->n_years, width = figures->n_variables,
           region = (size_t) (r->variable - figures->variables);
    size_t time = r->time == NULL ? 0 : (size_t) (r->time - figures->variables);
    r->out->used = KOH_TAKE(figures->arena, r->variable->n * n_years, unsigned char);
    if (r->out->used == NULL) {
        return koh_error_set(r->error, KOH_ENOMEM, "out of memory");
    }
    for (size_t i = 0; i < figures->n_cells; i++) {
        const uint32_t *category = figures->category + i * width;
        size_t year = r->time == NULL ? 0 : category[time];
        koh_reason reason = figures->reason[i];
        unsigned char *used = &r->out->used[category[region] * n_years + year];
        *used = *used == KOH_USED_ABSENT ? KOH_USED_NO : *used;
        if (figures->value[i] > 0 || figures->value[i] < 0 || reason == KOH_REASON_CONFIDENTIAL ||
            reason == KOH_REASON_PROVISIONAL) {
            *used = KOH_USED_YES;
        }
    }
    for (size_t c = 0; c < r->variable->n; c++) {
        int from = INT_MIN, to = INT_MAX;
        int known = r->division == NULL || r->code[c] == 0 || koh__division_knows(r->division, r->code[c]);
        if (r->division != NULL && r->code[c] != 0 && !r->read[c].recoded) {
            koh__division_life(r->division, r->code[c], &from, &to);
        }
        for (size_t y = 0; y < n_years && known; y++) {
            unsigned char *used = &r->out->used[c * n_years + y];
            int alive = r->time == NULL || (r->year[y] >= from && r->year[y] < to);
            *used = *used == KOH_USED_NO && alive ? KOH_USED_YES : *used;
        }
    }
    return KOH_OK;
}

/* Says which years were left out or made unknown. */
static void note_unused(const koh_regions *r)
{
    size_t n_years = r->out->n_years, n_void = 0, n_blank = 0;
    for (size_t c = 0; c < r->variable->n; c++) {
        for (size_t y = 0; y < n_years && r->axis->drop[c] == KOH_DROP_NOT; y++) {
            n_void += r->out->used[c * n_years + y] == KOH_USED_NO;
            n_blank += r->out->used[c * n_years + y] == KOH_USED_BLANK;
        }
    }
    if (n_void > 0) {
        koh__figures_note(r->figures, "skipped",
                          "municipalities in years when their number was not in use, all 0 or missing (%zu)", n_void);
    }
    if (n_blank > 0) {
        koh__figures_note(r->figures, "assumed",
                          "municipalities in years when their number was not in use are unknown, not 0 (%zu)", n_blank);
    }
}

koh_status koh__tidy_regions(koh_figures *figures, const koh_import_options *options, const koh_division *division,
                             koh_tidy_axis *axis, koh_tidy_regions *out, koh_error *error)
{
    koh_regions r = { .figures = figures,
                      .options = options,
                      .division = options->division == KOH_DIVISION_AS_IT_IS ? NULL : division,
                      .variable = axis->variable,
                      .time = koh__figures_find(figures, KOH_ROLE_TIME),
                      .axis = axis,
                      .out = out,
                      .error = error };
    out->n_years = r.time == NULL ? 1 : r.time->n;
    r.read = KOH_TAKE(figures->arena, r.variable->n, koh_region_label);
    r.code = KOH_TAKE(figures->arena, r.variable->n, int);
    r.year = KOH_TAKE(figures->arena, out->n_years, int);
    if (r.read == NULL || r.code == NULL || r.year == NULL) {
        return koh_error_set(error, KOH_ENOMEM, "out of memory");
    }
    for (size_t y = 0; r.time != NULL && y < out->n_years; y++) {
        const koh_category *category = &r.time->categories[y];
        koh_time_label time = { 0 };
        (void) koh__label_time(category->code != NULL ? category->code : category->label, &time);
        r.year[y] = time.year;
    }
    koh_status status = KOH_OK;
    for (size_t i = 0; i < r.variable->n && status == KOH_OK; i++) {
        status = read_code(&r, i);
    }
    if (status == KOH_OK) {
        status = restore_zeros(&r);
    }
    if (status == KOH_OK) {
        status = choose_level(&r);
    }
    if (status == KOH_OK) {
        status = check_areas(&r);
    }
    if (status == KOH_OK) {
        status = find_used(&r);
    }
    if (status == KOH_OK) {
        status = koh__regions_carry(&r);
    }
    if (status == KOH_OK) {
        status = koh__regions_check(&r);
    }
    if (status == KOH_OK) {
        note_unused(&r);
        koh__regions_warn(&r);
    }
    axis->column.name = "region";
    return status;
}
