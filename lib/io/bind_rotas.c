/* The rotas of a plan. */
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "plan/workforce_priv.h"

size_t koh__bind_name(koh_binder *b, const koh_name_list *list, const char *what, const char *name, const char *pointer)
{
    size_t i = 0;
    while (i < list->n && strcmp(list->names[i], name) != 0) {
        i++;
    }
    if (i == list->n) {
        const char *nearest = koh__text_nearest(name, list->names, list->n);
        koh__findings_add(b->findings, KOH_EUNKNOWN, pointer, "unknown %s '%.40s'%s%s%s", what, name,
                          nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                          nearest != NULL ? "'?" : "");
    }
    return i;
}

static void bind_shifts(koh_binder *b, const cJSON *map, const char *pointer, koh_plan_rota *rota)
{
    const size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map);
    koh_plan_shift *shifts = KOH_TAKE(b->arena, n, koh_plan_shift);
    const cJSON *item;
    size_t i = 0;
    b->failed |= shifts == NULL;
    cJSON_ArrayForEach(item, map)
    {
        const char *place = koh__arena_format(b->arena, "%s/shifts/%s", pointer, item->string);
        b->failed |= place == NULL;
        if (b->failed) {
            return;
        }
        shifts[i++] = (koh_plan_shift){ .id = koh__arena_text(b->arena, item->string),
                                        .hours = koh__bind_quantity(b, item, place, "hours"),
                                        .posts_weekday = koh__bind_quantity(b, item, place, "posts_weekday"),
                                        .posts_weekend = koh__bind_quantity(b, item, place, "posts_weekend"),
                                        .skilled = koh__bind_quantity(b, item, place, "skilled") };
    }
    rota->n_shifts = n;
    rota->shifts = shifts;
}

static void bind_rota(koh_binder *b, const cJSON *item, const char *pointer, koh_plan_rota *rota)
{
    const char *profession = koh__bind_text(b, item, "profession");
    const koh_name_list *professions = &b->source->lists[KOH_NAMES_PROFESSIONS];
    const char *const id[KOH_LANGUAGES] = { item->string, item->string, item->string };
    rota->id = koh__arena_text(b->arena, item->string);
    koh__bind_label(b, item, "label", id, rota->label);
    for (size_t i = 0; i < KOH_LANGUAGES && !b->failed; i++) {
        rota->label[i] = koh__arena_text(b->arena, rota->label[i]); /* the fallback is the document's */
        b->failed |= rota->label[i] == NULL;
    }
    rota->profession = professions->n;
    if (profession != NULL) {
        const char *place = koh__arena_format(b->arena, "%s/profession", pointer);
        rota->profession = koh__bind_name(b, professions, "profession", profession, place == NULL ? "" : place);
    }
    rota->hours_per_week = koh__bind_quantity(b, item, pointer, "hours_per_week");
    rota->weekend_every = koh__bind_quantity(b, item, pointer, "weekend_every");
    rota->shifts_per_weekend = koh__bind_quantity(b, item, pointer, "shifts_per_weekend");
    rota->holiday_weeks = koh__bind_quantity(b, item, pointer, "holiday_weeks");
    rota->training_hours = koh__bind_quantity(b, item, pointer, "training_hours");
    rota->position_share = koh__bind_quantity(b, item, pointer, "position_share");
    rota->absence = koh__bind_quantity(b, item, pointer, "absence");
    rota->skilled_share = koh__bind_quantity(b, item, pointer, "skilled_share");
    rota->instead_of = koh__bind_text(b, item, "instead_of");
    bind_shifts(b, koh__bind_member(item, "shifts"), pointer, rota);
    b->failed |= rota->id == NULL;
    if (rota->profession == professions->n && profession == NULL &&
        (rota->position_share == NULL || rota->absence == NULL)) {
        koh__findings_add(b->findings, KOH_EMISSING, pointer,
                          "expected 'profession', or 'position_share' and 'absence' of the rota's own");
    }
}

/* Every year of the plan can be worked. */
static void check_rota(koh_binder *b, const koh_plan *plan, const koh_plan_workforce *workforce, size_t i,
                       const char *pointer)
{
    const koh_plan_rota *rota = &workforce->rotas[i];
    koh_error error = { .status = KOH_OK };
    koh_status status = KOH_OK;
    for (int year = plan->base_year; year < plan->end_year && status == KOH_OK; year++) {
        koh_rota computed;
        double week, lacking;
        status = koh__rota_at(b->source->inputs, workforce, i, year, &error, &computed);
        status = status == KOH_OK ? koh__rota_skill(rota, year, &error, &week, &lacking) : status;
    }
    if (status == KOH_ENOMEM) {
        b->failed = 1;
    } else if (status != KOH_OK) {
        koh__findings_add(b->findings, status, pointer, "%s", error.message);
    }
}

/* The rota that another is held against is there and another. */
static void check_instead(koh_binder *b, const koh_plan_rota *rota, const koh_name_list *ids, const char *pointer)
{
    const char *place = koh__arena_format(b->arena, "%s/instead_of", pointer);
    b->failed |= place == NULL;
    if (rota->instead_of == NULL || b->failed) {
        return;
    }
    if (strcmp(rota->instead_of, rota->id) == 0) {
        koh__findings_add(b->findings, KOH_EDOMAIN, place, "a rota cannot stand instead of itself");
    } else {
        (void) koh__bind_name(b, ids, "rota", rota->instead_of, place);
    }
}

void koh__bind_rotas(koh_binder *b, const cJSON *map, const koh_plan *plan, koh_plan_workforce *workforce)
{
    const size_t n = map == NULL ? 0 : (size_t) cJSON_GetArraySize(map), before = b->findings->n;
    koh_plan_rota *rotas = KOH_TAKE(b->arena, n, koh_plan_rota);
    const char **ids = KOH_TAKE(b->arena, n, const char *), **places = KOH_TAKE(b->arena, n, const char *);
    const cJSON *item;
    size_t i = 0;
    b->failed |= rotas == NULL || ids == NULL || places == NULL;
    cJSON_ArrayForEach(item, map)
    {
        places[i] = b->failed ? NULL : koh__arena_format(b->arena, "/workforce/rotas/%s", item->string);
        b->failed |= places[i] == NULL;
        if (b->failed) {
            return;
        }
        bind_rota(b, item, places[i], &rotas[i]);
        ids[i] = rotas[i].id;
        i++;
    }
    workforce->n_rotas = n;
    workforce->rotas = rotas;
    for (i = 0; i < n && !b->failed && b->findings->n == before; i++) {
        check_instead(b, &rotas[i], &(koh_name_list){ n, ids }, places[i]);
        check_rota(b, plan, workforce, i, places[i]);
    }
}
