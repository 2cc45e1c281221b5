/* Codes and labels. Words and codes are those of Statistics Norway's tables, in bokmål, nynorsk and English. */
#include "io/label_priv.h"

#include <stdio.h>
#include <string.h>

enum { OLDEST = 150 };

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* One byte of UTF-8 in lower case, its predecessor known: covers A-Z and U+00C0 to U+00DE. */
static unsigned char lower(unsigned char before, unsigned char c)
{
    if (c >= 'A' && c <= 'Z') {
        return (unsigned char) (c + 0x20);
    }
    return before == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97 ? (unsigned char) (c + 0x20) : c;
}

/* Bytes of `text` that b matches without case, or 0 when it does not. */
static size_t match(const char *text, const char *b)
{
    size_t n = 0;
    unsigned char before = 0;
    while (b[n] != '\0' && lower(before, (unsigned char) text[n]) == (unsigned char) b[n]) {
        before = (unsigned char) text[n++];
    }
    return b[n] == '\0' ? n : 0;
}

static const char *skip_spaces(const char *text)
{
    while (*text == ' ') {
        text++;
    }
    return text;
}

int koh__label_is(const char *text, const char *b)
{
    text = skip_spaces(text);
    size_t n = match(text, b);
    return n > 0 && *skip_spaces(text + n) == '\0';
}

int koh__label_starts(const char *text, const char *b)
{
    return match(skip_spaces(text), b) > 0;
}

static int is_one_of(const char *text, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (koh__label_is(text, words[i])) {
            return 1;
        }
    }
    return 0;
}

koh_role koh__label_role(const char *name)
{
    static const struct {
        const char *name;
        koh_role role;
    } roles[] = {
        { "region", KOH_ROLE_REGION },
        { "kommune", KOH_ROLE_REGION },
        { "kommunenr", KOH_ROLE_REGION },
        { "kommunenummer", KOH_ROLE_REGION },
        { "kommuneregion", KOH_ROLE_REGION },
        { "kokkommuneregion0000", KOH_ROLE_REGION },
        { "bostedskommune", KOH_ROLE_REGION },
        { "kommune nr", KOH_ROLE_REGION },
        { "grunnkrets", KOH_ROLE_REGION },
        { "grunnkretser", KOH_ROLE_REGION },
        { "fylke", KOH_ROLE_REGION },
        { "bydel", KOH_ROLE_REGION },
        { "tid", KOH_ROLE_TIME },
        { "år", KOH_ROLE_TIME },
        { "aar", KOH_ROLE_TIME },
        { "year", KOH_ROLE_TIME },
        { "time", KOH_ROLE_TIME },
        { "kvartal", KOH_ROLE_TIME },
        { "quarter", KOH_ROLE_TIME },
        { "måned", KOH_ROLE_TIME },
        { "month", KOH_ROLE_TIME },
        { "dato", KOH_ROLE_TIME },
        { "date", KOH_ROLE_TIME },
        { "årgang", KOH_ROLE_TIME },
        { "kjonn", KOH_ROLE_SEX },
        { "kjønn", KOH_ROLE_SEX },
        { "sex", KOH_ROLE_SEX },
        { "gender", KOH_ROLE_SEX },
        { "alder", KOH_ROLE_AGE },
        { "age", KOH_ROLE_AGE },
        { "aldersgruppe", KOH_ROLE_AGE },
        { "aldersgrupper", KOH_ROLE_AGE },
        { "age_band", KOH_ROLE_AGE },
        { "age group", KOH_ROLE_AGE },
        { "contentscode", KOH_ROLE_CONTENTS },
        { "contents", KOH_ROLE_CONTENTS },
        { "innhold", KOH_ROLE_CONTENTS },
        { "statistikkvariabel", KOH_ROLE_CONTENTS },
    };
    for (size_t i = 0; name != NULL && i < sizeof roles / sizeof roles[0]; i++) {
        if (koh__label_is(name, roles[i].name)) {
            return roles[i].role;
        }
    }
    return KOH_ROLE_OTHER;
}

