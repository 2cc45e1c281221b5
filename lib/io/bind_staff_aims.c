/* What a plan aims at with its staff: higher education, courses, larger positions. The document has been checked. */
#include "plan/staff_aims_priv.h"

#include "io/binder_priv.h"
#include "plan/workforce_priv.h"

static void bind_course(koh_binder *b, const cJSON *item, koh_plan_course *course)
{
    const koh_name_list *professions = &b->source->lists[KOH_NAMES_PROFESSIONS];
    const char *id = koh__arena_text(b->arena, item->string);
    const char *place = koh__arena_format(b->arena, "/workforce/courses/%s", item->string);
    const char *at = koh__arena_format(b->arena, "/workforce/courses/%s/profession", item->string);
    const char *const fallback[KOH_LANGUAGES] = { id, id, id };
    if (id == NULL || place == NULL || at == NULL) {
        b->failed = 1;
        return;
    }
    const char *profession = koh__bind_text(b, item, "profession");
    course->id = id;
    koh__bind_label(b, item, "label", fallback, course->label);
    course->profession =
        profession == NULL ? professions->n : koh__bind_name(b, professions, "profession", profession, at);
    course->now = koh__bind_quantity(b, item, place, "trained");
    course->target = koh__bind_quantity(b, item, place, "target");
    course->hours = koh__bind_quantity(b, item, place, "hours");
    course->hours_per_fte = koh__bind_quantity(b, item, place, "hours_per_fte");
    course->stand_in = koh__bind_quantity(b, item, place, "stand_in");
    course->fee = koh__bind_quantity(b, item, place, "fee");
    course->valid_years = koh__bind_quantity(b, item, place, "valid_years");
}

static void bind_full_time(koh_binder *b, const cJSON *item, koh_plan_staff_aims *aims)
{
    const koh_name_list *professions = &b->source->lists[KOH_NAMES_PROFESSIONS];
    const cJSON *map = koh__bind_member(item, "position_share");
    const koh_quantity **share = KOH_TAKE(b->arena, professions->n, const koh_quantity *);
    b->failed |= share == NULL;
    for (size_t j = 0; !b->failed && j < professions->n; j++) {
        share[j] = koh__bind_quantity(b, map, "/workforce/full_time/position_share", professions->names[j]);
    }
    aims->replaced = koh__bind_quantity(b, item, "/workforce/full_time", "replaced");
    aims->ratio = koh__bind_quantity(b, item, "/workforce/full_time", "stand_in_cost");
    aims->position_share = aims->replaced != NULL && aims->ratio != NULL ? share : NULL;
}

void koh__bind_staff_aims(koh_binder *b, const cJSON *section, koh_plan_workforce *workforce)
{
    const cJSON *education = koh__bind_member(section, "higher_education");
    const cJSON *map = koh__bind_member(section, "courses"), *full_time = koh__bind_member(section, "full_time");
    const size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map);
    if (education == NULL && n == 0 && full_time == NULL) {
        return;
    }
    koh_plan_staff_aims *aims = KOH_TAKE(b->arena, 1, koh_plan_staff_aims);
    koh_plan_course *courses = KOH_TAKE(b->arena, n, koh_plan_course);
    b->failed |= aims == NULL || courses == NULL;
    if (b->failed) {
        return;
    }
    const cJSON *item;
    size_t i = 0;
    cJSON_ArrayForEach(item, map)
    {
        bind_course(b, item, &courses[i++]);
    }
    aims->higher_education = koh__bind_quantity(b, education, "/workforce/higher_education", "target");
    aims->n_courses = n;
    aims->courses = courses;
    if (full_time != NULL) {
        bind_full_time(b, full_time, aims);
    }
    workforce->aims = aims;
}
