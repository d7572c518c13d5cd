#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Usage: tests/read-back.sh csv|ktap|openmetrics FILE DOCUMENT
#
# Is the file, in that format, what the result document says? It is read by programs that are not ours:
# Python's csv, Prometheus' client (as OpenMetrics, and as the text that a textfile collector takes), Perl's
# TAP::Parser (prove) and tap.py. One line per defect. Status: 0 it is, 1 it is not, 2 a reader is missing.
set -eu

[ $# -eq 3 ] || { echo "usage: read-back.sh csv|ktap|openmetrics FILE DOCUMENT" >&2; exit 2; }

# A python3 before the system's in PATH may lack the system's packages.
for python in python3 /usr/bin/python3 ''; do
	[ -n "$python" ] || { echo "read-back.sh: install python3-prometheus-client and python3-tap" >&2; exit 2; }
	if "$python" -c 'import prometheus_client, tap' 2>/dev/null; then break; fi
done

# prove runs tests: this one prints the file. Its status is whether every point passed.
if [ "$1" = ktap ]; then
	command -v prove >/dev/null || { echo "read-back.sh: no prove: install perl" >&2; exit 2; }
	status=0
	output=$(prove --exec cat "$2" 2>&1) || status=$?
	case $output in *'Parse errors'*) printf '%s\n' "$output" >&2; exit 1 ;; esac
	set -- "$1" "$2" "$3" "$status"
fi

exec "$python" - "$@" <<'END'
import csv
import json
import re
import sys

from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics_families
from prometheus_client.parser import text_string_to_metric_families as text_families
from tap.parser import Parser


def cells_of(path):
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    return [cell for result in document.get("results", [document]) for cell in result["cells"]]


def check(cell, verdict, value, unit, direction):
    told = (verdict, value, unit, direction)
    measured = cell["verdict"] == "measured"
    expected = (cell["verdict"], cell["value"] if measured else None, cell["unit"], cell["direction"])
    if told != expected:
        yield f'{cell["id"]}: {told}, not {expected}'


def settled(cell, yes, no, nothing):
    return nothing if "timing" not in cell else yes if cell["timing"]["settled"] else no


def csv_defects(path, cells):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    if text.replace("\r\n", "").count("\n") or not text.endswith("\r\n"):
        yield "lines do not end in CR LF"
    rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    if [row["id"] for row in rows] != [cell["id"] for cell in cells]:
        yield "not the cells, in their order"
    for row, cell in zip(rows, cells):
        if None in row or None in row.values():
            yield f'{cell["id"]}: not as many fields as columns'
        value = int(row["value"]) if row["value"] else None
        yield from check(cell, row["verdict"], value, row["unit"], row["direction"])
        if row["settled"] != settled(cell, "yes", "no", ""):
            yield f'{cell["id"]}: settled is {row["settled"]!r}'
        if row["reason"] != cell.get("reason", ""):
            yield f'{cell["id"]}: its reason is {row["reason"]!r}'


def diagnostic(text):
    return dict(re.findall(r"(\w+)=(\S+)", text))


def passed(cell):
    return cell["verdict"] in ("measured", "absent", "skipped")


def ktap_defects(path, cells, status):
    lines = list(Parser().parse_file(path))
    plans = [line for line in lines if line.category == "plan"]
    if [plan.expected_tests for plan in plans] != [len(cells)]:
        yield "no plan of that many cells"
    if int(status) != (0 if all(map(passed, cells)) else 1):
        yield f"prove ends with {status}"
    points = [(before.text, line) for before, line in zip(lines, lines[1:]) if line.category == "test"]
    names = [point.description for _, point in points]
    if len(set(names)) != len(names) or len(points) != len(cells):
        yield "not a point of its own for each cell"
    for number, ((said, point), cell) in enumerate(zip(points, cells), 1):
        name = point.description.strip()
        if not point.number == number or not (name + " ").startswith(cell["id"] + " "):
            yield f'{name}: where {number} {cell["id"]} is to be'
        if point.ok != passed(cell) or point.skip != (cell["verdict"] in ("absent", "skipped")):
            yield f"{name}: another result"
        fields = diagnostic(said)
        if cell["verdict"] == "measured":
            yield from check(cell, "measured", int(fields["value"]), fields["unit"], fields["direction"])
            if fields.get("settled") != settled(cell, "yes", "no", None):
                yield f"{name}: {said}"
        elif f': {cell["verdict"]}: ' not in said:
            yield f"{name}: {said}"


def metric_defects(families, cells):
    metrics = {family.name: family for family in families}
    verdicts = metrics["worldswitch_cell_measured"].samples
    if len(verdicts) != len(cells):
        yield "not every cell has a verdict"
    key = lambda labels: tuple(sorted((k, v) for k, v in labels.items() if k != "verdict"))
    values = {key(sample.labels): (sample.value, name.removeprefix("worldswitch_cell_"))
              for name in ("worldswitch_cell_" + unit for unit in ("instructions", "cycles", "nanoseconds"))
              for sample in (metrics[name].samples if name in metrics else ())}
    name = "worldswitch_cell_settled"
    told = {key(sample.labels): sample.value for sample in (metrics[name].samples if name in metrics else ())}
    for sample, cell in zip(verdicts, cells):
        labels = sample.labels
        if f'{labels["target"]}/{labels["benchmark"]}' != cell["id"]:
            yield f'{labels}: where {cell["id"]} is to be'
        value, unit = values.get(key(labels), (None, cell["unit"]))
        yield from check(cell, labels["verdict"], value, unit, labels["direction"])
        if told.get(key(labels)) != settled(cell, 1, 0, None):
            yield f'{cell["id"]}: settled is {told.get(key(labels))}'


def openmetrics_defects(path, cells):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    strict = list(openmetrics_families(text))
    for family in strict:
        if family.type != "gauge" or not family.documentation:
            yield f"{family.name}: no gauge, or no help"
        keys = [tuple(sorted(sample.labels.items())) for sample in family.samples]
        if len(set(keys)) != len(keys):
            yield f"{family.name}: a sample is there twice"
    yield from metric_defects(strict, cells)
    yield from metric_defects(text_families(text), cells)


def main(format, path, document, *status):
    readers = {"csv": csv_defects, "ktap": ktap_defects, "openmetrics": openmetrics_defects}
    try:
        found = list(readers[format](path, cells_of(document), *status))
    except (ValueError, KeyError, csv.Error) as error:
        found = [f"not to be read: {error!r}"]
    for line in found:
        print(f"{path}: {line}", file=sys.stderr)
    return 1 if found else 0


sys.exit(main(*sys.argv[1:]))
END
