"""A workbook as it stands after somebody opened it in WPS and pressed 保存.

What WPS does to a file was looked up in workbooks that it had written (11.1 and 5.x, by their
KSOProductBuildVer): folders as entries of the zip, all of one old day; targets relative to their
part; texts shared, some in runs with phonetic hints; its own namespace on every sheet; rows with
`spans`; a cell for every place that has a format, to the last column where a whole row has one;
numbers of formats from 176 on; a day typed into a cell kept as a number; its marks in docProps.
"""

import re
import zipfile
from pathlib import Path, PurePosixPath

from lxml import etree

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_SPACES = {
    None: _MAIN,
    "r": f"{_OFFICE}/relationships",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "x14": "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "etc": "http://www.wps.cn/officeDocument/2017/etCustomData",
}
_WHEN = (2012, 7, 2, 9, 52, 14)
_APP = (
    f'<Properties xmlns="{_OFFICE}/extended-properties" xmlns:vt="{_VT}">'
    '<Application>WPS 表格</Application><HeadingPairs><vt:vector size="2" baseType="variant">'
    "<vt:variant><vt:lpstr>工作表</vt:lpstr></vt:variant><vt:variant><vt:i4>3</vt:i4>"
    "</vt:variant></vt:vector></HeadingPairs></Properties>"
)
_CUSTOM = (
    f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_VT}">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="ICV">'
    "<vt:lpwstr>0123456789ABCDEF0123456789ABCDEF</vt:lpwstr></property>"
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="KSOProductBuildVer">'
    "<vt:lpwstr>2052-11.1.0.11744</vt:lpwstr></property></Properties>"
)
_DAY_FORMAT = 'yyyy"年"m"月"d"日";@'


def save_as_wps(path: Path, *, days_typed_anew: bool = True, whole_rows: bool = False) -> Path:
    """Write the workbook over itself as WPS would; return its place.

    `days_typed_anew`: every day is shown as a Chinese date, a format of WPS's own. `whole_rows`:
    somebody gave whole rows a format, which leaves 16,384 cells in each.
    """
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = _Shared(parts.pop("xl/sharedStrings.xml", None))
    style, days = _with_day_format(parts)
    for name in [n for n in parts if n.startswith("xl/worksheets/sheet")]:
        sheet = etree.fromstring(parts[name])
        for cell in sheet.iter(f"{{{_MAIN}}}c"):
            texts.share(cell)
            if days_typed_anew and cell.get("s") in days and cell.get("t", "n") == "n":
                cell.set("s", style)
        _rows_as_wps(sheet, whole_rows)
        part = _part(_within_its_spaces(sheet))
        parts[name] = _to_the_last_column(part) if whole_rows else part
    parts["xl/sharedStrings.xml"] = texts.part()
    _name_texts(parts)
    parts["docProps/app.xml"] = _head(_APP)
    parts["docProps/custom.xml"] = _head(_CUSTOM)
    parts = {name: _relative(name, part) for name, part in parts.items()}
    _zip(path, parts)
    return path


class _Shared:
    """All texts of the workbook, each once; every other one in runs, with a phonetic hint."""

    def __init__(self, part: bytes | None) -> None:
        items = etree.fromstring(part) if part else []
        self._before = ["".join(t.text or "" for t in si.iter(f"{{{_MAIN}}}t")) for si in items]
        self._texts: dict[str, int] = {}
        self._used = 0

    def share(self, cell: etree._Element) -> None:
        """Let a cell with a text point to the shared one."""
        value = cell.find(f"{{{_MAIN}}}v")
        if cell.get("t") == "inlineStr":
            text = "".join(t.text or "" for t in cell.iter(f"{{{_MAIN}}}t"))
            for child in list(cell):
                cell.remove(child)
        elif cell.get("t") == "s" and value is not None:
            text = self._before[int(value.text or "")]
        else:
            return
        cell.set("t", "s")
        found = cell.find(f"{{{_MAIN}}}v")
        value = etree.SubElement(cell, f"{{{_MAIN}}}v") if found is None else found
        value.text = str(self._texts.setdefault(text, len(self._texts)))
        self._used += 1

    def part(self) -> bytes:
        """Return the part that holds the texts."""
        root = etree.Element(f"{{{_MAIN}}}sst", nsmap={None: _MAIN})
        root.set("count", str(self._used))
        root.set("uniqueCount", str(len(self._texts)))
        for text, number in self._texts.items():
            item = etree.SubElement(root, f"{{{_MAIN}}}si")
            for run in [text[:1], text[1:]] if number % 2 and len(text) > 1 else [text]:
                parent = etree.SubElement(item, f"{{{_MAIN}}}r") if run != text else item
                told = etree.SubElement(parent, f"{{{_MAIN}}}t")
                told.text = run
                if run != run.strip():
                    told.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            if number % 2:
                hint = etree.SubElement(item, f"{{{_MAIN}}}rPh", sb="0", eb="1")
                etree.SubElement(hint, f"{{{_MAIN}}}t").text = "不是内容"
                etree.SubElement(item, f"{{{_MAIN}}}phoneticPr", fontId="1", type="noConversion")
        return _part(root)


