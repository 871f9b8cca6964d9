"""The standard template as the test scripts see it, and a plan that fills in every field of it."""
import glob
import os
import tomllib

from support import TOP

FOLDER = os.path.join(TOP, "templates/standard")


def load():
    """{file name: what it says} of the standard template."""
    files = {}
    for path in sorted(glob.glob(os.path.join(FOLDER, "*.toml"))):
        with open(path, "rb") as file:
            files[os.path.basename(path)] = tomllib.load(file)
    return files


def sections(files):
    return [section for content in files.values() for section in content.get("section", [])]


def toml_key(key):
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else '"%s"' % key


def toml_string(text):
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def toml_value(value):
    """A value of the template or of a plan as TOML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return toml_string(value)
    if isinstance(value, list):
        return "[%s]" % ", ".join(toml_value(item) for item in value)
    if isinstance(value, dict):
        return "{ %s }" % ", ".join("%s = %s" % (toml_key(k), toml_value(v)) for k, v in value.items())
    return str(value)


def toml_document(content):
    return "".join("%s = %s\n" % (toml_key(key), toml_value(value)) for key, value in content.items())
