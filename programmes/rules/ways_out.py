"""How each record moves from state to state, and which states are final: every other has a way out.

The verbs of approval are those of approvals.py; what is moved otherwise, by the worker or by a row that goes, stands
here.
"""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from programmes.models import (
    BankLine,
    Conflict,
    Correction,
    Donation,
    DonationMove,
    DonorJoin,
    Feedback,
    GiftList,
    HandoverEvent,
    ImportBatch,
    PaperBatch,
    PublishedFigure,
    RightsRequest,
    SamePersonVerdict,
)
from programmes.rules import approvals

GONE = ""  # the state of what is no longer there: the row went, the audit trail keeps it


class Move(NamedTuple):
    """`by` is the function that moves, below programmes/."""

    by: str
    source: str
    target: str


BATCH, REQUEST, LINE, VERDICT = ImportBatch.State, RightsRequest.State, BankLine.State, SamePersonVerdict.State
LETTER, PAPERS = Feedback.State, PaperBatch.State
OTHER_MOVES = {
    Donation: (
        Move("actions/donations.annul", Donation.State.PLEDGED, GONE),
        Move("actions/donations.annul", Donation.State.RECEIVED, GONE),
        Move("actions/donations.refuse", Donation.State.RECEIVED, GONE),
    ),
    GiftList: (
        Move("actions/drafts.cancel", GiftList.State.DRAFT, GONE),
        Move("actions/handovers.reopen_list", GiftList.State.HANDED_OVER, GiftList.State.APPROVED),
    ),
    HandoverEvent: (Move("actions/handovers.withdraw", HandoverEvent.State.PLANNED, GONE),),
    Correction: (Move("actions/corrections.withdraw", Correction.State.PROPOSED, GONE),),
    DonationMove: (Move("actions/moves.withdraw", DonationMove.State.PROPOSED, GONE),),
    DonorJoin: (Move("actions/donor_joins.withdraw", DonorJoin.State.PROPOSED, GONE),),
    PublishedFigure: (Move("actions/published.withdraw", PublishedFigure.State.DRAFT, GONE),),
    ImportBatch: (
        Move("exchange/desk/states.show", BATCH.UPLOADED, BATCH.PREVIEWED),
        Move("exchange/desk/states.fail", BATCH.UPLOADED, BATCH.FAILED),
        Move("actions/imports.choose", BATCH.PREVIEWED, BATCH.UPLOADED),
        Move("actions/imports.choose", BATCH.FAILED, BATCH.UPLOADED),
        Move("actions/imports.cancel", BATCH.PREVIEWED, BATCH.CANCELLED),
        Move("actions/imports.cancel", BATCH.FAILED, BATCH.CANCELLED),
        Move("actions/imports.confirm", BATCH.PREVIEWED, BATCH.CONFIRMED),
        Move("exchange/desk/states.show", BATCH.CONFIRMED, BATCH.PREVIEWED),
        Move("exchange/desk/states.fail", BATCH.CONFIRMED, BATCH.FAILED),
        Move("exchange/desk/store.store_upload", BATCH.CONFIRMED, BATCH.STORED),
        Move("actions/undo.undo", BATCH.STORED, BATCH.UNDONE),
        Move("actions/drafts.cancel", BATCH.STORED, BATCH.UNDONE),
    ),
    SamePersonVerdict: (
        Move("actions/same_person.confirm", VERDICT.PROPOSED, VERDICT.STANDS),
        Move("actions/same_person.refuse", VERDICT.PROPOSED, GONE),
        Move("actions/same_person.take_back", VERDICT.PROPOSED, GONE),
        Move("actions/same_person.take_back", VERDICT.STANDS, GONE),
    ),
    RightsRequest: (
        Move("actions/rights_requests.answer", REQUEST.RECEIVED, REQUEST.ANSWERED),
        Move("actions/rights_requests.erase", REQUEST.RECEIVED, REQUEST.ANSWERED),
        Move("actions/rights_requests.refuse", REQUEST.RECEIVED, REQUEST.REFUSED),
    ),
    Feedback: (
        Move("actions/feedback.assign", LETTER.RECEIVED, LETTER.HANDLED),
        Move("actions/feedback.answer", LETTER.RECEIVED, LETTER.ANSWERED),
        Move("actions/feedback.answer", LETTER.HANDLED, LETTER.ANSWERED),
        Move("actions/feedback.set_aside", LETTER.RECEIVED, LETTER.ASIDE),
        Move("actions/feedback.set_aside", LETTER.HANDLED, LETTER.ASIDE),
        Move("actions/feedback.take_up", LETTER.ASIDE, LETTER.HANDLED),
    ),
    PaperBatch: (
        Move("actions/paper_batches.hand_in", PAPERS.WAITING, PAPERS.DONE),
        Move("actions/paper_batches.give_up", PAPERS.WAITING, PAPERS.FAILED),
        Move("actions/paper_batches.forget", PAPERS.WAITING, PAPERS.GONE),
        Move("actions/paper_batches.forget", PAPERS.DONE, PAPERS.GONE),
    ),
    BankLine: (
        Move("actions/bank_lines.link", LINE.UNEXPLAINED, LINE.LINKED),
        Move("actions/bank_lines.explain", LINE.UNEXPLAINED, LINE.LINKED),
        Move("actions/bank_lines.set_aside", LINE.UNEXPLAINED, LINE.ASIDE),
        Move("actions/bank_lines.unlink", LINE.LINKED, LINE.UNEXPLAINED),
        Move("actions/bank_lines.unlink", LINE.ASIDE, LINE.UNEXPLAINED),
    ),
}
OFFICE = {
    Donation: approvals.DONATION,
    GiftList: approvals.GIFT_LIST,
    HandoverEvent: approvals.HANDOVER,
    Correction: approvals.CORRECTION,
    DonationMove: approvals.DONATION_MOVE,
    DonorJoin: approvals.DONOR_JOIN,
    Conflict: approvals.CONFLICT,
    PublishedFigure: approvals.PUBLISHED_FIGURE,
}
# Why a record stays in such a state for good, and what an officer does instead.
FINAL = {
    Donation: {Donation.State.APPROVED: _("tiền đã vào sổ; sai thì hủy bằng một bút toán đảo, hai người duyệt")},
    GiftList: {},
    HandoverEvent: {HandoverEvent.State.DONE: _("đã công khai; kết quả sai thì đính chính, hai người")},
    Correction: {
        Correction.State.APPROVED: _("đã công khai; sai thì đề nghị đính chính mới"),
        Correction.State.REFUSED: _("đã trả lời; đề nghị lại bằng đính chính mới"),
    },
    DonationMove: {
        DonationMove.State.APPROVED: _("khoản đã điều chỉnh; nhầm thì đề nghị điều chỉnh lại, hai người"),
        DonationMove.State.REFUSED: _("đã trả lời; đề nghị lại bằng đề nghị mới"),
    },
    DonorJoin: {
        DonorJoin.State.APPROVED: _("hai bản ghi là một; nhầm thì đề nghị tách, hai người"),
        DonorJoin.State.REFUSED: _("đã trả lời; đề nghị lại bằng đề nghị mới"),
    },
    Conflict: {Conflict.State.ALLOWED: _("hai người đã quyết định; suất quà đổi thì hỏi lại")},
    PublishedFigure: {PublishedFigure.State.PUBLISHED: _("đã công bố; thay bằng phiên bản mới")},
    ImportBatch: {
        BATCH.UNDONE: _("đã rút lại; tệp được tải lên lại như tệp mới"),
        BATCH.CANCELLED: _("đã bỏ; tệp được tải lên lại như tệp mới"),
    },
    RightsRequest: {
        REQUEST.ANSWERED: _("đã trả lời; yêu cầu mới được ghi riêng"),
        REQUEST.REFUSED: _("đã trả lời; yêu cầu mới được ghi riêng"),
    },
    Feedback: {LETTER.ANSWERED: _("đã trả lời; câu trả lời sai thì sửa, hỏi thêm thì gửi phản ánh mới")},
    PaperBatch: {
        PAPERS.FAILED: _("chưa tờ nào được giao; lập lại từ danh sách"),
        PAPERS.GONE: _("tệp đã hết hạn lưu; lập lại từ danh sách"),
    },
    BankLine: {},
    SamePersonVerdict: {},
}


def moves_of(model):
    """(state, state) of every way between the states of a table; GONE where the row goes."""
    verbs = OFFICE.get(model, {}).values()
    office = {(source, verb.target) for verb in verbs for source in verb.sources}
    return office | {(move.source, move.target) for move in OTHER_MOVES.get(model, ())}
