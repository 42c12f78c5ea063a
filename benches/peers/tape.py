"""Runs the tape of a simulation in numpy, on the same draws, and tells operations a second.

    cittadella simulate scenarios/cittadella.toml --dump-tape /tmp/tape.txt
    python3 benches/peers/tape.py /tmp/tape.txt

Needs numpy. The format stands in engine/src/evaluate/compiled/text.rs. Every operation is one call
(a sum of k terms k - 1 calls, a rounding three) that writes into memory which is there already;
several widths are tried, since numpy is fast where all values fit a cache and each call has much to
do. The outputs are compared with those of the engine.
"""

import resource
import sys

import numpy as np


def read(path):
    tape = {"steps": [], "variable": [], "result": [], "output": []}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            words = line.split()
            if words[0] in ("variables", "slots", "outputs"):
                tape[words[0]] = int(words[1])
            elif words[0] in ("variable", "result"):
                tape[words[0]].append([float(word) for word in words[2:]])
            elif words[0] == "output":
                tape["output"].append((float(words[2]), int(words[3])))
            elif words[0] != "cittadella-tape":
                tape["steps"].append(words)
    return tape


def cents(to, work):
    np.abs(to, out=work)
    np.add(work, 0.50005, out=work)
    np.floor(work, out=work)
    np.copysign(work, to, out=to)


def modulo(a, b, out):
    a = np.floor(a * 1e9 + 0.5) / 1e9
    with np.errstate(all="ignore"):
        out[...] = np.where(np.equal(b, 0.0), 0.0, a - b * np.floor(a / b))


def power(a, b, out):
    with np.errstate(all="ignore"):
        found = np.power(a, b)
    found = np.where((a <= 0) & (np.floor(b) != b) | (a == 0), 0.0, found)
    out[...] = np.where(np.equal(b, 0.0), 1.0, found)


def divide(a, b, c, out):
    # The divisor may be what the quotient overwrites.
    zero = np.equal(b, 0.0)
    np.divide(a, b, out=out)
    np.putmask(out, zero, c)


def round_to(a, u, out):
    out[...] = np.copysign(np.floor(np.abs(a) * u + 0.500001) / u, a)


def compare(name):
    def run(a, b, e, out):
        np.subtract(a, b, out=out)
        if name in ("equal", "notequal"):
            np.abs(out, out=out)
        test = {
            "less": lambda: np.less_equal(out, -e, out=out),
            "atmostis": lambda: np.less(out, e, out=out),
            "greater": lambda: np.greater_equal(out, e, out=out),
            "atleastis": lambda: np.greater(out, -e, out=out),
            "equal": lambda: np.less(out, e, out=out),
            "notequal": lambda: np.greater_equal(out, e, out=out),
        }[name]
        test()
    return run


def choose(flag, yes, no, out):
    out[...] = np.where(flag, yes, no)


# How many slots an operation reads, and what it does to them and its constants.
OPERATIONS = {
    "add": (2, lambda a, b, out: np.add(a, b, out=out)),
    "subtract": (2, lambda a, b, out: np.subtract(a, b, out=out)),
    "multiply": (2, lambda a, b, out: np.multiply(a, b, out=out)),
    "scale": (1, lambda a, b, out: np.multiply(a, b, out=out)),
    "min": (2, lambda a, b, out: np.minimum(a, b, out=out)),
    "atmost": (1, lambda a, b, out: np.minimum(a, b, out=out)),
    "max": (2, lambda a, b, out: np.maximum(a, b, out=out)),
    "atleast": (1, lambda a, b, out: np.maximum(a, b, out=out)),
    "modulo": (2, modulo),
    "moduloby": (1, modulo),
    "power": (2, power),
    "powerby": (1, power),
    "divide": (2, divide),
    "divideby": (1, lambda a, b, out: np.divide(a, b, out=out)),
    "divideinto": (1, lambda b, a, c, out: divide(a, b, c, out)),
    "abs": (1, lambda a, out: np.abs(a, out=out)),
    "floor": (1, lambda a, u, out: np.divide(np.floor(a * u + 0.5e-9), u, out=out)),
    "round": (1, round_to),
    "select": (3, choose),
    "selectelse": (2, choose),
    "selectthen": (2, lambda flag, no, yes, out: choose(flag, yes, no, out)),
    "choose": (1, choose),
}


