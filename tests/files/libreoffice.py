"""Documents opened by LibreOffice, with the bundled faces in the place of those that offices have."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from app.files.faces import FONTS

SECONDS = 120
"""One conversion takes two; a machine that is busy with other tests may need many times that."""
STAND_INS = {
    "方正小标宋简体": "GW BiaoSong",
    "仿宋_GB2312": "GW FangSong",
    "仿宋": "GW FangSong",
    "楷体_GB2312": "GW Kai",
    "楷体": "GW Kai",
    "黑体": "GW Hei",
    "宋体": "GW Song",
    "Times New Roman": "GW Song",
    "Arial": "GW Hei",
}
"""Which face stands for which; the Latin letters and digits of GW Song are those of Times New Roman."""

_RULE = """<match target="pattern">
  <test name="family" qual="any"><string>{asked}</string></test>
  <edit name="family" mode="assign" binding="strong"><string>{given}</string></edit>
</match>"""
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir prefix="xdg">fontconfig</cachedir>{rules}</fontconfig>
"""


def converted(content: bytes, ending: str, to: str) -> bytes:
    """A document as another kind: `converted(word, "docx", "pdf")`.

    Each call has a profile of its own, so that several can run at once. Raises `TimeoutExpired` for one that
    takes too long, which is ended with all its processes, and `CalledProcessError` for one without a result.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, fonts, made = folder / f"it.{ending}", folder / "fonts.conf", folder / "made"
        source.write_bytes(content)
        fonts.write_text(_font_rules(), "utf-8")
        command = [
            shutil.which("soffice") or "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", to, "--outdir", str(made), str(source)),
        ]
        said = _run(command, os.environ | {"FONTCONFIG_FILE": str(fonts)})
        results = list(made.glob("*")) if made.is_dir() else []
        if len(results) != 1:
            raise subprocess.CalledProcessError(1, command, said)
        return results[0].read_bytes()


def _font_rules() -> str:
    rules = "".join(_RULE.format(asked=asked, given=given) for asked, given in STAND_INS.items())
    return _FONTS.format(folder=FONTS, rules=rules)


def _run(command: list[str], environment: dict[str, str]) -> bytes:
    # soffice is a script that starts others: only its whole group can be ended.
    running = subprocess.Popen(
        command,
        env=environment,
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        return running.communicate(timeout=SECONDS)[0]
    except subprocess.TimeoutExpired:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
        raise
