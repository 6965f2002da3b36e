"""Exports of KoboToolbox, ODK Central and phones themselves, as those tools write them."""

import csv
import io
import zipfile
from dataclasses import dataclass, field

from openpyxl import Workbook

LABELS = {
    "last_update": "最近一次更新是哪一天？",
    "interaction": "有没有一种能用的互动方式？",
    "looked_at": "抽看了几篇内容？",
    "looked_from": "抽看的内容从哪一天起？",
    "looked_to": "抽看的内容到哪一天止？",
    "serious_error": "有没有出现严重表述错误？",
    "leak": "有没有泄露国家秘密？",
    "harmful_content": "有没有发布或者链接反动、暴力、色情等内容？",
    "adverse_opinion": "有没有因为发布内容不当引发严重负面舆情？",
    "fake_engagement": "有没有购买“粉丝”、强制要求群众点赞等弄虚作假的做法？",
    "app_unusable": "有没有无法下载、无法使用或者“僵尸”“睡眠”的情况？",
}
GROUPS = {
    "last_update": "update",
    "interaction": "response",
    "looked_at": "sample",
    "looked_from": "sample",
    "looked_to": "sample",
}
PASSED = {
    "last_update": "2024-04-30",
    "interaction": "yes",
    "looked_at": "12",
    "looked_from": "2024-04-01",
    "looked_to": "2024-05-03",
    "serious_error": "none",
    "leak": "none",
    "harmful_content": "none",
    "adverse_opinion": "none",
    "fake_engagement": "none",
}
SHOWN = {"yes": "有", "no": "没有", "none": "未发现", "found": "发现", "unchecked": "未检查"}


@dataclass
class Filled:
    """One filled national-2019 form."""

    account: str
    number: int = 1
    version: str = "2"
    answers: dict[str, str] = field(default_factory=lambda: dict(PASSED))
    more: dict[str, str] = field(default_factory=dict)
    day: str = "2024-05-03"

    @property
    def uuid(self):
        return f"0b5d2c1e-7f4a-4d7a-9a51-{self.number:012d}"

    @property
    def end(self):
        return f"{self.day}T16:21:40.118+08:00"


def filled(account, number=1, **answers):
    """A form on which everything is in order but what is said otherwise."""
    return Filled(account, number, answers={**PASSED, **answers})


def group(name):
    return GROUPS.get(name, "safety")


def kobo_rows(forms, *, labels=False, groups=True, mark="/"):
    """Rows of a Kobo export: questions by name or by label, with or without their groups."""
    names = list(LABELS)

    def header(name):
        shown = LABELS[name] if labels else name
        return f"{group(name)}{mark}{shown}" if groups and not labels else shown

    more = list(dict.fromkeys(key for form in forms for key in form.more))
    headers = [
        *("start", "end", "today", "username", "deviceid", "account", *map(header, names), *more),
        *("__version__", "_id", "_uuid", "_submission_time", "_validation_status", "_notes"),
        *("_status", "_submitted_by", "_tags", "_index"),
    ]
    rows = [headers]
    for index, form in enumerate(forms, 1):
        told = [form.answers.get(name, "") for name in names]
        rows.append(
            [
                f"{form.day}T16:10:02.500+08:00", form.end, form.day, "李四", "collect:Xq81",
                form.account, *([SHOWN.get(v, v) for v in told] if labels else told),
                *(form.more.get(key, "") for key in more),
                form.version, 310000 + index, form.uuid, f"{form.day}T08:21:44", None, None,
                "submitted_via_web", "zhenlixiang", None, index,
            ]
        )  # fmt: skip
    return rows


def xlsx(path, sheets):
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title[:31])
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
    book.save(path)
    return path


def kobo_xlsx(path, *forms, **how):
    return xlsx(path, {"政务新媒体单项否决检查": kobo_rows(forms, **how)})


def central_rows(forms):
    """Rows as ODK Central writes them: groups joined by `-`, its own columns around."""
    names = list(LABELS)
    headers = [
        *("SubmissionDate", "start", "end", "today", "username", "account"),
        *(f"{group(name)}-{name}" for name in names),
        *("meta-instanceID", "meta-instanceName", "KEY", "SubmitterID", "SubmitterName"),
        *("AttachmentsPresent", "AttachmentsExpected", "Status", "ReviewState", "DeviceID"),
        *("Edits", "FormVersion"),
    ]
    rows = [headers]
    for form in forms:
        told = [form.answers.get(name, "") for name in names]
        rows.append(
            [
                f"{form.day}T08:21:44.020Z", f"{form.day}T16:10:02.500+08:00", form.end, form.day,
                "李四", form.account, *told, f"uuid:{form.uuid}", "", f"uuid:{form.uuid}",
                "115", "镇里的手机", "0", "0", "", "", "collect:Xq81", "0", form.version,
            ]
        )  # fmt: skip
    return rows


def as_csv(rows, encoding="utf-8", delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def central_csv(path, *forms, encoding="utf-8", delimiter=","):
    path.write_bytes(as_csv(central_rows(forms), encoding, delimiter))
    return path


def openrosa(form, form_id="national-2019"):
    """One submission as Collect keeps it on the phone."""
    groups = {}
    for name, value in form.answers.items():
        groups.setdefault(group(name), []).append(f"<{name}>{value}</{name}>")
    inside = "".join(f"<{name}>{''.join(leaves)}</{name}>" for name, leaves in groups.items())
    more = "".join(f"<{key}>{value}</{key}>" for key, value in form.more.items())
    return (
        f'<?xml version=\'1.0\' ?><data id="{form_id}" version="{form.version}"'
        ' xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"'
        ' xmlns:gm="https://govmedia-desktop.example/check">'
        f"<start>{form.day}T16:10:02.500+08:00</start><end>{form.end}</end>"
        f"<today>{form.day}</today><username>李四</username><account>{form.account}</account>"
        f"<basics><platform/><kind/></basics>{inside}{more}"
        f"<orx:meta><orx:instanceID>uuid:{form.uuid}</orx:instanceID></orx:meta></data>"
    )


def openrosa_xml(path, form, **how):
    path.write_text(openrosa(form, **how), encoding="utf-8")
    return path


def zipped(path, contents):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in contents.items():
            file.writestr(name, content)
    return path


def briefcase_zip(path, *forms):
    """A Briefcase folder: one `submission.xml` for each, pictures beside it."""
    contents = {}
    for form in forms:
        folder = f"ODK Briefcase Storage/forms/检查/instances/uuid{form.uuid}"
        contents[f"{folder}/submission.xml"] = openrosa(form)
        contents[f"{folder}/1714724500.jpg"] = b"\xff\xd8\xff"
    return zipped(path, contents)
