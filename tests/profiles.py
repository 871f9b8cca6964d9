"""Pictures whose colours a profile describes, each with the colours they come to, and profiles that cannot be used."""
import struct
import subprocess
import zlib

from pictures import SIZE, chunk, pixels, png

ADOBE = "/usr/share/color/icc/compatibleWithAdobeRGB1998.icc"
# What stands side by side in a picture, eight pixels wide each.
COLORS = ((100, 180, 100), (200, 120, 90), (60, 70, 150))
GRAYS = ((40,), (128,), (200,))
INKS = ((255, 0, 0, 0), (0, 255, 255, 0), (0, 0, 0, 255))
# Of the profile of inks made here, which no formula would guess: L*, a*, b* of cyan, of magenta with yellow, of black.
SOLID = {(1, 0, 0, 0): (60, 30, 40), (0, 1, 1, 0): (50, -20, -25)}


def encoded(light):
    light = min(1, max(0, light))
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def from_xyz(xyz):
    """sRGB of what is seen under D50."""
    rows = ((3.1338561, -1.6168667, -0.4906146), (-0.9787684, 1.9161415, 0.0334540), (0.0719453, -0.2289914, 1.4052427))
    return tuple(encoded(sum(a * b for a, b in zip(row, xyz))) for row in rows)


def from_adobe(color):
    rows = ((0.6097559, 0.2052401, 0.1492240), (0.3111242, 0.6256560, 0.0632197), (0.0194811, 0.0608902, 0.7448387))
    light = [(value / 255) ** 2.19921875 for value in color]
    return from_xyz([sum(a * b for a, b in zip(row, light)) for row in rows])


def from_lab(lab):
    middle = (lab[0] + 16) / 116
    parts = (middle + lab[1] / 500, middle, middle - lab[2] / 200)
    white = (0.9642, 1, 0.8249)
    return from_xyz([w * (f ** 3 if f > 6 / 29 else (f - 4 / 29) * 3 * (6 / 29) ** 2) for w, f in zip(white, parts)])


def from_inks(inks):
    """By rule of thumb."""
    return tuple(round((255 - ink) * (255 - inks[3]) / 255) for ink in inks[:3])


def from_gray(color):
    """Of a curve of 1.8."""
    return (encoded((color[0] / 255) ** 1.8),) * 3


def profile(kind, space, tags, connection=b"Lab ", size=None):
    """tags: (name, bytes), in order; bytes that are the same stand in it once."""
    count = len(tags)
    at = 128 + 4 + 12 * count
    table, body = b"", b""
    for name, data in tags:
        table += struct.pack(">4sII", name, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = size or at + len(body)
    header = struct.pack(">I4sI4s4s4s12s4s28sIII", size, b"test", 0x02400000, kind, space, connection, bytes(12),
                         b"acsp", bytes(28), 0xF6D6, 0x10000, 0xD32D)
    return header.ljust(128, b"\0") + struct.pack(">I", count) + table + body


def inks(kind=b"prtr", more=()):
    """Two steps of each ink, and between these in proportion."""
    nodes = b""
    for node in range(16):
        key = tuple(node >> bit & 1 for bit in (3, 2, 1, 0))
        lab = (0, 0, 0) if key[3] else SOLID.get(key, (100 - 20 * sum(key), 0, 0))
        nodes += struct.pack(">3H", *(round(part) for part in
                                      (lab[0] * 652.8, (lab[1] + 128) * 256, (lab[2] + 128) * 256)))
    line = struct.pack(">2H", 0, 65535)
    table = (b"mft2" + bytes(4) + bytes((4, 3, 2, 0)) + struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536) +
             struct.pack(">2H", 2, 2) + 4 * line + nodes + 3 * line)
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    return profile(kind, b"CMYK", [(b"wtpt", white), (b"A2B0", table), *more])


def gray():
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    return profile(b"mntr", b"GRAY", [(b"wtpt", white), (b"kTRC", b"curv" + bytes(4) + struct.pack(">IH", 1, 461))],
                   b"XYZ ")


def steps():
    """A table of very many steps, all of them the same one: short to write, long to work off."""
    count = 200000
    at = 16 + 8 * count
    one = b"matf" + bytes(4) + struct.pack(">2H", 4, 4) + struct.pack(">20f", *[0.05] * 20)
    return inks(more=[(b"D2B%d" % i, b"mpet" + bytes(4) + struct.pack(">2HI", 4, 3, count) +
                       struct.pack(">2I", at, len(one)) * count + one) for i in (0, 1)])


