"""The wheel, which is what the Dockerfile installs, carries all that the program reads while running."""

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.house import ROOT

CARRIED = {"app": "app", "templates": "app/templates", "schemas": "app/schemas", "tests/cases": "app/cases"}


def test_the_wheel_is_complete(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("gouji-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    wanted = {
        f"{inside}/{file.relative_to(ROOT / folder).as_posix()}"
        for folder, inside in CARRIED.items()
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert {"app/fonts/fonts.conf", "app/schemas/2021.yaml"} <= wanted
    assert sorted(wanted - packed) == []
