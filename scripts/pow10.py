#!/usr/bin/env python3
"""Writes lib/base/pow10.c: ceil(10^k * 2^(127 - floor(log2 10^k))) for the k that shortest decimals of doubles need."""

FIRST, LAST = -292, 324


def scaled(k):
    if k >= 0:
        bits = (10**k).bit_length() - 1
        return -((-(10**k) << 128) >> (bits + 1))
    divisor = 10**-k
    bits = -divisor.bit_length()  # floor(log2(10^k)): 10^-k is no power of two
    return -((-1 << (127 - bits)) // divisor)


print("/* 128-bit powers of ten, written by scripts/pow10.py. */")
print('#include "base/pow10_priv.h"')
print()
print("/* clang-format off */")
print("const koh_pow10 koh__pow10[KOH_POW10_LAST - KOH_POW10_FIRST + 1] = {")
entries = []
for k in range(FIRST, LAST + 1):
    g = scaled(k)
    assert g >> 127 == 1, k
    entries.append("{ 0x%016x, 0x%016x }," % (g >> 64, g & (2**64 - 1)))
for i in range(0, len(entries), 2):
    print("    " + " ".join(entries[i : i + 2]))
print("};")
