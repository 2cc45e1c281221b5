/* Columns and codes of the tables, in the words of the label table and of the catalogues. */
#include "report/code_priv.h"

#include <string.h>

#include "plan/capacity_priv.h"
#include "report/chapter_label_priv.h"
#include "report/column_priv.h"
#include "report/sentence_priv.h"
#include "report/spread_priv.h"

typedef struct pair {
    const char *code;
    koh_label_id label;
} pair;

static const pair codes[] = {
    { "female", KOH_LABEL_WOMEN },
    { "male", KOH_LABEL_MEN },
    { "births", KOH_LABEL_BIRTHS },
    { "deaths", KOH_LABEL_DEATHS },
    { "net_migration", KOH_LABEL_NET_MIGRATION },
    { "in_migration", KOH_LABEL_IN_MIGRATION },
    { "out_migration", KOH_LABEL_OUT_MIGRATION },
    { "immigration", KOH_LABEL_IMMIGRATION },
    { "emigration", KOH_LABEL_EMIGRATION },
    { "old_age_support_ratio", KOH_LABEL_SUPPORT_RATIO },
    { "dependency_ratio", KOH_LABEL_DEPENDENCY_RATIO },
    { "caregiver_ratio", KOH_LABEL_CAREGIVER_RATIO },
    { "pro", KOH_LABEL_AREA_PRO },
    { "tff", KOH_LABEL_AREA_TFF },
    { "psykiatri_nav", KOH_LABEL_AREA_PSYKIATRI_NAV },
    { "dementia", KOH_LABEL_C_DEMENTIA },
    { "all", KOH_LABEL_C_ALL },
};

/* Codes of one column, or of any (NULL). */
typedef struct code_word {
    const char *column, *code, *text[KOH_LANGUAGES];
} code_word;

