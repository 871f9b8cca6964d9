"""Many plans in several processes, with one call that fails in one of them.

Each run happens in a copy of a prepared folder.  Whatever fails, and in whichever process, either all
is as it would have been, or an exit code and a message tell that it is not, nothing is half-written
or left behind, and the same command once more, undisturbed, makes what a run without fault makes, to
the byte.
"""
import errno
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile

from support import DATE, TOP

PLAN = """format = 1
language = "en"

[box]
name = "Box %s"
note = "A note about it."
photo = "small.png"

[extra]
reason = "It has one."
"""
EXTENDING = """extends = "../base.toml"

[box]
name = "Box %s"
"""
TABLE = "box.name,box.note\nOne,First\nTwo,Second\n"
BATCH = ["batch", "--ui", "en", "-q", "--template", "types.toml", "--date", DATE, "-O", "out"]
LONG = ["-f", "md,html", "--report", "json=found.json", "--deps", "deps", "--clean", "plans"]
CHECK = ["check", "--ui", "en", "--template", "types.toml", "--date", DATE, "-f", "short"]
PLANS = ["plans/p1.toml", "plans/p2.toml", "plans/p3.toml"]
# Whole files that tell of all plans: what they say depends on which plans went well.
TELLING = re.compile(r"(^|/)(report\.json|summary\.csv|index\.html|company\.\w+|found\.\w+|deps)$|\.careplan/")
HALF = re.compile(r"(found\.\w+|deps)\.part-\w{6}$")
DOCUMENT = re.compile(r"out/p\d\.\w+$")
# What fault.c does instead of failing a call.
NONSENSE, STOP, KILL = -1, -2, -3
WORDS = {0: "a part", NONSENSE: "nonsense", STOP: "SIGTERM", KILL: "SIGKILL"}

ERRORS = {
    "open": [errno.EIO, errno.EMFILE],
    "read": [0, errno.EINTR, errno.EIO],
    "write": [0, errno.EINTR, errno.ENOSPC, NONSENSE, KILL],
    "close": [errno.EIO],
    "rename": [errno.EACCES, KILL],
    "fsync": [errno.EIO],
    "mkstemp": [errno.ENOSPC, KILL],
    "fstat": [errno.EIO],
    "fchmod": [errno.EIO],
    "mkdir": [errno.ENOSPC],
    "pread": [0, errno.EIO],
    "pwrite": [0, errno.EINTR, errno.ENOSPC, KILL],
    "ftruncate": [errno.EIO],
    "fcntl": [errno.ENOLCK],
    "fopen": [errno.EIO],
    "fdopen": [errno.ENOMEM],
    "opendir": [errno.EMFILE],
    "readdir": [errno.EIO],
    "stat": [errno.EIO],
    "lstat": [errno.EIO],
    "access": [errno.EIO],
    "realpath": [errno.ENOMEM],
    "unlink": [errno.EIO, KILL],
    "link": [errno.EXDEV],
    "rmdir": [errno.EIO],
    "fork": [errno.EAGAIN],
    "pipe": [errno.EMFILE],
    "poll": [errno.EINTR, errno.ENOMEM, STOP],
    "waitpid": [errno.EINTR],
    "alloc": [errno.ENOMEM],
}
# Which calls of a kind fail: the first ones with each error, and of the others an even spread with
# one error after the other.
FIRST, SPREAD = 2, 8
# The same under AddressSanitizer, where everything takes longer.
FIRST_SANITIZED, SPREAD_SANITIZED = 1, 3
# With FAULTS=all: every call for a file, and of allocations the first ones and one in so many.
FIRST_OF_ALL, STEP_OF_ALL = 100, 5

# Where syncing a file costs nothing.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) and "TMPDIR" not in os.environ else None


