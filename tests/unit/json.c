/* What is wrong with a JSON text is said with its line and column; what is written reads back. */
#include "test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/memory_priv.h"
#include "io/json_priv.h"

typedef struct bad_input {
    const char *text;
    koh_status status;
    size_t line, column;
    const char *fragment;
} bad_input;

static void check_bad(const char *text, size_t length, const bad_input *expected)
{
    cJSON *tree = NULL;
    koh_error error = { 0 };
    koh_status status = koh__json_read("in.json", text, length, &tree, &error);
    if (status != expected->status || error.line != expected->line || error.column != expected->column ||
        strstr(error.message, expected->fragment) == NULL) {
        fail_msg("%.60s: %s %zu:%zu %s", text, koh_status_name(status), error.line, error.column, error.message);
    }
    assert_null(tree);
    assert_string_equal(error.file, "in.json");
    assert_int_equal(koh__json_read("in.json", text, length, &tree, NULL), status);
}

static void bad_input_is_named_with_its_place(void **state)
{
    (void) state;
    static const bad_input table[] = {
        { "", KOH_ESYNTAX, 1, 1, "expected a value, found the end" },
        { " \n ", KOH_ESYNTAX, 2, 2, "found the end" },
        { "\xef\xbb\xbf", KOH_ESYNTAX, 1, 1, "found the end" },
        { "{\"a\":1} junk", KOH_ESYNTAX, 1, 9, "expected the end of the text, found 'j'" },
        { "1 2", KOH_ESYNTAX, 1, 3, "expected the end of the text" },
        { "[1e999]", KOH_ESYNTAX, 1, 2, "too large" },
        { "[1,\n 007]", KOH_ESYNTAX, 2, 2, "leading zeros" },
        { "-01", KOH_ESYNTAX, 1, 1, "leading zeros" },
        { "{\"a\":1,\n\"b\":2,\"a\":3}", KOH_EDUPLICATE, 2, 7, "key \"a\" is given twice" },
        { "{\"a\":1,\"\\u0061\":2}", KOH_EDUPLICATE, 1, 8, "key \"a\" is given twice" },
        { "{\"\\u00e5\":1,\"\xc3\xa5\":2}", KOH_EDUPLICATE, 1, 13, "key \"\xc3\xa5\" is given twice" },
        { "{\"\\ud83d\\ude00\":1,\"b\":{},\"\xf0\x9f\x98\x80\":2}", KOH_EDUPLICATE, 1, 26, "given twice" },
        { "{\"x\":{\"a\":1,\"b\":[{\"c\":1,\"c\":1}]}}", KOH_EDUPLICATE, 1, 25, "key \"c\"" },
        { "{\"\":1,\"\":2}", KOH_EDUPLICATE, 1, 7, "key \"\"" },
        { "{\"c\":1,\"b\":2,\"c\":3,\"b\":4}", KOH_EDUPLICATE, 1, 14, "key \"c\"" },
        { "[NaN]", KOH_ESYNTAX, 1, 2, "expected a value, found 'N'" },
        { "[Infinity]", KOH_ESYNTAX, 1, 2, "expected a value" },
        { "[-Infinity]", KOH_ESYNTAX, 1, 3, "expected a digit" },
        { "[+1]", KOH_ESYNTAX, 1, 2, "expected a value" },
        { "[.5]", KOH_ESYNTAX, 1, 2, "expected a value" },
        { "[5.]", KOH_ESYNTAX, 1, 4, "a digit after the decimal point" },
        { "[1,5e]", KOH_ESYNTAX, 1, 6, "a digit in the exponent" },
        { "[0x10]", KOH_ESYNTAX, 1, 3, "',' or ']'" },
        { "[1,]", KOH_ESYNTAX, 1, 4, "expected a value, found ']'" },
        { "{\"a\":1,}", KOH_ESYNTAX, 1, 8, "expected a key in quotes, found '}'" },
        { "{a:1}", KOH_ESYNTAX, 1, 2, "a key in quotes or '}'" },
        { "{'a':1}", KOH_ESYNTAX, 1, 2, "a key in quotes or '}'" },
        { "{\"a\" 1}", KOH_ESYNTAX, 1, 6, "':' after the key" },
        { "{\"a\"}", KOH_ESYNTAX, 1, 5, "':' after the key" },
        { "{\"a\":}", KOH_ESYNTAX, 1, 6, "expected a value" },
        { "{\"a\":1 \"b\":2}", KOH_ESYNTAX, 1, 8, "',' or '}'" },
        { "[1 2]", KOH_ESYNTAX, 1, 4, "',' or ']'" },
        { "[1}", KOH_ESYNTAX, 1, 3, "',' or ']'" },
        { "{\"a\":[1}", KOH_ESYNTAX, 1, 8, "',' or ']'" },
        { "[", KOH_ESYNTAX, 1, 2, "found the end" },
        { "[[1],\n", KOH_ESYNTAX, 2, 1, "found the end" },
        { "]", KOH_ESYNTAX, 1, 1, "expected a value" },
        { "[true,falsk]", KOH_ESYNTAX, 1, 7, "expected a value, found 'f'" },
        { "[nul", KOH_ESYNTAX, 1, 2, "expected a value" },
        { "truex", KOH_ESYNTAX, 1, 5, "the end of the text" },
        { "// no\n1", KOH_ESYNTAX, 1, 1, "expected a value, found '/'" },
        { "[\"\xc3\xa5\xc3\xa5\", \xc3\xb8]", KOH_ESYNTAX, 1, 8, "expected a value, found '\xc3\xb8'" },
        { "[\"abc]", KOH_ESYNTAX, 1, 2, "never closed" },
        { "[\"abc\\", KOH_ESYNTAX, 1, 6, "escape" },
        { "[\"a\nb\"]", KOH_ESYNTAX, 1, 4, "control character or line break" },
        { "[\"a\tb\"]", KOH_ESYNTAX, 1, 4, "control character" },
        { "[\"\\x\"]", KOH_ESYNTAX, 1, 3, "escape" },
        { "[\"\\u12g4\"]", KOH_ESYNTAX, 1, 3, "escape" },
        { "[\"\\u12", KOH_ESYNTAX, 1, 3, "escape" },
        { "[\"\\u0000\"]", KOH_ESYNTAX, 1, 3, "zero character" },
        { "[\"x\\ud83d\"]", KOH_EENCODING, 1, 4, "surrogate" },
        { "[\"\\ude00\"]", KOH_EENCODING, 1, 3, "surrogate" },
        { "[\"\\ud83d\\u0041\"]", KOH_EENCODING, 1, 3, "surrogate" },
        { "[\"\\ud83d\\ud83d\"]", KOH_EENCODING, 1, 3, "surrogate" },
        { "{\"\\ud83d\":1}", KOH_EENCODING, 1, 3, "surrogate" },
        { "[\"Bl\xe5\"]", KOH_EENCODING, 1, 5, "byte 0xe5 is not valid UTF-8" },
        { "[1,\n\xc0\x80]", KOH_EENCODING, 2, 1, "not valid UTF-8" },
        { "[0.1234567890123456789012345678901234567890123456789012345678901234]", KOH_ELIMIT, 1, 2, "63" },
        { "\f1", KOH_ESYNTAX, 1, 1, "expected a value" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check_bad(table[i].text, strlen(table[i].text), &table[i]);
    }
    check_bad("[1\0]", 4, &(bad_input){ NULL, KOH_ESYNTAX, 1, 3, "a zero byte" });
}

static void depth_and_size_have_limits(void **state)
{
    (void) state;
    enum { LENGTH = 10 * 1000 * 1000 };
    char *text = koh__new(LENGTH, 1);
    assert_non_null(text);
    memset(text, '[', LENGTH);
    check_bad(text, LENGTH, &(bad_input){ NULL, KOH_ELIMIT, 1, 65, "64 deep" });
    for (size_t i = 0; i + 5 <= LENGTH; i += 5) {
        memcpy(text + i, "{\"a\":", 5);
    }
    check_bad(text, LENGTH, &(bad_input){ NULL, KOH_ELIMIT, 1, 321, "64 deep" });
    memset(text, '[', 64);
    memset(text + 64, ']', 64);
    cJSON *tree = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__json_read("in.json", text, 128, &tree, &error), KOH_OK);
    cJSON_Delete(tree);
    koh__free(text);
    size_t large = ((size_t) 64 << 20) + 1;
    text = koh__new(large, 1);
    assert_non_null(text);
    check_bad(text, large, &(bad_input){ NULL, KOH_ELIMIT, 0, 0, "at most 67108864" });
    koh__free(text);
}

