"""The layout of the house: what is shipped, what names are free, what does not belong into any file."""

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("core", "routing", "network", "inventory", "orders", "data", "api", "web")
PYTHON_FOLDERS = (*ROOMS, "tests", "benchmarks", "build_backend")
KERNEL = f"routing/kernel/_kernel{sysconfig.get_config_var('EXT_SUFFIX')}"
NOT_OURS = {
    "node_modules",
    "dist",
    "runs",
    "__pycache__",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
}


def files_below(*folders: str) -> list[Path]:
    """Return every file of our own below some folders; the kernel that was built into them is none."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*")) if path.is_file())
    ours = (path for path in found if not NOT_OURS & set(path.relative_to(ROOT).parts))
    return [path for path in ours if path.suffix not in {".so", ".pyd"}]


def built(kind: str, folder: Path) -> Path:
    """Build what is given away, a wheel or an sdist, of this checkout into a folder, and return its path."""
    code = f"import sys; from build_backend.hooks import build_{kind}; build_{kind}(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from this checkout, unpacked into a folder."""
    unpacked = tmp_path_factory.mktemp("unpacked")
    shutil.unpack_archive(built("wheel", tmp_path_factory.mktemp("built")), unpacked, "zip")
    return unpacked


def test_the_wheel_installs_exactly_these_names(wheel: Path) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    information = f"roundsman-{settings['project']['version']}.dist-info"
    assert {path.name for path in wheel.iterdir()} == {*ROOMS, information}


def test_the_wheel_holds_all_that_the_rooms_hold_and_the_kernel_instead_of_its_sources(wheel: Path) -> None:
    ours = {str(path.relative_to(ROOT)) for path in files_below(*(room for room in ROOMS if room != "web"))}
    ours = {name for name in ours if not name.startswith("routing/kernel/source/")} | {KERNEL}
    page = {f"web/dist/{path.name}" for path in (ROOT / "web" / "dist").iterdir()} | {"web/__init__.py"}
    shipped = {str(path.relative_to(wheel)) for path in wheel.rglob("*") if path.is_file()}
    assert {name for name in shipped if ".dist-info/" not in name} == ours | page


@pytest.mark.parametrize(
    "name",
    [
        "routing/travel/estimate.toml",
        "routing/travel/roads/profiles/van.toml",
        "data/templates/orders.csv",
        "data/formats/plan_templates/map.html",
        "data/samples/monaco.osm.pbf",
        "data/samples/SOURCES.md",
        "web/dist/viewer.js",
        "web/dist/index.html",
    ],
)
def test_the_wheel_holds_what_the_program_reads_of_its_own(wheel: Path, name: str) -> None:
    assert (wheel / name).stat().st_size > 0


def test_the_program_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    code = "import sys, api.cli, routing.kernel._kernel; print(routing.kernel._kernel.__file__, flush=True); "
    code += "sys.argv[1:] = ['template', 'made']; api.cli.main()"
    environment = {**os.environ, "PYTHONPATH": str(wheel), "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(str(wheel / KERNEL))
    assert (tmp_path / "made" / "orders.csv").is_file()


def test_the_archive_of_sources_holds_what_the_kernel_is_built_of_and_no_kernel(tmp_path: Path) -> None:
    with tarfile.open(built("sdist", tmp_path)) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = [ROOT / "CMakeLists.txt", *files_below("build_backend", "routing/kernel")]
    assert {str(path.relative_to(ROOT)) for path in needed} <= names
    assert [name for name in names if name.endswith((".so", ".pyd")) or name.startswith("build/")] == []


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in files_below(*PYTHON_FOLDERS):
        if path.suffix == ".py":
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"), str(path))


def whole_package_imports(tree: ast.Module) -> list[str]:
    """Return our own packages and modules that are imported by `import x` instead of `from x import y`."""
    names = [each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names]
    return [name for name in names if name.partition(".")[0] in ROOMS]


def names_bound(tree: ast.AST, *, inside_class: bool = False) -> Iterator[str]:
    """Yield every name given to a variable, argument, function, class or import; not those of attributes."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) if not inside_class:
                yield name
            case ast.arg(arg=name) | ast.alias(asname=str(name)):
                yield name
            case ast.alias(name=name):
                yield name.partition(".")[0]
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                if not inside_class:
                    yield name
        yield from names_bound(node, inside_class=_in_class(node, inside_class))


def _in_class(node: ast.AST, inside: bool) -> bool:
    """Whether names that stand directly below `node` are attributes of a class."""
    if isinstance(node, ast.ClassDef):
        return True
    return inside and isinstance(node, ast.AnnAssign | ast.Assign)


def test_nobody_imports_a_room_as_a_whole() -> None:
    assert [(name, found) for name, tree in trees() if (found := whole_package_imports(tree))] == []


def test_no_variable_is_called_like_a_room() -> None:
    assert [(name, found) for name, tree in trees() if (found := set(ROOMS) & set(names_bound(tree)))] == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import data", ["data"]),
        ("import data.files as files", ["data.files"]),
        ("from data.files import write_text", []),
        ("import database", []),
    ],
)
def test_an_import_of_a_whole_room_is_seen(code: str, found: list[str]) -> None:
    assert whole_package_imports(ast.parse(code)) == found


@pytest.mark.parametrize(
    "code",
    [
        "data = 1",
        "for data in (): ...",
        "def run(data): ...",
        "def data(): ...",
        "with open(x) as data: ...",
        "from ortools.routing.python import routing as data",
        "from somewhere import data",
        "[data for data in ()]",
        "(data := 1)",
        "class A:\n    def b(self):\n        data = 1",
    ],
)
def test_a_variable_called_like_a_room_is_seen(code: str) -> None:
    assert "data" in names_bound(ast.parse(code))


@pytest.mark.parametrize("code", ["class A:\n    data: int = 1", "class A:\n    data = 1", "model.data = 1"])
def test_an_attribute_may_be_called_like_a_room(code: str) -> None:
    assert "data" not in names_bound(ast.parse(code))


def test_every_folder_of_python_below_a_package_is_a_package() -> None:
    # Without tests/__init__.py, pytest would import tests' own `routing` for ours.
    folders = {path.parent for path in files_below(*PYTHON_FOLDERS) if path.suffix == ".py"}
    above = {parent for folder in folders for parent in folder.parents if ROOT in parent.parents}
    missing = [str(f.relative_to(ROOT)) for f in folders | above if not (f / "__init__.py").is_file()]
    assert sorted(missing) == []


def test_no_file_mentions_one_machine_or_a_package_registry() -> None:
    # Put together here, as this file is looked through as well.
    words = [f"/{name}/" for name in ("work", "root", "home", "opt")]
    words += [".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
    pattern = re.compile("|".join(map(re.escape, words)).encode())
    files = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"]  # of a worktree
    files += [*files_below(*PYTHON_FOLDERS, "docs", ".ci"), *(ROOT / "web" / "dist").iterdir()]
    found = {str(path.relative_to(ROOT)): pattern.findall(path.read_bytes()) for path in files}
    assert {name: words for name, words in found.items() if words} == {}
