/* The same text in every encoding reads alike; what no encoding has is told with its place. */
#include "test.h"

#include <string.h>

#include "io/encoding_priv.h"

typedef struct bytes {
    const char *data;
    size_t length;
    const char *declared;
    koh_status status;
    const char *name, *text;
    size_t line, column;
} bytes;

#define BYTES(text) (text), sizeof(text) - 1

static void check(const bytes *expected)
{
    koh_buffer text = { 0 };
    koh_error error = { 0 };
    const char *name = expected->declared;
    koh_status status = koh__encoding_read("f", expected->data, expected->length, &name, &text, &error);
    if (status != expected->status || error.line != expected->line || error.column != expected->column) {
        fail_msg("%s: %s %zu:%zu %s", expected->data, koh_status_name(status), error.line, error.column, error.message);
    }
    if (status == KOH_OK) {
        assert_string_equal(name, expected->name);
        assert_string_equal(text.data, expected->text);
        assert_int_equal(text.length, strlen(expected->text));
    }
    koh__buffer_free(&text);
}

static void every_encoding_gives_its_text(void **state)
{
    (void) state;
    static const bytes table[] = {
        { BYTES("abc"), NULL, KOH_OK, "UTF-8", "abc", 0, 0 },
        { BYTES(""), NULL, KOH_OK, "UTF-8", "", 0, 0 },
        { BYTES("kj\xc3\xb8nn"), NULL, KOH_OK, "UTF-8", "kjønn", 0, 0 },
        { BYTES("\xef\xbb\xbfkj\xc3\xb8nn"), NULL, KOH_OK, "UTF-8 with BOM", "kjønn", 0, 0 },
        { BYTES("kj\xf8nn"), NULL, KOH_OK, "ISO-8859-1", "kjønn", 0, 0 },
        { BYTES("67\x96"
                "79 \x80"),
          NULL, KOH_OK, "Windows-1252", "67\u201379 \u20ac", 0, 0 },
        { BYTES("it\x92s"), NULL, KOH_OK, "Windows-1252", "it\u2019s", 0, 0 },
        { BYTES("\xff\xfe\xe5\x00r\x00=\xd8\x00\xde"), NULL, KOH_OK, "UTF-16", "år\U0001F600", 0, 0 },
        { BYTES("\xfe\xff\x00\xe5\x00r"), NULL, KOH_OK, "UTF-16", "år", 0, 0 },
        { BYTES("\xa4 \xe5"), "ISO-8859-15", KOH_OK, "ISO-8859-15", "\u20ac å", 0, 0 },
        { BYTES("\xc3\xa5"), "iso-8859-1", KOH_OK, "ISO-8859-1", "\u00c3\u00a5", 0, 0 },
        { BYTES("\x96"), "windows-1252", KOH_OK, "Windows-1252", "\u2013", 0, 0 },
        { BYTES("\xc3\xa5"), "UTF-8", KOH_OK, "UTF-8", "å", 0, 0 },
        { BYTES("a\nb\x81"), NULL, KOH_EENCODING, NULL, NULL, 2, 2 },
        { BYTES("a\nkj\x9bnn"), NULL, KOH_EENCODING, NULL, NULL, 2, 3 },
        { BYTES("\xe5r"), "utf-8", KOH_EENCODING, NULL, NULL, 1, 1 },
        { BYTES("\x96"), "iso-8859-15", KOH_EENCODING, NULL, NULL, 1, 1 },
        { BYTES("a"), "ebcdic", KOH_EENCODING, NULL, NULL, 0, 0 },
        { BYTES("\xff\xfe"
                "a"),
          NULL, KOH_EENCODING, NULL, NULL, 0, 0 },
        { BYTES("\xff\xfe\x00\xdc"), NULL, KOH_EENCODING, NULL, NULL, 0, 0 },
        { BYTES("\xff\xfe\x00\xd8"), NULL, KOH_EENCODING, NULL, NULL, 0, 0 },
        { BYTES("\xff\xfe\x00\x00"), NULL, KOH_EENCODING, NULL, NULL, 0, 0 },
        { BYTES("\xef\xbb\xbf\xe5"), NULL, KOH_EENCODING, NULL, NULL, 1, 1 },
        { BYTES("a\0b"), NULL, KOH_ESYNTAX, NULL, NULL, 1, 2 },
        { BYTES("PK\3\4...."), NULL, KOH_ESCHEMA, NULL, NULL, 0, 0 },
        { BYTES("\xd0\xcf\x11\xe0"), NULL, KOH_ESCHEMA, NULL, NULL, 0, 0 },
        { BYTES("\x1f\x8b"), NULL, KOH_ESCHEMA, NULL, NULL, 0, 0 },
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        check(&table[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(every_encoding_gives_its_text) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