def segments(icc, parts=2, order=None, told=None):
    """The profile in so many parts of a JPEG, as they come in the order."""
    cut = -(-len(icc) // parts)
    cuts = [icc[i * cut:(i + 1) * cut] for i in range(parts)]
    made = b""
    for i in order or range(parts):
        block = b"ICC_PROFILE\0" + bytes((i + 1, told or parts)) + cuts[i]
        made += b"\xff\xe2" + struct.pack(">H", len(block) + 2) + block
    return made


def jpeg(colors, segment):
    kind = {1: "gray", 3: "rgb", 4: "cmyk"}[len(colors[0])]
    row = b"".join(bytes(color) * (SIZE // 3) for color in colors)
    made = subprocess.run(["convert", "-size", "%dx%d" % (SIZE, SIZE), "-depth", "8", kind + ":-", "-quality", "100",
                           "-sampling-factor", "4:4:4", "jpeg:-"], input=row * SIZE, capture_output=True, check=True)
    return made.stdout[:2] + segment + made.stdout[2:]


def named(icc):
    return chunk(b"iCCP", b"some\0\0" + zlib.compress(icc))


def picture(colors, more, kind=2, alpha=b"", depth=8):
    wide = lambda color: b"".join(bytes((value, value))[:depth // 8] for value in color)
    return png(depth, kind, pixels(lambda x, y: wide(colors[x * 3 // SIZE]) + alpha), more)


def used():
    """name: (bytes, the colours seen)."""
    with open(ADOBE, "rb") as file:
        adobe = file.read()
    seen = [from_adobe(color) for color in COLORS]
    grays = [from_gray(color) for color in GRAYS]
    inked = [from_lab(SOLID[1, 0, 0, 0]), from_lab(SOLID[0, 1, 1, 0]), (0, 0, 0)]
    gamma = chunk(b"gAMA", struct.pack(">I", 100000))
    return {
        "adobe.png": (picture(COLORS, named(adobe)), seen),
        # The profile alone says what colours mean.
        "adobe-gamma.png": (picture(COLORS, gamma + named(adobe)), seen),
        "adobe-deep.png": (picture(COLORS, named(adobe), depth=16), seen),
        "adobe-alpha.png": (picture(COLORS, named(adobe), 6, b"\xff"), seen),
        "adobe-palette.png": (png(8, 3, pixels(lambda x, y: bytes((x * 3 // SIZE,))),
                                  named(adobe) + chunk(b"PLTE", b"".join(map(bytes, COLORS)))), seen),
        "gray-1.8.png": (picture(GRAYS, named(gray()), 0), grays),
        "adobe.jpg": (jpeg(COLORS, segments(adobe, 1)), seen),
        "adobe-parts.jpg": (jpeg(COLORS, segments(adobe, 5, (3, 1, 0, 4, 2))), seen),
        "gray-1.8.jpg": (jpeg(GRAYS, segments(gray())), grays),
        "inks.jpg": (jpeg(INKS, segments(inks())), inked),
    }


def useless():
    """name: (bytes, the colours seen), which are those without the profile."""
    with open(ADOBE, "rb") as file:
        adobe = file.read()
    good = inks()
    plain = [from_inks(color) for color in INKS]
    bomb = zlib.compress(struct.pack(">I", 3 << 20) + bytes(1 << 26))
    swap = lambda data, at, more: data[:at] + more + data[at + len(more):]
    of_inks = {
        "cut": segments(good[:200]),
        "head": segments(good[:128]),
        "short": segments(good[:40]),
        "part-lost": segments(good, 3, (0, 2)),
        "part-twice": segments(good, 3, (0, 1, 1, 2)),
        "part-none": segments(good, 2, told=1),
        "link": segments(inks(b"link")),
        "abstract": segments(inks(b"abst")),
        "named": segments(inks(b"nmcl")),
        "of-others": segments(adobe),
        "steps": segments(steps(), 60),
        "huge": segments(good + bytes(5 << 20), 90),
        "tags": segments(swap(good, 128, b"\xff\xff\xff\xff")),
        "beyond": segments(swap(good, 128 + 4 + 12 + 4, b"\xff\xff\xff\x00")),
        "grid": segments(swap(good, good.index(b"mft2") + 10, b"\xff")),
        "noise": segments(swap(good, 36, b"none")),
    }
    of_png = {
        "bomb": chunk(b"iCCP", b"some\0\0" + bomb),
        "size": named(b"\xff" * 4 + adobe[4:]),
        "cut": named(adobe[:300]),
        "of-inks": named(good),
        "unpacked": chunk(b"iCCP", b"some\0\0" + adobe),
        "packing": chunk(b"iCCP", b"some\0\7" + zlib.compress(adobe)),
        "no-name": chunk(b"iCCP", b"some"),
        "empty": chunk(b"iCCP", b""),
    }
    return {**{"bad-%s.jpg" % name: (jpeg(INKS, segment), plain) for name, segment in of_inks.items()},
            **{"bad-%s.png" % name: (picture(COLORS, more), COLORS) for name, more in of_png.items()},
            "bad-gray.jpg": (jpeg(GRAYS, segments(adobe)), [color * 3 for color in GRAYS]),
            "bad-gray-profile.jpg": (jpeg(COLORS, segments(gray())), COLORS)}
