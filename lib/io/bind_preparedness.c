/* The section on preparedness of a plan. Crises that are not active are checked like the others and then left out. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/binder_priv.h"
#include "kohort/epidemic.h"
#include "plan/area_priv.h"
#include "plan/preparedness_priv.h"

static const char *const kinds[KOH_SHOCK_KINDS] = { "pandemic", "arrivals", "war", "disaster" };

#define NATIONAL_PLAN                                                                                                  \
    "Helse- og omsorgsdepartementet, Nasjonal beredskapsplan pandemisk influensa (2014): 25 % ill, some 90 % of them " \
    "within eight weeks, some 20 % in the peak week"

/* One crisis being bound. */
typedef struct shock_binder {
    koh_binder *b;
    const cJSON *item;
    const char *pointer;
    const koh_plan *plan;
    koh_shock shock;
} shock_binder;

static void fail(const shock_binder *s, const char *key, koh_status status, const char *words)
{
    char place[KOH_POINTER_SIZE];
    (void) snprintf(place, sizeof place, "%s%s%s", s->pointer, key[0] != '\0' ? "/" : "", key);
    koh__findings_add(s->b->findings, status, place, "%s", words);
}

/* The figure under a key in the year of the crisis; where there is none the default, which is noted when it has a
 * source or an assumption. */
static double figure(shock_binder *s, const char *key, double fallback, const char *source, const char *assumption)
{
    const koh_quantity *q = koh__bind_quantity(s->b, s->item, s->pointer, key);
    if (q != NULL || koh__bind_member(s->item, key) != NULL || (source == NULL && assumption == NULL)) {
        return q != NULL ? koh_quantity_at(q, s->shock.year) : fallback;
    }
    koh_quantity *made = KOH_TAKE(s->b->arena, 1, koh_quantity);
    int *year = KOH_TAKE(s->b->arena, 1, int);
    double *value = KOH_TAKE(s->b->arena, 1, double);
    char *place = koh__arena_format(s->b->arena, "%s/%s", s->pointer, key);
    if (made == NULL || year == NULL || value == NULL || place == NULL) {
        s->b->failed = 1;
        return fallback;
    }
    *value = fallback;
    *made = (koh_quantity){ .n = 1, .year = year, .value = value, .source = source, .assumption = assumption };
    koh__bind_note(s->b, place, made, NULL);
    return fallback;
}

static size_t count(const shock_binder *s, const char *key, size_t fallback)
{
    return (size_t) koh__bind_int(s->item, key, (int) fallback);
}

static double staff_of_place(shock_binder *s)
{
    return figure(s, "fte_per_place", 1.2, NULL,
                  "as the norm of short stays, 1.2 user-oriented FTE per place (staff/norms.csv)");
}

static void bind_pandemic(shock_binder *s)
{
    koh_shock *shock = &s->shock;
    koh_error error = { 0 };
    koh_epidemic wave = koh_epidemic_defaults();
    wave.n_weeks = shock->weeks = count(s, "weeks", wave.n_weeks);
    wave.peak = count(s, "peak_week", wave.peak + 1) - 1;
    wave.share_peak = figure(s, "peak_week_share", wave.share_peak, NATIONAL_PLAN, NULL);
    wave.share_window = figure(s, "eight_weeks_share", wave.share_window, NATIONAL_PLAN, NULL);
    double *curve = KOH_TAKE(s->b->arena, shock->weeks, double);
    shock->curve = curve;
    s->b->failed |= curve == NULL;
    shock->attack_rate = figure(s, "attack_rate", 0.25, NATIONAL_PLAN, NULL);
    shock->staff_attack_rate = figure(s, "staff_attack_rate", shock->attack_rate, NULL, NULL);
    shock->weeks_away = figure(s, "weeks_away", 1, NULL, "a week away from work for each who falls ill");
    shock->fatality = figure(s, "fatality", 0.004,
                             "Helse- og omsorgsdepartementet, Nasjonal beredskapsplan for pandemisk influensa (2006): "
                             "where 25 % fall ill 0.4-1.1 % of them die; the lower end",
                             NULL);
    shock->transition_years = count(s, "transition_years", 0);
    shock->place_share = figure(s, "place_share", 0, NULL, NULL);
    shock->place_weeks = figure(s, "place_weeks", 2, NULL, "two weeks in a place for each who needs one");
    shock->fte_per_place = staff_of_place(s);
    if (curve != NULL && koh_epidemic_curve(&wave, &error, curve) != KOH_OK) {
        fail(s, wave.peak >= wave.n_weeks ? "peak_week" : "", error.status, error.message);
    }
}

