#!/usr/bin/env python3
"""Manual pages and shell completion, from what `kohort --help` and `kohort help COMMAND` say: nothing is told twice.

    manual.py KOHORT FOLDER VERSION    writes FOLDER/man1, FOLDER/bash, FOLDER/zsh and FOLDER/fish
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

OPTION = re.compile(r"^ +(?:-(\w), )?--([\w-]+)(?:[= ](\S+))?(?:  +(.*))?$")
GLOBAL = [("", "errors", "text|json", "Form of an error on standard error (default: text)"),
          ("", "version", "", "Show the version")]
EXIT = [("0", "done"), ("1", "done, with findings: validate found problems, compare found differences asked for"),
        ("2", "wrong usage"), ("3", "bad input"), ("4", "no solution exists"),
        ("5", "reading, writing or memory failed"), ("70", "a defect in kohort"), ("130", "interrupted")]


def say(kohort, *arguments):
    environment = dict(os.environ, COLUMNS="80", LC_ALL="C.UTF-8")
    return subprocess.run([kohort, *arguments], check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          env=environment).stdout


def read_commands(kohort):
    """[(name, summary)] of `kohort --help`."""
    block = say(kohort, "--help").split("Commands:\n")[1].split("\n\n")[0]
    return [tuple(line.split(None, 1)) for line in block.splitlines()]


def read_command(kohort, name):
    """The arguments, and [(short, long, value, text)] of the options, of `kohort help NAME`."""
    first, *rest = say(kohort, "help", name).splitlines()
    options = []
    for line in rest:
        match = OPTION.match(line)
        if match:
            options.append([part or "" for part in match.groups()])
        else:
            options[-1][3] = (options[-1][3] + " " + line.strip()).strip()
    return first.removeprefix(f"Usage: kohort {name}").strip(), options


def choices(words):
    """The words of a|b|c in lower case; nothing where something else may be given."""
    parts = words.split()[0].split("|") if words else []
    return [part for part in parts if part == part.lower()] if len(parts) > 1 else []


def roff(text):
    return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\e").replace("-", "\\-"), flags=re.M)


def option_roff(short, name, value, text):
    head = ", ".join(([f"\\fB\\-{short}\\fR"] if short else []) + [
        f"\\fB\\-\\-{roff(name)}\\fR" + (f"=\\fI{roff(value)}\\fR" if value else "")])
    return f".TP\n{head}\n{roff(text)}\n"


def page(name, summary, synopsis, body, also, version):
    return (f".TH {name.upper()} 1 \"\" \"kohort {version}\" \"User Commands\"\n"
            f".SH NAME\n{roff(name)} \\- {roff(summary)}\n.SH SYNOPSIS\n{synopsis}\n{body}"
            ".SH EXIT STATUS\n" + "".join(f".TP\n.B {code}\n{roff(text)}\n" for code, text in EXIT) +
            ".SH SEE ALSO\n" + ",\n".join(f".BR {roff(other)} (1)" for other in also).replace(",\n", " ,\n") + "\n")


def man_pages(commands, version):
    names = [f"kohort-{name}" for name, *_ in commands]
    body = (".SH DESCRIPTION\nData go to standard output, everything else to standard error; "
            "\\- is standard input or output.\nNothing is written but where an option says.\n.SH COMMANDS\n")
    body += "".join(f".TP\n.BR kohort\\-{name} (1)\n{roff(summary)}\n"
                                      for name, summary, *_ in commands)
    body += ".SH OPTIONS\nOf every command.\n" + "".join(option_roff(*option) for option in GLOBAL)
    body += option_roff("h", "help", "", "Show help")
    yield "kohort", page("kohort", "care planning in Norwegian municipalities",
                         ".B kohort\n.I COMMAND\n.RI [ OPTION... ]", body, names, version)
    for name, summary, arguments, options in commands:
        synopsis = f".B kohort {name}\n.RI [ OPTION... ]" + (f"\n{roff(arguments)}" if arguments else "")
        body = f".SH DESCRIPTION\n{roff(summary[0].upper() + summary[1:])}.\n.SH OPTIONS\n"
        body += "".join(option_roff(*option) for option in options)
        yield f"kohort-{name}", page(f"kohort-{name}", summary, synopsis, body, ["kohort"], version)


def words_of(options):
    return [f"--{name}" + ("=" if value else "") for _, name, value, _ in options + GLOBAL[:1]]


def bash(commands):
    names = " ".join(["help", *(name for name, *_ in commands)])
    lines = ["# Completion of kohort for bash.", "_kohort() {",
             "    local command=${COMP_WORDS[1]} word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}",
             "    COMPREPLY=()",
             "    if [ \"$COMP_CWORD\" -eq 1 ]; then",
             f"        COMPREPLY=($(compgen -W '{names} --help --version --errors=' -- \"$word\"))",
             "        return", "    fi",
             "    if [ \"$word\" = = ]; then", "        word=",
             "    elif [ \"$option\" = = ]; then", "        option=${COMP_WORDS[COMP_CWORD-2]}", "    fi",
             "    case $command:$option in",
             f"    help:*) COMPREPLY=($(compgen -W '{names}' -- \"$word\")); return ;;",
             "    *:--errors) COMPREPLY=($(compgen -W 'text json' -- \"$word\")); return ;;"]
    for name, _, _, options in commands:
        for _, option, value, _ in options:
            if choices(value):
                lines.append(f"    {name}:--{option}) COMPREPLY=($(compgen -W '{' '.join(choices(value))}' -- \"$word\"));"
                             " return ;;")
    lines += ["    esac", "    case $command:$word in"]
    for name, _, arguments, options in commands:
        lines.append(f"    {name}:-*) COMPREPLY=($(compgen -W '{' '.join(words_of(options))}' -- \"$word\")) ;;")
        if choices(arguments):
            lines.append(f"    {name}:*) COMPREPLY=($(compgen -W '{' '.join(choices(arguments))}' -- \"$word\")) ;;")
    lines += ["    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;", "    esac",
              "    if [[ ${COMPREPLY-} == *= ]]; then compopt -o nospace; fi", "}",
              "complete -o filenames -F _kohort kohort", ""]
    return "\n".join(lines)


def quoted(text):
    return text.replace("'", "'\\''")


def zsh(commands):
    def plain(text):
        return quoted(re.sub(r"([][:\\])", r"\\\1", text))

    lines = ["#compdef kohort", "# Completion of kohort for zsh.", "local -a commands=("]
    lines += [f"    '{name}:{plain(summary)}'" for name, summary, *_ in commands]
    lines += [")", "if (( CURRENT == 2 )); then", "    _describe command commands", "    return", "fi",
              "local command=$words[2]", "shift words", "(( CURRENT-- ))", "case $command in",
              "help) _describe command commands ;;"]
    for name, _, arguments, options in commands:
        lines.append(f"{name}) _arguments \\")
        for short, option, value, text in options + GLOBAL[:1]:
            tail = f"[{plain(text)}]" + (f":{plain(value)}:" if value else "")
            tail += f"({' '.join(choices(value))})" if choices(value) else "_files" if value else ""
            lines.append(f"    '--{option}{'=' if value else ''}{tail}' \\")
            if short:
                lines.append(f"    '-{short}{tail}' \\")
        rest = f"({' '.join(choices(arguments))})" if choices(arguments) else "_files"
        lines.append(f"    '*:{plain(arguments or 'file')}:{rest}' ;;")
    return "\n".join(lines + ["esac", ""])


def fish(commands):
    lines = ["# Completion of kohort for fish.", "complete -c kohort -n __fish_use_subcommand -f",
             "complete -c kohort -l errors -x -a 'text json' -d 'Form of an error'",
             "complete -c kohort -n __fish_use_subcommand -l version -d 'Show the version'"]
    for name, summary, arguments, options in commands:
        lines.append(f"complete -c kohort -n __fish_use_subcommand -a {name} -d '{fish_quoted(summary)}'")
        here = f"complete -c kohort -n '__fish_seen_subcommand_from {name}'"
        if choices(arguments):
            lines.append(f"{here} -f -a '{' '.join(choices(arguments))}'")
        for short, option, value, text in options:
            kind = f" -x -a '{' '.join(choices(value))}'" if choices(value) else " -r" if value else ""
            lines.append(f"{here} -l {option}{f' -s {short}' if short else ''}{kind} -d '{fish_quoted(text)}'")
    return "\n".join(lines + [""])


def fish_quoted(text):
    return text.replace("\\", "\\\\").replace("'", "\\'")


def main():
    kohort, folder, version = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    commands = [(name, summary, *read_command(kohort, name)) for name, summary in read_commands(kohort)]
    shutil.rmtree(folder, ignore_errors=True)
    files = {f"man1/{name}.1": text for name, text in man_pages(commands, version)}
    files |= {"bash/kohort": bash(commands), "zsh/_kohort": zsh(commands), "fish/kohort.fish": fish(commands)}
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
