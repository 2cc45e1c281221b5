/* The list of standard tables. A new one: one filler, its columns and one line here. */
#include "report/tables_priv.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const koh_column assumptions[] = { { "scenario", KOH_COLUMN_TEXT },     { "figure", KOH_COLUMN_TEXT },
                                          { "origin", KOH_COLUMN_TEXT },       { "from_year", KOH_COLUMN_NUMBER },
                                          { "to_year", KOH_COLUMN_NUMBER },    { "first_value", KOH_COLUMN_NUMBER },
                                          { "last_value", KOH_COLUMN_NUMBER }, { "unit", KOH_COLUMN_TEXT },
                                          { "basis", KOH_COLUMN_TEXT },        { "source", KOH_COLUMN_TEXT },
                                          { "assumption", KOH_COLUMN_TEXT } };
static const koh_column population[] = { { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER },
                                         { "age_band", KOH_COLUMN_TEXT }, { "female", KOH_COLUMN_NUMBER },
                                         { "male", KOH_COLUMN_NUMBER },   { "persons", KOH_COLUMN_NUMBER } };
static const koh_column change[] = { { "scenario", KOH_COLUMN_TEXT },         { "from_year", KOH_COLUMN_NUMBER },
                                     { "year", KOH_COLUMN_NUMBER },           { "age_band", KOH_COLUMN_TEXT },
                                     { "change_persons", KOH_COLUMN_NUMBER }, { "change_percent", KOH_COLUMN_NUMBER } };
static const koh_column shares[] = { { "scenario", KOH_COLUMN_TEXT },        { "year", KOH_COLUMN_NUMBER },
                                     { "age_group", KOH_COLUMN_TEXT },       { "persons", KOH_COLUMN_NUMBER },
                                     { "share_percent", KOH_COLUMN_NUMBER }, { "index", KOH_COLUMN_NUMBER } };
static const koh_column components[] = { { "scenario", KOH_COLUMN_TEXT },
                                         { "year", KOH_COLUMN_NUMBER },
                                         { "component", KOH_COLUMN_TEXT },
                                         { "persons", KOH_COLUMN_NUMBER } };
static const koh_column ratios[] = { { "scenario", KOH_COLUMN_TEXT },
                                     { "year", KOH_COLUMN_NUMBER },
                                     { "indicator", KOH_COLUMN_TEXT },
                                     { "ratio", KOH_COLUMN_NUMBER } };
static const koh_column users[KOH_USERS_COLUMNS] = {
    { "scenario", KOH_COLUMN_TEXT },      { "year", KOH_COLUMN_NUMBER },        { "area", KOH_COLUMN_TEXT },
    { "service", KOH_COLUMN_TEXT },       { "label", KOH_COLUMN_TEXT },         { "in_scope", KOH_COLUMN_TEXT },
    { "part_of", KOH_COLUMN_TEXT },       { "basis", KOH_COLUMN_TEXT },         { "users", KOH_COLUMN_NUMBER },
    { "users_0_17", KOH_COLUMN_NUMBER },  { "users_18_49", KOH_COLUMN_NUMBER }, { "users_50_66", KOH_COLUMN_NUMBER },
    { "users_67_79", KOH_COLUMN_NUMBER }, { "users_80_89", KOH_COLUMN_NUMBER }, { "users_90plus", KOH_COLUMN_NUMBER }
};
static const koh_column staff[] = { { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER },
                                    { "area", KOH_COLUMN_TEXT },     { "service", KOH_COLUMN_TEXT },
                                    { "label", KOH_COLUMN_TEXT },    { "in_scope", KOH_COLUMN_TEXT },
                                    { "part_of", KOH_COLUMN_TEXT },  { "hours_per_year", KOH_COLUMN_NUMBER },
                                    { "fte", KOH_COLUMN_NUMBER },    { "basis", KOH_COLUMN_TEXT } };
