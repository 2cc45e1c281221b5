/* Times, merged headers, and the alternatives of the population projections. */
#include <stdio.h>
#include <string.h>

#include "io/label_priv.h"

enum { FIRST_YEAR = 1700, LAST_YEAR = 2199 };

/* Exactly n digits, or at most n and at least one where n is negative; the bytes taken, 0 for none. */
static size_t read_digits(const char *text, int n, int *number)
{
    size_t limit = (size_t) (n < 0 ? -n : n), i = 0;
    *number = 0;
    while (i < limit && text[i] >= '0' && text[i] <= '9') {
        *number = *number * 10 + (text[i++] - '0');
    }
    int more = text[i] >= '0' && text[i] <= '9';
    return !more && (i == limit || (n < 0 && i > 0)) ? i : 0;
}

static int is_year(int year)
{
    return year >= FIRST_YEAR && year <= LAST_YEAR;
}

static int is_date(const koh_time_label *time)
{
    return is_year(time->year) && time->month >= 1 && time->month <= 12 && time->day >= 1 && time->day <= 31;
}

/* What stands behind a year of four digits. */
static size_t read_part(const char *text, koh_time_label *time)
{
    int number;
    if (*text == 'M' && read_digits(text + 1, 2, &number) == 2 && number >= 1 && number <= 12) {
        time->month = number;
        return 3;
    }
    if ((*text == 'K' || *text == 'Q') && read_digits(text + 1, 1, &number) == 1 && number >= 1 && number <= 4) {
        time->quarter = number;
        return 2;
    }
    if (*text == '-' && read_digits(text + 1, 2, &time->month) == 2 && text[3] == '-' &&
        read_digits(text + 4, 2, &time->day) == 2 && is_date(time)) {
        return 6;
    }
    return 0;
}

/* The time at the start of a text, ended by a space, a comma or the end; the bytes taken. */
static size_t read_time(const char *text, koh_time_label *time)
{
    *time = (koh_time_label){ 0 };
    size_t n = read_digits(text, 4, &time->year);
    if (n > 0 && is_year(time->year)) {
        n += read_part(text + n, time);
    } else {
        size_t day = read_digits(text, -2, &time->day);
        size_t month = day > 0 && text[day] == '.' ? read_digits(text + day + 1, -2, &time->month) : 0;
        n = day + month + 2;
        if (month == 0 || text[n - 1] != '.' || read_digits(text + n, 4, &time->year) == 0 || !is_date(time)) {
            return 0;
        }
        n += 4;
    }
    return text[n] == '\0' || text[n] == ' ' || text[n] == ',' ? n : 0;
}

int koh__label_time(const char *text, koh_time_label *time)
{
    while (*text == ' ') {
        text++;
    }
    size_t n = read_time(text, time);
    return n > 0 && text[n + strspn(text + n, " ")] == '\0';
}

void koh__label_time_write(const koh_time_label *time, char text[KOH_TIME_SIZE])
{
    unsigned year = (unsigned) time->year % 10000, month = (unsigned) time->month % 100;
    if (time->day != 0) {
        (void) snprintf(text, KOH_TIME_SIZE, "%u.%u.%04u", (unsigned) time->day % 100, month, year);
    } else if (time->month != 0) {
        (void) snprintf(text, KOH_TIME_SIZE, "%04uM%02u", year, month);
    } else if (time->quarter != 0) {
        (void) snprintf(text, KOH_TIME_SIZE, "%04uK%u", year, (unsigned) time->quarter % 10);
    } else {
        (void) snprintf(text, KOH_TIME_SIZE, "%04u", year);
    }
}

static size_t strip(const char *text, size_t length)
{
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == ',' || text[length - 1] == '.')) {
        length--;
    }
    return length;
}

int koh__label_header(const char *text, koh_time_label *time, const char **rest, size_t *length)
{
    text += strspn(text, " ");
    size_t end = strlen(text);
    while (end > 0 && text[end - 1] == ' ') {
        end--;
    }
    *rest = text;
    *length = end;
    if (end == 0) {
        return 0;
    }
    size_t last = end;
    while (last > 0 && text[last - 1] != ' ') {
        last--;
    }
    koh_time_label first_time, last_time;
    size_t first = read_time(text, &first_time);
    int at_end = last > 0 && read_time(text + last, &last_time) > 0;
    if (first > 0 && first < end && at_end) {
        return 2;
    }
    if (at_end) {
        *time = last_time;
        *length = strip(text, last);
        return 1;
    }
    if (first > 0) {
        *time = first_time;
        *rest = text + first + strspn(text + first, " ,");
        *length = strip(*rest, end - (size_t) (*rest - text));
        return 1;
    }
    return 0;
}

int koh__label_is_projection(const char *table)
{
    static const char *const tables[] = { "12882", "13600", "14288", "14746" };
    for (size_t i = 0; table != NULL && i < sizeof tables / sizeof tables[0]; i++) {
        if (strcmp(table, tables[i]) == 0) {
            return 1;
        }
    }
    return 0;
}

/* Fertility, life expectancy, domestic migration, immigration; each Low, Middle, High or 0. */
const char *koh__label_alternative(const char *code, const char *label)
{
    static const char *const letters[] = { "MMMM", "LLML", "HHMH", "MMML", "MMMH", "LHML", "HLMH", "MMM0", "MM00" };
    enum { N_LETTERS = sizeof letters / sizeof letters[0] };
    if (code != NULL && strncmp(code, "Personer", 8) == 0) {
        if (code[8] == '\0') {
            return letters[0];
        }
        if (code[8] >= '1' && code[8] <= '8' && code[9] == '\0') {
            return letters[code[8] - '0'];
        }
    }
    for (size_t i = 0; label != NULL && i < N_LETTERS; i++) {
        char parted[8];
        (void) snprintf(parted, sizeof parted, "(%s)", letters[i]);
        if (strstr(label, parted) != NULL || strcmp(label, letters[i]) == 0) {
            return letters[i];
        }
    }
    return NULL;
}
