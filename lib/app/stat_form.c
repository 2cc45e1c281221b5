/* The JSON-stat cube of each table. A list (T01, T17c, T25) has none. */
#include "app/stat_form_priv.h"

#include <string.h>

static const koh_stat_form forms[] = {
    { "T02", { "scenario", "year", "age_band" }, { NULL }, NULL, KOH_LABEL_SRC_POPULATION },
    { "T03", { "scenario", "year", "age_band" }, { NULL }, NULL, KOH_LABEL_SRC_POPULATION },
    { "T04", { "scenario", "year", "age_group" }, { NULL }, NULL, KOH_LABEL_SRC_POPULATION },
    { "T05", { "scenario", "year", "component" }, { NULL }, "persons", KOH_LABEL_SRC_POPULATION },
    { "T06", { "scenario", "year", "indicator" }, { NULL }, NULL, KOH_LABEL_SRC_POPULATION },
    { "T07", { "year", "service", "age_band" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T07b", { "year", "peer", "service" }, { NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T08", { "scenario", "year", "service" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T09", { "scenario", "year", "service", "level" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T09b", { "scenario", "year", "state" }, { NULL }, "persons", KOH_LABEL_SRC_PLAN },
    { "T09c", { "scenario", "year", "state", "to" }, { NULL }, "persons", KOH_LABEL_SRC_PLAN },
    { "T10", { "scenario", "year", "area", "service" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T11", { "scenario", "year", "type" }, { NULL }, "places", KOH_LABEL_SRC_PLAN },
    { "T11b", { "scenario", "year", "type", "occupancy" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T11c", { "scenario", "year", "type" }, { NULL }, "places", KOH_LABEL_SRC_PLAN },
    { "T11d", { "scenario", "year", "type" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T12", { "scenario", "year", "condition", "sex" }, { NULL }, NULL, KOH_LABEL_SRC_PREVALENCE },
    { "T13", { "scenario", "year", "profession" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T13b", { "scenario", "year", "rota" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T13c", { "scenario", "year", "profession" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T13d", { "scenario", "year", "unit" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T13e", { "scenario", "year", "unit", "profession" }, { NULL, NULL, "unit_label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T13f", { "scenario", "year" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T13g", { "scenario", "year", "course" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T13h", { "scenario", "year", "profession" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T14", { "scenario", "year", "profession" }, { NULL }, "persons", KOH_LABEL_SRC_PLAN },
    { "T14b", { "scenario", "year", "profession" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T14c", { "scenario", "year", "service" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T15", { "scenario", "year", "area", "service" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T15b", { "scenario", "year", "function" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T15c", { "scenario", "year", "age_band" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T15d", { "scenario", "year", "service" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T15e", { "year", "peer", "service" }, { NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T16", { "scenario", "schedule", "step" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T16b", { "scenario", "year", "structure" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T17", { "scenario", "year", "measure" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T17b", { "scenario", "measure" }, { NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T17d", { "scenario", "point" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T18", { "scenario", "year" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T19", { "scenario", "year", "project" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T19b", { "scenario", "year", "project", "service" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T20", { "scenario", "building" }, { NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T21", { "scenario", "group", "flow", "unit" }, { NULL }, "unit of the row", KOH_LABEL_SRC_PLAN },
    { "T21b",
      { "scenario", "year", "week", "group", "flow", "unit" },
      { NULL },
      "unit of the row",
      KOH_LABEL_SRC_PLAN },
    { "T21c", { "scenario", "year", "lost", "id", "unit" }, { NULL }, "unit of the row", KOH_LABEL_SRC_PLAN },
    { "T21d", { "scenario", "crisis", "unit" }, { NULL }, "persons", KOH_LABEL_SRC_PLAN },
    { "T22", { "indicator", "year", "area" }, { "name" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T26", { "scenario", "year", "stratum" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T27", { "scenario", "year", "sex", "age" }, { NULL }, "years", KOH_LABEL_SRC_PREVALENCE },
    { "T28", { "scenario", "year" }, { NULL }, NULL, KOH_LABEL_SRC_PREVALENCE },
    { "T28b", { "scenario", "year" }, { NULL }, "dwellings", KOH_LABEL_SRC_PLAN },
    { "T28c", { "scenario", "year", "type", "size" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T28d", { "scenario", "year", "group" }, { NULL, NULL, "label" }, "dwellings", KOH_LABEL_SRC_PLAN },
    { "T29", { "scenario", "year", "zone" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T29b", { "scenario", "year", "zone", "service" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T29c", { "year", "zone", "service" }, { NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T29d", { "scenario", "year", "zone" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T29e",
      { "scenario", "year", "node", "minutes", "age_group" },
      { NULL, NULL, "label" },
      NULL,
      KOH_LABEL_SRC_PLAN },
    { "T29f", { "scenario", "year", "rule", "bases" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T29g", { "scenario", "year", "cooperation", "service" }, { NULL, NULL, "label" }, NULL, KOH_LABEL_SRC_PLAN },
    { "T30", { "scenario", "target", "year", "unit" }, { NULL, "label" }, "unit of the row", KOH_LABEL_SRC_PLAN },
    { "T31", { "scenario", "year", "resource", "unit" }, { NULL }, "unit of the row", KOH_LABEL_SRC_PLAN },
    { "T32", { "year", "area", "service" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
    { "T33", { "scenario", "year", "area", "service" }, { NULL }, NULL, KOH_LABEL_SRC_PLAN },
};

const koh_stat_form *koh__stat_form(const char *id)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (strcmp(forms[i].id, id) == 0) {
            return &forms[i];
        }
    }
    return NULL;
}
