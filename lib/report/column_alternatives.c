/* Words of the columns of the tables on structures, surveys and targets of indicators. */
#include "report/column_alternatives_priv.h"

static const koh_column_word words[] = {
    { "structure", { "Struktur", "Struktur", "Structure" }, NULL, 0 },
    { "units", { "Enheter", "Einingar", "Units" }, "units", 0 },
    { "posts", { "Vaktposter etter størrelse", "Vaktpostar etter storleik", "Posts by size" }, "posts", 0 },
    { "cost_1000nok", { "Kostnad, 1 000 kr", "Kostnad, 1 000 kr", "Cost, NOK 1,000" }, "NOK 1,000", 0 },
    { "fte_against_today", { "Årsverk mot i dag", "Årsverk mot i dag", "FTE against today" }, "fte", 1 },
    { "cost_against_today_1000nok",
      { "Kostnad mot i dag, 1 000 kr", "Kostnad mot i dag, 1 000 kr", "Cost against today, NOK 1,000" },
      "NOK 1,000",
      0 },
    { "survey", { "Undersøkelse", "Undersøking", "Survey" }, NULL, 0 },
    { "question", { "Spørsmål", "Spørsmål", "Question" }, NULL, 0 },
    { "rank", { "Rang", "Rang", "Rank" }, NULL, 0 },
    { "share_of_answers", { "Andel", "Del", "Share" }, "share", 3 },
    { "share_low", { "Nedre grense", "Nedre grense", "Lower limit" }, "share", 3 },
    { "share_high", { "Øvre grense", "Øvre grense", "Upper limit" }, "share", 3 },
    { "answers", { "Svar", "Svar", "Answers" }, "persons", 0 },
    { "effective_answers", { "Effektive svar", "Effektive svar", "Effective answers" }, "persons", 1 },
    { "series_number", { "Serie nr.", "Serie nr.", "Series no." }, NULL, 0 },
    { "series_break", { "Brudd i serien", "Brot i serien", "Break of the series" }, NULL, 0 },
    { "share_or_rate_wanted", { "Mål", "Mål", "Target" }, "share or rate", 3 },
    { "of_year", { "Tall fra", "Tal frå", "Figure of" }, NULL, 0 },
    { "short_of_target", { "Avstand til målet", "Avstand til målet", "Short of the target" }, "share or rate", 3 },
    { "by_trend", { "Hvis trenden holder", "Om trenden held", "If the trend goes on" }, "share or rate", 3 },
    { "design_effect", { "Designeffekt", "Designeffekt", "Design effect" }, "ratio", 2 },
};

const koh_column_word *koh__alternative_words(size_t *n)
{
    *n = sizeof words / sizeof words[0];
    return words;
}