int koh__label_is_total(const char *code, const char *label)
{
    static const char *const words[] = { "i alt",
                                         "ialt",
                                         "totalt",
                                         "total",
                                         "sum",
                                         "alle",
                                         "begge kjønn",
                                         "både kjønn",
                                         "begge",
                                         "both sexes",
                                         "hele landet",
                                         "heile landet",
                                         "alle aldre",
                                         "alle aldrar",
                                         "alle aldersgrupper",
                                         "i alt, alle aldre",
                                         NULL };
    static const char *const codes[] = { "ialt", "i alt", "tot", "total", NULL };
    if (label != NULL && (is_one_of(label, words) || koh__label_starts(label, "i alt"))) {
        return 1;
    }
    if (code == NULL) {
        return 0;
    }
    int zero = koh__label_is(code, "0") || koh__label_is(code, "00");
    int said = label == NULL ? koh__label_is(code, "00") : koh__label_starts(label, "alle ");
    return is_one_of(code, codes) || (zero && said);
}

int koh__label_is_ratio(const char *text)
{
    static const char *const words[] = { "prosent",  "per cent",  "percent",      "%", "andel", "gjennomsn",
                                         "per 1000", "per 1 000", "per innbygger" };
    for (; text != NULL && *text != '\0'; text++) {
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
            if (match(text, words[i]) > 0) {
                return 1;
            }
        }
    }
    return 0;
}

int koh__label_is_unknown(const char *text)
{
    return text != NULL && (koh__label_starts(text, "k-rest") || koh__label_starts(text, "k.rest") ||
                            koh__label_starts(text, "delte kommuner") || koh__label_starts(text, "uoppgitt") ||
                            koh__label_starts(text, "uoppgjeve") || koh__label_starts(text, "ukjent") ||
                            koh__label_is(text, "unknown"));
}

static koh_region_label region_of(koh_region_kind kind, int recoded, const char *code, size_t length)
{
    koh_region_label region = { .kind = kind, .recoded = recoded };
    (void) snprintf(region.code, sizeof region.code, "%.*s", (int) length, code);
    return region;
}

static int ends_code(char c)
{
    return c == '\0' || c == ' ';
}

/* KOSTRA's own: EAK the country, EAKUO without Oslo, EKA33 a county, EKG01 a group. */
static koh_region_label kostra_region(const char *text)
{
    if (strncmp(text, "EAK", 3) == 0 && ends_code(text[3])) {
        return region_of(KOH_REGION_COUNTRY, 0, text, 3);
    }
    if (strncmp(text, "EAKUO", 5) == 0 && ends_code(text[5])) {
        return region_of(KOH_REGION_GROUP, 0, text, 5);
    }
    int county = strncmp(text, "EKA", 3) == 0, group = strncmp(text, "EKG", 3) == 0;
    if ((county || group) && is_digit(text[3]) && is_digit(text[4]) && ends_code(text[5])) {
        return region_of(county ? KOH_REGION_COUNTY : KOH_REGION_GROUP, 0, county ? text + 3 : text, county ? 2 : 5);
    }
    return (koh_region_label){ 0 };
}