def environment(**fault):
    return dict(os.environ, LC_ALL="C.UTF-8", ASAN_OPTIONS="detect_leaks=1:abort_on_error=0",
                **{"FAULT_" + key: str(value) for key, value in fault.items()})


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def inputs(folder, program):
    shutil.copy(os.path.join(TOP, "tests/regress/templates/types.toml"), folder)
    for name in ("", "plans"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        shutil.copy(os.path.join(TOP, "tests/regress/standard/small.png"), os.path.join(folder, name))
    write(folder, "base.toml", PLAN % "base")
    write(folder, "plans/p1.toml", EXTENDING % "one")
    write(folder, "plans/p2.toml", EXTENDING % "two")
    write(folder, "plans/p3.toml", PLAN % "three")
    write(folder, "table.csv", TABLE)


def earlier(folder, program):
    """A run before, of other plans."""
    inputs(folder, program)
    write(folder, "plans/p2.toml", EXTENDING % "another")
    write(folder, "plans/deep/gone.toml", PLAN % "gone")
    shutil.copy(os.path.join(folder, "small.png"), os.path.join(folder, "plans/deep"))
    plain(folder, program, [*BATCH, *LONG])
    write(folder, "plans/p2.toml", EXTENDING % "two")
    shutil.rmtree(os.path.join(folder, "plans/deep"))


def shards(folder, program):
    inputs(folder, program)
    for i in (1, 2):
        plain(folder, program, [*BATCH[:-1], "out-%d" % i, "--shard", "%d/2" % i, "-f", "md", "plans"])


def plain(folder, program, arguments):
    subprocess.run([program, *arguments], cwd=folder, env=environment(), check=True, timeout=120)


# Name, what lies there before, arguments, in which processes a call fails.
RUNS = [
    ("batch", inputs, [*BATCH, "-j2", *LONG], ("parent", "workers")),
    ("batch of one process", inputs, [*BATCH, "-j1", *LONG], ("worker",)),
    ("batch again", earlier, [*BATCH, "-j2", *LONG], ("parent", "worker")),
    ("rows", inputs, [*BATCH, "-j2", "-f", "md", "--branches", "table.csv", "base.toml"],
     ("parent", "worker")),
    ("shard", inputs, [*BATCH, "-j2", "-f", "md", "--shard", "1/2", "plans"], ("parent",)),
    ("merge", shards, ["merge", "--ui", "en", "-q", "--template", "types.toml", "--report",
                       "sarif=found.sarif", "-O", "out", "out-1", "out-2"], ("parent",)),
    ("check", inputs, [*CHECK, "-j2", "--report", "junit=found.xml", *PLANS],
     ("parent", "worker", "workers")),
]


def tree(folder):
    """Every file; of a ledger without how long things took."""
    found = {}
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                content = file.read()
            path = os.path.relpath(path, folder)
            if not content and "journal" in path:
                continue  # it locks the folder, and says nothing
            if ".careplan/" in path:
                content = re.sub(rb"(?m)^((?:[^\t\n]*\t){3})\d+(?=\t(?:[^\t\n]*\t){10})", rb"\1", content)
            found[path] = content
    return found


class Place:
    """Copies of a folder that was prepared once."""
    def __init__(self, program, prepare):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="careplan-fault-", dir=MEMORY)
        self.first = os.path.join(self.folder, "first")
        self.now = os.path.join(self.folder, "now")
        os.mkdir(self.first)
        prepare(self.first, program)
        self.before = tree(self.first)

    def renew(self):
        if os.path.exists(self.now):
            shutil.rmtree(self.now)
        shutil.copytree(self.first, self.now)

    def run(self, arguments, **fault):
        """(exit code, stdout, stderr, every file), and what the processes told of their calls"""
        with tempfile.TemporaryFile() as told:
            try:
                done = subprocess.run([self.program, *arguments], cwd=self.now, capture_output=True,
                                      timeout=20, env=environment(FD=told.fileno(), **fault),
                                      pass_fds=[told.fileno()])
            except subprocess.TimeoutExpired:
                return ("hung", b"", b"", {}), []
            told.seek(0)
            lines = [line.split() for line in told.read().decode().splitlines()]
        return (done.returncode, done.stdout, done.stderr, tree(self.now)), lines

    def end(self):
        shutil.rmtree(self.folder)


def is_whole(name, content):
    if name.endswith((".json", ".sarif")):
        try:
            return bool(json.loads(content))
        except ValueError:
            return False
    if not content:
        return name == "deps"
    end = b"</html>" if name.endswith(".html") else b"</testsuites>" if name.endswith(".xml") else b""
    return content.endswith(b"\n") and content.rstrip().endswith(end)


