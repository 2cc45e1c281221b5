/* Sizes that overflow give no memory; arena blocks are zeroed, apart and aligned. */
#include "test.h"

#include <stdint.h>
#include <string.h>

#include "base/memory_priv.h"

static void overflowing_sizes_are_refused(void **state)
{
    (void) state;
    volatile size_t half = SIZE_MAX / 2;
    assert_null(koh__new(half, 3));
    assert_null(koh__grow(NULL, half, 3));
    assert_null(koh__grow(NULL, 0, 3));
    koh_arena *arena = koh__arena_new();
    assert_non_null(arena);
    assert_null(koh__arena_take(arena, half, 3));
    koh__arena_free(arena);
}

static void arena_blocks_do_not_touch(void **state)
{
    (void) state;
    koh_arena *arena = koh__arena_new();
    assert_non_null(arena);
    unsigned char *blocks[200];
    for (size_t i = 0; i < 200; i++) {
        size_t size = 1 + i * 37;
        blocks[i] = koh__arena_take(arena, size, 1);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t) blocks[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < size; k++) {
            assert_int_equal(blocks[i][k], 0);
        }
        memset(blocks[i], (int) (i + 1), size);
    }
    for (size_t i = 0; i < 200; i++) {
        for (size_t k = 0; k < 1 + i * 37; k++) {
            assert_int_equal(blocks[i][k], (unsigned char) (i + 1));
        }
    }
    assert_string_equal(koh__arena_format(arena, "%d/%s", 7, "x"), "7/x");
    assert_string_equal(koh__arena_text_n(arena, "abcdef", 3), "abc");
    koh__arena_free(arena);
    koh__arena_free(NULL);
}

static void a_cleared_arena_gives_zeroed_blocks_again(void **state)
{
    (void) state;
    koh_arena *arena = koh__arena_new();
    assert_non_null(arena);
    assert_int_equal(koh__arena_clear(arena), KOH_OK);
    for (size_t round = 0; round < 4; round++) {
        for (size_t i = 0; i < 40 + 30 * round; i++) { /* more than one chunk, and more from round to round */
            const size_t size = 1 + i * 97;
            unsigned char *block = koh__arena_take(arena, size, 1);
            assert_non_null(block);
            for (size_t k = 0; k < size; k++) {
                assert_int_equal(block[k], 0);
            }
            memset(block, (int) (i + 1), size);
        }
        assert_int_equal(koh__arena_clear(arena), KOH_OK);
    }
    koh__arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overflowing_sizes_are_refused),
        cmocka_unit_test(arena_blocks_do_not_touch),
        cmocka_unit_test(a_cleared_arena_gives_zeroed_blocks_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
