"""The second sheet of our own workbooks, which tells about each column: written with them, passed over on return."""

GUIDE, GUIDE_HEAD = "Hướng dẫn", ("Cột", "Bắt buộc", "Ví dụ")