static const koh_column professions[] = { { "scenario", KOH_COLUMN_TEXT },
                                          { "year", KOH_COLUMN_NUMBER },
                                          { "profession", KOH_COLUMN_TEXT },
                                          { "label", KOH_COLUMN_TEXT },
                                          { "education", KOH_COLUMN_TEXT },
                                          { "fte_demand", KOH_COLUMN_NUMBER },
                                          { "fte_supply", KOH_COLUMN_NUMBER },
                                          { "fte_gap", KOH_COLUMN_NUMBER },
                                          { "fte_supply_without_hires", KOH_COLUMN_NUMBER },
                                          { "persons", KOH_COLUMN_NUMBER },
                                          { "basis", KOH_COLUMN_TEXT } };
static const koh_column rotas[] = { { "scenario", KOH_COLUMN_TEXT },
                                    { "year", KOH_COLUMN_NUMBER },
                                    { "rota", KOH_COLUMN_TEXT },
                                    { "label", KOH_COLUMN_TEXT },
                                    { "fte_on_duty", KOH_COLUMN_NUMBER },
                                    { "fte_stand_in", KOH_COLUMN_NUMBER },
                                    { "fte", KOH_COLUMN_NUMBER },
                                    { "persons_by_hours", KOH_COLUMN_NUMBER },
                                    { "persons_by_weekends", KOH_COLUMN_NUMBER },
                                    { "persons", KOH_COLUMN_NUMBER },
                                    { "mean_position", KOH_COLUMN_NUMBER },
                                    { "weekend_shifts", KOH_COLUMN_NUMBER },
                                    { "weekend_short_at_full_time", KOH_COLUMN_NUMBER },
                                    { "skilled_week_probability", KOH_COLUMN_NUMBER },
                                    { "shifts_without_skill", KOH_COLUMN_NUMBER },
                                    { "instead_of", KOH_COLUMN_TEXT },
                                    { "fte_change", KOH_COLUMN_NUMBER },
                                    { "persons_change", KOH_COLUMN_NUMBER } };
static const koh_column recruitment[] = { { "scenario", KOH_COLUMN_TEXT },       { "year", KOH_COLUMN_NUMBER },
                                          { "profession", KOH_COLUMN_TEXT },     { "label", KOH_COLUMN_TEXT },
                                          { "gap_at_start", KOH_COLUMN_NUMBER }, { "demand_change", KOH_COLUMN_NUMBER },
                                          { "deaths", KOH_COLUMN_NUMBER },       { "retirements", KOH_COLUMN_NUMBER },
                                          { "turnover", KOH_COLUMN_NUMBER },     { "surplus", KOH_COLUMN_NUMBER },
                                          { "hires", KOH_COLUMN_NUMBER } };
static const koh_column places[] = { { "scenario", KOH_COLUMN_TEXT },   { "year", KOH_COLUMN_NUMBER },
                                     { "type", KOH_COLUMN_TEXT },       { "label", KOH_COLUMN_TEXT },
                                     { "occupied", KOH_COLUMN_NUMBER }, { "need", KOH_COLUMN_NUMBER },
                                     { "places", KOH_COLUMN_NUMBER },   { "gap", KOH_COLUMN_NUMBER },
                                     { "basis", KOH_COLUMN_TEXT } };
static const koh_column dementia[] = { { "scenario", KOH_COLUMN_TEXT },
                                       { "year", KOH_COLUMN_NUMBER },
                                       { "condition", KOH_COLUMN_TEXT },
                                       { "sex", KOH_COLUMN_TEXT },
                                       { "persons", KOH_COLUMN_NUMBER } };

static const koh_column strata[] = { { "scenario", KOH_COLUMN_TEXT },
                                     { "year", KOH_COLUMN_NUMBER },
                                     { "stratum", KOH_COLUMN_TEXT },
                                     { "persons", KOH_COLUMN_NUMBER },
                                     { "share_percent", KOH_COLUMN_NUMBER } };
