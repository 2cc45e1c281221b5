/* Municipalities carried to another division. */
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/tidy_region_priv.h"

enum { LIST_SIZE = 200, SHOWN = 4 };

static int by_region(const void *a, const void *b)
{
    const koh_carried *left = a, *right = b;
    return left->region != right->region       ? (left->region < right->region ? -1 : 1)
           : left->category != right->category ? (left->category < right->category ? -1 : 1)
                                               : 0;
}

static koh_status split_fails(const koh_regions *r, size_t c, const koh_successor *found, size_t n)
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
static koh_status find_successors(koh_regions *r, size_t c, koh_successor found[KOH_SUCCESSORS], size_t *n)
{
    const koh_category *category = &r->variable->categories[c];
    int from, to, wanted = r->options->division;
    if (!koh__division_knows(r->division, r->code[c])) {
        return koh__figures_fail(r->figures, r->variable, category, KOH_EUNKNOWN, r->error,
                                 "region %04d is a municipality of no division from %d on (--division 0 keeps codes as "
                                 "they are)",
                                 r->code[c], KOH_DIVISION_FIRST);
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
static koh_status region_of(koh_regions *r, const char *text, int code, uint32_t *slot)
{
    if (*slot == 0) {
        if (text == NULL) {
            return koh_error_set(r->error, KOH_ENOMEM, "out of memory");
        }
        r->out->code[r->out->n] = code;
        r->out->text[r->out->n++] = text;
        *slot = (uint32_t) r->out->n;
    }
    return KOH_OK;
}

/* A category becomes itself, or its successors. index[KOH_DIVISION_CODES]: slots of municipalities. */
static koh_status carry_one(koh_regions *r, size_t c, uint32_t *index, size_t *n_renumbered)
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
        status = region_of(r, text, found[k].code, slot);
        out->carried[out->n_carried++] = (koh_carried){ *slot - 1, (uint32_t) c, found[k].share };
        out->merges |= found[k].share < 1;
    }
    *n_renumbered += r->code[c] != 0 && (n > 1 || found[0].code != r->code[c]);
    return status;
}

koh_status koh__regions_carry(koh_regions *r)
{
    koh_tidy_regions *out = r->out;
    koh_arena *arena = r->figures->arena;
    size_t n = r->variable->n, n_renumbered = 0;
    uint32_t *index = KOH_TAKE(arena, KOH_DIVISION_CODES, uint32_t);
    out->text = KOH_TAKE(arena, n * KOH_SUCCESSORS, const char *);
    out->code = KOH_TAKE(arena, n * KOH_SUCCESSORS, int);
    out->carried = KOH_TAKE(arena, n * KOH_SUCCESSORS, koh_carried);
    out->first = KOH_TAKE(arena, n + 1, size_t);
    if (index == NULL || out->text == NULL || out->code == NULL || out->carried == NULL || out->first == NULL) {
        return koh_error_set(r->error, KOH_ENOMEM, "out of memory");
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
static int leads_to(const koh_regions *r, size_t a, size_t b)
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
static int joins_later(const koh_regions *r, size_t a, size_t b, size_t y)
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
static koh_status check_pair(const koh_regions *r, size_t a, size_t b, size_t y)
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
static koh_status check_region_year(const koh_regions *r, const koh_carried *carried, size_t n, size_t y,
                                    unsigned char *present)
{
    int target = r->out->code[carried->region], renumbered = 0, shared = 0;
    size_t used[KOH_SUCCESSORS * 8], n_used = 0, blank = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        koh_used state = r->out->used[carried[i].category * r->out->n_years + y];
        if (state == KOH_USED_NO && (blank == SIZE_MAX || r->code[carried[i].category] == target)) {
            blank = carried[i].category;
        }
        if (state == KOH_USED_YES && n_used < sizeof used / sizeof used[0]) {
            used[n_used++] = carried[i].category;
            present[r->code[carried[i].category]] = 1;
            shared |= carried[i].share < 1;
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
    if (status == KOH_OK && (n_used > 1 || shared) && r->figures->not_additive != NULL) {
        status = koh__figures_fail(r->figures, r->variable, category, KOH_EDOMAIN, r->error,
                                   "municipality %04d of %d is made of several or of parts here, and the figures "
                                   "cannot be added or divided: %s",
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

koh_status koh__regions_check(koh_regions *r)
{
    koh_tidy_regions *out = r->out;
    koh_arena *arena = r->figures->arena;
    koh_carried *sorted = KOH_TAKE(arena, out->n_carried, koh_carried);
    unsigned char *present = KOH_TAKE(arena, KOH_DIVISION_CODES, unsigned char);
    out->parts = KOH_TAKE(arena, out->n * out->n_years, unsigned char);
    if (sorted == NULL || present == NULL || out->parts == NULL) {
        return koh_error_set(r->error, KOH_ENOMEM, "out of memory");
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
void koh__regions_warn(const koh_regions *r)
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
