/* JSON-stat 2.0 (https://json-stat.org/full/), class "dataset". */
#include "io/jsonstat_write_priv.h"

#include <math.h>
#include <stdio.h>

#include "io/json_priv.h"
#include "kohort/version.h"

static void member_text(koh_json_writer *w, const char *key, const char *text)
{
    koh__json_key(w, key);
    koh__json_text(w, text);
}

static void write_category(koh_json_writer *w, const koh_stat_dimension *dimension)
{
    koh__json_key(w, "category");
    koh__json_open(w, '{');
    koh__json_key(w, "index");
    koh__json_texts(w, dimension->n, dimension->codes);
    koh__json_key(w, "label");
    koh__json_open(w, '{');
    for (size_t i = 0; i < dimension->n; i++) {
        member_text(w, dimension->codes[i], dimension->labels[i]);
    }
    koh__json_close(w, '}');
    if (dimension->units != NULL) {
        koh__json_key(w, "unit");
        koh__json_open(w, '{');
        for (size_t i = 0; i < dimension->n; i++) {
            koh__json_key(w, dimension->codes[i]);
            koh__json_open(w, '{');
            member_text(w, "base", dimension->units[i]);
            koh__json_key(w, "decimals");
            koh__json_number(w, dimension->decimals[i]);
            koh__json_close(w, '}');
        }
        koh__json_close(w, '}');
    }
    koh__json_close(w, '}');
}

static void write_dimensions(koh_json_writer *w, const koh_stat_dataset *dataset)
{
    const char *ids[KOH_STAT_DIMENSIONS];
    int sizes[KOH_STAT_DIMENSIONS];
    for (size_t i = 0; i < dataset->n_dimensions; i++) {
        ids[i] = dataset->dimensions[i].id;
        sizes[i] = (int) dataset->dimensions[i].n;
    }
    koh__json_key(w, "id");
    koh__json_texts(w, dataset->n_dimensions, ids);
    koh__json_key(w, "size");
    koh__json_ints(w, dataset->n_dimensions, sizes);
    koh__json_key(w, "role");
    koh__json_open(w, '{');
    for (size_t i = 0; i < dataset->n_dimensions; i++) {
        if (dataset->dimensions[i].role != NULL) {
            koh__json_key(w, dataset->dimensions[i].role);
            koh__json_texts(w, 1, &ids[i]);
        }
    }
    koh__json_close(w, '}');
    koh__json_key(w, "dimension");
    koh__json_open(w, '{');
    for (size_t i = 0; i < dataset->n_dimensions; i++) {
        koh__json_key(w, ids[i]);
        koh__json_open(w, '{');
        member_text(w, "label", dataset->dimensions[i].label);
        write_category(w, &dataset->dimensions[i]);
        koh__json_close(w, '}');
    }
    koh__json_close(w, '}');
}

static void key_of(char key[32], size_t place)
{
    (void) snprintf(key, 32, "%zu", place);
}

static void write_values(koh_json_writer *w, const koh_stat_dataset *dataset)
{
    char key[32];
    size_t size = 1, unknown = 0;
    for (size_t i = 0; i < dataset->n_dimensions; i++) {
        size *= dataset->dimensions[i].n;
    }
    int is_list = size < 2 * dataset->n_cells;
    koh__json_key(w, "value");
    koh__json_open(w, is_list ? '[' : '{');
    for (size_t i = 0, place = 0; i < dataset->n_cells; i++) {
        for (; is_list && place < dataset->place[i]; place++) {
            koh__json_number(w, NAN);
        }
        if (!is_list) {
            key_of(key, dataset->place[i]);
            koh__json_key(w, key);
        }
        koh__json_number(w, dataset->value[i]);
        unknown += isnan(dataset->value[i]) != 0;
        place++;
    }
    for (size_t place = dataset->n_cells == 0 ? 0 : dataset->place[dataset->n_cells - 1] + 1; is_list && place < size;
         place++) {
        koh__json_number(w, NAN);
    }
    koh__json_close(w, is_list ? ']' : '}');
    if (unknown == 0) {
        return;
    }
    koh__json_key(w, "status");
    koh__json_open(w, '{');
    for (size_t i = 0; i < dataset->n_cells; i++) {
        if (isnan(dataset->value[i])) {
            key_of(key, dataset->place[i]);
            member_text(w, key, koh_is_withheld(dataset->value[i]) ? ":" : "..");
        }
    }
    koh__json_close(w, '}');
}

/* What the figures came from. */
static void write_run(koh_json_writer *w, const koh_result *result, const koh_provenance *provenance)
{
    koh__json_key(w, "extension");
    koh__json_open(w, '{');
    koh__json_key(w, "run");
    koh__json_open(w, '{');
    member_text(w, "kohort", koh_version());
    member_text(w, "disclosure", result->disclosure == NULL ? "none" : result->disclosure->policy);
    if (result->disclosure == NULL) {
        member_text(w, "plan_sha256", provenance->plan_digest);
    }
    if (provenance->run != NULL) {
        member_text(w, "run_id", provenance->run);
    }
    koh__json_key(w, "inputs");
    koh__json_open(w, '[');
    for (size_t i = 0; i < provenance->set->n_files; i++) {
        koh__json_open(w, '{');
        member_text(w, "file", provenance->set->files[i].file);
        if (result->disclosure == NULL) {
            member_text(w, "sha256", provenance->set->files[i].digest);
        }
        koh__json_close(w, '}');
    }
    koh__json_close(w, ']');
    koh__json_key(w, "seed");
    koh__json_number(w, (double) provenance->seed);
    koh__json_key(w, "draws");
    koh__json_number(w, (double) provenance->draws);
    koh__json_key(w, "scenarios");
    koh__json_open(w, '[');
    for (size_t s = 0; s < result->n_scenarios; s++) {
        koh__json_text(w, result->scenarios[s].plan->id);
    }
    koh__json_close(w, ']');
    koh__json_key(w, "methods");
    koh__json_open(w, '{');
    member_text(w, "mortality", result->method_mortality);
    member_text(w, "fertility", result->method_fertility);
    member_text(w, "migration", result->method_migration);
    member_text(w, "demand", result->method_demand);
    koh__json_close(w, '}');
    koh__json_close(w, '}');
    koh__json_close(w, '}');
}

void koh__jsonstat_write(const koh_stat_dataset *dataset, const koh_result *result, const koh_provenance *provenance,
                         koh_buffer *buffer)
{
    koh_json_writer writer = { .buffer = buffer, .first = 1 }, *w = &writer;
    koh__json_open(w, '{');
    member_text(w, "version", "2.0");
    member_text(w, "class", "dataset");
    member_text(w, "label", dataset->label);
    member_text(w, "source", dataset->source);
    write_dimensions(w, dataset);
    write_values(w, dataset);
    write_run(w, result, provenance);
    koh__json_close(w, '}');
}
