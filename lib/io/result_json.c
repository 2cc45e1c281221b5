/* Results to JSON, streamed: every array of figures is a cube. */
#include "core/language_priv.h"
#include "io/result_json_priv.h"

#include <string.h>

#include "io/json_priv.h"
#include "kohort/version.h"

static void member_text(koh_json_writer *w, const char *key, const char *text)
{
    koh__json_key(w, key);
    koh__json_text(w, text);
}

static void write_label(koh_json_writer *w, const char *key, const char *const label[KOH_LANGUAGES])
{
    koh__json_key(w, key);
    koh__json_open(w, '{');
    for (size_t i = 0; i < KOH_LANGUAGES; i++) {
        if (label[i] != NULL) {
            member_text(w, koh__languages[i], label[i]);
        }
    }
    koh__json_close(w, '}');
}

/* The status of every cell, where any is withheld. */
static void write_status(koh_json_writer *w, const koh_cube *cube)
{
    size_t n = koh_cube_size(cube), i = 0;
    while (i < n && !koh_is_withheld(cube->value[i])) {
        i++;
    }
    if (i == n) {
        return;
    }
    koh__json_key(w, "status");
    koh__json_open(w, '[');
    for (i = 0; i < n; i++) {
        koh__json_text(w, koh_is_withheld(cube->value[i]) ? ":" : NULL);
    }
    koh__json_close(w, ']');
}

static void write_cube(koh_json_writer *w, const koh_cube *cube)
{
    const char *names[KOH_CUBE_AXES];
    for (size_t i = 0; i < cube->n_axes; i++) {
        names[i] = cube->axes[i].name;
    }
    koh__json_open(w, '{');
    member_text(w, "unit", cube->unit);
    member_text(w, "time", cube->time);
    if (cube->basis != NULL) {
        member_text(w, "basis", cube->basis);
    }
    koh__json_key(w, "dimensions");
    koh__json_texts(w, cube->n_axes, names);
    for (size_t i = 0; i < cube->n_axes; i++) {
        koh__json_key(w, cube->axes[i].name);
        if (cube->axes[i].numbers != NULL) {
            koh__json_ints(w, cube->axes[i].n, cube->axes[i].numbers);
        } else {
            koh__json_texts(w, cube->axes[i].n, cube->axes[i].labels);
        }
    }
    if (cube->basis_by_label != NULL) {
        koh__json_key(w, "basis_by_label");
        koh__json_texts(w, cube->axes[1].n, cube->basis_by_label);
    }
    if (cube->sign != NULL) {
        koh__json_key(w, "sign");
        koh__json_ints(w, cube->axes[cube->n_axes - 1].n, cube->sign);
    }
    koh__json_key(w, "value");
    koh__json_numbers(w, koh_cube_size(cube), cube->value);
    write_status(w, cube);
    if (cube->n_quantiles > 0) {
        koh__json_key(w, "quantiles");
        koh__json_open(w, '{');
        koh__json_key(w, "p");
        koh__json_numbers(w, cube->n_quantiles, cube->quantile_p);
        koh__json_key(w, "value");
        koh__json_numbers(w, cube->n_quantiles * koh_cube_size(cube), cube->quantile);
        koh__json_close(w, '}');
    }
    koh__json_close(w, '}');
}

static void write_shortages(koh_json_writer *w, const koh_scenario_result *scenario)
{
    koh__json_key(w, "first_shortage");
    koh__json_open(w, '{');
    for (size_t i = 0; i < scenario->n_shortages; i++) {
        koh__json_key(w, scenario->shortages[i].type);
        if (scenario->shortages[i].year == KOH_YEAR_NONE) {
            koh__json_text(w, NULL);
        } else {
            koh__json_number(w, scenario->shortages[i].year);
        }
    }
    koh__json_close(w, '}');
}

static int in_block(const koh_cube *cube, const char *block, size_t length)
{
    return strncmp(cube->path, block, length) == 0 && (cube->path[length] == '/' || cube->path[length] == '\0');
}

/* All cubes of the block that cube i is the first of; nothing where it is not the first. */
static void write_block(koh_json_writer *w, const koh_scenario_result *scenario, size_t i)
{
    const char *path = scenario->cubes[i].path;
    size_t length = strcspn(path, "/");
    char block[64];
    for (size_t j = 0; j < i; j++) {
        if (in_block(&scenario->cubes[j], path, length)) {
            return;
        }
    }
    memcpy(block, path, length);
    block[length] = '\0';
    koh__json_key(w, block);
    if (path[length] == '\0') {
        write_cube(w, &scenario->cubes[i]);
        return;
    }
    koh__json_open(w, '{');
    for (size_t j = i; j < scenario->n_cubes; j++) {
        if (in_block(&scenario->cubes[j], path, length)) {
            koh__json_key(w, scenario->cubes[j].path + length + 1);
            write_cube(w, &scenario->cubes[j]);
        }
    }
    if (strcmp(block, "capacity") == 0) {
        write_shortages(w, scenario);
    }
    koh__json_close(w, '}');
}