static const koh_column healthy_years[] = { { "scenario", KOH_COLUMN_TEXT },
                                            { "year", KOH_COLUMN_NUMBER },
                                            { "sex", KOH_COLUMN_TEXT },
                                            { "age", KOH_COLUMN_NUMBER },
                                            { "life_expectancy", KOH_COLUMN_NUMBER },
                                            { "without_help", KOH_COLUMN_NUMBER },
                                            { "with_help", KOH_COLUMN_NUMBER },
                                            { "basis", KOH_COLUMN_TEXT } };
static const koh_column occupancies[] = { { "scenario", KOH_COLUMN_TEXT },
                                          { "year", KOH_COLUMN_NUMBER },
                                          { "type", KOH_COLUMN_TEXT },
                                          { "label", KOH_COLUMN_TEXT },
                                          { "occupancy", KOH_COLUMN_TEXT },
                                          { "occupied", KOH_COLUMN_NUMBER },
                                          { "places", KOH_COLUMN_NUMBER },
                                          { "wait_probability", KOH_COLUMN_NUMBER },
                                          { "overflow_probability", KOH_COLUMN_NUMBER },
                                          { "basis", KOH_COLUMN_TEXT } };
static const koh_column waiting[] = {
    { "scenario", KOH_COLUMN_TEXT },      { "year", KOH_COLUMN_NUMBER },           { "type", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },         { "in_place", KOH_COLUMN_NUMBER },       { "waiting", KOH_COLUMN_NUMBER },
    { "wait_chance", KOH_COLUMN_NUMBER }, { "arrivals", KOH_COLUMN_NUMBER },       { "admissions", KOH_COLUMN_NUMBER },
    { "discharges", KOH_COLUMN_NUMBER },  { "deaths_waiting", KOH_COLUMN_NUMBER }, { "withdrawn", KOH_COLUMN_NUMBER },
    { "wait_years", KOH_COLUMN_NUMBER },  { "ready_days", KOH_COLUMN_NUMBER },     { "ready_cost", KOH_COLUMN_NUMBER },
    { "basis", KOH_COLUMN_TEXT }
};
static const koh_column buildings[] = {
    { "scenario", KOH_COLUMN_TEXT },       { "building", KOH_COLUMN_TEXT },
    { "label", KOH_COLUMN_TEXT },          { "built", KOH_COLUMN_NUMBER },
    { "age", KOH_COLUMN_NUMBER },          { "due", KOH_COLUMN_NUMBER },
    { "condition", KOH_COLUMN_NUMBER },    { "area_m2", KOH_COLUMN_NUMBER },
    { "backlog", KOH_COLUMN_NUMBER },      { "places", KOH_COLUMN_NUMBER },
    { "single_rooms", KOH_COLUMN_NUMBER }, { "accessible", KOH_COLUMN_NUMBER },
    { "suitability", KOH_COLUMN_NUMBER },  { "suitability_known", KOH_COLUMN_NUMBER },
    { "source", KOH_COLUMN_TEXT },         { "assumption", KOH_COLUMN_TEXT }
};
static const koh_column reserve[] = { { "scenario", KOH_COLUMN_TEXT },       { "year", KOH_COLUMN_NUMBER },
                                      { "type", KOH_COLUMN_TEXT },           { "label", KOH_COLUMN_TEXT },
                                      { "need", KOH_COLUMN_NUMBER },         { "places", KOH_COLUMN_NUMBER },
                                      { "largest_unit", KOH_COLUMN_NUMBER }, { "gap_without_it", KOH_COLUMN_NUMBER },
                                      { "basis", KOH_COLUMN_TEXT } };

