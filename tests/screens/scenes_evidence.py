"""Scenes of evidence: the strip, each tool of the editor, the full view, the overlay, refusals."""

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from govmedia_desktop.forms.run import resolve
from govmedia_desktop.usecases.forms.known import take_up_shipped_forms
from govmedia_desktop.usecases.inspections.evidence import Offered, attach, keep
from govmedia_desktop.usecases.inspections.inspections import Occasion, answer_all, begin
from govmedia_desktop.usecases.register import accounts
from tests.data.pictures import SVG, noted_by_camera
from tests.screens import desks, scene
from tests.screens.scenes_check import answer, desk, filling
from tests.unit.desks import NONE
from ui import theme
from ui.forms.evidence.capture import Overlay
from ui.forms.evidence.decoding import encoded
from ui.forms.evidence.edits import Frame, Step, Tool
from ui.forms.evidence.offers import CAPTURED, PASTED, from_bytes, from_image
from ui.pages.register import RegisterPage

AT = "2024-05-06T10:42:07+08:00"


def article(width: int = 900, height: int = 1200) -> QImage:
    """A page of an account as a phone shows it, all invented."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    face = theme.font()
    face.setPixelSize(34)
    painter.setFont(face)
    painter.fillRect(0, 0, width, 90, QColor("#EDEDED"))
    painter.setPen(QColor("#1D2733"))
    painter.drawText(QRect(0, 0, width, 90), Qt.AlignmentFlag.AlignCenter, "示例镇之声")
    lines = (
        "关于做好春季防火工作的通知",
        "2024年3月18日 09:12",
        "各村（社区）：近期气温回升，请加强巡查。",
        "联系人：某某   电话：13800000000",
        "身份证号：340000199001010000",
        "欢迎留言，我们会尽快答复。",
    )
    for number, line in enumerate(lines):
        painter.drawText(40, 180 + number * 80, line)
    painter.fillRect(40, 660, width - 80, 420, QColor("#DCE8DC"))
    painter.setPen(QColor("#5A6470"))
    painter.drawText(40, height - 60, "阅读 128   在看 3")
    painter.end()
    return image


def screen() -> QImage:
    """A computer's screen with a browser on it."""
    image = QImage(1366, 768, QImage.Format.Format_RGB32)
    image.fill(QColor("#3A6EA5"))
    painter = QPainter(image)
    painter.fillRect(180, 40, 1000, 690, QColor("#FFFFFF"))
    painter.fillRect(180, 40, 1000, 44, QColor("#DDE3EA"))
    painter.drawImage(QRect(420, 100, 460, 613), article())
    painter.end()
    return image


def failing():
    """示例镇之声 with no way to interact, at that question."""
    made, page = filling(desk())
    answer(page, interaction="no")
    sheet = page.filling.sheet
    sheet.go_to(next(p for p in sheet.view.questions if p.endswith("/interaction")))
    return made, page


def offer(page, *offers) -> None:
    page.evidence._may_add("")
    page.evidence._take(list(offers))
    QCoreApplication.processEvents()


def attached(page, *names) -> None:
    sheet = page.filling.sheet
    for number, name in enumerate(names):
        content = encoded(article(900, 1200 - number * 200))
        source = "https://mp.weixin.qq.com/s/shili" if not number else ""
        piece = keep(page.evidence._session.desk, Offered(content, name, AT), source)
        sheet.filling.attach(sheet.path, piece)


@scene("evidence-strip-empty")
def strip_empty() -> QWidget:
    return failing()[0]


def with_thumbnails() -> tuple:
    made, page = failing()
    attached(page, PASTED, "微信图片_20240506104207_很长的文件名_示例镇之声留言区.png", CAPTURED)
    return made, page


@scene("evidence-strip")
def strip() -> QWidget:
    made, page = with_thumbnails()
    page.filling.sheet.question(page.filling.sheet.path).evidence.pictures.focus_on(0)
    return made


@scene("evidence-strip-large", font_size="特大")
def strip_large() -> QWidget:
    return with_thumbnails()[0]


@scene("evidence-strip-contrast", high_contrast=True)
def strip_contrast() -> QWidget:
    return strip()


@scene("evidence-strip-aside")
def strip_aside() -> QWidget:
    made, page = with_thumbnails()
    answer(page, interaction="yes")
    return made


@scene("evidence-strip-lost")
def strip_lost() -> QWidget:
    made, page = with_thumbnails()
    filling_ = page.filling.sheet.filling
    for piece in filling_.evidence[page.filling.sheet.path][:1]:
        filling_.thumbnails._known[piece.sha256] = None
    filling_.thumbnails.arrived.emit()
    return made


