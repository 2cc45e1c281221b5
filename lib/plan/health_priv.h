/* Public-health indicators of a plan. */
#ifndef KOH_HEALTH_PRIV_H
#define KOH_HEALTH_PRIV_H

#include "plan/model_priv.h"

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
} koh_health_row;

typedef struct koh_plan_indicator {
    const char *id, *label[KOH_LANGUAGES];
    int is_rate;    /* events per person-year, else a share of the persons */
    int low_is_bad; /* which way is worse */
    size_t n_rows;
    koh_health_row *rows; /* disclosure control makes small counts unknown */
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

/* Adds the plan's indicators, in the municipality's newest year: cubes health/indicators [indicator][area][measure] and
 * health/year [indicator]. */
koh_status koh__model_health(koh_frame *frame) KOH_NODISCARD;

#endif
