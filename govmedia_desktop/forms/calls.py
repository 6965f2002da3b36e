"""What is known of a function call before it is ever evaluated: name, arguments, fixed texts."""

from govmedia_desktop.forms.extensions.digests import ALGORITHMS, ENCODINGS, algorithm, encoding
from govmedia_desktop.forms.functions import FUNCTIONS, Function
from govmedia_desktop.forms.parser import Call, ExpressionError, Filter, Literal, Path, Tree
from govmedia_desktop.forms.patterns import PatternError, pattern

_INSTEAD = {
    "property": "没有函数“property”，请加一行username（检查人）或deviceid（设备）类型的题，"
    "再用${题目名}引用",
}
"""What to write instead of functions that forms for telephones use; the answer of such a question
is kept with the record, which an expression that asks the computer would not be."""


def checked(call: Call) -> Function:
    """Return the function that is called; raises ExpressionError where it cannot be called so."""
    function = FUNCTIONS.get(call.name)
    if function is None:
        raise ExpressionError(_INSTEAD.get(call.name, f"没有函数“{call.name}”，请检查写法"))
    count = len(call.arguments)
    if not function.admits(count):
        told = f"函数“{call.name}”要{function.arity}参数，这里写了{count}个"
        raise ExpressionError(told)
    if call.name == "regex":
        _check_pattern(_fixed(call, 1))
    if call.name == "digest":
        _check_digest(_fixed(call, 1), _fixed(call, 2))
    return function


def is_shuffled(tree: Tree | None) -> bool:
    """Whether a tree's nodes come out of randomize()."""
    match tree:
        case Call(name):
            return name == "randomize"
        case Filter(operand):
            return is_shuffled(operand)
        case Path(_, start):
            return is_shuffled(start)
    return False


def _fixed(call: Call, place: int) -> str | None:
    """Return an argument that is a text in quotes, None where it is something else or missing."""
    argument = call.arguments[place] if place < len(call.arguments) else None
    return argument.text if isinstance(argument, Literal) else None


def _check_pattern(written: str | None) -> None:
    try:
        if written is not None:
            pattern(written)
    except PatternError as error:
        raise ExpressionError(f"正则表达式“{written}”{error}，请改写") from error


def _check_digest(name: str | None, form: str | None) -> None:
    if name is not None and algorithm(name) is None:
        raise ExpressionError(f"digest没有算法“{name}”，只能写{'、'.join(ALGORITHMS)}之一")
    if form is not None and encoding(form) is None:
        raise ExpressionError(f"digest没有编码“{form}”，只能写{'或'.join(ENCODINGS)}")
