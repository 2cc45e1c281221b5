/* The log of disclosure control to JSON. */
#include "io/disclosure_json_priv.h"

#include <string.h>

#include "io/json_priv.h"
#include "kohort/version.h"

static void member_text(koh_json_writer *w, const char *key, const char *text)
{
    koh__json_key(w, key);
    koh__json_text(w, text);
}

static void member_count(koh_json_writer *w, const char *key, size_t n)
{
    koh__json_key(w, key);
    koh__json_number(w, (double) n);
}

static size_t n_withheld(const koh_cube *cube)
{
    size_t n = 0;
    for (size_t i = 0; i < koh_cube_size(cube); i++) {
        n += koh_is_withheld(cube->value[i]) != 0;
    }
    return n;
}

static void write_cells(koh_json_writer *w, const koh_result *result)
{
    koh__json_key(w, "cells");
    koh__json_open(w, '[');
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_scenario_result *scenario = &result->scenarios[s];
        for (size_t c = 0; c < scenario->n_cubes; c++) {
            size_t n = n_withheld(&scenario->cubes[c]);
            if (n > 0) {
                koh__json_open(w, '{');
                member_text(w, "scenario", scenario->plan->id);
                member_text(w, "cube", scenario->cubes[c].path);
                member_count(w, "withheld", n);
                member_count(w, "of", koh_cube_size(&scenario->cubes[c]));
                koh__json_close(w, '}');
            }
        }
    }
    koh__json_close(w, ']');
}

static void write_modelled(koh_json_writer *w, const koh_scenario_result *reference)
{
    koh__json_key(w, "modelled");
    koh__json_open(w, '[');
    for (size_t c = 0; c < reference->n_cubes; c++) {
        const koh_cube *cube = &reference->cubes[c];
        if (cube->basis != NULL && strcmp(cube->basis, "national_rates") == 0) {
            koh__json_text(w, cube->path);
        }
    }
    koh__json_close(w, ']');
}

void koh__disclosure_write(const koh_result *result, koh_buffer *buffer)
{
    const koh_disclosure *disclosure = result->disclosure;
    koh_json_writer writer = { .buffer = buffer, .first = 1 }, *w = &writer;
    koh__json_open(w, '{');
    member_text(w, "kohort", koh_version());
    member_text(w, "region", result->inputs->region);
    member_text(w, "policy", disclosure->policy);
    koh__json_key(w, "min_count");
    koh__json_number(w, disclosure->min_count);
    member_text(w, "marker", ":");
    koh__json_key(w, "figures");
    koh__json_open(w, '[');
    for (size_t i = 0; i < disclosure->n; i++) {
        koh__json_text(w, disclosure->pointers[i]);
    }
    koh__json_close(w, ']');
    write_cells(w, result);
    write_modelled(w, &result->scenarios[0]);
    koh__json_close(w, '}');
    koh__buffer_char(buffer, '\n');
}