static void bind_arrivals(shock_binder *s)
{
    koh_shock *shock = &s->shock;
    const cJSON *settled = koh__bind_member(s->item, "settled"), *profile = koh__bind_member(s->item, "profile");
    char place[KOH_POINTER_SIZE];
    shock->weeks = count(s, "weeks", KOH_SHOCK_WEEKS - shock->week);
    shock->years = count(s, "years", 1);
    shock->persons = koh__bind_quantity(s->b, s->item, s->pointer, "persons");
    shock->settled = settled == NULL || cJSON_IsTrue(settled);
    shock->onward_rate = figure(s, "onward_rate", 0, NULL, NULL);
    shock->reunion = figure(s, "reunion_per_arrival", 0, NULL, NULL);
    shock->reunion_delay = count(s, "reunion_delay_years", 1);
    shock->stay_weeks = count(s, "stay_weeks", KOH_SHOCK_WEEKS);
    shock->fte_per_person = figure(s, "fte_per_person", 0, NULL, NULL);
    shock->place_share = figure(s, "place_share", 0, NULL, NULL);
    shock->fte_per_place = shock->place_share > 0 ? staff_of_place(s) : figure(s, "fte_per_place", 0, NULL, NULL);
    (void) snprintf(place, sizeof place, "%s/profile", s->pointer);
    if (profile != NULL) {
        shock->profile = koh__bind_profile(s->b, profile, place);
        char *kept = koh__arena_text(s->b->arena, place);
        s->b->failed |= kept == NULL;
        koh__bind_note_file(s->b, kept, profile);
    }
    if (shock->week + shock->weeks > KOH_SHOCK_WEEKS) {
        fail(s, "weeks", KOH_EDOMAIN, "arrivals of a year end with its week 52: fewer weeks, or more years");
    }
    if (!shock->settled && (shock->reunion > 0 || shock->onward_rate > 0)) {
        fail(s, shock->reunion > 0 ? "reunion_per_arrival" : "onward_rate", KOH_EDOMAIN,
             "only those who settle are followed by family and move on by the year");
    }
}

static void bind_war(shock_binder *s)
{
    koh_shock *shock = &s->shock;
    shock->weeks = count(s, "weeks", 12);
    shock->called_up = figure(s, "called_up", 0, NULL, NULL);
    shock->patients = figure(s, "hospital_patients", 0, NULL, NULL);
    shock->fte_per_place = shock->patients > 0 ? staff_of_place(s) : figure(s, "fte_per_place", 0, NULL, NULL);
    shock->outage_days = figure(s, "supply_outage_days", 0, NULL, NULL);
    shock->stock_days = figure(s, "stock_days", 0, NULL, NULL);
    if (shock->outage_days > 7 * (double) shock->weeks) {
        fail(s, "supply_outage_days", KOH_EDOMAIN, "supplies fail for longer than the crisis lasts: more weeks");
    }
}

/* Ids of a list as places among `ids` [n], added to found [*n_found]; `what` has none of another name. */
static void bind_ids(const shock_binder *s, const char *key, size_t n, const char *const *ids, const char *what,
                     size_t *found, size_t *n_found)
{
    const cJSON *name;
    size_t at = 0;
    cJSON_ArrayForEach(name, koh__bind_member(s->item, key))
    {
        char place[40], words[KOH_MESSAGE_SIZE];
        size_t i = 0;
        while (i < n && strcmp(ids[i], name->valuestring) != 0) {
            i++;
        }
        if (i == n) {
            const char *nearest = koh__text_nearest(name->valuestring, ids, n);
            (void) snprintf(place, sizeof place, "%s/%zu", key, at);
            (void) snprintf(words, sizeof words, "%s '%.60s'%s%s%s", what, name->valuestring,
                            nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                            nearest != NULL ? "'?" : "");
            fail(s, place, KOH_EUNKNOWN, words);
        } else {
            found[(*n_found)++] = i;
        }
        at++;
    }
}

