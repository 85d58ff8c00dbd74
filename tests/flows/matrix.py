"""Who gets which address: a table written by hand, of addresses × GET and POST × roles × own and other office.

Officers are letters: P officer of a province, H officer of headquarters, A approver, K auditor, Q administrator of
accounts, all three at headquarters; a, k, q the same in the province of P; N staff without a role; S a stranger. Who
is named gets the page (200, or 302 after it); who is not is refused: 403, of another office's record 404; a stranger
is sent to the login. HEADQUARTERS have no other office.

A new table of the admin takes a line in TABLES, a new address one in PAGES or OF_A_RECORD, a new public one in PUBLIC;
the test names what is lacking.
"""

from typing import NamedTuple

HEADQUARTERS = "HAKQ"
OF_A_PROVINCE = "Pakq"
STAFF = "PHAaKkQqN"
READERS = "PHAaKk"
ENTERS = "PH"
APPROVES = "Aa"
NOBODY = ""
CLOSED = None  # the method has no page: 405, whoever asks
TRIES_WHAT_IS_CLOSED = frozenset("HNS")  # with every right to enter, with none, and a stranger


class Table(NamedTuple):
    """Letters of who opens its list and pages, who may add, who may send the form of the record (two_offices.py)."""

    sees: str = READERS
    adds: str = NOBODY
    changes: str = NOBODY
    deletes: str = NOBODY
    imports: str | None = None  # None: the table has no files
    exports: str = NOBODY
    takes: str = ENTERS  # its table as it is seen
    template: str = NOBODY
    verbs: dict = {}  # noqa: RUF012  read, never changed


_ENTERED = {"adds": ENTERS, "changes": ENTERS}
_FILES = {"imports": ENTERS, "exports": ENTERS, "template": ENTERS}
_CORRECT = {"de-nghi-dinh-chinh": ENTERS}
_PUT_FORWARD = dict.fromkeys(("rut-de-nghi", "nhac"), ENTERS)
_NATIONAL = {"adds": "H", "changes": "H"}
_PAPER = {"sees": "HKQ", "adds": "H", "changes": "H", "takes": "H"}  # on the protection of data, at headquarters alone

TABLES = {
    "auditevent": Table(sees="HAaKkQq", takes="H"),
    "bankline": Table(adds=ENTERS, **_FILES, verbs=dict.fromkeys(("khop", "de-rieng", "bo-khop"), ENTERS)),
    "breach": Table(**_PAPER, verbs={"ket-thuc": "H"}),
    "importbatch": Table(sees="PHKk", changes="PHKk", verbs={"rut-lai": "PHKk"}),
    "ledgerentry": Table(imports=NOBODY, exports=ENTERS, template=ENTERS),
    "conflict": Table(verbs={"de-nghi": ENTERS, "dong-y": APPROVES}),
    "closedperiod": Table(adds="H"),
    "correction": Table(verbs={**dict.fromkeys(("duyet", "tu-choi"), APPROVES), **_PUT_FORWARD}),
    "donationmove": Table(verbs={**dict.fromkeys(("duyet", "tu-choi"), APPROVES), **_PUT_FORWARD}),
    "programme": Table(**_NATIONAL, verbs={"rut": "H"}),
    "programmetarget": Table(**_NATIONAL),
    "round": Table(**_NATIONAL, verbs={"rut": "H"}),
    "donation": Table(
        **_ENTERED,
        **_FILES,
        verbs={
            **dict.fromkeys(("da-nhan", "cam-on", "dao-but-toan", "huy", "chuyen-khoan"), ENTERS),
            **dict.fromkeys(("duyet", "khong-duyet"), APPROVES),
            **_CORRECT,
        },
    ),
    "donor": Table(**_ENTERED, **_FILES, verbs=dict.fromkeys(("gop", "tach", "rut", "bo-han-che"), ENTERS)),
    "donorjoin": Table(verbs={**dict.fromkeys(("duyet", "tu-choi"), APPROVES), **_PUT_FORWARD}),
    "feedback": Table(
        sees="PHKk", verbs=dict.fromkeys(("tra-loi", "sua-tra-loi", "giao", "de-rieng", "xu-ly-lai"), ENTERS)
    ),
    "giftlist": Table(
        **_ENTERED,
        **_FILES,
        verbs={
            **dict.fromkeys(("duyet", "tra-lai", "xem-de-duyet", "de-sau"), APPROVES),
            **dict.fromkeys(("trinh", "rut-lai", "tinh-gia", "lay-gia-tinh", "chap-nhan-chenh-lech"), ENTERS),
            **dict.fromkeys(("chuyen-dot", "huy", "nhac"), ENTERS),
        },
    ),
    "gift": Table(**_ENTERED, **_FILES | {"imports": NOBODY}, deletes=ENTERS, verbs={"nhan-lai": ENTERS, **_CORRECT}),
    "handoverevent": Table(**_ENTERED, **_FILES, verbs={"da-trao": ENTERS, "rut": ENTERS, **_CORRECT}),
    "impactassessment": Table(**_PAPER),
    "issuance": Table(**_FILES),
    "officer": Table(sees="Qq", adds="Qq", changes="Qq", takes=NOBODY, verbs={"bo-hai-buoc": "Qq"}),
    "province": Table(),
    "commune": Table(),
    "formerprovince": Table(),
    "office": Table(sees="PHAaKkQq"),
    "publishedfigure": Table(
        **_NATIONAL,
        imports="H",
        exports="H",
        takes="H",
        template="H",
        verbs={"cong-bo": "A", "phien-ban-moi": "H", "bo-ban-nhap": "H"},
    ),
    "rate": Table(adds="H"),
    "recipient": Table(**_ENTERED, imports=NOBODY, exports=ENTERS, template=ENTERS, verbs={"bo-han-che": ENTERS}),
    # What was received stays as it is; administrators watch its clock and see no person.
    "rightsrequest": Table(
        sees="PHAaKkQq",
        adds=ENTERS,
        verbs={**dict.fromkeys(("tra-loi", "gia-han", "tu-choi"), ENTERS), "xoa-danh-tinh": APPROVES},
    ),
}

