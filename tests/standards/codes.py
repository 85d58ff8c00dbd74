"""How the tests of this folder ask which error a text gets."""

import pytest
from django.core.exceptions import ValidationError


def code_of(function, *args, **kwargs) -> str:
    with pytest.raises(ValidationError) as refused:
        function(*args, **kwargs)
    return refused.value.code
