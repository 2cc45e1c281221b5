/* What the parts of binding a plan share. */
#ifndef KOH_BINDER_PRIV_H
#define KOH_BINDER_PRIV_H

#include "io/bind_plan_priv.h"
#include "io/csv_priv.h"

/* What usage figures are held against: a register of the inhabitants, NULL = unknown. */
typedef struct koh_usage_limit {
    const koh_register *population;
    int base_year;
} koh_usage_limit;

typedef struct koh_binder {
    const koh_plan_source *source;
    koh_arena *arena;
    koh_findings *findings;
    koh_plan_set *set;
    int failed; /* out of memory */
    size_t n_figures, size_figures;
    koh_plan_figure *figures;
    koh_usage_limit limit; /* of the plan that is being bound */
} koh_binder;

/* The member of an object, or NULL. */
const cJSON *koh__bind_member(const cJSON *object, const char *key);

/* The text under a key, or NULL where there is none. */
const char *koh__bind_text(koh_binder *b, const cJSON *object, const char *key);

/* The whole number under a key, or the fallback. */
int koh__bind_int(const cJSON *object, const char *key, int fallback);

/* The name under a key in all languages; a language that is missing takes another's, or the fallback. */
void koh__bind_label(koh_binder *b, const cJSON *object, const char *key, const char *const fallback[KOH_LANGUAGES],
                     const char *label[KOH_LANGUAGES]);

/* What a usage figure counts; stock_31dec where it does not say. */
koh_usage_basis koh__bind_basis(const cJSON *item);

/* The quantity under a key, or NULL where there is none. `pointer` is the object's; the figure is noted. */
const koh_quantity *koh__bind_quantity(koh_binder *b, const cJSON *object, const char *pointer, const char *key);

/* The range of the figure that was noted last, whose quantity may still be written to; findings where it is none. */
void koh__bind_range(koh_binder *b, const cJSON *item, koh_quantity *quantity);

/* Refuses, for the reason `why`, ranges of the figures bound from number `first` on whose pointers begin and end so. */
void koh__ranges_refuse(koh_binder *b, size_t first, const char *before, const char *last, const char *why);

/* The section `uncertainty`, and the causes of all ranges; after all figures. */
void koh__bind_uncertainty(koh_binder *b, const cJSON *tree, koh_plan *plan);

/* Remembers a figure for the table of assumptions: a quantity, of the file that it came from, or NULL. */
void koh__bind_note(koh_binder *b, const char *pointer, koh_quantity *quantity, const char *file);

/* Remembers what a plan takes from the file that `item` names as it is, with its source or assumption. */
void koh__bind_note_file(koh_binder *b, const char *pointer, const cJSON *item);

/* A checked effective document to a plan (all but id, label, based_on). */
void koh__bind_effective(koh_binder *b, const cJSON *tree, koh_plan *plan);
void koh__bind_scenario_label(koh_binder *b, const cJSON *scenario, koh_plan *plan);

/* A quantity from a CSV file with columns year and the named one (default "value"). KOH_ESCHEMA with a finding. */
koh_status koh__bind_series(koh_binder *b, const cJSON *item, const char *pointer,
                            koh_quantity *quantity) KOH_NODISCARD;

/* Reads and checks the file that `item` names and remembers it; NULL with a finding. The caller frees the result. */
koh_csv *koh__bind_file(koh_binder *b, const cJSON *item, const char *pointer, size_t n_columns,
                        const koh_csv_column *columns) KOH_NODISCARD;

/* A projection of the plan's region from a CSV file region?,year,sex,age,alternative?,value; alternative NULL = MMMM
 * where the file has alternatives. NULL with a finding. */
const koh_register *koh__bind_projection(koh_binder *b, const cJSON *item, const char *alternative);

/* Shares of the persons by stratum, sex and age, and shares with need of help, from CSV files. */
void koh__bind_strata(koh_binder *b, const cJSON *item, koh_plan *plan);
void koh__bind_need(koh_binder *b, const cJSON *item, koh_plan *plan);

/* Measures, focus areas and studies. */
void koh__bind_measures(koh_binder *b, const cJSON *tree, koh_plan *plan);

/* The section `economy`; after the services, whose norms it looks at. */
void koh__bind_economy(koh_binder *b, const cJSON *tree, koh_plan *plan);

/* The section `health` but its prevalence of need. */
void koh__bind_health(koh_binder *b, const cJSON *tree, koh_plan *plan);

/* Gross migration: moves from a CSV file region?,year,sex,age,flow,value, and factors on them. */
void koh__bind_flows(koh_binder *b, const cJSON *migration, koh_plan *plan);

/* The programme of new dwellings; base_year and end_year have been bound. */
void koh__bind_housing(koh_binder *b, const cJSON *item, koh_plan *plan);

/* Its projects from a CSV file, after the n that the plan has already: n_types are the types known, the country's
 * first. Returns how many there are then. */
size_t koh__bind_programme(koh_binder *b, const cJSON *item, const koh_plan *plan, const koh_plan_housing *housing,
                           size_t n, koh_project *projects);

/* The stock of dwellings and the groups of municipal housing; the types have been bound. */
void koh__bind_homes(koh_binder *b, const cJSON *item, koh_plan_housing *housing);

/* The index of a type of dwelling, or n_types. */
size_t koh__dwelling_type(const koh_plan_housing *housing, const char *id);

/* Shares of persons by sex and age from a CSV file sex,age_from,age_to,share: a band's share is spread evenly over its
 * ages and sexes, all of them sum to 1. [2][n_age]; NULL with a finding. */
const double *koh__bind_profile(koh_binder *b, const cJSON *item, const char *pointer);