static const koh_column costs[] = { { "scenario", KOH_COLUMN_TEXT },
                                    { "year", KOH_COLUMN_NUMBER },
                                    { "area", KOH_COLUMN_TEXT },
                                    { "service", KOH_COLUMN_TEXT },
                                    { "label", KOH_COLUMN_TEXT },
                                    { "in_scope", KOH_COLUMN_TEXT },
                                    { "function", KOH_COLUMN_TEXT },
                                    { "user_years", KOH_COLUMN_NUMBER },
                                    { "staff_cost_1000nok", KOH_COLUMN_NUMBER },
                                    { "other_cost_1000nok", KOH_COLUMN_NUMBER },
                                    { "gross_cost_1000nok", KOH_COLUMN_NUMBER },
                                    { "user_payment_1000nok", KOH_COLUMN_NUMBER },
                                    { "state_refund_1000nok", KOH_COLUMN_NUMBER },
                                    { "net_cost_1000nok", KOH_COLUMN_NUMBER },
                                    { "gross_cost_current_1000nok", KOH_COLUMN_NUMBER },
                                    { "unit_cost_nok", KOH_COLUMN_NUMBER },
                                    { "price_level", KOH_COLUMN_TEXT },
                                    { "basis", KOH_COLUMN_TEXT } };
static const koh_column functions[] = { { "scenario", KOH_COLUMN_TEXT },
                                        { "year", KOH_COLUMN_NUMBER },
                                        { "function", KOH_COLUMN_TEXT },
                                        { "label", KOH_COLUMN_TEXT },
                                        { "gross_cost_1000nok", KOH_COLUMN_NUMBER },
                                        { "price_level", KOH_COLUMN_TEXT } };
static const koh_column age_costs[] = { { "scenario", KOH_COLUMN_TEXT },
                                        { "year", KOH_COLUMN_NUMBER },
                                        { "age_band", KOH_COLUMN_TEXT },
                                        { "cost_change_1000nok", KOH_COLUMN_NUMBER },
                                        { "need_index", KOH_COLUMN_NUMBER },
                                        { "revenue_index", KOH_COLUMN_NUMBER },
                                        { "revenue_change_1000nok", KOH_COLUMN_NUMBER },
                                        { "gap_1000nok", KOH_COLUMN_NUMBER },
                                        { "price_level", KOH_COLUMN_TEXT } };
static const koh_column housing[KOH_HOUSING_COLUMNS] = { { "scenario", KOH_COLUMN_TEXT },
                                                         { "year", KOH_COLUMN_NUMBER },
                                                         { "project", KOH_COLUMN_TEXT },
                                                         { "label", KOH_COLUMN_TEXT },
                                                         { "type", KOH_COLUMN_TEXT },
                                                         { "zone", KOH_COLUMN_TEXT },
                                                         { "dwellings", KOH_COLUMN_NUMBER },
                                                         { "persons", KOH_COLUMN_NUMBER },
                                                         { "persons_0_5", KOH_COLUMN_NUMBER },
                                                         { "persons_6_15", KOH_COLUMN_NUMBER },
                                                         { "persons_16_19", KOH_COLUMN_NUMBER },
                                                         { "persons_20_66", KOH_COLUMN_NUMBER },
                                                         { "persons_67_79", KOH_COLUMN_NUMBER },
                                                         { "persons_80_89", KOH_COLUMN_NUMBER },
                                                         { "persons_90plus", KOH_COLUMN_NUMBER },
                                                         { "fte", KOH_COLUMN_NUMBER } };
static const koh_column housing_services[] = { { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER },
                                               { "project", KOH_COLUMN_TEXT },  { "service", KOH_COLUMN_TEXT },
                                               { "label", KOH_COLUMN_TEXT },    { "users", KOH_COLUMN_NUMBER },
                                               { "places", KOH_COLUMN_NUMBER } };

