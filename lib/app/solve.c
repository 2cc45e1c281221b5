/* kohort solve: goal seek on a plan. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/session_priv.h"
#include "io/json_priv.h"
#include "plan/solve_priv.h"

/* "QUANTITY=VALUE@YEAR" taken apart. */
typedef struct goal {
    char quantity[80];
    double value;
    int year;
} goal;

static koh_status read_target(const char *text, goal *g, koh_error *error)
{
    const char *equals = strchr(text, '='), *at = strrchr(text, '@');
    if (equals == NULL || at == NULL || at < equals || (size_t) (equals - text) >= sizeof g->quantity ||
        koh__number_read(equals + 1, (size_t) (at - equals - 1), &g->value) != KOH_OK ||
        koh__int_read(at + 1, strlen(at + 1), &g->year) != KOH_OK) {
        return koh_error_set(error, KOH_EUSAGE, "--target '%.60s': expected QUANTITY=VALUE@YEAR", text);
    }
    memcpy(g->quantity, text, (size_t) (equals - text));
    g->quantity[equals - text] = '\0';
    return KOH_OK;
}

static koh_status find_variable(const char *id, size_t *variable, koh_error *error)
{
    size_t n;
    const koh_variable *variables = koh__solve_variables(&n);
    const char *names[16];
    for (*variable = 0; *variable < n; ++*variable) {
        names[*variable] = variables[*variable].id;
        if (strcmp(variables[*variable].id, id) == 0) {
            return KOH_OK;
        }
    }
    const char *nearest = koh__text_nearest(id, names, n);
    return koh_error_set(error, KOH_EUSAGE, "--for '%.60s': `kohort list variables` has what can be sought%s%s%s", id,
                         nearest != NULL ? "; did you mean '" : "", nearest != NULL ? nearest : "",
                         nearest != NULL ? "'?" : "");
}

static void write_json(const koh_variable *variable, const koh_solve_result *result, const goal *g, koh_buffer *buffer)
{
    koh_json_writer w = { .buffer = buffer, .first = 1 };
    koh__json_open(&w, '{');
    koh__json_key(&w, "status");
    koh__json_text(&w, result->outcome == KOH_SOLVE_SOLVED ? "solved" : "infeasible");
    koh__json_key(&w, "variable");
    koh__json_text(&w, variable->id);
    koh__json_key(&w, "value");
    koh__json_number(&w, result->value);
    koh__json_key(&w, "unit");
    koh__json_text(&w, variable->unit);
    koh__json_key(&w, "achieved");
    koh__json_number(&w, result->achieved);
    koh__json_key(&w, "target");
    koh__json_number(&w, g->value);
    koh__json_key(&w, "quantity");
    koh__json_text(&w, g->quantity);
    koh__json_key(&w, "year");
    koh__json_number(&w, g->year);
    koh__json_key(&w, "range");
    koh__json_numbers(&w, 2, (const double[]){ result->low, result->high });
    koh__json_close(&w, '}');
    koh__buffer_char(buffer, '\n');
}

static void write_line(const koh_variable *variable, const koh_solve_result *result, const goal *g, koh_buffer *buffer)
{
    koh__buffer_format(buffer, "%s: %s = %.6g %s gives %s = %.6g in %d (target %.6g)\n",
                       result->outcome == KOH_SOLVE_SOLVED ? "solved" : "infeasible", variable->id, result->value,
                       variable->unit, g->quantity, result->achieved, g->year, g->value);
}

koh_status koh_solve(const koh_solve_options *options, koh_error *error, koh_text *text)
{
    koh_session session = { 0 };
    koh_solve_result result = { 0 };
    koh_buffer buffer = { 0 };
    size_t variable = 0, n;
    goal g = { 0 };
    koh_status status = find_variable(options->variable, &variable, error);
    if (status == KOH_OK) {
        status = read_target(options->target, &g, error);
    }
    if (status == KOH_OK) {
        status = koh__session_open(options->data, &session, error);
    }
    if (status == KOH_OK) {
        status = koh__session_read_file(&session, options->plan, error);
    }
    if (status == KOH_OK) {
        status = koh__session_bind(&session, error);
    }
    if (status == KOH_OK) {
        status = koh__session_first(&session, error);
    }
    if (status == KOH_OK) {
        status =
            koh__solve(&session.set.plans[0], &session.inputs, variable, g.quantity, g.year, g.value, error, &result);
    }
    if (status == KOH_OK) {
        (options->form == KOH_TEXT_JSON ? write_json : write_line)(&koh__solve_variables(&n)[variable], &result, &g,
                                                                   &buffer);
        status = koh__text_take(&buffer, error, text);
    }
    koh__session_close(&session);
    return status == KOH_OK && result.outcome == KOH_SOLVE_INFEASIBLE ? KOH_ENOSOLUTION : status;
}
