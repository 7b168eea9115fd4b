"""Notes of plans in Chinese, by the codes of `core.notes`; the page has the same words."""

from collections.abc import Mapping
from typing import Final, Literal

from core.notes import read_note

CHINESE: Final[Mapping[str, str]] = {
    "weight-unknown": "{count} 个订单重量未知，按零计算。",
    "overdue": "{day} 之前应送的 {count} 个订单仍在等待。",
    "one-parcel": "{count} 个订单须作为一个包裹送到快递柜，但货物分在多个仓库，请先集中：{orders}。",
    "skill-missing": "没有车辆具备 {stops} 所需的 {skill}。",
    "kind-missing": "{stops} 为车型 {kind} 单独规定了时间，但没有这种车辆。",
    "overtime-free": "{vehicles} 没有规定正常工时，不会计算加班费。",
    "no-limit-anywhere": "所有车辆都没有给出 {dimension} 容量，按无限制处理。",
    "no-limit": "{vehicles} 没有给出 {dimension} 容量，按无限制处理。",
    "night-windows": "{stops} 的时间窗在所有班次开始之前就已结束；次日接着计数：凌晨 01:30 写作 25:30。",
    "estimated": "时间和距离按直线估算，误差约 ±20 %，没有使用道路。",
    "given-matrix": "给定的矩阵没有道路，路线画成直线。",
    "no-distances": "给定的矩阵没有距离，成本和限制都按 0 公里计算。",
    "cut-off": "{places} 与其他地点之间没有道路相连。",
    "no-way": "{count} 对地点之间没有道路，例如 {pairs}。",
    "restrictions-off-map": "{all} 条转向限制中有 {count} 条涉及封闭或地图外的道路。",
    "restrictions-by-time": "{count} 条只在特定时段有效的转向限制未被采用。",
    "drawn-straight": "部分路线画成直线，道路数据源出错：{why}",
}
"""The sentence of each code, with the parameters of the English one."""


def note_in(language: Literal["en", "zh"], sentence: str) -> str:
    """Return a note in a language; what no code has, as what a table or a server says, stays as it is."""
    told = None if language == "en" else read_note(sentence)
    return sentence if told is None else CHINESE[told.code].format(**told.parameters)
