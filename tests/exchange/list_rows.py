"""Rows of a list of health cards as a commune writes it, and what is told of them."""

from tests import sheets

HEADER = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Xã", "Đối tượng", "Loại quà", "Số tháng", "Từ tháng", "Số tiền"]


def a_row(number, **over):
    line = sheets.a_line(number, **{"Xã/Phường": "Xã Minh Họa"})
    cells = {
        "STT": str(number),
        "Họ và tên": line["Họ và tên"],
        "Ngày sinh": line["Ngày sinh"],
        "Số CCCD": line["Số CCCD"],
        "Xã": line["Xã/Phường"],
        "Đối tượng": "hộ cận nghèo",
        "Loại quà": "thẻ BHYT",
        "Số tháng": "12",
        "Từ tháng": "12/2025",
        "Số tiền": "379.080",
        **over,
    }
    return list(cells.values())


def a_group(name, **cells):
    return list((dict.fromkeys(HEADER, "") | {"STT": "I", "Họ và tên": name, **cells}).values())


def repairs(told, code):
    return [(repair.line, repair.column, repair.before, repair.after) for repair in told.repairs if repair.code == code]
