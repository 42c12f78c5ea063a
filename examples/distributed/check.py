"""Runs the examples for real and compares them with an undivided run.

    python check.py PROGRAM SCENARIO

The driver runs over Dask workers on this machine. Of the Kubernetes manifest the commands are run as
the cluster would expand them, with its folders under a temporary one and few trials.
"""

import pathlib
import subprocess
import sys
import tempfile

import yaml

HERE = pathlib.Path(__file__).resolve().parent
TRIALS = 400


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nexit code {done.returncode}\n{done.stderr}")
    return done.stdout


def with_dask(program, scenario):
    driver = [sys.executable, HERE / "with_dask.py", scenario, "--program", program]
    return run([*driver, f"--trials={TRIALS}", "--parts=5", "--", "--json"])


def kubernetes(program, scenario):
    """The commands of the manifest in their order."""
    documents = list(yaml.safe_load_all((HERE / "kubernetes.yaml").read_text()))
    jobs = {of["metadata"]["name"]: of["spec"] for of in documents if of["kind"] == "Job"}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "parts").mkdir()
        (folder / "plan").mkdir()
        (folder / "plan" / "cittadella.toml").write_bytes(pathlib.Path(scenario).read_bytes())

        def expanded(job, index):
            [container] = job["template"]["spec"]["containers"]
            for argument in container["args"]:
                argument = argument.replace("$(JOB_COMPLETION_INDEX)", str(index))
                argument = argument.replace("--trials=1000000", f"--trials={TRIALS}")
                for mounted in container["volumeMounts"]:
                    place = mounted["mountPath"]
                    argument = argument.replace(f"{place}/", f"{folder}{place}/")
                yield argument

        draw = jobs["draw"]
        assert draw["completionMode"] == "Indexed"
        for index in range(draw["completions"]):
            run([program, *expanded(draw, index)])
        return run([program, *expanded(jobs["merge"], None), "--json"])


def main():
    program, scenario = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
    whole = run([program, "simulate", scenario, f"--trials={TRIALS}", "--json"])
    failed = 0
    for name, of in [("dask", with_dask), ("kubernetes", kubernetes)]:
        same = of(program, scenario) == whole
        failed += not same
        print(f"{name}: {'the same bytes as one run' if same else 'DIFFERS from one run'}")
    print(f"{2 - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
