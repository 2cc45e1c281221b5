"""The second example in Python, through ctypes. Usage: 02_projection_step.py [libkohort.so]"""
import ctypes
import ctypes.util
import sys

library = ctypes.CDLL(sys.argv[1] if len(sys.argv) > 1 else ctypes.util.find_library("kohort"))
library.koh_status_text.restype = ctypes.c_char_p
DOUBLE, DOUBLES, N = ctypes.c_double, ctypes.POINTER(ctypes.c_double), 4


class Input(ctypes.Structure):  # koh_lifetable_input
    _fields_ = [("n_age", ctypes.c_size_t), ("mx", DOUBLES), ("ax", DOUBLES), ("sex", ctypes.c_int), ("radix", DOUBLE)]


class Table(ctypes.Structure):  # koh_lifetable
    _fields_ = [(name, DOUBLES) for name in ("qx", "lx", "dx", "Lx", "Sx", "Tx", "ex")]


class Year(ctypes.Structure):  # koh_proj_year
    _fields_ = [("survival", DOUBLES), ("fertility", DOUBLES), ("boys_per_girl", DOUBLE), ("net_count", DOUBLES),
                *((name, DOUBLES) for name in ("net_rate", "in_count", "out_rate", "immigration", "emigration_rate"))]


class Totals(ctypes.Structure):  # koh_proj_totals
    _fields_ = [("births", DOUBLE * 2)] + [(name, DOUBLE) for name in (
        "deaths", "net", "in", "out", "immigration", "emigration", "capped", "residual")]


class Components(ctypes.Structure):  # koh_proj_components
    _fields_ = [(name, DOUBLES) for name in (
        "deaths", "net", "in", "out", "immigration", "emigration", "capped")] + [("total", Totals)]


def ok(status):
    if status != 0:
        sys.exit(library.koh_status_text(status).decode())


def survive(mx, sex):
    """Shares that survive a year, by age."""
    columns = [(DOUBLE * N)() for _ in Table._fields_]
    ok(library.koh_lifetable_compute(ctypes.byref(Input(N, (DOUBLE * N)(*mx), None, sex, 0)), None,
                                     ctypes.byref(Table(*columns))))
    return list(columns[4])


persons = (DOUBLE * (2 * N))(102, 98, 95, 310, 108, 101, 97, 280)  # women by age, then men
net = (DOUBLE * (2 * N))(1, 2, 0.5, -3, 2, -1, 0.5, -4)  # persons who come less those who go
fertility = (DOUBLE * N)(0, 0.21, 0.68, 0.1)  # births per woman and year
survival = (DOUBLE * (2 * N))(*survive((0.003, 0.01, 0.02, 0.31), 0), *survive((0.004, 0.02, 0.03, 0.37), 1))
year = Year(survival=survival, fertility=fertility, boys_per_girl=1.056, net_count=net)
components, following, workspace = Components(), (DOUBLE * (2 * N))(), ctypes.c_void_p()
ok(library.koh_proj_check(ctypes.c_size_t(N), persons, ctypes.byref(year), None))
ok(library.koh_proj_workspace_new(ctypes.c_size_t(N), ctypes.byref(workspace)))
ok(library.koh_proj_step(persons, ctypes.byref(year), 0, workspace, following, ctypes.byref(components)))
library.koh_proj_workspace_free(workspace)

total = components.total
print(f"1 January     {sum(persons):9.3f}")
print(f"+ births      {sum(total.births):9.3f}")
print(f"- deaths      {total.deaths:9.3f}")
print(f"+ net moves   {total.net:9.3f}")
print(f"= a year later{sum(following):9.3f}")
