/* Codes and labels of statistics: what a category of a variable is. */
#ifndef KOH_LABEL_PRIV_H
#define KOH_LABEL_PRIV_H

#include <stddef.h>

#include "io/figures_priv.h"

/* Compares without case (also of Æ, Ø, Å and the like) and outer spaces; b is in lower case. */
int koh__label_is(const char *text, const char *b);
int koh__label_starts(const char *text, const char *b);

/* The role that a variable's name has, or OTHER. */
koh_role koh__label_role(const char *name);

/* "I alt", "Ialt", "Totalt", "Alle", "Begge kjønn", "Hele landet", ... and the codes "Ialt", "TOT", "00". */
int koh__label_is_total(const char *code, const char *label);

/* Does a unit or a name of contents say that figures are shares, rates or means, which must not be added? */
int koh__label_is_ratio(const char *text);

/* "Uoppgitt", "Uoppgitt alder", "Ukjent", and what SSB's codelist of regions calls "K.Rest". */
int koh__label_is_unknown(const char *text);

typedef enum koh_region_kind {
    KOH_REGION_NONE = 0,     /* no code: a name alone */
    KOH_REGION_MUNICIPALITY, /* four digits */
    KOH_REGION_CUT,          /* three digits: a leading zero may be lost */
    KOH_REGION_COUNTRY,      /* 0, EAK, "Hele landet" */
    KOH_REGION_COUNTY,       /* two digits, F-33, EKA33 */
    KOH_REGION_GROUP,        /* EKG01, EAKUO */
    KOH_REGION_PART          /* district (six digits), basic statistical unit (eight) */
} koh_region_kind;

typedef struct koh_region_label {
    koh_region_kind kind;
    int recoded;   /* K-3310, K.3310: figures already carried to the division of the code */
    char code[16]; /* ended */
} koh_region_label;

/* The code at the start of a text: "3310", "3310 Hole", "3310 - Hole", "K-3310", "F-33", "EAK", "0 Hele landet". */
koh_region_label koh__label_region(const char *text);

typedef enum koh_sex_label {
    KOH_SEX_LABEL_NONE = 0,
    KOH_SEX_LABEL_FEMALE,
    KOH_SEX_LABEL_MALE,
    KOH_SEX_LABEL_BOTH
} koh_sex_label;

/* 1 = Menn, 2 = Kvinner, 0 = both; the labels in Norwegian and English. */
koh_sex_label koh__label_sex(const char *text);

/* Completed years from..to, to < 0 = open. */
typedef struct koh_age_label {
    int from, to;
} koh_age_label;

/* "000", "105+", "0 år", "105 år eller eldre", "67-79 år" (any dash), "under 67 år". 0 when it is nothing of it. */
int koh__label_age(const char *text, koh_age_label *age);

typedef struct koh_time_label {
    int year, month, day, quarter; /* 0 = none */
} koh_time_label;

/* "2024", "2024M01", "2024K1", "1.1.2024", "2024-01-01". 0 when it is nothing of it. */
int koh__label_time(const char *text, koh_time_label *time);

enum { KOH_TIME_SIZE = 16 };

/* A time as koh__label_time reads it: "2024", "2024M01", "2024K1", "1.1.2024". */
void koh__label_time_write(const koh_time_label *time, char text[KOH_TIME_SIZE]);

/* A merged header such as "Personer 2024", "2024 Personer", "Personer, Menn 2024" or "2024" taken apart; the rest is
 * between rest and rest + length. 0 no time in it; 1 one; 2 two, at both ends. */
int koh__label_header(const char *text, koh_time_label *time, const char **rest, size_t *length);

/* The letters of a projection's alternative ("MMMM") by its contents code "Personer", "Personer1" ... or by letters in
 * parentheses in its label; NULL when it is none. Codes: tables 12882, 13600, 14288, 14746. */
const char *koh__label_alternative(const char *code, const char *label);

/* Is it one of the projection tables? */
int koh__label_is_projection(const char *table);

#endif
