/* kohort queue: a queue in steady state, from text to text. */
#include "kohort/queue.h"

#include <math.h>
#include <string.h>

#include "app/session_priv.h"
#include "io/json_priv.h"

static koh_status read_number(const char *name, const char *text, double *value, koh_error *error)
{
    if (text == NULL) {
        return koh_error_set(error, KOH_EUSAGE, "expected --%s", name);
    }
    if (koh__number_read(text, strlen(text), value) != KOH_OK) {
        return koh_error_set(error, KOH_EUSAGE, "--%s %.60s: expected a number such as 2.5", name, text);
    }
    return KOH_OK;
}

static koh_status read_queue(const koh_queue_question *question, koh_queue *queue, koh_error *error)
{
    double places = 0;
    queue->years_patience = INFINITY;
    koh_status status = read_number("arrivals", question->arrivals, &queue->rate_arrivals, error);
    if (status == KOH_OK) {
        status = read_number("stay", question->stay, &queue->years_stay, error);
    }
    if (status == KOH_OK) {
        status = read_number("places", question->places, &places, error);
    }
    if (status == KOH_OK && question->patience != NULL) {
        status = read_number("patience", question->patience, &queue->years_patience, error);
    }
    if (status != KOH_OK) {
        return status;
    }
    if (places != floor(places)) {
        return koh_error_set(error, KOH_EUSAGE, "--places %.60s: expected a whole number", question->places);
    }
    if (!(places >= 1 && places <= KOH_QUEUE_PLACES)) {
        return koh_error_set(error, KOH_EDOMAIN, "%.60s places, expected 1 to %d", question->places, KOH_QUEUE_PLACES);
    }
    queue->n_places = (size_t) places;
    return KOH_OK;
}

static void write_json(const koh_queue_state *state, koh_buffer *buffer)
{
    const struct {
        const char *key;
        double value;
    } members[] = { { "offered_load", state->offered_load },  { "occupancy", state->occupancy },
                    { "p_block", state->prob_block },         { "p_wait", state->prob_wait },
                    { "mean_wait_years", state->years_wait }, { "p_abandon", state->prob_abandon } };
    koh_json_writer w = { .buffer = buffer, .first = 1 };
    koh__json_open(&w, '{');
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        koh__json_key(&w, members[i].key);
        koh__json_number(&w, members[i].value);
    }
    koh__json_close(&w, '}');
}

/* A line of the table: Norwegian decimals. */
static void write_line(const char *label, double value, int decimals, const char *unit, koh_buffer *buffer)
{
    enum { COLUMN = 44 };
    const double fixed_below = 1e15; /* koh__number_write_fixed */
    char number[KOH_NUMBER_SIZE];
    size_t length =
        value < fixed_below ? koh__number_write_fixed(value, decimals, number) : koh__number_write(value, number);
    char *point = memchr(number, '.', length);
    if (point != NULL) {
        *point = ',';
    }
    koh__buffer_text(buffer, label);
    for (size_t width = koh__utf8_count(label, strlen(label)); width < COLUMN; width++) {
        koh__buffer_char(buffer, ' ');
    }
    koh__buffer_bytes(buffer, number, length);
    koh__buffer_text(buffer, unit);
    koh__buffer_char(buffer, '\n');
}

static void write_table(const koh_queue_state *state, koh_buffer *buffer)
{
    write_line("Tilbudt belastning", state->offered_load, 1, " plasser", buffer);
    write_line("Belegg", 100 * state->occupancy, 1, " %", buffer);
    write_line("Fullt, dersom ingen kunne vente", 100 * state->prob_block, 2, " %", buffer);
    write_line("Må vente", 100 * state->prob_wait, 2, " %", buffer);
    write_line("Gjennomsnittlig ventetid", state->years_wait, 3, " år", buffer);
    write_line("Får ikke plass før de gir opp eller dør", 100 * state->prob_abandon, 2, " %", buffer);
}

koh_status koh_queue_answer(const koh_queue_question *question, koh_error *error, koh_text *text)
{
    koh_queue queue;
    koh_queue_state state;
    koh_buffer buffer = { 0 };
    koh_status status = read_queue(question, &queue, error);
    if (status == KOH_OK) {
        status = koh_queue_solve(&queue, error, &state);
    }
    if (status != KOH_OK) {
        return status;
    }
    (question->form == KOH_TEXT_JSON ? write_json : write_table)(&state, &buffer);
    return koh__text_take(&buffer, error, text);
}