# What one record has beside its form: (who gets it, who may send it).
OF_A_RECORD = {
    "admin:programmes_breach_paper": ("HKQ", "HKQ"),
    "admin:programmes_impactassessment_paper": ("HKQ", "HKQ"),
    "admin:programmes_donation_receipt": (READERS, READERS),
    "admin:programmes_donation_slip": (READERS, READERS),
    "admin:programmes_donation_minutes": (READERS, READERS),
    "admin:programmes_giftlist_allocate": (READERS, ENTERS),
    "admin:programmes_giftlist_filing": (ENTERS, ENTERS),
    "admin:programmes_giftlist_decision": (READERS, READERS),
    "admin:programmes_giftlist_named": (READERS, READERS),
    "admin:programmes_giftlist_source": (CLOSED, APPROVES),
    "admin:programmes_handoverevent_outcomes": (READERS, ENTERS),
    "admin:programmes_handoverevent_sheet": (READERS, READERS),
    "admin:programmes_handoverevent_minutes": (READERS, READERS),
    "admin:programmes_handoverevent_marked": (CLOSED, ENTERS),
    "admin:programmes_handoverevent_photo": (ENTERS, ENTERS),
    "admin:programmes_handoverevent_picture": (READERS, READERS),
    "admin:programmes_importbatch_confirm": (CLOSED, "PHKk"),  # auditors are told no; nothing is stored
    "admin:programmes_importbatch_cancel": (CLOSED, "PHKk"),
    "admin:programmes_importbatch_choose": (CLOSED, NOBODY),
    "admin:programmes_importbatch_progress": ("PHKk", "PHKk"),
    "admin:programmes_importbatch_errors": (CLOSED, ENTERS),
    "admin:programmes_donor_choose": (READERS, READERS),
    "admin:programmes_donor_reveal": (ENTERS, ENTERS),
    "admin:programmes_feedback_reveal": (ENTERS, ENTERS),
    "admin:programmes_donor_statement": (READERS, CLOSED),
    "admin:programmes_recipient_reveal": (ENTERS, ENTERS),
    "admin:programmes_rightsrequest_slip": (READERS, READERS),  # it names the person
    "admin:programmes_rightsrequest_data": (ENTERS, ENTERS),  # of a request to see the data
    "admin:auth_user_password_change": ("Qq", "Qq"),
}

OF_A_RECORD |= {
    f"admin:programmes_{table}_notes": (READERS, "PHAa")
    for table in ("donor", "donation", "recipient", "giftlist", "handoverevent")
}
OF_A_RECORD["admin:programmes_round_notes"] = (READERS, "PHAa")  # the act refuses who is not at headquarters

SENT = {"changelist": ({}, {"q": "an"})}  # what is sent to an address, where more than nothing: the words of its box

OF_ANOTHER_STATE = {  # address: the record of two_offices.py that it is about
    "admin:programmes_donation_receipt": "approved",
    "admin:programmes_donation_minutes": "handedin",
    "admin:programmes_giftlist_allocate": "approvedlist",
    "admin:programmes_giftlist_filing": "approvedlist",
}