static const code_word code_words[] = {
    { NULL, "all", { "Alle", "Alle", "All" } },
    { "level",
      "some_limited",
      { "Noe eller avgrenset bistandsbehov", "Noko eller avgrensa bistandsbehov", "Some or limited need" } },
    { "level",
      "medium_large",
      { "Middels til stort bistandsbehov", "Middels til stort bistandsbehov", "Medium to large need" } },
    { "level", "extensive", { "Omfattende bistandsbehov", "Omfattande bistandsbehov", "Extensive need" } },
    { "level", "unspecified", { "Uoppgitt bistandsbehov", "Bistandsbehov ikkje oppgitt", "Level not stated" } },
    { "occupancy", "0.85", { "85 prosent belegg", "85 prosent belegg", "85 per cent occupancy" } },
    { "occupancy", "0.9", { "90 prosent belegg", "90 prosent belegg", "90 per cent occupancy" } },
    { "occupancy", "0.95", { "95 prosent belegg", "95 prosent belegg", "95 per cent occupancy" } },
    { "occupancy", "0.98", { "98 prosent belegg", "98 prosent belegg", "98 per cent occupancy" } },
    { "occupancy",
      "service_level",
      { "Etter valgt sjanse for å måtte vente", "Etter vald sjanse for å måtte vente",
        "By the accepted chance of waiting" } },
    { "age_band", "age_0_15", { "0–15 år", "0–15 år", "0–15 years" } },
    { "age_band", "age_16_66", { "16–66 år", "16–66 år", "16–66 years" } },
    { "age_band", "age_67_79", { "67–79 år", "67–79 år", "67–79 years" } },
    { "age_band", "age_80_89", { "80–89 år", "80–89 år", "80–89 years" } },
    { "age_band", "age_90plus", { "90 år og over", "90 år og over", "90 years and over" } },
    { "schedule",
      "own",
      { "Billigst i dette scenarioet", "Billegast i dette scenarioet", "Cheapest in this scenario" } },
    { "schedule",
      "all_scenarios",
      { "Dekker behovet i alle scenarioer", "Dekkjer behovet i alle scenario", "Meets the need in every scenario" } },
    { "schedule", "least_regret", { "Minst å angre på", "Minst å angre på", "Least regret" } },
    { "schedule",
      "least_cost",
      { "Minst kostnad med prisen av plasser som mangler", "Minst kostnad med prisen av plassar som manglar",
        "Least cost with the price of missing places" } },
    { "schedule", "nothing", { "Ingenting bygges", "Ingenting blir bygd", "Nothing is built" } },
    { "held_against", "all", { "Alle scenarioer", "Alle scenario", "All scenarios" } },
    { "step", "all", { "Alle byggetrinn", "Alle byggjetrinn", "All building steps" } },
    { "flow", "need", { "Behov", "Behov", "Need" } },
    { "flow", "employed", { "Ansatte", "Tilsette", "Employed" } },
    { "flow", "extra_need", { "Ekstra behov", "Ekstra behov", "Extra need" } },
    { "flow", "at_work", { "På jobb", "På jobb", "At work" } },
    { "flow", "gap", { "Mangler", "Manglar", "Missing" } },
    { "flow", "occupied", { "Plasser i bruk", "Plassar i bruk", "Places in use" } },
    { "flow", "extra", { "Ekstra plasser som trengs", "Ekstra plassar som trengst", "Extra places needed" } },
    { "flow", "places", { "Plasser", "Plassar", "Places" } },
    { "flow", "newly_ill", { "Nye syke", "Nye sjuke", "Newly ill" } },
    { "flow", "excess_deaths", { "Flere døde enn ellers", "Fleire døde enn elles", "Deaths beyond the usual" } },
    { "flow", "arrived", { "Kommet til kommunen", "Komne til kommunen", "Arrived" } },
    { "flow", "newcomers", { "Nyankomne som bor her", "Nykomne som bur her", "Newcomers who live here" } },
    { "flow", "patients", { "Pasienter", "Pasientar", "Patients" } },
    { "flow",
      "days_without_supplies",
      { "Dager uten forsyninger", "Dagar utan forsyningar", "Days without supplies" } },
    { "flow", "evacuated", { "Evakuert", "Evakuert", "Evacuated" } },
    { "flow", "visited_elsewhere", { "Besøkes i en annen sone", "Besøkte i ei anna sone", "Visited in another zone" } },
    { "flow", "need_place", { "Trenger plass", "Treng plass", "Need a place" } },
    { "group", "home_users", { "Brukere av hjemmetjenester", "Brukarar av heimetenester", "Users of home services" } },
    { "group", "staff", { "Personell", "Personell", "Staff" } },
    { "group", "persons", { "Personer", "Personar", "Persons" } },
    { "group", "days_without_supplies", { "Forsyninger", "Forsyningar", "Supplies" } },
    { "lost", "unit", { "Bygg", "Bygg", "Building" } },
    { "lost", "profession", { "Yrkesgruppe", "Yrkesgruppe", "Profession" } },
    { "unit", "fte", { "årsverk", "årsverk", "full-time equivalents" } },
    { "unit", "places", { "plasser", "plassar", "places" } },
    { "unit", "persons", { "personer", "personar", "persons" } },
    { "unit", "days", { "dager", "dagar", "days" } },
    { "unit", "share", { "andel", "del", "share" } },
    { "unit", "rest", { "Andre", "Andre", "Others" } },
    { "resource", "places", { "Plasser", "Plassar", "Places" } },
    { "resource", "staff", { "Personell", "Personell", "Staff" } },
    { "resource", "money", { "Penger", "Pengar", "Money" } },
    { "area", "municipality", { "Kommunen", "Kommunen", "The municipality" } },
    { "area", "county", { "Fylket", "Fylket", "The county" } },
    { "area", "country", { "Landet", "Landet", "The country" } },
    { "size", "one_person", { "Husholdninger med én person", "Hushald med éin person", "Households of one person" } },
    { "size",
      "two_or_more",
      { "Husholdninger med to eller flere", "Hushald med to eller fleire", "Households of two or more" } },
    { "rule", "present", { "Dagens baser", "Basane i dag", "The bases there are" } },
    { "rule", "mean_time", { "Kortest reisetid i snitt", "Kortast reisetid i snitt", "Least mean time" } },
    { "rule", "within_limit", { "Flest innen grensen", "Flest innan grensa", "Most within the limit" } },
    { "flow", "admissions", { "Innleggelser på sykehus", "Innleggingar på sjukehus", "Admissions to hospital" } },
    { "flow", "follow_ups", { "Tas over av kommunen", "Blir tekne over av kommunen", "Taken over" } },
    { "flow", "days", { "Døgn", "Døgn", "Days" } },
    { "flow",
      "ready_days",
      { "Døgn som utskrivningsklar", "Døgn som utskrivingsklar", "Days ready to be discharged" } },
    { "flow",
      "ready_cost",
      { "Betaling for utskrivningsklare", "Betaling for utskrivingsklare", "Payment for those ready" } },
    { "flow", "persons", { "Personer", "Personar", "Persons" } },
    { "flow", "users", { "Brukere", "Brukarar", "Users" } },
    { "flow", "deaths", { "Døde", "Døde", "Deaths" } },
    { "flow", "home_days", { "Døgn hjemme", "Døgn heime", "Days at home" } },
    { "flow", "visits", { "Besøk", "Besøk", "Visits" } },
    { "flow", "consultations", { "Konsultasjoner", "Konsultasjonar", "Consultations" } },
    { "flow",
      "gps_by_consultations",
      { "Fastleger etter konsultasjoner", "Fastlegar etter konsultasjonar", "GPs by consultations" } },
    { "flow",
      "gps_by_lists",
      { "Fastleger etter listelengde", "Fastlegar etter listelengd", "GPs by length of lists" } },
    { "flow", "gps", { "Fastleger", "Fastlegar", "GPs" } },
    { "flow", "list_places", { "Plass på listene", "Plass på listene", "Room on lists" } },
    { "flow", "without_list", { "Uten plass på liste", "Utan plass på liste", "Without a list" } },
    { "unit", "days per year", { "døgn per år", "døgn per år", "days per year" } },
    { "unit", "NOK per year", { "kroner per år", "kroner per år", "NOK per year" } },
    { "unit", "stays per year", { "opphold per år", "opphald per år", "stays per year" } },
    { "unit",
      "consultations per year",
      { "konsultasjoner per år", "konsultasjonar per år", "consultations per year" } },
    { "unit", "persons per year", { "personer per år", "personar per år", "persons per year" } },
    { "unit", "visits per week", { "besøk per uke", "besøk per veke", "visits per week" } },
    { "state", "none", { "Ingen omsorgstjeneste", "Inga omsorgsteneste", "No care" } },
    { "state", "home_care", { "Tjenester hjemme", "Tenester heime", "Care at home" } },
    { "state",
      "staffed_housing",
      { "Bolig med heldøgns bemanning", "Bustad med heildøgns bemanning", "Staffed housing" } },
    { "to", "none", { "Ingen omsorgstjeneste", "Inga omsorgsteneste", "No care" } },
    { "to", "home_care", { "Tjenester hjemme", "Tenester heime", "Care at home" } },
    { "to",
      "staffed_housing",
      { "Bolig med heldøgns bemanning", "Bustad med heildøgns bemanning", "Staffed housing" } },
    { "to", "death", { "Død", "Død", "Dead" } },
    { "building", "known", { "Sum av det som er kjent", "Sum av det som er kjent", "Sum of what is known" } },
};

