#!/usr/bin/env python3
"""The NetCDF of kohort simulate, read back by another program's reader: the figures are those of the CSV.

    netcdf.py KOHORT ROOT      exit 77 where there is no reader, or the build writes none
"""
import csv
import pathlib
import subprocess
import sys
import tempfile

try:
    import netCDF4
    import numpy
except ImportError:
    print("netcdf: python3-netcdf4 is not there")
    sys.exit(77)

KOHORT, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
REGIONS = "3310,1151,0301,5605"
WHAT = ["--regions", REGIONS, "--years", "4", "--draws", "150", "--seed", "3"]


def need(condition, message):
    if not condition:
        print(f"netcdf: {message}", file=sys.stderr)
        sys.exit(1)


def simulate(path, *arguments):
    return subprocess.run([KOHORT, "simulate", *WHAT, "-o", str(path), *arguments], capture_output=True, text=True)


def check_figures(file, rows):
    """Every cell and group of the CSV stands in the cubes, and nothing else."""
    regions = {region: i for i, region in enumerate(file["region_id"][:].tolist())}
    groups = {group: i for i, group in enumerate(file["age_group_label"][:].tolist())}
    mean, quantile = file["population_mean"][:], file["population_quantile"][:]
    group_mean, group_quantile = file["group_mean"][:], file["group_quantile"][:]
    left = mean.size + group_mean.size
    for region, year, sex, age, group, *figures in rows:
        r, t, wanted = regions[region], int(year) - 2026, [float(x) for x in figures]
        if group:
            found = [group_mean[r, t, groups[group]], *group_quantile[r, t, groups[group]]]
        else:
            at = r, t, ["female", "male"].index(sex), int(age)
            found = [mean[at], *quantile[at]]
        need(found == wanted, f"{region},{year},{sex},{age},{group}: {found} in NetCDF, {wanted} in CSV")
        left -= 1
    need(left == 0, f"{left} cells more in NetCDF")


def check_form(file):
    need(file.Conventions == "CF-1.8" and file.seed == "3" and file.draws == "150", "global attributes")
    need(file["population_quantile"].dimensions == ("region", "year", "sex", "age", "quantile"), "dimensions")
    need(file["region_name"][:].tolist() == ["Hole", "Utsira", "Oslo", "Sør-Varanger"], file["region_name"][:].tolist())
    need(file["quantile"][:].tolist() == [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95], "quantiles")
    need(file["age"][:].tolist() == list(range(106)), "ages")
    times = netCDF4.num2date(file["time"][:], file["time"].units, file["time"].calendar)
    need([t.year for t in times] == file["year"][:].tolist() == [2026, 2027, 2028, 2029, 2030], "years")
    need(all((t.month, t.day) == (1, 1) for t in times), "1 January")
    need(list(file["sex"].flag_values) == [0, 1] and file["sex"].flag_meanings == "female male", "sexes")
    for name in ("population_mean", "population_quantile", "group_mean", "group_quantile"):
        variable = file[name]
        need(variable.filters()["zlib"] and variable.chunking()[0] == 1, f"{name}: chunks and compression")
        need(not numpy.ma.is_masked(variable[:]) and numpy.isfinite(variable[:]).all(), f"{name}: a cell is not written")


def check_draws(folder, first):
    """Single draws: whole numbers whose mean and quantiles (NumPy's) are those of the file; the rest as without them."""
    kept = folder / "kept.nc"
    need(simulate(kept, "--keep-draws", "--threads", "1").returncode == 0, "--keep-draws")
    alone = kept.read_bytes()
    need(simulate(kept, "--keep-draws", "--threads", "3").returncode == 0, "--keep-draws, 3 threads")
    need(kept.read_bytes() == alone, "other bytes of single draws on 3 threads")
    with netCDF4.Dataset(kept) as file, netCDF4.Dataset(folder / "out.nc") as other:
        draws, mean, quantile = (file[name] for name in ("population_draw", "population_mean", "population_quantile"))
        need(draws.dimensions == ("region", "year", "sex", "age", "draw") and draws.shape[-1] == 150, draws.dimensions)
        need(draws.dtype == numpy.int32 and draws.filters()["zlib"], "whole numbers, compressed")
        need((draws[:] >= 0).all() and not numpy.ma.is_masked(draws[:]), "a draw is not written")
        need(numpy.allclose(draws[:].mean(axis=-1), mean[:], rtol=1e-12, atol=1e-12), "mean of the draws")
        found = numpy.moveaxis(numpy.quantile(draws[:], file["quantile"][:], axis=-1), 0, -1)
        need(numpy.allclose(found, quantile[:], rtol=1e-12, atol=1e-12), "quantiles of the draws")
        need(numpy.ptp(draws[:, 4], axis=-1).max() > 10 and not numpy.ptp(draws[:, 0], axis=-1).any(), "spread")
        for name in other.variables:
            need((file[name][:] == other[name][:]).all(), f"{name} is another with single draws")
    kept.unlink()
    for arguments in (["-o", str(folder / "kept.csv")], [], ["--engine", "individuals", "-o", str(folder / "kept.nc")]):
        done = subprocess.run([KOHORT, "simulate", *WHAT, "--keep-draws", *arguments], capture_output=True, text=True)
        need((done.returncode, ".nc" in done.stderr) == (2, True), f"{arguments}: {done.stderr}")
    done = subprocess.run([KOHORT, "simulate", "--regions", "all", "--draws", "1000000", "--keep-draws", "-o", str(kept)],
                          capture_output=True, text=True)
    need((done.returncode, "GiB of memory" in done.stderr) == (5, True), done.stderr)
    need((folder / "out.nc").read_bytes() == first, "out.nc")


def main():
    with tempfile.TemporaryDirectory(prefix="kohort-netcdf-") as name:
        folder = pathlib.Path(name)
        done = simulate(folder / "out.nc")
        if done.returncode == 2 and "writes no NetCDF" in done.stderr:
            print("netcdf: this build writes none")
            sys.exit(77)
        need(done.returncode == 0, done.stderr)
        first = (folder / "out.nc").read_bytes()
        for threads in ("1", "2", "4"):
            need(simulate(folder / "out.nc", "--threads", threads).returncode == 0, f"{threads} threads")
            need((folder / "out.nc").read_bytes() == first, f"other bytes on {threads} threads")
        need(simulate(folder / "out.csv").returncode == 0, "CSV")
        with (folder / "out.csv").open(encoding="utf-8") as text, netCDF4.Dataset(folder / "out.nc") as file:
            rows = csv.reader(text)
            next(rows)
            check_form(file)
            check_figures(file, rows)
        check_draws(folder, first)
        need(sorted(p.name for p in folder.iterdir()) == ["out.csv", "out.nc"], "something was left behind")


main()
