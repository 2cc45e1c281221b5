/* The summary: what a planner asks first. */
#include "report/summary_priv.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "kohort/age_band.h"
#include "plan/shelf_life_priv.h"
#include "report/chapter_label_priv.h"
#include "report/sentence_priv.h"
#include "report/shelf_life_priv.h"
#include "report/spread_priv.h"

typedef const char *const words[KOH_LANGUAGES];

static words head = { "{r} ({c}), {y}\xE2\x80\x93{z}, ", "{r} ({c}), {y}\xE2\x80\x93{z}, ",
                      "{r} ({c}), {y}\xE2\x80\x93{z}, " };
static words constant = { "konstant dekningsgrad (nullalternativ). ", "konstant dekningsgrad (nullalternativ). ",
                          "constant coverage (do-nothing alternative). " };
static words changing = { "dekningsgrad som endres slik planen sier. ",
                          "dekningsgrad som blir endra slik planen seier. ",
                          "coverage that changes as the plan says. " };
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
static words lasts = { " Registrerte plasser i {y}: {n}; de rekker til og med {z}.\n",
                       " Registrerte plassar i {y}: {n}; dei rekk til og med {z}.\n",
                       " Registered places in {y}: {n}; they last through {z}.\n" };
static words no_register = { " Antall plasser i kommunen er ikke oppgitt.\n",
                             " Talet på plassar i kommunen er ikkje oppgitt.\n",
                             " The municipality's places are not given.\n" };
static words range = { "80 prosent av {n} trekninger: folkemengde {a} til {b}, "
                       "80 år og over {d} til {e}, behov for "
                       "institusjonsplasser {f} til {g} i {z}.\n",
                       "80 prosent av {n} trekningar: folkemengd {a} til {b}, 80 "
                       "år og over {d} til {e}, behov for "
                       "institusjonsplassar {f} til {g} i {z}.\n",
                       "80 per cent of {n} draws: population {a} to {b}, "
                       "80 years and over {d} to {e}, institution places "
                       "needed {f} to {g} in {z}.\n" };
static words one_line = {
    "{c} {r}: {a} innbyggere i {y}, {b} i {z}; 80 år og over {d} og {e}; institusjonsplasser {f} og {g}; årsverk {h} "
    "og "
    "{i}.\n",
    "{c} {r}: {a} innbyggjarar i {y}, {b} i {z}; 80 år og over {d} og {e}; institusjonsplassar {f} og {g}; årsverk {h} "
    "og {i}.\n",
    "{c} {r}: {a} inhabitants in {y}, {b} in {z}; 80 years and over {d} and {e}; institution places {f} and {g}; FTE "
    "{h} "
    "and {i}.\n"
};
static words staff = { "Årsverk i tjenestene som planen omfatter: {a} i {y}, {b} i {z}.\n",
                       "Årsverk i tenestene som planen omfattar: {a} i {y}, {b} i {z}.\n",
                       "Full-time equivalents in the services of the plan: {a} in {y}, {b} in {z}.\n" };
static words not_held = { "Utenfor summene: {m}.\n", "Utanfor summane: {m}.\n", "In no total: {m}.\n" };
static words places_withheld = { "Behovet for institusjonsplasser er holdt tilbake: få brukere.\n",
                                 "Behovet for institusjonsplassar er halde tilbake: få brukarar.\n",
                                 "The need for institution places is withheld: few users.\n" };
static words withheld = { " (tallet er holdt tilbake)", " (talet er halde tilbake)", " (withheld)" };
static words no_volume = { " (omfanget er ukjent)", " (omfanget er ukjent)", " (volume unknown)" };
static words outside = { " (utenfor planen)", " (utanfor planen)", " (outside the plan)" };

/* What a kind of warning means; the full text, with places and figures, is in the result. */
typedef struct hint {
    const char *code, *text[KOH_LANGUAGES];
} hint;

