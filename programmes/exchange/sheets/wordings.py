"""Headings of so many words that they cannot be listed one by one: by the words of which they are made.

All patterns are of texts as `fold` writes them, without brackets and signs.
"""

import re

PAPER = (
    r"(?:cccd|cmnd|cmt|cntnd|cntd|can cuoc(?: cong dan)?|ddcn|dinh danh(?: ca nhan)?|ho chieu|cc|giay to(?: tuy than)?)"
)
OF_WHOM = (
    r"(?:cua )?(?:nguoi (?:duoc(?! uy quyen)|nhan(?! (?:thay|ho(?! tro))\b)|thu huong|huong|tham gia|benh|de nghi"
    r"|lao dong|cao tuoi|khuyet tat|ngheo|dan)\b"
    r"|(?:doi tuong|benh nhan|hoc sinh|sinh vien|hoi vien|ho vien|tre|chau)\b).*"
)
AIDED = r"(?: (?:ho tro|dong|chi|chi tra|tra|tang|tai tro|ung ho|mua|them|khac|theo quy dinh))"
INSURED = (
    r"(?: (?:co gia tri|gia tri|co hieu luc|de nghi|duoc|tham gia|ho tro|dong|tang|huong|thu huong|mua|cap|trao|nhan"
    r"|su dung|the|so|qua|bhyt|bhxh|bao hiem y te|bao hiem xa hoi|tu nguyen|uu tien|chinh sach))"
)
LIVING = r"(?:dang sinh song|sinh song|cu tru|thuong tru|dang o|o)(?: hien nay| hien tai)?"
MONEY = r"(?:so tien|tien|kinh phi|muc|gia tri)"
DONORS = (
    r"(?:chuong trinh|nha tai tro|don vi tai tro|nha hao tam|manh thuong quan|to chuc ca nhan(?: khac)?|xa hoi hoa"
    r"|nguon xa hoi hoa)"
)
WORDINGS = {  # field of the vocabulary or column -> what such a heading of it is like
    "full_name": rf"(?:ho(?: va)?(?: chu dem va)? ten|ten)(?: day du)? {OF_WHOM}",
    "birth": rf"(?:ngay thang nam|ngay|nam) sinh {OF_WHOM}",
    "citizen_number": rf"(?=.*\b(?:cccd|can cuoc|dinh danh|ddcn)\b)(?:(?:so|ma|the|hoac|va) )*{PAPER}"
    rf"(?: (?:(?:so|ma|the|hoac|va) )*{PAPER})*(?: (?:moi|12 so|gan chip))*(?: {OF_WHOM})?",
    "old_citizen_id": rf"(?:(?:so|giay|the) )*(?:cmnd|cmt(?:nd)?|chung minh(?: nhan dan| thu)?)(?: (?:cu|9 so))*"
    rf"(?: {OF_WHOM})?|(?:so )?{PAPER}(?: {PAPER})* cu",
    "phone": rf"(?:so )?(?:dien thoai|dt|sdt)(?: di dong)?(?: lien he)?(?: {OF_WHOM})?",
    "province": rf"(?:tinh|tinh tp|tinh thanh pho) (?:noi |dia chi )*{LIVING}",
    "commune": rf"(?:xa|phuong|xa phuong|xa phuong dac khu) (?:noi |dia chi )*{LIVING}",
    "address": rf"(?:dia chi )(?:noi )?(?:{LIVING}|lien he|hien nay|hien tai)|noi {LIVING}",
    "category": rf"(?:(?:thuoc|dien|nhom|loai|ma) )*doi tuong{INSURED}*|thuoc dien(?: ho)?",
    "months": rf"(?:tong )?so thang{INSURED}+",
    "starts_on": rf"(?:thoi diem|thoi gian|thang|ngay) bat dau{INSURED}*|tu thang(?: nam)?{INSURED}*"
    rf"|(?:the )?(?:co )?(?:thoi han|gia tri|han)(?: su dung)?(?: cua)?(?: the)?(?: bhyt)? tu(?: ngay| thang)?",
    "valid_to": rf"(?:thoi diem|thoi gian|thang|ngay) ket thuc{INSURED}*|den (?:thang|het thang)(?: nam)?{INSURED}*"
    rf"|(?:the )?(?:co )?(?:thoi han|gia tri|han)(?: su dung)?(?: cua)?(?: the)?(?: bhyt)? den(?: ngay| thang)?",
    "household_order": r"nguoi tham gia thu(?: may)?|thu tu (?:nguoi )?(?:tham gia )?trong ho(?: gia dinh)?",
    "donor_cost_vnd": rf"{MONEY} (?:do )?{DONORS}{AIDED}*|{DONORS}{AIDED}+"
    r"|(?:so )?(?:tien )?ho tro (?:them )?khac(?: cua .*)?"
    rf"|(?:so tien|kinh phi)(?: duoc)? (?:ho tro|tang|tai tro)(?: (?:dong|mua|tham gia|the|so|bhyt|bhxh|tu nguyen))*",
    "state_support_vnd": rf"(?:{MONEY} )?(?:nsnn|nstw|ns trung uong|ngan sach (?:nha nuoc|trung uong)){AIDED}*"
    rf"|(?:{MONEY} )?nha nuoc{AIDED}+",
    "local_topup_vnd": rf"(?:{MONEY} )?(?:nsdp|ns dia phuong|ngan sach dia phuong){AIDED}*"
    rf"|(?:{MONEY} )?dia phuong{AIDED}+",
    "total_vnd": r"tong kinh phi(?: (?:dong|ho tro|thuc hien))*"
    r"|(?:tong )?(?:so )?tien phai dong(?: bhyt| bhxh)?(?: tu nguyen)? theo quy dinh"
    r"|tong (?:so )?tien(?: phai)? dong(?: bhyt| bhxh)?(?: tu nguyen)?",
}
OF_SOMETHING_ELSE = re.compile(  # below such a heading a name, a province or a sum is not that of the list
    r"\b(?:kcb|kham chua benh|noi kham|kham benh|benh vien|(?:co so|tram|trung tam) y te|khai sinh|noi cap|co quan cap"
    r"|cap tai|noi sinh|diem thu|dai ly|cong tac vien|nhan vien|can bo|giam ho|bao ho|nuoi duong|vo|chong|cha|bo|me"
    r"|phu huynh|than nhan|nguoi than|nguoi thay|chu ho|thanh vien(?! (?:duoc|nhan|tham gia|thu huong))|dai dien"
    r"|uy quyen|nhan (?:thay|ho(?! tro| chieu))|truong(?! hop)|noi (?:hoc|lam viec|cong tac)|don vi cong tac|ngan hang"
    r"|tai khoan|nguoi (?:lien he|tang|trao|ung ho|tai tro|lap|thu(?! huong)|gioi thieu|thuc hien)|nha tai tro"
    r"|don vi tai tro|(?:nguoi|ca nhan|ho)(?: (?:tham gia|dan|benh|gia dinh))?(?: tu)? dong$"
    r"|tu dong|doi ung|ngan sach)\b"
)
OLD_PAPER = re.compile(r"\b(?:cmnd|cmt|cmtnd|chung minh)\b")
A_RATE = re.compile(r"(?<!\d)(?<!\d )%|\bt[ỷỉ] lệ\b|\bphần trăm\b", re.IGNORECASE)  # "(30%)" is told of a sum
MACHINE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
TWO_WORDS = re.compile("[a-z][A-Z]|_")


class Wordings:
    """The patterns of some columns, by name of the column or of its piece."""

    def __init__(self, names):
        patterns = {name: WORDINGS[name] for name in WORDINGS if name in names}
        self.all = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items()) or r"(?!)")

    def name(self, key):
        """The column or piece of which a folded heading is a wording; "" for none."""
        found = self.all.fullmatch(key)
        return found.lastgroup if found else ""


def machine_key(text):
    """A heading that is the name of a field in some program, without case and underscores; "" for one in words."""
    return text.replace("_", "").casefold() if MACHINE_NAME.fullmatch(text) else ""


def are_machine_names(texts):
    """Whether a row holds such names and nothing else, of which one or the other is put together."""
    return len(texts) > 2 and all(map(MACHINE_NAME.fullmatch, texts)) and any(map(TWO_WORDS.search, texts))
