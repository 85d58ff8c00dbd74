"""Two hundred people whose every particular is a token, in every place where the portal may write of them."""

import json
import re
from datetime import date
from pathlib import Path

from django.db import connection

from programmes.actions import eligibility, gift_lists, gifts, handovers, look_ups
from programmes.exchange.desk import errors_file, intake
from programmes.exchange.desk.preview import preview_upload
from programmes.exchange.desk.store import store_upload
from programmes.exchange.layouts import LAYOUTS
from programmes.exchange.options import Options
from programmes.models import (
    Conflict,
    GiftList,
    HandoverEvent,
    ImportBatch,
    Issuance,
    Recipient,
    ValueMemory,
    encrypt,
)
from programmes.models.accounts import OfficerSession
from programmes.models.fields import ID_BYTES, decrypt_column
from programmes.rules.gifts import NEW_LIST
from programmes.standards.names import fold
from tests import factories as f
from tests import sheets

PEOPLE = 200
SYLLABLES = ("băng", "cừ", "đượm", "giền", "khuê", "lượt", "nghĩnh", "phái", "quýnh", "thoại", "trượng", "vịnh")
SYLLABLES = (*SYLLABLES, "xuyến", "hoẵng", "mỹm")


def name_of(number):
    first, second = divmod(number, len(SYLLABLES))
    return f"Quàng {SYLLABLES[first].capitalize()} {SYLLABLES[second].capitalize()} Kẻo"


def number_of(number):
    return sheets.a_citizen_number(number + 1000)


def tokens_of(number):
    """What tells of a person and of nobody else."""
    return {
        fold(name_of(number)),
        number_of(number),
        f"4{number:09}"[:10],
        f"09871{number:05}",
        f"hem {number:04}k",
        f"4099{number:06}",
    }


NUMBERS = {token for number in range(PEOPLE) for token in tokens_of(number) if token.isdigit()}
_WORDS, _FIGURES = re.compile(r"quang \w+ \w+ keo|hem \d{4}k"), re.compile(r"\d{10,15}")


def tokens_in(text):
    """What a text tells of these people: names, hamlets, numbers."""
    said = fold(text).replace("_", " ")
    return {*_WORDS.findall(said), *numbers_in(said)}


def numbers_in(text):
    """The numbers of these people in a text, that of a card without the letters before it."""
    return {part for figures in _FIGURES.findall(text) for part in (figures, figures[-10:]) if part in NUMBERS}


def line_of(number, **over):
    return sheets.a_line(
        1,
        **{
            "Họ và tên": name_of(number),
            "Ngày sinh": "02/02/1956",
            "Giới tính": "nam",
            "Số CCCD": number_of(number),
            "Xã/Phường": "Xã Minh Họa",
            "Địa chỉ": f"Hẻm {number:04}k",
            "Điện thoại": f"09871{number:05}",
            "Mã số BHXH": f"4{number:09}",
            "Ghi chú": f"Nhận thay: con {name_of(number)}",
            **over,
        },
    )


def receive(folder, layout, lines, by, name):
    path = sheets.a_csv(folder, lines, name=name)
    with path.open("rb") as file:
        options = Options(gift_list=NEW_LIST) if layout == "gifts" else Options()
        about = {"layout": LAYOUTS[layout], "by": by, "options": options}
        if layout == "gifts":
            about["round_"] = f.Round.objects.get(slug="so-the-2025")
        return preview_upload(intake.receive(file, filename=name, **about)) and ImportBatch.objects.latest("pk")


