/* Words of the columns of the tables on need: coverage. */
#include "report/column_need_priv.h"

static const koh_column_word words[] = {
    { "prevention", { "Forebygging", "Førebygging", "Prevention" }, NULL, 0 },
    { "task", { "Oppgave", "Oppgåve", "Task" }, NULL, 0 },
    { "participants", { "Deltakere i året", "Deltakarar i året", "Participants in the year" }, "persons", 0 },
    { "users_avoided", { "Færre brukere", "Færre brukarar", "Users avoided" }, "persons", 1 },
    { "cost_1000nok", { "Kostnad, kr 1 000", "Kostnad, kr 1 000", "Cost, NOK 1 000" }, "NOK 1 000", 0 },
    { "saving_1000nok", { "Spart, kr 1 000", "Spart, kr 1 000", "Saved, NOK 1 000" }, "NOK 1 000", 0 },
    { "balance_1000nok",
      { "Spart minus kostnad så langt, kr 1 000", "Spart minus kostnad så langt, kr 1 000",
        "Saved less cost so far, NOK 1 000" },
      "NOK 1 000",
      0 },
    { "breakeven_year", { "Tjent inn i år", "Tent inn i år", "Pays by the year" }, "year", 0 },
    { "state", { "Tilstand", "Tilstand", "State" }, NULL, 0 },
    { "to", { "Ett år senere", "Eitt år seinare", "A year later" }, NULL, 0 },
    { "users_at_coverage",
      { "Brukere etter dekningsgrad", "Brukarar etter dekningsgrad", "Users by coverage" },
      "persons",
      1 },
    { "coverage_percent", { "Dekningsgrad, prosent", "Dekningsgrad, prosent", "Coverage, per cent" }, "per cent", 1 },
    { "country_percent", { "Landet, prosent", "Landet, prosent", "The country, per cent" }, "per cent", 1 },
    { "peer_percent",
      { "Den andre kommunen, prosent", "Den andre kommunen, prosent", "The peer, per cent" },
      "per cent",
      1 },
    { "difference_points",
      { "Forskjell, prosentpoeng", "Skilnad, prosentpoeng", "Difference, percentage points" },
      "percentage points",
      1 },
    { "users_at_country_rates",
      { "Brukere med landets rater", "Brukarar om det var som i landet", "Users at the country's rates" },
      "persons",
      1 },
    { "users_at_peer_coverage",
      { "Brukere med samme dekningsgrad", "Brukarar med same dekningsgrad", "Users at the peer's coverage" },
      "persons",
      1 },
};

const koh_column_word *koh__need_words(size_t *n)
{
    *n = sizeof words / sizeof words[0];
    return words;
}
