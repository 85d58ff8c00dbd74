"""Files of the kind that offices send. They lie beside the checkout, not in it; each says what must happen to it."""

from pathlib import Path

import pytest

CASES = Path(__file__).parents[3] / "shared/import-cases"
NEEDED = pytest.mark.skipif(not CASES.is_dir(), reason=f"Without {CASES} nothing is seen of the files in it.")


def case_file(number):
    """The file whose name begins so, beside what is said of it."""
    (path,) = (path for path in CASES.glob(f"{number}-*") if path.suffix != ".txt")
    return path
