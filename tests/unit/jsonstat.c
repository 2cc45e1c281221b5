/* JSON-stat: every form of one dataset gives the same figures. */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "io/jsonstat_priv.h"

#define DIMENSIONS(region)                                                                                             \
    "\"id\":[\"Region\",\"Alder\",\"Tid\"],\"size\":[1,2,2],\"dimension\":{\"Region\":{\"category\":{" region          \
    "}},\"Alder\":{\"label\":\"alder\",\"category\":{\"index\":{\"105+\":1,\"000\":0},\"label\":{\"000\":\"0 år\","   \
    "\"105+\":\"105 år eller eldre\"}}},\"Tid\":{\"category\":{\"index\":[\"2023\",\"2024\"]}}}"
#define REGION "\"index\":{\"3310\":0},\"label\":{\"3310\":\"Hole\"}"

static koh_figures *read(const char *text)
{
    koh_figures *figures = NULL;
    koh_error error = { 0 };
    if (koh__jsonstat_read("f.json", text, strlen(text), &figures, &error) != KOH_OK) {
        fail_msg("%s %s: %s", error.pointer, error.message, text);
    }
    return figures;
}

static void all_forms_are_one(void **state)
{
    (void) state;
    static const char *const forms[] = {
        "{\"version\":\"2.0\",\"class\":\"dataset\"," DIMENSIONS(
            REGION) ",\"value\":[28.5,31,0,null],\"status\":{\"3\":\":\"}}",
        "{" DIMENSIONS(REGION) ",\"value\":{\"0\":28.5,\"1\":31,\"2\":0},\"status\":[null,null,null,\":\"]}",
        "{" DIMENSIONS("\"label\":{\"3310\":\"Hole\"}") ",\"value\":[28.5,31,0,7],\"status\":{\"3\":\":\"}}",
        "{" DIMENSIONS("\"index\":[\"3310\"]") ",\"value\":[28.5,31,0,\":\"]}",
        "{\"dataset\":{\"value\":[28.5,31,0,0],\"status\":[\"\",\"\",\"\",\":\"],\"dimension\":{\"id\":[\"Region\","
        "\"Alder\","
        "\"Tid\"],\"size\":[1,2,2],\"role\":{\"time\":[\"Tid\"]},\"Region\":{\"category\":{" REGION "}},\"Alder\":{"
        "\"category\":{\"index\":[\"000\",\"105+\"]}},\"Tid\":{\"category\":{\"index\":{\"2024\":1,\"2023\":0}}}}}}",
    };
    static const double values[] = { 28.5, 31, 0 };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        koh_figures *figures = read(forms[i]);
        assert_int_equal(figures->n_cells, 4);
        for (size_t k = 0; k < 3; k++) {
            assert_true(figures->value[k] == values[k] && figures->reason[k] == KOH_REASON_NONE);
        }
        assert_true(isnan(figures->value[3]) && figures->reason[3] == KOH_REASON_CONFIDENTIAL);
        const koh_variable *age = koh__figures_find(figures, KOH_ROLE_AGE);
        assert_string_equal(age->categories[0].code, "000");
        assert_string_equal(age->categories[1].code, "105+");
        assert_string_equal(koh__figures_find(figures, KOH_ROLE_TIME)->categories[1].code, "2024");
        assert_string_equal(koh__figures_find(figures, KOH_ROLE_REGION)->categories[0].code, "3310");
        assert_int_equal(figures->category[3 * 1 + 2], 1);
        koh__figures_free(figures);
    }
}

static void facts_are_kept(void **state)
{
    (void) state;
    koh_figures *figures = read(
        "{" DIMENSIONS(REGION) ",\"value\":[1,2,3,4],\"label\":\"11645: Brukere\",\"source\":"
                               "\"Statistisk sentralbyrå\",\"updated\":\"2024-06-25\",\"role\":{\"geo\":[\"Region\"]},"
                               "\"extension\":{\"px\":{\"tableid\":\"11646\",\"aggregallowed\":false}}}");
    assert_string_equal(figures->table, "11646");
    assert_string_equal(figures->title, "11645: Brukere");
    assert_string_equal(figures->updated, "2024-06-25");
    assert_non_null(figures->not_additive);
    assert_int_equal(figures->n_unique, 4);
    koh__figures_free(figures);
}

static void errors_have_a_pointer(void **state)
{
    (void) state;
    static const struct {
        const char *text;
        koh_status status;
        const char *pointer;
    } table[] = {
        { "{" DIMENSIONS(REGION) ",\"value\":[1,2,3]}", KOH_ESHAPE, "/value" },
        { "{" DIMENSIONS(REGION) ",\"value\":[1,2,3,true]}", KOH_EDOMAIN, "/value/3" },
        { "{" DIMENSIONS(REGION) ",\"value\":{\"4\":1}}", KOH_EDOMAIN, "/value/4" },
        { "{" DIMENSIONS(REGION) ",\"value\":7}", KOH_ESCHEMA, "/value" },
        { "{" DIMENSIONS(REGION) ",\"value\":[1,2,3,4],\"status\":7}", KOH_ESCHEMA, "/status" },
        { "{" DIMENSIONS("\"index\":7") ",\"value\":[1,2,3,4]}", KOH_ESCHEMA, "/dimension/Region/category" },
        { "{" DIMENSIONS("\"index\":[\"3310\",\"5605\"]") ",\"value\":[1,2,3,4]}", KOH_ESHAPE,
          "/dimension/Region/category" },
        { "{" DIMENSIONS("\"index\":{\"3310\":1}") ",\"value\":[1,2,3,4]}", KOH_EDOMAIN, "/dimension/Region/category" },
        { "{\"id\":[],\"size\":[],\"dimension\":{},\"value\":[]}", KOH_ESCHEMA, "/id" },
        { "{\"id\":[\"a\"],\"size\":[1.5],\"dimension\":{},\"value\":[]}", KOH_ESCHEMA, "/size" },
        { "{\"id\":[\"a\"],\"size\":[1],\"dimension\":{},\"value\":[1]}", KOH_EMISSING, "/dimension/a/category" },
        { "{\"id\":[\"a\",\"b\"],\"size\":[2,4000000],\"dimension\":{\"a\":{\"category\":{\"index\":[\"x\",\"y\"]}}},"
          "\"value\":[1]}",
          KOH_ELIMIT, "/size" },
        { "{\"id\":[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7],\"size\":[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7],\"dimension\":{},"
          "\"value\":[1]}",
          KOH_ELIMIT, "/id" },
        { "{\"class\":\"collection\"}", KOH_ESCHEMA, "/class" },
        { "{}", KOH_ESCHEMA, "" },
        { "[]", KOH_ESCHEMA, "" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        koh_figures *figures = NULL;
        koh_error error = { 0 };
        koh_status status = koh__jsonstat_read("f.json", table[i].text, strlen(table[i].text), &figures, &error);
        if (status != table[i].status || strcmp(error.pointer, table[i].pointer) != 0 || figures != NULL) {
            fail_msg("%zu: %s %s %s", i, koh_status_name(status), error.pointer, error.message);
        }
        assert_string_equal(error.file, "f.json");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(all_forms_are_one), cmocka_unit_test(facts_are_kept),
                                        cmocka_unit_test(errors_have_a_pointer) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
