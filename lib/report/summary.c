/* The summary: what a planner asks first. */
#include "report/summary_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kohort/age_band.h"
#include "report/sentence_priv.h"

typedef const char *const words[KOH_LANGUAGES];

static words head = { "{r} ({c}), {y}\xE2\x80\x93{z}, konstant dekningsgrad (nullalternativ). ",
                      "{r} ({c}), {y}\xE2\x80\x93{z}, konstant dekningsgrad (nullalternativ). ",
                      "{r} ({c}), {y}\xE2\x80\x93{z}, constant coverage (do-nothing alternative). " };
static words head_own = { "Egne registrerte brukertall.\n", "Eigne registrerte brukartal.\n",
                          "The municipality's own registered users.\n" };
static words head_national = { "Brukertallene bygger på nasjonale rater, ikke på kommunens egne tall "
                               "(national_rates).\n",
                               "Brukartala byggjer på nasjonale ratar, ikkje på eigne tal for kommunen "
                               "(national_rates).\n",
                               "Users follow from national rates, not from the municipality's own figures "
                               "(national_rates).\n" };
static words head_mixed = { "Egne brukertall der de er gitt, ellers nasjonale rater (national_rates).\n",
                            "Eigne brukartal der dei er gitt, elles nasjonale ratar (national_rates).\n",
                            "Own users where given, national rates elsewhere (national_rates).\n" };
static words people = { "Folkemengde: {a} i {y}, {b} i {z}.\n", "Folkemengd: {a} i {y}, {b} i {z}.\n",
                        "Population: {a} in {y}, {b} in {z}.\n" };
static words old = { "80 år og over: {a} i {y}, {b} i {z}, en endring på {p} prosent.\n",
                     "80 år og over: {a} i {y}, {b} i {z}, ei endring på {p} prosent.\n",
                     "80 years and over: {a} in {y}, {b} in {z}, a change of {p} per cent.\n" };
static words places = { "Behov for institusjonsplasser: {a} i {y}, {b} i {z}.",
                        "Behov for institusjonsplassar: {a} i {y}, {b} i {z}.",
                        "Institution places needed: {a} in {y}, {b} in {z}." };
static words runs_out = { " Registrerte plasser i {y}: {n}; underdekningen inntrer første gang i {s}.\n",
                          " Registrerte plassar i {y}: {n}; underdekninga kjem første gong i {s}.\n",
                          " Registered places in {y}: {n}; the first shortage comes in {s}.\n" };
static words lasts = { " Registrerte plasser i {y}: {n}; de rekker ut {z}.\n",
                       " Registrerte plassar i {y}: {n}; dei rekk ut {z}.\n",
                       " Registered places in {y}: {n}; they last through {z}.\n" };
static words no_register = { " Antall plasser i kommunen er ikke oppgitt.\n",
                             " Talet på plassar i kommunen er ikkje oppgitt.\n",
                             " The municipality's places are not given.\n" };
static words staff = { "Årsverk i omsorgstjenestene: {a} i {y}, {b} i {z}.\n",
                       "Årsverk i omsorgstenestene: {a} i {y}, {b} i {z}.\n",
                       "Full-time equivalents in care: {a} in {y}, {b} in {z}.\n" };
static words hints = { "Merknad: {m}\n", "Merknad: {m}\n", "Note: {m}\n" };

/* What a line says first and last. */
typedef struct pair {
    double first, last;
} pair;

typedef struct context {
    const koh_result *result;
    const koh_scenario_result *scenario;
    size_t language;
    koh_buffer *buffer;
    char from[8], to[8];
} context;

static void say(const context *c, words sentence, pair p)
{
    char a[KOH_NUMBER_TEXT], b[KOH_NUMBER_TEXT], change[KOH_NUMBER_TEXT + 1] = "+";
    koh__number_text(p.first, 0, c->language, a);
    koh__number_text(p.last, 0, c->language, b);
    koh__number_text(100 * (p.last - p.first) / p.first, 0, c->language, change + (p.last > p.first));
    const koh_gap gaps[] = { { 'a', a }, { 'b', b }, { 'p', change }, { 'y', c->from }, { 'z', c->to } };
    koh__sentence_write(sentence[c->language], 5, gaps, c->buffer);
}