def _name_texts(parts: dict[str, bytes]) -> None:
    """Name the part with the texts where nothing named it: who wrote the file put them in cells."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types, relations = parts["[Content_Types].xml"], parts["xl/_rels/workbook.xml.rels"]
    if b"sharedStrings" in types:
        return
    part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/></Types>'
    parts["[Content_Types].xml"] = types.replace(b"</Types>", part)
    about = f'<Relationship Id="rIdTexts" Type="{_OFFICE}/relationships/sharedStrings"'
    told = f'{about} Target="sharedStrings.xml"/></Relationships>'.encode()
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"</Relationships>", told)


def _with_day_format(parts: dict[str, bytes]) -> tuple[str, set[str]]:
    """Add a cell style with WPS's date format; return it, and the styles that are days so far."""
    styles = etree.fromstring(parts["xl/styles.xml"])
    formats = styles.find(f"{{{_MAIN}}}numFmts")
    if formats is None:
        formats = etree.Element(f"{{{_MAIN}}}numFmts")
        styles.insert(0, formats)
    days = {f.get("numFmtId") for f in formats if "yyyy" in (f.get("formatCode") or "")} | {"14"}
    etree.SubElement(formats, f"{{{_MAIN}}}numFmt", numFmtId="240", formatCode=_DAY_FORMAT)
    formats.set("count", str(len(formats)))
    cells = styles.find(f"{{{_MAIN}}}cellXfs")
    assert cells is not None
    found = {str(n) for n, xf in enumerate(cells) if xf.get("numFmtId") in days}
    etree.SubElement(cells, f"{{{_MAIN}}}xf", numFmtId="240", fontId="0", applyNumberFormat="1")
    cells.set("count", str(len(cells)))
    parts["xl/styles.xml"] = _part(styles)
    return str(len(cells) - 1), found


def _rows_as_wps(sheet: etree._Element, whole: bool) -> None:
    dimension = sheet.find(f"{{{_MAIN}}}dimension")
    if dimension is not None:
        dimension.set("ref", "A1:XFD200" if whole else "A1")
    for row in sheet.iter(f"{{{_MAIN}}}row"):
        row.set("spans", "1:16384" if whole else f"1:{max(1, len(row))}")


def _to_the_last_column(sheet: bytes) -> bytes:
    """Put an empty cell with a format wherever a row has none."""
    text = re.sub(r"<row ([^>]*)/>", r"<row \1></row>", sheet.decode())
    return re.sub(r"<row .*?</row>", _whole, text, flags=re.DOTALL).encode()


def _whole(row: re.Match[str]) -> str:
    number = re.search(r'\br="(\d+)"', row[0])
    assert number is not None
    told = re.findall(r'<c r="([A-Z]+)', row[0])
    beyond = _LETTERS.index(told[-1]) + 1 if told else 0
    cells = (f'<c r="{letters}{number[1]}" s="0"/>' for letters in _LETTERS[beyond:])
    return f"{row[0].removesuffix('</row>')}{''.join(cells)}</row>"


def _letters_of(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_LETTERS = [_letters_of(number) for number in range(1, 16_385)]


def _within_its_spaces(sheet: etree._Element) -> etree._Element:
    root = etree.Element(sheet.tag, nsmap=_SPACES)
    root.extend(list(sheet))
    return root


def _relative(name: str, part: bytes) -> bytes:
    """Targets are told from where the part lies, never from the root."""
    if not name.endswith(".rels"):
        return part
    folder = PurePosixPath(name).parent.parent
    up = "../" * len(folder.parts)
    inside = f"/{folder}/" if folder.parts else "/"
    return (
        part.decode()
        .replace(f'Target="{inside}', 'Target="')
        .replace('Target="/', f'Target="{up}')
        .encode()
    )


def _part(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _head(text: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()


def _zip(path: Path, parts: dict[str, bytes]) -> None:
    folders = {f"{parent}/" for name in parts for parent in PurePosixPath(name).parents}
    every = {**dict.fromkeys(folders - {"./"}, b""), **parts}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(every, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            archive.writestr(entry, every[name])