static void many_keys_are_read_in_good_time(void **state)
{
    (void) state;
    koh_buffer buffer = { 0 };
    koh__buffer_char(&buffer, '{');
    for (int i = 0; i < 200000; i++) {
        koh__buffer_format(&buffer, "%s\"k\\u0061%d\":%d", i > 0 ? "," : "", i, i);
    }
    koh__buffer_char(&buffer, '}');
    assert_int_equal(buffer.failed, 0);
    cJSON *tree = NULL;
    assert_int_equal(koh__json_read("in.json", buffer.data, buffer.length, &tree, NULL), KOH_OK);
    assert_string_equal(tree->child->string, "ka0");
    cJSON_Delete(tree);
    koh__buffer_free(&buffer);
}

static void unusual_texts_are_read(void **state)
{
    (void) state;
    static const char text[] =
        "\xef\xbb\xbf { \"a\" : [ 1 , -0.5e-3 ,\r\n\ttrue,false , null,{},[]],\"A\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t"
        "\\u00E5\\ud83d\\ude00\",\"\":{\"a\":1,\"b\":{\"a\":2}} }\n";
    cJSON *tree = NULL;
    koh_error error = { 0 };
    assert_int_equal(koh__json_read("in.json", text, sizeof text - 1, &tree, &error), KOH_OK);
    const cJSON *a = cJSON_GetObjectItemCaseSensitive(tree, "a");
    assert_int_equal(cJSON_GetArraySize(a), 7);
    assert_true(cJSON_GetArrayItem(a, 1)->valuedouble == -0.5e-3);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(tree, "A")),
                        "\"\\/\b\f\n\r\t\xc3\xa5\xf0\x9f\x98\x80");
    cJSON_Delete(tree);
    static const char *const scalars[] = { "0", "-0", "\"\"", "null", " true ", "1E+2" };
    for (size_t i = 0; i < sizeof scalars / sizeof scalars[0]; i++) {
        tree = NULL;
        assert_int_equal(koh__json_read("in.json", scalars[i], strlen(scalars[i]), &tree, &error), KOH_OK);
        assert_non_null(tree);
        cJSON_Delete(tree);
    }
}

