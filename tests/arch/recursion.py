#!/usr/bin/env python3
"""Every function of the library that can call itself, directly or through others, has a bound that is written down.

Reads the text of lib/ and cli/, across files; a call by pointer is not seen. recursion.txt has a line for each chain: its functions, a colon, and what bounds its depth. A chain without a line, and a
line without its chain, is an error.

    recursion.py SOURCE
    recursion.py --self-test    the chains of a small tree are found, and nothing else
"""
import re
import sys
import tempfile
from pathlib import Path

DEFINITION = re.compile(r"^(?!typedef|struct|union|enum|#)(static )?[A-Za-z_][\w \t*]*?\b(\w+)\(([^;{}]*)\)\n\{\n(.*?)^\}", re.M | re.S)
NOISE = re.compile(r'/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
CALL = re.compile(r"(?<![.>\w])([A-Za-z_]\w*)\(")


def functions(source):
    """{(file or "", name): what its body calls}; "" = seen by other files too."""
    found = {}
    for path in sorted([*source.glob("lib/**/*.c"), *source.glob("lib/**/*.h"), *source.glob("cli/*.c")]):
        text = NOISE.sub(" ", path.read_text(encoding="utf-8"))
        for match in DEFINITION.finditer(text):
            place = str(path) if match[1] else ""
            found[place, match[2]] = (str(path), set(CALL.findall(match[4])))
    return found


def chains(found):
    """The strongly connected parts that hold a call, by Tarjan's method without recursion."""
    calls = {}
    for me, (path, words) in found.items():
        near = [(path, word) if (path, word) in found else ("", word) for word in words]
        calls[me] = [callee for callee in near if callee in found]
    number, low, stack, on, parts = {}, {}, [], set(), []
    for root in calls:
        if root in number:
            continue
        todo = [(root, iter(calls[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        on.add(root)
        while todo:
            me, rest = todo[-1]
            for callee in rest:
                if callee not in number:
                    number[callee] = low[callee] = len(number)
                    stack.append(callee)
                    on.add(callee)
                    todo.append((callee, iter(calls[callee])))
                    break
                if callee in on:
                    low[me] = min(low[me], number[callee])
            else:
                todo.pop()
                if todo:
                    low[todo[-1][0]] = min(low[todo[-1][0]], low[me])
                if low[me] == number[me]:
                    part = []
                    while not part or part[-1] != me:
                        part.append(stack.pop())
                        on.discard(part[-1])
                    if len(part) > 1 or me in calls[me]:
                        parts.append(" ".join(sorted(name for _, name in part)))
    return sorted(parts)


TREE = {
    "lib/a.c": "static int walk(int n)\n{\n    return n > 0 ? walk(n - 1) : far(n);\n}\n\n"
               "int near(int n)\n{\n    return far(n) + text(\"leaf(\");\n}\n",
    "lib/b.c": "int far(int n)\n{\n    return near(n); /* leaf() */\n}\n\n"
               "static int leaf(int n)\n{\n    int walk = n;\n    return walk + s.leaf(n) + walk(n);\n}\n",
}


def self_test():
    with tempfile.TemporaryDirectory() as folder:
        for name, text in TREE.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        there = chains(functions(Path(folder)))
    print(there)
    return 0 if there == ["far near", "walk"] else 1


def main():
    if sys.argv[1] == "--self-test":
        return self_test()
    source, listed = Path(sys.argv[1]), Path(__file__).with_name("recursion.txt")
    bounds = dict(line.split(": ", 1) for line in listed.read_text(encoding="utf-8").splitlines() if line)
    found = functions(source)
    there = chains(found)
    wrong = [f"{chain}: calls itself, and recursion.txt names no bound" for chain in there if not bounds.get(chain, "").strip()]
    wrong += [f"{chain}: in recursion.txt, but does not call itself" for chain in bounds if chain not in there]
    print("\n".join(wrong) or f"{len(found)} functions, {len(there)} chains that call themselves, each with its bound")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