static const hint hints[] = {
    { "only_chance",
      { "Merknad: Ingen tall i planen har et spenn; trekningene rommer bare tilfeldighet og usikker flytting.\n",
        "Merknad: Ingen tal i planen har eit spenn; trekningane rommar berre tilfelle og uviss flytting.\n",
        "Note: no figure of the plan has a range; the draws hold chance and uncertain migration alone.\n" } },
    { "double_counting",
      { "Merknad: Sunnere aldring kan være regnet med to ganger, som trend og som utsatt behov.\n",
        "Merknad: Sunnare aldring kan vere rekna med to gonger, som trend og som utsett behov.\n",
        "Note: healthier ageing may be counted twice, as a trend and as postponed need.\n" } },
    { "outflow_capped",
      { "Merknad: I noen alderstrinn ville flere flytte ut enn det bor der; utflyttingen er begrenset.\n",
        "Merknad: I nokre alderstrinn ville fleire flytte ut enn det bur der; utflyttinga er avgrensa.\n",
        "Note: at some ages more would leave than there are; the outflow is capped.\n" } },
    { "no_norm",
      { "Merknad: Registrerte årsverk i yrkesgrupper uten bemanningsnorm er ikke med.\n",
        "Merknad: Registrerte årsverk i yrkesgrupper utan bemanningsnorm er ikkje med.\n",
        "Note: registered FTE of professions without a norm are left out.\n" } },
    { "later_than_base_year",
      { "Merknad: Registrerte tall fra år etter basisåret er ikke brukt.\n",
        "Merknad: Registrerte tal frå år etter basisåret er ikkje brukte.\n",
        "Note: registered figures of years after the base year are not used.\n" } },
    { "parts_disagree",
      { "Merknad: Registrerte tall for delene og for helheten stemmer ikke overens; delene er brukt.\n",
        "Merknad: Registrerte tal for delane og for heilskapen stemmer ikkje overeins; delane er brukte.\n",
        "Note: registered figures of parts and whole disagree; the parts are used.\n" } },
    { "places_incomplete",
      { "Merknad: Plassregisteret mangler en type plasser som inngår i institusjonsplassene.\n",
        "Merknad: Plassregisteret manglar ein type plassar som går inn i institusjonsplassane.\n",
        "Note: the register of places lacks a type that is part of the institution places.\n" } },
    { "migration_years_unused",
      { "Merknad: Årene som planen oppgir for flytting, er ikke brukt slik de står; registrerte år fram til basisåret "
        "er "
        "med.\n",
        "Merknad: Åra som planen oppgir for flytting, er ikkje brukte slik dei står; registrerte år fram til basisåret "
        "er "
        "med.\n",
        "Note: the years that the plan gives for migration are not used as they stand; registered years up to the base "
        "year are.\n" } },
    { "move_unknown",
      { "Merknad: En flytting mellom tjenester er ikke regnet med, for brukertallet er ukjent.\n",
        "Merknad: Ei flytting mellom tenester er ikkje rekna med, for brukartalet er ukjent.\n",
        "Note: a move between services is left out, for the number of users is unknown.\n" } },
};

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
    double percent = p.first > 0 ? 100 * (p.last - p.first) / p.first : (double) NAN;
    koh__number_text(p.first, 0, c->language, a);
    koh__number_text(p.last, 0, c->language, b);
    koh__number_text(percent, 0, c->language, change + (percent >= 0.5));
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

/* FTE of all services in scope in the first and the last year. */
static pair total_of(const koh_cube *areas)
{
    size_t n = areas->axes[1].n;
    return (pair){ areas->value[n - 1], areas->value[areas->axes[0].n * n - 1] };
}

