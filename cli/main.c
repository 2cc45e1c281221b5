/* The command `kohort`: parses arguments, calls the library, prints. */
#include <stdio.h>

#include "kohort/version.h"

int main(void)
{
    printf("kohort %s\n", koh_version());
    return 0;
}
