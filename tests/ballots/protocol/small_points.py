"""The points of small order on the curve of Ed25519, computed from the curve's equation."""

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P

Point = tuple[int, int]


def add(a: Point, b: Point) -> Point:
    """The sum of two points of -x² + y² = 1 + d·x²·y² (RFC 8032, 5.1)."""
    (x1, y1), (x2, y2) = a, b
    product = D * x1 * x2 * y1 * y2 % P
    x3 = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    y3 = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P
    return x3, y3


def root(square: int) -> int | None:
    """A square root modulo p (RFC 8032, 5.1.1)."""
    found = pow(square, (P + 3) // 8, P)
    if found * found % P != square % P:
        found = found * pow(2, (P - 1) // 4, P) % P
    return found if found * found % P == square % P else None


def encode(point: Point) -> bytes:
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _of_order_eight() -> Point:
    """A point P with 2·P = (√-1, 0), a point of order 4: doubling gives y = 0 where y² = -x²,

    and then the curve's equation is 2·y² = 1 - d·y⁴.
    """
    under = root(1 + D)
    assert under is not None
    for square in ((under - 1) * pow(D, -1, P) % P, (-under - 1) * pow(D, -1, P) % P):
        y = root(square)
        x = root(-square)
        if y is not None and x is not None:
            return x, y
    raise AssertionError("there is a point of order eight")


def _multiples(point: Point) -> list[Point]:
    found, current = [], point
    while current not in found:
        found.append(current)
        current = add(current, point)
    return found


SMALL_POINTS = tuple(sorted(encode(point) for point in _multiples(_of_order_eight())))