ANYBODY = STAFF + "S"
PAGES = {
    "admin:set_password": (ANYBODY, ANYBODY),  # the code in the address's form is the right
    "admin:login": (ANYBODY, ANYBODY),
    "admin:logout": (CLOSED, ANYBODY),
    "admin:second_factor": (STAFF, STAFF),
    "admin:prove": (STAFF, STAFF),
    "admin:sessions": (STAFF, STAFF),
    "admin:paper": (NOBODY, CLOSED),  # there is none; tests/admin/test_notes.py asks as everybody
    "admin:paper_detach": (NOBODY, NOBODY),
    "admin:paper_templates": (ENTERS, CLOSED),
    "admin:paper_template": (ENTERS, ENTERS),
    "admin:paper_template_start": (ENTERS, CLOSED),
    "admin:paper_template_kept": (NOBODY, CLOSED),  # there is none; tests/papers/test_own_templates.py asks for some
    "admin:paper_template_tried": (NOBODY, CLOSED),
    # Of whoever asked for it; tests/papers/test_batches.py asks for some.
    "admin:paper_batch": (NOBODY, CLOSED),
    "admin:paper_batch_progress": (NOBODY, CLOSED),
    "admin:paper_batch_file": (NOBODY, CLOSED),
    "admin:account": (STAFF, STAFF),
    "admin:search": (STAFF, STAFF),
    "admin:first_day": (STAFF, STAFF),
    "admin:help": (STAFF, STAFF),
    "admin:index": (STAFF, STAFF),
    "admin:password_change": (STAFF, STAFF),
    "admin:password_change_done": (STAFF, CLOSED),
    "admin:autocomplete": (NOBODY, NOBODY),  # without a field; a test asks with each
    "admin:jsi18n": (STAFF, CLOSED),
    "admin:view_on_site": (NOBODY, NOBODY),
    "admin:app_list": (STAFF, STAFF),
    "admin:quan-tri/(?P<url>.*)$": (NOBODY, NOBODY),
    "admin:programmes_auditevent_drill": ("HAKQ", "HAKQ"),
    "admin:country": ("HAK", "HAK"),
    "admin:programmes_giftlist_next": (ENTERS, ENTERS),
    "admin:programmes_ledgerentry_balances": (READERS, READERS),
    "admin:programmes_donor_commendation": (READERS, CLOSED),
    "admin:programmes_donor_find": (READERS, READERS),
    "admin:programmes_recipient_find": (READERS, READERS),
    "admin:programmes_recipient_look_up": (ENTERS, ENTERS),
    "admin:programmes_recipient_same_person": (ENTERS, ENTERS),
}

# Public addresses answer everybody alike, and to nothing but GET; a draft is for those who see the figures.
WITH_FORMATS = """
    home years year programmes programme rounds round provinces province province_year handovers handover donors donor
    numbers number published corrections figure checks
"""
OF_ONE_FORM = """
    about about-picture photo embed handovers-feed published-feed corrections-feed figure-draft search trails trail
    receipt data data-package data-dcat data-grants data-file data-month api api-description api-table api-table-csv
    sitemap robots api/v1/<path:rest>
"""
PUBLIC = {f"public:{name}{form}" for name in WITH_FORMATS.split() for form in ("", "-picture", "-json", "-csv")}
PUBLIC |= {f"public:{name}" for name in OF_ONE_FORM.split()}
# The code of a receipt and the number of a person stay out of addresses.
SENT_BY_ANYBODY = {"public:trails", "public:search"}
LETTERBOX = {"letterbox:form", "letterbox:answer"}  # where visitors write


def of_table(kind, slug, table):
    """(GET, POST) of an address that every table of the admin has; None for one that this table does not know."""
    return {
        "changelist": (table.sees, table.sees),
        "add": (table.adds, table.adds),
        "change": (table.sees, table.changes),
        "history": (table.sees, table.sees),
        "keep_view": (CLOSED, table.sees),
        "saved_view": (CLOSED, NOBODY),  # of whoever has kept it
        "delete": (table.deletes, table.deletes),
        "import": (table.imports, table.imports),
        "process_import": (NOBODY, NOBODY),
        "export": (table.exports, table.exports),
        "table_export": (table.takes, table.takes),
        "template": (table.template, table.template),
        "verb": (table.verbs.get(slug),) * 2,
        "redirect": (STAFF, STAFF),
    }.get(kind)