def a_year(folder):
    """The people in every place where the portal may write of them."""
    maker, other = f.the_maker(), f.the_maker(f.an_office(f.DIEN_BIEN))
    f.a_round(slug="so-the-2025")
    brought = receive(folder, "gifts", [line_of(number) for number in range(PEOPLE)], maker, f"{name_of(0)}.csv")
    store_upload(brought)
    brought.refresh_from_db()
    assert brought.state == ImportBatch.State.STORED, brought.report["reasons"]
    gift_list = GiftList.objects.get()
    everybody = {person.full_name: person for person in Recipient.objects.all()}
    people = [everybody[name_of(number)] for number in range(PEOPLE)]

    refused_rows = [line_of(number, **{"Ngày sinh": "31/02/1956"}) for number in range(PEOPLE)]
    refused_file = receive(folder, "gifts", refused_rows, maker, f"sai {fold(name_of(1)).replace(' ', '_')}.csv")
    errors_file.write(folder / "loi.xlsx", refused_file)
    unread = receive(folder, "gifts", [{"Cột lạ": name_of(number)} for number in range(PEOPLE)], maker, "la.csv")
    assert unread.state == ImportBatch.State.FAILED
    elsewhere = [line_of(number, **{"Tỉnh/TP": "Điện Biên"}) for number in range(PEOPLE)]
    receive(folder, "gifts", elsewhere, other, "dien bien.csv")
    look_ups.ask([number_of(number) for number in range(PEOPLE)], by=other)

    gift_lists.submit(gift_list, by=maker)
    second = f.a_gift_list()
    again = [f.a_gift(second, recipient=people[number]) for number in (0, 1, PEOPLE - 1)]
    gift_lists.submit(second, by=maker)
    for conflict in Conflict.objects.all():
        eligibility.propose(conflict, reason="Còn thiếu thẻ", by=maker)
    gift_lists.send_back(second, reason="Rút ba suất", by=f.the_checker())
    GiftList.objects.filter(pk=second.pk).update(return_reason=f"Rút {name_of(0)}")
    Conflict.objects.update(reason=f"Bà {name_of(1)} còn thiếu thẻ")
    for gift in again[1:]:
        gifts.withdraw(gift, by=maker)

    f.approved(GiftList.objects.get(pk=gift_list.pk))
    cards = {number_of(number): f"CN3404099{number:06}" for number in range(PEOPLE)}
    answers = [{"STT": "1", "Số CCCD": number, "Số thẻ BHYT": card} for number, card in cards.items()]
    store_upload(receive(folder, "issued", answers, maker, "ket qua.csv"))
    assert Issuance.objects.count() == PEOPLE
    gifts.withdraw(again[0], by=maker)
    event = f.a_planned_handover([GiftList.objects.get(pk=gift_list.pk)])
    f.fund(gift_list)
    handovers.note_the_rest(event, by=maker)
    handovers.hand_over(HandoverEvent.objects.get(), by=maker)
    HandoverEvent.objects.update(note=f"Ông {name_of(2)} và ông {name_of(PEOPLE - 2)} nhận thay")
    ValueMemory.objects.create(
        office=maker.office,
        layout="gifts",
        column="category",
        text=fold(name_of(3)),
        meaning="poor_household",
        told_on=date(2025, 1, 1),
    )
    f.a_bank_line(description=f"Dong BHYT cho {number_of(4)}")
    f.a_letter(f"Ông {name_of(6)} chưa nhận", contact=f"09871{6:05}")
    f.an_answered_letter(text=f"Bà {name_of(PEOPLE - 6)}?", about_name=f"Buổi trao cho {name_of(7)}")
    session = OfficerSession.get_session_store_class()()
    session["_messages"] = json.dumps([f"Đã lưu {name_of(5)}", f"Đã lưu {name_of(PEOPLE - 5)}"])
    session.save()
    return people


def plain(value):
    """All that a cell of the database says, also what is encrypted in it, as searched for."""
    if isinstance(value, memoryview | bytes):
        value = bytes(value)
        if value[:ID_BYTES] == encrypt("x")[:ID_BYTES]:
            return decrypt_column([value])[0]
        return value.decode("latin-1")
    return re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), str(value))


def everything(folder):
    """Every cell of every table, every file with its name, and the cache."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from ((table, plain(value)) for row in cursor for value in row if value is not None)
    yield from (("sessions", plain(session.get_decoded())) for session in OfficerSession.objects.all())
    for path in Path(folder).rglob("*"):
        yield "files", f"{path} {path.read_bytes().decode('utf-8', 'replace') if path.is_file() else ''}"


def found_in(folder, numbers):
    """(where, token) of all that is still told of people."""
    texts = {}
    for where, text in everything(folder):
        texts.setdefault(where, []).append(text)
    whole = {where: fold("\n".join(said)).replace("_", " ") for where, said in texts.items()}
    return {
        (where, token)
        for where, text in whole.items()
        for number in numbers
        for token in tokens_of(number)
        if token in text
    }
