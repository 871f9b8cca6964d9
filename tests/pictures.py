"""Pictures of every kind a plan may name, sound and broken, made on the spot."""
import struct
import subprocess
import zlib

# A corner of its own, so that a turned or mirrored picture is told from the others.
SIZE = 24


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(depth, colors, rows, more=b"", interlaced=False):
    """rows: each the bytes of one row, without its filter; for interlaced ones those of all passes."""
    header = struct.pack(">IIBBBBB", SIZE, SIZE, depth, colors, 0, 0, interlaced)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more +
            chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b""))


def pixels(sample):
    return [b"".join(sample(x, y) for x in range(SIZE)) for y in range(SIZE)]


def passes(sample):
    """The rows of Adam7's seven passes."""
    for x0, y0, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                           (1, 0, 2, 2), (0, 1, 1, 2)):
        for y in range(y0, SIZE, dy):
            yield b"".join(sample(x, y) for x in range(x0, SIZE, dx))


def rgb(x, y):
    return b"\xc0\x20\x20" if x < SIZE // 2 and y < SIZE // 2 else bytes((20, 10 * x, 10 * y))


def convert(*arguments, data):
    return subprocess.run(["convert", "png:-", *arguments], input=data, capture_output=True, check=True).stdout


def with_turn(jpeg, turn):
    """An EXIF block that asks for a turn."""
    block = b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, turn, 0, 0)
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def sound():
    """name: bytes of what must work."""
    plain = png(8, 2, pixels(rgb))
    gray = lambda x, y: bytes((10 * x,))
    jpeg = convert("-quality", "90", "jpeg:-", data=plain)
    icc = open("/usr/share/color/icc/sRGB.icc", "rb").read()
    made = {
        "rgb.png": plain,
        "interlaced.png": png(8, 2, list(passes(rgb)), interlaced=True),
        "rgba.png": png(8, 6, pixels(lambda x, y: rgb(x, y) + bytes((10 * y,)))),
        "opaque.png": png(8, 6, pixels(lambda x, y: rgb(x, y) + b"\xff")),
        "deep.png": png(16, 2, pixels(lambda x, y: b"".join(bytes((c, 7)) for c in rgb(x, y)))),
        "deep-alpha.png": png(16, 6, pixels(lambda x, y: b"".join(bytes((c, 7)) for c in rgb(x, y)) + b"\x80\0")),
        "gray.png": png(8, 0, pixels(gray)),
        "gray-alpha.png": png(8, 4, pixels(lambda x, y: gray(x, y) + bytes((10 * y,)))),
        "bits.png": png(1, 0, [b"\xff\x00\xf0"] * SIZE),
        "palette.png": png(8, 3, pixels(lambda x, y: bytes((x // 8,))),
                           chunk(b"PLTE", b"\xff\0\0\0\xff\0\0\0\xff") + chunk(b"tRNS", b"\xff\x40")),
        "profile.png": png(8, 2, pixels(rgb), chunk(b"iCCP", b"sRGB\0\0" + zlib.compress(icc))),
        "rgb.jpg": jpeg,
        "progressive.jpg": convert("-interlace", "plane", "jpeg:-", data=plain),
        "gray.jpg": convert("-colorspace", "gray", "jpeg:-", data=plain),
        "cmyk.jpg": convert("-colorspace", "cmyk", "jpeg:-", data=plain),
        "profile.jpg": convert("-profile", "/usr/share/color/icc/sRGB.icc", "jpeg:-", data=plain),
        # What a file is, its first bytes say.
        "jpeg.png": jpeg,
        "png.jpg": plain,
    }
    adobe = made["cmyk.jpg"].index(b"Adobe")
    made["ycck.jpg"] = made["cmyk.jpg"][:adobe + 11] + b"\2" + made["cmyk.jpg"][adobe + 12:]
    for turn in range(1, 9):
        made["turn-%d.jpg" % turn] = with_turn(convert("-crop", "%dx16+0+0" % SIZE, "+repage", "jpeg:-", data=plain),
                                               turn)
    return made


def broken():
    """name: bytes of what must be a finding, in whatever format."""
    good = sound()
    plain, jpeg = good["rgb.png"], good["rgb.jpg"]
    swap = lambda data, at, byte: data[:at] + bytes((byte,)) + data[at + 1:]
    frame = jpeg.index(b"\xff\xc0")
    return {
        "empty.png": b"",
        "text.png": b"no picture\n",
        "gif.png": b"GIF89a" + bytes(20),
        "cut.png": plain[:-30],
        "header.png": plain[:20],
        "no-end.png": plain[:-12],
        "flipped.png": swap(plain, 60, plain[60] ^ 0x55),
        "zero.png": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + chunk(b"IEND", b""),
        "huge.png": b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16000, 16000, 8, 2, 0, 0, 0)) +
                    chunk(b"IDAT", zlib.compress(bytes(16000))) + chunk(b"IEND", b""),
        "cut.jpg": jpeg[:-40],
        "header.jpg": jpeg[:30],
        "zero.jpg": swap(swap(jpeg, frame + 8, 0), frame + 7, 0),
        "deep.jpg": swap(jpeg, frame + 4, 12),
        "lossless.jpg": swap(jpeg, frame + 1, 0xC3),
        "arithmetic.jpg": swap(jpeg, frame + 1, 0xC9),
        "two-colors.jpg": swap(jpeg, frame + 9, 2),
    }


def undecodable():
    """name: bytes whose parts are whole and whose pixels are not: told where these are needed, in a PDF."""
    plain, jpeg = sound()["rgb.png"], sound()["rgb.jpg"]
    tables = jpeg.index(b"\xff\xc4")
    length = struct.unpack(">H", jpeg[tables + 2:tables + 4])[0]
    return {
        "no-pixels.png": plain[:33] + chunk(b"IDAT", b"no zlib") + chunk(b"IEND", b""),
        "few-pixels.png": plain[:33] + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b""),
        "no-tables.jpg": jpeg[:tables] + jpeg[tables + 2 + length:],
    }