static const koh_column surge[] = { { "scenario", KOH_COLUMN_TEXT },    { "group", KOH_COLUMN_TEXT },
                                    { "flow", KOH_COLUMN_TEXT },        { "unit", KOH_COLUMN_TEXT },
                                    { "peak", KOH_COLUMN_NUMBER },      { "peak_year", KOH_COLUMN_NUMBER },
                                    { "peak_week", KOH_COLUMN_NUMBER }, { "least", KOH_COLUMN_NUMBER },
                                    { "mean", KOH_COLUMN_NUMBER } };
static const koh_column surge_weeks[] = { { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER },
                                          { "week", KOH_COLUMN_NUMBER },   { "group", KOH_COLUMN_TEXT },
                                          { "flow", KOH_COLUMN_TEXT },     { "unit", KOH_COLUMN_TEXT },
                                          { "value", KOH_COLUMN_NUMBER } };
static const koh_column n_minus_1[] = { { "scenario", KOH_COLUMN_TEXT }, { "year", KOH_COLUMN_NUMBER },
                                        { "lost", KOH_COLUMN_TEXT },     { "id", KOH_COLUMN_TEXT },
                                        { "unit", KOH_COLUMN_TEXT },     { "left", KOH_COLUMN_NUMBER },
                                        { "worst", KOH_COLUMN_TEXT } };
static const koh_column relocation[] = { { "scenario", KOH_COLUMN_TEXT },    { "crisis", KOH_COLUMN_TEXT },
                                         { "unit", KOH_COLUMN_TEXT },        { "lost_places", KOH_COLUMN_NUMBER },
                                         { "residents", KOH_COLUMN_NUMBER }, { "moved_in", KOH_COLUMN_NUMBER },
                                         { "unplaced", KOH_COLUMN_NUMBER } };

#define FORM(id_text, name_text, nb, nn, en, list, filler)                                                             \
    {                                                                                                                  \
        id_text, name_text, { nb, nn, en }, COUNT(list), list, filler                                                  \
    }

