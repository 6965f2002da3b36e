"""Check forms: compile an XLSForm, run it, yield findings.

A check form is an XLSForm workbook (survey, choices, settings) that other tools open too. What a
finding is stands in extra columns of the survey sheet, which they ignore. They need
`namespaces` = `gm="https://govmedia-desktop.example/check"` in settings.

| column | meaning |
|---|---|
| `bind::gm:fails` | expression; true means that this item is a finding |
| `bind::gm:severity` | `veto`, `deduct`, `bonus` or `hint` |
| `bind::gm:points` | expression; points of a deduct or bonus item, above 0 |
| `bind::gm:most` | of an item or a group: the most that it deducts, likewise adds |
| `bind::gm:problem` | 问题类型 |
| `bind::gm:basis` | the clause it rests on, as printed |
| `bind::gm:remedy` | default 整改要求 |
| `bind::gm:explains` | the explanation; `{name}` is what that question shows |
| `bind::gm:passes` | sentence: what would make it pass; `{name}` likewise |
| `bind::gm:judgement` | `yes`: somebody must look; never prefilled, defaulted or carried |
| `bind::gm:carry` | `yes`: prefilled from the account's previous inspection, to be confirmed |
| `bind::gm:register` | prefilled from this field of the register, likewise |
| `bind::gm:parameter` | a calculation that gives way to this local parameter where in force |

What its points come to, and whether that passes, stands in the settings sheet as `attribute::gm:…`
(`base`, `least`, `pass_mark`, `most_bonus`, `bonus_above`, `nature`): see `scoring`.

`${…}` is allowed in `fails` and `points` only: in prose pyxform would turn it into a path.

The settings column `attribute::gm:replaces` (`old=new; old2=new2`) says which questions of older
versions this one calls otherwise (`renames`).

The way of a form, from `from_workbook` on: `workbook` (cells, within limits) → `checks` (gm:
columns) → `all_faults` (rows, lists, references, with `mending` of what is wrong in a copy;
pyxform) → `xform` with `xform_texts` and `attachments` (its parts, the files it takes choices from)
→ `nodes` with `parser`, `calls`, `translate`, `pieces` and `locations` (expressions, over the table
`functions` and what evaluates them, `extensions` and `patterns`) → `order` → `compiled` (stored as
text) → `graph`, `world` and `rows` (what depends on what; what is read from outside; the elements
of every row) → `model` (settled values) → `findings`, `scoring`, `showing` and `run` (answers,
verdict).

A path of the *plan* has no rows (`/data/r/q`); a path of a form under way names the row of every
repeat around it (`/data/r[#2]/q`, an id that stays). `/data/r` stands for the repeat as a whole.
"""
