#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
# Usage: tests/recipe.py FILE FOLDER
#
# A recipe of docs/ci/ as its service would run it, in FOLDER: each step's shell in a file of its own below
# FOLDER/steps (for shellcheck), run one after the other with the variables that the service sets. What only the
# service can do (checking out, caches, artifacts) is done by whoever calls this. Expressions in shell text and
# names of secrets end it with status 99; else its status is the job's.
import os
import re
import subprocess
import sys

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


def refuse(text):
    print(f"recipe.py: {text}", file=sys.stderr)
    sys.exit(99)


def run(folder, number, shell, variables):
    """Whether a step's shell succeeds."""
    path = f"{folder}/steps/{number}.sh"
    with open(path, "w", encoding="utf-8") as file:
        file.write("#!/bin/bash\n" + shell + "\n")
    environment = os.environ | {name: str(value) for name, value in variables.items()}
    return subprocess.run(["bash", "-e", "-o", "pipefail", path], cwd=folder, env=environment, check=False).returncode


def outputs(folder):
    try:
        with open(f"{folder}/output", encoding="utf-8") as file:
            return dict(line.rstrip("\n").split("=", 1) for line in file)
    except FileNotFoundError:
        return {}


def value(text, folder):
    known = {"github.token": "token", "github.repository": "owner/linux", "github.event.pull_request.number": "7"}
    known |= {f"steps.commits.outputs.{name}": found for name, found in outputs(folder).items()}
    return EXPRESSION.sub(lambda match: known[match[1]], str(text))


def github(recipe, folder):
    status = 0
    (job,) = recipe["jobs"].values()
    for number, step in enumerate(job["steps"]):
        if ("run" in step) == ("uses" in step):
            refuse(f"step {number} is to do one thing")
        if "uses" in step and not re.fullmatch(r"actions/(checkout|cache|upload-artifact)@v\d+", step["uses"]):
            refuse(f"step {number} uses {step['uses']}, which nobody looked at")
        if "run" not in step or (status and "!cancelled()" not in str(step.get("if"))):
            continue
        if EXPRESSION.search(step["run"]):
            refuse(f"step {number} has an expression in its shell text: give it by env")
        variables = recipe["env"] | step.get("env", {})
        given = {"GITHUB_OUTPUT": f"{folder}/output", "GITHUB_STEP_SUMMARY": f"{folder}/summary"}
        given |= {name: os.environ.get(name, value(text, folder)) for name, text in variables.items()}
        failed = run(folder, number, step["run"], given)
        status = status or failed
    return status


def gitlab(recipe, folder):
    job = recipe["worldswitch"]
    variables = recipe["variables"] | job["variables"]
    given = {
        name: os.environ.get(name, os.path.expandvars(str(text)))
        for name, text in variables.items()
        if name not in os.environ or not os.environ[name]
    }
    status = run(folder, 1, "\n".join(job["script"]), given)
    run(folder, 2, "\n".join(job["after_script"]), given)
    return status


def main(path, folder):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if re.search(r"\bsecrets\.|glpat-|gh[ps]_[A-Za-z0-9]", text):
        refuse("it names a secret")
    recipe = yaml.safe_load(text)
    os.makedirs(f"{folder}/steps", exist_ok=True)
    return (github if "jobs" in recipe else gitlab)(recipe, folder)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
