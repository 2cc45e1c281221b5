/* PX: keywords, the order of cells, and what dots mean. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "io/px_priv.h"

#define HEAD                                                                                                           \
    "CHARSET=\"ANSI\";\nLANGUAGE=\"no\";\nSTUB=\"region\",\"alder\";\nHEADING=\"tid\";\n"                              \
    "VALUES(\"region\")=\"Hole\",\"Sør-\"\n\"Varanger\";\nCODES(\"region\")=\"3310\",\"5605\";\n"                     \
    "VALUES(\"alder\")=\"0 år\";\nVALUES[en](\"alder\")=\"0 years\",\"too "                                           \
    "many\";\nVALUES(\"tid\")=\"2023\",\"2024\";\n"

static koh_figures *read(const char *text)
{
    koh_figures *figures = NULL;
    koh_error error = { 0 };
    if (koh__px_read("f.px", text, strlen(text), &figures, &error) != KOH_OK) {
        fail_msg("%zu:%zu %s", error.line, error.column, error.message);
    }
    return figures;
}

static void the_last_variable_is_fastest(void **state)
{
    (void) state;
    koh_figures *figures = read(HEAD "DATA=\n1.5 -2\n\"..\" 4;\n");
    static const double values[] = { 1.5, -2, 0, 4 };
    assert_int_equal(figures->n_cells, 4);
    assert_string_equal(figures->variables[0].categories[1].label, "Sør-Varanger");
    assert_string_equal(figures->variables[0].categories[1].code, "5605");
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(figures->category[3 * i], i / 2);
        assert_int_equal(figures->category[3 * i + 2], i % 2);
        assert_true(i == 2 ? isnan(figures->value[i]) : figures->value[i] == values[i]);
    }
    assert_int_equal(figures->reason[2], KOH_REASON_NOT_AVAILABLE);
    koh__figures_free(figures);
}

static void dots_mean_what_the_file_says(void **state)
{
    (void) state;
    koh_figures *figures = read(HEAD "DATASYMBOL1=\"..\";DATASYMBOL3=\":\";DATASYMBOL2=\"finnes ikke\";\n"
                                     "DATA=\".\" \"...\" \"..\" \"-\";");
    static const koh_reason reasons[] = { KOH_REASON_NOT_AVAILABLE, KOH_REASON_CONFIDENTIAL, KOH_REASON_NOT_AVAILABLE,
                                          KOH_REASON_DASH };
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(figures->reason[i], reasons[i]);
    }
    koh__figures_free(figures);
    figures = read(HEAD "DATA=\".\" \"...\" \"....\" -;");
    assert_int_equal(figures->reason[0], KOH_REASON_NOT_APPLICABLE);
    assert_int_equal(figures->reason[1], KOH_REASON_NOT_YET);
    assert_int_equal(figures->reason[2], KOH_REASON_NOT_AVAILABLE);
    assert_int_equal(figures->reason[3], KOH_REASON_DASH);
    koh__figures_free(figures);
}

static void an_encoding_is_declared_in_bytes(void **state)
{
    (void) state;
    char name[KOH_PX_SIZE];
    static const char declared[] = "CHARSET=\"ANSI\";\nCODEPAGE=\"iso-8859-15\";\nTITLE=\"\xe5\";\n";
    static const char charset[] = "CHARSET=\"UTF-8\";\nTITLE=\"CODEPAGE=\";\n";
    static const char plain[] = "CHARSET=\"ANSI\";\n";
    assert_true(koh__px_declared(declared, sizeof declared - 1, name));
    assert_string_equal(name, "iso-8859-15");
    assert_true(koh__px_declared(charset, sizeof charset - 1, name));
    assert_string_equal(name, "UTF-8");
    assert_false(koh__px_declared(plain, sizeof plain - 1, name));
    assert_true(koh__px_is(plain));
    assert_true(koh__px_is("AXIS-VERSION=\"2000\";"));
    assert_true(koh__px_is("\nTITLE[no]=\"x\";"));
    assert_false(koh__px_is("REGION;2024\n"));
    assert_false(koh__px_is("region=2"));
}

static void errors_have_a_place(void **state)
{
    (void) state;
    static const struct {
        const char *text;
        koh_status status;
        size_t line, column;
    } table[] = {
        { HEAD "DATA=1 2 3;", KOH_ESHAPE, 11, 11 },
        { HEAD "DATA=1 2 3 4 5;", KOH_ESHAPE, 11, 14 },
        { HEAD "DATA=1 2 3 4", KOH_ESYNTAX, 11, 13 },
        { HEAD "DATA=1 x 3 4;", KOH_ESYNTAX, 11, 8 },
        { HEAD "KEYS(\"region\")=CODES;DATA=1;", KOH_ESCHEMA, 11, 1 },
        { HEAD "TITLE=\"abc;\nDATA=1 2 3 4;", KOH_ESYNTAX, 11, 7 },
        { HEAD "TITLE=\"abc\"\nDATA", KOH_ESYNTAX, 11, 1 },
        { HEAD "title=\"abc\";", KOH_ESYNTAX, 11, 1 },
        { HEAD "VALUES(\"a=1;", KOH_ESYNTAX, 11, 8 },
        { HEAD "VALUES(a)=1;", KOH_ESYNTAX, 11, 7 },
        { HEAD "VALUES[no=1;", KOH_ESYNTAX, 11, 7 },
        { HEAD, KOH_EMISSING, 11, 1 },
        { "STUB=\"a\";\nDATA=1;", KOH_EMISSING, 1, 1 },
        { "CHARSET=\"ANSI\";\nDATA=1;", KOH_EMISSING, 1, 1 },
        { "STUB=\"a\";\nVALUES(\"a\")=\"x\",\"y\";\nCODES(\"a\")=\"1\";\nDATA=1 2;", KOH_ESHAPE, 3, 1 },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        koh_figures *figures = NULL;
        koh_error error = { 0 };
        koh_status status = koh__px_read("f.px", table[i].text, strlen(table[i].text), &figures, &error);
        if (status != table[i].status || error.line != table[i].line || error.column != table[i].column ||
            figures != NULL) {
            fail_msg("%zu: %s %zu:%zu %s", i, koh_status_name(status), error.line, error.column, error.message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_variable_is_fastest),
        cmocka_unit_test(dots_mean_what_the_file_says),
        cmocka_unit_test(an_encoding_is_declared_in_bytes),
        cmocka_unit_test(errors_have_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
