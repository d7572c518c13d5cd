#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Usage: tests/schema.sh FILE...
#
# Is each file a result document, an explanation (of a cell, of a difference) or a comparison? It is checked against its schema in docs/ by a
# validator that is not ours, and for what a schema cannot say: identifiers that agree, parts that sum
# to the whole.
# One line per defect. Status: 0 all are, 1 some are not, 2 nothing could be checked.
set -eu

[ $# -gt 0 ] || { echo "usage: schema.sh FILE..." >&2; exit 2; }
docs=$(dirname "$0")/../docs

# A python3 before the system's in PATH may lack the system's packages.
for python in python3 /usr/bin/python3 ''; do
	[ -n "$python" ] || { echo "schema.sh: no JSON Schema validator: install python3-jsonschema" >&2; exit 2; }
	if "$python" -c 'from jsonschema import Draft202012Validator' 2>/dev/null; then break; fi
done

exec "$python" - "$docs" "$@" <<'EOF'
import json
import sys

from jsonschema import Draft202012Validator


def unique(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError("a key occurs twice")
    return dict(pairs)


WORLDS = ["guest", "hypervisor", "host-kernel", "host-user", "firmware"]


ROLES = ["only", "sender", "relay", "receiver"]


def is_a_path(segments):
    """Stages ascend, each on one CPU, with one role and one place; worlds ascend within a stage, roles over
    all. A stage at a place goes on where the one before it was; no place is twice on a path."""
    whole = lambda part: (part["cpu"], part["role"], part.get("place"))
    order = [(part["stage"], WORLDS.index(part["world"])) for part in segments]
    stages = {part["stage"]: whole(part) for part in segments}
    roles = [ROLES.index(role) for _, role, _ in stages.values()]
    places = [place for _, _, place in stages.values() if place]
    turns = [role for number, (_, role, place) in stages.items() if not place or number == 0]
    return (
        all(a < b for a, b in zip(order, order[1:]))
        and all(whole(part) == stages[part["stage"]] for part in segments)
        and roles == sorted(roles)
        and (0 not in roles or set(roles) == {0})
        and all(turns.count(role) <= 1 for role in ("only", "sender", "receiver"))
        and len(places) == len(set(places))
        and all(stages[number - 1][:2] == stages[number][:2]
                for number in stages if stages[number][2] and number - 1 in stages)
    )


def rank(values, percent):
    """The smallest value that so many percent of the samples do not exceed."""
    left = (sum(count for _, count in values) * percent + 99) // 100
    for value, count in values:
        left -= count
        if left <= 0:
            return value


def read_off(shown):
    values = shown["values"]
    most = max(count for _, count in values)
    return {
        "values do not ascend": all(a[0] < b[0] for a, b in zip(values, values[1:])),
        "bins do not sum to samples": sum(count for _, count in values) == shown["samples"],
        "mode is not the most frequent": [shown["mode"], most] in values,
        "share is not the mode's": abs(shown["share"] - most / shown["samples"]) < 1e-5,
        "min, median, p99, max are not read off the values":
            [shown[key] for key in ("min", "median", "p99", "max")]
            == [values[0][0], rank(values, 50), rank(values, 99), values[-1][0]],
    }


def counted(cell):
    segments = cell["segments"]
    return {
        "value is not the mode": cell["value"] == cell["distribution"]["mode"],
        "a round trip has more than one stage":
            cell["path"] == "one-way" or all(part["role"] == "only" for part in segments),
        "segments are no path": is_a_path(segments),
        "segments do not sum to the value": sum(part["value"] for part in segments) == cell["value"],
    }


def timed(cell):
    shown, timing = cell["distribution"], cell["timing"]
    far = sorted((abs(value - shown["median"]), count) for value, count in shown["values"])
    baseline = 0 if cell["benchmark"] == "null" else timing["null"]["median"]
    return {
        "baseline is not the median of null": cell["baseline"] == baseline,
        "value is not the median less the baseline":
            cell["value"] == max(0, shown["median"] - cell["baseline"]),
        "mad is not the median deviation": timing["mad"] == rank(far, 50),
        "interval is not around the median":
            shown["min"] <= timing["interval"][0] <= shown["median"] <= timing["interval"][1] <= shown["max"],
        "halves are beyond the samples":
            all(shown["min"] <= half <= shown["max"] for half in timing["halves"]),
        "there are more outliers than samples": timing["outliers"] <= shown["samples"],
    } | read_off(timing["null"])


def sums(cell):
    rejected = cell["rejected"]["samples"]
    return {
        "samples are not iterations": cell["distribution"]["samples"] == cell["iterations"],
        "the share that was rejected is not that of the samples":
            abs(cell["rejected"]["share"] - rejected / (rejected + cell["iterations"])) < 1e-5,
        "windows of a round trip were rejected": rejected == 0 or cell["path"] == "one-way",
    } | read_off(cell["distribution"]) | (timed(cell) if "timing" in cell else counted(cell))


def explanation_defects(document):
    value = document["value"]
    for axis, parts in document["parts"].items():
        if sum(part["own"] for part in parts) != value:
            yield f"the parts by {axis} do not sum to the value"
    if document["cell"] != document["target"]["id"] + "/" + document["benchmark"]:
        yield f'{document["cell"]}: not the id of {document["benchmark"]} on {document["target"]["id"]}'
    if any(part["own"] > part["inclusive"] for part in document["parts"]["function"]):
        yield "a function has more of its own than in all"
    nameless = {part["world"] for part in document["parts"]["function"] if part["function"] is None}
    if nameless != document["unnamed"].keys():
        yield "worlds with code that has no name are not those that say why"


def difference_defects(document):
    values = [cell["value"] for cell in document["cells"]]
    if document["difference"] != values[1] - values[0]:
        yield "the difference is not that of the values"
    for axis, parts in document["parts"].items():
        if [sum(part["own"][side] for part in parts) for side in (0, 1)] != values:
            yield f"the parts by {axis} do not sum to the values"
        if any(part["difference"] != part["own"][1] - part["own"][0] for part in parts):
            yield f"a part by {axis} has another difference"
        if any(bool(own) != bool(worlds) for part in parts for own, worlds in zip(part["own"], part["worlds"])):
            yield f"a part by {axis} is executed in no world, or in one that has nothing of it"
        sizes = [abs(part["difference"]) for part in parts]
        if sizes != sorted(sizes, reverse=True):
            yield f"the parts by {axis} are not sorted by what they contribute"
    for cell in document["cells"]:
        if cell["cell"] != cell["target"]["id"] + "/" + cell["benchmark"]:
            yield f'{cell["cell"]}: not the id of {cell["benchmark"]} on {cell["target"]["id"]}'


def result_defects(document):
    for result in document.get("results", [document]):
        for cell in result["cells"]:
            if cell["id"] != result["target"]["id"] + "/" + cell["benchmark"]:
                yield f'{cell["id"]}: not the id of {cell["benchmark"]} on {result["target"]["id"]}'
            if cell["verdict"] == "measured":
                yield from (f'{cell["id"]}: {text}' for text, right in sums(cell).items() if not right)


def comparison_defects(document):
    """Differences are those of the numbers, and the worst cell decides."""
    gates = ["passes", "inconclusive", "fails"]
    cells = [(result, cell) for result in document["results"] for cell in result["cells"]]
    value = lambda side: (side or {}).get("value")
    for result, cell in cells:
        old, new = value(cell["old"]), value(cell["new"])
        if cell["id"] != result["target"] + "/" + cell["benchmark"]:
            yield f'{cell["id"]}: not the id of {cell["benchmark"]} on {result["target"]}'
        if cell["exact"] and cell["difference"] != new - old:
            yield f'{cell["id"]}: the difference is not that of the values'
        if cell["exact"] and (cell["difference"] > 0) != (cell["change"] == "regressed"):
            yield f'{cell["id"]}: {cell["change"]}, with a difference of {cell["difference"]}'
        if (cell["change"] in ("new", "gone")) != ((old is None) != (new is None)):
            yield f'{cell["id"]}: {cell["change"]}, from {old} to {new}'
    worst = max((gates.index(cell["gate"]) for _, cell in cells), default=1)
    compared = any(cell["old"] and cell["new"] for _, cell in cells)
    if document["gate"] != gates[worst if compared else max(worst, 1)]:
        yield "the gate is not what its worst cell says"


CHECKS = {
    "worldswitch.explain/1": ("explain", explanation_defects),
    "worldswitch.explain-difference/1": ("explain-difference", difference_defects),
    "worldswitch.compare/1": ("compare", comparison_defects),
}


NAMES = ["result", *(name for name, _ in CHECKS.values())]


def defects(document, validators):
    schema = document.get("schema") if isinstance(document, dict) else None
    name, more = CHECKS.get(schema, ("result", result_defects))
    found = [f"{error.json_path}: {error.message}" for error in validators[name].iter_errors(document)]
    yield from found or more(document)


def validator_of(path):
    with open(path, encoding="utf-8") as file:
        schema = json.load(file, object_pairs_hook=unique)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def main(docs, *paths):
    validators = {name: validator_of(f"{docs}/{name}.schema.json") for name in NAMES}
    bad = False
    for path in paths:
        try:
            with open(path, encoding="utf-8") as file:
                found = list(defects(json.load(file, object_pairs_hook=unique), validators))
        except (OSError, ValueError) as error:
            found = [str(error)]
        for line in found:
            print(f"{path}: {line}", file=sys.stderr)
        bad = bad or bool(found)
    return 1 if bad else 0


sys.exit(main(*sys.argv[1:]))
EOF
