"""Plans that give every field of the standard template a value."""
import template

# Not printed themselves: they decide how others are.
SILENT_ROLES = {"currency", "fingerprint", "document-kind", "logo", "logo-alt", "parent", "numbered"}
# Where a chapter of one's own stands.
PLACES = {"after", "part-of"}
MONTHS = ("January February March April May June July August September October November "
          "December").split()


class Filler:
    """Makes a plan and remembers what should be seen of each field: path → (field, text)."""

    def __init__(self, lang):
        self.lang = lang
        self.count = 0
        self.seen = {}

    def next(self):
        self.count += 1
        return self.count

    def number(self, value, places=""):
        """A number as the document prints it."""
        text = "{:,}".format(value) + places
        return text.translate(str.maketrans(",.", ".,")) if self.lang == "vi" else text

    def word(self):
        """A word of letters alone, which no line break or markup can divide."""
        n, letters = self.next(), ""
        for _ in range(4):
            letters = "abcdefghijklmnopqrstuvwxyz"[n % 26] + letters
            n //= 26
        return "Q" + letters + "q"

    def day(self):
        n = self.next()
        year, month, day = 2000 + n // 300, n // 25 % 12 + 1, n % 25 + 1
        shown = "%02d/%02d/%d" % (day, month, year) if self.lang == "vi" else \
            "%d %s %d" % (day, MONTHS[month - 1], year)
        return "%d-%02d-%02d" % (year, month, day), shown

    def quantity(self, field, kind):
        low, high = field.get("min", 0), field.get("max", 10 ** 6)
        value = 1000 + self.next() if kind == "money" else low + self.next() % max(1, min(high - low, 900))
        return str(int(value)), self.number(int(value))

    def duration(self):
        n = self.next()
        return '"%dm"' % n, "%d %s" % (n, "phút" if self.lang == "vi" else "minute" if n == 1 else "minutes")

    def hours(self):
        n = self.next()
        start = "%02d:%02d" % (n // 60 % 20, n % 60)
        return '"Mo %s-23:59"' % start, start

    def choice(self, field):
        # Of those that readers see wherever they stand; where there are none, nothing is seen.
        said = [choice for choice in field["choice"] if choice.get("unsaid") != "always"]
        choices = said or field["choice"]
        choice = choices[self.next() % len(choices)]
        return template.toml_value(choice["key"]), choice["label"][self.lang] if said else None

    def plain(self, field):
        """(what the plan writes, what the document shows) of a plain value."""
        kind = field["type"]
        if field.get("choice"):
            written, shown = self.choice(field)
            return ("[%s]" % written if kind == "list" else written), shown
        if kind in ("text", "prose"):
            word = "x-" + self.word() if field["key"] == "id" else self.word()
            return template.toml_string(word), word
        if kind == "list" and field.get("refers-to"):
            return '["%s"]' % record_id(field["refers-to"]), None
        if kind == "list":
            words = [self.word() for _ in range(max(2, field.get("min-count", 0)))]
            return template.toml_value(words), words[-1]
        if kind == "boolean":
            return "true", "Có" if self.lang == "vi" else "Yes"
        if kind in ("integer", "number", "percent", "money"):
            return self.quantity(field, kind)
        if kind == "date":
            return self.day()
        if kind == "duration":
            return self.duration()
        if kind == "hours":
            return self.hours()
        if kind == "image":
            return '"image.png"', None
        if kind == "link":
            word = self.word()
            return '"https://%s.vn"' % word, word
        if kind == "email":
            word = self.word()
            return '"%s@%s.vn"' % (word, word), word
        if kind == "phone":
            number = "0%d" % (900000000 + self.next())
            return '"%s"' % number, number
        if kind == "reference":
            return '"%s"' % record_id(field["refers-to"]), None
        raise ValueError(kind)

    def fields(self, fields, path, lines, deeper):
        siblings = {field["key"]: field for field in fields}
        for field in fields:
            here = path + [field["key"]]
            if field["type"] in ("table", "records"):
                deeper.append((field, here))
                continue
            if field["type"] == "reference" and field.get("role") == "parent":
                continue  # a record cannot be above itself
            if field.get("role") in PLACES:
                continue  # names a section
            if field.get("product-of") or field.get("sum-of"):
                continue  # worked out from the others
            written, shown = self.plain(field)
            if field.get("role") == "currency":
                written = '"VND"'
            if field.get("role") == "document-kind":
                continue  # the default
            lines.append("%s = %s" % (field["key"], written))
            if field.get("role") not in SILENT_ROLES and shown and not is_alt(field, siblings):
                self.seen[".".join(here)] = shown

    def tables(self, fields, path, lines):
        deeper = []
        self.fields(fields, path, lines, deeper)
        for field, here in deeper:
            header = ".".join(here)
            if field["type"] == "records":
                for n in range(max(1, field.get("min-count", 1))):
                    key = "r-%s" % field["key"].replace("_", "-") + ("-%d" % n if n else "")
                    lines += ["", "[%s.%s]" % (header, key)]
                    self.tables(field["field"], here + [key], lines)
            else:
                lines += ["", "[%s]" % header]
                self.tables(field["field"], here, lines)

    def plan(self, sections):
        lines = ['format = 1', 'language = "%s"' % self.lang]
        for section in sections:
            path = [section["key"]]
            if section.get("type") == "records":
                path.append("r-" + section["key"])
            lines += ["", "[%s]" % ".".join(path)]
            self.tables(section["field"], path, lines)
        return "\n".join(lines) + "\n"


def is_alt(field, siblings):
    """A description of an image is text only where images are none."""
    return any(other.get("alt-from") == field["key"] for other in siblings.values())


def record_id(path):
    return "r-" + path.split(".")[-1].replace("[]", "").replace("_", "-")
