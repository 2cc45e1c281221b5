/* SHA-256 against the examples that NIST publishes for FIPS 180-4. */
#include "test.h"

#include <string.h>

#include "base/memory_priv.h"
#include "io/digest_blocks_priv.h"
#include "io/digest_priv.h"

static void published_examples_agree(void **state)
{
    (void) state;
    static const struct {
        const char *text, *digest;
    } table[] = {
        { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
        { "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrst"
          "nopqrstu",
          "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
    };
    char hex[KOH_DIGEST_SIZE];
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        koh__digest(table[i].text, strlen(table[i].text), hex);
        assert_string_equal(hex, table[i].digest);
    }
    char *million = koh__new(1000000, 1);
    assert_non_null(million);
    memset(million, 'a', 1000000);
    koh__digest(million, 1000000, hex);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    koh__free(million);
}

/* SHA-256 over the digests of 'a' repeated 0 .. 130 times: every way to fill the last block. Independent value from
 * Python's hashlib. */
static void every_length_of_the_last_block_agrees(void **state)
{
    (void) state;
    char text[131], all[131 * 64], hex[KOH_DIGEST_SIZE];
    memset(text, 'a', sizeof text);
    for (size_t n = 0; n <= 130; n++) {
        koh__digest(text, n, hex);
        memcpy(all + n * 64, hex, 64);
    }
    koh__digest(all, sizeof all, hex);
    assert_string_equal(hex, "5eee4c50e1b5ec4f1a47f34c25ca988850b49da7904f5ab1b3abc5cc0ae66ef9");
}

/* Both block functions on bytes without a pattern, one to nine blocks at a time. */
static void instructions_give_what_plain_rounds_give(void **state)
{
    (void) state;
    unsigned char bytes[9 * KOH_DIGEST_BLOCK];
    uint32_t seed = 2463534242u, plain[KOH_DIGEST_WORDS], fast[KOH_DIGEST_WORDS];
    if (!koh__digest_has_instructions()) {
        print_message("skipped: this processor has no SHA instructions\n");
        skip();
    }
    for (size_t n = 1; n <= 9; n++) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (unsigned char) (seed >> 24);
        }
        for (size_t i = 0; i < KOH_DIGEST_WORDS; i++) {
            plain[i] = fast[i] = seed ^ (uint32_t) (i * 2654435761u);
        }
        koh__digest_plain(plain, bytes, n);
        koh__digest_fast(fast, bytes, n);
        assert_memory_equal(plain, fast, sizeof plain);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples_agree),
        cmocka_unit_test(every_length_of_the_last_block_agrees),
        cmocka_unit_test(instructions_give_what_plain_rounds_give),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
