"""Adopting a model: the weights that an earlier run or an expert gave, read from Splink's settings."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hotpass.errors import BadInput
from hotpass.matching.comparison import Comparison, weighed
from hotpass.matching.learning import Learned, Shares
from hotpass.matching.rarity import CLASSES, Rarity


class StatedLevel(BaseModel):
    """A comparison level as Splink saves it."""

    model_config = ConfigDict(extra="ignore")

    sql_condition: str
    is_null_level: bool = False
    m_probability: float | None = Field(default=None, gt=0, le=1)
    u_probability: float | None = Field(default=None, gt=0, le=1)


class StatedComparison(BaseModel):
    """A comparison as Splink saves it."""

    model_config = ConfigDict(extra="ignore")

    output_column_name: str
    comparison_levels: tuple[StatedLevel, ...]


class Stated(BaseModel):
    """The part of Splink's settings that decides weights."""

    model_config = ConfigDict(extra="ignore")

    probability_two_random_records_match: float = Field(gt=0, lt=1)
    comparisons: tuple[StatedComparison, ...]
    linker_uid: str = ""


class Lowering(BaseModel):
    """By what a run lowered the frequencies of values: a factor for each class of frequency, column by column."""

    model_config = ConfigDict(extra="forbid")

    rarity: dict[str, tuple[Annotated[float, Field(gt=0, le=1)], ...]]


class Adopted(NamedTuple):
    """The weights of a model, and the factors that lower frequencies where Hotpass saved it; None where others did."""

    learned: Learned
    lowered: dict[str, Shares] | None


def signature(rarity: Rarity) -> str:
    """What a saved model is called: Splink keeps the name as it is, so that the factors travel with the weights."""
    return Lowering(rarity=rarity.factors()).model_dump_json()


def adopt(text: str, comparisons: Sequence[Comparison]) -> Adopted:
    """The weights for these comparisons. Raises BadInput where the text is no model, or one for other columns."""
    stated = _stated(text)
    by_name = {found.output_column_name: found for found in stated.comparisons}
    here = {comparison.name: comparison.title for comparison in comparisons}
    if missing := sorted(by_name.keys() - here.keys()):
        raise BadInput(
            f"The model compares {', '.join(missing)}, which these files do not have or cannot be matched on."
        )
    if more := sorted(title for name, title in here.items() if name not in by_name):
        raise BadInput(
            f"The model says nothing of {', '.join(more)}: leave them out with --ignore, or train a new model."
        )
    shares = [_shares(comparison, by_name[comparison.name]) for comparison in comparisons]
    prior = stated.probability_two_random_records_match
    learned = Learned(tuple(m for m, _ in shares), tuple(u for _, u in shares), prior)
    return Adopted(learned, _lowered(stated.linker_uid, comparisons))


def _lowered(name: str, comparisons: Sequence[Comparison]) -> dict[str, Shares] | None:
    try:
        found = Lowering.model_validate_json(name).rarity
    except ValidationError:
        return None
    columns = set(weighed(comparisons))
    if columns != found.keys() or any(len(factors) != CLASSES for factors in found.values()):
        return None
    return {column: np.array(factors) for column, factors in found.items()}


def _stated(text: str) -> Stated:
    try:
        found: Mapping[str, Any] = json.loads(text)
        return Stated.model_validate(found)
    except (json.JSONDecodeError, ValidationError) as fault:
        raise BadInput("The model file is not a Splink model as `hotpass model export` writes it.") from fault


def _shares(comparison: Comparison, stated: StatedComparison) -> tuple[Shares, Shares]:
    """m and u, the weakest level first."""
    levels = [level for level in stated.comparison_levels if not level.is_null_level]
    conditions = [level.sql_condition for level in levels]
    if conditions != [*(level.condition for level in comparison.levels), "ELSE"]:
        raise BadInput(
            f"The model compares “{comparison.title}” by other levels than these files need: train a new one."
        )
    m, u = ([getattr(level, name) for level in reversed(levels)] for name in ("m_probability", "u_probability"))
    if None in m or None in u:
        raise BadInput(f"The model leaves a level of “{comparison.title}” without a weight: train a new one.")
    return np.array(m), np.array(u)
