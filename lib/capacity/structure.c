/* Staff by steps of unit size.
 *
 * Equation: posts(p) = max(m, ceil(p / s)) for p > 0, m least posts, s places per post; FTE = posts f + u. Splitting
 * never takes less and merging never more, since ceil(a + b) <= ceil(a) + ceil(b).
 * Assumption: posts that go by steps are the same in every unit, and are not shared between units.
 * Limit: it is the staff that size decides, not all staff. */
#include "kohort/structure.h"

#include <math.h>

#define WHOLE 1e-9 /* of a post: less is rounding of sums of places */

koh_status koh_unit_staffing_check(const koh_unit_staffing *s, koh_error *error)
{
    if (!(s->places_per_post > 0) || !isfinite(s->places_per_post)) {
        return koh_error_set(error, KOH_EDOMAIN, "places_per_post is %g, expected more than 0", s->places_per_post);
    }
    const double rest[] = { s->least_posts, s->fte_per_post, s->fte_per_unit };
    static const char *const names[] = { "least_posts", "fte_per_post", "fte_per_unit" };
    for (size_t i = 0; i < 3; i++) {
        if (!(rest[i] >= 0) || !isfinite(rest[i])) {
            return koh_error_set(error, KOH_EDOMAIN, "%s is %g, expected 0 or more", names[i], rest[i]);
        }
    }
    return KOH_OK;
}

double koh_unit_posts(const koh_unit_staffing *s, double places)
{
    if (isnan(places)) {
        return places;
    }
    return places > 0 ? fmax(s->least_posts, ceil(places / s->places_per_post - WHOLE)) : 0;
}

double koh_unit_efficient_size(const koh_unit_staffing *s)
{
    return fmax(s->least_posts, 1) * s->places_per_post;
}

void koh_structure_add(const koh_unit_staffing *s, double places, size_t into, koh_structure *sum)
{
    const double whole = floor(places), each = floor(whole / (double) into), more = whole - each * (double) into;
    for (size_t i = 0; i < into; i++) {
        const double here = each + ((double) i < more ? 1 : 0) + (i + 1 == into ? places - whole : 0);
        const double posts = koh_unit_posts(s, here);
        sum->units += here > 0 ? 1 : 0;
        sum->places += here;
        sum->posts += posts;
        sum->fte += here > 0 ? posts * s->fte_per_post + s->fte_per_unit : 0;
    }
}
