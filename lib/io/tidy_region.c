/* Regions: their codes, the level that is kept, and municipalities carried to another division. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/label_priv.h"
#include "io/tidy_priv.h"

enum { N_KINDS = KOH_REGION_PART + 1, LIST_SIZE = 200, SHOWN = 4 };

/* What the work is done on. Arrays are in the arena of the figures. */
typedef struct regions {
    koh_figures *figures;
    const koh_import_options *options;
    const koh_division *division;
    const koh_variable *variable, *time;
    koh_tidy_axis *axis;
    koh_tidy_regions *out;
    koh_error *error;
    koh_region_label *read; /* [n] */
    int *code;              /* [n] of a municipality, 0 = it is none */
    int *year;              /* [n_years] */
    size_t n_kind[N_KINDS];
} regions;

static koh_status no_memory(koh_error *error)
{
    return koh_error_set(error, KOH_ENOMEM, "out of memory");
}

static int number_of(const char *digits)
{
    int number = 0;
    for (; *digits >= '0' && *digits <= '9'; digits++) {
        number = number * 10 + (*digits - '0');
    }
    return number;
}

static koh_status read_code(regions *r, size_t i)
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
static koh_status restore_zeros(regions *r)
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
static koh_status choose_level(regions *r)
{
    static const koh_region_kind levels[] = { KOH_REGION_PART, KOH_REGION_MUNICIPALITY, KOH_REGION_COUNTY,
                                              KOH_REGION_GROUP, KOH_REGION_COUNTRY };
    static const char *const names[N_KINDS] = {
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
            return no_memory(r->error);
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
static koh_status check_areas(const regions *r)
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
static koh_status find_used(regions *r)
{
    koh_figures *figures = r->figures;
    size_t n_years = r->out->n_years, width = figures->n_variables,
           region = (size_t) (r->variable - figures->variables);
    size_t time = r->time == NULL ? 0 : (size_t) (r->time - figures->variables);
    r->out->used = KOH_TAKE(figures->arena, r->variable->n * n_years, unsigned char);
    if (r->out->used == NULL) {
        return no_memory(r->error);
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
static void note_unused(const regions *r)
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

static int by_region(const void *a, const void *b)
{
    const koh_carried *left = a, *right = b;
    return left->region != right->region       ? (left->region < right->region ? -1 : 1)
           : left->category != right->category ? (left->category < right->category ? -1 : 1)
                                               : 0;
}

static koh_status split_fails(const regions *r, size_t c, const koh_successor *found, size_t n)
{
    int from, to;
    koh__division_life(r->division, r->code[c], &from, &to);
    return koh__figures_fail(
        r->figures, r->variable, &r->variable->categories[c], KOH_EMISSING, r->error,
        "municipality %04d of the division until %d was divided in %d between %04d, %04d%s: its "
        "figures cannot be carried to the division of %d without shares (--division %d keeps them)",
        r->code[c], to - 1, to, found[0].code, found[n > 1].code, n > 2 ? ", ..." : "", r->options->division, to - 1);
}

/* The successors of a municipality in the division asked for. */
static koh_status find_successors(regions *r, size_t c, koh_successor found[KOH_SUCCESSORS], size_t *n)
{
    const koh_category *category = &r->variable->categories[c];
    int from, to, wanted = r->options->division;
    if (!koh__division_knows(r->division, r->code[c])) {
        return koh__figures_fail(r->figures, r->variable, category, KOH_EUNKNOWN, r->error,
                                 "region %04d is a municipality of no division from %d on", r->code[c],
                                 KOH_DIVISION_FIRST);
    }
    koh__division_life(r->division, r->code[c], &from, &to);
    if (from > wanted) {
        return koh__figures_fail(r->figures, r->variable, category, KOH_EDOMAIN, r->error,
                                 "municipality %04d exists from %d on, the division asked for is that of %d",
                                 r->code[c], from, wanted);
    }
    *n = koh__division_carry(r->division, r->code[c], wanted, found);
    for (size_t k = 0; k < *n; k++) {
        if (isnan(found[k].share)) {
            return split_fails(r, c, found, *n);
        }
        if (found[k].share < 1) {
            koh__figures_note(r->figures, "assumed", "%.4g of %04d is %04d: %s", found[k].share, r->code[c],
                              found[k].code, found[k].assumption == NULL ? "no reason given" : found[k].assumption);
        }
    }
    return KOH_OK;
}

/* The output region with a code, made when it is new. *slot remembers it: its index + 1, 0 = new. */
static koh_status region_of(regions *r, const char *text, uint32_t *slot)
{
    if (*slot == 0) {
        if (text == NULL) {
            return no_memory(r->error);
        }
        r->out->text[r->out->n++] = text;
        *slot = (uint32_t) r->out->n;
    }
    return KOH_OK;
}

/* A category becomes itself, or its successors. index[KOH_DIVISION_CODES]: slots of municipalities. */
static koh_status carry_one(regions *r, size_t c, uint32_t *index, size_t *n_renumbered)
{
    koh_tidy_regions *out = r->out;
    koh_successor found[KOH_SUCCESSORS] = { { .code = r->code[c], .share = 1 } };
    size_t n = 1;
    uint32_t other = 0;
    koh_status status = r->division != NULL && r->code[c] != 0 ? find_successors(r, c, found, &n) : KOH_OK;
    for (size_t k = 0; k < n && status == KOH_OK; k++) {
        int is_municipality = r->code[c] != 0;
        uint32_t *slot = is_municipality ? &index[found[k].code] : &other;
        const char *text = r->axis->column.text[c];
        if (is_municipality && *slot == 0) {
            text = koh__arena_format(r->figures->arena, "%04d", found[k].code);
        }
        status = region_of(r, text, slot);
        out->carried[out->n_carried++] = (koh_carried){ *slot - 1, (uint32_t) c, found[k].share };
        out->merges |= found[k].share < 1;
    }
    *n_renumbered += r->code[c] != 0 && (n > 1 || found[0].code != r->code[c]);
    return status;
}

static koh_status carry_all(regions *r)
{
    koh_tidy_regions *out = r->out;
    koh_arena *arena = r->figures->arena;
    size_t n = r->variable->n, n_renumbered = 0;
    uint32_t *index = KOH_TAKE(arena, KOH_DIVISION_CODES, uint32_t);
    out->text = KOH_TAKE(arena, n * KOH_SUCCESSORS, const char *);
    out->carried = KOH_TAKE(arena, n * KOH_SUCCESSORS, koh_carried);
    out->first = KOH_TAKE(arena, n + 1, size_t);
    if (index == NULL || out->text == NULL || out->carried == NULL || out->first == NULL) {
        return no_memory(r->error);
    }
    int none = 1;
    for (size_t i = 0; i < n * out->n_years; i++) {
        none = none && out->used[i] != KOH_USED_YES;
    }
    for (size_t c = 0; c < n; c++) {
        out->first[c] = out->n_carried;
        int any = none;
        for (size_t y = 0; y < out->n_years; y++) {
            any |= out->used[c * out->n_years + y] == KOH_USED_YES;
        }
        koh_status status = r->axis->drop[c] == KOH_DROP_NOT && any ? carry_one(r, c, index, &n_renumbered) : KOH_OK;
        if (status != KOH_OK) {
            return status;
        }
    }
    out->first[n] = out->n_carried;
    if (n_renumbered > 0) {
        koh__figures_note(r->figures, "division",
                          "codes of earlier divisions carried to that of %d (%zu): now regions (%zu)",
                          r->options->division, n_renumbered, out->n);
    }
    return KOH_OK;
}

/* Is b the number that a became, or the same? */
static int leads_to(const regions *r, size_t a, size_t b)
{
    koh_successor found[KOH_SUCCESSORS];
    int from, to, same = r->code[a] == r->code[b];
    if (r->division == NULL) {
        return same;
    }
    koh__division_life(r->division, r->code[b], &from, &to);
    size_t n = from == INT_MIN ? 0 : koh__division_carry(r->division, r->code[a], from, found);
    for (size_t k = 0; k < n; k++) {
        same |= found[k].code == r->code[b];
    }
    return same;
}

/* Is a one of the numbers that b, which went on under its own number, only took in after a year? */
static int joins_later(const regions *r, size_t a, size_t b, size_t y)
{
    int joined[KOH_SUCCESSORS];
    size_t n = r->division == NULL ? 0 : koh__division_joined(r->division, r->code[b], r->year[y], joined);
    for (size_t k = 0; k < n; k++) {
        if (joined[k] == r->code[a]) {
            return 1;
        }
    }
    return 0;
}

/* A number and one that came of it both have figures of a year: adding them would count people twice. */
static koh_status check_pair(const regions *r, size_t a, size_t b, size_t y)
{
    if (joins_later(r, a, b, y) || joins_later(r, b, a, y) || (!leads_to(r, a, b) && !leads_to(r, b, a))) {
        return KOH_OK;
    }
    const koh_category *first = &r->variable->categories[a], *second = &r->variable->categories[b];
    return koh__figures_fail(r->figures, r->variable, second, KOH_EDUPLICATE, r->error,
                             "\"%s\" and \"%s\" are the same municipality, and both have figures of %d",
                             first->code != NULL ? first->code : first->label,
                             second->code != NULL ? second->code : second->label, r->year[y]);
}

/* The categories that make one region in one year: all of its parts, none twice, figures that may be added. */
static koh_status check_region_year(const regions *r, const koh_carried *carried, size_t n, size_t y,
                                    unsigned char *present)
{
    int target = number_of(r->out->text[carried->region]), renumbered = 0;
    size_t used[KOH_SUCCESSORS * 8], n_used = 0, blank = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        koh_used state = r->out->used[carried[i].category * r->out->n_years + y];
        if (state == KOH_USED_NO && (blank == SIZE_MAX || r->code[carried[i].category] == target)) {
            blank = carried[i].category;
        }
        if (state == KOH_USED_YES && n_used < sizeof used / sizeof used[0]) {
            used[n_used++] = carried[i].category;
            present[r->code[carried[i].category]] = 1;
            renumbered |= r->division != NULL && r->code[carried[i].category] != target;
        }
    }
    koh_status status = KOH_OK;
    for (size_t i = 0; i < n_used; i++) {
        for (size_t j = i + 1; j < n_used && status == KOH_OK; j++) {
            status = check_pair(r, used[i], used[j], y);
        }
    }
    const koh_category *category = &r->variable->categories[carried->category];
    int lack = renumbered && status == KOH_OK ? koh__division_lack(r->division, target, present) : 0;
    int joined[KOH_SUCCESSORS];
    size_t n_joined = renumbered ? koh__division_joined(r->division, target, r->year[y], joined) : 0;
    for (size_t i = 0; i < n_joined && lack == 0 && r->options->division > r->year[y]; i++) {
        lack = koh__division_lack(r->division, joined[i], present);
    }
    if (lack != 0) {
        status = koh__figures_fail(r->figures, r->variable, category, KOH_EMISSING, r->error,
                                   "municipality %04d of %d is also made of %04d, which has no figures of %d here: "
                                   "without it the figures are of another division than that of %d (--division 0 keeps "
                                   "codes as they are)",
                                   target, r->options->division, lack, r->year[y], r->options->division);
    }
    if (status == KOH_OK && n_used > 1 && r->figures->not_additive != NULL) {
        status =
            koh__figures_fail(r->figures, r->variable, category, KOH_EDOMAIN, r->error,
                              "municipality %04d of %d is several in this table, whose figures cannot be added: %s",
                              target, r->options->division, r->figures->not_additive);
    }
    for (size_t i = 0; i < n; i++) {
        present[r->code[carried[i].category]] = 0;
    }
    if (n_used == 0 && blank != SIZE_MAX) {
        r->out->used[blank * r->out->n_years + y] = KOH_USED_BLANK;
        n_used = 1;
    }
    r->out->parts[carried->region * r->out->n_years + y] = (unsigned char) n_used;
    return status;
}

static koh_status check_merges(regions *r)
{
    koh_tidy_regions *out = r->out;
    koh_arena *arena = r->figures->arena;
    koh_carried *sorted = KOH_TAKE(arena, out->n_carried, koh_carried);
    unsigned char *present = KOH_TAKE(arena, KOH_DIVISION_CODES, unsigned char);
    out->parts = KOH_TAKE(arena, out->n * out->n_years, unsigned char);
    if (sorted == NULL || present == NULL || out->parts == NULL) {
        return no_memory(r->error);
    }
    memcpy(sorted, out->carried, out->n_carried * sizeof *sorted);
    qsort(sorted, out->n_carried, sizeof *sorted, by_region);
    for (size_t i = 0, n; i < out->n_carried; i += n) {
        n = 1;
        while (i + n < out->n_carried && sorted[i + n].region == sorted[i].region) {
            n++;
        }
        out->merges |= n > 1;
        for (size_t y = 0; y < out->n_years; y++) {
            if (r->code[sorted[i].category] == 0) {
                out->parts[sorted[i].region * out->n_years + y] = (unsigned char) n;
                continue;
            }
            koh_status status = check_region_year(r, &sorted[i], n, y, present);
            if (status != KOH_OK) {
                return status;
            }
        }
    }
    return KOH_OK;
}

/* Numbers that stand for a smaller municipality in early years. */
static void warn_joined(const regions *r)
{
    char list[LIST_SIZE] = "";
    size_t used = 0, n = 0;
    for (size_t c = 0; r->division != NULL && r->time != NULL && c < r->variable->n; c++) {
        int joined[KOH_SUCCESSORS], low = INT_MAX;
        for (size_t y = 0; y < r->out->n_years; y++) {
            low = r->out->used[c * r->out->n_years + y] == KOH_USED_YES && r->year[y] < low ? r->year[y] : low;
        }
        if (r->axis->drop[c] != KOH_DROP_NOT || r->code[c] == 0 || r->read[c].recoded || low == INT_MAX ||
            koh__division_joined(r->division, r->code[c], low, joined) == 0) {
            continue;
        }
        size_t parts = r->out->first[c + 1] - r->out->first[c];
        if (parts == 1 && r->out->parts[r->out->carried[r->out->first[c]].region * r->out->n_years] <= 1 &&
            n++ < SHOWN) {
            int length = snprintf(list + used, sizeof list - used, "%s%04d (later with %04d)", n > 1 ? ", " : "",
                                  r->code[c], joined[0]);
            used += length < 0 || (size_t) length >= sizeof list - used ? 0 : (size_t) length;
        }
    }
    if (n > 0) {
        koh__figures_note(r->figures, "warning", "early years may be of a smaller municipality: %s", list);
    }
}

koh_status koh__tidy_regions(koh_figures *figures, const koh_import_options *options, const koh_division *division,
                             koh_tidy_axis *axis, koh_tidy_regions *out, koh_error *error)
{
    regions r = { .figures = figures,
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
        return no_memory(error);
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
        status = carry_all(&r);
    }
    if (status == KOH_OK) {
        status = check_merges(&r);
    }
    if (status == KOH_OK) {
        note_unused(&r);
        warn_joined(&r);
    }
    axis->column.name = "region";
    return status;
}