static pair persons_from(const koh_cube *cube, int age)
{
    size_t n_age = cube->axes[2].n, last = cube->axes[0].n - 1;
    pair p = { 0, 0 };
    for (size_t sex = 0; sex < 2; sex++) {
        p.first += koh_age_sum(n_age, cube->value + sex * n_age, age, -1);
        p.last += koh_age_sum(n_age, cube->value + (2 * last + sex) * n_age, age, -1);
    }
    return p;
}

/* Sum over all known cells of the first and the last year. */
static pair sum_of(const koh_cube *cube)
{
    size_t last = cube->axes[0].n - 1, size = koh_cube_size(cube) / cube->axes[0].n;
    pair p = { 0, 0 };
    for (size_t i = 0; i < size; i++) {
        p.first += isnan(cube->value[i]) ? 0 : cube->value[i];
        p.last += isnan(cube->value[last * size + i]) ? 0 : cube->value[last * size + i];
    }
    return p;
}

static void say_places(const context *c)
{
    const koh_cube *need = koh__result_cube(c->scenario, "capacity/need");
    const koh_cube *there = koh__result_cube(c->scenario, "capacity/places");
    size_t k = koh_axis_find_label(&need->axes[1], "institution"), n = need->axes[1].n, last = need->axes[0].n - 1;
    if (k == (size_t) -1) {
        return;
    }
    char n_text[KOH_NUMBER_TEXT], year[16] = "";
    words *tail = isnan(there->value[k]) ? &no_register : &lasts;
    for (size_t i = 0; i < c->scenario->n_shortages; i++) {
        const koh_shortage *shortage = &c->scenario->shortages[i];
        if (shortage->type == need->axes[1].labels[k] && shortage->year != KOH_YEAR_NONE) {
            (void) snprintf(year, sizeof year, "%d", shortage->year);
            tail = &runs_out;
        }
    }
    say(c, places, (pair){ need->value[k], need->value[last * n + k] });
    koh__number_text(there->value[k], 0, c->language, n_text);
    const koh_gap gaps[] = { { 'n', n_text }, { 's', year }, { 'y', c->from }, { 'z', c->to } };
    koh__sentence_write((*tail)[c->language], 4, gaps, c->buffer);
}

/* One line per kind of warning. */
static void say_warnings(const context *c)
{
    for (size_t i = 0; i < c->result->n_warnings; i++) {
        const koh_warning *warning = &c->result->warnings[i];
        size_t j = 0;
        while (j < i && strcmp(c->result->warnings[j].code, warning->code) != 0) {
            j++;
        }
        if (j == i) {
            const koh_gap gap = { 'm', warning->message };
            koh__sentence_write(hints[c->language], 1, &gap, c->buffer);
        }
    }
}

void koh__summary_write(const koh_result *result, size_t language, koh_buffer *buffer)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *persons = koh__result_cube(scenario, "population");
    context c = { .result = result, .scenario = scenario, .language = language, .buffer = buffer };
    (void) snprintf(c.from, sizeof c.from, "%d", scenario->plan->base_year);
    (void) snprintf(c.to, sizeof c.to, "%d", scenario->plan->end_year);
    const koh_gap gaps[] = {
        { 'r', result->inputs->region_name }, { 'c', result->inputs->region }, { 'y', c.from }, { 'z', c.to }
    };
    koh__sentence_write(head[language], 4, gaps, buffer);
    const char *basis = koh__result_cube(scenario, "demand/users")->basis;
    koh__buffer_text(buffer, (strcmp(basis, "own") == 0     ? head_own
                              : strcmp(basis, "mixed") == 0 ? head_mixed
                                                            : head_national)[language]);
    say(&c, people, persons_from(persons, 0));
    say(&c, old, persons_from(persons, 80));
    say_places(&c);
    say(&c, staff, sum_of(koh__result_cube(scenario, "demand/fte")));
    say_warnings(&c);
}
