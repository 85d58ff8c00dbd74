"""The help of each screen, in the words of the office: what it is for, how a thing is done, which verbs there are."""

from typing import NamedTuple


class Help(NamedTuple):
    """`verbs` are (slug of a verb of the table, when it is used); `table` names the model, "" of other pages."""

    table: str
    title: str
    about: str
    steps: tuple = ()
    verbs: tuple = ()


FIRST_DAY = "ngay-dau"
KEYS = "phim-tat"
FRONT = "viec-hom-nay"
SEARCH = "tim-kiem"
ACCOUNT = "tai-khoan"
PAPERS = "mau-giay-to"

TEXTS = {
    FIRST_DAY: Help(
        "",
        "Ngày đầu",
        "Đi một vòng từ khoản ủng hộ đầu tiên đến buổi trao đầu tiên; mỗi bước có trang trợ giúp riêng.",
        (
            "Đăng nhập, đổi mật khẩu được cấp, thiết lập xác thực hai bước nếu trang yêu cầu.",
            "Mở “Việc hôm nay”: việc quá hạn và lâu nhất ở trên cùng, mỗi việc có lý do và một nút.",
            "Ghi nhà hảo tâm, rồi ghi khoản ủng hộ của nhà hảo tâm đó. Người khác duyệt khoản này; người ghi không tự "
            "duyệt được.",
            "Nhập sao kê ngân hàng và khớp từng dòng với khoản ủng hộ.",
            "Nhập tệp danh sách tặng như cơ quan đang có. Trang xem trước cho biết dòng nào đọc được, dòng nào bị "
            "từ chối và vì sao; chưa có gì được ghi cho tới khi bạn xác nhận.",
            "Xem danh sách vừa lập, giải quyết các chỗ trang nêu, rồi trình duyệt.",
            "Khi danh sách được duyệt: phân bổ tiền, lên kế hoạch buổi trao, in danh sách ký nhận.",
            "Sau buổi trao: ghi kết quả từng suất, rồi ghi nhận đã trao. Số liệu công khai đổi theo ngay.",
            "Ghi sai thì tìm nút rút lại, hủy, xóa hoặc đính chính ở chính bản ghi đó; nếu nút đóng, trang nói vì "
            "sao và làm cách nào.",
        ),
    ),
    KEYS: Help(
        "",
        "Phím tắt",
        "Phím tắt chỉ giúp nhanh hơn, việc gì cũng làm được bằng chuột. Khi đang gõ trong một ô thì phím tắt không "
        "có tác dụng. Muốn tắt thì bấm nút “Tắt phím tắt” ở cuối trang này; máy này nhớ lựa chọn đó.",
        (
            "/ : đến ô tìm ở đầu trang.",
            "↑ ↓ : chọn dòng trong bảng; Enter: mở dòng đang chọn; phím cách: đánh dấu dòng.",
            "? : mở trợ giúp của trang đang xem.",
            "g rồi v: việc hôm nay; g rồi d: danh sách tặng; g rồi u: khoản ủng hộ; g rồi n: nhà hảo tâm.",
            "Esc: rời ô đang gõ.",
        ),
    ),
    FRONT: Help(
        "",
        "Việc hôm nay",
        "Trang đầu gọi tên từng việc: đến lượt bạn, đang chờ người khác, sắp đến hạn; bên cạnh là việc người khác vừa "
        "quyết định từ hôm qua và tiền của cơ quan.",
        (
            "Bắt đầu từ việc trên cùng: quá hạn trước, rồi đến việc chờ lâu nhất.",
            "Bấm tên để xem, bấm nút để làm. Việc nhiều bản ghi được gộp thành một dòng, ví dụ các dòng sao kê.",
            "Dòng “và … việc nữa” mở đúng những bản ghi chưa hiện.",
            "Mục “Đang chờ người khác” cho biết việc của bạn đang ở tay ai.",
        ),
    ),
    SEARCH: Help(
        "",
        "Tìm kiếm",
        "Ô tìm ở đầu mọi trang tìm cùng lúc nhà hảo tâm, khoản ủng hộ, danh sách, người nhận và buổi trao.",
        (
            "Ghi tên không cần dấu, ghi vài chữ đầu của mỗi từ cũng được.",
            "Ghi mã, số chứng từ, số quyết định, hoặc số tiền như 5.000.000 hay 5 triệu.",
            "Số định danh, mã số BHXH, điện thoại, số tài khoản thì ghi đủ số; số không nằm lại trong địa chỉ trang.",
            "Chỉ một bản ghi khớp thì trang của bản ghi đó mở ra ngay.",
        ),
    ),
    ACCOUNT: Help(
        "",
        "Tài khoản của tôi",
        "Mật khẩu, xác thực hai bước, các phiên đăng nhập và thư việc hằng ngày của chính bạn.",
        (
            "Thấy máy lạ trong danh sách phiên thì kết thúc phiên đó, đổi mật khẩu và báo người quản trị tài khoản.",
            "Chọn nhận thư việc hằng ngày nếu muốn; thư chỉ có số lượng và tên việc, không có tên ai.",
        ),
    ),
    "nha-hao-tam": Help(
        "donor",
        "Nhà hảo tâm",
        "Người và tổ chức ủng hộ. Cá nhân chỉ được nêu tên công khai khi đồng ý bằng văn bản, có ghi ngày.",
        (
            "Tìm trước khi thêm, để không ghi hai lần một nhà hảo tâm.",
            "Ghi đúng loại: tổ chức được nêu tên, cá nhân thì cần ngày đồng ý.",
            "Từ trang nhà hảo tâm xem được các khoản đã ủng hộ.",
        ),
        (
            ("gop", "khi hai bản ghi là một nhà hảo tâm; người khác duyệt"),
            ("tach", "khi đã gộp nhầm; người khác duyệt"),
            ("rut", "khi lập nhầm và chưa có gì gắn với bản ghi"),
            ("bo-han-che", "khi người đó đồng ý để dữ liệu được dùng lại"),
        ),
    ),
    "khoan-ung-ho": Help(
        "donation",
        "Khoản ủng hộ",
        "Tiền hoặc hiện vật đã đăng ký, đã nhận, đã duyệt. Chỉ khoản đã duyệt mới được cộng vào số liệu.",
        (
            "Ghi khoản với nhà hảo tâm, chương trình, số tiền và ngày nhận; người khác duyệt.",
            "Khoản mới đăng ký thì ghi ngày đăng ký, khi tiền về ghi nhận đã nhận.",
            "Khoản có ngày nhận thuộc kỳ đã khóa sổ thì đề nghị đính chính.",
        ),
        (
            ("da-nhan", "khi tiền của khoản đã đăng ký về đến"),
            ("duyet", "khi bạn là người phê duyệt và chứng từ đúng"),
            ("khong-duyet", "khi khoản người khác ghi không có thật hoặc ghi sai; nêu lý do"),
            ("huy", "khi chính cơ quan bạn ghi nhầm và chưa ai duyệt"),
            ("chuyen-khoan", "khi khoản đã duyệt ghi sai nhà hảo tâm, chương trình, đợt hay tỉnh; người khác duyệt"),
            ("dao-but-toan", "khi khoản đã duyệt là sai; người thứ hai duyệt bút toán đảo"),
            ("de-nghi-dinh-chinh", "khi ngày nhận thuộc kỳ đã khóa sổ"),
            ("cam-on", "khi đã gửi thư hoặc trao giấy cảm ơn"),
        ),
    ),
    "sao-ke": Help(
        "bankline",
        "Sao kê ngân hàng",
        "Mỗi dòng là một lần tiền về tài khoản; dòng nào cũng cần khớp với khoản ủng hộ hoặc để riêng có lý do.",
        (
            "Nhập tệp sao kê của ngân hàng; dòng đã nhập lần trước không bị ghi hai lần.",
            "Mở dòng chưa đối chiếu: trang nêu những khoản có thể là nó, khoản giống nhất ở trên.",
        ),
        (
            ("khop", "khi dòng là tiền của một hay nhiều khoản đã ghi"),
            ("de-rieng", "khi dòng không phải tiền ủng hộ; nêu lý do"),
            ("bo-khop", "khi đã khớp nhầm"),
        ),
    ),
    "so-but-toan": Help(
        "ledgerentry",
        "Sổ bút toán",
        "Mỗi lần tiền chuyển chỗ là một bút toán, không ai sửa được; trang “Số dư” cộng theo chương trình, đợt và "
        "tỉnh.",
        ("Lọc theo khoản ủng hộ hoặc danh sách để đọc tiền đã đi đâu.",),
    ),
    "danh-sach-tang": Help(
        "giftlist",
        "Danh sách tặng",
        "Một đợt, một tỉnh, một quyết định: danh sách được trình, duyệt và trao cùng nhau.",
        (
            "Nhập tệp danh sách, hoặc lập danh sách rồi thêm từng suất.",
            "Trang danh sách nêu bước tiếp theo; bước nào chưa làm được thì có lý do và cách giải quyết bên cạnh.",
            "Sau khi trình, người lập rút lại được cho tới khi người phê duyệt mở xem.",
            "Thẻ sắp hết hạn: bấm “Lập danh sách tiếp theo” ở trên bảng để đưa người giữ thẻ vào danh sách mới.",
        ),
        (
            ("tinh-gia", "khi cần tính lại mức theo định mức hiện nay"),
            ("lay-gia-tinh", "khi giá trong tệp sai và nên theo định mức"),
            ("chap-nhan-chenh-lech", "khi giá khác định mức là đúng; nêu lý do"),
            ("trinh", "khi danh sách đã đủ"),
            ("nhac", "khi chờ đã lâu; mỗi ngày một lần, người duyệt thấy ở trang việc hôm nay"),
            ("rut-lai", "khi đã trình mà thấy cần sửa"),
            ("xem-de-duyet", "khi bạn là người phê duyệt và bắt đầu xem"),
            ("duyet", "khi danh sách đúng"),
            ("tra-lai", "khi cơ quan lập cần sửa; nêu lý do"),
            ("de-sau", "khi chưa quyết định được, trả quyền rút lại cho người lập"),
            ("chuyen-dot", "khi lập nhầm đợt"),
            ("huy", "khi danh sách không dùng nữa; nêu lý do"),
        ),
    ),
    "suat-qua": Help(
        "gift",
        "Suất quà",
        "Từng dòng của danh sách: ai, quà gì, bao nhiêu, kết quả trao.",
        ("Mở từ trang danh sách để chỉ thấy các suất của danh sách đó.",),
        (
            ("nhan-lai", "khi suất đã trao được trả về; người khác với người đóng buổi trao ghi"),
            ("de-nghi-dinh-chinh", "khi suất trả về thuộc kỳ đã khóa sổ"),
        ),
    ),
    "nguoi-nhan": Help(
        "recipient",
        "Người nhận",
        "Mỗi người một bản ghi trong cả nước. Số định danh, điện thoại, mã số BHXH được che trên màn hình.",
        (
            "Tìm theo tên không dấu, hoặc theo đủ số ở ô “Tìm theo số”.",
            "Trang “Đã nhận chưa?” hỏi được một người đã nhận quà ở bất cứ tỉnh nào.",
            "Trang “Người giống nhau” để kết luận hai bản ghi là một người hay hai người, và rút kết luận ghi nhầm.",
        ),
        (("bo-han-che", "khi người đó đồng ý để dữ liệu được dùng lại"),),
    ),
    "ket-qua-cap": Help(
        "issuance",
        "Kết quả cấp thẻ, sổ",
        "Số thẻ, số sổ về từ bộ phận cấp, và những suất không được cấp kèm lý do.",
        (
            "Nhập tệp kết quả cấp ở trang này.",
            "Suất không được cấp: ghi “trả lại” ở buổi trao, hoặc nhập kết quả cấp mới.",
        ),
    ),
    "trung-thoi-gian": Help(
        "conflict",
        "Trùng thời gian bảo hiểm",
        "Suất bảo hiểm có tháng trùng với suất khác của cùng một người. Hai người quyết định có tặng hay không.",
        ("Muốn thôi không tặng: trả lại danh sách rồi rút suất đó.",),
        (
            ("de-nghi", "khi cán bộ thấy vẫn nên tặng; nêu lý do"),
            ("dong-y", "khi người phê duyệt đồng ý với đề nghị"),
        ),
    ),
    "buoi-trao": Help(
        "handoverevent",
        "Buổi trao tặng",
        "Nơi, ngày, đoàn và các danh sách được trao. Buổi đã ghi nhận thì vào số liệu công khai.",
        (
            "Lên kế hoạch buổi trao rồi thêm các danh sách đã duyệt.",
            "In danh sách ký nhận ở trang “Kết quả và danh sách ký nhận”.",
            "Ghi kết quả từng suất: đã nhận, nhận thay, vắng mặt, trả lại; hoặc lấy tệp Excel, đánh dấu rồi nhập lại.",
            "Buổi đã ghi nhận mà kết quả sai: bấm “Đề nghị sửa” ở suất đó, người khác duyệt.",
        ),
        (
            ("da-trao", "khi mọi suất đã có kết quả"),
            ("rut", "khi lập nhầm và buổi chưa ghi nhận đã trao; nêu lý do"),
            ("de-nghi-dinh-chinh", "khi ngày trao thuộc kỳ đã khóa sổ"),
        ),
    ),
    "chuong-trinh": Help(
        "programme",
        "Chương trình",
        "Tên gọi lớn của việc vận động; các đợt nằm trong chương trình.",
        ("Mở ở BHXH Việt Nam; tỉnh chọn khi ghi khoản ủng hộ và lập danh sách.",),
        (("rut", "khi lập nhầm và chưa có gì gắn với chương trình"),),
    ),
    "dot": Help(
        "round",
        "Đợt",
        "Một lần tặng của chương trình, từ ngày đến ngày.",
        ("Chọn đúng đợt khi lập danh sách: một người chỉ nhận mỗi loại quà một lần trong một đợt.",),
        (("rut", "khi lập nhầm và chưa có gì gắn với đợt"),),
    ),
    "so-lieu-cong-bo": Help(
        "publishedfigure",
        "Số liệu công bố",
        "Con số lấy từ văn bản, báo cáo, kèm nguồn. Bản nháp của người này do người khác công bố.",
        ("Ghi số, năm, nguồn và cách nói đúng như văn bản.",),
        (
            ("cong-bo", "khi bạn là người phê duyệt của BHXH Việt Nam và nguồn đúng"),
            ("phien-ban-moi", "khi số đã công bố cần sửa; bản cũ vẫn đọc được"),
            ("bo-ban-nhap", "khi bản nháp không dùng nữa"),
        ),
    ),
    "ky-da-khoa": Help(
        "closedperiod",
        "Kỳ đã khóa sổ",
        "Tháng hoặc năm mà số liệu là cuối cùng; đổi sau đó phải qua đính chính công khai.",
        ("Khóa sổ: ghi năm; nếu chỉ khóa một tháng, ghi thêm tháng.",),
    ),
    "dinh-chinh": Help(
        "correction",
        "Đính chính kỳ đã khóa",
        "Việc đổi số liệu của kỳ đã khóa: một người đề nghị, người khác duyệt, lý do và số cũ, số mới được công khai.",
        ("Đề nghị từ chính khoản ủng hộ, buổi trao hoặc suất quà cần đính chính.",),
        (
            ("duyet", "khi lý do đúng; việc được làm ngay khi duyệt"),
            ("tu-choi", "khi không đồng ý; nêu lý do"),
            ("nhac", "khi chờ đã lâu; mỗi ngày một lần, người duyệt thấy ở trang việc hôm nay"),
            ("rut-de-nghi", "khi bạn đã đề nghị nhầm và chưa ai quyết định"),
        ),
    ),
    "dieu-chinh-khoan": Help(
        "donationmove",
        "Đề nghị điều chỉnh khoản ủng hộ",
        "Khoản đã duyệt mà ghi sai nhà hảo tâm, chương trình, đợt hoặc tỉnh được sửa bởi hai người; số tiền, biên nhận "
        "và mã theo dõi giữ nguyên.",
        ("Đề nghị từ trang của khoản ủng hộ, nêu lý do; người khác duyệt.",),
        (
            ("duyet", "khi lý do đúng; số công khai tính theo nơi mới ngay khi duyệt"),
            ("tu-choi", "khi không đồng ý; nêu lý do"),
            ("nhac", "khi chờ đã lâu; mỗi ngày một lần, người duyệt thấy ở trang việc hôm nay"),
            ("rut-de-nghi", "khi bạn đã đề nghị nhầm và chưa ai quyết định"),
        ),
    ),
    "gop-nha-hao-tam": Help(
        "donorjoin",
        "Đề nghị gộp nhà hảo tâm",
        "Hai bản ghi của một nhà hảo tâm được tính là một bởi hai người; không khoản ủng hộ nào bị chuyển hay mất.",
        ("Đề nghị từ trang của nhà hảo tâm, nêu lý do; người khác duyệt.",),
        (
            ("duyet", "khi đúng là một nhà hảo tâm, hoặc đúng là hai"),
            ("tu-choi", "khi không đồng ý; nêu lý do"),
            ("nhac", "khi chờ đã lâu; mỗi ngày một lần, người duyệt thấy ở trang việc hôm nay"),
            ("rut-de-nghi", "khi bạn đã đề nghị nhầm và chưa ai quyết định"),
        ),
    ),
    "chi-tieu-nam": Help(
        "programmetarget",
        "Chỉ tiêu năm",
        "Số tiền và số suất mà BHXH Việt Nam giao cho một chương trình trong một năm, kèm nguồn; không công khai.",
        ("Ghi chỉ tiêu đúng như văn bản giao; sửa thì nhật ký giữ số cũ.",),
    ),
    "yeu-cau-chu-the": Help(
        "rightsrequest",
        "Yêu cầu của chủ thể dữ liệu",
        "Người nhận hoặc nhà hảo tâm cá nhân yêu cầu xem, sửa, hạn chế hoặc xóa dữ liệu của mình; có hạn trả lời.",
        ("Ghi yêu cầu ngay ngày nhận; hạn được tính từ ngày đó.",),
        (
            ("tra-loi", "khi đã làm xong điều được yêu cầu"),
            ("xoa-danh-tinh", "khi yêu cầu xóa và bạn là người phê duyệt"),
            ("gia-han", "khi chưa kịp; nêu lý do"),
            ("tu-choi", "khi pháp luật không cho làm theo; nêu lý do"),
        ),
    ),
    "phan-anh": Help(
        "feedback",
        "Phản ánh, câu hỏi",
        "Điều người dân hỏi, phản ánh, góp ý qua biểu mẫu trên trang công khai; có hạn trả lời. Nội dung và liên hệ "
        "không bao giờ công khai, chỉ số đếm được công khai.",
        (
            "Phản ánh về một buổi trao đến thẳng cơ quan của buổi trao đó; còn lại đến BHXH Việt Nam để giao.",
            "Người gửi đọc câu trả lời bằng mã tra cứu. Ai để lại thư điện tử thì được báo là đã có câu trả lời.",
            "Số điện thoại, thư điện tử được che; cần liên hệ thì bấm “Xem đủ số” và ghi lý do.",
        ),
        (
            ("tra-loi", "khi đã xem xét xong"),
            ("sua-tra-loi", "khi câu trả lời đã ghi có chỗ sai"),
            ("giao", "khi việc thuộc cơ quan khác"),
            ("de-rieng", "khi là thư rác, lời xúc phạm hoặc gửi trùng; nêu lý do"),
            ("xu-ly-lai", "khi đã xếp nhầm vào số không xử lý; nêu lý do"),
        ),
    ),
    "vu-viec": Help(
        "breach",
        "Sổ vụ việc lộ dữ liệu",
        "Mỗi vụ việc được ghi, báo cho cơ quan chuyên trách đúng hạn, rồi kết thúc.",
        ("Ghi việc đã xảy ra, không ghi tên ai.",),
        (("ket-thuc", "khi đã báo và đã làm xong các biện pháp"),),
    ),
    "danh-gia-tac-dong": Help(
        "impactassessment",
        "Hồ sơ đánh giá tác động",
        "Hồ sơ đánh giá tác động xử lý dữ liệu cá nhân của chương trình, in nộp được.",
        ("Điền từng mục rồi in.",),
    ),
    "nhap-tep": Help(
        "importbatch",
        "Nhập tệp",
        "Tệp của cơ quan được đọc, xem trước, xác nhận rồi mới ghi vào sổ.",
        (
            "Chọn tệp như cơ quan đang có; không cần đổi tên cột.",
            "Trả lời các câu hỏi: câu trả lời được nhớ cho lần sau.",
            "Xem dòng bị từ chối: mỗi dòng nêu ô nào, vì sao, sửa thế nào. Tải tệp lỗi về để sửa.",
            "Xác nhận; kết quả hiện ngay khi ghi xong.",
        ),
        (("rut-lai", "khi tệp đã ghi là nhầm và chưa có gì được trình hay duyệt"),),
    ),
    PAPERS: Help(
        "",
        "Mẫu giấy tờ",
        "Thư, biên nhận và giấy tờ khác xem, in hoặc tải về dạng PDF, Word ngay trên trang của bản ghi. Bản Word theo "
        "mẫu của cơ quan nếu cơ quan đã tải mẫu lên.",
        (
            "Tải mẫu gốc, sửa lời và cách trình bày trong Word hoặc LibreOffice; giữ nguyên tên trường trong dấu «».",
            "Tải mẫu lên. Trường sai tên bị từ chối và được gọi tên; trường còn thiếu được nhắc.",
            "Xem thử mẫu với số liệu mẫu trước khi gửi cho ai.",
            "Muốn thôi thì bấm “Dùng lại mẫu chung”; các lần tải lên vẫn được giữ.",
        ),
    ),
    "nhat-ky": Help(
        "auditevent",
        "Nhật ký",
        "Ai làm gì, khi nào, trước và sau; không ai sửa hay xóa được.",
        ("Lọc theo người, việc hoặc ngày.",),
    ),
    "can-bo": Help(
        "officer",
        "Cán bộ",
        "Tài khoản của cán bộ, cơ quan và vai trò. Một người không giữ hai vai trò loại trừ nhau.",
        ("Lập tài khoản rồi cấp mã đặt mật khẩu; trao mã tận tay.",),
        (("bo-hai-buoc", "khi cán bộ mất điện thoại; người đó thiết lập lại ở lần đăng nhập sau"),),
    ),
    "co-quan": Help("office", "Cơ quan BHXH", "BHXH Việt Nam và BHXH các tỉnh; chỉ để tra."),
    "tinh": Help("province", "Tỉnh, thành phố", "Các tỉnh, thành phố hiện nay; chỉ để tra."),
    "xa": Help("commune", "Xã, phường, đặc khu", "Các xã hiện nay theo tỉnh; chỉ để tra."),
    "tinh-cu": Help("formerprovince", "Tỉnh, thành phố cũ", "Tên tỉnh trước khi sắp xếp, và nay thuộc tỉnh nào."),
    "dinh-muc": Help(
        "rate",
        "Định mức",
        "Mức đóng, mức hỗ trợ theo văn bản, có ngày hiệu lực; giá của thẻ và sổ tính theo đó.",
        ("Văn bản mới thì thêm định mức mới; định mức cũ giữ nguyên cho kỳ của nó.",),
    ),
}
BY_TABLE = {text.table: screen for screen, text in TEXTS.items() if text.table}
