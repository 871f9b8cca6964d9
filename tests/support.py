"""What the test scripts share: running the program, counting, showing differences."""
import difflib
import os
import re
import shlex
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DATE = "2026-12-01"  # the day on which every test happens


class Counter:
    """Counts what holds and what does not; the last line of a script is result()."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, holds, what, detail=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print("FAIL %s" % what)
            if detail:
                print("     " + str(detail).rstrip().replace("\n", "\n     "))
        return bool(holds)

    def same(self, want, have, what):
        if want == have:
            self.passed += 1
            return True
        self.failed += 1
        print("FAIL %s" % what)
        show_difference(want, have, what)
        return False

    def result(self):
        print("%d passed, %d failed" % (self.passed, self.failed))
        return 1 if self.failed else 0


def text_of(content):
    return content.decode("utf-8", "backslashreplace") if isinstance(content, bytes) else content


def show_difference(want, have, name):
    for line in difflib.unified_diff(text_of(want).splitlines(), text_of(have).splitlines(),
                                     name + " (expected)", name + " (now)", lineterm=""):
        print(line)


def case_args(path):
    """The further arguments of a case of regress, by verb."""
    args = {"check": [], "render": []}
    path = path[:-len(".toml")] + ".args"
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            for line in file.read().splitlines():
                found = re.match(r"(check|render): *(.*)", line)
                for verb in [found.group(1)] if found else list(args):
                    args[verb] += shlex.split(found.group(2) if found else line)
    return args


class Program:
    """careplan, run in a known environment."""

    def __init__(self, path):
        self.path = os.path.abspath(path)

    def run(self, *args, cwd=None, stdin=b"", env=None, before=None, **user):
        """before: what the new process does first; user: who it is, as subprocess takes them"""
        clean = {k: v for k, v in os.environ.items()
                 if k in ("PATH", "HOME", "TMPDIR") or k.startswith(("ASAN", "UBSAN", "LSAN"))}
        clean["LC_ALL"] = "C.UTF-8"
        clean.update(env or {})
        done = subprocess.run([self.path, *args], cwd=cwd, input=stdin, capture_output=True,
                              env={k: v for k, v in clean.items() if v is not None}, timeout=120,
                              preexec_fn=before, **user)
        if done.returncode not in (0, 1, 2, 3) or b"Sanitizer" in done.stderr or \
           b"runtime error:" in done.stderr:
            print("CRASH %s\n%s" % (" ".join(args), text_of(done.stderr)[-3000:]))
            done.returncode = 99
        return done


def npm_install(counter, *packages):
    """Sees to it that NAME@VERSION... are in build/test-tools; where modules lie, or None."""
    tools = os.path.join(TOP, "build/test-tools")
    places = [os.path.join(tools, "node_modules", name.rsplit("@", 1)[0]) for name in packages]
    if not all(os.path.exists(place) for place in places):
        os.makedirs(tools, exist_ok=True)
        env = dict(os.environ)
        if os.path.exists("/etc/ssl/certs/ca-certificates.crt"):  # npm trusts only authorities of its own
            env.setdefault("NODE_EXTRA_CA_CERTS", "/etc/ssl/certs/ca-certificates.crt")
        subprocess.run(["npm", "install", "--prefix", tools, "--ignore-scripts", "--no-audit", "--no-fund", "--silent",
                        "--cache", os.path.join(TOP, "build/npm-cache"), *packages], env=env)
    there = all(os.path.exists(place) for place in places)
    counter.check(there, "npm install %s: is there a network?" % " ".join(packages))
    return os.path.join(tools, "node_modules") if there else None


sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace")