static cJSON *parsed(const char *text)
{
    cJSON *tree = NULL;
    assert_int_equal(koh__json_read("in.json", text, strlen(text), &tree, NULL), KOH_OK);
    return tree;
}

static int is_quantity(const cJSON *node)
{
    return cJSON_HasObjectItem(node, "value") || cJSON_HasObjectItem(node, "path");
}

static void check_merge(const char *target, const char *patch, const char *result, int (*is_leaf)(const cJSON *))
{
    cJSON *tree = parsed(target), *change = parsed(patch), *expected = parsed(result);
    assert_int_equal(koh__json_merge(&tree, change, is_leaf), KOH_OK);
    if (!cJSON_Compare(tree, expected, 1)) {
        fail_msg("%s with %s", target, patch);
    }
    cJSON_Delete(tree);
    cJSON_Delete(change);
    cJSON_Delete(expected);
}

/* RFC 7396, appendix A. */
static void merge_is_that_of_the_rfc(void **state)
{
    (void) state;
    static const char *const table[][3] = {
        { "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
        { "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
        { "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
        { "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
        { "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
        { "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
        { "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
        { "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
        { "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
        { "{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]" },
        { "{\"a\":\"foo\"}", "null", "null" },
        { "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"" },
        { "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
        { "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
        { "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check_merge(table[i][0], table[i][1], table[i][2], NULL);
    }
    check_merge("{\"a\":1,\"A\":2}", "{\"A\":null,\"b\":{\"c\":[null]}}", "{\"a\":1,\"b\":{\"c\":[null]}}", NULL);
}

static void leaves_are_replaced_whole(void **state)
{
    (void) state;
    check_merge("{\"s\":{\"u\":{\"path\":{\"2024\":26},\"source\":\"SSB\"},\"k\":1}}",
                "{\"s\":{\"u\":{\"value\":3,\"assumption\":\"x\"}}}",
                "{\"s\":{\"u\":{\"value\":3,\"assumption\":\"x\"},\"k\":1}}", is_quantity);
    check_merge("{\"s\":{\"u\":{\"value\":1,\"unit\":\"%\"}}}", "{\"s\":{\"u\":{\"unit\":\"h\"}}}",
                "{\"s\":{\"u\":{\"value\":1,\"unit\":\"h\"}}}", is_quantity);
    check_merge("{\"s\":{\"u\":{\"value\":1}}}", "{\"s\":{\"u\":null,\"v\":{\"value\":2,\"note\":null}}}",
                "{\"s\":{\"v\":{\"value\":2,\"note\":null}}}", is_quantity);
}

static void written_json_has_one_look(void **state)
{
    (void) state;
    koh_buffer buffer = { 0 };
    koh_json_writer w = { .buffer = &buffer };
    const double numbers[] = { 1, 2.385, (double) NAN, 1e-9 };
    const int ints[] = { 2026, -1 };
    const char *const texts[] = { "female", NULL, "a\"b\\\n\x01\x7f" };
    koh__json_open(&w, '{');
    koh__json_key(&w, "empty");
    koh__json_open(&w, '{');
    koh__json_close(&w, '}');
    koh__json_key(&w, "value");
    koh__json_numbers(&w, 4, numbers);
    koh__json_key(&w, "year");
    koh__json_ints(&w, 2, ints);
    koh__json_key(&w, "none");
    koh__json_numbers(&w, 0, NULL);
    koh__json_key(&w, "sex");
    koh__json_texts(&w, 3, texts);
    koh__json_key(&w, "list");
    koh__json_open(&w, '[');
    koh__json_open(&w, '{');
    koh__json_key(&w, "\xc3\xa5r");
    koh__json_number(&w, (double) NAN);
    koh__json_close(&w, '}');
    koh__json_open(&w, '{');
    koh__json_close(&w, '}');
    koh__json_bool(&w, 1);
    koh__json_text(&w, NULL);
    koh__json_number(&w, 0.1);
    koh__json_text(&w, "\t");
    koh__json_close(&w, ']');
    koh__json_close(&w, '}');
    koh__buffer_char(&buffer, '\0');
    assert_int_equal(buffer.failed, 0);
    assert_string_equal(buffer.data, "{\n"
                                     "  \"empty\": {},\n"
                                     "  \"value\": [1,2.385,null,1e-9],\n"
                                     "  \"year\": [2026,-1],\n"
                                     "  \"none\": [],\n"
                                     "  \"sex\": [\"female\",null,\"a\\\"b\\\\\\n\\u0001\\u007f\"],\n"
                                     "  \"list\": [{\n"
                                     "      \"\xc3\xa5r\": null\n"
                                     "    }, {},true,null,0.1,\"\\t\"]\n"
                                     "}\n");
    cJSON_Delete(parsed(buffer.data));
    koh__buffer_free(&buffer);
}

static void written_numbers_read_back(void **state)
{
    (void) state;
    enum { N = 5000 };
    double values[N];
    uint64_t bits = 88172645463325252u;
    for (int i = 0; i < N; i++) {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        values[i] = ldexp((double) (bits >> 11), (int) (bits % 1500) - 900);
    }
    koh_buffer buffer = { 0 };
    koh_json_writer w = { .buffer = &buffer };
    koh__json_numbers(&w, N, values);
    cJSON *tree = NULL;
    assert_int_equal(koh__json_read("out.json", buffer.data, buffer.length, &tree, NULL), KOH_OK);
    const cJSON *item;
    int i = 0;
    cJSON_ArrayForEach(item, tree)
    {
        assert_true(item->valuedouble == values[i]);
        i++;
    }
    assert_int_equal(i, N);
    cJSON_Delete(tree);
    koh__buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_input_is_named_with_its_place), cmocka_unit_test(depth_and_size_have_limits),
        cmocka_unit_test(many_keys_are_read_in_good_time),   cmocka_unit_test(unusual_texts_are_read),
        cmocka_unit_test(merge_is_that_of_the_rfc),          cmocka_unit_test(leaves_are_replaced_whole),
        cmocka_unit_test(written_json_has_one_look),         cmocka_unit_test(written_numbers_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
