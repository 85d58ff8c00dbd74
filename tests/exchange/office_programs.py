"""LibreOffice, which saves our own files once more as an officer's program would; not every machine has it."""

import shutil
import subprocess

import pytest

PROGRAM = shutil.which("soffice")
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"  # commas, quotes, UTF-8, cells as they are shown
OF_AMERICANS = "--infilter=CSV:44,34,76,1,,1033,false,true"  # the same, days with the month first
needs_libreoffice = pytest.mark.skipif(
    not PROGRAM, reason="no LibreOffice on this machine (apt install --no-install-recommends libreoffice-calc)"
)


def saved_by_libreoffice(paths, folder, ending):
    """The files saved as XLSX or CSV into a folder; all in one run of the program, which is slow to start.

    Text files are opened with American settings, by which 04/03/2025 is a day in April.
    """
    command = [PROGRAM, "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += [OF_AMERICANS] if paths[0].suffix == ".csv" else []
    command += ["--convert-to", AS_CSV if ending == "csv" else ending, "--outdir", folder, *paths]
    subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=120)
    return [folder / f"{path.stem}.{ending}" for path in paths]
