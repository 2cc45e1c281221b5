/* State, and names that are not the library's. */
static int hidden_state = 1;
static const char *const constant_table[] = { "fine" };
static _Thread_local int thread_state;

__attribute__((visibility("default"))) int stranger(void)
{
    return hidden_state++ + thread_state++ + constant_table[0][0];
}

__attribute__((visibility("default"))) int koh__leaked(void)
{
    return 1;
}

int koh_fine(void)
{
    return 0;
}