def files_problem(before, want, have, may_leave):
    for name, content in have.items():
        if ".part-" in name:
            if may_leave:
                continue  # the next run removes it
            return "left %s behind" % name
        if content in (want.get(name), before.get(name)):
            continue
        if not TELLING.search(name) or not is_whole(name, content):
            return "%s is not as it should be" % name
    # With --clean a plan that went wrong has no documents any more.
    gone = [name for name in before if name in want and name not in have and not DOCUMENT.match(name)]
    return "%s is gone" % gone[0] if gone else None


def differing(one, two):
    return sorted(name for name in set(one) | set(two) if one.get(name) != two.get(name))


def problem(before, want, have):
    """What is wrong with a run in which something failed, or None."""
    code, out, err, files = have
    if b"Sanitizer" in err or b"runtime error" in err or re.search(rb"\(signal (?!9\))", err + out):
        return "crash"
    # Without memory the process ends where it stands, and so does one that is killed.
    killed = code == -signal.SIGKILL
    wrong = files_problem(before, want[3], files,
                          killed or (code == 3 and b"out of memory" in err))
    if wrong:
        return wrong
    if code == want[0]:
        # What could not be looked at closely is done again by the next run.
        wrong = [name for name in differing(want[3], files) if ".careplan/manifest" not in name]
        if wrong:
            return "exit code %d, but %s" % (code, ", ".join(wrong[:5]))
        return None if out == want[1] else "exit code %d, but other output" % code
    if code == 1 and re.search(b"could not read|lies outside", err + out):
        return None  # an image
    if killed:
        return None
    if code not in (2, 3):
        return "exit code %s" % code
    return None if err.strip() else "no message"


def points(call, count, where, is_sanitized):
    """Which calls fail, and with which errors."""
    errors = [error for error in ERRORS[call] if error != NONSENSE or where != "parent"]
    if os.environ.get("FAULTS") == "all":
        return [(at, error) for at in range(1, count + 1) for error in errors
                if call != "alloc" or at <= FIRST_OF_ALL or at % STEP_OF_ALL == 0]
    first, parts = (FIRST_SANITIZED, SPREAD_SANITIZED) if is_sanitized else (FIRST, SPREAD)
    some = [(at, error) for at in range(1, min(first, count) + 1) for error in errors]
    step = max(1, -(-(count - first) // parts))
    return some + [(at, errors[i % len(errors)])
                   for i, at in enumerate(range(first + 1, count + 1, step))]


def cases_of(told, where, is_sanitized):
    whose = "parent" if where == "parent" else "worker"
    for call in ERRORS:
        if call == "alloc" and is_sanitized:
            continue
        count = max((int(n) for who, name, n in told if (who, name) == (whose, call)), default=0)
        for at, error in points(call, count, where, is_sanitized):
            yield call, at, error


def run_one(program, job, counter, with_allocations):
    name, prepare, arguments, where = job
    place = Place(program, prepare)
    try:
        place.renew()
        want, told = place.run(arguments)
        counter.check(want[0] == 0 and not want[2], name + ": undisturbed", want[2].decode())
        for call, at, error in cases_of(told, where, not with_allocations):
            what = "%s%s, %s %d of the %s with %s" % (
                name, "" if with_allocations else " (sanitized)", call, at, where,
                WORDS.get(error) or errno.errorcode[error])
            place.renew()
            have, lines = place.run(arguments, CALL=call, AT=at, ERROR=error, WHERE=where)
            counter.fired += any(line[0] == "fault" for line in lines)
            wrong = problem(place.before, want, have)
            if not wrong and (have[0] != want[0] or have[3] != want[3]):
                again = place.run(arguments)[0]
                # What was being written for --report and --deps when it was killed stays.
                files = {name: content for name, content in again[3].items() if not HALF.match(name)}
                if again[:3] != want[:3] or files != want[3]:
                    wrong = "not repaired by a run after it: exit code %s, %s\n%s" % (
                        again[0], ", ".join(differing(want[3], files)[:5]), again[2].decode())
            counter.check(not wrong, what, "%s\nexit code %s\n%s" % (
                wrong, have[0], (have[1] + have[2]).decode(errors="replace")[-1500:]))
    finally:
        place.end()


def jobs():
    return [(name, prepare, arguments, where) for name, prepare, arguments, places in RUNS
            for where in places]
