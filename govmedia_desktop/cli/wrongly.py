"""What was written wrongly in a command, in Chinese: click says it in English."""

import re

import click

from govmedia_desktop.cli.helped import named

_TOLD = (
    (r"Missing command\.", "后面还要写一个命令"),
    (r"No such command '(.*?)'\.", "没有“{}”这个命令"),
    (r"No such option:? '?([^ ']+)'?", "没有“{}”这个选项"),
    (r"Missing (?:argument|option|parameter) '(.+?)'", "缺少“{}”"),
    (r"Got unexpected extra arguments? \((.*)\)", "多写了“{}”"),
    (r"Option '(.*?)' requires an argument\.", "“{}”后面要写明内容"),
    (r"Option '(.*?)' does not take a value\.", "“{}”后面不写内容"),
    (r"Invalid value for '(.+?)'.*?: '(.*)' is not one of (.+)\.", "“{}”不能写“{}”，只能写{}"),
    (r"Invalid value for '(.+?)'.*?: '(.*)' is not a valid integer.*", "“{}”要写整数，不能写“{}”"),
    (r"Invalid value for '(.+?)'.*?: (.*) is not in the range .*", "“{}”不能小于0，不能写“{}”"),
    (r"Invalid value for '(.+?)'.*?: (.*)", "“{}”：{}"),
)


def told(error: click.ClickException) -> str:
    """Return the sentence for people; what is not known here stays as click says it."""
    message = error.format_message()
    for pattern, sentence in _TOLD:
        if found := re.match(pattern, message, re.DOTALL):
            what, *more = (g.replace("', '", "、").strip("'") for g in found.groups() or ("",))
            return sentence.format(what if "命令" in sentence else named(what), *more)
    return message