static const char *find_word(const char *column, const char *code, size_t language)
{
    for (size_t i = 0; i < sizeof code_words / sizeof code_words[0]; i++) {
        const code_word *word = &code_words[i];
        if (strcmp(word->code, code) == 0 && (word->column == NULL || strcmp(word->column, column) == 0)) {
            return word->text[language];
        }
    }
    return NULL;
}

static const char *find(size_t n, const pair *pairs, const char *code, size_t language)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(pairs[i].code, code) == 0) {
            return koh__label(pairs[i].label, language);
        }
    }
    return NULL;
}

/* The name of a service, profession or scenario, or NULL. */
static const char *name_of(const koh_result *result, size_t language, const char *code)
{
    const koh_inputs *inputs = result->inputs;
    for (size_t k = 0; k < inputs->n_services; k++) {
        if (strcmp(inputs->services[k].id, code) == 0) {
            return inputs->services[k].name[language];
        }
    }
    for (size_t i = 0; i < inputs->n_conditions; i++) {
        if (strcmp(inputs->conditions[i].id, code) == 0) {
            return inputs->conditions[i].name[language];
        }
    }
    for (size_t j = 0; j < inputs->n_professions; j++) {
        if (strcmp(inputs->professions[j].id, code) == 0) {
            return inputs->professions[j].name[language];
        }
    }
    return NULL;
}

