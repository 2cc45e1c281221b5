/* Allowed here. */
void *koh__take(void)
{
    return malloc(1);
}
