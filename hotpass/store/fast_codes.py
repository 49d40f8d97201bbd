"""Fast paths of values made of signs: addresses of mail, telephone numbers, dates, codes, quantities and positions."""

from hotpass.fields import date, email, identifier, number, phone, position, postcode
from hotpass.fields.phone_pattern import PhonePattern, fast_pattern
from hotpass.fields.placeholder import placeholders
from hotpass.store.compose import literal
from hotpass.store.fast_path import ARRIVING, FastPath, among, fully

DIGITS = "translate(original, ' ()-', '')"


def email_address(country: str | None) -> FastPath:
    """An address as mail servers have them by far the most."""
    return FastPath(
        shaped=f"SELECT original, lower(original) AS value FROM ({ARRIVING})",
        condition=f"{fully('original', email.SIMPLE)} AND NOT regexp_matches(value, {literal(email.UNLESS)})",
        standard="value",
        parts="[split_part(value, '@', 1), split_part(value, '@', 2)]",
    )


def phone_number(country: str | None) -> FastPath | None:
    """A number of the country; where none is known, the digits of a number that cannot be read without one."""
    if country is None:
        return FastPath(
            shaped=f"SELECT original, {DIGITS} AS digits FROM ({ARRIVING})",
            condition=(
                f"{fully('original', phone.NATIONAL)} AND length(digits) BETWEEN 5 AND 10 "
                f"AND NOT {fully('digits', phone.IDLE)}"
            ),
            standard="digits",
            reason=literal(phone.NO_COUNTRY),
        )
    pattern = fast_pattern(country)
    return _national(pattern) if pattern else None


def _national(pattern: PhonePattern) -> FastPath:
    plain = f"CASE WHEN {fully('digits', pattern.plain)} THEN {_group('digits', pattern.plain)}"
    if pattern.coded:
        plain += f" WHEN {fully('digits', pattern.coded)} THEN {_group('digits', pattern.coded)}"
    return FastPath(
        shaped=f"SELECT original, {plain} END AS national FROM (SELECT original, {DIGITS} AS digits FROM ({ARRIVING}))",
        condition=(
            f"{fully('original', pattern.shape)} AND {fully('national', pattern.general)} "
            f"AND {fully('national', pattern.national)} AND NOT {fully('national', pattern.idle)}"
        ),
        standard=f"({literal(f'+{pattern.calling_code}')} || national)",
    )


def _group(text: str, pattern: str) -> str:
    return f"regexp_extract({text}, {literal(f'^(?:{pattern})$')}, 1)"


def day(country: str | None) -> FastPath:
    """A day of the calendar in the international order."""
    return FastPath(
        ARRIVING, f"{fully('original', date.SIMPLE)} AND try_cast(original AS DATE) IS NOT NULL", "original"
    )


def post_code(country: str | None) -> FastPath | None:
    """Letters and digits together, where no country says more."""
    if country is not None and postcode.shape_of(country) is not None:
        return None
    return FastPath(ARRIVING, fully("original", postcode.SIMPLE), "upper(original)")


def code(country: str | None) -> FastPath:
    """Letters, digits and dashes."""
    idle = f"{among('lower(original)', placeholders())} OR {among('lower(value)', placeholders())}"
    return FastPath(
        shaped=f"SELECT original, upper(replace(original, '-', '')) AS value FROM ({ARRIVING})",
        condition=f"{fully('original', identifier.SIMPLE)} AND value <> '' AND NOT ({idle})",
        standard="value",
    )


def quantity(country: str | None) -> FastPath:
    """A number that is written as it would be."""
    return FastPath(ARRIVING, fully("original", number.SIMPLE), "original")


def latitude(country: str | None) -> FastPath:
    """Degrees north."""
    return _angle(90)


def longitude(country: str | None) -> FastPath:
    """Degrees east."""
    return _angle(180)


def _angle(limit: int) -> FastPath:
    within = f"abs(try_cast(original AS DOUBLE)) <= {limit}"
    return FastPath(ARRIVING, f"{fully('original', position.SIMPLE)} AND {within}", "original")
