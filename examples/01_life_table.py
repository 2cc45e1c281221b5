"""The first example in Python, through ctypes. Usage: 01_life_table.py [libkohort.so]"""
import ctypes
import ctypes.util
import sys

library = ctypes.CDLL(sys.argv[1] if len(sys.argv) > 1 else ctypes.util.find_library("kohort"))
DOUBLES = ctypes.POINTER(ctypes.c_double)


class Input(ctypes.Structure):  # koh_lifetable_input
    _fields_ = [("n_age", ctypes.c_size_t), ("mx", DOUBLES), ("ax", DOUBLES), ("sex", ctypes.c_int),
                ("radix", ctypes.c_double)]


class Table(ctypes.Structure):  # koh_lifetable
    _fields_ = [(name, DOUBLES) for name in ("qx", "lx", "dx", "Lx", "Sx", "Tx", "ex")]


mx = (ctypes.c_double * 3)(0.01, 0.02, 0.25)  # deaths per person-year at ages 0, 1, and 2 and over
columns = [(ctypes.c_double * 3)() for _ in Table._fields_]
table = Table(*columns)
status = library.koh_lifetable_compute(ctypes.byref(Input(3, mx, None, 0, 0)), None, ctypes.byref(table))
if status != 0:
    library.koh_status_text.restype = ctypes.c_char_p
    sys.exit(library.koh_status_text(status).decode())
print(f"Life expectancy at birth: {table.ex[0]:.3f} years")