static const koh_table_form forms[] = {
    FORM("T01", "assumptions", "Forutsetninger og datakilder", "Føresetnader og datakjelder", "Assumptions and sources",
         assumptions, koh__fill_assumptions),
    FORM("T02", "population_by_age_band", "Folkemengde etter aldersgruppe", "Folkemengd etter aldersgruppe",
         "Population by age band", population, koh__fill_population),
    FORM("T03", "population_change", "Endring i aldersgruppe", "Endring i aldersgruppe", "Change by age band", change,
         koh__fill_change),
    FORM("T04", "shares_of_older_people", "Andel 67+, 80+ og 90+", "Del 67+, 80+ og 90+", "Shares 67+, 80+ and 90+",
         shares, koh__fill_shares),
    FORM("T05", "components_of_change", "Fødte, døde og flytting", "Fødde, døde og flytting",
         "Births, deaths and migration", components, koh__fill_components),
    FORM("T06", "support_ratios", "Innbyggere i arbeidsfør alder per eldre",
         "Innbyggjarar i arbeidsfør alder per eldre", "Support ratios", ratios, koh__fill_ratios),
    FORM("T08", "users_by_service", "Brukere per tjeneste og aldersgruppe", "Brukarar per teneste og aldersgruppe",
         "Users by service and age band", users, koh__fill_users),
    FORM("T10", "hours_and_fte", "Tjenestetimer og årsverk", "Tenestetimar og årsverk", "Hours and FTE", staff,
         koh__fill_staff),
    FORM("T11", "places", "Plasser: behov, kapasitet og gap", "Plassar: behov, kapasitet og gap",
         "Places: need, capacity and gap", places, koh__fill_places),
    FORM("T11b", "places_by_occupancy", "Plasser ved ulik beleggsprosent", "Plassar ved ulik beleggsprosent",
         "Places by occupancy", occupancies, koh__fill_occupancies),
    FORM("T11c", "reserve", "Reserve når den største enheten er ute", "Reserve når den største eininga er ute",
         "Reserve without the largest unit", reserve, koh__fill_reserve),
    FORM("T11d", "waiting", "Venteliste, ventetid og utskrivningsklare", "Venteliste, ventetid og utskrivingsklare",
         "Waiting list, waits and discharge-ready days", waiting, koh__fill_waiting),
    FORM("T12", "persons_with_dementia", "Personer med demens", "Personar med demens", "Persons with dementia",
         dementia, koh__fill_dementia),
    FORM("T13", "staff_by_profession", "Personell etter yrkesgruppe: etterspørsel, tilbud og gap",
         "Personell etter yrkesgruppe: etterspurnad, tilbod og gap", "Staff by profession: demand, supply and gap",
         professions, koh__fill_professions),
    FORM("T13b", "rotas", "Turnuser: årsverk, ansatte og helger", "Turnusar: årsverk, tilsette og helger",
         "Rotas: FTE, employees and weekends", rotas, koh__fill_rotas),
    FORM("T14", "recruitment", "Rekrutteringsbehov per år", "Rekrutteringsbehov per år", "Recruitment need by year",
         recruitment, koh__fill_recruitment),
    FORM("T15", "running_cost_by_service", "Driftskostnader per tjeneste", "Driftskostnader per teneste",
         "Running cost by service", costs, koh__fill_costs),
    FORM("T15b", "running_cost_by_function", "Driftskostnader per KOSTRA-funksjon",
         "Driftskostnader per KOSTRA-funksjon", "Running cost by KOSTRA function", functions, koh__fill_functions),
    FORM("T15c", "cost_of_demography", "Demografikostnader og frie inntekter", "Demografikostnader og frie inntekter",
         "Cost of demography and free revenue", age_costs, koh__fill_age_costs),
    FORM("T19", "housing_projects", "Konsekvens av boligprosjekter: innflyttere og årsverk",
         "Konsekvensar av bustadprosjekt: innflyttarar og årsverk", "Housing projects: newcomers and FTE", housing,
         koh__fill_housing),
    FORM("T19b", "housing_projects_services", "Konsekvens av boligprosjekter: brukere og plasser",
         "Konsekvensar av bustadprosjekt: brukarar og plassar", "Housing projects: users and places", housing_services,
         koh__fill_housing_services),
    FORM("T20", "building_stock", "Bygningsmasse og tilstand", "Bygningsmasse og tilstand",
         "Building stock and condition", buildings, koh__fill_buildings),
    FORM("T21", "surge", "Beredskap: verste uke", "Beredskap: verste veke", "Preparedness: the worst week", surge,
         koh__fill_surge),
    FORM("T21b", "surge_by_week", "Beredskap uke for uke", "Beredskap veke for veke", "Preparedness week by week",
         surge_weeks, koh__fill_surge_weeks),
    FORM("T21c", "n_minus_1", "Reserve uten en bygning eller yrkesgruppe", "Reserve utan ein bygning eller yrkesgruppe",
         "What is left without a building or a profession", n_minus_1, koh__fill_n_minus_1),
    FORM("T21d", "relocation", "Hvor beboerne flyttes når plasser går tapt",
         "Kvar bebuarane blir flytta når plassar går tapt", "Where residents go when places are lost", relocation,
         koh__fill_relocation),
    FORM("T26", "population_by_stratum", "Folkemengde etter gruppe", "Folkemengd etter gruppe", "Population by stratum",
         strata, koh__fill_strata),
    FORM("T27", "years_without_and_with_help", "Leveår uten og med hjelpebehov", "Leveår utan og med hjelpebehov",
         "Years of life without and with need of help", healthy_years, koh__fill_healthy_years),
    FORM("T28", "households", "Husholdninger og aleneboende", "Hushald og åleinebuande", "Households and living alone",
         koh__household_columns, koh__fill_households),
};

const koh_table_form *koh__table_forms(size_t *n)
{
    *n = COUNT(forms);
    return forms;
}