/* The section `area`. Needs the plan's years, services and housing. */
void koh__bind_area(koh_binder *b, const cJSON *section, koh_plan *plan);

/* The section on targets. Needs the plan's years. */
void koh__bind_targets(koh_binder *b, const cJSON *map, koh_plan *plan);

/* The section on preparedness. Needs the plan's years and units. */
/* Checks the zones that units stand in. After the area. */
void koh__bind_unit_zones(koh_binder *b, const koh_plan *plan);

void koh__bind_preparedness(koh_binder *b, const cJSON *section, koh_plan *plan);

/* The surveys of the section `health`. */
void koh__bind_surveys(koh_binder *b, const cJSON *tree, koh_plan *plan);

/* Structure alternatives. Needs the units. */
void koh__bind_structures(koh_binder *b, const cJSON *section, koh_plan *plan);

/* A register from a CSV file region?,year,sex,age,value; NULL with a finding. */
const koh_register *koh__bind_register(koh_binder *b, const cJSON *item, const char *pointer);

/* The buildings and further renewals of the section `capacity`; the register of units has been bound. */
void koh__bind_buildings(koh_binder *b, const cJSON *capacity, koh_plan *plan, koh_plan_capacity *bound);

/* The steps of the section `capacity`; the plan's years have been bound. */
void koh__bind_steps(koh_binder *b, const cJSON *capacity, const koh_plan *plan, koh_plan_capacity *bound);

/* A figure of usage: of which year (0 = not told) and ages (to < 0 = open). */
typedef struct koh_usage_count {
    koh_usage_basis basis;
    double value;
    int year, from, to;
} koh_usage_count;

/* Are there more users than inhabitants, or more days of stay than they have? Then what is wrong, in a message. */
int koh__is_too_many(const koh_usage_limit *limit, const koh_usage_count *count, char message[KOH_MESSAGE_SIZE]);

/* Refuses the users and days of stay of a service, with its bands, that the inhabitants cannot be. */
void koh__bind_most_users(koh_binder *b, const cJSON *item, const koh_plan_service *service);

/* Users of services from a file of counts by service, year and age, where the plan gives none itself; after the
 * services. Services are of the plan being bound. */
void koh__bind_registered_users(koh_binder *b, const cJSON *tree, koh_plan_service *services);

/* The levels of need of the section `need`. */
void koh__bind_need_levels(koh_binder *b, const cJSON *tree, koh_plan *plan);
/* What a plan says of service k beside its figures: the path of its coverage, its users by age band; after its users.
 */
void koh__bind_coverage(koh_binder *b, const cJSON *item, size_t k, int base_year, koh_plan_service *service);

/* The peers of the section `need`; after the services. */
struct koh_plan_need;
void koh__bind_peers(koh_binder *b, const cJSON *tree, const koh_plan *plan, struct koh_plan_need *need);

/* Services, age patterns and conditions of the plan's own, which the catalogues have by now: their figures. */
void koh__bind_own(koh_binder *b, const cJSON *tree, struct koh_plan_need *need);

/* Prevention and new tasks of the section `need`. */
void koh__bind_effects(koh_binder *b, const cJSON *tree, struct koh_plan_need *need);

/* Hospital, general practitioners, palliative care and day places of the section `need`. */
/* A chance of a row that sums to 1: refuses a path, and a range where the chance takes what the others leave; the
 * figure if it has a range, else NULL. */
const koh_quantity *koh__bind_chance(koh_binder *b, const koh_quantity *chance, const char *place, const char *name,
                                     int is_rest);
void koh__bind_inflow(koh_binder *b, const cJSON *tree, const koh_plan *plan, struct koh_plan_need *need);

/* The care ladder of the section `need`. */
void koh__bind_ladder(koh_binder *b, const cJSON *tree, struct koh_plan_need *need);

/* The section `need`; after the services. */
void koh__bind_need_section(koh_binder *b, const cJSON *tree, koh_plan *plan);

/* What a plan says of places beyond its register and target occupancy. */
void koh__bind_capacity(koh_binder *b, const cJSON *capacity, koh_plan *plan);

/* The staff of the plan, and profession_fte; checked against what the plan leaves to the defaults. */
void koh__bind_workforce(koh_binder *b, const cJSON *tree, koh_plan *plan);

/* The rotas of a plan whose professions are bound, checked for its years. */
struct koh_plan_workforce;
void koh__bind_rotas(koh_binder *b, const cJSON *map, const koh_plan *plan, struct koh_plan_workforce *workforce);

/* What changes the demand for staff, and who is served first. */
void koh__bind_staffing(koh_binder *b, const cJSON *section, const koh_plan *plan,
                        struct koh_plan_workforce *workforce);

/* FTE of the units that a staff file names. */
typedef struct koh_staff_units {
    const char *file;
    size_t n, size;
    const char **id; /* [n], in the arena */
    double **fte;    /* [n][n_professions] 0 = none, in the arena */
} koh_staff_units;

/* Units of work, checked against the registered staff; FTE that the plan does not tell are those of the staff file. */
void koh__bind_staff_units(koh_binder *b, const cJSON *map, const koh_plan *plan, const koh_staff_units *counted,
                           struct koh_plan_workforce *workforce);

/* What the plan aims at with its staff. */
void koh__bind_staff_aims(koh_binder *b, const cJSON *section, struct koh_plan_workforce *workforce);

/* The place of a name in a list, or the number of names, with a finding that names the nearest. */
size_t koh__bind_name(koh_binder *b, const koh_name_list *list, const char *what, const char *name,
                      const char *pointer);

/* The register of units from a CSV file. */
void koh__bind_units(koh_binder *b, const cJSON *item, const char *pointer, koh_plan *plan);

#endif
