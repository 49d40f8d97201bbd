"""The forms of a report that people read: one HTML page that needs nothing else, and Markdown."""

import re
from functools import partial
from pathlib import Path

import jinja2

from hotpass.model.check import Score
from hotpass.model.expectation import Dimension, Severity
from hotpass.model.quality import Rule, Since
from hotpass.model.report import QualityReport
from hotpass.model.share import share

PAGE = Path(__file__).with_name("report.html")
SEVERITIES = {Severity.WARNING: "note", Severity.ERROR: "fix", Severity.CRITICAL: "stop"}
SINCE = {Since.NEW: "new", Since.STILL: "still there", Since.SOLVED: "solved", Since.UNKNOWN: "—"}
TREND_WIDTH, TREND_HEIGHT = 120, 24
MARKS = re.compile(r"([\\`*_{}\[\]()#+|<>~!&$])")


def html(found: QualityReport) -> str:
    """One page with its pictures and style inside; every text in it is escaped."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["share"] = _share
    environment.filters["trend"] = partial(_trend, found)
    environment.filters["bar"] = _bar
    page = environment.from_string(PAGE.read_text(encoding="utf-8"))
    return page.render(
        report=found,
        failing=[rule for rule in found.rules if rule.failed],
        solved=[rule for rule in found.rules if rule.since is Since.SOLVED],
        severities=SEVERITIES,
        since=SINCE,
        share=share,
    )


def markdown(found: QualityReport) -> str:
    """The same figures as tables in Markdown."""
    lines = [
        f"# Quality of {_plain(found.workspace)}",
        "",
        f"Run {found.run_id}, {found.made:%d %b %Y, %H:%M} UTC.",
        f"{found.records:,} records, {found.entities:,} golden records.",
        f"**{_verdict(found)}**",
        "",
        "| Dimension | Passed | Tested | Share |",
        "|---|---:|---:|---:|",
    ]
    for dimension, score in found.scores.items():
        figures = f"{score.passed:,} | {score.tested:,} | {_share(score)}" if score else "— | — | not measured"
        lines.append(f"| {dimension.capitalize()} | {figures} |")
    for title, rules in (("What got worse", found.worse), ("Rules, by damage", [r for r in found.rules if r.failed])):
        lines += ["", f"## {title}", ""]
        lines += _rules(rules) if rules else ["Nothing." if rules is found.worse else "Every rule holds."]
    for rule in found.rules:
        if rows := found.rows.get(rule.expectation_id):
            lines += ["", f"### {_plain(rule.title)}", "", "| File | Cell | In the file | Why |", "|---|---|---|---|"]
            lines += [
                f"| {_plain(row.label)} | {row.cell} | {_plain(row.original or '')} | {_plain(row.message)} |"
                for row in rows
            ]
    return "\n".join(lines) + "\n"


def _rules(rules: list[Rule] | tuple[Rule, ...]) -> list[str]:
    head = ["| Rule | How bad | Fail | Of | Share | Before | |", "|---|---|---:|---:|---:|---:|---|"]
    return head + [
        f"| {_plain(rule.title)} | {SEVERITIES[rule.severity]} | {rule.failed:,} | {rule.tested:,} | "
        f"{share(rule.failed, rule.tested)} | {'—' if rule.before is None else f'{rule.before:,}'} | "
        f"{SINCE[rule.since]} |"
        for rule in rules
    ]


def _verdict(found: QualityReport) -> str:
    if found.critical:
        return f"Stop: {found.critical:,} rows fail a rule that must hold."
    failing = sum(bool(rule.failed) for rule in found.rules)
    return f"{failing} of {len(found.rules)} rules fail; none that must hold." if failing else "Every rule holds."


def _plain(text: str) -> str:
    """Data as Markdown shows it: no sign of its grammar keeps its meaning."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))


def _share(score: Score | None) -> str:
    return share(score.passed, score.tested) if score else "not measured"


def _bar(score: Score) -> float:
    """The width of a bar of a hundred; a fault is never rounded to a full one."""
    return round(100 * score.passed / score.tested, 2) if score.tested else 0.0


def _trend(found: QualityReport, name: Dimension) -> str:
    """The points of a line through the runs so far, in a box of 120 by 24; empty where fewer than two measured it."""
    scores = [past.scores.get(name) for past in found.past]
    shares = [score.passed / score.tested for score in scores if score and score.tested]
    if len(shares) < 2:
        return ""
    low = min(0.9, *shares)
    step = (TREND_WIDTH - 4) / (len(shares) - 1)
    heights = [2 + (TREND_HEIGHT - 4) * (1 - (value - low) / (1 - low)) for value in shares]
    return " ".join(f"{2 + step * place:.1f},{height:.1f}" for place, height in enumerate(heights))
