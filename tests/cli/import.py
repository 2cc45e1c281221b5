#!/usr/bin/env python3
"""kohort import: import.py KOHORT VECTORS [--write]

Every table of VECTORS gives its .expected.csv on standard output and its .report on standard error; every one of
VECTORS/bad gives nothing, its .message and exit code 3. Options stand in .options. What came out reads back as itself.
"""
import pathlib
import subprocess
import sys
import tempfile

SUFFIXES = {".csv", ".json", ".px"}


def tables(folder):
    return sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES and ".expected" not in p.suffixes)


def run(kohort, folder, *arguments, stdin=None):
    done = subprocess.run([kohort, "import", *arguments], cwd=folder, input=stdin, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr


def options(path):
    file = path.with_name(path.name + ".options")
    return file.read_text(encoding="utf-8").split() if file.is_file() else []


def beside(path, suffix):
    return path.with_name(path.name + suffix)


class Check:
    def __init__(self, write):
        self.write, self.failures = write, 0

    def fail(self, what):
        print(what)
        self.failures += 1

    def same(self, path, found):
        if self.write:
            path.write_bytes(found)
        elif not path.is_file() or path.read_bytes() != found:
            self.fail(f"{path.name}: expected\n{path.read_text(encoding='utf-8') if path.is_file() else '(no file)'}"
                      f"found\n{found.decode('utf-8', 'replace')}")


def main():
    kohort, vectors = sys.argv[1], pathlib.Path(sys.argv[2])
    check = Check("--write" in sys.argv)
    for path in tables(vectors):
        code, rows, report = run(kohort, vectors, path.name, *options(path))
        if code != 0:
            check.fail(f"{path.name}: exit code {code}, {report.decode()}")
            continue
        check.same(beside(path, ".expected.csv"), rows)
        check.same(beside(path, ".report"), report)
        code, again, report = run(kohort, vectors, "-", "--division", "0", "--totals", "keep", stdin=rows)
        if code != 0 or again != rows:
            check.fail(f"{path.name}: read back it is not itself: {code} {report.decode()}{again.decode()}")
    for path in tables(vectors / "bad"):
        code, rows, message = run(kohort, vectors / "bad", path.name, *options(path))
        if code != 3 or rows:
            check.fail(f"bad/{path.name}: exit code {code}, {len(rows)} bytes on standard output")
        check.same(beside(path, ".message"), message)
    with tempfile.TemporaryDirectory() as folder:
        name = pathlib.Path(folder) / "rows.csv"
        code, rows, _ = run(kohort, vectors, "title_wide.csv", "--to", str(name))
        expected = (vectors / "title_wide.csv.expected.csv").read_bytes()
        if code != 0 or rows or name.read_bytes() != expected:
            check.fail("--to does not write what standard output gets")
        code, _, _ = run(kohort, vectors, "absent.csv", "--to", str(name))
        if code != 5 or name.read_bytes() != expected:
            check.fail(f"a failure touches the file of --to, or its exit code {code} is not 5")
    for wrong in (["--dash", "nil"], ["--decimal", ";"], ["--totals", "drop"], ["--division", "2030"],
                  ["--division", "x"], ["--nonsense"], ["a", "b"], []):
        code, _, _ = run(kohort, vectors, *(wrong + ["title_wide.csv"] if wrong and wrong[0][0] == "-" else wrong))
        if code != 2:
            check.fail(f"{wrong}: exit code {code}, expected 2")
    return 1 if check.failures else 0


if __name__ == "__main__":
    sys.exit(main())
