#!/usr/bin/env python3
"""Writes a TOML plan as INI: toml2ini.py plan.toml > plan.ini"""
import datetime
import re
import sys
import tomllib

LANGUAGES = {"vi", "en"}


def is_words(value):
    return isinstance(value, dict) and value and set(value) <= LANGUAGES


def plain(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
        return value.isoformat()
    return str(value)


def needs_quotes(text):
    return (text != text.strip() or text.startswith(('"', "'''"))
            or re.match(r"""\[\s*["'\]]|\{\s*[\w.-]+\s*=""", text) is not None)


def put_value(out, key, value):
    text = plain(value)
    if "\n" in text.strip():
        out.append(f"{key} =")
        out.extend("  " + line if line.strip() else "" for line in text.strip().split("\n"))
    elif needs_quotes(text.strip("\n")):
        escaped = text.strip("\n").replace("\\", "\\\\").replace('"', '\\"')
        out.append(f'{key} = "{escaped}"')
    else:
        out.append(f"{key} = {text.strip()}".rstrip())


def put_list(out, key, items):
    if not items:
        out.append(f"{key}[] =")
    for item in items:
        if is_words(item):
            for language, words in item.items():
                put_value(out, f"{key}.{language}[]", words)
        else:
            put_value(out, f"{key}[]", item)


def is_records(value):
    return (isinstance(value, list) and value and
            all(isinstance(item, dict) and not is_words(item) for item in value))


def is_below(value):
    return (isinstance(value, dict) and not is_words(value)) or is_records(value)


def put_table(out, table, path):
    for key, value in table.items():
        if is_below(value):
            continue
        if isinstance(value, list):
            put_list(out, key, value)
        elif isinstance(value, dict):
            for language, words in value.items():
                if isinstance(words, list):
                    put_list(out, f"{key}.{language}", words)
                else:
                    put_value(out, f"{key}.{language}", words)
        else:
            put_value(out, key, value)
    for key, value in table.items():
        below = path + [key]
        if not is_below(value):
            continue
        if isinstance(value, list):
            for item in value:
                out.extend(["", f"[[{'.'.join(below)}]]"])
                put_table(out, item, below)
        else:
            out.extend(["", f"[{'.'.join(below)}]"])
            put_table(out, value, below)


def convert(text):
    out = []
    put_table(out, tomllib.loads(text, parse_float=str), [])
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8-sig") as file:
        sys.stdout.write(convert(file.read()))
