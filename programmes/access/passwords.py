"""How passwords are kept, and which of them are guessed first in Vietnam."""

import re
from functools import cache
from pathlib import Path

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.standards.names import fold

WORDS = Path(__file__).with_name("guessable_words.txt")
LONGEST = 128
LETTERS_LEFT = 6  # what is no known word has to be as long as this,
DIFFERENT_LEFT = 5  # of so many different letters
RUN = 4  # keys or letters in a row from which on they are a walk over the keyboard or through the alphabet
ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
PLACE = {key: (row, column) for row, keys in enumerate(ROWS) for column, key in enumerate(keys)}
LEET = str.maketrans("013457@$!|", "oieastasil")  # digits and signs that stand for letters


class PortalHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB for each login in progress, as OWASP advises; Django's 100 MiB would fill a small server."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


class GuessableValidator:
    """Refuses what is made of usual words, places, years, rows of keys, repetitions or the officer's own name.

    Such parts are taken out of the password, without tone marks and with "@" and "4" read as "a"; what is left has to
    be long enough by itself.
    """

    def validate(self, password, user=None):
        if len(password) > LONGEST:
            raise ValidationError(_("Mật khẩu dài tối đa %d ký tự.") % LONGEST, code="password_too_long")
        if any(_is_guessable(reading, _own_words(user)) for reading in _readings(fold(password))):
            raise ValidationError(
                _(
                    "Mật khẩu này dễ đoán: nó gồm từ quen thuộc, tên người, địa danh, năm hoặc dãy phím. Hãy ghép ba, "
                    "bốn từ không liên quan đến nhau mà chỉ bạn biết."
                ),
                code="password_guessable",
            )

    def get_help_text(self):
        return _("Không dùng từ quen thuộc, tên của bạn, địa danh, năm hay dãy phím; nên ghép ba, bốn từ xa nhau.")


def _readings(text):
    """The letters of a folded password: signs passed over, signs read as letters, and rows of keys left in."""
    yield re.sub(r"[^a-z0-9]", "", text)
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", text)
    yield re.sub(r"[^a-z]", "", core.translate(LEET))


def _is_guessable(text, own):
    left = re.sub(r"[^a-z]", " ", _without_runs(text))
    for word in own:
        left = left.replace(word, " ")
    left = _known().sub(" ", left.replace(" ", "\n"))
    left = re.sub(r"(.+?)\1+", r"\1", re.sub(r"\s", "", left))
    return len(left) < LETTERS_LEFT or len(set(left)) < DIFFERENT_LEFT


@cache
def _known():
    """The usual words, the longest first."""
    words = {line.strip() for line in WORDS.read_text().splitlines() if line.strip() and not line.startswith("#")}
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


def _own_words(user):
    """Parts of the name, user name, e-mail and office of who sets the password, the longest first."""
    texts = [getattr(user, name, "") or "" for name in ("username", "full_name", "email")]
    if getattr(user, "office_id", None):
        texts.append(user.office.name)
    folded = [fold(text) for text in texts]
    whole = [re.sub("[^a-z]", "", text.partition("@")[0]) for text in folded]
    parts = [part for text in folded for part in re.findall("[a-z]+", text)]
    return sorted({word for word in (*whole, *parts) if len(word) >= 3}, key=len, reverse=True)


def _without_runs(text):
    """The text without keys in a row, in any direction over the keyboard, and without letters in their order."""
    kept, start = [], 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _follows(text[end - 1], text[end]):
            continue
        kept.append(text[start:end] if end - start < RUN else " ")
        start = end
    return "".join(kept)


def _follows(one, other):
    if abs(ord(one) - ord(other)) == 1:
        return True
    if one not in PLACE or other not in PLACE:
        return False
    (row, column), (other_row, other_column) = PLACE[one], PLACE[other]
    return one != other and abs(row - other_row) <= 1 and abs(column - other_column) <= 1