static const char *scenario_name(const koh_result *result, size_t language, const char *id)
{
    for (size_t s = 0; s < result->n_scenarios; s++) {
        if (strcmp(result->scenarios[s].plan->id, id) == 0) {
            return result->scenarios[s].plan->label[language];
        }
    }
    return NULL;
}

/* A name that the plan gives a housing project, or NULL. */
static const char *project_name(const koh_result *result, size_t language, const char *id)
{
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_plan_housing *housing = result->scenarios[s].plan->housing;
        for (size_t p = 0; housing != NULL && p < housing->n_projects; p++) {
            if (strcmp(housing->projects[p].id, id) == 0) {
                return housing->projects[p].label[language];
            }
        }
    }
    return NULL;
}

/* The name of a unit of the register or of a building, or NULL. */
static const char *unit_name(const koh_result *result, const char *id)
{
    for (size_t s = 0; s < result->n_scenarios; s++) {
        const koh_plan *plan = result->scenarios[s].plan;
        const koh_plan_buildings *buildings = plan->capacity == NULL ? NULL : plan->capacity->buildings;
        for (size_t i = 0; i < plan->n_units; i++) {
            if (strcmp(plan->units[i].id, id) == 0) {
                return plan->units[i].name;
            }
        }
        for (size_t i = 0; buildings != NULL && i < buildings->n; i++) {
            if (strcmp(buildings->list[i].id, id) == 0) {
                return buildings->list[i].name;
            }
        }
    }
    return NULL;
}

/* "80-89" and "90+" as ages. */
static void write_age(size_t language, const char *code, koh_buffer *buffer)
{
    char first[8] = "", last[8] = "";
    size_t length = strcspn(code, "-+");
    if (strcmp(code, "all") == 0 || length >= sizeof first || strlen(code + length) > sizeof last) {
        koh__buffer_text(buffer, koh__label(KOH_LABEL_ALL_AGES, language));
        return;
    }
    memcpy(first, code, length);
    strncat(last, code + length + (code[length] != '\0'), sizeof last - strlen(last) - 1);
    const koh_gap gaps[] = { { 'a', first }, { 'b', last } };
    koh__sentence_write(koh__label(code[length] == '+' ? KOH_LABEL_YEARS_AND_OVER : KOH_LABEL_YEARS_FROM_TO, language),
                        2, gaps, buffer);
}

static const char price_level[] = "NOK of "; /* as the cubes of money have it */

void koh__code_write(const koh_result *result, size_t language, const char *column, const char *code,
                     koh_buffer *buffer)
{
    const int is_age = strcmp(column, "age_band") == 0 || strcmp(column, "age_group") == 0;
    const char *word = find_word(column, code, language);
    if (is_age && (word == NULL || strcmp(code, "all") == 0)) {
        write_age(language, code, buffer);
        return;
    }
    const char *text = strcmp(column, "scenario") == 0 ? scenario_name(result, language, code)
                       : strcmp(column, "region") == 0 ? result->inputs->region_name
                       : word != NULL                  ? word
                                                       : find(sizeof codes / sizeof codes[0], codes, code, language);
    if (text == NULL && strncmp(code, price_level, strlen(price_level)) == 0) {
        const koh_gap year = { 'y', code + strlen(price_level) };
        koh__sentence_write(koh__label(KOH_LABEL_PRICES_OF, language), 1, &year, buffer);
        return;
    }
    if (strcmp(column, "source_of_spread") == 0) {
        koh__source_write(code, language, buffer);
        return;
    }
    text = text == NULL && strcmp(column, "key_figure") == 0 ? koh__spread_name(code, language) : text;
    if (text == NULL) {
        text = strcmp(column, "project") == 0                             ? project_name(result, language, code)
               : strcmp(column, "held_against") == 0                      ? scenario_name(result, language, code)
               : strcmp(column, "unit") == 0 || strcmp(column, "id") == 0 ? unit_name(result, code)
                                                                          : NULL;
    }
    text = text != NULL || strcmp(column, "scenario") == 0 ? text : name_of(result, language, code);
    koh__buffer_text(buffer, text == NULL ? code : text);
}
