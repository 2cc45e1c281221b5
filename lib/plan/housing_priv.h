/* A plan's programme of new dwellings. */
#ifndef KOH_HOUSING_PRIV_H
#define KOH_HOUSING_PRIV_H

#include <stddef.h>

#include "core/language_priv.h"
#include "kohort/quantity.h"
#include "plan/inputs_priv.h"

enum { KOH_PROJECTS_MAX = 200 };

/* A type of dwelling as the plan has it: an embedded one with the plan's changes, or its own. */
typedef struct koh_plan_dwelling_type {
    const char *id, *name[KOH_LANGUAGES];
    const koh_dwelling_type *standard;                   /* NULL: the plan's own type */
    const koh_quantity *persons, *local, *freed, *chain; /* NULL: as the standard has it */
    size_t freed_type;                                   /* index */
    const double *profile;                               /* [2][n_age], sums to 1 */
} koh_plan_dwelling_type;

typedef struct koh_project {
    const char *id, *label[KOH_LANGUAGES], *zone; /* zone or NULL */
    size_t type;                                  /* index */
    const koh_quantity *dwellings;                /* that stand at 1 January; those of the base year are lived in */
    const koh_quantity *slippage, *lapse, *local; /* NULL: as the programme, the type */
} koh_project;

/* Dwellings that stand in the base year, of one type and size. */
typedef struct koh_stock_cell {
    size_t type; /* index */
    const char *size;
    double dwellings;
} koh_stock_cell;

/* Households that the municipality is to house, and its dwellings for them; each household is in one group. */
typedef struct koh_housing_group {
    const char *id, *label[KOH_LANGUAGES];
    const koh_quantity *need, *dwellings; /* NULL: unknown */
} koh_housing_group;

typedef struct koh_plan_housing {
    size_t n_types, n_projects;
    const koh_plan_dwelling_type *types;
    const koh_project *projects;
    const koh_quantity *slippage, *lapse; /* years late; share never built; NULL: none */
    const koh_quantity *in_trend;         /* share of the newcomers that the estimated migration holds; NULL: none */
    size_t n_stock, n_groups;
    const koh_stock_cell *stock;     /* n_stock = 0: unknown */
    const koh_quantity *accessible;  /* share of all dwellings; NULL: the country's */
    const koh_housing_group *groups; /* [n_groups] */
} koh_plan_housing;

/* The country's types [n_dwelling_types] as a plan has them that says nothing of them. */
void koh__dwelling_types(const koh_inputs *inputs, koh_plan_dwelling_type *types);

#endif
