/* Public-health indicators of a plan. */
#ifndef KOH_HEALTH_PRIV_H
#define KOH_HEALTH_PRIV_H

#include "kohort/indicator.h"
#include "plan/model_priv.h"
#include "plan/targets_priv.h"

/* Areas that are compared, the municipality first. */
typedef enum koh_health_area {
    KOH_AREA_MUNICIPALITY = 0,
    KOH_AREA_COUNTY,
    KOH_AREA_COUNTRY,
    KOH_HEALTH_AREAS
} koh_health_area;

/* Cases among persons of a stratum of an area in a year. */
typedef struct koh_health_row {
    int area, year, sex, from, to; /* sex 2 = both; to INT_MIN = open */
    double cases, persons;         /* cases NaN = withheld or unknown */
    int series;                    /* years of another are not compared */
    const char *series_name;       /* "" = not told */
} koh_health_row;

/* Cases among persons of a social group of an area in a year. */
typedef struct koh_health_group {
    int area, year, rank; /* rank 1 = worst off, 2, 3, ... to the best off */
    const char *name;
    double cases, persons; /* cases NaN = withheld or unknown */
} koh_health_group;

enum { KOH_HEALTH_RANKS = 100 };

typedef struct koh_plan_indicator {
    const char *id, *label[KOH_LANGUAGES];
    int is_rate;    /* events per person-year, else a share of the persons */
    int low_is_bad; /* which way is worse */
    int target_year;
    koh_direction target_direction;
    const koh_quantity *target; /* NULL = none */
    size_t n_rows;
    koh_health_row *rows;     /* disclosure control makes small counts unknown */
    size_t n_groups;          /* 0 = none */
    koh_health_group *groups; /* by area, year and rank; ranks of each from 1, two or more */
} koh_plan_indicator;

struct koh_plan_health {
    size_t n;
    const koh_plan_indicator *indicators; /* [n] */
};

/* What is told of an area, in the order of the cube's measures. */
typedef enum koh_health_measure {
    KOH_MEASURE_CRUDE = 0,
    KOH_MEASURE_CRUDE_LOW,
    KOH_MEASURE_CRUDE_HIGH,
    KOH_MEASURE_STANDARDISED,
    KOH_MEASURE_LOW,
    KOH_MEASURE_HIGH,
    KOH_MEASURE_TREND, /* change of the crude figure a year over the newest series */
    KOH_MEASURE_CASES,
    KOH_MEASURE_PERSONS,
    KOH_MEASURES
} koh_health_measure;

/* What is told of an area in a year. */
typedef enum koh_health_year {
    KOH_HEALTH_CRUDE = 0,
    KOH_HEALTH_LOW,
    KOH_HEALTH_HIGH,
    KOH_HEALTH_SERIES, /* 1, 2, ...: another number is another definition, not to be joined */
    KOH_HEALTH_YEAR_MEASURES
} koh_health_year;

/* A target held against the figures of the municipality. */
typedef enum koh_health_target {
    KOH_HEALTH_WANTED = 0,
    KOH_HEALTH_BY,      /* year */
    KOH_HEALTH_NOW,     /* of the target's year where that is registered, else the newest */
    KOH_HEALTH_OF,      /* its year */
    KOH_HEALTH_MISSING, /* 0 = reached */
    KOH_HEALTH_TREND,   /* the figure in the target's year if the newest series' trend goes on */
    KOH_HEALTH_TARGET_PARTS
} koh_health_target;

/* What is told of social inequality in an area's year; shares or rates, worst off less best off and over it. */
typedef enum koh_health_inequality {
    KOH_INEQUALITY_GROUPS = 0, /* how many; NaN: the area has none that year */
    KOH_INEQUALITY_WORST,
    KOH_INEQUALITY_WORST_LOW,
    KOH_INEQUALITY_WORST_HIGH,
    KOH_INEQUALITY_BEST,
    KOH_INEQUALITY_BEST_LOW,
    KOH_INEQUALITY_BEST_HIGH,
    KOH_INEQUALITY_ABSOLUTE,
    KOH_INEQUALITY_RELATIVE,
    KOH_INEQUALITY_SLOPE,          /* SII */
    KOH_INEQUALITY_RELATIVE_INDEX, /* RII */
    KOH_INEQUALITIES
} koh_health_inequality;

/* The municipality's newest row. */
const koh_health_row *koh__health_newest(const koh_plan_indicator *indicator);

/* Cases and persons of an area in a year and series; NaN cases where a stratum's are unknown, persons 0: no rows. */
void koh__health_sum(const koh_plan_indicator *indicator, int area, int year, int series, double sum[2]);

/* The crude figure of such a sum with its interval, unknown where it cannot be told. */
koh_interval koh__health_crude(const koh_plan_indicator *indicator, const double sum[2]);

/* Puts a year among n ascending ones unless it is there; how many they are now. */
size_t koh__health_year_add(int year, size_t n, int *years);

/* The groups of an area in a year, from the worst off; *n of them, 0: none. */
const koh_health_group *koh__health_groups_of(const koh_plan_indicator *indicator, int area, int year, size_t *n);

/* Inequality by area and year: cube health/inequality [indicator with groups][area][year][measure]. Needs
 * health/indicators. */
koh_status koh__model_health_inequality(koh_frame *frame) KOH_NODISCARD;

/* The figures of every year and area, and targets: cubes health/series [indicator][area][year][measure] and
 * health/targets [indicator with a target][part]. Needs health/indicators. */
koh_status koh__model_health_series(koh_frame *frame) KOH_NODISCARD;

/* Adds the plan's indicators, in the municipality's newest year: cubes health/indicators [indicator][area][measure] and
 * health/year [indicator]. */
koh_status koh__model_health(koh_frame *frame) KOH_NODISCARD;

#endif
