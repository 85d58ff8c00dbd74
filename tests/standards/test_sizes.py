"""How large a file is, as an office says it."""

import pytest

from programmes.standards.sizes import format_size


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 KB"),
        (1, "0,1 KB"),
        (735, "0,7 KB"),
        (2**20 - 1, "1.024 KB"),
        (1_258_291, "1,2 MB"),
        (20 * 2**20, "20 MB"),
    ],
)
def test_a_file_is_said_in_kilobytes_or_megabytes_and_never_to_be_empty(size, said):
    assert format_size(size).replace("\N{NO-BREAK SPACE}", " ") == said
