/* Results: cubes and warnings in an arena. */
#include "plan/result_priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int koh__result_tell(const koh_result *result, size_t scenario, double share)
{
    const koh_watch *watch = &result->watch;
    return watch->tell == NULL
               ? 0
               : watch->tell(watch->context, ((double) scenario + share) / (double) result->n_scenarios);
}

int koh__in_scope(const koh_result *result, const koh_scenario_result *scenario, size_t service)
{
    int own = scenario->plan->services[service].in_scope;
    return own >= 0 ? own : result->inputs->services[service].in_scope;
}

static unsigned key_of(const char *path)
{
    enum { FACTOR = 31 };
    unsigned key = 0;
    for (const char *c = path; *c != '\0'; c++) {
        key = key * FACTOR + (unsigned char) *c;
    }
    return key;
}

const koh_cube *koh__result_cube(const koh_scenario_result *scenario, const char *path)
{
    const unsigned key = key_of(path);
    const koh_cube *found = NULL;
    for (size_t i = 0; i < scenario->n_cubes && found == NULL; i++) {
        found = scenario->keys[i] == key ? koh_cube_find(1, &scenario->cubes[i], path) : NULL;
    }
    return found;
}

koh_cube *koh__result_add(koh_result *result, koh_scenario_result *scenario, const koh_cube *form)
{
    if (scenario->n_cubes == KOH_CUBES) {
        return NULL;
    }
    koh_cube *cube = &scenario->cubes[scenario->n_cubes];
    *cube = *form;
    cube->value = KOH_TAKE(result->arena, koh_cube_size(cube), double);
    if (cube->value == NULL) {
        return NULL;
    }
    scenario->keys[scenario->n_cubes++] = key_of(form->path);
    return cube;
}

koh_status koh__result_warn(koh_result *result, koh_warning warning, const char *format, ...)
{
    char message[KOH_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void) vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (result->n_warnings == result->size_warnings) {
        size_t size = result->size_warnings == 0 ? 16 : 2 * result->size_warnings;
        koh_warning *grown = KOH_TAKE(result->arena, size, koh_warning);
        if (grown == NULL) {
            return KOH_ENOMEM;
        }
        if (result->n_warnings > 0) {
            memcpy(grown, result->warnings, result->n_warnings * sizeof *grown);
        }
        result->warnings = grown;
        result->size_warnings = size;
    }
    warning.message = koh__arena_text(result->arena, message);
    if (warning.message == NULL) {
        return KOH_ENOMEM;
    }
    result->warnings[result->n_warnings++] = warning;
    return KOH_OK;
}
