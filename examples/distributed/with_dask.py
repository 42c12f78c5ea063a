"""Draws a simulation on the workers of a Dask cluster and merges the parts.

    python with_dask.py plan.toml --trials 1000000 --parts 16 [--scheduler tcp://host:8786]

Each part is one task: a worker writes the scenario's folder to a temporary place, runs
`cittadella simulate --shard`, and hands back the bytes of the part. No disk is shared. A worker that
is lost loses its task, which another worker repeats: the same part comes out, bit for bit.
What stands behind `--` is passed to `cittadella merge`: `-- --json --full`.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

from dask.distributed import Client, LocalCluster, as_completed


def draw(program, files, scenario, part, parts, options):
    """One part, as bytes. Raises with the program's own message where it refuses."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        out = folder / "part.shard"
        shard = f"--shard={part}/{parts}"
        command = [program, "simulate", str(folder / scenario), shard, f"--out={out}", *options]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"part {part}, exit code {done.returncode}:\n{done.stderr}")
        return out.read_bytes()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", type=pathlib.Path)
    parser.add_argument("--trials", type=int, default=1_000_000)
    parser.add_argument("--parts", type=int, default=16)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--stress")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE")
    parser.add_argument("--scheduler", help="tcp://host:port; without it workers start here")
    parser.add_argument("--program", default="cittadella", help="where workers find it")
    arguments, told = parser.parse_known_args()
    told = [option for option in told if option != "--"]

    options = [f"--trials={arguments.trials}"]
    options += [f"--set={change}" for change in arguments.set]
    if arguments.seed is not None:
        options.append(f"--seed={arguments.seed}")
    if arguments.stress:
        options.append(f"--stress={arguments.stress}")

    # The scenario and whatever it may extend or read: the files beside it.
    beside = arguments.scenario.resolve().parent
    kinds = {".toml", ".csv", ".xlsx"}
    files = {
        str(path.relative_to(beside)): path.read_bytes()
        for path in sorted(beside.rglob("*"))
        if path.is_file() and path.suffix in kinds
    }

    if arguments.scheduler:
        client = Client(arguments.scheduler)
    else:
        cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
        client = Client(cluster)
    with client, tempfile.TemporaryDirectory() as folder:
        files = client.scatter(files, broadcast=True)
        tasks = {
            client.submit(
                draw,
                arguments.program,
                files,
                arguments.scenario.name,
                part,
                arguments.parts,
                options,
                retries=2,
                pure=False,
            ): part
            for part in range(arguments.parts)
        }
        paths = []
        for task in as_completed(tasks):
            path = pathlib.Path(folder) / f"{tasks[task]}.shard"
            path.write_bytes(task.result())
            paths.append(str(path))
            print(f"{len(paths)} of {arguments.parts} parts", file=sys.stderr)
        sys.exit(subprocess.run([arguments.program, "merge", *paths, *told]).returncode)


if __name__ == "__main__":
    main()