def prepare(tape, width):
    """The steps with their places, and how many operations of the engine they are."""
    trials = len(tape["variable"][0]) if tape["variable"] else 128
    draws = [np.resize(np.array(row), width) for row in tape["variable"]]
    assert width % trials == 0
    slots = np.zeros((tape["slots"], width))
    outputs = np.zeros((tape["outputs"], width))
    steps, operations = [], 0
    for words in tape["steps"]:
        name, rounded = words[0], words[0].endswith(".cents")
        name = name.removesuffix(".cents")
        to = slots[int(words[1])] if name != "store" else outputs[int(words[1])]
        rest = words[2:]
        operations += rounded
        if name == "load":
            steps.append((np.copyto, (to, draws[int(rest[0])]), {}))
        elif name == "store":
            steps.append((np.copyto, (to, slots[int(rest[0])]), {}))
        elif name == "fill":
            steps.append((to.fill, (float(rest[0]),), {}))
        elif name in ("sum", "sumfrom"):
            start = float(rest.pop(0)) if name == "sumfrom" else None
            call, terms = np.add, []
            for word in rest:
                if word == "+":
                    call = np.add
                elif word == "-":
                    call = np.subtract
                else:
                    terms.append((call, slots[int(word)]))
            operations += max(len(terms) + (start is not None), 2) - 1
            # The target may be one of the terms: sum elsewhere first.
            work = np.empty(width)
            first = start if start is not None else terms.pop(0)[1]
            if not terms:
                steps.append((np.copyto, (to, first), {}))
            for nth, (call, term) in enumerate(terms):
                out = to if nth == len(terms) - 1 else work
                steps.append((call, (first if nth == 0 else work, term), {"out": out}))
        elif name == "cents":
            operations += 1
            if int(rest[0]) != int(words[1]):
                steps.append((np.copyto, (to, slots[int(rest[0])]), {}))
            rounded = True
        else:
            operations += 1
            with_constant = name.endswith(".with")
            name = name.removesuffix(".with")
            if name in OPERATIONS:
                count, call = OPERATIONS[name]
            else:
                count, call = (1 if with_constant else 2), compare(name)
            arguments = [slots[int(word)] for word in rest[:count]]
            arguments += [float(word) for word in rest[count:]]
            steps.append((call, tuple(arguments), {"out": to}))
        if rounded:
            steps.append((cents, (to, np.empty(width)), {}))
    return steps, outputs, operations


def seconds():
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def main():
    tape = read(sys.argv[1])
    for width in (128, 512, 2048, 8192):
        steps, outputs, operations = prepare(tape, width)

        def run():
            for call, arguments, out in steps:
                call(*arguments, **out)

        with np.errstate(all="ignore"):
            run()
            best = float("inf")
            for _ in range(5):
                start = seconds()
                run()
                best = min(best, seconds() - start)
        wrong = 0
        for nth, (scale, flag) in enumerate(tape["output"]):
            found = outputs[nth] / scale
            if flag >= 0:
                found = np.where(outputs[flag] == 0.0, np.nan, found)
            expected = np.resize(np.array(tape["result"][nth]), width)
            near = np.isclose(found, expected, rtol=1e-9, atol=1e-9, equal_nan=True)
            wrong += int((~near).sum())
        print(
            f"{width} trials at a time: {operations} operations,"
            f" {operations * width / best / 1e9:.2f} G operations a second,"
            f" {wrong} outputs differ"
        )


main()
