"""Use cases import the forms at program start: nothing heavy may come with them."""

import subprocess
import sys


def test_running_forms_imports_nothing_heavy_before_one_is_opened():
    modules = (
        "govmedia_desktop.forms.run, govmedia_desktop.forms.items, govmedia_desktop.forms.compiled"
    )
    heavy = "{'lxml', 'openpyxl', 'pyxform', 'lark', 'numpy'}"
    code = f"import sys, {modules}; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
