"""Measures `ectype watch` on N files of the plain form.

  scripts/bench-watch [--files 1000] [--edits 500]    from the end of a save to the outputs on disk
  scripts/bench-watch --soak 100000                   edits as fast as they can be made: memory, files, watches

An edit's time ends when the watcher says that its outputs are written, so it counts the way of that line, too.
"""
import argparse
import filecmp
import json
import os
import queue
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import forms

CONFIGURATION = "{ sources: ['models'], elixir: { lib: 'lib' }, swift: { models: 'swift' } }\n"


class Watcher:
    def __init__(self, ectype, folder):
        self.process = subprocess.Popen(
            [ectype, "watch", "--format", "json"], cwd=folder, stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put((time.perf_counter(), line))

    def rebuild(self, timeout=20):
        """The next rebuild and when it was told."""
        while True:
            when, line = self.lines.get(timeout=timeout)
            event = json.loads(line)
            if event.get("event") == "rebuild":
                return when, event

    def quiet(self, seconds):
        """The last rebuild before nothing is told for a while."""
        last = None
        while True:
            try:
                last = self.rebuild(timeout=seconds)[1]
            except queue.Empty:
                return last

    def figures(self):
        """Memory in MiB, open files, watches."""
        base = f"/proc/{self.process.pid}"
        memory = next(int(line.split()[1]) / 1024 for line in open(f"{base}/status")
                      if line.startswith("VmRSS"))
        descriptors = os.listdir(f"{base}/fd")
        watches = sum(open(f"{base}/fdinfo/{fd}").read().count("inotify wd") for fd in descriptors)
        return memory, len(descriptors), watches

    def end(self):
        self.process.terminate()
        return self.process.wait(timeout=10)


class NothingToSave(Exception):
    pass


class Editor:
    """Saves files as people and editors do."""

    def __init__(self, folder, n, seed):
        self.models = os.path.join(folder, "models")
        self.n = n
        self.random = random.Random(seed)
        self.count = 0
        self.texts = {}
        for i in range(n):
            self.texts[f"entity_{i}.ectype"] = forms.plain(i, n)
        os.makedirs(self.models)
        for name, text in self.texts.items():
            self._write(name, text)

    def _write(self, name, text):
        path = os.path.join(self.models, name)
        with open(path, "w") as file:
            file.write(text)

    def _replace(self, name, text):
        path = os.path.join(self.models, name)
        temporary = os.path.join(self.models, f".{name}.swp")
        with open(temporary, "w") as file:
            file.write(text)
        os.rename(temporary, path)

    def _save(self, name, text):
        if self.texts.get(name) == text:
            raise NothingToSave
        self.texts[name] = text
        (self._write if self.random.random() < 0.5 else self._replace)(name, text)

    def edit(self):
        """Makes one edit: its kind, the text that mends it if it is a mistake, and the file."""
        while True:
            try:
                return self._edit()
            except NothingToSave:
                continue

    def _edit(self):
        self.count += 1
        name = self.random.choice(list(self.texts))
        text = self.texts[name]
        kind = self.random.choice(
            ["add a field", "remove a field", "change a type", "rename a field", "documentation",
             "new file", "remove a file", "restore", "mistake and mending"])
        if kind == "add a field":
            # In place of the one before: sources stay as long as they are.
            text = re.sub(r"  var added\d+: Int\?\n", "", text)
            self._save(name, text.replace("  @belongsTo", f"  var added{self.count}: Int?\n  @belongsTo", 1))
        elif kind == "remove a field":
            self._save(name, "".join(line for line in text.splitlines(True) if "var note" not in line))
        elif kind == "change a type":
            kinds = ["Int", "Double", "String", "Bool"]
            line = f"  var changing: {kinds[self.count % 4]}?\n"
            lines = [line for line in text.splitlines(True) if "var changing" not in line]
            self._save(name, "".join(lines[:4] + [line] + lines[4:]))
        elif kind == "rename a field":
            self._save(name, re.sub(r"var title\d*", f"var title{self.count}", text, count=1))
        elif kind == "documentation":
            self._save(name, re.sub(r"/// (\d+ )?Entity", f"/// {self.count} Entity", text, count=1))
        elif kind == "new file":
            new = f"new_{self.count}.ectype"
            self._save(new, forms.plain(10_000_000 + self.count, 1 << 60)
                       .replace(f"Entity{10_000_001 + self.count}", "Entity0")
                       .replace(f"Entity{10_000_000 + self.count - 1}", "Entity1")
                       .replace("  @hasMany(foreignKey: .parentId) var children: [Entity1]\n", ""))
        elif kind == "remove a file":
            new = [name for name in self.texts if name.startswith("new_")]
            if not new:
                raise NothingToSave
            os.remove(os.path.join(self.models, new[0]))
            del self.texts[new[0]]
        elif kind == "restore":
            index = self.random.randrange(self.n)
            name = f"entity_{index}.ectype"
            self._save(name, forms.plain(index, self.n))
        elif kind == "mistake and mending":
            if "String" not in text:
                raise NothingToSave
            self._write(name, text.replace("String", "Strin", 1))
            return kind, text, name
        return kind, None, name


def prepare(ectype, n):
    directory = "/dev/shm" if os.path.isdir("/dev/shm") else None
    folder = tempfile.mkdtemp(prefix="ectype-watch.", dir=os.environ.get("BENCH_DIR", directory))
    with open(os.path.join(folder, "ectype.json"), "w") as file:
        file.write(CONFIGURATION)
    editor = Editor(folder, n, seed=1)
    watcher = Watcher(ectype, folder)
    watcher.rebuild(timeout=120)
    return folder, editor, watcher


def check(ectype, folder):
    """The outputs must be those of a clean compile."""
    out = os.path.join(folder, "clean")
    subprocess.run([ectype, "compile", "--quiet", "models", "--out", "clean"], cwd=folder, check=True)
    for ours, clean in [("lib", "elixir/lib"), ("swift", "swift")]:
        stack = [filecmp.dircmp(os.path.join(folder, ours), os.path.join(out, clean))]
        while stack:
            comparison = stack.pop()
            stack += comparison.subdirs.values()
            wrong = comparison.left_only + comparison.right_only + comparison.diff_files
            if wrong:
                sys.exit(f"outputs differ from a clean compile: {wrong[:5]}")


def latency(ectype, files, edits):
    folder, editor, watcher = prepare(ectype, files)
    times = {}
    try:
        while sum(map(len, times.values())) < edits:
            kind, mending, name = editor.edit()
            saved = time.perf_counter()
            when, event = watcher.rebuild()
            if mending is not None:
                assert event["failed"], event
                editor._write(name, mending)
                saved = time.perf_counter()
                when, event = watcher.rebuild()
            assert not event["failed"], event
            if event["written"] or event["removed"]:
                times.setdefault(kind, []).append((when - saved) * 1000)
        check(ectype, folder)
    finally:
        watcher.end()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"| {files:,} files, edit | count | median ms | 99th percentile ms | longest ms |")
    print("|---|---:|---:|---:|---:|")
    rows = sorted(times.items()) + [("all", [t for kind in times.values() for t in kind])]
    for kind, values in rows:
        values = sorted(values)
        print(f"| {kind} | {len(values)} | {values[len(values) // 2]:.1f} "
              f"| {values[min(len(values) - 1, len(values) * 99 // 100)]:.1f} | {values[-1]:.1f} |")


def soak(ectype, files, edits):
    folder, editor, watcher = prepare(ectype, files)
    print("| edits | memory MiB | open files | watches |")
    print("|---:|---:|---:|---:|")
    try:
        for number in range(1, edits + 1):
            kind, mending, name = editor.edit()
            if mending is not None:
                editor._write(name, mending)
            if number in (edits // 100, edits // 10, edits // 2, edits):
                watcher.quiet(1)
                memory, descriptors, watches = watcher.figures()
                print(f"| {number:,} | {memory:.1f} | {descriptors} | {watches} |", flush=True)
            # New entities are only ever more: the project stays as large as it is.
            for extra in [name for name in editor.texts if name.startswith("new_")][20:]:
                os.remove(os.path.join(editor.models, extra))
                del editor.texts[extra]
        check(ectype, folder)
    finally:
        code = watcher.end()
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\nended with {code}; the outputs are those of a clean compile")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ectype")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--soak", type=int)
    arguments = parser.parse_args()
    if arguments.soak:
        soak(arguments.ectype, arguments.files, arguments.soak)
    else:
        latency(arguments.ectype, arguments.files, arguments.edits)


main()
