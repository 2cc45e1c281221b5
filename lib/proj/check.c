/* What a year's rates must be before a step is taken with them. */
#include <float.h>
#include <math.h>

#include "base/text_priv.h"
#include "kohort/projection.h"

/* One array of a year. */
typedef struct bounds {
    const char *what;
    const double *value; /* [n_sex][n_age], or NULL */
    size_t n_sex;
    double min, max;
    const char *expected;
} bounds;

static const char *shown(double value, char text[KOH_NUMBER_SIZE + 1])
{
    if (!isfinite(value)) {
        return isnan(value) ? "unknown" : "infinite";
    }
    text[koh__number_write(value, text)] = '\0';
    return text;
}

static koh_status check_array(size_t n_age, const bounds *array, koh_error *error)
{
    static const char *const of[KOH_SEXES] = { "females", "males" };
    if (array->value == NULL) {
        return KOH_OK;
    }
    for (size_t i = 0; i < array->n_sex * n_age; i++) {
        const double value = array->value[i];
        if (!(value >= array->min && value <= array->max)) {
            char text[KOH_NUMBER_SIZE + 1];
            return koh_error_set(error, KOH_EDOMAIN, "%s of %s at age %zu is %s: expected %s", array->what,
                                 of[i / n_age], i % n_age, shown(value, text), array->expected);
        }
    }
    return KOH_OK;
}

koh_status koh_proj_check(size_t n_age, const double *population, const koh_proj_year *year, koh_error *error)
{
    const double max = DBL_MAX; /* anything finite */
    const bounds arrays[] = {
        { "population", population, 2, 0, max, "persons >= 0" },
        { "survival", year->survival, 2, 0, 1, "a share from 0 to 1" },
        { "fertility", year->fertility, 1, 0, max, "births per woman >= 0" },
        { "net migration", year->net_count, 2, -max, max, "a finite number of persons" },
        { "net migration rate", year->net_rate, 2, -max, max, "a finite number per person" },
        { "in-moves", year->in_count, 2, 0, max, "persons >= 0" },
        { "out-rate", year->out_rate, 2, 0, 1, "a probability from 0 to 1" },
        { "immigration", year->immigration, 2, 0, max, "persons >= 0" },
        { "emigration rate", year->emigration_rate, 2, 0, 1, "a probability from 0 to 1" },
    };
    if (n_age < 2 || n_age > KOH_PROJ_MAX_AGES) {
        return koh_error_set(error, KOH_EDOMAIN, "%zu ages: expected 2 to %d", n_age, KOH_PROJ_MAX_AGES);
    }
    if (population == NULL || year->survival == NULL) {
        return koh_error_set(error, KOH_EMISSING, "a step needs a population and survival ratios");
    }
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        koh_status status = check_array(n_age, &arrays[i], error);
        if (status != KOH_OK) {
            return status;
        }
    }
    if (year->fertility != NULL && year->fertility[0] != 0) {
        return koh_error_set(error, KOH_EDOMAIN, "fertility at age 0: expected 0");
    }
    if (year->fertility != NULL && (!(year->boys_per_girl > 0) || isinf(year->boys_per_girl))) {
        return koh_error_set(error, KOH_EDOMAIN, "boys per girl at birth: expected a number > 0");
    }
    return KOH_OK;
}
