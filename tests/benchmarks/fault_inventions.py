"""Invented clean tables to plant faults in: customers, orders, products, readings, staff, and one that looks odd."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

ROWS = 1500


class Table(NamedTuple):
    """A clean table: its header, its rows, and what each column is ("key", "number", ...); "" where none is planted."""

    name: str
    header: tuple[str, ...]
    rows: list[list[str]]
    roles: dict[str, str]
    effects: tuple[tuple[str, str], ...] = ()  # (cause, effect): the second follows from the first
    orders: tuple[tuple[str, str], ...] = ()  # (early, late)


CITIES = [
    ("Cape Town", "Western Cape", "8001"),
    ("Durban", "KwaZulu-Natal", "4001"),
    ("Pretoria", "Gauteng", "0002"),
    ("Gqeberha", "Eastern Cape", "6001"),
    ("Polokwane", "Limpopo", "0700"),
    ("Kimberley", "Northern Cape", "8301"),
]
Words = tuple[str, ...]
GIVEN: Words = (
    "Thandi",
    "Sipho",
    "Anna",
    "Pieter",
    "Fatima",
    "John",
    "Lerato",
    "Zanele",
    "Michael",
    "Nomsa",
    "David",
    "Aisha",
    "Johan",
    "Grace",
    "Peter",
    "Busi",
)
FAMILY: Words = (
    "Dlamini",
    "Botha",
    "Naidoo",
    "Smith",
    "Nkosi",
    "van",
    "Wyk",
    "Patel",
    "Müller",
    "Khumalo",
    "Jacobs",
    "Mokoena",
    "Adams",
    "Pillay",
    "Steyn",
)
NOUNS: Words = (
    "Kettle",
    "Lamp",
    "Chair",
    "Desk",
    "Monitor",
    "Cable",
    "Speaker",
    "Fan",
    "Heater",
    "Router",
    "Printer",
    "Mixer",
    "Toaster",
    "Drill",
    "Saw",
)
WORDS: Words = (
    "please",
    "deliver",
    "before",
    "noon",
    "call",
    "the",
    "guard",
    "leave",
    "at",
    "gate",
    "fragile",
    "second",
    "floor",
    "ask",
    "for",
    "reception",
)


def day(chance: Random, first: date, days: int) -> date:
    """A day in a span."""
    return first + timedelta(chance.randrange(days))


def ean(chance: Random) -> str:
    """Thirteen digits, the last of which checks the others (GS1 General Specifications 7.9)."""
    digits = f"600{chance.randrange(10**9):09}"
    return f"{digits}{-sum(int(sign) * (3 if place % 2 else 1) for place, sign in enumerate(digits)) % 10}"


def people(chance: Random) -> Table:
    """Customers: names, mail, phone, birth and joining days, town with province and postcode."""
    rows = []
    for place in range(ROWS):
        given, family, (city, province, code) = chance.choice(GIVEN), chance.choice(FAMILY), chance.choice(CITIES)
        born = day(chance, date(1945, 1, 1), 21000)
        mail = f"{given}.{family}{place % 97}@{chance.choice(['example.co.za', 'mail.org', 'acme.com'])}"
        phone = f"+27{chance.choice(['82', '83', '72', '21'])}{chance.randrange(2000000, 9999999)}"
        status = chance.choices(["active", "lapsed", "closed"], [8, 3, 1])[0]
        rows.append([f"C{place + 10001}", given, family, mail.lower().replace("ü", "u"), phone, str(born)])
        rows[-1] += [str(born + timedelta(chance.randrange(6600, 9000))), city, province, code, status]
    roles = {"customer_id": "key", "first_name": "name", "last_name": "name", "email": "email", "phone": "phone"}
    roles |= {"birth_date": "date", "joined": "date", "city": "city", "province": "category", "postcode": "padded"}
    roles["status"] = "category"
    return Table("people", tuple(roles), rows, roles, (("city", "province"),), (("birth_date", "joined"),))


def orders(chance: Random) -> Table:
    """Orders: numbers, days of order and delivery, amounts, discounts, quantities, codes, remarks."""
    rows = []
    for place in range(ROWS):
        ordered = day(chance, date(2023, 1, 1), 700)
        quantity, price = chance.choices([1, 2, 3, 5, 10, 20], [8, 5, 3, 2, 1, 1])[0], chance.lognormvariate(4, 0.6)
        rows.append([f"ORD-{place:06}", f"CUST{chance.randrange(400):04}", str(ordered)])
        rows[-1] += [str(ordered + timedelta(chance.randrange(1, 21))), str(quantity), f"{price:.2f}"]
        rows[-1] += [f"{quantity * price:.2f}", f"{chance.choice([0, 0, 0, 5, 7.5, 10, 12.5, 15, 20, 25]):.1f}"]
        rows[-1] += [chance.choice(["EUR", "ZAR", "USD"]), chance.choice(["card", "invoice", "cash", "transfer"])]
        rows[-1] += [" ".join(chance.sample(WORDS, chance.randrange(4, 12)))]
    roles = {"order_no": "key", "customer": "code", "order_date": "date", "delivery_date": "date", "quantity": "count"}
    roles |= {"unit_price": "amount", "total": "amount", "discount_pct": "percent", "currency": "category"}
    roles |= {"payment": "category", "remark": "text"}
    return Table("orders", tuple(roles), rows, roles, (), (("order_date", "delivery_date"),))


def products(chance: Random) -> Table:
    """Products: article numbers, EAN, names, prices, weights, dimensions, links, days from and to."""
    rows = []
    for place in range(ROWS):
        noun, begun = chance.choice(NOUNS), day(chance, date(2015, 1, 1), 2000)
        kind = "Electric" if NOUNS.index(noun) > 6 else "Furniture"
        rows.append([f"{noun[:2].upper()}-{place:05}", ean(chance), f"{noun} {chance.choice('ABCDE')}{place % 40}"])
        rows[-1] += [noun, kind, f"{chance.lognormvariate(3.5, 0.8):.2f}", f"{chance.gauss(5, 1.2):.3f}"]
        rows[-1] += [f"https://shop.example.com/{noun.lower()}/{place}", begun.strftime("%d/%m/%Y")]
        rows[-1] += [(begun + timedelta(chance.randrange(300, 2000))).strftime("%d/%m/%Y")]
        rows[-1] += [chance.choice(["yes", "no"]), f"{chance.randrange(0, 101)}%"]
    roles = {"sku": "key", "ean": "checked", "product_name": "name", "category": "category", "department": "category"}
    roles |= {"price": "amount", "weight_kg": "number", "url": "url", "valid_from": "slashed", "valid_to": "slashed"}
    roles |= {"in_stock": "category", "margin": ""}
    return Table("products", tuple(roles), rows, roles, (("category", "department"),), (("valid_from", "valid_to"),))


def sensors(chance: Random) -> Table:
    """Readings: times, stations, temperature, humidity, pressure, wind, battery."""
    rows = []
    for place in range(ROWS):
        when = date(2024, 3, 1) + timedelta(place // 24)
        station = chance.choice(["ST-01", "ST-02", "ST-03", "ST-04"])
        rows.append([str(place + 1), f"{when} {place % 24:02}:00:00", station, f"{chance.gauss(18, 6):.1f}"])
        rows[-1] += [f"{min(100.0, max(5.0, chance.gauss(60, 15))):.0f}", f"{chance.gauss(1013, 6):.1f}"]
        rows[-1] += [f"{chance.weibullvariate(4, 1.8):.1f}", f"{chance.uniform(3.3, 4.2):.2f}"]
        rows[-1] += [chance.choices(["ok", "service", "offline"], [30, 2, 1])[0]]
    roles = {"reading_id": "key", "measured_at": "time", "station": "category", "temperature_c": "signed"}
    roles |= {"humidity_pct": "percent", "pressure_hpa": "number", "wind_ms": "number", "battery_v": "number"}
    roles["state"] = "category"
    return Table("sensors", tuple(roles), rows, roles)


def staff(chance: Random) -> Table:
    """Staff: numbers, names, ages, salaries, departments with their codes, first and last days, mail."""
    parts = {
        "Finance": "FIN",
        "Sales": "SAL",
        "Logistics": "LOG",
        "Research": "RES",
        "Legal": "LEG",
        "Human Resources": "HR",
    }
    rows = []
    for place in range(ROWS):
        given, family, part = chance.choice(GIVEN), chance.choice(FAMILY), chance.choice(list(parts))
        start = day(chance, date(2001, 1, 1), 6000)
        rows.append([str(100000 + place * 3), f"{given} {family}", str(min(65, max(18, int(chance.gauss(41, 10)))))])
        rows[-1] += [part, parts[part], str(int(chance.lognormvariate(10.4, 0.35) // 100 * 100)), start.isoformat()]
        rows[-1] += [str(start + timedelta(chance.randrange(200, 3000))) if chance.random() < 0.3 else ""]
        rows[-1] += [f"{given[0]}.{family}{place}@firm.example".lower().replace(" ", "").replace("ü", "u")]
        rows[-1] += [chance.choice(["M", "F"]), f"{chance.randrange(1, 100):02}-{chance.randrange(1000, 9999)}"]
    roles = {
        "employee_id": "key",
        "full_name": "name",
        "age": "count",
        "department": "category",
        "dept_code": "category",
    }
    roles |= {"salary": "amount", "hired": "date", "left": "", "work_email": "email", "gender": "category"}
    roles["locker"] = "padded"
    return Table("staff", tuple(roles), rows, roles, (("department", "dept_code"),), (("hired", "left"),))


def odd(chance: Random) -> Table:
    """Columns that look odd and are right: long tails, rare categories, gaps, codes of all lengths, later days."""
    kinds = [f"kind {letter}" for letter in "abcdefghijklmnop"]
    rows = []
    for place in range(ROWS):
        until = day(chance, date(2025, 1, 1), 3000)
        rows.append([str(place + 1), f"A{place + 1}", f"{chance.paretovariate(1.2) * 100:.0f}", str(until)])
        rows[-1] += [f"{chance.gauss(0, 40):.2f}", chance.choices(kinds, [1 / 2**rank for rank in range(16)])[0]]
        rows[-1] += ["" if chance.random() < 0.6 else str(chance.randrange(1, 6)), f"{chance.getrandbits(64):016x}"]
        rows[-1] += [
            chance.choice(["O'Brien", "de la Cruz", "Łukasz", "Zoë", "李小龍", "McDonald", "van der Merwe", "Ng"])
        ]
        rows[-1] += [
            f"v{chance.randrange(1, 12)}.{chance.randrange(0, 20)}",
            str(chance.choices([0, 0, 0, 1, 2, 7])[0]),
        ]
        rows[-1] += [f"{chance.expovariate(1):.6f}", chance.choices(["M", "F", "X"], [50, 49, 1])[0]]
        rows[-1] += [f"{chance.choice(['+27', '+44', '+1', '+49'])}{chance.randrange(200000000, 999999999)}"]
        rows[-1] += [
            chance.choice(["TRUE", "FALSE"]),
            f"{chance.gauss(2, 6):.1f}",
            str(chance.choice([10, 100, 1000, 10000])),
        ]
    header = (
        "row",
        "code",
        "followers",
        "expires",
        "balance",
        "kind",
        "rating",
        "token",
        "surname",
        "version",
        "children",
        "wait",
        "sex",
        "mobile",
        "flag",
        "growth_pct",
        "limit",
    )
    return Table("odd", header, rows, dict.fromkeys(header, ""))
