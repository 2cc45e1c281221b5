/* Reaches past the public headers. */
#include <cJSON.h>
#include <popt.h>
#include <stdio.h>

#include "io/file_priv.h"
#include "kohort/good.h"

int main(void)
{
    printf("fine here\n");
    return 0;
}
