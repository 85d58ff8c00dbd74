"""Why a file cannot be taken as a whole, at whatever stage it is seen."""

from programmes.exchange.row_notes import RowNote


class FileProblem(Exception):
    """The file as a whole cannot be taken; the sentence says what to do.

    `headings` are those of the file with the column that each was taken for, where another reading of them may help;
    `proposed` is as in Header; `head` its first rows, one of which may be the header: (line, cells), with the place of
    the line between them once the sheet is known; `lettered` the columns that have no heading, as in Header. `asked` is
    a Reading that tells all that its officer is asked, where answers are all that the file lacks.
    """

    asked = None

    def __init__(self, code, message, headings=(), proposed=None, head=(), lettered=None):
        self.code, self.message, self.headings = code, message, headings
        self.proposed, self.head, self.lettered = proposed or {}, head, lettered or {}
        super().__init__(str(message))

    @classmethod
    def of_refusal(cls, refusal):
        """What the rules refuse before the file is looked at, a RuleViolation: the first of its problems."""
        first = refusal.problems[0]
        return cls(first.code, first.message)

    def as_note(self):
        return RowNote(0, "", self.code, str(self.message))
