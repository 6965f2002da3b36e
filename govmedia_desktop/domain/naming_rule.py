"""When an account's name is 简洁规范 (国办发〔2018〕123号), as far as a program can tell."""

import re

LONGEST_NAME = 30
"""Characters: the longest name that 微信公众号 takes."""
_UNFIT = (
    (re.compile(r"测试|备用|临时|旧号|小号|弃用"), "名称里有“{}”"),
    (re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}"), "名称里有电话号码“{}”"),
    (re.compile(r"https?:|www\.|\.(?:com|cn|net)\b", re.IGNORECASE), "名称里有网址“{}”"),
    (re.compile(r"[~～!！?？@#￥$%^&*=+|<>\u2600-\u27bf]"), "名称里有符号“{}”"),
    (re.compile("[\U0001f300-\U0001faff]"), "名称里有表情“{}”"),
)
_CHINESE = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")


def naming_faults(name: str) -> list[str]:
    """Return why a name is not 简洁规范, each reason in a phrase; nothing where it is."""
    found = [text.format(m[0]) for pattern, text in _UNFIT if (m := pattern.search(name))]
    if not _CHINESE.search(name):
        found.append("名称里没有汉字")
    if len(name) > LONGEST_NAME:
        found.append(f"名称长{len(name)}字，超过{LONGEST_NAME}字")
    return found