@scene("evidence-removed")
def removed() -> QWidget:
    made, page = with_thumbnails()
    strip_ = page.filling.sheet.question(page.filling.sheet.path).evidence
    strip_.pictures.buttons[1].deleted.emit()
    return made


def editing(tool: Tool | None = None, frame: Frame | None = None):
    made, page = failing()
    offer(page, from_image(article(), PASTED))
    editor = page.evidence.editor
    if tool is not None:
        editor.take_up(tool)
        editor.canvas.frame = frame or editor.canvas.frame
    return made, editor


@scene("evidence-editor")
def editor() -> QWidget:
    return editing()[0]


@scene("evidence-editor-large", font_size="特大")
def editor_large() -> QWidget:
    return editing()[0]


@scene("evidence-editor-crop")
def crop() -> QWidget:
    return editing(Tool.CROP)[0]


@scene("evidence-editor-arrow")
def arrow() -> QWidget:
    return editing(Tool.ARROW, Frame(QPoint(700, 420), QPoint(420, 250)))[0]


@scene("evidence-editor-mosaic")
def mosaic() -> QWidget:
    return editing(Tool.MOSAIC, Frame(QPoint(30, 380), QPoint(640, 440)))[0]


@scene("evidence-editor-done")
def done() -> QWidget:
    made, page = editing()
    for tool, start, end in (
        (Tool.MOSAIC, (140, 380), (640, 435)),
        (Tool.MOSAIC, (190, 462), (640, 515)),
        (Tool.ARROW, (700, 420), (420, 260)),
        (Tool.CROP, (0, 90), (900, 640)),
    ):
        page._do(Step(tool, Frame(QPoint(*start), QPoint(*end))))
    page.link.setText("https://mp.weixin.qq.com/s/shili")
    return made


@scene("evidence-editor-noted")
def noted() -> QWidget:
    made, page = failing()
    content = encoded(article(1200, 900), "image/jpeg")
    offer(page, from_bytes(noted_by_camera(content), "IMG_20240506.jpg"))
    return made


@scene("evidence-editor-full-size")
def full_size() -> QWidget:
    made, page = editing(Tool.MOSAIC, Frame(QPoint(30, 380), QPoint(640, 440)))
    page.full.trigger()
    page.easel.verticalScrollBar().setValue(200)
    return made


@scene("evidence-editor-link-refused")
def link_refused() -> QWidget:
    made, page = editing()
    page.link.setText("示例镇之声 3月18日")
    page.save.trigger()
    return made


@scene("evidence-refused")
def refused() -> QWidget:
    made, page = failing()
    offer(page, from_bytes(SVG, "截图.png"), from_bytes(b"", "空的.jpg"))
    return made


@scene("evidence-no-picture")
def no_picture() -> QWidget:
    made, page = failing()
    page.evidence.ask("", "paste")
    return made


@scene("evidence-view")
def view() -> QWidget:
    made, page = with_thumbnails()
    filling_ = page.filling.sheet.filling
    path = page.filling.sheet.path
    filling_.evidence_chosen.emit(path, filling_.evidence[path][0])
    return made


@scene("evidence-capture")
def capture() -> QWidget:
    overlay = Overlay(screen())
    overlay.frame = Frame(QPoint(400, 90), QPoint(900, 520))
    return overlay


@scene("evidence-register")
def register() -> QWidget:
    return in_register()[0]


@scene("evidence-register-view")
def register_view() -> QWidget:
    window, page = in_register()
    page.list.details.checks.pictures.buttons[0].click()
    return window


def in_register():
    """台账 with a finished inspection and its evidence."""
    session = desks.session()
    at = session.desk
    take_up_shipped_forms(at)
    listed = min(accounts.list_accounts(at), key=lambda a: (a.owner_name, a.account.name))
    inspection = begin(at, Occasion(listed.account.id, "national-2019"))
    answer_all(inspection, {**NONE, "interaction": "no", "last_update": "2026-11-02"})
    for name, source in ((PASTED, "https://mp.weixin.qq.com/s/shili"), (CAPTURED, "")):
        content = encoded(article(900, 1200 if source else 700))
        piece = keep(at, Offered(content, name, at.stamp()), source)
        attach(inspection, resolve(inspection.compiled, "interaction"), piece)
    inspection.finish()
    window = desks.opened(session, "台账", RegisterPage)
    window.show()
    page = window.stack.currentWidget()
    page.list.details.tabs.setCurrentIndex(1)
    return window, page