koh_region_label koh__label_region(const char *text)
{
    static const char *const country[] = { "hele landet", "heile landet", "landet", "norge",
                                           "noreg",       "norway",       "no",     NULL };
    text = skip_spaces(text);
    if (is_one_of(text, country)) {
        return region_of(KOH_REGION_COUNTRY, 0, "0", 1);
    }
    koh_region_label kostra = kostra_region(text);
    if (kostra.kind != KOH_REGION_NONE) {
        return kostra;
    }
    int prefixed = (text[0] == 'K' || text[0] == 'F') && (text[1] == '-' || text[1] == '.') && is_digit(text[2]);
    const char *digits = prefixed ? text + 2 : text;
    size_t n = 0;
    while (is_digit(digits[n])) {
        n++;
    }
    if (n == 0 || !ends_code(digits[n]) || (prefixed && n != (text[0] == 'K' ? 4 : 2))) {
        return (koh_region_label){ 0 };
    }
    switch (n) {
    case 1:
        return digits[0] == '0' && (digits[1] == '\0' || is_one_of(digits + 1 + strspn(digits + 1, " -"), country))
                   ? region_of(KOH_REGION_COUNTRY, 0, "0", 1)
                   : (koh_region_label){ 0 };
    case 2:
        return region_of(KOH_REGION_COUNTY, 0, digits, 2);
    case 3:
        return region_of(KOH_REGION_CUT, 0, digits, 3);
    case 4:
        return region_of(KOH_REGION_MUNICIPALITY, prefixed, digits, 4);
    case 6:
    case 8:
        return region_of(KOH_REGION_PART, 0, digits, n);
    default:
        return (koh_region_label){ 0 };
    }
}

koh_sex_label koh__label_sex(const char *text)
{
    static const char *const female[] = { "2", "kvinner", "kvinne", "female", "females", "women", "jenter", "k", NULL };
    static const char *const male[] = { "1", "menn", "mann", "male", "males", "men", "gutter", "m", NULL };
    static const char *const both[] = { "0", "begge kjønn", "både kjønn", "both sexes", "both", "i alt", "ialt", NULL };
    return is_one_of(text, female) ? KOH_SEX_LABEL_FEMALE
           : is_one_of(text, male) ? KOH_SEX_LABEL_MALE
           : is_one_of(text, both) ? KOH_SEX_LABEL_BOTH
                                   : KOH_SEX_LABEL_NONE;
}

/* Up to three digits; the bytes taken, 0 for none. */
static size_t read_age(const char *text, int *age)
{
    size_t n = 0;
    *age = 0;
    while (n < 4 && is_digit(text[n])) {
        *age = *age * 10 + (text[n++] - '0');
    }
    return n <= 3 && *age <= OLDEST ? n : 0;
}

static size_t dash_at(const char *text)
{
    return *text == '-'                                                                             ? 1
           : strncmp(text, "–", 3) == 0 || strncmp(text, "—", 3) == 0 || strncmp(text, "−", 3) == 0 ? 3
                                                                                                    : 0;
}

static int is_years(const char *text)
{
    static const char *const words[] = { "år", "aar", "years", "year", "år.", NULL };
    return *skip_spaces(text) == '\0' || is_one_of(text, words);
}

static int is_open_end(const char *text)
{
    static const char *const words[] = {
        "+",           "+ år",          "år +",        "år+",     "år eller eldre", "år eller meir",  "år og over",
        "år og eldre", "år og meir",    "eller eldre", "og over", "og eldre",       "years or older", "years and over",
        "+ years",     "år eller over", "år og mer",   NULL
    };
    return is_one_of(text, words);
}

int koh__label_age(const char *text, koh_age_label *age)
{
    text = skip_spaces(text);
    if (koh__label_starts(text, "under ")) {
        text = skip_spaces(text + 6);
        size_t n = read_age(text, &age->to);
        age->from = 0;
        age->to--;
        return n > 0 && age->to >= 0 && is_years(text + n);
    }
    size_t n = read_age(text, &age->from);
    if (n == 0) {
        return 0;
    }
    text += n;
    if (is_open_end(text)) {
        age->to = -1;
        return 1;
    }
    if (is_years(text)) {
        age->to = age->from;
        return 1;
    }
    text = skip_spaces(text);
    size_t dash = dash_at(text);
    if (dash == 0) {
        return 0;
    }
    text = skip_spaces(text + dash);
    n = read_age(text, &age->to);
    return n > 0 && age->to >= age->from && is_years(text + n);
}
