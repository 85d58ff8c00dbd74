"""Texts that stand in a cell for the value it lacks: errors of formulas, and what the sheet itself leaves open."""

import re

WITHOUT_VALUE = "#KHÔNG CÓ KẾT QUẢ"
SHARED = "#Ô GỘP"
NOTHING_ABOVE, NOBODY_ABOVE = "#KHÔNG CÓ DÒNG TRÊN", "#DÒNG TRÊN LÀ NGƯỜI KHÁC"
OTHER_ABOVE = "#DÒNG TRÊN LÀ KHOẢN KHÁC"
OURS = (WITHOUT_VALUE, SHARED, NOTHING_ABOVE, NOBODY_ABOVE, OTHER_ABOVE)
ERROR_TEXT = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)|Err:\d{3}|" + "|".join(OURS)
)
