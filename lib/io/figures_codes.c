/* What categories show: their codes, and the role of a variable without a name. */
#include <stdio.h>
#include <string.h>

#include "io/figures_priv.h"
#include "io/label_priv.h"

static int is_role(const char *text, koh_role role)
{
    koh_age_label age;
    koh_time_label time;
    switch (role) {
    case KOH_ROLE_REGION: {
        koh_region_kind kind = koh__label_region(text).kind;
        return kind == KOH_REGION_MUNICIPALITY || kind == KOH_REGION_COUNTRY || kind == KOH_REGION_PART;
    }
    case KOH_ROLE_TIME:
        return koh__label_time(text, &time);
    case KOH_ROLE_SEX:
        return koh__label_sex(text) != KOH_SEX_LABEL_NONE;
    case KOH_ROLE_AGE:
        return koh__label_age(text, &age) || koh__label_is_total(text, text);
    default:
        return 0;
    }
}

static int all_are(const koh_variable *variable, koh_role role)
{
    size_t n = 0;
    while (n < variable->n && is_role(variable->categories[n].label, role)) {
        n++;
    }
    return n == variable->n && n > 0;
}

/* Bare numbers of four digits are codes of regions unless they all are years. */
koh_status koh__figures_name(koh_figures *figures, koh_error *error)
{
    static const koh_role tried[] = { KOH_ROLE_TIME, KOH_ROLE_REGION, KOH_ROLE_SEX, KOH_ROLE_AGE };
    for (size_t i = 0; i < figures->n_variables; i++) {
        koh_variable *variable = &figures->variables[i];
        if (variable->label == NULL || variable->label[0] != '\0' || variable->role != KOH_ROLE_OTHER) {
            continue;
        }
        for (size_t k = 0; k < sizeof tried / sizeof tried[0] && variable->role == KOH_ROLE_OTHER; k++) {
            variable->role = all_are(variable, tried[k]) ? tried[k] : KOH_ROLE_OTHER;
        }
        static const char *const names[] = { "", "region", "year", "sex", "age", "" };
        if (variable->role == KOH_ROLE_OTHER) {
            return koh__figures_fail(
                figures, variable, &variable->categories[0], KOH_ESCHEMA, error,
                "this column has no name, and its cells are neither regions, years, sexes nor ages");
        }
        variable->label = names[variable->role];
        koh__figures_note(figures, "header", "a column without a name read as %s", variable->label);
    }
    return KOH_OK;
}

/* The text behind "code - ", or NULL. */
static const char *text_behind(const char *label)
{
    size_t n = strcspn(label, " ");
    return n > 0 && n < 24 && strncmp(label + n, " - ", 3) == 0 && label[n + 3] != '\0' ? label + n + 3 : NULL;
}

static int can_split(const koh_variable *variable)
{
    int spans = variable->role == KOH_ROLE_AGE;
    for (size_t i = 0; i < variable->n; i++) {
        const char *label = variable->categories[i].label, *text = label == NULL ? NULL : text_behind(label);
        koh_age_label age;
        if (text == NULL || variable->categories[i].code != NULL) {
            return 0;
        }
        spans = spans && koh__label_age(label, &age);
        if (variable->role == KOH_ROLE_OTHER && text[0] >= '0' && text[0] <= '9') {
            return 0;
        }
    }
    return variable->n > 0 && !spans;
}

koh_status koh__figures_split_codes(koh_figures *figures)
{
    for (size_t i = 0; i < figures->n_variables; i++) {
        koh_variable *variable = &figures->variables[i];
        if (variable->role == KOH_ROLE_REGION || !can_split(variable)) {
            continue;
        }
        for (size_t k = 0; k < variable->n; k++) {
            koh_category *category = &variable->categories[k];
            const char *text = text_behind(category->label);
            category->code = koh__arena_text_n(figures->arena, category->label, (size_t) (text - category->label) - 3);
            category->label = text;
            if (category->code == NULL) {
                return KOH_ENOMEM;
            }
        }
        koh__figures_note(figures, "codes", "\"%s\": cells are \"code - text\"", koh__variable_name(variable));
    }
    return KOH_OK;
}