/* Units that stand in a lost zone are lost with it. */
static void add_units_of_zones(const shock_binder *s, size_t *units, size_t *n)
{
    const koh_plan_area *area = s->plan->area;
    for (size_t u = 0; u < s->plan->n_units; u++) {
        int named = 0, inside = 0;
        for (size_t i = 0; i < *n; i++) {
            named |= units[i] == u;
        }
        for (size_t i = 0; i < s->shock.n_zones && s->plan->unit_zones[u] != NULL; i++) {
            inside |= strcmp(area->zones[s->shock.zones[i]].id, s->plan->unit_zones[u]) == 0;
        }
        if (inside && !named) {
            units[(*n)++] = u;
        }
    }
}

static void bind_zones(shock_binder *s, size_t *zones, const char **ids)
{
    const koh_plan_area *area = s->plan->area;
    for (size_t z = 0; area != NULL && z < area->n_zones; z++) {
        ids[z] = area->zones[z].id;
    }
    bind_ids(s, "zones", area != NULL ? area->n_zones : 0, ids, "the area has no zone", zones, &s->shock.n_zones);
    s->shock.zones = zones;
    s->shock.evacuated = figure(s, "evacuated", 1, NULL, "a zone that is lost is left by all who live there");
    s->shock.place_share = figure(s, "place_share", 0, NULL, NULL);
    s->shock.fte_per_place = s->shock.place_share > 0 ? staff_of_place(s) : figure(s, "fte_per_place", 0, NULL, NULL);
    if (s->shock.place_share > 0 && area != NULL && area->n_visits == 0) {
        fail(s, "place_share", KOH_EMISSING, "who is visited at home in the zone is not known: area.visits");
    }
}

static void bind_disaster(shock_binder *s)
{
    const koh_plan *plan = s->plan;
    const cJSON *list = koh__bind_member(s->item, "units"), *lost = koh__bind_member(s->item, "zones");
    const size_t n_units = plan->n_units + (size_t) cJSON_GetArraySize(list);
    const size_t n_zones = (size_t) cJSON_GetArraySize(lost);
    size_t *found = KOH_TAKE(s->b->arena, n_units + n_zones, size_t), n = 0;
    const char **ids = KOH_TAKE(s->b->arena, plan->n_units + KOH_ZONES_MAX, const char *);
    s->shock.weeks = (count(s, "days", 14) + 6) / 7;
    s->b->failed |= found == NULL || ids == NULL;
    if (s->b->failed) {
        return;
    }
    if (list == NULL && lost == NULL) {
        fail(s, "", KOH_EMISSING, "neither 'units' nor 'zones' that are lost");
    }
    for (size_t u = 0; u < plan->n_units; u++) {
        ids[u] = plan->units[u].id;
    }
    bind_ids(s, "units", plan->n_units, ids, "the register of places has no unit", found, &n);
    if (lost != NULL) {
        bind_zones(s, found + n_units, ids + plan->n_units);
        add_units_of_zones(s, found, &n);
    }
    s->shock.units = found;
    s->shock.n_units = n;
}

/* Within the years that the plan projects. */
static void check_time(const shock_binder *s)
{
    const koh_shock *shock = &s->shock;
    const koh_plan *plan = s->plan;
    char words[KOH_MESSAGE_SIZE];
    if (shock->year < plan->base_year || shock->year >= plan->end_year) {
        (void) snprintf(words, sizeof words, "%d is outside the years %d to %d of the plan", shock->year,
                        plan->base_year, plan->end_year - 1);
        fail(s, "year", KOH_EDOMAIN, words);
    } else if (koh__shock_last_year(shock) >= plan->end_year) {
        int years = shock->kind == KOH_SHOCK_ARRIVALS, days = shock->kind == KOH_SHOCK_DISASTER;
        (void) snprintf(words, sizeof words, "the crisis would last until %d, beyond the plan's last year %d",
                        koh__shock_last_year(shock), plan->end_year - 1);
        fail(s, years ? "years" : days ? "days" : "weeks", KOH_EDOMAIN, words);
    }
}

