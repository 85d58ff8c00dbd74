"""Narrations of transfers: what matches its donation by itself, what is suggested first, what stays open."""

from datetime import date

import pytest

from programmes.models import BankLine
from programmes.rules import bank_matching
from tests import factories as f
from tests.exchange.doors import codes, take_in
from tests.sheets import a_csv

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HEADINGS = ["Ngày giao dịch", "Số tham chiếu", "Ghi có", "Nội dung", "Tên người chuyển"]
BY_ITSELF, FIRST, OPEN = "by itself", "suggested first", "open"
# (narration, payer, đồng, day in March 2025, what becomes of it, the donation that is meant)
NARRATIONS = [
    ("UH-0000011 ung ho so the BHXH", "", 1_100_000, 10, BY_ITSELF, "UH-0000011"),
    ("MBVCB.1027000000.UH0000012.CT tu 0351000000001 LE THI THU", "", 1_200_000, 10, BY_ITSELF, "UH-0000012"),
    ("CHUYENTIENUH0000013NGUYENVANA", "", 1_300_000, 10, BY_ITSELF, "UH-0000013"),
    ("CKUH0000014 ung ho", "", 1_400_000, 10, BY_ITSELF, "UH-0000014"),
    ("ung ho so the, so UH 0000015", "", 1_500_000, 10, BY_ITSELF, "UH-0000015"),
    ("Ủng hộ theo số UH.0000016", "", 1_600_000, 10, BY_ITSELF, "UH-0000016"),
    ("uh_0000017-ungho", "", 1_700_000, 10, BY_ITSELF, "UH-0000017"),
    ("020097042209UH0000018LE THI THU", "", 1_800_000, 10, BY_ITSELF, "UH-0000018"),
    ("REM Tfr Ac:0011 UH0000019;O@L_0800", "", 1_900_000, 10, BY_ITSELF, "UH-0000019"),
    ("SHGD:10008948.DD:250310.BO:CTY MINH HOA.Remark:UH0000020", "", 2_000_000, 10, BY_ITSELF, "UH-0000020"),
    ("Ung ho PL/2025/21", "", 2_100_000, 10, BY_ITSELF, "PL-2025-21"),
    ("UH0000022 tru phi", "", 2_189_000, 10, FIRST, "UH-0000022"),
    ("CHUYENTIENUH0000023PHI11000", "", 2_289_000, 10, FIRST, "UH-0000023"),
    ("UH-0000024 lan 1", "", 1_000_000, 10, FIRST, "UH-0000024"),
    ("UH0000025 chuyen truoc ngay dang ky", "", 2_500_000, 2, FIRST, "UH-0000025"),
    ("ung ho", "CONG TY CO PHAN SAO MAI XANH", 2_600_000, 10, FIRST, "UH-0000026"),
    ("Cty Sao Bien Vang ung ho the BHYT", "", 2_600_000, 10, FIRST, "UH-0000027"),
    ("LE THI THU HOA gui tang", "", 2_600_000, 10, FIRST, "UH-0000028"),
    ("ung ho nguoi ngheo", "", 2_900_000, 10, FIRST, "UH-0000029"),
    ("UH0000030 va UH0000031", "", 3_000_000, 10, FIRST, "UH-0000030"),
    ("tien ung ho dot 2", "", 3_200_000, 10, FIRST, "UH-0000032"),
    ("UH000003", "", 7_000_001, 10, OPEN, ""),
    ("UH00000331 sai so", "", 7_000_002, 10, OPEN, ""),
    ("XUH0000033 so cua noi khac", "", 7_000_003, 10, OPEN, ""),
    ("Lai tien gui thang 3", "", 12_345, 10, OPEN, ""),
    ("Hoan phi", "NGAN HANG MINH HOA", 11_000, 10, OPEN, ""),
    ("0000033", "", 7_000_004, 10, OPEN, ""),
    ("chuyen tien", "NGUYEN VAN MAU", 7_000_005, 10, OPEN, ""),
    ("UNG HO DONG BAO LU LUT", "", 7_000_006, 10, OPEN, ""),
    ("Nop thue TNCN 2025", "", 7_000_007, 10, OPEN, ""),
]
DONORS = {
    "UH-0000026": "Công ty cổ phần Sao Mai Xanh",
    "UH-0000027": "Công ty TNHH Sao Biển Vàng",
    "UH-0000028": "Lê Thị Thu Hòa",
}
AMOUNTS = {"UH-0000022": 2_200_000, "UH-0000023": 2_300_000, "UH-0000024": 2_400_000, "UH-0000031": 3_000_000}


@pytest.fixture
def stored(officer, tmp_path):
    """Reference -> the line, of one statement with all the narrations."""
    for code in [*(each[5] for each in NARRATIONS if each[5]), "UH-0000031", "UH-0000033"]:
        amount = AMOUNTS.get(code) or next((each[2] for each in NARRATIONS if each[5] == code), 33_000_000)
        over = {"donor": f.a_donor(name=DONORS[code])} if code in DONORS else {}
        f.a_pledge(code=code, amount_vnd=amount, pledged_on=date(2025, 3, 4), **over)
    rows = [[f"{day:02}/03/2025", f"FT{n}", str(vnd), *said] for n, (*said, vnd, day, _, _) in enumerate(NARRATIONS)]
    told = take_in(a_csv(tmp_path, [["Số TK: 0011000000001"], HEADINGS, *rows]), "bank_lines", officer)
    assert (codes(told), told.new) == ([], 30)
    return {line.reference: line for line in BankLine.objects.prefetch_related("matches__donation")}


def became(line):
    if line.state == BankLine.State.LINKED:
        return BY_ITSELF, line.matches.all()[0].donation.code
    found = bank_matching.suggestions(line)
    return (FIRST, found[0].code) if found else (OPEN, "")


def test_what_becomes_of_thirty_narrations(stored):
    found = {text: became(stored[f"FT{n}"]) for n, (text, *_rest) in enumerate(NARRATIONS)}
    assert found == {text: (outcome, code) for text, *_middle, outcome, code in NARRATIONS}
