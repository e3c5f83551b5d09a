"""Measures whole processes: processor time, wall time and peak memory, medians of several runs.

  scripts/bench [N …]             the plain form, the full form and the other generators, for N entities
  scripts/bench --only plain 100  one part: plain, distinct, full, others, unchanged, start, parse, train
  RUNS=5 BENCH_DIR=/dev/shm       how often, and where files are written

Prints a table of Markdown; each row's command stands below it.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import forms

RUNS = int(os.environ.get("RUNS", "5"))
COMMANDS = []


def run(command, folder):
    """One run: processor and wall seconds, and peak memory in MiB."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{' '.join(command)} failed:\n{errors.decode()[:2000]}")
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024


def measure(name, entities, command, folder, keeps_output=False):
    runs = []
    for _ in range(RUNS):
        if not keeps_output:
            for written in ["out", ".ectype"]:
                shutil.rmtree(os.path.join(folder, written), ignore_errors=True)
            os.makedirs(os.path.join(folder, "out"))
        runs.append(run(command, folder))
    processor, wall, memory = (statistics.median(column) for column in zip(*runs))
    rate = f"{entities / processor:,.0f}" if processor > 0 else "–"
    print(f"| {name} | {entities:,} | {processor * 1000:,.0f} | {wall * 1000:,.0f} | {memory:,.0f} "
          f"| {rate} |", flush=True)
    COMMANDS.append((name, " ".join(command)))
    return processor


def write(path, parts):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write("".join(parts))


def prepare(work, form, n):
    """The form for N entities in one file and split; gives the folder."""
    folder = os.path.join(work, f"{form.__name__}-{n}")
    extra = [forms.REPOSITORY] if form is forms.full else []
    write(f"{folder}/one/entities.ectype", extra + [form(i, n) for i in range(n)])
    for i in range(n):
        write(f"{folder}/split/entity_{i}.ectype", [form(i, n)])
    if extra:
        write(f"{folder}/split/repo.ectype", extra)
    # Outputs of one file: a project's settings.
    swift = 'swift: { models: "out", singleFile: "Models.swift" }'
    elixir = 'elixir: { lib: "out", migrations: "out/migrations", singleFile: "models.ex" }'
    for layout, settings in [("single", f"{{ elixir: false, {swift} }}"), ("both", f"{{ {elixir}, {swift} }}")]:
        shutil.copytree(f"{folder}/one", f"{folder}/{layout}/models", dirs_exist_ok=True)
        write(f"{folder}/{layout}/ectype.json", [settings + "\n"])
    return folder


def ours(ectype, work, form, sizes):
    name = form.__name__
    for n in sizes:
        folder = prepare(work, form, n)
        base = [ectype, "compile", "--quiet"]
        measure(f"{name}, one file, Swift in one file", n, base, f"{folder}/single")
        measure(f"{name}, one source, both outputs, one file each", n, base, f"{folder}/both")
        measure(f"{name}, one file, Swift", n, base + ["one", "--target", "swift", "--out", "out"], folder)
        measure(f"{name}, one file, both", n, base + ["one", "--out", "out"], folder)
        if n > 1:
            measure(f"{name}, split, both", n, base + ["split", "--out", "out"], folder)


def train(ectype, work, sizes):
    """Compiles all that a profile is to know of: every form in every layout, and the projects of the fixtures."""
    runs = []
    for n in sizes:
        for form in [forms.plain, forms.distinct, forms.full]:
            folder = prepare(work, form, n)
            runs += [(f"{folder}/{layout}", []) for layout in ["single", "both"]]
            # The second time nothing has changed.
            runs += [(folder, [layout, "--out", "out"]) for layout in ["one", "split"] * 2]
    fixtures = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "projects")
    for project in sorted(os.listdir(fixtures)):
        shutil.copytree(os.path.join(fixtures, project), f"{work}/{project}")
        runs.append((f"{work}/{project}", ["--out", "out"]))
    for folder, arguments in runs:
        command = [ectype, "compile", "--quiet"] + arguments
        result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if result.returncode != 0:
            sys.exit(f"{' '.join(command)} failed:\n{result.stderr[:2000]}")
    print(f"{len(runs)} compiles")