static void say_places(const context *c)
{
    const koh_cube *need = koh__result_cube(c->scenario, "capacity/need");
    const koh_cube *there = koh__result_cube(c->scenario, "capacity/places");
    size_t k = koh_axis_find_label(&need->axes[1], "institution"), n = need->axes[1].n, last = need->axes[0].n - 1;
    if (k == (size_t) -1) {
        return;
    }
    if (koh_is_withheld(need->value[k])) {
        koh__buffer_text(c->buffer, places_withheld[c->language]);
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

void koh__exclusions_write(const koh_result *result, size_t language, koh_buffer *buffer)
{
    const koh_inputs *inputs = result->inputs;
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *fte = koh__result_cube(scenario, "demand/fte");
    size_t m = fte->axes[2].n;
    koh_buffer names = { 0 };
    for (size_t k = 0; k < inputs->n_services; k++) {
        double sum = 0;
        for (size_t j = 0; j < m; j++) {
            sum += fte->value[k * m + j];
        }
        int in_scope = koh__in_scope(result, scenario, k);
        if (!in_scope || isnan(sum)) {
            koh__buffer_text(&names, names.length > 0 ? ", " : "");
            koh__buffer_text(&names, inputs->services[k].name[language]);
            koh__buffer_text(&names, (!in_scope ? outside : koh_is_withheld(sum) ? withheld : no_volume)[language]);
        }
    }
    if (names.length > 0) {
        koh__buffer_char(&names, '\0');
        const koh_gap gap = { 'm', names.failed ? "" : names.data };
        koh__sentence_write(not_held[language], 1, &gap, buffer);
    }
    buffer->failed |= names.failed;
    koh__buffer_free(&names);
}

size_t koh__warning_texts(const koh_result *result, size_t language, const char *texts[KOH_WARNING_CODES])
{
    size_t n = 0;
    for (size_t h = 0; h < sizeof hints / sizeof hints[0] && n < KOH_WARNING_CODES; h++) {
        size_t i = 0;
        while (i < result->n_warnings && strcmp(result->warnings[i].code, hints[h].code) != 0) {
            i++;
        }
        if (i < result->n_warnings) {
            texts[n++] = hints[h].text[language];
        }
    }
    return n;
}

/* Is a quantity other than what changes nothing in any year? */
static int changes(const koh_quantity *quantity, double nothing)
{
    int found = 0;
    for (size_t i = 0; quantity != NULL && i < quantity->n; i++) {
        found |= quantity->value[i] != nothing;
    }
    return found;
}

int koh__has_levers(const koh_result *result)
{
    const koh_plan_service *services = result->scenarios[0].plan->services;
    int found = 0;
    for (size_t k = 0; k < result->inputs->n_services; k++) {
        found |= changes(services[k].coverage_factor, 1) || services[k].age_shift_years != NULL ||
                 changes(services[k].trend_per_year, 0) || services[k].n_shifts > 0 ||
                 changes(services[k].staff_factor, 1);
    }
    return found;
}

/* The tenth and the ninetieth percentile of a label in the last year, where there are draws. */
static pair range_of(const koh_cube *cube, const char *label)
{
    enum { TENTH = 1, NINETIETH = 5 }; /* of the orders that are kept */
    size_t i = koh_axis_find_label(&cube->axes[1], label), n = cube->axes[1].n, size = koh_cube_size(cube);
    size_t last = (cube->axes[0].n - 1) * n + i;
    return i == (size_t) -1 ? (pair){ NAN, NAN }
                            : (pair){ cube->quantile[TENTH * size + last], cube->quantile[NINETIETH * size + last] };
}

static void say_ranges(const context *c)
{
    const koh_cube *persons = koh__result_cube(c->scenario, "indicators/persons");
    const koh_cube *need = koh__result_cube(c->scenario, "capacity/need");
    char text[6][KOH_NUMBER_TEXT], draws[KOH_NUMBER_TEXT];
    if (persons->n_quantiles == 0) {
        return;
    }
    const pair ranges[] = { range_of(persons, "all"), range_of(persons, "80+"), range_of(need, "institution") };
    for (size_t i = 0; i < 3; i++) {
        koh__number_text(ranges[i].first, 0, c->language, text[2 * i]);
        koh__number_text(ranges[i].last, 0, c->language, text[2 * i + 1]);
    }
    koh__number_text((double) c->result->draws.n, 0, c->language, draws);
    const koh_gap gaps[] = { { 'a', text[0] }, { 'b', text[1] }, { 'd', text[2] }, { 'e', text[3] },
                             { 'f', text[4] }, { 'g', text[5] }, { 'n', draws },   { 'z', c->to } };
    koh__sentence_write(range[c->language], sizeof gaps / sizeof gaps[0], gaps, c->buffer);
}

/* The need for places with every figure as planned, where the mean of the draws is another number. */
static void say_as_planned(const context *c)
{
    static words what = { "institusjonsplasser", "institusjonsplassar", "institution places" };
    const koh_cube *planned = koh__result_cube(c->scenario, "capacity/need_as_planned");
    const koh_cube *drawn = koh__result_cube(c->scenario, "capacity/need");
    const size_t k = planned == NULL ? (size_t) -1 : koh_axis_find_label(&planned->axes[1], "institution");
    if (k == (size_t) -1) {
        return;
    }
    const size_t last = (planned->axes[0].n - 1) * planned->axes[1].n + k;
    char a[KOH_NUMBER_TEXT], b[KOH_NUMBER_TEXT];
    koh__number_text(planned->value[last], 0, c->language, a);
    koh__number_text(drawn->value[last], 0, c->language, b);
    if (strcmp(a, b) != 0) {
        const koh_gap gaps[] = { { 's', what[c->language] }, { 'a', a }, { 'b', b }, { 'z', c->to } };
        koh__sentence_write(koh__label(KOH_LABEL_S_AS_PLANNED, c->language), 4, gaps, c->buffer);
        koh__buffer_char(c->buffer, '\n');
    }
}

/* Until when the population holds. */
static void say_shelf_life(const context *c)
{
    static const char path[] = "indicators/shelf_life";
    const koh_shelf_life *life = c->result->inputs->shelf_life;
    char all[KOH_SHELF_TEXT], old_ones[KOH_SHELF_TEXT], first[16], last[16];
    koh__holds_text(c->scenario, path, "all", c->language, all);
    koh__holds_text(c->scenario, path, "80+", c->language, old_ones);
    if (all[0] != '\0' && old_ones[0] != '\0') {
        (void) snprintf(first, sizeof first, "%d", life->first);
        (void) snprintf(last, sizeof last, "%d", life->last);
        const koh_gap gaps[] = { { 'a', all }, { 'b', old_ones }, { 'y', first }, { 'z', last } };
        koh__sentence_write(koh__label(KOH_LABEL_S_SHELF, c->language), 4, gaps, c->buffer);
        koh__buffer_char(c->buffer, '\n');
    }
}

/* Of places, which councils decide on: how far the need spreads, and why. */
static void say_spread(const context *c)
{
    koh_spread_text texts[KOH_SPREAD_FIGURES];
    const size_t n = koh__spread_of_result(c->result, c->language, texts);
    for (size_t i = 0; i < n; i++) {
        if (strncmp(texts[i].id, "places_needed", strlen("places_needed")) == 0 && !texts[i].is_certain) {
            koh__spread_write(&texts[i], c->language, c->buffer);
            koh__buffer_char(c->buffer, '\n');
        }
    }
}

koh_label_id koh__mark_label(const koh_result *result)
{
    return result->disclosure == NULL           ? KOH_LABEL_INTERNAL
           : result->disclosure->min_count == 0 ? KOH_LABEL_PUBLISHED_ALL
                                                : KOH_LABEL_PUBLISHED;
}

koh_label_id koh__mark_why(const koh_result *result)
{
    return result->disclosure == NULL           ? KOH_LABEL_INTERNAL_WHY
           : result->disclosure->min_count == 0 ? KOH_LABEL_PUBLISHED_ALL_WHY
                                                : KOH_LABEL_PUBLISHED_WHY;
}

void koh__mark_write(const koh_result *result, size_t language, koh_buffer *buffer)
{
    char limit[16] = "";
    if (result->disclosure != NULL) {
        (void) snprintf(limit, sizeof limit, "%d", result->disclosure->min_count);
    }
    koh__sentence_write(koh__label(koh__mark_label(result), language), 1, &(koh_gap){ 'n', limit }, buffer);
    koh__buffer_text(buffer, ".\n");
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
    koh__buffer_text(buffer, (koh__has_levers(result) ? changing : constant)[language]);
    const char *basis = koh__result_cube(scenario, "demand/users")->basis;
    koh__buffer_text(buffer, (strcmp(basis, "own") == 0     ? head_own
                              : strcmp(basis, "mixed") == 0 ? head_mixed
                                                            : head_national)[language]);
    say(&c, people, persons_from(persons, 0));
    say(&c, old, persons_from(persons, 80));
    say_places(&c);
    say(&c, staff, total_of(koh__result_cube(scenario, "demand/fte_by_area")));
    say_shelf_life(&c);
    say_ranges(&c);
    say_as_planned(&c);
    say_spread(&c);
    koh__exclusions_write(result, language, buffer);
    const char *texts[KOH_WARNING_CODES];
    size_t n = koh__warning_texts(result, language, texts);
    for (size_t i = 0; i < n; i++) {
        koh__buffer_text(buffer, texts[i]);
    }
    koh__mark_write(c.result, c.language, c.buffer);
}

void koh__summary_line(const koh_result *result, size_t language, koh_buffer *buffer)
{
    const koh_scenario_result *scenario = &result->scenarios[0];
    const koh_cube *persons = koh__result_cube(scenario, "population");
    const koh_cube *need = koh__result_cube(scenario, "capacity/need");
    size_t k = koh_axis_find_label(&need->axes[1], "institution"), n = need->axes[1].n, last = need->axes[0].n - 1;
    pair need_of = { NAN, NAN };
    if (k != (size_t) -1) {
        need_of = (pair){ need->value[k], need->value[last * n + k] };
    }
    const pair pairs[] = { persons_from(persons, 0), persons_from(persons, 80), need_of,
                           total_of(koh__result_cube(scenario, "demand/fte_by_area")) };
    char text[8][KOH_NUMBER_TEXT], from[8], to[8];
    for (size_t i = 0; i < 4; i++) {
        koh__number_text(pairs[i].first, 0, language, text[2 * i]);
        koh__number_text(pairs[i].last, 0, language, text[2 * i + 1]);
    }
    (void) snprintf(from, sizeof from, "%d", scenario->plan->base_year);
    (void) snprintf(to, sizeof to, "%d", scenario->plan->end_year);
    const koh_gap gaps[] = { { 'c', result->inputs->region },
                             { 'r', result->inputs->region_name },
                             { 'y', from },
                             { 'z', to },
                             { 'a', text[0] },
                             { 'b', text[1] },
                             { 'd', text[2] },
                             { 'e', text[3] },
                             { 'f', text[4] },
                             { 'g', text[5] },
                             { 'h', text[6] },
                             { 'i', text[7] } };
    koh__sentence_write(one_line[language], sizeof gaps / sizeof gaps[0], gaps, buffer);
}
