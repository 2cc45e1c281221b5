/* A host that has set a locale with a decimal comma changes nothing of what is read and written. */
#include "test.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/csv_priv.h"
#include "io/folder_priv.h"
#include "io/json_priv.h"

static int has_comma(const char *name)
{
    return setlocale(LC_ALL, name) != NULL && localeconv()->decimal_point[0] == ',';
}

static int set_installed_locale(void)
{
    char name[128];
    int found = has_comma("nb_NO.UTF-8");
    FILE *names = found ? NULL : popen("locale -a 2>/dev/null", "r");
    while (!found && names != NULL && fgets(name, sizeof name, names) != NULL) {
        name[strcspn(name, "\n")] = '\0';
        found = has_comma(name);
    }
    if (names != NULL) {
        (void) pclose(names);
    }
    return found;
}

/* Compiles the Norwegian locale into a folder of our own, where the system has its source. */
static int set_made_locale(char folder[])
{
    char command[200];
    if (mkdtemp(folder) == NULL) {
        return 0;
    }
    (void) snprintf(command, sizeof command, "localedef -i nb_NO -f UTF-8 %s/nb_NO.UTF-8 >/dev/null 2>&1", folder);
    return system(command) == 0 && setenv("LOCPATH", folder, 1) == 0 && has_comma("nb_NO.UTF-8");
}

static int set_up(void **state)
{
    static char folder[] = "/tmp/kohort-locale-XXXXXX";
    *state = folder;
    if (!set_installed_locale() && !set_made_locale(folder)) {
        (void) setlocale(LC_ALL, "C");
    }
    return 0;
}

static int take_down(void **state)
{
    (void) setlocale(LC_ALL, "C");
    (void) koh__folder_remove(*state);
    return 0;
}

static void require_comma(void)
{
    if (localeconv()->decimal_point[0] != ',') {
        print_message("skipped: no locale with a decimal comma can be had\n");
        skip();
    }
    char text[8];
    (void) snprintf(text, sizeof text, "%.1f", 0.5);
    assert_string_equal(text, "0,5");
}

static void numbers_keep_their_point(void **state)
{
    (void) state;
    require_comma();
    static const char *const texts[] = { "3.14", "3.14159265358979311600",
                                         "1.00000000000000011102230246251565404e-30" };
    static const double values[] = { 3.14, 3.14159265358979311600, 1.00000000000000011102230246251565404e-30 };
    for (size_t i = 0; i < 3; i++) {
        double value = 0;
        assert_int_equal(koh__number_read(texts[i], strlen(texts[i]), &value), KOH_OK);
        assert_true(value == values[i]);
        assert_int_equal(koh__number_read("3,14", 4, &value), KOH_ESYNTAX);
    }
    char text[KOH_NUMBER_SIZE];
    assert_int_equal(koh__number_write(3.14, text), 4);
    assert_memory_equal(text, "3.14", 4);
    (void) koh__number_write_fixed(1234.5, 2, text);
    assert_string_equal(text, "1234.50");
    assert_true(localeconv()->decimal_point[0] == ',');
}

static void json_keeps_its_point(void **state)
{
    (void) state;
    require_comma();
    cJSON *tree = NULL;
    assert_int_equal(koh__json_read("in.json", "[0.1,2.5e-3]", 12, &tree, NULL), KOH_OK);
    assert_true(cJSON_GetArrayItem(tree, 0)->valuedouble == 0.1);
    assert_true(cJSON_GetArrayItem(tree, 1)->valuedouble == 2.5e-3);
    cJSON_Delete(tree);
}

static void csv_keeps_its_point(void **state)
{
    (void) state;
    require_comma();
    static const koh_csv_column column = { .name = "value", .kind = KOH_CSV_NUMBER, .min = 0.25, .max = 0.75 };
    koh_csv *csv = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__csv_read("v.csv", "value\n0.5\n", 10, 1, &column, &csv, &error), KOH_OK);
    assert_true(koh__csv_number(csv, 0, 0) == 0.5);
    koh__csv_free(csv);
    csv = NULL;
    assert_int_equal(koh__csv_read("v.csv", "value\n1.5\n", 10, 1, &column, &csv, &error), KOH_EDOMAIN);
    assert_string_equal(error.message, "value is 1.5: expected 0.25 to 0.75");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_keep_their_point),
        cmocka_unit_test(json_keeps_its_point),
        cmocka_unit_test(csv_keeps_its_point),
    };
    return cmocka_run_group_tests(tests, set_up, take_down);
}