static void bind_shock(shock_binder *s, koh_shock_kind kind)
{
    static void (*const parts[KOH_SHOCK_KINDS])(shock_binder *) = { bind_pandemic, bind_arrivals, bind_war,
                                                                    bind_disaster };
    const cJSON *year = koh__bind_member(s->item, "year");
    s->shock.kind = kind;
    s->shock.id = koh__arena_text(s->b->arena, s->item->string);
    s->shock.year = year != NULL ? (int) year->valuedouble : s->plan->base_year;
    s->shock.week = count(s, "week", 1) - 1;
    s->b->failed |= s->shock.id == NULL;
    koh__bind_label(s->b, s->item, "label", (const char *const[]){ s->shock.id, s->shock.id, s->shock.id },
                    s->shock.label);
    size_t before = s->b->findings->n;
    parts[kind](s);
    if (!s->b->failed && s->b->findings->n == before) {
        check_time(s);
    }
}

static size_t bind_place_type(koh_binder *b, const cJSON *section)
{
    const koh_name_list *list = &b->source->lists[KOH_NAMES_SERVICES];
    const cJSON *item = koh__bind_member(section, "place_type");
    const char *name = item != NULL ? item->valuestring : "institution";
    size_t k = 0;
    while (k < list->n && strcmp(list->names[k], name) != 0) {
        k++;
    }
    if (k == list->n) {
        const char *nearest = koh__text_nearest(name, list->names, list->n);
        koh__findings_add(b->findings, KOH_EUNKNOWN, "/preparedness/place_type", "unknown service '%.60s'%s%s%s", name,
                          nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                          nearest != NULL ? "'?" : "");
    }
    return k;
}

static void bind_kind(koh_binder *b, const cJSON *map, koh_shock_kind kind, const koh_plan *plan, koh_shock *shocks,
                      size_t *n)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, map)
    {
        char *pointer = koh__arena_format(b->arena, "/preparedness/%s/%s", kinds[kind], item->string);
        shock_binder s = { .b = b, .item = item, .pointer = pointer, .plan = plan };
        b->failed |= pointer == NULL;
        if (b->failed) {
            return;
        }
        bind_shock(&s, kind);
        if (!cJSON_IsTrue(koh__bind_member(item, "active"))) {
            continue;
        }
        for (size_t i = 0; i < *n && !b->failed; i++) {
            if (strcmp(shocks[i].id, s.shock.id) == 0) {
                fail(&s, "", KOH_EDUPLICATE, "two active crises have this id");
            }
        }
        shocks[(*n)++] = s.shock;
    }
}

void koh__bind_preparedness(koh_binder *b, const cJSON *section, koh_plan *plan)
{
    size_t most = 0, n = 0;
    koh_plan_preparedness *made = KOH_TAKE(b->arena, 1, koh_plan_preparedness);
    for (size_t kind = 0; kind < KOH_SHOCK_KINDS; kind++) {
        most += (size_t) cJSON_GetArraySize(koh__bind_member(section, kinds[kind]));
    }
    koh_shock *shocks = KOH_TAKE(b->arena, most, koh_shock);
    if (made == NULL || shocks == NULL) {
        b->failed = 1;
        return;
    }
    made->place_type = bind_place_type(b, section);
    for (size_t kind = 0; kind < KOH_SHOCK_KINDS; kind++) {
        bind_kind(b, koh__bind_member(section, kinds[kind]), (koh_shock_kind) kind, plan, shocks, &n);
    }
    made->n_shocks = n;
    made->shocks = shocks;
    plan->preparedness = made;
}