static void write_scenario(koh_json_writer *w, const koh_scenario_result *scenario)
{
    koh__json_open(w, '{');
    member_text(w, "id", scenario->plan->id);
    write_label(w, "label", scenario->plan->label);
    if (scenario->plan->based_on != NULL) {
        member_text(w, "based_on", scenario->plan->based_on);
    }
    for (size_t i = 0; i < scenario->n_cubes; i++) {
        write_block(w, scenario, i);
    }
    koh__json_close(w, '}');
}

static void write_warning(koh_json_writer *w, const koh_warning *warning)
{
    koh__json_open(w, '{');
    member_text(w, "code", warning->code);
    member_text(w, "message", warning->message);
    koh__json_key(w, "where");
    koh__json_open(w, '{');
    if (warning->scenario != NULL) {
        member_text(w, "scenario", warning->scenario);
    }
    if (warning->year != KOH_YEAR_NONE) {
        koh__json_key(w, "year");
        koh__json_number(w, warning->year);
        member_text(w, "sex", warning->sex == 0 ? "female" : "male");
        koh__json_key(w, "age");
        koh__json_number(w, warning->age);
    }
    koh__json_close(w, '}');
    koh__json_close(w, '}');
}

static void write_digest(koh_json_writer *w, const char *key, const char *hex)
{
    char text[80] = "sha256:";
    strncat(text, hex, sizeof text - sizeof "sha256:");
    member_text(w, key, text);
}

static void write_inputs(koh_json_writer *w, const koh_plan_set *set, int with_digests)
{
    koh__json_key(w, "inputs");
    koh__json_open(w, '[');
    for (size_t i = 0; i < set->n_files; i++) {
        koh__json_open(w, '{');
        member_text(w, "file", set->files[i].file);
        if (with_digests) {
            member_text(w, "sha256", set->files[i].digest);
        }
        member_text(w, "source", set->files[i].source);
        member_text(w, "assumption", set->files[i].assumption);
        koh__json_close(w, '}');
    }
    koh__json_close(w, ']');
}

static void write_plan(koh_json_writer *w, const koh_result *result, const koh_provenance *p)
{
    const koh_plan *plan = result->scenarios[0].plan;
    koh__json_key(w, "plan");
    koh__json_open(w, '{');
    member_text(w, "region", result->inputs->region);
    member_text(w, "region_name", result->inputs->region_name);
    write_label(w, "title", plan->title);
    koh__json_key(w, "base_year");
    koh__json_number(w, plan->base_year);
    koh__json_key(w, "end_year");
    koh__json_number(w, plan->end_year);
    koh__json_key(w, "plan_period");
    koh__json_ints(w, 2, (const int[]){ plan->period_from, plan->period_to });
    if (result->disclosure == NULL) {
        write_digest(w, "digest", p->plan_digest);
    } else {
        member_text(w, "disclosure", result->disclosure->policy);
    }
    write_inputs(w, p->set, result->disclosure == NULL);
    koh__json_key(w, "seed");
    koh__json_number(w, (double) p->seed);
    koh__json_key(w, "draws");
    koh__json_number(w, (double) p->draws);
    koh__json_key(w, "methods");
    koh__json_open(w, '{');
    member_text(w, "mortality", result->method_mortality);
    member_text(w, "fertility", result->method_fertility);
    member_text(w, "migration", result->method_migration);
    member_text(w, "demand", result->method_demand);
    koh__json_close(w, '}');
    koh__json_close(w, '}');
}

void koh__result_write(const koh_result *result, const koh_provenance *provenance, koh_buffer *buffer)
{
    koh_json_writer writer = { .buffer = buffer, .first = 1 }, *w = &writer;
    koh__json_open(w, '{');
    koh__json_key(w, "kohort");
    koh__json_open(w, '{');
    member_text(w, "version", koh_version());
    koh__json_key(w, "result");
    koh__json_number(w, KOH_RESULT_VERSION);
    koh__json_close(w, '}');
    write_plan(w, result, provenance);
    koh__json_key(w, "warnings");
    koh__json_open(w, '[');
    for (size_t i = 0; i < result->n_warnings; i++) {
        write_warning(w, &result->warnings[i]);
    }
    koh__json_close(w, ']');
    koh__json_key(w, "scenarios");
    koh__json_open(w, '[');
    for (size_t i = 0; i < result->n_scenarios; i++) {
        write_scenario(w, &result->scenarios[i]);
    }
    koh__json_close(w, ']');
    koh__json_close(w, '}');
    koh__buffer_char(buffer, '\n');
}