def unchanged(ectype, work, sizes):
    for n in sizes:
        folder = prepare(work, forms.plain, n)
        for layout in ["one", "split"]:
            command = [ectype, "compile", "--quiet", layout, "--out", f"kept-{layout}"]
            run(command, folder)
            measure(f"nothing changed, {layout}", n, command, folder, keeps_output=True)


def parsing(ectype, work, sizes):
    """Lexer and parser alone, on one core: the first run of a process, and the median of those after it."""
    benchmark = os.path.join(os.path.dirname(ectype), "parse-benchmark")
    if not os.path.exists(benchmark):
        sys.exit(f"there is no {benchmark}: without ECTYPE, scripts/bench builds it")
    print("| parsing | entities | MB | first, ms | MB/s | later, ms | MB/s |\n|---|---:|---:|---:|---:|---:|---:|")
    for form in [forms.plain, forms.full]:
        for n in sizes:
            folder = prepare(work, form, n)
            command = [benchmark, "one/entities.ectype", "10"]
            first, later = [], []
            for _ in range(RUNS):
                report = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
                times = [float(line) for line in report.splitlines()]
                first.append(times[0])
                later += times[1:]
            size = os.path.getsize(f"{folder}/one/entities.ectype") / 1e6
            columns = [f"{ms:.1f} | {size / ms * 1000:.0f}" for ms in map(statistics.median, (first, later))]
            print(f"| {form.__name__} | {n:,} | {size:.1f} | {' | '.join(columns)} |", flush=True)
            COMMANDS.append((f"{form.__name__}, {n:,}", " ".join(command)))


def others(work, sizes):
    tools = [
        ("flatc --swift", "fbs", forms.flatbuffers, "", lambda f: ["flatc", "--swift", "-o", "out", f]),
        ("thrift --gen swift", "thrift", forms.thrift, "namespace swift Bench\n\n",
         lambda f: ["thrift", "--gen", "swift", "-out", "out", f]),
        # Debian's protoc has no generator for Swift: its own C++ one, for comparison.
        ("protoc --cpp_out", "proto", forms.protobuf, 'syntax = "proto3";\n\n',
         lambda f: ["protoc", "--cpp_out=out", f]),
    ]
    for name, extension, form, head, command in tools:
        program = command("")[0]
        if not shutil.which(program):
            print(f"{program} is not installed", file=sys.stderr)
            continue
        for n in sizes:
            folder = os.path.join(work, f"{program}-{n}")
            write(f"{folder}/entities.{extension}", [head] + [form(i, n) for i in range(n)])
            measure(name, n, command(f"entities.{extension}"), folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ectype")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--only", choices=[
        "plain", "distinct", "full", "others", "unchanged", "start", "parse", "train"])
    arguments = parser.parse_intermixed_args()
    # Commands run in folders of their own.
    arguments.ectype = os.path.abspath(arguments.ectype)
    parts = [arguments.only] if arguments.only else ["start", "plain", "full", "unchanged", "others"]
    directory = os.environ.get("BENCH_DIR", "/dev/shm")
    work = tempfile.mkdtemp(prefix="ectype-bench.", dir=directory if os.path.isdir(directory) else None)
    if parts not in (["parse"], ["train"]):
        print("| what | entities | processor ms | wall ms | peak MiB | entities per processor second |")
        print("|---|---:|---:|---:|---:|---:|")
    try:
        if "train" in parts:
            train(arguments.ectype, work, arguments.sizes)
        if "parse" in parts:
            parsing(arguments.ectype, work, arguments.sizes)
        if "start" in parts:
            measure("start-up, `--version`", 1, [arguments.ectype, "--version"], work)
        for form in [forms.plain, forms.distinct, forms.full]:
            if form.__name__ in parts:
                ours(arguments.ectype, work, form, arguments.sizes)
        if "unchanged" in parts:
            unchanged(arguments.ectype, work, arguments.sizes)
        if "others" in parts:
            others(work, arguments.sizes)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print()
    seen = set()
    for name, command in COMMANDS:
        if name not in seen:
            print(f"- {name}: `{command}`")
            seen.add(name)


main()
